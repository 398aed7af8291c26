//! One block before the judge: what is found about it against what the classifier says.

use crate::detect::{Evidence, Finding, FindingsByBlock, LINKED};
use crate::document::{BlockKind, Rule};
use crate::features::Page;
use crate::label::Label;
use crate::lexicon::Group;
use std::ops::Range;

/// Strength from which one finding decides.
const DECISIVE: f32 = 0.9;

/// Strength from which a phrase of the [frame](Label::is_frame) decides: of the lines
/// with one 1 to 4 of 100 are body (in the texts that models learn from).
const DECISIVE_PHRASE: f32 = 0.5;

/// Probability of being body against which only copies, headlines and findings of
/// [`SURE_FINDING`] strength decide.
const SURE_BODY: f32 = 0.85;
const SURE_FINDING: f32 = 0.97;

/// Probability of being body from which a copy, headline, caption or called link stays in
/// markup, and a line with a telling phrase in plain text.
const LIKELY_BODY: f32 = 0.8;

/// The part of the threshold from which [what would be missed](Judge::part_of_threshold)
/// stays, and a subheading with two paragraphs under it.
const DEAR: f32 = 0.6;
const DEAR_HEADING: f32 = 0.55;

/// Strength of a finding from which a block is none that would be missed: more than a
/// phrase has that may head a part of the text.
const SUSPICION: f32 = 0.65;

/// The same for a subheading with two paragraphs under it: what a phrase of law has that
/// may head them.
const HINT: f32 = 0.45;

/// Strength of the findings from which a block that stays is called a note, and from
/// which one of plain text is a note beyond doubt.
const MIN_NOTE: f32 = 0.25;
const SURE_NOTE: f32 = 0.9;

/// How sure it is that a [standfirst](Judge::is_standfirst) stays: of 89 that the
/// classifier would remove, 40 are in a gold text.
const STANDFIRST: f32 = 0.5;

/// Words that a standfirst has at least, and shares of it that are less: what is linked,
/// like the title, or said elsewhere.
const MIN_STANDFIRST_WORDS: f32 = 5.0;
const MAX_STANDFIRST_LINKS: f32 = 0.5;
const MAX_STANDFIRST_COPIED: f32 = 0.6;

/// Likeness of a block and the page's description from which it is one.
const MIN_DESCRIPTION: f32 = 0.6;

/// One block, and all that is known about it.
pub(super) struct Judge<'a> {
    pub(super) page: &'a Page<'a>,
    pub(super) findings: &'a FindingsByBlock,
    pub(super) block: usize,
    /// Its probability of being body.
    pub(super) body: f32,
    /// The probability from which blocks stay.
    pub(super) threshold: f32,
    /// The blocks of the page from the first that reaches it to before the last.
    pub(super) text: Range<usize>,
}

/// A verdict before its reasons are put together.
pub(super) struct Decision {
    pub(super) label: Label,
    pub(super) is_kept: bool,
    pub(super) confidence: f32,
}

