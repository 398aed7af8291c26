//! HTML output.

use super::inline::{Piece, cells, pieces};
use crate::article::{Article, ArticleBlock};
use crate::document::{BlockKind, MarkKind};

/// The kept blocks as HTML.
pub(crate) fn html(article: &Article<'_>) -> String {
    let mut out = String::new();
    let mut open: Vec<&str> = Vec::new();
    for block in article.blocks() {
        let around = containers(block.kind());
        let shared = open.iter().zip(&around).take_while(|(a, b)| a == b).count();
        close(&mut open, shared, &mut out);
        for element in &around[shared..] {
            out.push_str(&format!("<{element}>\n"));
            open.push(element);
        }
        write_block(article, &block, &mut out);
    }
    close(&mut open, 0, &mut out);
    out
}

/// The elements around a block of a kind, outermost first.
fn containers(kind: BlockKind) -> Vec<&'static str> {
    match kind {
        BlockKind::ListItem { ordered: true, .. } => vec!["ol"],
        BlockKind::ListItem { ordered: false, .. } => vec!["ul"],
        BlockKind::Quote => vec!["blockquote"],
        BlockKind::TableRow => vec!["table"],
        BlockKind::Term | BlockKind::Description => vec!["dl"],
        _ => Vec::new(),
    }
}

fn close(open: &mut Vec<&str>, depth: usize, out: &mut String) {
    while open.len() > depth {
        if let Some(element) = open.pop() {
            out.push_str(&format!("</{element}>\n"));
        }
    }
}

fn write_block(article: &Article<'_>, block: &ArticleBlock<'_>, out: &mut String) {
    let element = match block.kind() {
        BlockKind::Heading(level) => ["h1", "h2", "h3", "h4", "h5", "h6"][usize::from(level.clamp(1, 6)) - 1],
        BlockKind::ListItem { .. } => "li",
        BlockKind::Code => "pre",
        BlockKind::Term => "dt",
        BlockKind::Description => "dd",
        BlockKind::TableRow => return write_row(block.text(), out),
        _ => "p",
    };
    out.push_str(&format!("<{element}>"));
    for piece in pieces(block, article.output()) {
        write_piece(&piece, block.kind() == BlockKind::Code, out);
    }
    out.push_str(&format!("</{element}>\n"));
}

fn write_row(text: &str, out: &mut String) {
    out.push_str("<tr>");
    for cell in cells(text) {
        out.push_str("<td>");
        escape(cell, out);
        out.push_str("</td>");
    }
    out.push_str("</tr>\n");
}

fn write_piece(piece: &Piece<'_>, is_code: bool, out: &mut String) {
    match piece {
        Piece::Text(text) if is_code => escape(text, out),
        Piece::Text(text) => {
            for (index, line) in text.split('\n').enumerate() {
                if index > 0 {
                    out.push_str("<br>\n");
                }
                escape(line, out);
            }
        }
        Piece::Open(MarkKind::Link { href }) => {
            out.push_str("<a href=\"");
            escape(href, out);
            out.push_str("\">");
        }
        Piece::Open(kind) => out.push_str(&format!("<{}>", name(kind))),
        Piece::Close(kind) => out.push_str(&format!("</{}>", name(kind))),
        Piece::Image { src, alt } => {
            out.push_str("<img src=\"");
            escape(src, out);
            out.push_str("\" alt=\"");
            escape(alt, out);
            out.push_str("\">");
        }
    }
}

fn name(kind: &MarkKind) -> &'static str {
    match kind {
        MarkKind::Link { .. } => "a",
        MarkKind::Strong => "strong",
        MarkKind::Emphasis => "em",
        MarkKind::Code => "code",
        MarkKind::Image { .. } => "img",
    }
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
}
