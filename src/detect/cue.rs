//! What all detectors by phrase, class name and element have in common.

use super::{Evidence, Findings, excerpt};
use crate::features::{ANCESTORS, Page};
use crate::label::Label;
use crate::lexicon::{CueHit, Family, Group, Place};

/// How far up a class name still speaks for a block.
const MAX_STEPS: u8 = 5;

/// Share of linked text from which a line is a link, and the fewest words of one
/// that reads as the title of another story.
pub(crate) const LINKED: f32 = 0.7;
pub(super) const MIN_TITLE_WORDS: f32 = 5.0;

/// How sure a phrase alone makes.
fn strength(page: &Page<'_>, block: usize, hit: &CueHit) -> f32 {
    let is_long = |block: usize| page.shapes.get(block).is_some_and(|shape| shape.is_long() && shape.linked < 0.5);
    let heads_text = is_long(block + 1) && is_long(block + 2);
    let base = match hit.cue.place {
        // It may be the heading of a part of the text, above all where that is on law.
        Place::Whole if heads_text && hit.cue.family == Family::Legal => 0.45,
        Place::Whole if heads_text => 0.6,
        Place::Whole => 0.9,
        Place::Start => 0.55 + 0.35 * hit.share,
        Place::End => 0.45 + 0.4 * hit.share,
        Place::Anywhere => 0.3 + 0.6 * hit.share,
    };
    // Long paragraphs may speak of what they are not; notes are long.
    if is_long(block) && hit.cue.family != Family::Note { base * 0.5 } else { base }
}

/// The evidence that a phrase is.
pub(super) fn evidence(hit: &CueHit) -> Evidence {
    Evidence::Cue { phrase: hit.cue.phrase.into(), language: hit.cue.language.into() }
}

/// Adds the strongest phrase of a family in each block.
pub(super) fn phrases(page: &Page<'_>, family: Family, findings: &mut Findings) {
    for block in 0..page.len() {
        if page.cues.sum(block).count(family) == 0.0 {
            continue;
        }
        if let Some(hit) = page.cues.strongest(block, family) {
            findings.add(block, family.label(), strength(page, block, hit), evidence(hit));
        }
    }
}

/// Adds the blocks under a line that heads a section of a family, as long as
/// no long paragraph has come in between; a line that is a link to something else
/// belongs to no such section.
pub(super) fn section(page: &Page<'_>, family: Family, base: f32, findings: &mut Findings) {
    for block in 0..page.len() {
        let Some(head) = page.sections.cue_head(block) else { continue };
        let shape = &page.shapes[block];
        let is_title = shape.linked >= LINKED && shape.words >= MIN_TITLE_WORDS;
        if head.family == family && head.block != block && head.long_since < 2 && !is_title {
            let heading = excerpt(page.text(head.block));
            findings.add(block, family.label(), base / (1.0 + head.long_since as f32), Evidence::Section { heading });
        }
    }
}

/// Adds the blocks inside an element with a class name of a group.
pub(super) fn class_names(page: &Page<'_>, group: Group, label: Label, base: f32, findings: &mut Findings) {
    for block in 0..page.len() {
        let steps = page.structure.of(block).groups[group as usize];
        if steps <= MAX_STEPS {
            let strength = base * (1.0 - 0.12 * f32::from(steps));
            findings.add(block, label, strength, Evidence::ClassName { group: group.name().into() });
        }
    }
}

/// Adds the blocks inside an element of one of these names.
pub(super) fn elements(page: &Page<'_>, names: &[&str], label: Label, strength: f32, findings: &mut Findings) {
    for (at, tag) in ANCESTORS.iter().enumerate().filter(|(_, tag)| names.contains(&tag.name())) {
        for block in (0..page.len()).filter(|block| page.structure.of(*block).ancestors[at] < crate::features::FAR) {
            findings.add(block, label, strength, Evidence::Element { name: tag.name().into() });
        }
    }
}
