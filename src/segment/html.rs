//! HTML source to blocks: tags and text, as they stand in the source, drive a
//! stack of open elements; no tree is built.
//!
//! The stack knows the implied end tags that decide where text stands (`p`,
//! `li`, `dt`/`dd`, table parts, headings, `a`, `button`); it is capped, so
//! nesting costs nothing. Text that no reader sees (script, style, graphics) is
//! skipped with a byte search.

use super::metadata::{MetadataReader, is_json_ld};
use super::raw_text;
use super::references::{resolve_text, resolve_value};
use super::scan::{Scanner, Token};
use crate::document::{Attributes, BlockBuilder, Document, Tag};

/// Text, in bytes, that an element left open at the page's end may take along.
const MAX_SWALLOWED: usize = 400;

/// Formatting elements left open with which a tree can still be built in time.
const MAX_FORMATTING: usize = 300;

/// Cuts a page into blocks; elements nested deeper than `max_depth` lose their
/// structure, not their text.
pub(crate) fn segment(html: &str, max_depth: usize) -> Document<'static> {
    let mut state = read_whole(html, max_depth);
    if let Some(title) = &state.title {
        state.metadata.title_element(title);
    }
    let mut document = state.builder.finish();
    document.metadata = state.metadata.finish(&document);
    document
}

/// The text of a piece of markup, such as structured data holds.
pub(super) fn text_of(markup: &str) -> String {
    let document = read(markup, 64, false).builder.finish();
    document.text.into_owned()
}

/// Whether more elements than this are ever open at once in a tree: those that
/// are nested, and formatting that is never closed, which a tree builder opens
/// again in every paragraph.
pub(crate) fn is_deeper_than(html: &str, depth: usize) -> bool {
    let state = read(html, depth, false);
    state.builder.was_too_deep() || state.most_formatting > MAX_FORMATTING
}

/// Reads a page. An element whose content is dropped and that is still open at
/// the page's end, with much text in it, was never meant to hold the rest of the
/// page: then the page is read again without it. Each element costs one reading
/// at most.
fn read_whole(html: &str, max_depth: usize) -> State<'_> {
    let mut absent = [false; Tag::COUNT];
    loop {
        let state = read_without(html, max_depth, true, absent);
        match state.swallowing().filter(|tag| !absent[*tag as usize]) {
            Some(tag) => absent[tag as usize] = true,
            None => return state,
        }
    }
}

fn read(html: &str, max_depth: usize, is_page: bool) -> State<'_> {
    read_without(html, max_depth, is_page, [false; Tag::COUNT])
}

/// Reads markup as if it had no tags of those that are `absent`.
fn read_without(html: &str, max_depth: usize, is_page: bool, absent: [bool; Tag::COUNT]) -> State<'_> {
    let mut state = State { absent, ..State::new(html, max_depth, is_page) };
    while let Some(token) = state.scanner.next_token() {
        match token {
            Token::Space(_) if !state.builder.is_preformatted() => state.builder.space(),
            Token::Space(text) | Token::Text(text) => state.text(&resolve_text(text)),
            Token::Start { tag, is_self_closing } => state.start_tag(tag, is_self_closing),
            Token::End(tag) => state.end_tag(tag),
        }
    }
    state
}

struct State<'a> {
    scanner: Scanner<'a>,
    builder: BlockBuilder<'a>,
    metadata: MetadataReader,
    /// The text of the first `title` element, while it is read and after.
    title: Option<String>,
    is_in_title: bool,
    /// Raw-text elements of which no further end tag comes.
    unclosed: [bool; Tag::COUNT],
    /// Tags that are passed over.
    absent: [bool; Tag::COUNT],
    /// See [`raw_text::end`].
    heeds_escapes: bool,
    /// Formatting elements opened and not closed, each with whether it has
    /// attributes: of those without, a tree builder opens but three again. Kept
    /// only where no page is read, but its depth.
    formatting: Vec<bool>,
    distinct_formatting: usize,
    most_formatting: usize,
    /// Whether it is a whole page, whose structured data counts.
    is_page: bool,
}

