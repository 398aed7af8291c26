//! The list of documents with which a report of many begins.

use super::document::{share, words};
use super::{Document, Entry, Escaped, Percent, Report, place};
use std::io::{self, Write};

const HEAD: &str = "<table class=\"documents\">\n<thead><tr><th scope=\"col\">Document</th>\
    <th scope=\"col\">Confidence</th><th scope=\"col\">Removed</th>\
    <th scope=\"col\">Words kept</th><th scope=\"col\">Words removed</th></tr></thead>\n<tbody>";

pub fn write(out: &mut impl Write, report: &Report) -> io::Result<()> {
    let documents = documents(report);
    writeln!(out, "<header class=\"top\" id=\"top\">\n<p class=\"brand\">bodycopy report</p>")?;
    writeln!(out, "<h1>{}</h1>", counted(report.entries.len(), "document"))?;
    writeln!(out, "<p>Most removed and least sure first.{}</p>\n</header>", listed_only(report, documents.len()))?;
    write_failures(out, report)?;
    if documents.is_empty() {
        return Ok(());
    }
    writeln!(out, "{HEAD}")?;
    for (number, document) in documents {
        write_row(out, report, number, document)?;
    }
    writeln!(out, "</tbody>\n</table>")
}

/// All documents, those first that are most worth a look.
fn documents(report: &Report) -> Vec<(usize, &Document)> {
    let entries = report.entries.iter().enumerate();
    let mut list: Vec<_> = entries.filter_map(|(number, entry)| Some((number, entry.result.as_ref().ok()?))).collect();
    list.sort_by_key(|(number, document)| place(*number, document));
    list
}

fn listed_only(report: &Report, documents: usize) -> String {
    match documents - report.whole.len() {
        0 => String::new(),
        _ => format!(" The first {} can be read below, the others are only listed.", report.whole.len()),
    }
}

fn write_failures(out: &mut impl Write, report: &Report) -> io::Result<()> {
    let failure = |(number, entry): (usize, &Entry)| Some((number, entry.result.as_ref().err()?.clone()));
    let failures: Vec<(usize, String)> = report.entries.iter().enumerate().filter_map(failure).collect();
    if failures.is_empty() {
        return Ok(());
    }
    writeln!(out, "<details class=\"failures\">\n<summary>{} failed</summary>\n<ul>", failures.len())?;
    for (number, error) in failures {
        writeln!(out, "<li><b>{}</b> {}</li>", Escaped(&report.name(number)), Escaped(&error))?;
    }
    writeln!(out, "</ul>\n</details>")
}

fn write_row(out: &mut impl Write, report: &Report, number: usize, document: &Document) -> io::Result<()> {
    let name = report.name(number);
    let title = Escaped(document.title.as_deref().unwrap_or(&name));
    write!(out, "<tr><th scope=\"row\">")?;
    if report.whole.contains(&place(number, document)) {
        write!(out, "<a href=\"#document-{number}\">{title}</a>")?;
    } else {
        write!(out, "{title}")?;
    }
    if document.title.is_some() {
        write!(out, " <small>{}</small>", Escaped(&name))?;
    }
    let (kept, removed) = (words(&document.kept), words(&document.removed));
    writeln!(
        out,
        "</th><td>{:.2}</td><td>{}</td><td>{kept}</td><td>{removed}</td></tr>",
        document.confidence,
        Percent(share(removed, kept + removed))
    )
}

fn counted(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
