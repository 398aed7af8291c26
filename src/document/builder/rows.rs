//! Rows of tables: the blocks of their cells become one.

use super::{BLOCK_SEPARATOR, BlockBuilder};
use crate::document::{Block, BlockKind, Inline, Tag};

/// What stands between two cells of a table row.
const CELL_SEPARATOR: &str = "\t";

/// A cell longer than this (bytes) is page layout, not data: its row stays apart.
const MAX_CELL: usize = 400;

impl BlockBuilder<'_> {
    /// Makes one block of a row whose cells hold one short block each.
    pub(super) fn join_row(&mut self, row: usize) {
        let range = self.elements[row].blocks.clone();
        let cells = &self.blocks[range.clone()];
        let is_cell = |block: &Block| {
            matches!(self.elements[block.element].tag, Tag::Td | Tag::Th)
                && self.elements[block.element].parent == row
                && block.span.len() <= MAX_CELL
        };
        let distinct = cells.windows(2).all(|pair| pair[0].element != pair[1].element);
        if cells.len() < 2 || !distinct || !cells.iter().all(is_cell) {
            return;
        }
        self.join_blocks(range.start, row);
    }

    /// Joins the blocks from `first` on into one block of `element`.
    fn join_blocks(&mut self, first: usize, element: usize) {
        let cells = self.blocks.split_off(first);
        let start = cells[0].span.start;
        let tail = self.text.split_off(start);
        let mut inline = Inline::default();
        let mut moved = Vec::with_capacity(cells.len());
        for cell in &cells {
            if self.text.len() > start {
                self.text.push_str(CELL_SEPARATOR);
            }
            moved.push(cell.span.start - self.text.len());
            self.text.push_str(&tail[cell.span.start - start..cell.span.end - start]);
            inline.absorb(&cell.inline);
        }
        self.move_marks(&cells, &moved);
        let span = start..self.text.len();
        self.blocks.push(Block { span, kind: BlockKind::TableRow, element, inner: cells[0].inner, inline });
        for inner in &mut self.elements[element..] {
            inner.blocks = first..first + 1;
        }
        self.text.push_str(BLOCK_SEPARATOR);
        // The text is shorter now: marks that are still open start here anew.
        self.start_block();
    }

    /// Moves the marks inside each cell towards the start of the text, by as much
    /// as the cell was moved.
    fn move_marks(&mut self, cells: &[Block], moved: &[usize]) {
        let start = cells[0].span.start;
        let in_row = self.marks.iter_mut().rev().take_while(|mark| mark.span.end >= start);
        for mark in in_row.filter(|mark| mark.span.start >= start) {
            let after = cells.partition_point(|cell| cell.span.start <= mark.span.start);
            let cell = after.saturating_sub(1);
            if mark.span.end <= cells[cell].span.end {
                mark.span = mark.span.start - moved[cell]..mark.span.end - moved[cell];
            }
        }
    }
}
