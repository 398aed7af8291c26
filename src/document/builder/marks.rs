//! Inline markup: which stretches of the text are links, strong, emphasised, code.

use super::{Attributes, BlockBuilder, Open};
use crate::document::{Mark, MarkKind, Tag};

impl BlockBuilder<'_> {
    pub(super) fn open_mark(&mut self, tag: Tag, attributes: &Attributes<'_>) -> bool {
        let kind = match tag {
            Tag::A if !attributes.href.is_empty() => {
                MarkKind::Link { href: (*attributes.meaning(attributes.href)).into() }
            }
            Tag::B | Tag::Strong => MarkKind::Strong,
            Tag::I | Tag::Em => MarkKind::Emphasis,
            Tag::Code if self.preformatted == 0 => MarkKind::Code,
            _ => return false,
        };
        // Bold inside bold is bold: one mark of a kind is open at most, however
        // many elements are.
        if self.open_marks.iter().any(|mark| is_same_kind(&mark.kind, &kind)) {
            return false;
        }
        self.open_marks.push(Mark { kind, span: self.text.len()..self.text.len() });
        true
    }

    pub(super) fn end_formatting(&mut self, open: &Open) {
        self.count(open.tag, -1);
        if open.mark {
            self.close_mark(open.tag);
        }
    }

    /// Closes the mark that an element of this tag opened.
    pub(super) fn close_mark(&mut self, tag: Tag) {
        let own = |mark: &Mark| match mark.kind {
            MarkKind::Link { .. } => tag == Tag::A,
            MarkKind::Strong => matches!(tag, Tag::B | Tag::Strong),
            MarkKind::Emphasis => matches!(tag, Tag::I | Tag::Em),
            MarkKind::Code => tag == Tag::Code,
            MarkKind::Image { .. } => false,
        };
        if let Some(at) = self.open_marks.iter().position(own) {
            let mut mark = self.open_marks.remove(at);
            mark.span.end = self.text.len();
            self.keep_mark(mark);
        }
    }

    /// Keeps a closed mark if it covers text; a leading space is not its own.
    fn keep_mark(&mut self, mut mark: Mark) {
        let covered = &self.text[mark.span.clone()];
        mark.span.start += covered.len() - covered.trim_start().len();
        if mark.span.start < mark.span.end {
            self.marks.push(mark);
        }
    }

    pub(super) fn cut_open_marks(&mut self, end: usize) {
        for index in 0..self.open_marks.len() {
            let mark = &self.open_marks[index];
            if mark.span.start < end {
                let cut = Mark { kind: mark.kind.clone(), span: mark.span.start..end };
                self.keep_mark(cut);
            }
        }
    }
}

fn is_same_kind(a: &MarkKind, b: &MarkKind) -> bool {
    std::mem::discriminant(a) == std::mem::discriminant(b)
}
