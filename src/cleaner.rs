//! The pipeline, top to bottom, and its options.

use crate::article::Article;
use crate::classify::{classify, expected_f1};
use crate::detect::{Findings, detect, find_copies};
use crate::document::Document;
use crate::error::{Error, ErrorKind};
use crate::features::{Page, Reading};
use crate::label::Label;
use crate::options::{CleanerBuilder, Options};
use crate::resolve::{Verdict, resolve};
use crate::{confidence, language, segment};
use scraper::Html;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Deepest nesting of a page that is parsed to a tree for site rules.
const MAX_TREE_DEPTH: usize = 2000;

/// Cleans pages and texts; built once, used for any number of them, from any
/// number of threads.
///
/// ```
/// use bodycopy::{Cleaner, Label};
///
/// let cleaner = Cleaner::builder().keep(Label::Byline).favor_recall(0.3).build()?;
/// let article = cleaner.clean_text("By Ada Moreau\n\nThe ferry has been in use on this crossing for ninety years.")?;
/// assert!(article.text().starts_with("By Ada Moreau"));
/// # Ok::<(), bodycopy::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Cleaner {
    options: Arc<Options>,
}

impl From<Options> for Cleaner {
    fn from(options: Options) -> Cleaner {
        Cleaner { options: Arc::new(options) }
    }
}

impl Default for Cleaner {
    fn default() -> Cleaner {
        Options::default().into()
    }
}

impl Cleaner {
    /// A cleaner's options, all at their defaults.
    ///
    /// ```
    /// let cleaner = bodycopy::Cleaner::builder().max_input_bytes(1 << 20).build()?;
    /// # Ok::<(), bodycopy::Error>(())
    /// ```
    pub fn builder() -> CleanerBuilder {
        CleanerBuilder::default()
    }

    /// Cleans plain text that something else extracted. Spans index `text`.
    ///
    /// ```
    /// let cleaner = bodycopy::Cleaner::default();
    /// let article = cleaner.clean_text("The pier was closed in autumn, and it has not been opened since then.")?;
    /// assert!(article.text().starts_with("The pier"));
    /// # Ok::<(), bodycopy::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If a limit is exceeded: [`CleanerBuilder::max_input_bytes`],
    /// [`CleanerBuilder::max_blocks`], [`CleanerBuilder::deadline`].
    pub fn clean_text<'a>(&self, text: &'a str) -> Result<Article<'a>, Error> {
        let clock = self.start(text.len())?;
        self.clean(segment::text::segment(text), &clock)
    }

    /// Cleans an HTML page.
    ///
    /// ```
    /// let cleaner = bodycopy::Cleaner::default();
    /// let article = cleaner.clean_html("<p>The pier was closed in autumn, and it has not been opened since.</p>")?;
    /// assert!(article.text().starts_with("The pier"));
    /// # Ok::<(), bodycopy::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As for [`Cleaner::clean_text`].
    pub fn clean_html(&self, html: &str) -> Result<Article<'static>, Error> {
        let clock = self.start(html.len())?;
        self.clean_decoded(html, &clock)
    }

    fn clean_decoded(&self, html: &str, clock: &Clock) -> Result<Article<'static>, Error> {
        let options = &self.options;
        let document = if options.rules.is_empty() {
            segment::html::segment(html, options.max_depth)
        } else {
            // Selectors need a tree, and building one takes far too long where
            // nesting is deep.
            if segment::html::is_deeper_than(html, MAX_TREE_DEPTH) {
                return Err(Error::new(ErrorKind::TooDeep { limit: MAX_TREE_DEPTH }));
            }
            segment::dom::segment(&Html::parse_document(html), options.max_depth, &options.rules)
        };
        self.clean(document, clock)
    }

    /// Cleans an HTML page in any encoding: a byte-order mark counts most, then
    /// `charset` (as a `Content-Type` header declares it), then the page's
    /// `meta`, then a guess. Bytes that fit no character become U+FFFD.
    ///
    /// ```
    /// let cleaner = bodycopy::Cleaner::default();
    /// let page = b"<p>The caf\xe9 on the pier was closed in autumn, and it has not been opened since.</p>";
    /// let article = cleaner.clean_html_bytes(page, Some("iso-8859-1"))?;
    /// assert!(article.text().contains("café"));
    /// # Ok::<(), bodycopy::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As for [`Cleaner::clean_text`].
    pub fn clean_html_bytes(&self, html: &[u8], charset: Option<&str>) -> Result<Article<'static>, Error> {
        let clock = self.start(html.len())?;
        self.clean_decoded(&segment::decode(html, charset), &clock)
    }

    /// Cleans a page that the caller has parsed already.
    ///
    /// ```
    /// let page = scraper::Html::parse_document("<p>The pier was closed in autumn, and it is closed still.</p>");
    /// let article = bodycopy::Cleaner::default().clean_dom(&page)?;
    /// assert!(article.text().starts_with("The pier"));
    /// # Ok::<(), bodycopy::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As for [`Cleaner::clean_text`]; there are no input bytes to limit.
    pub fn clean_dom(&self, html: &Html) -> Result<Article<'static>, Error> {
        let clock = self.start(0)?;
        self.clean(segment::dom::segment(html, self.options.max_depth, &self.options.rules), &clock)
    }

    /// The pipeline: facts, findings, probabilities, verdicts.
    fn clean<'a>(&self, mut document: Document<'a>, clock: &Clock) -> Result<Article<'a>, Error> {
        let options = &self.options;
        options.check_blocks(&document)?;
        clock.check()?;
        if let Some(language) = &options.language {
            document.metadata.language = Some(language.clone());
        }
        let reading = Reading::new(&document);
        let copies = if document.from_html { None } else { without_copies(&document, &reading) };
        let page = match &copies {
            Some(copies) => Page::of(&copies.document, reading.only(&copies.document, |block| copies.holds(block))),
            None => Page::of(&document, reading),
        };
        clock.check()?;
        let findings = detect(&page, &options.detectors);
        clock.check()?;
        let model = options.model(document.from_html)?;
        let said = model.wording(&page.words);
        let body = classify(&page, &findings, &said, model);
        clock.check()?;
        let expected = expected_f1(&page, &body);
        let verdicts = resolve(&page, findings, &body, &options.policy(document.from_html, expected));
        let signs = confidence::signs(&page, &said, &body, &verdicts, expected);
        let confidence = signs.map_or(0.0, |signs| model.confidence(signs));
        drop(page);
        let verdicts = match copies {
            Some(copies) => copies.merge(verdicts, options.keeps.contains(Label::Teaser)),
            None => verdicts,
        };
        if document.metadata.language.is_none() {
            document.metadata.language = language::detect(&document, &verdicts);
        }
        Ok(Article::new(document, verdicts, confidence, options.output))
    }

    fn start(&self, bytes: usize) -> Result<Clock, Error> {
        let limit = self.options.max_input_bytes;
        if bytes > limit {
            return Err(Error::new(ErrorKind::InputTooLarge { bytes, limit }));
        }
        Ok(Clock { start: Instant::now(), limit: self.options.deadline })
    }
}

