//! Names what goes: by what was found about a block, and by what goes around it.
//!
//! What stands in a list of stories, a menu or a biography is part of it, whatever
//! little its own lines show: the dates and authors of other stories' cards are no
//! bylines, and a line about which nothing was found is what its neighbours are.

use crate::detect::{Evidence, Finding, FindingsByBlock};
use crate::label::Label;

/// What a phrase in a block adds to its strength: what a block says tells what it
/// is better than where it stands.
const CUE_BONUS: f32 = 0.2;

/// The same for legal phrases, which stand in few lines but legal ones: among the
/// links of a footer, too.
const LEGAL_BONUS: f32 = 0.45;

/// Weight from which a phrase names its block, and any finding does, whatever
/// stands around it.
const SURE_CUE: f32 = 0.8;
const SURE: f32 = 0.85;

/// What the blocks around count next to what was found about the block itself, and
/// what each counts next to the one before it.
const NEIGHBOURS: f32 = 0.5;
const DECAY: f32 = 0.5;

/// Bylines and captions stand by the article's text: within so many blocks of it,
/// their findings count more than others there, and little elsewhere.
const NEAR: usize = 6;
const NEAR_PREMIUM: f32 = 1.2;
const FAR_DISCOUNT: f32 = 0.3;

/// Labels whose blocks come in groups; those of the others are single lines.
const GROUPED: [Label; 6] =
    [Label::RelatedLinks, Label::Navigation, Label::Promo, Label::Comment, Label::AuthorBio, Label::Legal];

/// How much was found for each label.
type Votes = [f32; Label::ALL.len()];

const NONE: Votes = [0.0; Label::ALL.len()];

/// The label of each block that does not stay; none where nothing was found, about
/// it or about what goes around it.
pub(super) fn of_removed(findings: &FindingsByBlock, kept: &[bool]) -> Vec<Option<Label>> {
    let distances = distances(kept);
    let own = |block: usize| if kept[block] { NONE } else { votes(findings.of(block), distances[block]) };
    let own: Vec<Votes> = (0..kept.len()).map(own).collect();
    let around = around(&own, kept);
    let label = |block: usize| {
        let likeliest = || best(|label| own[block][label as usize] + NEIGHBOURS * around[block][label as usize]);
        sure_label(findings.of(block), &own[block]).or_else(likeliest)
    };
    (0..kept.len()).map(|block| if kept[block] { None } else { label(block) }).collect()
}

/// How far each block is from the nearest that stays; nothing where none stays.
fn distances(kept: &[bool]) -> Vec<Option<usize>> {
    let mut distances = vec![None; kept.len()];
    let mut sweep = |blocks: &mut dyn Iterator<Item = usize>| {
        let mut last: Option<usize> = None;
        for block in blocks {
            last = if kept[block] { Some(block) } else { last };
            let here = last.map(|kept| kept.abs_diff(block));
            distances[block] = [distances[block], here].into_iter().flatten().min();
        }
    };
    sweep(&mut (0..kept.len()));
    sweep(&mut (0..kept.len()).rev());
    distances
}

/// What was found about one block.
fn votes<'a>(found: impl Iterator<Item = &'a Finding>, distance: Option<usize>) -> Votes {
    let is_far = distance.is_some_and(|distance| distance > NEAR);
    let mut votes = NONE;
    for finding in removable(found) {
        let place = match (is_beside_text(finding.label), is_far) {
            (false, _) => 1.0,
            (true, false) => NEAR_PREMIUM,
            (true, true) => FAR_DISCOUNT,
        };
        let weight = place * weight(finding);
        let vote = &mut votes[finding.label as usize];
        *vote = f32::max(*vote, weight);
    }
    votes
}

fn removable<'a>(found: impl Iterator<Item = &'a Finding>) -> impl Iterator<Item = &'a Finding> {
    found.filter(|finding| !finding.label.is_kept_by_default())
}

/// How much a finding speaks for its label.
fn weight(finding: &Finding) -> f32 {
    let bonus = match finding.label {
        _ if !is_cue(finding) => 0.0,
        Label::Legal => LEGAL_BONUS,
        _ => CUE_BONUS,
    };
    finding.strength + bonus
}

fn is_cue(finding: &Finding) -> bool {
    matches!(finding.evidence, Evidence::Cue { .. })
}

/// Whether blocks of a label belong to the article's text and stand by it.
fn is_beside_text(label: Label) -> bool {
    matches!(label, Label::Byline | Label::Caption | Label::DuplicateCaption)
}

/// For each block, what was found about those that go around it, the nearer the
/// more, up to the next that stays.
fn around(own: &[Votes], kept: &[bool]) -> Vec<Votes> {
    let mut around = vec![NONE; own.len()];
    let mut sweep = |blocks: &mut dyn Iterator<Item = usize>| {
        let mut passed = NONE;
        for block in blocks {
            if kept[block] {
                passed = NONE;
                continue;
            }
            for label in GROUPED.map(|label| label as usize) {
                around[block][label] += passed[label];
                passed[label] = DECAY * passed[label] + (1.0 - DECAY) * own[block][label];
            }
        }
    };
    sweep(&mut (0..own.len()));
    sweep(&mut (0..own.len()).rev());
    around
}

/// The label of a block that says what it is, or that much was found for.
fn sure_label<'a>(found: impl Iterator<Item = &'a Finding>, own: &Votes) -> Option<Label> {
    let cues = removable(found).filter(|finding| is_cue(finding) && weight(finding) >= SURE_CUE);
    let cue = cues.max_by(|a, b| weight(a).total_cmp(&weight(b)).then(b.label.cmp(&a.label)));
    let best = || best(|label| own[label as usize]).filter(|label| own[*label as usize] >= SURE);
    cue.map(|finding| finding.label).or_else(best)
}

