//! Builds a [`Document`] from open, close and text events.
//!
//! Both HTML adapters drive it: the one over tokens, which works out the implied
//! tags itself, and the walk over a caller's tree. A block starts and ends with
//! a block-level element, or with two line breaks in a row.

mod attributes;
mod marks;
mod rows;
mod text;
mod tokens;

pub(crate) use attributes::Attributes;

use super::{Block, BlockKind, Document, Element, Inline, Mark, MarkKind, Metadata, Rule, Tag, TokenLists};
use std::borrow::Cow;
use tokens::Tokens;

/// What stands between two blocks in the document's text.
const BLOCK_SEPARATOR: &str = "\n\n";

/// Bytes of text for each element, and for each block, that room is made for: about
/// what a page of many has.
const ELEMENT_BYTES: usize = 32;
const BLOCK_BYTES: usize = 128;

/// An open element.
pub(crate) struct Open {
    pub(crate) tag: Tag,
    /// Its place in the element table; that of its parent if it is dropped.
    element: usize,
    /// Whether its content is not text of the page.
    dropped: bool,
    /// Whether it opened a mark.
    mark: bool,
    /// Whether its end tag came while blocks inside it were still open.
    ended: bool,
}

/// See the module's documentation.
pub(crate) struct BlockBuilder<'a> {
    text: String,
    blocks: Vec<Block>,
    elements: Vec<Element>,
    tokens: Tokens<'a>,
    marks: Vec<Mark>,
    stack: Vec<Open>,
    max_depth: usize,
    /// Elements open beyond `max_depth`: their content counts as that of the
    /// deepest element that has a place.
    beyond: [u32; Tag::COUNT],
    was_too_deep: bool,
    open_count: [u32; Tag::COUNT],
    open_marks: Vec<Mark>,
    /// Where the block being written starts.
    block_start: usize,
    /// How many marks there were then.
    block_marks: usize,
    inline: Inline,
    has_word: bool,
    /// The innermost element at the block's first word.
    inner: usize,
    space_pending: bool,
    line_breaks: u32,
    dropped: u32,
    /// Bytes of text in the outermost dropped element that is open.
    dropped_bytes: usize,
    links: u32,
    bold: u32,
    emphasis: u32,
    preformatted: u32,
}

impl<'a> BlockBuilder<'a> {
    /// An empty builder; `bytes` is the expected length of the text, `max_depth`
    /// the most elements that can be open at once.
    pub(crate) fn new(bytes: usize, max_depth: usize) -> Self {
        let mut elements = Vec::with_capacity(bytes / ELEMENT_BYTES + 1);
        elements.push(Element::root(0));
        BlockBuilder {
            text: String::with_capacity(bytes),
            blocks: Vec::with_capacity(bytes / BLOCK_BYTES),
            tokens: Tokens::for_elements(elements.capacity()),
            elements,
            marks: Vec::new(),
            stack: Vec::new(),
            max_depth,
            beyond: [0; Tag::COUNT],
            was_too_deep: false,
            open_count: [0; Tag::COUNT],
            open_marks: Vec::new(),
            block_start: 0,
            block_marks: 0,
            inline: Inline::default(),
            has_word: false,
            inner: 0,
            space_pending: false,
            line_breaks: 0,
            dropped: 0,
            dropped_bytes: 0,
            links: 0,
            bold: 0,
            emphasis: 0,
            preformatted: 0,
        }
    }

    /// The open elements, outermost first.
    pub(crate) fn stack(&self) -> &[Open] {
        &self.stack
    }

    /// Whether an element of this tag is open anywhere.
    pub(crate) fn is_open(&self, tag: Tag) -> bool {
        self.open_count[tag as usize] > 0
    }

    /// Whether text that comes now is not text of the page.
    pub(crate) fn is_dropping(&self) -> bool {
        self.dropped > 0
    }

    /// The open element, if there is one, in which more than this many bytes of
    /// text have been dropped.
    pub(crate) fn swallowing(&self, bytes: usize) -> Option<Tag> {
        let outermost = self.stack.iter().find(|open| open.dropped)?;
        (self.dropped_bytes > bytes).then_some(outermost.tag)
    }

    /// Opens an element; says whether there was still room for it.
    pub(crate) fn open(&mut self, tag: Tag, attributes: &Attributes<'a>) -> bool {
        if self.stack.len() >= self.max_depth {
            self.was_too_deep = true;
            self.beyond[tag as usize] += 1;
            if tag.is_block() {
                self.end_block();
            }
            return false;
        }
        self.open_count[tag as usize] += 1;
        let parent = self.current_element();
        let dropped = self.dropped > 0 || tag.is_dropped();
        if dropped {
            if self.dropped == 0 {
                self.dropped_bytes = 0;
            }
            self.dropped += 1;
            self.dropped_element(tag);
            let open = Open { tag, element: parent, dropped, mark: false, ended: false };
            self.stack.push(open);
            return true;
        }
        if tag.is_block() {
            self.end_block();
        }
        let element = self.add_element(tag, parent, attributes);
        let mark = self.open_mark(tag, attributes);
        self.count(tag, 1);
        self.stack.push(Open { tag, element, dropped, mark, ended: false });
        true
    }