/// Watches the deadline between the stages.
struct Clock {
    start: Instant,
    limit: Option<Duration>,
}

impl Clock {
    fn check(&self) -> Result<(), Error> {
        match self.limit {
            Some(limit) if self.start.elapsed() > limit => Err(Error::new(ErrorKind::DeadlineExceeded(limit))),
            _ => Ok(()),
        }
    }
}

/// A text without the further copies of what it says.
pub(crate) struct WithoutCopies<'a> {
    pub(crate) document: Document<'a>,
    /// The verdict on each block that is not in `document`, by block.
    taken: Vec<Option<Verdict>>,
}

/// Takes the copies out of a text before its blocks are set beside each other: else
/// the copy that should stay looks like one of the others. `None` if there
/// are none.
pub(crate) fn without_copies<'a>(document: &'a Document<'a>, reading: &Reading) -> Option<WithoutCopies<'a>> {
    let mut findings = Findings::new(document.blocks.len());
    find_copies(reading.texts(document), &mut findings);
    let findings = findings.by_block();
    let verdict = |block: usize| {
        let finding = findings.of(block).next()?;
        Some(Verdict {
            label: finding.label,
            is_kept: false,
            confidence: finding.strength,
            evidence: vec![finding.evidence.clone()],
        })
    };
    let taken: Vec<Option<Verdict>> = (0..document.blocks.len()).map(verdict).collect();
    taken.iter().any(Option::is_some).then(|| {
        let rest = document.blocks.iter().zip(&taken).filter(|(_, verdict)| verdict.is_none());
        let document = document.borrowed(rest.map(|(block, _)| block.clone()).collect());
        WithoutCopies { document, taken }
    })
}

impl WithoutCopies<'_> {
    /// Whether a block of the whole text is in the rest.
    fn holds(&self, block: usize) -> bool {
        self.taken.get(block).is_some_and(Option::is_none)
    }

    /// All verdicts, those on the rest filled in.
    fn merge(self, rest: Vec<Verdict>, keeps_copies: bool) -> Vec<Verdict> {
        let mut rest = rest.into_iter();
        let take = |taken: Option<Verdict>| match taken {
            Some(copy) => Some(Verdict { is_kept: keeps_copies, ..copy }),
            None => rest.next(),
        };
        self.taken.into_iter().filter_map(take).collect()
    }
}