impl<'a> State<'a> {
    fn new(html: &'a str, max_depth: usize, is_page: bool) -> State<'a> {
        State {
            scanner: Scanner::new(html),
            // Text is a tenth of a page's bytes or less.
            builder: BlockBuilder::new(html.len() / 8, max_depth),
            metadata: MetadataReader::default(),
            title: None,
            is_in_title: false,
            unclosed: [false; Tag::COUNT],
            absent: [false; Tag::COUNT],
            heeds_escapes: true,
            formatting: Vec::new(),
            distinct_formatting: 0,
            most_formatting: 0,
            is_page,
        }
    }

    fn text(&mut self, text: &str) {
        if !text.trim_ascii().is_empty() {
            self.imply_body();
        }
        self.builder.text(text);
    }

    /// The element that took the rest of the page for its content.
    fn swallowing(&self) -> Option<Tag> {
        let title = self.title.as_ref().filter(|title| self.is_in_title && title.len() > MAX_SWALLOWED);
        title.map(|_| Tag::Title).or_else(|| self.builder.swallowing(MAX_SWALLOWED))
    }

    /// Opens `html` and `body` where the page leaves them out.
    fn imply_body(&mut self) {
        // The content of a template in the head is no content of the page.
        if self.builder.is_dropping() {
            return;
        }
        for tag in [Tag::Html, Tag::Body] {
            if !self.builder.is_open(tag) {
                self.builder.open(tag, &Attributes::NONE);
            }
        }
    }

    fn start_tag(&mut self, tag: Tag, is_self_closing: bool) {
        if !self.is_page && tag.is_formatting() {
            self.open_formatting(!self.scanner.attributes().is_empty());
        }
        if self.absent[tag as usize] {
            return;
        }
        match tag {
            Tag::Script | Tag::Style | Tag::Iframe | Tag::Noembed | Tag::Noframes | Tag::Noscript | Tag::Svg
                if !(tag == Tag::Svg && is_self_closing) =>
            {
                self.builder.dropped_element(tag);
                self.skip_raw_text(tag);
            }
            // A value of structured data is no page: were its own structured
            // data read, values inside values could nest without end.
            Tag::Meta | Tag::Link if !self.is_page => {}
            Tag::Title => self.read_title(),
            Tag::Textarea => {
                self.imply_body();
                self.builder.open(tag, &Attributes::NONE);
                let text = self.scanner.take_raw_text(tag);
                self.builder.text(&resolve_text(text));
            }
            Tag::Xmp => {
                self.imply_body();
                self.close_paragraph();
                self.builder.open(tag, &Attributes::NONE);
                let text = self.scanner.take_raw_text(tag);
                self.builder.text(text);
            }
            Tag::Meta | Tag::Link => {
                let attributes = self.scanner.attributes().iter().map(|(name, value)| (&**name, *value));
                self.metadata.head_element(tag, attributes, resolve_value);
            }
            Tag::Base | Tag::Bgsound | Tag::Basefont | Tag::Head | Tag::Plaintext => {}
            Tag::Html | Tag::Body if self.builder.is_open(tag) => {
                let attributes = self.attributes();
                self.builder.late_attributes(tag, &attributes);
            }
            _ => {
                let attributes = self.attributes();
                self.open(tag, &attributes);
            }
        }
    }

    /// The attributes of the start tag just read.
    fn attributes(&self) -> Attributes<'a> {
        let attributes = self.scanner.attributes().iter();
        Attributes::new(attributes.map(|(name, value)| (&**name, *value)), resolve_value)
    }

    /// Reads the text of a title; of several the first counts, as in a browser.
    fn read_title(&mut self) {
        let text = self.scanner.take_raw_text(Tag::Title);
        self.is_in_title = true;
        self.title.get_or_insert_with(|| resolve_text(text).into_owned());
    }

    /// Passes over the content of a raw-text element, up to its end tag.
    fn skip_raw_text(&mut self, tag: Tag) {
        let rest = self.scanner.rest();
        let end = if self.unclosed[tag as usize] { None } else { raw_text::end(rest, tag, &mut self.heeds_escapes) };
        // What is not closed here is not closed further down either.
        self.unclosed[tag as usize] |= end.is_none();
        let is_structured_data = end.is_some() && self.is_page && tag == Tag::Script && {
            let attributes = self.scanner.attributes().iter();
            is_json_ld(attributes.map(|(name, value)| (&**name, *value)))
        };
        let content = self.scanner.take(match end {
            Some(length) => length,
            // A page cut off inside a script ends there; any other element that is
            // never closed was a slip, and what follows it is the page.
            None if tag == Tag::Script => rest.len(),
            None => 0,
        });
        if is_structured_data {
            self.metadata.json_ld(content);
        }
    }

    fn open(&mut self, tag: Tag, attributes: &Attributes<'a>) {
        match tag {
            Tag::Html => self.metadata.language(&attributes.meaning(attributes.lang)),
            Tag::Body if !self.builder.is_open(Tag::Html) => {
                self.builder.open(Tag::Html, &Attributes::NONE);
            }
            // These may stand in the head.
            Tag::Body | Tag::Template => {}
            _ => self.imply_body(),
        }
        if tag.is_table_part() && !self.builder.is_open(Tag::Table) {
            return;
        }
        self.imply_end_tags(tag);
        self.imply_table_parts(tag);
        if tag.is_void() {
            self.builder.void(tag, attributes);
        } else {
            self.builder.open(tag, attributes);
        }
    }