    /// Puts the element just opened under a site rule.
    pub(crate) fn apply_rule(&mut self, rule: Rule) {
        if let Some(open) = self.stack.last().filter(|open| !open.dropped) {
            self.elements[open.element].rule = Some(rule);
        }
    }

    /// Whether an element was opened beyond the depth limit.
    pub(crate) fn was_too_deep(&self) -> bool {
        self.was_too_deep
    }

    /// Takes an end tag for an element that was opened beyond the depth limit.
    pub(crate) fn close_beyond_depth(&mut self, tag: Tag) -> bool {
        let beyond = &mut self.beyond[tag as usize];
        if *beyond == 0 {
            return false;
        }
        *beyond -= 1;
        if tag.is_block() {
            self.end_block();
        }
        true
    }

    /// An element whose content is no text of the page and was skipped.
    pub(crate) fn dropped_element(&mut self, tag: Tag) {
        self.space_pending |= !matches!(tag, Tag::Script | Tag::Style);
    }

    /// Closes the innermost open element.
    pub(crate) fn close(&mut self) {
        let Some(open) = self.stack.pop() else { return };
        self.open_count[open.tag as usize] -= 1;
        if open.dropped {
            self.dropped -= 1;
            return;
        }
        if open.tag.is_block() {
            // The block belongs to the element that is just closing.
            self.end_block_in(open.element);
        }
        if !open.ended {
            self.end_formatting(&open);
        }
        self.elements[open.element].blocks.end = self.blocks.len();
        if open.tag == Tag::Tr {
            self.join_row(open.element);
        }
    }

    /// Ends the effect of an element in the stack (its link, its boldness)
    /// while blocks inside it stay open.
    pub(crate) fn end_early(&mut self, index: usize) {
        let open = &mut self.stack[index];
        if open.ended || open.dropped {
            return;
        }
        open.ended = true;
        let (tag, mark) = (open.tag, open.mark);
        self.count(tag, -1);
        if mark {
            self.close_mark(tag);
        }
    }

    /// An element without content.
    pub(crate) fn void(&mut self, tag: Tag, attributes: &Attributes<'_>) {
        if self.dropped > 0 {
            return;
        }
        match tag {
            Tag::Br => self.line_break(),
            Tag::Hr => self.end_block(),
            Tag::Img | Tag::Image => self.image(attributes),
            _ => {}
        }
    }

    /// Whether line ends and runs of spaces that come now are kept.
    pub(crate) fn is_preformatted(&self) -> bool {
        self.preformatted > 0
    }

    /// Ends the block being written, if there is one.
    pub(crate) fn end_block(&mut self) {
        self.end_block_in(self.current_element());
    }

