//! Reads what a page says of itself, while its tags go by.

use crate::document::{BlockKind, Document, Metadata, Tag};
use serde_json::Value;
use std::borrow::Cow;

/// Titles shorter than this part of the page's title are no site name cut off.
const MIN_TITLE: usize = 4;

/// What stands between a headline and the site's name in a `title` element.
const TITLE_SEPARATORS: [&str; 7] = [" | ", " - ", " – ", " — ", " :: ", " » ", " · "];

/// Values by source, best source first; the first that is filled wins.
type Ranked = [Option<String>; 3];

/// Collects metadata from head elements and JSON-LD.
#[derive(Default)]
pub(crate) struct MetadataReader {
    title: Ranked,
    description: Ranked,
    published: Ranked,
    site_name: Option<String>,
    canonical_url: Option<String>,
    language: Option<String>,
    authors: Vec<String>,
    article_body: Option<String>,
}

/// Keys of which a work in JSON-LD has one.
const HEADLINE: &str = "headline";
const ARTICLE_BODY: &str = "articleBody";

/// Ranks of a source.
const JSON_LD: usize = 0;
const OPEN_GRAPH: usize = 1;
const PLAIN: usize = 2;

impl MetadataReader {
    /// A `meta` or `link` element, of whose values `resolve` tells what they mean.
    pub(super) fn head_element<'a>(
        &mut self,
        tag: Tag,
        attributes: impl Iterator<Item = (&'a str, &'a str)>,
        resolve: fn(&str) -> Cow<'_, str>,
    ) {
        let (mut key, mut value) = ("", "");
        for (name, text) in attributes {
            match name {
                "property" | "name" | "itemprop" | "rel" | "http-equiv" if key.is_empty() => key = text,
                "content" | "href" => value = text,
                _ => {}
            }
        }
        let key = resolve(key);
        match tag {
            Tag::Link if key.trim().eq_ignore_ascii_case("canonical") => {
                fill(&mut self.canonical_url, &resolve(value));
            }
            Tag::Meta => self.meta(&key.trim().to_ascii_lowercase(), &resolve(value)),
            _ => {}
        }
    }

    fn meta(&mut self, key: &str, value: &str) {
        match key {
            "og:title" | "twitter:title" => fill(&mut self.title[OPEN_GRAPH], value),
            "headline" | "dc.title" | "parsely-title" | "sailthru.title" => fill(&mut self.title[PLAIN], value),
            "og:description" | "twitter:description" => fill(&mut self.description[OPEN_GRAPH], value),
            "description" | "dc.description" => fill(&mut self.description[PLAIN], value),
            "article:published_time" | "og:published_time" => fill(&mut self.published[OPEN_GRAPH], value),
            "datepublished" | "date" | "dc.date" | "dc.date.issued" | "parsely-pub-date" | "sailthru.date"
            | "pubdate" => {
                fill(&mut self.published[PLAIN], value);
            }
            "og:site_name" | "application-name" => fill(&mut self.site_name, value),
            "og:url" => fill(&mut self.canonical_url, value),
            "content-language" | "og:locale" | "language" => self.language(value),
            "author" | "article:author" | "dc.creator" | "byl" | "parsely-author" | "sailthru.author" => {
                self.author(value);
            }
            _ => {}
        }
    }

    /// The `title` element, read whole.
    pub(super) fn title_element(&mut self, text: &str) {
        let text = collapse(text);
        fill(&mut self.title[PLAIN], &text);
    }

    /// A language tag such as `de-AT`.
    pub(super) fn language(&mut self, tag: &str) {
        let primary = tag.trim().split(['-', '_', ',']).next().unwrap_or("").to_ascii_lowercase();
        if (2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_lowercase()) {
            self.language.get_or_insert(primary);
        }
    }

    fn author(&mut self, name: &str) {
        let name = collapse(name.trim().trim_start_matches("By ").trim_start_matches("by "));
        let is_name = !name.is_empty() && name.len() <= 120 && !name.contains("://");
        if is_name && !self.authors.contains(&name) && self.authors.len() < 20 {
            self.authors.push(name);
        }
    }

    /// The content of a JSON-LD script; anything that is no JSON is passed over.
    pub(super) fn json_ld(&mut self, source: &str) {
        // Most of it is of breadcrumbs and the like; a key may be written in escapes.
        if ![HEADLINE, ARTICLE_BODY, "\\u"].iter().any(|part| source.contains(part)) {
            return;
        }
        // serde_json refuses input nested deeper than 128 levels.
        if let Ok(value) = serde_json::from_str::<Value>(source.trim()) {
            self.json_value(&value);
        }
    }

    fn json_value(&mut self, value: &Value) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.json_value(item)),
            Value::Object(fields) => {
                if is_creative_work(value) {
                    self.creative_work(value);
                }
                fields.values().filter(|v| v.is_object() || v.is_array()).for_each(|v| self.json_value(v));
            }
            _ => {}
        }
    }

    fn creative_work(&mut self, work: &Value) {
        let text = |key: &str| work.get(key).and_then(Value::as_str).unwrap_or("");
        fill(&mut self.title[JSON_LD], text(HEADLINE));
        fill(&mut self.description[JSON_LD], text("description"));
        fill(&mut self.published[JSON_LD], text("datePublished"));
        fill(&mut self.site_name, work.pointer("/publisher/name").and_then(Value::as_str).unwrap_or(""));
        self.language(text("inLanguage"));
        work.get("author").into_iter().for_each(|author| self.json_author(author));
        let body = text(ARTICLE_BODY);
        if body.len() > self.article_body.as_ref().map_or(0, String::len) {
            self.article_body = Some(plain_text(body));
        }
    }

    fn json_author(&mut self, author: &Value) {
        match author {
            Value::String(name) => self.author(name),
            Value::Array(authors) => authors.iter().for_each(|author| self.json_author(author)),
            Value::Object(fields) => self.author(fields.get("name").and_then(Value::as_str).unwrap_or("")),
            _ => {}
        }
    }

    /// What was found, with the document's own headings as further titles.
    pub(super) fn finish(self, document: &Document<'_>) -> Metadata {
        let mut titles: Vec<String> = self.title.iter().flatten().map(|title| collapse(title)).collect();
        titles.extend(first_heading(document));
        let site_name = self.site_name;
        let without_site: Vec<String> = titles.iter().filter_map(|title| without_site_name(title)).collect();
        titles.extend(without_site);
        titles.dedup();
        let best = first_heading(document).filter(|heading| titles[0].contains(heading.as_str()));
        let title = best.or_else(|| titles.first().cloned());
        Metadata {
            title,
            authors: self.authors,
            published: first(self.published),
            language: self.language,
            site_name,
            canonical_url: self.canonical_url,
            description: self.description.iter().flatten().max_by_key(|text| text.len()).cloned(),
            titles,
            article_body: self.article_body,
        }
    }
}

