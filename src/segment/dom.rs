//! A caller's `scraper::Html` to blocks, by a walk without recursion.

use super::SiteRules;
use super::metadata::{MetadataReader, is_json_ld};
use crate::document::{Attributes, BlockBuilder, Document, Tag};
use ego_tree::NodeRef;
use ego_tree::iter::Edge;
use scraper::{Html, Node, node::Element};
use std::borrow::Cow;

/// Cuts a parsed page into blocks, each marked with the site rule it falls under.
pub(crate) fn segment(html: &Html, max_depth: usize, rules: &SiteRules) -> Document<'static> {
    let rules = rules.select(html);
    let mut walk =
        Walk { builder: BlockBuilder::new(1 << 14, max_depth), metadata: MetadataReader::default(), open: Vec::new() };
    for edge in html.tree.root().traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Text(text) => walk.builder.text(text),
                Node::Element(element) => {
                    walk.open(node, element);
                    if let Some(rule) = rules.get(&node.id()) {
                        walk.builder.apply_rule(*rule);
                    }
                }
                _ => {}
            },
            Edge::Close(node) if node.value().is_element() => walk.close(),
            Edge::Close(_) => {}
        }
    }
    let mut document = walk.builder.finish();
    document.metadata = walk.metadata.finish(&document);
    document
}

struct Walk<'a> {
    builder: BlockBuilder<'a>,
    metadata: MetadataReader,
    open: Vec<Opened>,
}

/// What was done at an element's start and is to be undone at its end.
enum Opened {
    Nothing,
    Element,
    BeyondDepth(Tag),
}

impl<'a> Walk<'a> {
    fn open(&mut self, node: NodeRef<'_, Node>, element: &'a Element) {
        let tag = Tag::from_name(element.name().as_bytes());
        let opened = match tag {
            Tag::Head => Opened::Nothing,
            _ if tag.is_void() => {
                self.void(tag, element);
                Opened::Nothing
            }
            _ => {
                self.read_metadata(tag, node, element);
                let is_open = self.builder.open(tag, &attributes(element));
                if is_open { Opened::Element } else { Opened::BeyondDepth(tag) }
            }
        };
        self.open.push(opened);
    }

    fn void(&mut self, tag: Tag, element: &'a Element) {
        if matches!(tag, Tag::Meta | Tag::Link) {
            self.metadata.head_element(tag, element.attrs(), |value| Cow::Borrowed(value));
        } else {
            self.builder.void(tag, &attributes(element));
        }
    }

    fn read_metadata(&mut self, tag: Tag, node: NodeRef<'_, Node>, element: &'a Element) {
        match tag {
            Tag::Html => self.metadata.language(element.attr("lang").unwrap_or("")),
            Tag::Title if !self.builder.is_dropping() => self.metadata.title_element(&text_of(node)),
            Tag::Script if is_json_ld(element.attrs()) => self.metadata.json_ld(&text_of(node)),
            _ => {}
        }
    }

    fn close(&mut self) {
        match self.open.pop() {
            Some(Opened::Element) => self.builder.close(),
            Some(Opened::BeyondDepth(tag)) => {
                self.builder.close_beyond_depth(tag);
            }
            Some(Opened::Nothing) | None => {}
        }
    }
}

fn attributes(element: &Element) -> Attributes<'_> {
    Attributes::new(element.attrs(), |value| Cow::Borrowed(value))
}

/// The text directly inside a node.
fn text_of(node: NodeRef<'_, Node>) -> String {
    node.children().filter_map(|child| child.value().as_text()).map(|text| &**text).collect()
}
