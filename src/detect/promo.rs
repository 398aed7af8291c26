//! Finds newsletters, subscriptions, donations, advertisements.

use super::{Detector, Evidence, Findings, cue};
use crate::features::{Page, Shape};
use crate::label::Label;
use crate::lexicon::{Family, Group};
use std::ops::Range;

/// Largest box, as a share of the page's words; and of one that says it more than once.
const MAX_BOX: f64 = 0.1;
const MAX_APPEAL: f64 = 0.35;

/// Largest share of the page's prose in a box: what has more is its text, whatever it is
/// called.
const MAX_PROSE: f64 = 0.7;

/// Blocks with a phrase of promos that make a box an appeal, and most blocks for each of
/// them: a dialog on cookies says "advertisement" here and there.
const MIN_APPEALS: usize = 2;
const MAX_BLOCKS_AN_APPEAL: usize = 4;

/// How far above a phrase its box may be.
const MAX_STEPS: usize = 8;

/// Finds newsletters, subscriptions, donations, advertisements.
#[derive(Debug)]
pub(super) struct Promo;

impl Detector for Promo {
    fn name(&self) -> &str {
        "promo"
    }

    fn detect(&self, page: &Page<'_>, findings: &mut Findings) {
        cue::phrases(page, Family::Promo, findings);
        cue::class_names(page, Group::Promo, Label::Promo, 0.45, findings);
        cue::class_names(page, Group::Ad, Label::Promo, 0.4, findings);
        boxes(page, findings);
    }
}

/// All that stands in an element with a class name of promos and a phrase of theirs:
/// appeals are written like an article.
fn boxes(page: &Page<'_>, findings: &mut Findings) {
    let appeals: Vec<usize> =
        (0..page.len()).filter(|block| page.cues.sum(*block).count(Family::Promo) > 0.0).collect();
    let mut done = 0;
    for block in &appeals {
        if *block < done {
            continue;
        }
        let Some(hit) = page.cues.strongest(*block, Family::Promo) else { continue };
        let Some(members) = box_around(page, *block, &appeals) else { continue };
        done = members.end;
        if !page.shapes[members.clone()].iter().any(Shape::is_long) {
            continue;
        }
        for member in members {
            findings.add(member, Label::Promo, 0.97, Evidence::Box { phrase: hit.cue.phrase.into() });
        }
    }
}

/// The blocks of the largest small element around a block that has a class name of promos;
/// `appeals` are all blocks with a phrase.
fn box_around(page: &Page<'_>, block: usize, appeals: &[usize]) -> Option<Range<usize>> {
    let elements = &page.document.elements;
    let above = |element: &usize| (*element != 0).then(|| elements[*element].parent);
    let around = std::iter::successors(Some(page.structure.element(block)), above).take(MAX_STEPS);
    let is_small = |element: &usize| {
        let members = &elements[*element].blocks;
        let count = appeals.partition_point(|at| *at < members.end) - appeals.partition_point(|at| *at < members.start);
        let sum = page.containers.sum(members.clone());
        let is_appeal = count >= MIN_APPEALS && count * MAX_BLOCKS_AN_APPEAL >= members.len();
        let max = if is_appeal { MAX_APPEAL } else { MAX_BOX };
        let total = page.containers.total();
        sum.words <= max * total.words && sum.prose <= MAX_PROSE * total.prose
    };
    let is_promo = |element: &usize| page.structure.of_element(*element).groups[Group::Promo as usize] == 0;
    let found = around.filter(|element| is_promo(element) && is_small(element)).last();
    found.map(|element| elements[element].blocks.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROSE: &str =
        "The harbour was built in the year when the town had a fleet of its own, and it is still in use by the ferry.";

    /// How many blocks of a page are found to stand in a box of promos.
    fn boxed(page: &str) -> usize {
        let document = crate::segment::html::segment(page, 64);
        let page = Page::new(&document);
        let mut findings = Findings::new(page.len());
        boxes(&page, &mut findings);
        (0..page.len()).filter(|block| findings.strength(*block, Label::Promo) > 0.9).count()
    }

    #[test]
    fn a_box_has_a_name_and_a_phrase_and_is_no_article() {
        let text = |paragraphs: usize| format!("<p>{PROSE}</p>").repeat(paragraphs);
        let appeal = format!("<p>{PROSE}</p><p>Support our newsroom.</p>");
        let around = |class: &str, inside: &str, text: &str| format!("<div class={class}>{inside}</div>{text}");
        assert_eq!(boxed(&around("donate", &appeal, &text(20))), 2);
        assert_eq!(boxed(&around("story", &appeal, &text(20))), 0);
        assert_eq!(boxed(&around("donate", &text(2), &text(20))), 0);
        // A larger one has to say so twice.
        assert_eq!(boxed(&around("donate", &appeal, &text(5))), 0);
        assert_eq!(boxed(&around("donate", &appeal.repeat(2), &text(10))), 4);
        // Short among menus, but all the text there is.
        let menu = "<ul>".to_owned() + &"<li>Ships and boats of the harbour".repeat(100) + "</ul>";
        assert_eq!(boxed(&around("support", &appeal, &menu)), 0);
    }
}
