//! Inline markup of a block as a sequence of pieces, properly nested; cells of a row.

use super::Options;
use crate::article::ArticleBlock;
use crate::document::{Mark, MarkKind};

/// A piece of a block, in reading order.
pub(super) enum Piece<'a> {
    Text(&'a str),
    Open(&'a MarkKind),
    Close(&'a MarkKind),
    Image { src: &'a str, alt: &'a str },
}

/// The pieces of a block; marks that end beyond the one around them are cut.
pub(super) fn pieces<'a>(block: &ArticleBlock<'a>, options: &Options) -> Vec<Piece<'a>> {
    let text = block.text();
    let base = block.span().start;
    let mut pieces = Vec::new();
    let mut open: Vec<(&MarkKind, usize)> = Vec::new();
    let mut at = 0;
    for mark in block.marks().iter().filter(|mark| is_wanted(mark, options)) {
        let start = mark.span.start - base;
        let end = (mark.span.end - base).min(text.len());
        close_until(start, text, &mut at, &mut open, &mut pieces);
        push_text(text, &mut at, start, &mut pieces);
        if let MarkKind::Image { src, alt } = &mark.kind {
            pieces.push(Piece::Image { src, alt });
            continue;
        }
        let limit = open.last().map_or(text.len(), |(_, end)| *end);
        let is_nested_link = matches!(mark.kind, MarkKind::Link { .. })
            && open.iter().any(|(kind, _)| matches!(kind, MarkKind::Link { .. }));
        if end > start && !is_nested_link {
            pieces.push(Piece::Open(&mark.kind));
            open.push((&mark.kind, end.min(limit)));
        }
    }
    close_until(usize::MAX, text, &mut at, &mut open, &mut pieces);
    push_text(text, &mut at, text.len(), &mut pieces);
    pieces
}

/// The cells of a table row, which tabs part, or bars in plain text without tabs.
pub(super) fn cells(row: &str) -> impl Iterator<Item = &str> {
    row.split(if row.contains('\t') { "\t" } else { " | " })
}

fn is_wanted(mark: &Mark, options: &Options) -> bool {
    match &mark.kind {
        MarkKind::Link { href } => options.links && is_safe(href),
        MarkKind::Image { src, .. } => options.images && is_safe(src),
        _ => true,
    }
}

fn push_text<'a>(text: &'a str, at: &mut usize, to: usize, pieces: &mut Vec<Piece<'a>>) {
    if to > *at {
        pieces.push(Piece::Text(&text[*at..to]));
        *at = to;
    }
}

fn close_until<'a>(
    start: usize,
    text: &'a str,
    at: &mut usize,
    open: &mut Vec<(&'a MarkKind, usize)>,
    pieces: &mut Vec<Piece<'a>>,
) {
    while let Some((kind, end)) = open.pop_if(|(_, end)| *end <= start) {
        push_text(text, at, end, pieces);
        pieces.push(Piece::Close(kind));
    }
}

/// Whether an address has a scheme that runs no code: `http`, `https`,
/// `mailto`, or none at all.
fn is_safe(address: &str) -> bool {
    // Browsers pass over control characters and white space in a scheme.
    let plain: String = address.chars().filter(|c| !c.is_control() && !c.is_whitespace()).take(64).collect();
    let plain = plain.to_ascii_lowercase();
    match plain.find([':', '/', '?', '#']) {
        Some(at) if plain[at..].starts_with(':') => matches!(&plain[..at], "http" | "https" | "mailto"),
        _ => !plain.is_empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::is_safe;

    #[test]
    fn only_harmless_schemes_pass() {
        for safe in ["https://a.b/c:d", "/path:with", "page.html", "#part", "mailto:a@b.c", "?q=a:b", "//a.b"] {
            assert!(is_safe(safe), "{safe}");
        }
        for unsafe_ in ["javascript:x", " java\tscript:x", "\u{1}javascript:x", "data:text/html,x", "vbscript:x", ""] {
            assert!(!is_safe(unsafe_), "{unsafe_}");
        }
    }
}