    /// Closes what the start of a `tag` element ends without saying so.
    fn imply_end_tags(&mut self, tag: Tag) {
        if tag.ends_paragraph() {
            self.close_paragraph();
        }
        match tag {
            Tag::Li => self.close_within(&[Tag::Li], Tag::is_list_scope),
            Tag::Dt | Tag::Dd => self.close_within(&[Tag::Dt, Tag::Dd], Tag::is_list_scope),
            Tag::Td | Tag::Th => self.close_within(&[Tag::Td, Tag::Th], Tag::is_table_scope),
            Tag::Tr => self.close_within(&[Tag::Tr], Tag::is_table_scope),
            Tag::Tbody | Tag::Thead | Tag::Tfoot => {
                self.close_within(&[Tag::Tbody, Tag::Thead, Tag::Tfoot, Tag::Caption], Tag::is_table_scope);
            }
            Tag::Button => self.close_within(&[Tag::Button], Tag::is_scope),
            Tag::A => self.end_tag(Tag::A),
            _ if tag.heading_level() > 0 && self.is_in_heading() => self.builder.close(),
            _ => {}
        }
    }

    /// Opens the body of a table and the row that the tag of a row or cell leaves
    /// out.
    fn imply_table_parts(&mut self, tag: Tag) {
        if !matches!(tag, Tag::Tr | Tag::Td | Tag::Th) {
            return;
        }
        let stack = self.builder.stack().iter().rev().map(|open| open.tag);
        let above = stack.clone().find(|above| above.is_table_part() || above.is_table_scope());
        if above == Some(Tag::Table) {
            self.builder.open(Tag::Tbody, &Attributes::NONE);
        }
        if tag != Tag::Tr && matches!(above, Some(Tag::Table | Tag::Tbody | Tag::Thead | Tag::Tfoot)) {
            self.builder.open(Tag::Tr, &Attributes::NONE);
        }
    }

    fn open_formatting(&mut self, has_attributes: bool) {
        self.formatting.push(has_attributes);
        self.distinct_formatting += usize::from(has_attributes);
        self.most_formatting = self.most_formatting.max(self.distinct_formatting);
    }

    fn is_in_heading(&self) -> bool {
        self.builder.stack().last().is_some_and(|open| open.tag.heading_level() > 0)
    }

    /// Closes a `p` that stands open in button scope.
    fn close_paragraph(&mut self) {
        if self.builder.is_open(Tag::P) {
            self.close_within(&[Tag::P], |tag| tag == Tag::Button || tag.is_scope());
        }
    }

    /// Closes the innermost element of one of these tags, with all inside it,
    /// unless a boundary stands before it.
    fn close_within(&mut self, tags: &[Tag], is_boundary: impl Fn(Tag) -> bool) {
        if !tags.iter().any(|tag| self.builder.is_open(*tag)) {
            return;
        }
        let stack = self.builder.stack();
        let inner = stack.iter().rev().take_while(|open| tags.contains(&open.tag) || !is_boundary(open.tag));
        if let Some(above) = inner.map(|open| open.tag).position(|tag| tags.contains(&tag)) {
            (0..=above).for_each(|_| self.builder.close());
        }
    }

    fn end_tag(&mut self, tag: Tag) {
        if self.absent[tag as usize] {
            return;
        }
        if !self.is_page && tag.is_formatting() {
            let has_attributes = self.formatting.pop().unwrap_or(false);
            self.distinct_formatting -= usize::from(has_attributes);
        }
        match tag {
            Tag::Title => self.is_in_title = false,
            Tag::Html | Tag::Body | Tag::Head => {}
            Tag::Br => self.builder.void(Tag::Br, &Attributes::NONE),
            Tag::P if !self.builder.is_open(Tag::P) => self.builder.end_block(),
            _ if self.builder.close_beyond_depth(tag) || !self.builder.is_open(tag) => {}
            Tag::P => self.close_paragraph(),
            Tag::Li => self.close_within(&[tag], |tag| tag.is_scope() || matches!(tag, Tag::Ul | Tag::Ol)),
            Tag::Table | Tag::Tr | Tag::Td | Tag::Th | Tag::Tbody | Tag::Thead | Tag::Tfoot | Tag::Caption => {
                self.close_within(&[tag], |tag| matches!(tag, Tag::Table | Tag::Template));
            }
            _ if tag.heading_level() > 0 => {
                let headings = [Tag::H1, Tag::H2, Tag::H3, Tag::H4, Tag::H5, Tag::H6];
                self.close_within(&headings, Tag::is_scope);
            }
            _ if tag.is_block() || tag.is_dropped() => self.close_within(&[tag], Tag::is_scope),
            _ => self.end_inline(tag),
        }
    }

    /// The end tag of an inline element: blocks inside it stay open.
    fn end_inline(&mut self, tag: Tag) {
        let stack = self.builder.stack();
        let inner = stack.iter().rev().take_while(|open| open.tag == tag || !open.tag.is_scope());
        let Some(above) = inner.map(|open| open.tag).position(|inner| inner == tag) else { return };
        let index = stack.len() - 1 - above;
        if stack[index..].iter().any(|open| open.tag.is_block()) {
            self.builder.end_early(index);
        } else {
            (0..=above).for_each(|_| self.builder.close());
        }
    }
}
