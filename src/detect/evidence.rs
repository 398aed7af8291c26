//! Why a block is thought to be what it is thought to be.

use crate::label::Label;
use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

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
    /// It is a line above the running text that tells what it is about: the headline of a
    /// plain text, which names none.
    Headline {
        /// Share of the line's content words that long paragraphs have, 0 to 1.
        shared: f32,
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
            Evidence::Headline { shared } => {
                write!(f, "stands above the text, which has {} % of its words", percent(*shared))
            }
            Evidence::ClassName { group } => write!(f, "an element around it has a class name of “{group}”"),
            Evidence::Box { phrase } => write!(f, "stands in a box that says “{phrase}”"),
            Evidence::Element { name } => write!(f, "stands in a “{name}” element"),
            Evidence::AuthorName { name } => write!(f, "names the author, {name}"),
            Evidence::BioRun { name, paragraphs: 1 } => write!(f, "the closing paragraph about {name}"),
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

/// What the detectors find.
#[derive(Debug)]
pub struct Findings {
    /// In the order in which they come; those that were taken are out.
    all: Vec<Option<Finding>>,
    /// The block of each.
    blocks: Vec<usize>,
    strengths: Vec<[f32; Label::ALL.len()]>,
}

impl Findings {
    pub(crate) fn new(blocks: usize) -> Findings {
        let strengths = vec![[0.0; Label::ALL.len()]; blocks];
        Findings { all: Vec::with_capacity(blocks), blocks: Vec::with_capacity(blocks), strengths }
    }

    /// Adds a reason for a label; `strength` is how sure the detector is, 0 to
    /// 1 (other values are clamped). A block that is not there is passed over.
    pub fn add(&mut self, block: usize, label: Label, strength: f32, evidence: Evidence) {
        let Some(strengths) = self.strengths.get_mut(block) else { return };
        let strength = if strength.is_nan() { 0.0 } else { strength.clamp(0.0, 1.0) };
        let sum = &mut strengths[label as usize];
        // Independent reasons add up as chances of being wrong multiply.
        *sum = 1.0 - (1.0 - *sum) * (1.0 - strength);
        self.all.push(Some(Finding { label, strength, evidence }));
        self.blocks.push(block);
    }

    /// How strongly all detectors together speak for a label, 0 to 1.
    pub(crate) fn strength(&self, block: usize, label: Label) -> f32 {
        self.strengths[block][label as usize]
    }

    /// What was found, block by block.
    pub(crate) fn by_block(self) -> FindingsByBlock {
        let mut starts = vec![0; self.strengths.len() + 1];
        self.blocks.iter().for_each(|block| starts[*block] += 1);
        let mut end = 0;
        for start in &mut starts {
            end += *start;
            *start = end;
        }
        // Each block's places are filled from its end on, which so becomes its start.
        let mut places = vec![0; self.blocks.len()];
        for (place, block) in self.blocks.iter().enumerate().rev() {
            starts[*block] -= 1;
            places[starts[*block]] = place;
        }
        FindingsByBlock { findings: self, places, starts }
    }
}

/// What the detectors found, block by block.
pub(crate) struct FindingsByBlock {
    findings: Findings,
    /// Where each finding stands, block after block.
    places: Vec<usize>,
    /// Where the places of each block start, and where the last one's end.
    starts: Vec<usize>,
}

impl FindingsByBlock {
    /// What was found about a block, in the order in which it was.
    pub(crate) fn of(&self, block: usize) -> impl Iterator<Item = &Finding> {
        self.places[self.range(block)].iter().filter_map(|place| self.findings.all[*place].as_ref())
    }

    /// Takes out what was found about a block.
    pub(crate) fn take(&mut self, block: usize) -> impl Iterator<Item = Finding> {
        let range = self.range(block);
        self.places[range].iter().filter_map(|place| self.findings.all[*place].take())
    }

    /// See [`Findings::strength`].
    pub(crate) fn strength(&self, block: usize, label: Label) -> f32 {
        self.findings.strength(block, label)
    }

    fn range(&self, block: usize) -> Range<usize> {
        self.starts[block]..self.starts[block + 1]
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
        assert_eq!(findings.strength(0, Label::Promo), 0.0);
    }

    #[test]
    fn findings_of_a_block_are_in_the_order_in_which_they_came() {
        let mut findings = Findings::new(4);
        for (block, strength) in [(3, 0.1), (1, 0.2), (3, 0.3), (1, 0.4)] {
            findings.add(block, Label::Promo, strength, Evidence::Date);
        }
        let mut found = findings.by_block();
        let of = |block: usize| found.of(block).map(|finding| finding.strength).collect::<Vec<_>>();
        assert_eq!([0, 1, 2, 3].map(of), [vec![], vec![0.2, 0.4], vec![], vec![0.1, 0.3]]);
        let taken: Vec<f32> = found.take(3).map(|finding| finding.strength).collect();
        assert_eq!((taken, found.of(3).count(), found.of(1).count()), (vec![0.1, 0.3], 0, 2));
    }
}
