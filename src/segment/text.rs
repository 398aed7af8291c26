//! Plain text to blocks: a block a line, or a block a paragraph where the
//! lines of paragraphs were wrapped at a fixed width.

use crate::document::characters::{is_invisible, is_unspaced};
use crate::document::{Block, BlockKind, Document, Element, Inline, Metadata, TokenLists};
use memchr::{memchr, memchr2, memmem};
use std::borrow::Cow;
use std::ops::Range;

/// Text wrapped at more characters than this was not wrapped for reading.
const MAX_WIDTH: usize = 120;

/// Share of line ends (percent) that must stand where the next word would not
/// have fitted, for a text to count as wrapped.
const MIN_FULL_LINES: usize = 85;

/// Line ends in paragraphs of three lines or more that it takes to tell.
const MIN_LINE_ENDS: usize = 4;

/// Rows that a table has at least.
const MIN_ROWS: usize = 3;

/// Cuts a text into blocks; every line that is not blank is in one of them.
pub(crate) fn segment(text: &str) -> Document<'_> {
    let mut blocks = Vec::new();
    let groups = groups(text);
    let wrap = wrap_width(text, &groups);
    for group in &groups {
        push_group(text, group, wrap, &mut blocks);
    }
    join_fences(text, &mut blocks);
    mark_tables(text, &mut blocks);
    Document {
        text: Cow::Borrowed(text),
        elements: vec![Element::root(blocks.len())],
        blocks,
        tokens: TokenLists::default(),
        marks: Vec::new(),
        metadata: Metadata::default(),
        from_html: false,
    }
}

/// A run of lines with no blank line between them.
type Group = Vec<Range<usize>>;

fn groups(text: &str) -> Vec<Group> {
    let mut groups = vec![Group::new()];
    for line in lines(text) {
        let trimmed = trim(text, line);
        if !trimmed.is_empty() {
            groups.last_mut().into_iter().for_each(|group| group.push(trimmed.clone()));
        } else if groups.last().is_some_and(|group| !group.is_empty()) {
            groups.push(Group::new());
        }
    }
    groups
}

/// The lines of a text, however they end: LF, CR or both.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let length = memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len());
        let line = start..start + length;
        start = line.end + 1;
        Some(line)
    })
}

/// The line without white space and invisible characters around it.
fn trim(text: &str, line: Range<usize>) -> Range<usize> {
    let is_blank = |c: char| c.is_whitespace() || is_invisible(c);
    let whole = &text[line.clone()];
    let start = line.start + (whole.len() - whole.trim_start_matches(is_blank).len());
    let end = start + text[start..line.end].trim_end_matches(is_blank).len();
    start..end
}

fn width(text: &str) -> usize {
    text.chars().count()
}

/// Whether the line is full: the first word of the next would not have fitted.
fn is_full(line: &str, next: &str, limit: usize) -> bool {
    let first_word = match next.chars().next() {
        Some(c) if is_unspaced(c) => 1,
        _ => width(next.split_whitespace().next().unwrap_or("")),
    };
    line != next && first_word <= 30 && width(line) + 1 + first_word > limit
}

/// The width at which the paragraphs were wrapped, if they were.
fn wrap_width(text: &str, groups: &[Group]) -> Option<usize> {
    let (mut ends, mut full, mut widest) = (0, 0, 0);
    for group in groups.iter().filter(|group| group.len() >= 3) {
        let limit = group.iter().map(|line| width(&text[line.clone()])).max().unwrap_or(0);
        if limit > MAX_WIDTH {
            ends += group.len() - 1;
            continue;
        }
        widest = widest.max(limit);
        for pair in group.windows(2) {
            ends += 1;
            full += usize::from(is_full(&text[pair[0].clone()], &text[pair[1].clone()], limit));
        }
    }
    (ends >= MIN_LINE_ENDS && full * 100 >= ends * MIN_FULL_LINES).then_some(widest)
}

fn push_group(text: &str, group: &[Range<usize>], wrap: Option<usize>, blocks: &mut Vec<Block>) {
    let mut current: Option<Range<usize>> = None;
    for (index, line) in group.iter().enumerate() {
        let continues = wrap.is_some_and(|limit| {
            index > 0
                && kind_of(&text[line.clone()]) == BlockKind::Paragraph
                && is_full(&text[group[index - 1].clone()], &text[line.clone()], limit * 9 / 10)
        });
        match &mut current {
            Some(span) if continues => span.end = line.end,
            _ => {
                blocks.extend(current.replace(line.clone()).map(|span| block(text, span)));
            }
        }
    }
    blocks.extend(current.map(|span| block(text, span)));
}

fn block(text: &str, span: Range<usize>) -> Block {
    block_of(kind_of(&text[span.clone()]), span)
}

/// A block of plain text, which has no inline markup to be measured.
fn block_of(kind: BlockKind, span: Range<usize>) -> Block {
    Block { kind, span, element: 0, inner: 0, inline: Inline::default() }
}

/// What the marks at the start of a line make of it (Markdown, typed bullets).
fn kind_of(line: &str) -> BlockKind {
    let hashes = line.bytes().take_while(|b| *b == b'#').count();
    if (1..=6).contains(&hashes) && line[hashes..].starts_with(' ') {
        return BlockKind::Heading(hashes as u8);
    }
    let mut chars = line.chars();
    match chars.next() {
        Some('>') if line.len() > 1 && !line.starts_with(">>") => BlockKind::Quote,
        Some('|') => BlockKind::TableRow,
        Some('-' | '*' | '+' | '•' | '·' | '▪' | '◦' | '‣' | '●') if chars.next() == Some(' ') => {
            BlockKind::ListItem { ordered: false, depth: 1 }
        }
        Some('0'..='9') if is_numbered(line) => BlockKind::ListItem { ordered: true, depth: 1 },
        _ => BlockKind::Paragraph,
    }
}

