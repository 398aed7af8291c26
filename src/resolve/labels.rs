//! Names what goes: by what was found about a block, and by what goes around it.
//!
//! What stands in a list of stories, a menu or a biography is part of it, whatever
//! little its own lines show: the dates and authors of other stories' cards are no
//! bylines, and a line about which nothing was found is what its neighbours are.

use crate::detect::{Evidence, Finding, SortedFindings};
use crate::features::Page;
use crate::label::Label;

/// What a phrase in a block adds to its strength: what a block says tells what it
/// is better than where it stands.
const CUE_BONUS: f32 = 0.2;

/// Weight from which a phrase names its block, and any finding does, whatever
/// stands around it.
const SURE_CUE: f32 = 0.8;
const SURE: f32 = 0.85;

/// What the blocks around count next to what was found about the block itself, and
/// what each counts next to the one before it.
const NEIGHBOURS: f32 = 0.5;
const DECAY: f32 = 0.5;

/// Bylines and captions stand by the article's text: within so many blocks of it,
/// or their findings count as little as this.
const NEAR: usize = 6;
const FAR_DISCOUNT: f32 = 0.3;

/// How much was found for each label.
type Votes = [f32; Label::ALL.len()];

/// The label of each block that goes; that of a block that stays means nothing.
pub(super) fn of_removed(page: &Page<'_>, findings: &SortedFindings, is_kept: &dyn Fn(usize) -> bool) -> Vec<Label> {
    let distances = distances(page.len(), is_kept);
    let own: Vec<Votes> = (0..page.len()).map(|block| votes(findings.of(block), distances[block])).collect();
    let around = around(&own, is_kept);
    let label = |block: usize| {
        sure_label(findings.of(block), &own[block]).unwrap_or_else(|| likeliest(&own[block], &around[block]))
    };
    (0..page.len()).map(label).collect()
}

/// How far each block is from the nearest that stays; nothing where none stays.
fn distances(count: usize, is_kept: &dyn Fn(usize) -> bool) -> Vec<Option<usize>> {
    let mut distances = vec![None; count];
    let mut sweep = |blocks: &mut dyn Iterator<Item = usize>| {
        let mut last: Option<usize> = None;
        for block in blocks {
            last = if is_kept(block) { Some(block) } else { last };
            let here = last.map(|kept| kept.abs_diff(block));
            distances[block] = [distances[block], here].into_iter().flatten().min();
        }
    };
    sweep(&mut (0..count));
    sweep(&mut (0..count).rev());
    distances
}

/// What was found about one block.
fn votes(found: &[Finding], distance: Option<usize>) -> Votes {
    let is_far = distance.is_some_and(|distance| distance > NEAR);
    let mut votes = [0.0; Label::ALL.len()];
    for finding in removable(found) {
        let weight = if is_far && is_beside_text(finding.label) { FAR_DISCOUNT } else { 1.0 } * weight(finding);
        let vote = &mut votes[finding.label as usize];
        *vote = f32::max(*vote, weight);
    }
    votes
}

fn removable(found: &[Finding]) -> impl Iterator<Item = &Finding> {
    found.iter().filter(|finding| !finding.label.is_kept_by_default())
}

/// How much a finding speaks for its label.
fn weight(finding: &Finding) -> f32 {
    finding.strength + if is_cue(finding) { CUE_BONUS } else { 0.0 }
}

fn is_cue(finding: &Finding) -> bool {
    matches!(finding.evidence, Evidence::Cue { .. })
}

/// Whether blocks of a label belong to the article's text and stand by it.
fn is_beside_text(label: Label) -> bool {
    matches!(label, Label::Byline | Label::Caption | Label::DuplicateCaption)
}

/// Whether blocks of a label come in groups; the others are single lines.
fn comes_in_groups(label: Label) -> bool {
    use Label::{AuthorBio, Comment, Legal, Navigation, Promo, RelatedLinks};
    matches!(label, RelatedLinks | Navigation | Promo | Comment | AuthorBio | Legal)
}

/// For each block, what was found about those that go around it, the nearer the
/// more, up to the next that stays.
fn around(own: &[Votes], is_kept: &dyn Fn(usize) -> bool) -> Vec<Votes> {
    let mut around = vec![[0.0; Label::ALL.len()]; own.len()];
    let mut sweep = |blocks: &mut dyn Iterator<Item = usize>| {
        let mut passed = [0.0; Label::ALL.len()];
        for block in blocks {
            if is_kept(block) {
                passed = [0.0; Label::ALL.len()];
                continue;
            }
            for label in Label::ALL.into_iter().filter(|label| comes_in_groups(*label)) {
                let passed = &mut passed[label as usize];
                around[block][label as usize] += *passed;
                *passed = DECAY * *passed + (1.0 - DECAY) * own[block][label as usize];
            }
        }
    };
    sweep(&mut (0..own.len()));
    sweep(&mut (0..own.len()).rev());
    around
}

