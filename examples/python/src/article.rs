//! What one page or text gives.

use crate::code_points::CodePoints;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyTuple;
use std::ops::Range;

/// What was kept of a page or text, and what went.
#[pyclass(frozen, module = "bodycopy")]
pub struct Article {
    /// The article's body; blocks are set apart by empty lines.
    #[pyo3(get)]
    text: String,
    /// The body as Markdown.
    #[pyo3(get)]
    markdown: String,
    /// The body as HTML that is safe to show.
    #[pyo3(get)]
    html: String,
    /// What spans index: the text that was passed in, or the whole text of the page.
    #[pyo3(get)]
    source: String,
    /// The title that the page gives.
    #[pyo3(get)]
    title: Option<String>,
    /// The names of the authors that the page gives.
    #[pyo3(get)]
    authors: Vec<String>,
    /// When the page says it was published, as it says it.
    #[pyo3(get)]
    published: Option<String>,
    /// The language as a BCP 47 primary tag: as asked for, as declared, or guessed.
    #[pyo3(get)]
    language: Option<String>,
    /// The name of the site that the page gives.
    #[pyo3(get)]
    site_name: Option<String>,
    /// The page's address as it gives it itself.
    #[pyo3(get)]
    canonical_url: Option<String>,
    /// The page's description of itself.
    #[pyo3(get)]
    description: Option<String>,
    /// An estimate of the text's word F1, 0 to 1.
    #[pyo3(get)]
    confidence: f32,
    found: Vec<Found>,
    /// Made of `found` when somebody asks; tuples, because all who ask share them.
    blocks: PyOnceLock<Py<PyTuple>>,
    removed: PyOnceLock<Py<PyTuple>>,
}

#[pymethods]
impl Article {
    /// All blocks, kept or not, in the order of the source.
    #[getter]
    fn blocks<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let make = || {
            let blocks = self.found.iter().map(|found| Py::new(py, found.block(&self.source)));
            Ok::<_, PyErr>(PyTuple::new(py, blocks.collect::<PyResult<Vec<_>>>()?)?.unbind())
        };
        Ok(self.blocks.get_or_try_init(py, make)?.bind(py).clone())
    }

    /// The blocks that went, in the order of the source.
    #[getter]
    fn removed<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let make = || {
            let (all, mut removed) = (self.blocks(py)?, Vec::new());
            for (block, found) in all.iter().zip(&self.found) {
                if !found.is_kept {
                    removed.push(block);
                }
            }
            Ok::<_, PyErr>(PyTuple::new(py, removed)?.unbind())
        };
        Ok(self.removed.get_or_try_init(py, make)?.bind(py).clone())
    }

    fn __repr__(&self) -> String {
        let Article { title, confidence, found, .. } = self;
        let title = title.as_deref().unwrap_or_default();
        let removed = found.iter().filter(|block| !block.is_kept).count();
        format!("<Article {title:?}, confidence {confidence:.2}, {removed} blocks removed>")
    }
}

impl From<&bodycopy::Article<'_>> for Article {
    fn from(article: &bodycopy::Article<'_>) -> Article {
        let metadata = article.metadata();
        let owned = |text: Option<&str>| text.map(str::to_owned);
        let mut code_points = CodePoints::new(article.source());
        Article {
            text: article.text(),
            markdown: article.to_markdown(),
            html: article.to_html(),
            source: article.source().to_owned(),
            title: owned(metadata.title()),
            authors: metadata.authors().to_vec(),
            published: owned(metadata.published()),
            language: owned(metadata.language()),
            site_name: owned(metadata.site_name()),
            canonical_url: owned(metadata.canonical_url()),
            description: owned(metadata.description()),
            confidence: article.confidence(),
            found: article.all_blocks().map(|block| Found::new(&block, &mut code_points)).collect(),
            blocks: PyOnceLock::new(),
            removed: PyOnceLock::new(),
        }
    }
}

/// A block before Python asks for it: its text is in the source.
struct Found {
    label: &'static str,
    is_kept: bool,
    bytes: Range<usize>,
    /// In code points.
    span: Range<usize>,
    reason: String,
    score: f32,
}

impl Found {
    fn new(block: &bodycopy::ArticleBlock<'_>, code_points: &mut CodePoints<'_>) -> Found {
        let bytes = block.span();
        Found {
            label: block.label().as_str(),
            is_kept: block.is_kept(),
            span: code_points.before(bytes.start)..code_points.before(bytes.end),
            bytes,
            reason: block.reason(),
            score: block.confidence(),
        }
    }

    fn block(&self, source: &str) -> Block {
        Block {
            label: self.label,
            kept: self.is_kept,
            start: self.span.start,
            end: self.span.end,
            text: source.get(self.bytes.clone()).unwrap_or_default().to_owned(),
            reason: self.reason.clone(),
            score: self.score,
        }
    }
}

/// A block of a page or text: `article.source[start:end]` is its text.
#[pyclass(frozen, get_all, module = "bodycopy")]
pub struct Block {
    /// What the block is, such as "body" or "related-links".
    label: &'static str,
    /// Whether it stays.
    kept: bool,
    /// Where it starts in the source, in code points.
    start: usize,
    /// Where it ends in the source, in code points.
    end: usize,
    /// The block's text.
    text: String,
    /// The evidence as sentences; a block that went has some.
    reason: String,
    /// How sure it is that the block belongs where it was put, 0 to 1.
    score: f32,
}

#[pymethods]
impl Block {
    fn __repr__(&self) -> String {
        let Block { label, kept, start, end, score, .. } = self;
        let verdict = if *kept { "kept" } else { "removed" };
        format!("<Block {label} {start}:{end}, {verdict}, score {score:.2}>")
    }
}
