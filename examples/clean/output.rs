//! How a cleaned article is written for people.

use crate::args::Format;
use bodycopy::{Article, ArticleBlock};
use std::fmt::Write;

/// Longest excerpt of a removed block, in characters.
const EXCERPT: usize = 72;

/// The kept text in a format; JSON holds plain text, a report writes itself.
pub fn rendered(article: &Article<'_>, format: Format) -> String {
    match format {
        Format::Text | Format::Json | Format::Report => article.text(),
        Format::Markdown => article.to_markdown(),
        Format::Html => article.to_html(),
    }
}

/// The kept text, ending in one line end, and what went if that is asked for.
pub fn for_people(article: &Article<'_>, format: Format, explain: bool) -> String {
    let mut output = rendered(article, format);
    if !output.ends_with('\n') {
        output.push('\n');
    }
    if explain {
        output.push('\n');
        output.push_str(&explanation(article));
    }
    output
}

/// What was removed and why, two lines a block.
fn explanation(article: &Article<'_>) -> String {
    let (removed, all) = (article.removed().count(), article.all_blocks().count());
    let mut list = format!("Removed {removed} of {all} blocks.\n");
    for block in article.removed() {
        // Writing to a string does not fail.
        let _ = write!(list, "\n{}", line(&block));
    }
    list
}

fn line(block: &ArticleBlock<'_>) -> String {
    let (span, confidence) = (block.span(), block.confidence());
    let head = format!("{} {}..{} ({confidence:.2})", block.label(), span.start, span.end);
    format!("{head}: {}\n    {}\n", excerpt(block.text()), block.reason())
}

/// The beginning of a text, on one line.
fn excerpt(text: &str) -> String {
    let mut start = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((cut, _)) = start.char_indices().nth(EXCERPT) {
        start.truncate(cut);
        start.push('…');
    }
    start
}