impl Judge<'_> {
    /// What stays, and what one finding removes; nothing for what goes by a site
    /// rule or by the classifier, whose label depends on what goes around it.
    pub(super) fn decide(&self) -> Option<Decision> {
        match self.rule() {
            Some(Rule::Keep) => return Some(self.kept(1.0)),
            Some(Rule::Remove) => return None,
            None => {}
        }
        if let Some(finding) = self.decisive_finding() {
            let confidence = finding.strength.max(1.0 - self.body);
            return Some(Decision { label: finding.label, is_kept: false, confidence });
        }
        if self.is_standfirst() {
            let confidence = self.body.max(STANDFIRST);
            return Some(Decision { label: Label::Standfirst, is_kept: true, confidence });
        }
        if self.is_note() {
            return Some(self.kept(self.findings.strength(self.block, Label::Note)));
        }
        let is_body = self.body >= self.threshold || self.body >= self.part_of_threshold() * self.threshold;
        is_body.then(|| self.kept(self.body))
    }

    /// What becomes of a block that goes by a site rule or by the classifier. What
    /// nothing was found about is a part of the page's frame.
    pub(super) fn removed(&self, named: Option<Label>) -> Decision {
        let label = named.unwrap_or(Label::Navigation);
        let by_rule = self.rule() == Some(Rule::Remove);
        let by_model = (1.0 - self.body).max(self.findings.strength(self.block, label));
        Decision { label, is_kept: false, confidence: if by_rule { 1.0 } else { by_model } }
    }

    fn rule(&self) -> Option<Rule> {
        self.page.document.element_of(self.block).rule
    }

    fn kept(&self, confidence: f32) -> Decision {
        Decision { label: self.kept_label(), is_kept: true, confidence }
    }

    /// The strongest of the findings that each would remove the block.
    fn decisive_finding(&self) -> Option<&Finding> {
        let decisive = self.findings.of(self.block).filter(|finding| {
            let is_removal = !finding.label.is_kept_by_default();
            is_removal
                && if self.page.document.from_html { self.decides_page(finding) } else { self.decides_text(finding) }
        });
        decisive.max_by(|a, b| a.strength.total_cmp(&b.strength))
    }

    /// Whether a finding decides in plain text, where there is little else to see.
    fn decides_text(&self, finding: &Finding) -> bool {
        let is_said_elsewhere = matches!(finding.label, Label::Teaser | Label::Title | Label::DuplicateCaption);
        let is_sure = is_said_elsewhere || self.body < SURE_BODY || finding.strength >= SURE_FINDING;
        let is_telling = is_phrase(finding)
            && finding.label.is_frame()
            && finding.strength >= DECISIVE_PHRASE
            && self.body < LIKELY_BODY;
        finding.strength >= DECISIVE && is_sure || is_telling
    }

    /// Whether a finding decides in markup, where the classifier sees more than any
    /// detector: boxes of promos and a caller's own detectors do; copies, headlines,
    /// captions and links that are called so unless the classifier is sure.
    fn decides_page(&self, finding: &Finding) -> bool {
        let is_plain = match finding.label {
            Label::Teaser | Label::Title => true,
            Label::Caption => self.page.kind(self.block) == BlockKind::Caption,
            Label::RelatedLinks => is_phrase(finding) && self.page.shapes[self.block].linked >= LINKED,
            _ => false,
        };
        let is_box = matches!(finding.evidence, Evidence::Box { .. });
        is_box || finding.strength >= 1.0 || (is_plain && finding.strength >= DECISIVE && self.body < LIKELY_BODY)
    }

    /// The part of the threshold from which the block stays: not all of it where losing it
    /// would be worse than leaving a line too many. That is what may be a standfirst; in
    /// plain text, where there is less to see, a subheading or a line that introduces amid
    /// likely text, or a long paragraph, against which nothing much was found.
    fn part_of_threshold(&self) -> f32 {
        let (label, shape) = (self.kept_label(), &self.page.shapes[self.block]);
        if label == Label::Standfirst {
            return DEAR;
        }
        if self.page.document.from_html || self.suspicion() >= SUSPICION {
            return 1.0;
        }
        let is_amid_text = self.text.contains(&self.block);
        // Digits after a colon count as its footnote: a time of day introduces nothing.
        let introduces = shape.ends_in_colon && shape.digits == 0.0;
        match label {
            Label::Heading if !is_amid_text || shape.has_date => 1.0,
            Label::Heading if self.heads_text() && self.suspicion() <= HINT => DEAR_HEADING,
            Label::Heading => DEAR,
            _ if shape.is_long() || (introduces && is_amid_text) => DEAR,
            _ => 1.0,
        }
    }

    /// Whether two paragraphs stand under the block.
    fn heads_text(&self) -> bool {
        (1..=2).all(|below| self.page.shapes.get(self.block + below).is_some_and(|shape| shape.is_long()))
    }

    /// The strength of what was found against the block.
    fn suspicion(&self) -> f32 {
        let against = self.findings.of(self.block).filter(|finding| !finding.label.is_kept_by_default());
        against.map(|finding| finding.strength).fold(0.0, f32::max)
    }

    /// Whether a block of plain text is an editor's note or a source beyond doubt. It
    /// stays: to a classifier without markup, lists of sources look like links.
    fn is_note(&self) -> bool {
        !self.page.document.from_html && self.findings.strength(self.block, Label::Note) >= SURE_NOTE
    }

    /// Whether the block is a standfirst beyond doubt: right under the headline of a page,
    /// called so by it, and said nowhere else. It stays whatever the classifier says: the
    /// gold standards that it learns from disagree on standfirsts, and we promise them.
    fn is_standfirst(&self) -> bool {
        let page = self.page;
        let shape = &page.shapes[self.block];
        let sections = &page.sections;
        let is_headline =
            |block: usize| [&sections.tops, &sections.titles].iter().any(|all| all.binary_search(&block).is_ok());
        page.document.from_html
            && self.may_be_standfirst()
            && self.block.checked_sub(1).is_some_and(is_headline)
            && shape.words >= MIN_STANDFIRST_WORDS
            && shape.linked < MAX_STANDFIRST_LINKS
            && !shape.has_date
            && page.similarity.author(self.block).is_none()
            && page.similarity.title(self.block) < MAX_STANDFIRST_COPIED
            && page.copies.of(self.block).elsewhere < MAX_STANDFIRST_COPIED
    }

    /// Whether the block stands before the text, with a class name of standfirsts or as
    /// the page describes itself.
    fn may_be_standfirst(&self) -> bool {
        let lede = self.page.structure.of(self.block).groups[Group::Lede as usize];
        let is_description = self.page.similarity.description(self.block) >= MIN_DESCRIPTION;
        self.block <= self.page.sections.first_prose && (lede <= 1 || is_description)
    }

    /// The label of a block that stays.
    fn kept_label(&self) -> Label {
        let page = self.page;
        let shape = &page.shapes[self.block];
        if matches!(page.kind(self.block), BlockKind::Heading(_)) {
            return Label::Heading;
        }
        if self.findings.strength(self.block, Label::Note) >= MIN_NOTE {
            return Label::Note;
        }
        let is_paragraph = page.kind(self.block) == BlockKind::Paragraph;
        let is_line = is_paragraph && shape.is_line() && !shape.ends_in_colon;
        let heads_text = page.shapes.get(self.block + 1).is_some_and(|next| !next.is_line());
        if is_line && heads_text && (shape.bold > 0.9 || !page.document.from_html) {
            return Label::Heading;
        }
        if self.may_be_standfirst() { Label::Standfirst } else { Label::Body }
    }
}

/// Whether a finding is a phrase.
fn is_phrase(finding: &Finding) -> bool {
    matches!(finding.evidence, Evidence::Cue { .. })
}
