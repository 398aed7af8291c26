//! One row of output.

use crate::answer::rounded;
use crate::source::Id;
use bodycopy::{Article, ArticleBlock};
use std::fmt::Display;

/// What a removed block takes, beside its reason.
const REMOVED_ROOM: usize = 64;

/// A row, as its format wants it.
pub struct Row {
    pub content: RowContent,
    pub has_failed: bool,
}

pub enum RowContent {
    Line(Vec<u8>),
    Fields(Box<Fields>),
}

/// The values of a row of Parquet.
pub struct Fields {
    pub id: Option<String>,
    pub url: Option<String>,
    pub result: Result<Cleaned, String>,
}

pub struct Cleaned {
    pub text: String,
    pub title: Option<String>,
    pub language: Option<String>,
    pub confidence: f64,
    pub removed: Vec<Removed>,
}

pub struct Removed {
    pub label: &'static str,
    pub start: usize,
    pub end: usize,
    pub reason: String,
    pub score: f64,
}

impl Row {
    pub fn line(line: Vec<u8>, has_failed: bool) -> Row {
        Row { content: RowContent::Line(line), has_failed }
    }

    pub fn fields(fields: Fields) -> Row {
        Row { has_failed: fields.result.is_err(), content: RowContent::Fields(Box::new(fields)) }
    }

    /// The bytes that it holds, about.
    pub fn bytes(&self) -> usize {
        match &self.content {
            RowContent::Line(line) => line.len(),
            RowContent::Fields(fields) => fields.bytes(),
        }
    }
}

impl Fields {
    pub fn cleaned(id: &Id, url: Option<&str>, article: &Article<'_>, text: String) -> Fields {
        let metadata = article.metadata();
        let cleaned = Cleaned {
            text,
            title: metadata.title().map(str::to_owned),
            language: metadata.language().map(str::to_owned),
            confidence: rounded(article.confidence()),
            removed: article.removed().map(Removed::of).collect(),
        };
        Fields { id: id_text(id), url: url.map(str::to_owned), result: Ok(cleaned) }
    }

    pub fn failed(id: &Id, url: Option<&str>, failure: &impl Display) -> Fields {
        Fields { id: id_text(id), url: url.map(str::to_owned), result: Err(failure.to_string()) }
    }

    fn bytes(&self) -> usize {
        let result = match &self.result {
            Ok(cleaned) => cleaned.bytes(),
            Err(error) => error.len(),
        };
        length(&self.id) + length(&self.url) + result
    }
}

impl Cleaned {
    fn bytes(&self) -> usize {
        let removed = self.removed.iter().map(Removed::bytes).sum::<usize>();
        self.text.len() + length(&self.title) + length(&self.language) + removed
    }
}

fn length(text: &Option<String>) -> usize {
    text.as_ref().map_or(0, String::len)
}

/// A column has one type: numbers are written out.
fn id_text(id: &Id) -> Option<String> {
    (!matches!(id, Id::None)).then(|| id.to_string())
}

impl Removed {
    fn of(block: ArticleBlock<'_>) -> Removed {
        Removed {
            label: block.label().as_str(),
            start: block.span().start,
            end: block.span().end,
            reason: block.reason(),
            score: rounded(block.confidence()),
        }
    }

    fn bytes(&self) -> usize {
        self.reason.len() + REMOVED_ROOM
    }
}
