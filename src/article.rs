//! The result: what stays of a page, what went, and why.

use crate::detect::Evidence;
use crate::document::{Block, BlockKind, Document, Mark, Metadata};
use crate::label::Label;
use crate::render;
use crate::resolve::Verdict;
use std::ops::Range;

/// A cleaned page or text: the blocks that stay, in order, and those that went.
///
/// Spans are byte ranges on character boundaries: of the caller's own text
/// where that was plain text, else of [`Article::source`].
///
/// ```
/// let article = bodycopy::clean_text(
///     "Share this\n\nThe ferry was built for the crossing to the island, and it has been in use for ninety years.",
/// )?;
/// assert!(article.text().starts_with("The ferry"));
/// let removal = article.removed().next().expect("the share line went");
/// assert_eq!(&article.source()[removal.span()], "Share this");
/// # Ok::<(), bodycopy::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Article<'a> {
    document: Document<'a>,
    verdicts: Vec<Verdict>,
    confidence: f32,
    output: render::Options,
}

impl<'a> Article<'a> {
    pub(crate) fn new(
        document: Document<'a>,
        verdicts: Vec<Verdict>,
        confidence: f32,
        output: render::Options,
    ) -> Article<'a> {
        Article { document, verdicts, confidence, output }
    }

    /// The kept blocks as plain text, separated by blank lines.
    ///
    /// ```
    /// let text = bodycopy::clean_html("<p>The old harbour has been closed to ships for thirty years.</p>")?.text();
    /// assert_eq!(text, "The old harbour has been closed to ships for thirty years.");
    /// # Ok::<(), bodycopy::Error>(())
    /// ```
    #[must_use]
    pub fn text(&self) -> String {
        render::text(self)
    }

    /// The kept blocks as Markdown (CommonMark, with tables), characters that
    /// would be read as markup escaped.
    ///
    /// ```
    /// let page = "<h2>Ferries</h2><p>The <b>ferry</b> runs twice a day from the old pier to the island.</p>";
    /// let markdown = bodycopy::clean_html(page)?.to_markdown();
    /// assert!(markdown.contains("The **ferry** runs"));
    /// # Ok::<(), bodycopy::Error>(())
    /// ```
    #[must_use]
    pub fn to_markdown(&self) -> String {
        render::markdown(self)
    }

    /// The kept blocks as HTML, safe to show: only elements that the renderer
    /// writes itself, all text escaped, links and images with the schemes
    /// `http`, `https` and `mailto` or none.
    ///
    /// ```
    /// let page = "<p onclick=x>The <a href='javascript:x'>ferry</a> runs twice a day to the island &amp; back.</p>";
    /// let html = bodycopy::clean_html(page)?.to_html();
    /// assert_eq!(html, "<p>The ferry runs twice a day to the island &amp; back.</p>\n");
    /// # Ok::<(), bodycopy::Error>(())
    /// ```
    #[must_use]
    pub fn to_html(&self) -> String {
        render::html(self)
    }

    /// The kept blocks.
    ///
    /// ```
    /// let article = bodycopy::clean_html("<p>The old harbour has been closed to ships for thirty years.</p>")?;
    /// assert_eq!(article.blocks().next().map(|block| block.label()), Some(bodycopy::Label::Body));
    /// # Ok::<(), bodycopy::Error>(())
    /// ```
    pub fn blocks(&self) -> impl Iterator<Item = ArticleBlock<'_>> {
        self.all_blocks().filter(ArticleBlock::is_kept)
    }

    /// The removed blocks, each with its reasons.
    ///
    /// ```
    /// let page = "<nav><a href=/>Home</a></nav><p>The old harbour has been closed to ships for thirty years.</p>";
    /// for removal in bodycopy::clean_html(page)?.removed() {
    ///     println!("{}: {} ({})", removal.label(), removal.text(), removal.reason());
    /// }
    /// # Ok::<(), bodycopy::Error>(())
    /// ```
    pub fn removed(&self) -> impl Iterator<Item = ArticleBlock<'_>> {
        self.all_blocks().filter(|block| !block.is_kept())
    }

    /// All blocks in order, kept or not.
    ///
    /// ```
    /// let article = bodycopy::clean_text("One.\n\nTwo.")?;
    /// assert_eq!(article.all_blocks().count(), 2);
    /// # Ok::<(), bodycopy::Error>(())
    /// ```
    pub fn all_blocks(&self) -> impl Iterator<Item = ArticleBlock<'_>> {
        self.document.blocks.iter().zip(&self.verdicts).map(|(block, verdict)| ArticleBlock {
            document: &self.document,
            block,
            verdict,
        })
    }

    /// The text that spans index: the caller's own, or the page's visible text.
    ///
    /// ```
    /// let article = bodycopy::clean_html("<p>One</p><p>Two</p>")?;
    /// assert_eq!(article.source(), "One\n\nTwo");
    /// # Ok::<(), bodycopy::Error>(())
    /// ```
    #[must_use]
    pub fn source(&self) -> &str {
        &self.document.text
    }

    /// What the page says of itself.
    ///
    /// ```
    /// let article = bodycopy::clean_html("<html lang=de><title>Fähren</title>")?;
    /// assert_eq!(article.metadata().language(), Some("de"));
    /// # Ok::<(), bodycopy::Error>(())
    /// ```
    #[must_use]
    pub fn metadata(&self) -> &Metadata {
        &self.document.metadata
    }

    /// An estimate of how good the result is: the word F1, 0 to 1, that pages with
    /// such probabilities had on average, on pages the model had not seen; 0 where
    /// nothing stays. `src/classify/data/MODEL_CARD.md` has the reliability table.
    ///
    /// ```
    /// let article = bodycopy::clean_text("")?;
    /// assert_eq!(article.confidence(), 0.0);
    /// # Ok::<(), bodycopy::Error>(())
    /// ```
    #[must_use]
    pub fn confidence(&self) -> f32 {
        self.confidence
    }

    pub(crate) fn output(&self) -> &render::Options {
        &self.output
    }
}

