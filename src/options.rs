//! A cleaner's options and their builder.

use crate::classify::Model;
use crate::cleaner::Cleaner;
use crate::detect::Detector;
use crate::document::Document;
use crate::error::{Error, ErrorKind};
use crate::label::{Label, LabelSet};
use crate::render;
use crate::resolve::Policy;
use crate::segment::SiteRules;
use scraper::Selector;
use std::ops::RangeInclusive;
use std::sync::Arc;
use std::time::Duration;

/// Deepest nesting of elements whose structure counts, if nothing else is asked.
pub(crate) const DEFAULT_MAX_DEPTH: usize = 256;

/// Limits if nothing else is asked: far beyond any page that people read.
const DEFAULT_MAX_INPUT: usize = 256 << 20;
const DEFAULT_MAX_BLOCKS: usize = 10_000_000;

/// Bytes of a block are counted in 32 bits, and decoding can make three of one.
const LARGEST_INPUT: usize = 1 << 30;

/// Probability of being body from which a block of a page stays, as a share of
/// the word F1 that can be expected, and its bounds. In theory F1 is best from
/// half of it on; a hair more was best on articles out of fold, and the bounds keep
/// sure pages clean and pages without an article short. See
/// `src/classify/data/MODEL_CARD.md`.
const HTML_SHARE: f32 = 0.55;
const HTML_THRESHOLDS: RangeInclusive<f32> = 0.2..=0.5;

/// The same for a block of plain text: so low that body text is next to never
/// lost.
const TEXT_THRESHOLD: f32 = 0.34;

/// Everything a caller can ask for.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    threshold: Option<f32>,
    favor: f32,
    pub(crate) keeps: LabelSet,
    pub(crate) rules: SiteRules,
    pub(crate) detectors: Vec<Arc<dyn Detector>>,
    html_model: Option<Arc<Model>>,
    text_model: Option<Arc<Model>>,
    pub(crate) language: Option<String>,
    pub(crate) max_input_bytes: usize,
    pub(crate) max_depth: usize,
    max_blocks: usize,
    pub(crate) deadline: Option<Duration>,
    pub(crate) output: render::Options,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            threshold: None,
            favor: 0.0,
            keeps: LabelSet::of(Label::is_kept_by_default),
            rules: SiteRules::default(),
            detectors: Vec::new(),
            html_model: None,
            text_model: None,
            language: None,
            max_input_bytes: DEFAULT_MAX_INPUT,
            max_depth: DEFAULT_MAX_DEPTH,
            max_blocks: DEFAULT_MAX_BLOCKS,
            deadline: None,
            output: render::Options { links: true, images: true },
        }
    }
}

impl Options {
    pub(crate) fn check_blocks(&self, document: &Document<'_>) -> Result<(), Error> {
        let (blocks, limit) = (document.blocks.len(), self.max_blocks);
        if blocks > limit { Err(Error::new(ErrorKind::TooManyBlocks { blocks, limit })) } else { Ok(()) }
    }

    pub(crate) fn model(&self, from_html: bool) -> Result<&Model, Error> {
        let own = if from_html { &self.html_model } else { &self.text_model };
        match own {
            Some(model) => Ok(model),
            None if from_html => Model::html(),
            None => Model::text(),
        }
    }

    /// What stays on a page of which a word F1 of `expected` can be expected.
    pub(crate) fn policy(&self, from_html: bool, expected: f32) -> Policy {
        let html = (HTML_SHARE * expected).clamp(*HTML_THRESHOLDS.start(), *HTML_THRESHOLDS.end());
        let base = self.threshold.unwrap_or(if from_html { html } else { TEXT_THRESHOLD });
        let room = if self.favor < 0.0 { base } else { 1.0 - base };
        Policy { threshold: base + room * self.favor, keeps: self.keeps }
    }
}

/// Builds a [`Cleaner`]; everything has a default.
///
/// ```
/// use bodycopy::{Cleaner, Label};
///
/// let cleaner = Cleaner::builder()
///     .keep(Label::Title)
///     .drop(Label::Note)
///     .remove_selector(".inline-promo")
///     .build()?;
/// # Ok::<(), bodycopy::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct CleanerBuilder {
    options: Options,
    error: Option<Error>,
}

impl CleanerBuilder {
    /// Builds the cleaner.
    ///
    /// # Errors
    ///
    /// If an option had a value that means nothing: the first such value is
    /// reported.
    pub fn build(self) -> Result<Cleaner, Error> {
        match self.error {
            Some(error) => Err(error),
            None => Ok(self.options.into()),
        }
    }

