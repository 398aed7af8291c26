//! JSON: what a line of a batch asks for and how an article is answered.

use crate::failure::Failure;
use crate::input::content;
use bodycopy::{Article, BlockKind, Metadata};
use serde::Serialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;
use std::fmt;

/// The members of a line that mean something, unread as yet. The id is kept as
/// it is written, so that every digit of a number comes back.
#[derive(Default)]
pub struct Request<'a> {
    id: Option<&'a RawValue>,
    html: Option<&'a RawValue>,
    text: Option<&'a RawValue>,
}

/// What is to be cleaned.
pub enum Input {
    Html(String),
    Text(String),
}

impl<'a> Request<'a> {
    /// Reads a line. What was read before an error stays, the id above all.
    pub fn read(&mut self, line: &'a [u8]) -> Result<(), Failure> {
        let line = std::str::from_utf8(content(line))?;
        let mut json = serde_json::Deserializer::from_str(line);
        json.deserialize_map(&mut *self)?;
        Ok(json.end()?)
    }

    /// The id, if it is one.
    pub fn id(&self) -> Option<&'a RawValue> {
        self.id.filter(|id| is_scalar(id))
    }

    /// What is to be cleaned.
    pub fn input(&self) -> Result<Input, Failure> {
        if self.id.is_some() && self.id().is_none() {
            return Err(Failure::BadId);
        }
        match (self.html, self.text) {
            (Some(_), Some(_)) => Err(Failure::TwoInputs),
            (Some(html), None) => Ok(Input::Html(string(html, "html")?)),
            (None, Some(text)) => Ok(Input::Text(string(text, "text")?)),
            (None, None) => Err(Failure::NoInput),
        }
    }
}

impl<'de> Visitor<'de> for &mut Request<'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut members: M) -> Result<(), M::Error> {
        while let Some(name) = members.next_key::<String>()? {
            // `null` counts as absent.
            let value = members.next_value::<Option<&RawValue>>()?;
            match name.as_str() {
                "id" => self.id = value,
                "html" => self.html = value,
                "text" => self.text = value,
                _ => {}
            }
        }
        Ok(())
    }
}

/// Whether it is no list or object, no string with half a character in it, and no
/// number that few readers of the answer could hold.
fn is_scalar(value: &RawValue) -> bool {
    match value.get().as_bytes().first() {
        Some(b'[' | b'{') | None => false,
        Some(b'"') => string(value, "id").is_ok(),
        Some(_) => serde_json::from_str::<Value>(value.get()).is_ok(),
    }
}

fn string(value: &RawValue, name: &'static str) -> Result<String, Failure> {
    if !value.get().starts_with('"') {
        return Err(Failure::NotAString { name });
    }
    serde_json::from_str(value.get()).map_err(|error| Failure::BadString { name, error })
}

/// The answer for one article; the details are for files only.
#[derive(Serialize)]
struct Record<'a, Id> {
    id: Id,
    text: &'a str,
    title: Option<&'a str>,
    language: Option<&'a str>,
    confidence: f64,
    removed: Vec<Removed<'a>>,
    #[serde(flatten)]
    details: Option<Details<'a>>,
}

#[derive(Serialize)]
struct Removed<'a> {
    label: &'static str,
    start: usize,
    end: usize,
    text: &'a str,
    reason: String,
}

#[derive(Serialize)]
struct Details<'a> {
    metadata: Page<'a>,
    blocks: Vec<Kept>,
}

#[derive(Serialize)]
struct Page<'a> {
    title: Option<&'a str>,
    authors: &'a [String],
    published: Option<&'a str>,
    language: Option<&'a str>,
    site_name: Option<&'a str>,
    canonical_url: Option<&'a str>,
    description: Option<&'a str>,
}

#[derive(Serialize)]
struct Kept {
    label: &'static str,
    kind: &'static str,
    start: usize,
    end: usize,
    confidence: f64,
}

#[derive(Serialize)]
struct ErrorRecord<Id> {
    id: Id,
    error: String,
}

/// An article as one line of JSON, with its metadata and blocks if `detailed`.
pub fn answer<Id: Serialize>(id: Id, article: &Article<'_>, text: &str, detailed: bool) -> Result<Vec<u8>, Failure> {
    let metadata = article.metadata();
    to_line(&Record {
        id,
        text,
        title: metadata.title(),
        language: metadata.language(),
        confidence: rounded(article.confidence()),
        removed: removed(article),
        details: detailed.then(|| Details { metadata: page(metadata), blocks: kept(article) }),
    })
}

/// A failure as one line of JSON.
pub fn refusal<Id: Serialize>(id: Id, failure: &Failure) -> Vec<u8> {
    // Strings and scalars can always be written.
    to_line(&ErrorRecord { id, error: failure.to_string() }).unwrap_or_default()
}

/// An id as people read it.
pub fn readable(id: &RawValue) -> String {
    serde_json::from_str(id.get()).unwrap_or_else(|_| id.get().to_owned())
}

fn removed<'a>(article: &'a Article<'_>) -> Vec<Removed<'a>> {
    let entry = |block: bodycopy::ArticleBlock<'a>| Removed {
        label: block.label().as_str(),
        start: block.span().start,
        end: block.span().end,
        text: block.text(),
        reason: block.reason(),
    };
    article.removed().map(entry).collect()
}

fn kept(article: &Article<'_>) -> Vec<Kept> {
    let entry = |block: bodycopy::ArticleBlock<'_>| Kept {
        label: block.label().as_str(),
        kind: kind_name(block.kind()),
        start: block.span().start,
        end: block.span().end,
        confidence: rounded(block.confidence()),
    };
    article.blocks().map(entry).collect()
}

fn page(metadata: &Metadata) -> Page<'_> {
    Page {
        title: metadata.title(),
        authors: metadata.authors(),
        published: metadata.published(),
        language: metadata.language(),
        site_name: metadata.site_name(),
        canonical_url: metadata.canonical_url(),
        description: metadata.description(),
    }
}

fn kind_name(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Paragraph => "paragraph",
        BlockKind::Heading(_) => "heading",
        BlockKind::ListItem { .. } => "list-item",
        BlockKind::Quote => "quote",
        BlockKind::TableRow => "table-row",
        BlockKind::Code => "code",
        BlockKind::Caption => "caption",
        BlockKind::Term => "term",
        BlockKind::Description => "description",
        _ => "other",
    }
}

/// Four decimals: more would be noise, and a longer file.
fn rounded(share: f32) -> f64 {
    (f64::from(share) * 1e4).round() / 1e4
}

fn to_line(record: &impl Serialize) -> Result<Vec<u8>, Failure> {
    let mut line = serde_json::to_vec(record)?;
    line.push(b'\n');
    Ok(line)
}
