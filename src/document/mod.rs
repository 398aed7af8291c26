//! Blocks: what every input becomes and every later stage works on.
//!
//! A [`Document`] is one text and a list of [`Block`]s, each a span of that
//! text. For plain text it is the caller's own text; for HTML it is the page's
//! visible text, white space collapsed, blocks separated by an empty line.

mod builder;
pub(crate) mod characters;
pub(crate) mod fold;
mod metadata;
mod tag;
mod token_lists;

pub(crate) use builder::{Attributes, BlockBuilder};
pub use metadata::Metadata;
pub(crate) use tag::Tag;
pub(crate) use token_lists::TokenLists;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

/// What a block is by its markup, or by its shape in plain text.
///
/// ```
/// let article = bodycopy::clean_html("<h2>Ships</h2><ul><li>One</li></ul>")?;
/// let kinds: Vec<_> = article.all_blocks().map(|block| block.kind()).collect();
/// assert_eq!(kinds[0], bodycopy::BlockKind::Heading(2));
/// assert_eq!(kinds[1], bodycopy::BlockKind::ListItem { ordered: false, depth: 1 });
/// # Ok::<(), bodycopy::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum BlockKind {
    /// Running text.
    Paragraph,
    /// A heading of level 1 to 6.
    Heading(u8),
    /// An item of a list.
    ListItem {
        /// Whether the list is numbered.
        ordered: bool,
        /// 1 for an item of an outermost list.
        depth: u8,
    },
    /// A paragraph inside a quotation.
    Quote,
    /// A row of a table, cells separated by tabs.
    TableRow,
    /// Preformatted text, line ends kept.
    Code,
    /// The caption of a figure or table.
    Caption,
    /// A term of a definition list.
    Term,
    /// A description of a definition list.
    Description,
}

/// A block: a paragraph, heading, list item, table row, ... of the page.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    pub(crate) span: Range<usize>,
    pub(crate) kind: BlockKind,
    /// The nearest block-level element; 0 is the root, the only one in plain text.
    pub(crate) element: usize,
    /// The innermost element at its first word: `element`, or one inside it.
    pub(crate) inner: usize,
    pub(crate) inline: Inline,
}

/// What stands inside a block, measured while it was read. Lengths are bytes
/// without white space.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Inline {
    pub(crate) link_bytes: u32,
    pub(crate) bold_bytes: u32,
    pub(crate) emphasis_bytes: u32,
    pub(crate) bytes: u32,
    pub(crate) links: u16,
    pub(crate) images: u16,
    pub(crate) breaks: u16,
    pub(crate) ends_in_link: bool,
}

impl Inline {
    /// Adds the figures of the block that follows in the same row.
    pub(crate) fn absorb(&mut self, next: &Inline) {
        self.link_bytes += next.link_bytes;
        self.bold_bytes += next.bold_bytes;
        self.emphasis_bytes += next.emphasis_bytes;
        self.bytes += next.bytes;
        self.links = self.links.saturating_add(next.links);
        self.images = self.images.saturating_add(next.images);
        self.breaks = self.breaks.saturating_add(next.breaks);
        self.ends_in_link = next.ends_in_link;
    }

    /// Share of the block's text that is linked, 0 to 1.
    pub(crate) fn link_density(&self) -> f32 {
        self.link_bytes as f32 / self.bytes.max(1) as f32
    }
}

/// Inline markup over a span of the text: what Markdown and HTML output need.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    pub(crate) kind: MarkKind,
    pub(crate) span: Range<usize>,
}

/// Kinds of inline markup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum MarkKind {
    Link {
        /// Shared: a link around many blocks is a mark in each.
        href: Arc<str>,
    },
    Strong,
    Emphasis,
    Code,
    /// An image that stands at the span's start; the span is empty.
    Image {
        src: Box<str>,
        alt: Box<str>,
    },
}

/// An element of the page, as far as blocks need to know where they stand.
#[derive(Clone, Debug)]
pub(crate) struct Element {
    pub(crate) tag: Tag,
    pub(crate) parent: usize,
    pub(crate) depth: u16,
    pub(crate) hidden: bool,
    /// The caller's rule for it, its own or its parent's.
    pub(crate) rule: Option<Rule>,
    /// Hash of tag and first class name, digits dropped: equal for elements
    /// that a template repeats.
    pub(crate) signature: u32,
    /// The list of its class and id tokens in [`Document::tokens`].
    pub(crate) tokens: usize,
    /// The blocks inside it.
    pub(crate) blocks: Range<usize>,
}

impl Element {
    /// The root element of a document with this many blocks.
    pub(crate) fn root(blocks: usize) -> Element {
        Element {
            tag: Tag::Body,
            parent: 0,
            depth: 0,
            hidden: false,
            rule: None,
            signature: 0,
            tokens: TokenLists::EMPTY,
            blocks: 0..blocks,
        }
    }
}

/// What a caller's selector says of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    Keep,
    Remove,
}

/// A page or text, cut into blocks.
#[derive(Clone, Debug)]
pub(crate) struct Document<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) blocks: Vec<Block>,
    /// In the order of their start tags; the first is the root.
    pub(crate) elements: Vec<Element>,
    /// The class and id tokens of the elements.
    pub(crate) tokens: TokenLists,
    /// Sorted by start.
    pub(crate) marks: Vec<Mark>,
    pub(crate) metadata: Metadata,
    /// Whether it was cut from markup, so that elements mean something.
    pub(crate) from_html: bool,
}

impl Document<'_> {
    /// The text of a block.
    pub(crate) fn block_text(&self, block: usize) -> &str {
        &self.text[self.blocks[block].span.clone()]
    }

    /// The block's element.
    pub(crate) fn element_of(&self, block: usize) -> &Element {
        &self.elements[self.blocks[block].element]
    }

    /// The same text with other blocks, all of the root element.
    pub(crate) fn borrowed(&self, blocks: Vec<Block>) -> Document<'_> {
        Document {
            text: Cow::Borrowed(&self.text),
            elements: vec![Element::root(blocks.len())],
            blocks,
            tokens: TokenLists::default(),
            marks: self.marks.clone(),
            metadata: self.metadata.clone(),
            from_html: self.from_html,
        }
    }

    /// The same document, owning its text.
    #[cfg(feature = "internals")]
    pub(crate) fn into_owned(self) -> Document<'static> {
        Document { text: Cow::Owned(self.text.into_owned()), ..self }
    }
}