/// A block of a cleaned page: a paragraph, heading, list item, table row, ...
///
/// ```
/// let article = bodycopy::clean_text("Share this article")?;
/// let block = article.all_blocks().next().unwrap();
/// assert_eq!((block.text(), block.span()), ("Share this article", 0..18));
/// # Ok::<(), bodycopy::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct ArticleBlock<'a> {
    document: &'a Document<'a>,
    block: &'a Block,
    verdict: &'a Verdict,
}

impl<'a> ArticleBlock<'a> {
    /// The block's text, as it stands in the source.
    #[must_use]
    pub fn text(&self) -> &'a str {
        &self.document.text[self.block.span.clone()]
    }

    /// Where it stands, in bytes; see [`Article`].
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.block.span.clone()
    }

    /// What it is by its markup, or by its shape in plain text.
    #[must_use]
    pub fn kind(&self) -> BlockKind {
        self.block.kind
    }

    /// What it is to the article.
    #[must_use]
    pub fn label(&self) -> Label {
        self.verdict.label
    }

    /// Whether it stays.
    #[must_use]
    pub fn is_kept(&self) -> bool {
        self.verdict.is_kept
    }

    /// How sure it is that the block belongs where it was put, 0 to 1.
    #[must_use]
    pub fn confidence(&self) -> f32 {
        self.verdict.confidence
    }

    /// The reasons for its label, strongest first. A removed block has at least
    /// one.
    #[must_use]
    pub fn evidence(&self) -> &'a [Evidence] {
        &self.verdict.evidence
    }

    /// The reasons as one readable line.
    #[must_use]
    pub fn reason(&self) -> String {
        self.evidence().iter().map(Evidence::to_string).collect::<Vec<_>>().join("; ")
    }

    pub(crate) fn marks(&self) -> &'a [Mark] {
        let marks = &self.document.marks;
        let start = marks.partition_point(|mark| mark.span.start < self.block.span.start);
        let end = marks.partition_point(|mark| mark.span.start < self.block.span.end);
        &marks[start..end]
    }

    pub(crate) fn is_from_html(&self) -> bool {
        self.document.from_html
    }
}
