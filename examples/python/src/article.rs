//! What one page or text gives.

use crate::code_points::CodePoints;
use pyo3::prelude::*;

/// What was kept of a page or text, and what went.
#[pyclass(frozen, get_all, module = "bodycopy")]
pub struct Article {
    /// The article's body; blocks are set apart by empty lines.
    text: String,
    /// The body as Markdown.
    markdown: String,
    /// The body as HTML that is safe to show.
    html: String,
    /// What spans index: the text that was passed in, or the whole text of the page.
    source: String,
    /// The title that the page gives.
    title: Option<String>,
    /// The names of the authors that the page gives.
    authors: Vec<String>,
    /// When the page says it was published, as it says it.
    published: Option<String>,
    /// The language as a BCP 47 primary tag: as asked for, as declared, or guessed.
    language: Option<String>,
    /// The name of the site that the page gives.
    site_name: Option<String>,
    /// The page's address as it gives it itself.
    canonical_url: Option<String>,
    /// The page's description of itself.
    description: Option<String>,
    /// An estimate of the text's word F1, 0 to 1.
    confidence: f32,
    /// The blocks that went, in the order of the source.
    removed: Vec<Removal>,
}

#[pymethods]
impl Article {
    fn __repr__(&self) -> String {
        let Article { title, confidence, removed, .. } = self;
        let title = title.as_deref().unwrap_or_default();
        format!("<Article {title:?}, confidence {confidence:.2}, {} blocks removed>", removed.len())
    }
}

impl From<&bodycopy::Article<'_>> for Article {
    fn from(article: &bodycopy::Article<'_>) -> Article {
        let metadata = article.metadata();
        let owned = |text: Option<&str>| text.map(str::to_owned);
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
            removed: removals(article),
        }
    }
}

fn removals(article: &bodycopy::Article<'_>) -> Vec<Removal> {
    let mut code_points = CodePoints::new(article.source());
    let removal = |block: bodycopy::ArticleBlock<'_>| Removal {
        label: block.label().as_str(),
        start: code_points.before(block.span().start),
        end: code_points.before(block.span().end),
        text: block.text().to_owned(),
        reason: block.reason(),
        score: block.confidence(),
    };
    article.removed().map(removal).collect()
}

/// A block that went: `article.source[start:end]` is its text.
#[pyclass(frozen, get_all, module = "bodycopy", skip_from_py_object)]
#[derive(Clone)]
pub struct Removal {
    /// What the block is, such as "related-links".
    label: &'static str,
    /// Where it starts in the source, in code points.
    start: usize,
    /// Where it ends in the source, in code points.
    end: usize,
    /// The block's text.
    text: String,
    /// The evidence as sentences.
    reason: String,
    /// How sure it is that the block is no body, 0 to 1.
    score: f32,
}

#[pymethods]
impl Removal {
    fn __repr__(&self) -> String {
        let Removal { label, start, end, score, .. } = self;
        format!("<Removal {label} {start}:{end}, score {score:.2}>")
    }
}
