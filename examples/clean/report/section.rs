//! One document of a report: its figures, its labels to tick, its text.

use super::document::{Block, Document, Total, Totals, share, words};
use super::{Escaped, Percent};
use bodycopy::{BlockKind, Label};
use std::io::{self, Write};
use std::iter;

/// Writes a document; among many it is folded up.
pub fn write(out: &mut impl Write, number: usize, name: &str, document: &Document, is_folded: bool) -> io::Result<()> {
    let title = document.title.as_deref().unwrap_or(name);
    if is_folded {
        let removed = Percent(share(words(&document.removed), document.words()));
        writeln!(out, "<details>\n<summary>{} <small>{removed} removed</small></summary>", Escaped(title))?;
    }
    writeln!(out, "<article class=\"document\" id=\"document-{number}\">\n<header>")?;
    write_title(out, title, is_folded)?;
    write_figures(out, name, document)?;
    write_strip(out, document)?;
    writeln!(out, "</header>")?;
    write_legend(out, document)?;
    write_text(out, number, document, is_folded)?;
    writeln!(out, "</article>")?;
    if is_folded { writeln!(out, "</details>") } else { Ok(()) }
}

fn write_title(out: &mut impl Write, title: &str, is_folded: bool) -> io::Result<()> {
    let title = Escaped(title);
    if is_folded {
        writeln!(out, "<p class=\"brand\"><a href=\"#top\">All documents</a></p>\n<h2>{title}</h2>")
    } else {
        writeln!(out, "<p class=\"brand\">bodycopy report</p>\n<h1>{title}</h1>")
    }
}

fn write_figures(out: &mut impl Write, name: &str, document: &Document) -> io::Result<()> {
    let (kept, removed) = (words(&document.kept), words(&document.removed));
    write!(out, "<dl class=\"figures\"><div><dt>Confidence</dt><dd>{:.2}</dd></div>", document.confidence)?;
    let language = document.language.as_deref().unwrap_or("unknown");
    write!(out, "<div><dt>Language</dt><dd>{}</dd></div>", Escaped(language))?;
    write!(out, "<div><dt>Words kept</dt><dd>{kept}</dd></div>")?;
    let removed_share = Percent(share(removed, kept + removed));
    write!(out, "<div><dt>Words removed</dt><dd>{removed} <small>{removed_share}</small></dd></div>")?;
    writeln!(out, "<div class=\"name\"><dt>Source</dt><dd>{}</dd></div></dl>", Escaped(name))
}

/// The whole document at a glance: a stretch for each run of a label, as wide as
/// its words are many.
fn write_strip(out: &mut impl Write, document: &Document) -> io::Result<()> {
    let width = document.words().max(1);
    write!(out, "<svg class=\"strip\" viewBox=\"0 0 {width} 1\" preserveAspectRatio=\"none\" aria-hidden=\"true\">")?;
    let mut x = 0;
    for run in document.blocks.chunk_by(|a, b| (a.label, a.is_kept) == (b.label, b.is_kept)) {
        let words: usize = run.iter().map(|block| block.words).sum();
        write!(out, "<rect class=\"{}\" x=\"{x}\" width=\"{words}\" height=\"1\"/>", classes(&run[0]))?;
        x += words;
    }
    writeln!(out, "</svg>")
}

/// What there is of each label, and whether to show it.
fn write_legend(out: &mut impl Write, document: &Document) -> io::Result<()> {
    writeln!(
        out,
        "<table class=\"legend\">\n<thead><tr><th scope=\"col\">Show</th><th scope=\"col\">Blocks</th>\
         <th scope=\"col\">Words</th><th scope=\"col\">Share</th></tr></thead>"
    )?;
    for (fate, totals) in [("kept", &document.kept), ("removed", &document.removed)] {
        if !totals.is_empty() {
            write_totals(out, fate, totals, document.words())?;
        }
    }
    writeln!(out, "</table>")
}

fn write_totals(out: &mut impl Write, fate: &str, totals: &Totals, all_words: usize) -> io::Result<()> {
    let all = Total { blocks: totals.values().map(|total| total.blocks).sum(), words: words(totals) };
    let by_label = totals.iter().map(|(label, total)| (label.as_str(), label.as_str(), *total));
    for (class, name, Total { blocks, words }) in iter::once(("all", fate, all)).chain(by_label) {
        writeln!(
            out,
            "<tr class=\"{fate} {class}\"><th scope=\"row\"><label><input type=\"checkbox\" class=\"{fate}-{class}\" \
             checked> {name}</label></th><td>{blocks}</td><td>{words}</td><td>{}</td></tr>",
            Percent(share(words, all_words))
        )?;
    }
    Ok(())
}