    /// Keeps blocks of this label. Body, headings, a standfirst and notes are
    /// kept by default.
    ///
    /// ```
    /// let cleaner = bodycopy::Cleaner::builder().keep(bodycopy::Label::Caption).build()?;
    /// # Ok::<(), bodycopy::Error>(())
    /// ```
    pub fn keep(mut self, label: Label) -> Self {
        self.options.keeps.insert(label);
        self
    }

    /// Drops blocks of this label.
    ///
    /// ```
    /// let cleaner = bodycopy::Cleaner::builder().drop(bodycopy::Label::Heading).build()?;
    /// # Ok::<(), bodycopy::Error>(())
    /// ```
    pub fn drop(mut self, label: Label) -> Self {
        self.options.keeps.remove(label);
        self
    }

    /// Least probability of being body, 0 to 1, with which a block stays. If none
    /// is asked for it is 0.34 in plain text and 0.5 on a page of HTML, or less on a
    /// page where the classifier is unsure (down to 0.2): there F1 is best from
    /// about half of the F1 on that can be expected. A standfirst, and in plain text
    /// a subheading, a line that introduces or a long paragraph against which nothing
    /// much was found, stays from 0.6 of the threshold on, a subheading with two
    /// paragraphs under it from 0.55.
    ///
    /// ```
    /// let cleaner = bodycopy::Cleaner::builder().threshold(0.5).build()?;
    /// # Ok::<(), bodycopy::Error>(())
    /// ```
    pub fn threshold(mut self, threshold: f32) -> Self {
        self.check_share(threshold);
        self.options.threshold = Some(threshold);
        self
    }

    /// Moves the threshold towards 1 by this share of the way, 0 to 1: what
    /// stays is surer to be body.
    ///
    /// ```
    /// let cleaner = bodycopy::Cleaner::builder().favor_precision(0.5).build()?;
    /// # Ok::<(), bodycopy::Error>(())
    /// ```
    pub fn favor_precision(mut self, share: f32) -> Self {
        self.check_share(share);
        self.options.favor = share;
        self
    }

    /// Moves the threshold towards 0 by this share of the way, 0 to 1: less of
    /// the body is lost.
    ///
    /// ```
    /// let cleaner = bodycopy::Cleaner::builder().favor_recall(0.5).build()?;
    /// # Ok::<(), bodycopy::Error>(())
    /// ```
    pub fn favor_recall(mut self, share: f32) -> Self {
        self.check_share(share);
        self.options.favor = -share;
        self
    }

    /// Keeps whatever stands in elements that this CSS selector names; wins
    /// over [`CleanerBuilder::remove_selector`]. Pages are then parsed to a tree
    /// first, which takes longer.
    ///
    /// ```
    /// let cleaner = bodycopy::Cleaner::builder().keep_selector("figcaption").build()?;
    /// let page = "<figure><figcaption>The pier, 1931</figcaption></figure><p>The pier has been closed since autumn.";
    /// assert!(cleaner.clean_html(page)?.text().contains("1931"));
    /// # Ok::<(), bodycopy::Error>(())
    /// ```
    pub fn keep_selector(mut self, selector: &str) -> Self {
        let parsed = self.parse_selector(selector);
        self.options.rules.keep.extend(parsed);
        self
    }

    /// Removes whatever stands in elements that this CSS selector names.
    ///
    /// ```
    /// let cleaner = bodycopy::Cleaner::builder().remove_selector("div.promo").build()?;
    /// let page = "<p>The pier has been closed since autumn.</p><div class=promo><p>Ours is the best of papers.</div>";
    /// assert!(!cleaner.clean_html(page)?.text().contains("Ours"));
    /// # Ok::<(), bodycopy::Error>(())
    /// ```
    pub fn remove_selector(mut self, selector: &str) -> Self {
        let parsed = self.parse_selector(selector);
        self.options.rules.remove.extend(parsed);
        self
    }

    /// Adds a detector of the caller's own.
    pub fn detector(mut self, detector: impl Detector + 'static) -> Self {
        self.options.detectors.push(Arc::new(detector));
        self
    }

    /// Judges HTML with another model than the bundled one.
    pub fn html_model(mut self, model: Model) -> Self {
        self.check_model(&model, true);
        self.options.html_model = Some(Arc::new(model));
        self
    }