fn first(ranked: Ranked) -> Option<String> {
    ranked.into_iter().flatten().next()
}

/// Fills an empty slot with a value that says something.
fn fill(slot: &mut Option<String>, value: &str) {
    if slot.is_none() {
        *slot = Some(plain_text(value)).filter(|text| !text.trim().is_empty());
    }
}

/// Whether a script with these attributes holds structured data.
pub(super) fn is_json_ld<'a>(attributes: impl IntoIterator<Item = (&'a str, &'a str)>) -> bool {
    let kind = attributes.into_iter().find(|(name, _)| *name == "type");
    kind.is_some_and(|(_, kind)| kind.to_ascii_lowercase().contains("ld+json"))
}

fn is_creative_work(value: &Value) -> bool {
    value.get(HEADLINE).is_some() || value.get(ARTICLE_BODY).is_some()
}

fn first_heading(document: &Document<'_>) -> Option<String> {
    let is_h1 = |block: &usize| document.blocks[*block].kind == BlockKind::Heading(1);
    let heading = (0..document.blocks.len()).find(is_h1)?;
    Some(collapse(document.block_text(heading)))
}

/// A title without the site's name, which stands first or last in it.
fn without_site_name(title: &str) -> Option<String> {
    let cuts = TITLE_SEPARATORS.iter().filter_map(|separator| title.rsplit_once(separator));
    let (head, tail) = cuts.min_by_key(|(_, tail)| tail.len())?;
    let longer = if head.len() >= tail.len() { head } else { tail };
    (longer.len() >= MIN_TITLE).then(|| longer.trim().to_owned())
}

/// Text of a value that may hold markup and entities: structured data often does.
fn plain_text(value: &str) -> String {
    if !value.contains(['<', '&']) {
        return collapse(value);
    }
    collapse(&super::html::text_of(value))
}

fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::segment::html::segment;

    #[test]
    fn a_title_says_something() {
        let title = |page: &str| segment(page, 64).metadata.title().map(str::to_owned);
        assert_eq!(title("<title>Ships</title>").as_deref(), Some("Ships"));
        assert_eq!(title("<title>&lt;b&gt;&lt;/b&gt;</title><p>Text."), None);
        let second = "<title>&lt;b&gt; &lt;/b&gt;</title><meta property=og:title content=Boats>";
        assert_eq!(title(second).as_deref(), Some("Boats"));
    }
}