fn write_text(out: &mut impl Write, number: usize, document: &Document, is_folded: bool) -> io::Result<()> {
    let language = Escaped(document.language.as_deref().unwrap_or_default());
    let lines = if document.has_line_ends { " lines" } else { "" };
    writeln!(out, "<div class=\"text{lines}\" lang=\"{language}\">")?;
    let mut open = None;
    let mut run: Option<Label> = None;
    for (index, block) in document.blocks.iter().enumerate() {
        let around = if block.is_kept { container(block.kind) } else { None };
        if around != open {
            write_around(out, "</", open)?;
            write_around(out, "<", around)?;
            open = around;
        }
        if block.is_kept {
            write_kept(out, block, u8::from(is_folded))?;
        } else {
            write_removed(out, &format!("{number}-{index}"), block, run != Some(block.label))?;
        }
        run = (!block.is_kept).then_some(block.label);
    }
    write_around(out, "</", open)?;
    writeln!(out, "</div>")
}

fn write_around(out: &mut impl Write, bracket: &str, element: Option<&str>) -> io::Result<()> {
    element.map_or(Ok(()), |element| writeln!(out, "{bracket}{element}>"))
}

/// The element around neighbours of a kind.
fn container(kind: BlockKind) -> Option<&'static str> {
    match kind {
        BlockKind::ListItem { ordered: true, .. } => Some("ol"),
        BlockKind::ListItem { ordered: false, .. } => Some("ul"),
        BlockKind::Quote => Some("blockquote"),
        BlockKind::TableRow => Some("table"),
        BlockKind::Term | BlockKind::Description => Some("dl"),
        _ => None,
    }
}

/// Headings go as many levels down as the title has.
fn write_kept(out: &mut impl Write, block: &Block, levels_down: u8) -> io::Result<()> {
    let (classes, text) = (classes(block), Escaped(&block.text));
    match block.kind {
        BlockKind::Heading(level) => {
            let level = (level.max(2) + levels_down).min(6);
            writeln!(out, "<h{level} class=\"{classes}\">{text}</h{level}>")
        }
        BlockKind::ListItem { depth, .. } => {
            writeln!(out, "<li class=\"{classes} depth-{}\">{text}</li>", depth.min(4))
        }
        BlockKind::TableRow => {
            write!(out, "<tr class=\"{classes}\">")?;
            block.text.split('\t').try_for_each(|cell| write!(out, "<td>{}</td>", Escaped(cell)))?;
            writeln!(out, "</tr>")
        }
        // The line end is for one that the text may begin with: readers drop the first.
        BlockKind::Code => writeln!(out, "<pre class=\"{classes}\">\n{text}</pre>"),
        BlockKind::Term => writeln!(out, "<dt class=\"{classes}\">{text}</dt>"),
        BlockKind::Description => writeln!(out, "<dd class=\"{classes}\">{text}</dd>"),
        _ => writeln!(out, "<p class=\"{classes}\">{text}</p>"),
    }
}

/// A block that went, and a note that shows while it is hovered over or has the focus.
fn write_removed(out: &mut impl Write, id: &str, block: &Block, begins_run: bool) -> io::Result<()> {
    let (label, text) = (block.label, Escaped(&block.text));
    let tag = if begins_run { format!(" data-tag=\"{label}\"") } else { String::new() };
    write!(
        out,
        "<div class=\"{} {}\"{tag} tabindex=\"0\" role=\"group\" aria-label=\"Removed: {label}\" \
         aria-describedby=\"why-{id}\">{text}<div class=\"why\" id=\"why-{id}\" lang=\"en\">\
         <b>{label}</b> <span>confidence {:.2}</span>",
        classes(block),
        shape(block.kind),
        block.confidence
    )?;
    let last = block.reasons.len().saturating_sub(1);
    for (index, reason) in block.reasons.iter().enumerate() {
        write!(out, " <p>{}{}</p>", Escaped(reason), if index == last { "." } else { ";" })?;
    }
    writeln!(out, "</div></div>")
}

fn classes(block: &Block) -> String {
    if block.is_kept { block.label.to_string() } else { format!("removed {}", block.label) }
}

/// How a removed block looks: it is no part of the text's own headings and lists.
fn shape(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Heading(_) => "heading-like",
        BlockKind::Quote => "quote-like",
        BlockKind::TableRow => "row-like",
        BlockKind::Code => "code-like",
        _ => "plain",
    }
}