    /// Judges plain text with another model than the bundled one.
    pub fn text_model(mut self, model: Model) -> Self {
        self.check_model(&model, false);
        self.options.text_model = Some(Arc::new(model));
        self
    }

    /// The language of the input, as a BCP 47 primary tag such as `de`; else
    /// what the page declares, else a guess from the text.
    ///
    /// ```
    /// let cleaner = bodycopy::Cleaner::builder().language("sv").build()?;
    /// assert_eq!(cleaner.clean_text("Hej")?.metadata().language(), Some("sv"));
    /// # Ok::<(), bodycopy::Error>(())
    /// ```
    pub fn language(mut self, language: &str) -> Self {
        self.options.language = Some(language.to_owned());
        self
    }

    /// Longest input in bytes; 256 MiB by default, 1 GiB at most (more counts as
    /// that). Longer input is an error. Decoding may lengthen bytes beyond it.
    ///
    /// ```
    /// let cleaner = bodycopy::Cleaner::builder().max_input_bytes(10 << 20).build()?;
    /// # Ok::<(), bodycopy::Error>(())
    /// ```
    pub fn max_input_bytes(mut self, bytes: usize) -> Self {
        self.check_limit(bytes, "max_input_bytes");
        self.options.max_input_bytes = bytes.min(LARGEST_INPUT);
        self
    }

    /// Most elements that can be open at once with a structure of their own; 256
    /// by default. What is nested deeper counts as content of the element at
    /// that depth: no text is lost.
    ///
    /// ```
    /// let cleaner = bodycopy::Cleaner::builder().max_depth(64).build()?;
    /// # Ok::<(), bodycopy::Error>(())
    /// ```
    pub fn max_depth(mut self, elements: usize) -> Self {
        self.check_limit(elements, "max_depth");
        self.options.max_depth = elements.min(usize::from(u16::MAX) - 1);
        self
    }

    /// Most blocks of an input; ten million by default. More are an error.
    ///
    /// ```
    /// let cleaner = bodycopy::Cleaner::builder().max_blocks(100_000).build()?;
    /// # Ok::<(), bodycopy::Error>(())
    /// ```
    pub fn max_blocks(mut self, blocks: usize) -> Self {
        self.check_limit(blocks, "max_blocks");
        self.options.max_blocks = blocks;
        self
    }

    /// Longest time for one input, watched between the stages of the pipeline;
    /// none by default.
    ///
    /// ```
    /// let cleaner = bodycopy::Cleaner::builder().deadline(std::time::Duration::from_secs(5)).build()?;
    /// # Ok::<(), bodycopy::Error>(())
    /// ```
    pub fn deadline(mut self, limit: Duration) -> Self {
        self.options.deadline = Some(limit);
        self
    }

    /// Whether Markdown and HTML output keep links; they do by default.
    ///
    /// ```
    /// let cleaner = bodycopy::Cleaner::builder().links(false).build()?;
    /// let page = "<p>The <a href=/pier>pier</a> was closed in autumn, and it is closed still.";
    /// assert!(!cleaner.clean_html(page)?.to_markdown().contains("/pier"));
    /// # Ok::<(), bodycopy::Error>(())
    /// ```
    pub fn links(mut self, links: bool) -> Self {
        self.options.output.links = links;
        self
    }

    /// Whether Markdown and HTML output keep images; they do by default.
    ///
    /// ```
    /// let cleaner = bodycopy::Cleaner::builder().images(false).build()?;
    /// # Ok::<(), bodycopy::Error>(())
    /// ```
    pub fn images(mut self, images: bool) -> Self {
        self.options.output.images = images;
        self
    }

    fn fail(&mut self, kind: ErrorKind) {
        self.error.get_or_insert(Error::new(kind));
    }

    fn check_share(&mut self, share: f32) {
        if !(0.0..=1.0).contains(&share) {
            self.fail(ErrorKind::InvalidThreshold(share));
        }
    }

    fn check_limit(&mut self, limit: usize, name: &'static str) {
        if limit == 0 {
            self.fail(ErrorKind::ZeroLimit(name));
        }
    }

    fn check_model(&mut self, model: &Model, is_for_html: bool) {
        if model.is_for_html() != is_for_html {
            self.fail(ErrorKind::WrongModel);
        }
    }

    fn parse_selector(&mut self, selector: &str) -> Option<Selector> {
        match Selector::parse(selector) {
            Ok(parsed) => Some(parsed),
            Err(_) => {
                self.fail(ErrorKind::InvalidSelector(selector.to_owned()));
                None
            }
        }
    }
}
