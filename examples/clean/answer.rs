//! JSON: how an article or a failure is answered.

use bodycopy::Article;
use serde::Serialize;
use std::fmt::Display;

/// The answer for one article, and what more the caller has to say.
#[derive(Serialize)]
struct Record<'a, Id, More> {
    id: Id,
    text: &'a str,
    title: Option<&'a str>,
    language: Option<&'a str>,
    confidence: f64,
    removed: Vec<Removed<'a>>,
    #[serde(flatten)]
    more: More,
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
struct ErrorRecord<Id, More> {
    id: Id,
    error: String,
    #[serde(flatten)]
    more: More,
}

/// An article as one line of JSON.
pub fn answer(
    id: impl Serialize,
    article: &Article<'_>,
    text: &str,
    more: impl Serialize,
) -> Result<Vec<u8>, serde_json::Error> {
    let metadata = article.metadata();
    to_line(&Record {
        id,
        text,
        title: metadata.title(),
        language: metadata.language(),
        confidence: rounded(article.confidence()),
        removed: removed(article),
        more,
    })
}

/// A failure as one line of JSON.
pub fn refusal(id: impl Serialize, failure: &impl Display, more: impl Serialize) -> Vec<u8> {
    // Strings and scalars can always be written.
    to_line(&ErrorRecord { id, error: failure.to_string(), more }).unwrap_or_default()
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

/// Four decimals: more would be noise, and a longer file.
pub fn rounded(share: f32) -> f64 {
    (f64::from(share) * 1e4).round() / 1e4
}

fn to_line(record: &impl Serialize) -> Result<Vec<u8>, serde_json::Error> {
    let mut line = serde_json::to_vec(record)?;
    line.push(b'\n');
    Ok(line)
}
