//! Writes what stays: plain text, Markdown, HTML.

mod html;
mod inline;
mod markdown;

pub(crate) use html::html;
pub(crate) use markdown::markdown;

use crate::article::Article;

/// What Markdown and HTML output keep of inline markup.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Options {
    pub(crate) links: bool,
    pub(crate) images: bool,
}

/// The kept blocks, separated by blank lines.
pub(crate) fn text(article: &Article<'_>) -> String {
    let mut out = String::new();
    for block in article.blocks() {
        if !out.is_empty() {
            out.push_str("\n\n");
        }
        out.push_str(block.text());
    }
    out
}