    /// The finished document.
    pub(crate) fn finish(mut self) -> Document<'static> {
        while !self.stack.is_empty() {
            self.close();
        }
        self.end_block();
        self.text.truncate(self.blocks.last().map_or(0, |block| block.span.end));
        self.elements[0].blocks = 0..self.blocks.len();
        self.marks.retain(|mark| mark.span.end <= self.text.len());
        self.marks.sort_by_key(|mark| (mark.span.start, std::cmp::Reverse(mark.span.end)));
        Document {
            text: Cow::Owned(self.text),
            blocks: self.blocks,
            elements: self.elements,
            tokens: self.tokens.finish(),
            marks: self.marks,
            metadata: Metadata::default(),
            from_html: true,
        }
    }

    fn current_element(&self) -> usize {
        self.stack.last().map_or(0, |open| open.element)
    }

    fn add_element(&mut self, tag: Tag, parent: usize, attributes: &Attributes<'a>) -> usize {
        let (tokens, signature) = self.tokens.add(tag, attributes);
        self.elements.push(Element {
            tag,
            parent,
            depth: self.elements[parent].depth + 1,
            hidden: self.elements[parent].hidden || attributes.hidden,
            rule: self.elements[parent].rule,
            signature,
            tokens,
            blocks: self.blocks.len()..self.blocks.len(),
        });
        self.elements.len() - 1
    }

    /// Gives an open element that was implied the attributes of its own tag,
    /// which comes late.
    pub(crate) fn late_attributes(&mut self, tag: Tag, attributes: &Attributes<'a>) {
        let open = self.stack.iter().find(|open| open.tag == tag).map(|open| open.element);
        if let Some(element) = open.filter(|element| self.elements[*element].tokens == TokenLists::EMPTY) {
            let element = &mut self.elements[element];
            (element.tokens, element.signature) = self.tokens.add(tag, attributes);
        }
    }

    fn count(&mut self, tag: Tag, by: i32) {
        let counter = match tag {
            Tag::A => &mut self.links,
            Tag::B | Tag::Strong => &mut self.bold,
            Tag::I | Tag::Em => &mut self.emphasis,
            _ if tag.is_preformatted() => &mut self.preformatted,
            _ => return,
        };
        *counter = counter.saturating_add_signed(by);
        if tag == Tag::A && by > 0 {
            self.inline.links = self.inline.links.saturating_add(1);
        }
    }

    fn image(&mut self, attributes: &Attributes<'_>) {
        self.inline.images = self.inline.images.saturating_add(1);
        let src = attributes.meaning(attributes.src);
        let is_placeholder = src.is_empty() || src.starts_with("data:");
        let src = if is_placeholder { attributes.meaning(attributes.lazy_src) } else { src };
        if !src.is_empty() {
            let kind = MarkKind::Image { src: (*src).into(), alt: (*attributes.meaning(attributes.alt)).into() };
            self.marks.push(Mark { kind, span: self.text.len()..self.text.len() });
        }
    }

    fn line_break(&mut self) {
        self.line_breaks += 1;
        if self.line_breaks >= 2 && self.preformatted == 0 {
            return self.end_block();
        }
        self.inline.breaks = self.inline.breaks.saturating_add(1);
        self.space_pending = false;
        if self.text.len() > self.block_start {
            self.text.push('\n');
        }
    }

    fn end_block_in(&mut self, element: usize) {
        self.line_breaks = 0;
        self.space_pending = false;
        if !self.has_word {
            return self.discard_block();
        }
        let end = self.block_start + self.text[self.block_start..].trim_end().len();
        self.text.truncate(end);
        let start = end - self.text[self.block_start..].trim_start_matches(['\n', '\r']).len();
        let element = self.block_level(element);
        let kind = self.kind_of(element);
        let inline = std::mem::take(&mut self.inline);
        self.blocks.push(Block { span: start..end, kind, element, inner: self.inner, inline });
        self.cut_open_marks(end);
        self.text.push_str(BLOCK_SEPARATOR);
        self.start_block();
    }

    /// The nearest block-level element at or above an element.
    fn block_level(&self, mut element: usize) -> usize {
        while element != 0 && !self.elements[element].tag.is_block() {
            element = self.elements[element].parent;
        }
        element
    }

    /// Forgets what was written since the last block, save its images.
    fn discard_block(&mut self) {
        let start = self.block_start;
        if self.text.len() > start {
            self.text.truncate(start);
            let mut written = self.marks.split_off(self.block_marks);
            written.retain(|mark| matches!(mark.kind, MarkKind::Image { .. }));
            written.iter_mut().for_each(|mark| mark.span = start..start);
            self.marks.append(&mut written);
        }
        let images = self.inline.images;
        self.start_block();
        self.inline.images = images;
    }

    fn start_block(&mut self) {
        self.block_start = self.text.len();
        self.block_marks = self.marks.len();
        self.has_word = false;
        self.inline = Inline { links: 0, ..Inline::default() };
        let start = self.block_start;
        self.open_marks.iter_mut().for_each(|mark| mark.span = start..start);
    }

    /// What the open elements make of a block that ends now.
    fn kind_of(&self, element: usize) -> BlockKind {
        let mut at = element;
        loop {
            let tag = self.elements[at].tag;
            match tag {
                Tag::Figcaption | Tag::Caption => return BlockKind::Caption,
                Tag::Li if self.elements[at].blocks.start == self.blocks.len() => return self.list_item(at),
                Tag::Dt => return BlockKind::Term,
                Tag::Dd => return BlockKind::Description,
                Tag::Blockquote => return BlockKind::Quote,
                _ if tag.is_preformatted() => return BlockKind::Code,
                _ if tag.heading_level() > 0 => return BlockKind::Heading(tag.heading_level()),
                _ => {}
            }
            if at == 0 {
                return BlockKind::Paragraph;
            }
            at = self.elements[at].parent;
        }
    }

    fn list_item(&self, item: usize) -> BlockKind {
        let mut lists = self.ancestors(item).filter(|tag| matches!(tag, Tag::Ol | Tag::Ul | Tag::Menu | Tag::Dir));
        let ordered = lists.next() == Some(Tag::Ol);
        BlockKind::ListItem { ordered, depth: lists.count().min(254) as u8 + 1 }
    }

    fn ancestors(&self, element: usize) -> impl Iterator<Item = Tag> {
        let up = |at: &usize| (*at != 0).then(|| self.elements[*at].parent);
        std::iter::successors(Some(element), up).map(|at| self.elements[at].tag)
    }
}
