//! Why a block is thought to be what it is thought to be.

use crate::label::Label;
use std::borrow::Cow;
use std::fmt;

/// One reason for a label, as typed values; prints as one readable sentence.
///
/// ```
/// use bodycopy::Evidence;
/// let evidence = Evidence::LinkDensity { share: 0.9 };
/// assert_eq!(evidence.to_string(), "90 % of its text is linked");
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum Evidence {
    /// This share of the text, 0 to 1, is linked.
    LinkDensity {
        /// 0 to 1.
        share: f32,
    },
    /// A phrase from a lexicon stands in it.
    Cue {
        /// The phrase, in comparison form.
        phrase: Cow<'static, str>,
        /// The language whose lexicon has it.
        language: Cow<'static, str>,
    },
    /// It stands in a section that such a line heads.
    Section {
        /// The text of that line.
        heading: String,
    },
    /// Another block says the same.
    Copy {
        /// The beginning of the other block.
        of: String,
        /// Share of this block's four-word runs that the other has, 0 to 1.
        overlap: f32,
    },
    /// It is one of a run of cards, a pattern of lines that repeats.
    Cards {
        /// Blocks in one card.
        period: usize,
        /// Cards in the run.
        count: usize,
    },
    /// A class or id name of an element around it says so.
    ClassName {
        /// The group of names, such as `sidebar` or `comment`.
        group: Cow<'static, str>,
    },
    /// It stands in a box, as its class names say, that has such a phrase.
    Box {
        /// The phrase, in comparison form.
        phrase: Cow<'static, str>,
    },
    /// It stands in such an element.
    Element {
        /// The element's name, such as `nav`.
        name: Cow<'static, str>,
    },
    /// It names the page's author.
    AuthorName {
        /// The name, as the page gives it.
        name: String,
    },
    /// It is one of a closing run of paragraphs about one person.
    BioRun {
        /// The person's name.
        name: String,
        /// Paragraphs in the run.
        paragraphs: usize,
    },
    /// It gives a mail address or the handle of an account.
    Contact,
    /// It has a date and little else.
    Date,
    /// It is as near as this to the page's title, 0 to 1.
    Title {
        /// 0 to 1.
        likeness: f32,
    },
    /// Nothing in it speaks for its label: the blocks that went around it have it.
    Among {
        /// That label.
        label: Label,
    },
    /// It comes before the first or after the last of the article's text.
    OutsideText,
    /// It is a heading, and all that stood under it went.
    EmptyHeading,
    /// The page hides it.
    Hidden,
    /// The caller drops blocks of its label.
    ByRequest,
    /// A site rule of the caller names it.
    SiteRule,
    /// The classifier gives it this probability of being body, 0 to 1.
    Model {
        /// 0 to 1.
        body: f32,
    },
    /// What a detector of the caller's own found.
    Custom(String),
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = |share: f32| (share * 100.0).round();
        match self {
            Evidence::LinkDensity { share } => write!(f, "{} % of its text is linked", percent(*share)),
            Evidence::Cue { phrase, language } => write!(f, "says “{phrase}” ({language})"),
            Evidence::Section { heading } => write!(f, "stands under “{heading}”"),
            Evidence::Copy { of, overlap } => write!(f, "{} % of it stands in “{of}”", percent(*overlap)),
            Evidence::Cards { period, count } => write!(f, "one of {count} cards of {period} lines each"),
            Evidence::ClassName { group } => write!(f, "an element around it has a class name of “{group}”"),
            Evidence::Box { phrase } => write!(f, "stands in a box that says “{phrase}”"),
            Evidence::Element { name } => write!(f, "stands in a “{name}” element"),
            Evidence::AuthorName { name } => write!(f, "names the author, {name}"),
            Evidence::BioRun { name, paragraphs } => write!(f, "one of {paragraphs} closing paragraphs about {name}"),
            Evidence::Contact => f.write_str("gives a contact address"),
            Evidence::Date => f.write_str("has a date and little else"),
            Evidence::Title { likeness } => write!(f, "{} % like the page's title", percent(*likeness)),
            Evidence::Among { label } => write!(f, "stands among blocks of “{label}”"),
            Evidence::OutsideText => f.write_str("stands outside the article's text"),
            Evidence::EmptyHeading => f.write_str("heads nothing that stays"),
            Evidence::Hidden => f.write_str("is hidden on the page"),
            Evidence::ByRequest => f.write_str("blocks of its label are not wanted"),
            Evidence::SiteRule => f.write_str("a site rule names it"),
            Evidence::Model { body } => write!(f, "the classifier gives it {} % of being body", percent(*body)),
            Evidence::Custom(reason) => f.write_str(reason),
        }
    }
}

/// One detector's word on one block.
#[derive(Clone, Debug)]
pub(crate) struct Finding {
    pub(crate) label: Label,
    /// How sure the detector is, 0 to 1.
    pub(crate) strength: f32,
    pub(crate) evidence: Evidence,
}

/// What the detectors found, block by block.
#[derive(Debug)]
pub struct Findings {
    lists: Vec<Vec<Finding>>,
    strengths: Vec<[f32; Label::ALL.len()]>,
}

impl Findings {
    pub(crate) fn new(blocks: usize) -> Findings {
        Findings { lists: vec![Vec::new(); blocks], strengths: vec![[0.0; Label::ALL.len()]; blocks] }
    }

    /// Adds a reason for a label; `strength` is how sure the detector is, 0 to
    /// 1 (other values are clamped). A block that is not there is passed over.
    pub fn add(&mut self, block: usize, label: Label, strength: f32, evidence: Evidence) {
        let Some(strengths) = self.strengths.get_mut(block) else { return };
        let strength = if strength.is_nan() { 0.0 } else { strength.clamp(0.0, 1.0) };
        let sum = &mut strengths[label as usize];
        // Independent reasons add up as chances of being wrong multiply.
        *sum = 1.0 - (1.0 - *sum) * (1.0 - strength);
        self.lists[block].push(Finding { label, strength, evidence });
    }

    /// How strongly all detectors together speak for a label, 0 to 1.
    pub(crate) fn strength(&self, block: usize, label: Label) -> f32 {
        self.strengths[block][label as usize]
    }

    /// What was found about a block.
    pub(crate) fn of(&self, block: usize) -> &[Finding] {
        &self.lists[block]
    }

    /// What was found about each block.
    pub(crate) fn into_lists(self) -> Vec<Vec<Finding>> {
        self.lists
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_add_up_and_stay_below_one() {
        let mut findings = Findings::new(2);
        findings.add(1, Label::Promo, 0.5, Evidence::Contact);
        findings.add(1, Label::Promo, 0.5, Evidence::Hidden);
        findings.add(7, Label::Promo, 0.5, Evidence::Hidden);
        findings.add(0, Label::Promo, f32::NAN, Evidence::Hidden);
        assert!((findings.strength(1, Label::Promo) - 0.75).abs() < 1e-6);
        assert_eq!(findings.of(1).len(), 2);
        assert_eq!(findings.strength(0, Label::Promo), 0.0);
    }
}
