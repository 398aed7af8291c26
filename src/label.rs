//! What a block can be.

use std::fmt;

/// What a block of a page is. Every block gets exactly one label, kept or not.
///
/// ```
/// use bodycopy::Label;
/// assert!(Label::Body.is_kept_by_default());
/// assert!(!Label::AuthorBio.is_kept_by_default());
/// assert_eq!(Label::RelatedLinks.to_string(), "related-links");
/// assert_eq!("related-links".parse(), Ok(Label::RelatedLinks));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum Label {
    /// The author's own text: paragraphs, lists, quotes, tables, code.
    Body,
    /// A subheading inside the body.
    Heading,
    /// The headline, first time or repeated.
    Title,
    /// A summary under the headline that repeats nothing else on the page.
    Standfirst,
    /// A further copy of what body or standfirst say: a cut lead, a pull quote.
    Teaser,
    /// Author, date, reading time, source, dateline on its own line.
    Byline,
    /// The caption or credit of a picture or film, first time.
    Caption,
    /// A caption that stands elsewhere too.
    DuplicateCaption,
    /// Links to other stories, with their headings, titles and summaries.
    RelatedLinks,
    /// About the author or the agency; ways to reach them.
    AuthorBio,
    /// Newsletter, subscription, donation, shop, advertisement.
    Promo,
    /// Site name, menus, share buttons, tags, player and form shells.
    Navigation,
    /// Readers' comments and their frame.
    Comment,
    /// Copyright, terms, privacy, rights lines.
    Legal,
    /// Editor's notes, corrections, sources, footnotes.
    Note,
}

impl Label {
    /// All labels, in the order of their declaration.
    ///
    /// ```
    /// assert_eq!(bodycopy::Label::ALL.len(), 15);
    /// ```
    pub const ALL: [Label; 15] = [
        Label::Body,
        Label::Heading,
        Label::Title,
        Label::Standfirst,
        Label::Teaser,
        Label::Byline,
        Label::Caption,
        Label::DuplicateCaption,
        Label::RelatedLinks,
        Label::AuthorBio,
        Label::Promo,
        Label::Navigation,
        Label::Comment,
        Label::Legal,
        Label::Note,
    ];

    /// Whether a block of this label stays when the caller asks for nothing
    /// else. Four public gold standards agree on this set: subheadings and
    /// standfirst in; headline, byline and captions out.
    ///
    /// ```
    /// assert!(bodycopy::Label::Standfirst.is_kept_by_default());
    /// ```
    #[must_use]
    pub fn is_kept_by_default(self) -> bool {
        matches!(self, Label::Body | Label::Heading | Label::Standfirst | Label::Note)
    }

    /// Whether it is a part of what is around an article, whose phrases running text does
    /// not hold.
    pub(crate) fn is_frame(self) -> bool {
        use Label::{Comment, Legal, Navigation, Promo, RelatedLinks};
        matches!(self, RelatedLinks | Promo | Navigation | Comment | Legal)
    }

    /// The label's name, as the command line and JSON spell it.
    ///
    /// ```
    /// assert_eq!(bodycopy::Label::DuplicateCaption.as_str(), "duplicate-caption");
    /// ```
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Label::Body => "body",
            Label::Heading => "heading",
            Label::Title => "title",
            Label::Standfirst => "standfirst",
            Label::Teaser => "teaser",
            Label::Byline => "byline",
            Label::Caption => "caption",
            Label::DuplicateCaption => "duplicate-caption",
            Label::RelatedLinks => "related-links",
            Label::AuthorBio => "author-bio",
            Label::Promo => "promo",
            Label::Navigation => "navigation",
            Label::Comment => "comment",
            Label::Legal => "legal",
            Label::Note => "note",
        }
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl std::str::FromStr for Label {
    type Err = UnknownLabel;

    fn from_str(name: &str) -> Result<Self, UnknownLabel> {
        Label::ALL.into_iter().find(|label| label.as_str() == name).ok_or(UnknownLabel)
    }
}

/// Some of the labels.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LabelSet {
    bits: u32,
}

impl LabelSet {
    /// The labels of which something is true.
    pub(crate) fn of(is: impl Fn(Label) -> bool) -> LabelSet {
        let mut set = LabelSet { bits: 0 };
        Label::ALL.into_iter().filter(|label| is(*label)).for_each(|label| set.insert(label));
        set
    }

    pub(crate) fn contains(self, label: Label) -> bool {
        self.bits & (1 << label as u32) != 0
    }

    pub(crate) fn insert(&mut self, label: Label) {
        self.bits |= 1 << label as u32;
    }

    pub(crate) fn remove(&mut self, label: Label) {
        self.bits &= !(1 << label as u32);
    }
}

/// A name that no [`Label`] bears.
///
/// ```
/// assert!("sidebar".parse::<bodycopy::Label>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such label")]
pub struct UnknownLabel;