/// The label of a block that says what it is, or that much was found for.
fn sure_label(found: &[Finding], own: &Votes) -> Option<Label> {
    let cues = removable(found).filter(|finding| is_cue(finding) && weight(finding) >= SURE_CUE);
    let cue = cues.max_by(|a, b| weight(a).total_cmp(&weight(b)).then(b.label.cmp(&a.label)));
    let best = || best(|label| own[label as usize]).filter(|label| own[*label as usize] >= SURE);
    cue.map(|finding| finding.label).or_else(best)
}

/// What most was found for, about the block and those around it.
fn likeliest(own: &Votes, around: &Votes) -> Label {
    best(|label| own[label as usize] + NEIGHBOURS * around[label as usize]).unwrap_or(Label::Navigation)
}

/// The label with the highest score, the first of equal ones, if it is above 0.
fn best(score: impl Fn(Label) -> f32) -> Option<Label> {
    let best = Label::ALL.into_iter().max_by(|a, b| score(*a).total_cmp(&score(*b)).then(b.cmp(a)));
    best.filter(|label| score(*label) > 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::Findings;
    use crate::document::Document;
    use crate::segment::text;

    /// The labels of this many lines with these findings (block, label, strength),
    /// all removed but for one.
    fn labels(lines: usize, kept: Option<usize>, found: &[(usize, Label, f32)]) -> Vec<Label> {
        named(lines, kept, found, &[])
    }

    fn named(
        lines: usize,
        kept: Option<usize>,
        found: &[(usize, Label, f32)],
        cues: &[(usize, Label, f32)],
    ) -> Vec<Label> {
        let source = "A line\n\n".repeat(lines);
        let document: Document<'_> = text::segment(&source);
        let page = Page::new(&document);
        let mut findings = Findings::new(page.len());
        let phrase = || Evidence::Cue { phrase: "by".into(), language: "en".into() };
        found.iter().for_each(|(block, label, strength)| findings.add(*block, *label, *strength, Evidence::Date));
        cues.iter().for_each(|(block, label, strength)| findings.add(*block, *label, *strength, phrase()));
        of_removed(&page, &findings.into_sorted(), &|block| kept == Some(block))
    }

    #[test]
    fn a_line_without_findings_is_what_goes_around_it() {
        use Label::{Navigation, RelatedLinks};
        let found = [(0, RelatedLinks, 0.5), (2, RelatedLinks, 0.5)];
        assert_eq!(labels(3, None, &found)[1], RelatedLinks);
        // Not across what stays, and nothing at all is a part of the page's frame.
        assert_eq!(labels(4, Some(1), &[(0, RelatedLinks, 0.5)])[2], Navigation);
    }

    #[test]
    fn the_nearer_and_the_more_count() {
        use Label::{Comment, Promo};
        assert_eq!(labels(5, None, &[(1, Promo, 0.5), (4, Comment, 0.5)])[2], Promo);
        assert_eq!(labels(5, None, &[(1, Promo, 0.5), (4, Comment, 0.5)])[3], Comment);
        let outvoted = [(0, Comment, 0.6), (1, Comment, 0.6), (2, Promo, 0.2), (3, Comment, 0.6), (4, Comment, 0.6)];
        assert_eq!(labels(5, None, &outvoted)[2], Comment);
        let stands = [(0, Comment, 0.6), (1, Comment, 0.6), (2, Promo, 0.6), (3, Comment, 0.6), (4, Comment, 0.6)];
        assert_eq!(labels(5, None, &stands)[2], Promo);
    }

    #[test]
    fn single_lines_lend_their_label_to_nobody() {
        assert_eq!(labels(3, None, &[(0, Label::Title, 0.7), (2, Label::Title, 0.7)])[1], Label::Navigation);
        assert_eq!(labels(3, None, &[(0, Label::Legal, 0.7), (2, Label::Legal, 0.7)])[1], Label::Legal);
    }

    #[test]
    fn a_byline_stands_by_the_text() {
        use Label::{Byline, RelatedLinks};
        let card = |block| [(block, Byline, 0.5), (block, RelatedLinks, 0.3)];
        assert_eq!(labels(9, Some(0), &card(6))[6], Byline);
        assert_eq!(labels(9, Some(0), &card(7))[7], RelatedLinks);
        assert_eq!(labels(9, Some(8), &card(1))[1], RelatedLinks);
        // Where nothing stays there is no far from it.
        assert_eq!(labels(9, None, &card(7))[7], Byline);
    }

    #[test]
    fn what_is_sure_is_moved_by_nothing() {
        use Label::{Byline, Comment, Legal};
        let comments = [(0, Comment, 1.0), (1, Comment, 0.6), (2, Comment, 1.0)];
        assert_eq!(named(3, None, &comments, &[(1, Legal, 0.6)])[1], Legal);
        assert_eq!(named(3, None, &comments, &[(1, Legal, 0.59)])[1], Comment);
        assert_eq!(named(3, None, &comments, &[(1, Legal, 0.6), (1, Byline, 0.7)])[1], Byline);
        let strong = |strength| [(0, Comment, 1.0), (1, Legal, strength), (1, Comment, 0.5), (2, Comment, 1.0)];
        assert_eq!(labels(3, None, &strong(0.85))[1], Legal);
        assert_eq!(labels(3, None, &strong(0.84))[1], Comment);
    }
}
