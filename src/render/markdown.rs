//! Markdown output.

use super::inline::{Piece, cells, pieces};
use crate::article::{Article, ArticleBlock};
use crate::document::{BlockKind, MarkKind};

/// The kept blocks as Markdown.
pub(crate) fn markdown(article: &Article<'_>) -> String {
    let mut out = String::new();
    let mut previous: Option<BlockKind> = None;
    let mut number = 0;
    for block in article.blocks() {
        let kind = block.kind();
        let is_same_list = previous.is_some_and(|previous| is_tight(previous, kind));
        if previous.is_some() {
            out.push_str(if is_same_list { "\n" } else { "\n\n" });
        }
        number = if is_same_list { number + 1 } else { 1 };
        write_block(article, &block, number, &mut out);
        if is_row(&block) && !is_same_list {
            let columns = cells(block.text()).count();
            out.push_str(&format!("\n|{}", " --- |".repeat(columns)));
        }
        previous = Some(kind);
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// Whether two blocks in a row are of one list or table.
fn is_tight(previous: BlockKind, kind: BlockKind) -> bool {
    match (previous, kind) {
        (BlockKind::ListItem { ordered: a, .. }, BlockKind::ListItem { ordered: b, .. }) => a == b,
        (a, b) => a == BlockKind::TableRow && a == b,
    }
}

fn write_block(article: &Article<'_>, block: &ArticleBlock<'_>, number: usize, out: &mut String) {
    if is_row(block) {
        return write_row(block.text(), out);
    }
    // Plain text that carries Markdown already is passed on as it stands.
    if !block.is_from_html() {
        out.push_str(block.text());
        return;
    }
    match block.kind() {
        BlockKind::Code => return write_code(block.text(), out),
        BlockKind::Heading(level) => out.push_str(&format!("{} ", "#".repeat(usize::from(level.clamp(1, 6))))),
        BlockKind::ListItem { ordered, depth } => {
            out.push_str(&"  ".repeat(usize::from(depth.saturating_sub(1)).min(8)));
            if ordered {
                out.push_str(&format!("{number}. "));
            } else {
                out.push_str("- ");
            }
        }
        BlockKind::Quote => out.push_str("> "),
        BlockKind::Description => out.push_str(": "),
        _ => {}
    }
    let start = out.len();
    for piece in pieces(block, article.output()) {
        write_piece(&piece, out);
    }
    guard_start(start, out);
}

/// Code between fences longer than any run of backticks in it.
fn write_code(text: &str, out: &mut String) {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    out.push_str(&format!("{fence}\n{text}\n{fence}"));
}

/// Whether a block is to become a row of a table: one of Markdown is one already.
fn is_row(block: &ArticleBlock<'_>) -> bool {
    block.kind() == BlockKind::TableRow && (block.is_from_html() || !block.text().starts_with('|'))
}

fn write_row(text: &str, out: &mut String) {
    out.push('|');
    for cell in cells(text) {
        out.push(' ');
        escape(&cell.replace('\n', " "), out);
        out.push_str(" |");
    }
}

fn write_piece(piece: &Piece<'_>, out: &mut String) {
    match piece {
        Piece::Text(text) => escape(&text.replace('\n', "  \n"), out),
        Piece::Open(MarkKind::Link { .. }) => out.push('['),
        Piece::Close(MarkKind::Link { href }) => out.push_str(&format!("]({})", address(href))),
        Piece::Open(kind) | Piece::Close(kind) => out.push_str(match kind {
            MarkKind::Strong => "**",
            MarkKind::Emphasis => "*",
            _ => "`",
        }),
        Piece::Image { src, alt } => {
            out.push_str("![");
            escape(alt, out);
            out.push_str(&format!("]({})", address(src)));
        }
    }
}

/// An address that does not end its own brackets.
fn address(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for c in address.chars() {
        match c {
            '(' => out.push_str("%28"),
            ')' => out.push_str("%29"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            _ if c.is_whitespace() || c.is_control() => out.push_str("%20"),
            _ => out.push(c),
        }
    }
    out
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '|') {
            out.push('\\');
        }
        out.push(c);
    }
}

/// Escapes what would make a paragraph a heading, list, quote or rule.
fn guard_start(start: usize, out: &mut String) {
    let text = &out[start..];
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let is_number = (1..=9).contains(&digits) && text[digits..].starts_with(['.', ')']);
    if text.starts_with(['#', '+', '-', '>', '=', '~']) {
        out.insert(start, '\\');
    } else if is_number {
        out.insert(start + digits, '\\');
    }
}

#[cfg(test)]
mod tests {
    use crate::Cleaner;

    /// A text with these lines between its paragraphs, as Markdown and as HTML.
    fn rendered(lines: &str) -> (String, String) {
        let before = "The harbour was built in the year when the town had a fleet of its own, and is in use still.";
        let after = "Another paragraph that is here for the sake of it, and of the town, says so.";
        let cleaner = Cleaner::builder().threshold(0.0).build().unwrap();
        let source = format!("{before}\n\n{lines}\n\n{after}");
        let article = cleaner.clean_text(&source).unwrap();
        (article.to_markdown(), article.to_html())
    }

    #[test]
    fn lines_of_cells_become_tables() {
        let table = "\n\n| Port | Ships |\n| --- | --- |\n| Arnis | 3 |\n| Kappeln | 12 |\n\n";
        let (markdown, html) = rendered("Port\tShips\nArnis\t3\nKappeln\t12");
        assert!(markdown.contains(table), "{markdown}");
        assert!(html.contains("<tr><td>Arnis</td><td>3</td></tr>"), "{html}");
        let (markdown, html) = rendered("Port | Ships | Boats\nArnis | 3 | 1\nKappeln | 12 | 4");
        assert!(markdown.contains("| Port | Ships | Boats |\n| --- | --- | --- |\n| Arnis | 3 | 1 |"), "{markdown}");
        assert!(html.contains("<tr><td>Arnis</td><td>3</td><td>1</td></tr>"), "{html}");
        // A table of Markdown is one already.
        assert!(rendered(table.trim()).0.contains(table));
    }
}
