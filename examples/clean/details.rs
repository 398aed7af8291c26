//! JSON: what a file's answer says beyond that of a record.

use crate::answer::rounded;
use bodycopy::{Article, BlockKind, Metadata};
use serde::Serialize;

/// The page's metadata and the kept blocks.
#[derive(Serialize)]
pub struct Details<'a> {
    metadata: Page<'a>,
    blocks: Vec<Kept>,
}

#[derive(Serialize)]
struct Page<'a> {
    title: Option<&'a str>,
    authors: &'a [String],
    published: Option<&'a str>,
    language: Option<&'a str>,
    site_name: Option<&'a str>,
    canonical_url: Option<&'a str>,
    description: Option<&'a str>,
}

#[derive(Serialize)]
struct Kept {
    label: &'static str,
    kind: &'static str,
    start: usize,
    end: usize,
    confidence: f64,
}

impl<'a> Details<'a> {
    pub fn new(article: &'a Article<'_>) -> Details<'a> {
        Details { metadata: page(article.metadata()), blocks: kept(article) }
    }
}

fn kept(article: &Article<'_>) -> Vec<Kept> {
    let entry = |block: bodycopy::ArticleBlock<'_>| Kept {
        label: block.label().as_str(),
        kind: kind_name(block.kind()),
        start: block.span().start,
        end: block.span().end,
        confidence: rounded(block.confidence()),
    };
    article.blocks().map(entry).collect()
}

fn page(metadata: &Metadata) -> Page<'_> {
    Page {
        title: metadata.title(),
        authors: metadata.authors(),
        published: metadata.published(),
        language: metadata.language(),
        site_name: metadata.site_name(),
        canonical_url: metadata.canonical_url(),
        description: metadata.description(),
    }
}

fn kind_name(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Paragraph => "paragraph",
        BlockKind::Heading(_) => "heading",
        BlockKind::ListItem { .. } => "list-item",
        BlockKind::Quote => "quote",
        BlockKind::TableRow => "table-row",
        BlockKind::Code => "code",
        BlockKind::Caption => "caption",
        BlockKind::Term => "term",
        BlockKind::Description => "description",
        _ => "other",
    }
}
