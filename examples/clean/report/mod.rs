//! A page for people who want to see what the cleaner does before they trust it:
//! each document in reading order, what went tinted by its label and with its
//! reasons, and before many documents a list of them.
//!
//! The page is one file that asks for nothing. Its content security policy lets it
//! run its own style and script, known by their hashes, and all else is escaped
//! text. Filters and reasons are CSS, so that it works without the script.

mod document;
mod index;
mod section;

pub use document::Document;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use bodycopy::Label;
use sha2::{Digest, Sha256};
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::fmt;
use std::io::{self, Write};

const STYLE: &str = include_str!("report.css");
const SCRIPT: &str = include_str!("report.js");

/// One document of a report, or why there is none.
pub struct Entry {
    /// A file's name or a record's id.
    pub name: Option<String>,
    pub result: Result<Document, String>,
}

/// Where a document stands in the list: by worry, then as they came.
type Place = (Reverse<u32>, usize);

/// The entries of a report, in the order in which they came.
pub struct Report {
    is_batch: bool,
    /// Documents that are shown whole.
    limit: usize,
    entries: Vec<Entry>,
    /// The places of those that are shown whole.
    whole: BTreeSet<Place>,
}

impl Report {
    pub fn new(is_batch: bool, limit: usize) -> Report {
        Report { is_batch, limit: if is_batch { limit } else { 1 }, entries: Vec::new(), whole: BTreeSet::new() }
    }

    /// Adds what comes next; of the documents beyond the limit only the figures stay.
    pub fn add(&mut self, entry: Entry) {
        if let Ok(document) = &entry.result {
            self.whole.insert(place(self.entries.len(), document));
        }
        self.entries.push(entry);
        if self.whole.len() > self.limit
            && let Some((_, number)) = self.whole.pop_last()
            && let Ok(document) = &mut self.entries[number].result
        {
            document.blocks = Vec::new();
        }
    }

    /// Writes the page: nothing if there is but one file and that failed.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        if !self.is_batch && self.whole.is_empty() {
            return Ok(());
        }
        write_head(out, &self.title())?;
        if self.is_batch {
            index::write(out, self)?;
        }
        for (_, number) in &self.whole {
            if let Entry { result: Ok(document), .. } = &self.entries[*number] {
                section::write(out, *number, &self.name(*number), document, self.is_batch)?;
            }
        }
        writeln!(out, "</main>\n<script>{SCRIPT}</script>\n</html>")
    }

    fn title(&self) -> String {
        match &self.entries[..] {
            [Entry { result: Ok(document), .. }] if !self.is_batch => {
                document.title.clone().unwrap_or_else(|| self.name(0))
            }
            entries => format!("{} documents", entries.len()),
        }
    }

    /// What an entry is called if its document has no title.
    fn name(&self, number: usize) -> String {
        let name = self.entries[number].name.clone().filter(|name| !name.trim().is_empty());
        name.unwrap_or_else(|| format!("record {}", number + 1))
    }
}

fn place(number: usize, document: &Document) -> Place {
    (Reverse((document.worry() * 1e4) as u32), number)
}

fn write_head(out: &mut impl Write, title: &str) -> io::Result<()> {
    let style = STYLE.to_owned() + &filters();
    let policy = format!(
        "default-src 'none'; style-src '{}'; script-src '{}'; base-uri 'none'; form-action 'none'",
        hash(&style),
        hash(SCRIPT)
    );
    writeln!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{} – bodycopy report</title>\n<style>{style}</style>\n<main>",
        Escaped(title)
    )
}

/// As a content security policy names an inline style or script.
fn hash(source: &str) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(source)))
}

/// Hides what is not ticked: a rule for each label, kept and removed.
fn filters() -> String {
    let rules = |label: Label| {
        format!(
            ".document:has(.kept-{label}:not(:checked)) .text .{label}:not(.removed),\n\
             .document:has(.removed-{label}:not(:checked)) .text .{label}.removed {{ display: none }}\n"
        )
    };
    Label::ALL.map(rules).concat()
}

/// Text as it may stand anywhere in HTML but in a style or script.
struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
            f.write_str(&rest[..at])?;
            f.write_str(match rest.as_bytes()[at] {
                b'&' => "&amp;",
                b'<' => "&lt;",
                b'>' => "&gt;",
                b'"' => "&quot;",
                _ => "&#39;",
            })?;
            rest = &rest[at + 1..];
        }
        f.write_str(rest)
    }
}

/// A share, 0 to 1, as people read it: "12 %".
struct Percent(f32);

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.0} %", self.0 * 100.0)
    }
}