fn is_numbered(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    line.len() - rest.len() <= 3 && (rest.starts_with(". ") || rest.starts_with(") "))
}

/// Marks the rows of tables that stand as lines of cells, one under the other.
fn mark_tables(text: &str, blocks: &mut [Block]) {
    if memchr(b'\t', text.as_bytes()).is_none() && memmem::find(text.as_bytes(), BAR.as_bytes()).is_none() {
        return;
    }
    let row = |block: &Block| (block.kind == BlockKind::Paragraph).then(|| row_of(&text[block.span.clone()])).flatten();
    for rows in blocks.chunk_by_mut(|a, b| row(a) == row(b)) {
        if rows.len() >= MIN_ROWS && row(&rows[0]).is_some() {
            rows.iter_mut().for_each(|block| block.kind = BlockKind::TableRow);
        }
    }
}

/// What parts the cells of a row where no tab does.
const BAR: &str = " | ";

/// How the cells of a row are parted. Trailing tabs are trimmed, so that rows of one table
/// may differ in their number; a line with one bar may be any two things.
#[derive(PartialEq)]
enum Row {
    Tabs,
    Bars(usize),
}

fn row_of(line: &str) -> Option<Row> {
    if memchr(b'\t', line.as_bytes()).is_some() {
        return Some(Row::Tabs);
    }
    let bars = memmem::find_iter(line.as_bytes(), BAR).count();
    (bars >= 2).then_some(Row::Bars(bars))
}

/// Makes one block of each stretch between two lines of three backticks.
fn join_fences(text: &str, blocks: &mut Vec<Block>) {
    if memmem::find(text.as_bytes(), b"```").is_none() {
        return;
    }
    let mut joined = Vec::with_capacity(blocks.len());
    let mut open: Option<usize> = None;
    for block in blocks.drain(..) {
        let is_fence = text[block.span.clone()].starts_with("```");
        joined.push(block);
        match open {
            Some(first) if is_fence => {
                let span = joined[first].span.start..joined[joined.len() - 1].span.end;
                joined.truncate(first);
                joined.push(block_of(BlockKind::Code, span));
                open = None;
            }
            None if is_fence => open = Some(joined.len() - 1),
            _ => {}
        }
    }
    *blocks = joined;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(text: &str) -> Vec<&str> {
        segment(text).blocks.iter().map(|block| &text[block.span.clone()]).collect()
    }

    #[test]
    fn a_block_is_a_line_whatever_ends_it() {
        assert_eq!(blocks(" One.\r\n\r\nTwo.\rThree.\n\n\nFour"), ["One.", "Two.", "Three.", "Four"]);
        assert!(blocks(" \n\t\n\u{200b}\n").is_empty());
        assert!(blocks("").is_empty());
    }

    #[test]
    fn wrapped_lines_are_joined_and_others_are_not() {
        let wrapped = "The harbour was built when the town still had\nships of its own, and the old wall, of which\n\
            only a third remains, is a part of it even\ntoday.\n\nShort heading\n\nThe second paragraph of the text is wrapped as\n\
            well, and has three lines, of which the final\none is short.";
        let found = blocks(wrapped);
        assert_eq!(found.len(), 3);
        assert!(found[0].ends_with("today."));
        let list = "Monday 10 to 4\nTuesday 10 to 6\nWednesday closed all day\nThursday 9 to 5\nFriday 9 to 1";
        assert_eq!(blocks(list).len(), 5);
    }

    #[test]
    fn marks_tell_the_kind() {
        assert_eq!(kind_of("## Ships"), BlockKind::Heading(2));
        assert_eq!(kind_of("#ships"), BlockKind::Paragraph);
        assert_eq!(kind_of("- one"), BlockKind::ListItem { ordered: false, depth: 1 });
        assert_eq!(kind_of("12. one"), BlockKind::ListItem { ordered: true, depth: 1 });
        assert_eq!(kind_of("2010 was good"), BlockKind::Paragraph);
        assert_eq!(kind_of("> said"), BlockKind::Quote);
    }

    #[test]
    fn lines_of_as_many_cells_are_a_table() {
        let rows = |text: &str| segment(text).blocks.iter().filter(|block| block.kind == BlockKind::TableRow).count();
        assert_eq!(rows("Port\tShips\nArnis\t3\nKappeln\t\t12\n\nText."), 3);
        assert_eq!(rows("Port | Ships | Boats\nArnis | 3 | 1\nKappeln | 12 | 4"), 3);
        // Too few, not as many cells, one bar; a list.
        assert_eq!(rows("Port\tShips\nArnis\t3"), 0);
        assert_eq!(rows("Port | Ships | Boats\nArnis | 3\nKappeln | 12 | 4"), 0);
        assert_eq!(rows("Port | Ships\nArnis | 3\nKappeln | 12"), 0);
        assert_eq!(rows("- Port\tShips\n- Arnis\t3\n- Kappeln\t12"), 0);
    }

    #[test]
    fn a_fenced_stretch_is_one_block() {
        assert_eq!(blocks("a\n```\nlet x;\n\n}\n```\nb"), ["a", "```\nlet x;\n\n}\n```", "b"]);
        assert_eq!(blocks("a\n```\nb").len(), 3);
    }
}