/// The label with the highest score, the first of equal ones, if it is above 0.
fn best(score: impl Fn(Label) -> f32) -> Option<Label> {
    let (mut best, mut highest) = (None, 0.0);
    for label in Label::ALL {
        let score = score(label);
        if score > highest {
            (best, highest) = (Some(label), score);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::Findings;

    /// The labels of this many lines with these findings (block, label, strength),
    /// all removed but for one.
    fn labels(lines: usize, kept: Option<usize>, found: &[(usize, Label, f32)]) -> Vec<Option<Label>> {
        with_cues(lines, kept, found, &[])
    }

    /// The same, with phrases found as well.
    fn with_cues(
        lines: usize,
        kept: Option<usize>,
        found: &[(usize, Label, f32)],
        cues: &[(usize, Label, f32)],
    ) -> Vec<Option<Label>> {
        let mut findings = Findings::new(lines);
        let phrase = || Evidence::Cue { phrase: "by".into(), language: "en".into() };
        found.iter().for_each(|(block, label, strength)| findings.add(*block, *label, *strength, Evidence::Date));
        cues.iter().for_each(|(block, label, strength)| findings.add(*block, *label, *strength, phrase()));
        let kept: Vec<bool> = (0..lines).map(|block| kept == Some(block)).collect();
        of_removed(&findings.by_block(), &kept)
    }

    #[test]
    fn a_line_without_findings_is_what_goes_around_it() {
        use Label::RelatedLinks;
        let found = [(0, RelatedLinks, 0.5), (2, RelatedLinks, 0.5)];
        assert_eq!(labels(3, None, &found)[1], Some(RelatedLinks));
        // Not across what stays.
        assert_eq!(labels(4, Some(1), &[(0, RelatedLinks, 0.5)])[2], None);
    }

    #[test]
    fn the_nearer_and_the_more_count() {
        use Label::{Comment, Promo};
        assert_eq!(labels(5, None, &[(1, Promo, 0.5), (4, Comment, 0.5)])[2], Some(Promo));
        assert_eq!(labels(5, None, &[(1, Promo, 0.5), (4, Comment, 0.5)])[3], Some(Comment));
        let outvoted = [(0, Comment, 0.6), (1, Comment, 0.6), (2, Promo, 0.2), (3, Comment, 0.6), (4, Comment, 0.6)];
        assert_eq!(labels(5, None, &outvoted)[2], Some(Comment));
        let stands = [(0, Comment, 0.6), (1, Comment, 0.6), (2, Promo, 0.6), (3, Comment, 0.6), (4, Comment, 0.6)];
        assert_eq!(labels(5, None, &stands)[2], Some(Promo));
    }

    #[test]
    fn single_lines_lend_their_label_to_nobody() {
        assert_eq!(labels(3, None, &[(0, Label::Title, 0.7), (2, Label::Title, 0.7)])[1], None);
        assert_eq!(labels(3, None, &[(0, Label::Legal, 0.7), (2, Label::Legal, 0.7)])[1], Some(Label::Legal));
    }

    #[test]
    fn a_byline_stands_by_the_text() {
        use Label::{Byline, RelatedLinks};
        let card = |block| [(block, Byline, 0.5), (block, RelatedLinks, 0.3)];
        assert_eq!(labels(9, Some(0), &card(6))[6], Some(Byline));
        assert_eq!(labels(9, Some(0), &card(7))[7], Some(RelatedLinks));
        assert_eq!(labels(9, Some(8), &card(1))[1], Some(RelatedLinks));
        // There, it is one among menus, too.
        let menus = [(1, Label::Navigation, 0.5), (2, Label::Navigation, 0.5), (3, Label::Navigation, 0.5)];
        let among = |strength| [&menus[..], &[(2, Byline, strength)]].concat();
        assert_eq!(labels(4, Some(0), &among(0.71))[2], Some(Byline));
        assert_eq!(labels(4, Some(0), &among(0.6))[2], Some(Label::Navigation));
        // Where nothing stays there is no far from it.
        assert_eq!(labels(9, None, &card(7))[7], Some(Byline));
    }

    #[test]
    fn what_is_sure_is_moved_by_nothing() {
        use Label::{Byline, Comment, Promo};
        let comments = [(0, Comment, 1.0), (1, Comment, 0.6), (2, Comment, 1.0)];
        assert_eq!(with_cues(3, None, &comments, &[(1, Promo, 0.6)])[1], Some(Promo));
        assert_eq!(with_cues(3, None, &comments, &[(1, Promo, 0.59)])[1], Some(Comment));
        assert_eq!(with_cues(3, None, &comments, &[(1, Promo, 0.6), (1, Byline, 0.7)])[1], Some(Byline));
        let strong = |strength| [(0, Comment, 1.0), (1, Promo, strength), (1, Comment, 0.5), (2, Comment, 1.0)];
        assert_eq!(labels(3, None, &strong(0.85))[1], Some(Promo));
        assert_eq!(labels(3, None, &strong(0.84))[1], Some(Comment));
    }

    #[test]
    fn a_legal_phrase_names_a_line_among_menus() {
        let menus = [(0, Label::Navigation, 0.7), (1, Label::Navigation, 0.7), (2, Label::Navigation, 0.7)];
        let with = |label| with_cues(3, None, &menus, &[(1, label, 0.4)])[1];
        assert_eq!(with(Label::Legal), Some(Label::Legal));
        assert_eq!(with(Label::Promo), Some(Label::Navigation));
    }
}
