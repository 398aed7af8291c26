//! What holds for any input at all, each entry point given raw bytes: the fuzz
//! targets run these functions, and so does the replay of their seeds.

use bodycopy::{Article, Cleaner};
use std::sync::Arc;

use crate::args::Args;
use crate::work::{Job, Worker};

/// Plain text; bytes that are no UTF-8 are replaced first.
pub fn text(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let article = bodycopy::clean_text(&text).expect("no limit is near");
    assert_eq!(article.source(), text);
    check(&article);
}

/// A page.
pub fn html(bytes: &[u8]) {
    let page = String::from_utf8_lossy(bytes);
    let article = bodycopy::clean_html(&page).expect("no limit is near");
    check(&article);
    if !["<pre", "<listing", "<xmp"].iter().any(|tag| page.to_ascii_lowercase().contains(tag)) {
        check_spaces(&article);
    }
}

/// A page in some encoding: the first byte chooses what the header says of it.
pub fn bytes(bytes: &[u8]) {
    const CHARSETS: [Option<&str>; 8] = [
        None,
        Some("utf-8"),
        Some("utf-16le"),
        Some("windows-1252"),
        Some("shift_jis"),
        Some("gb18030"),
        Some("iso-2022-jp"),
        Some("no-such-charset"),
    ];
    let (first, page) = bytes.split_first().map_or((0, bytes), |(first, page)| (*first, page));
    let charset = CHARSETS[usize::from(first) % CHARSETS.len()];
    check(&bodycopy::clean_html_bytes(page, charset).expect("no limit is near"));
}

/// A parsed page, as it is and under site rules.
pub fn dom(bytes: &[u8]) {
    let page = String::from_utf8_lossy(bytes);
    let tree = scraper::Html::parse_document(&page);
    check(&bodycopy::clean_dom(&tree).expect("no limit is near"));
    let cleaner = Cleaner::builder().keep_selector("p b, li").remove_selector("div > p").max_depth(7).build();
    check(&cleaner.expect("the selectors are valid").clean_dom(&tree).expect("no limit is near"));
}

/// A line of a batch.
pub fn jsonl(bytes: &[u8]) {
    let args: Args = clap::Parser::parse_from(["clean", "--jsonl", "--to", "markdown"]);
    let worker = Worker::new(Cleaner::default(), Arc::new(args));
    let outcome = worker.run(Job::Line(bytes.to_vec()));
    let answer = std::str::from_utf8(&outcome.output).expect("an answer is UTF-8");
    let line = answer.strip_suffix('\n').expect("an answer is a line");
    assert!(!line.contains('\n'), "an answer is one line");
    let record: serde_json::Value = serde_json::from_str(line).expect("an answer is JSON");
    let record = record.as_object().expect("an answer is an object");
    assert!(record.contains_key("id"));
    match record.get("error") {
        Some(error) => {
            assert!(outcome.has_failed && record.len() == 2, "{line}");
            assert!(!error.as_str().expect("an error is a string").contains("internal error"), "{line}");
        }
        None => assert!(!outcome.has_failed && record["text"].is_string() && record["removed"].is_array(), "{line}"),
    }
}

fn check(article: &Article<'_>) {
    check_spans(article);
    check_cover(article);
    check_output(article);
}

/// Spans are sorted, disjoint, on character boundaries, and hold the text.
fn check_spans(article: &Article<'_>) {
    let mut end = 0;
    for block in article.all_blocks() {
        let span = block.span();
        assert!(span.start >= end && span.start < span.end, "{span:?} after {end}");
        assert_eq!(&article.source()[span.clone()], block.text());
        assert!((0.0..=1.0).contains(&block.confidence()), "{}", block.confidence());
        assert!(block.is_kept() || !block.evidence().is_empty(), "gone without a reason: {:?}", block.text());
        assert!(block.is_kept() || !block.reason().is_empty());
        end = span.end;
    }
    assert!((0.0..=1.0).contains(&article.confidence()), "{}", article.confidence());
}

/// What is not in a block is white space or invisible.
fn check_cover(article: &Article<'_>) {
    let mut at = 0;
    for block in article.all_blocks() {
        let between = &article.source()[at..block.span().start];
        assert!(!between.contains(char::is_alphanumeric), "lost: {between:?}");
        at = block.span().end;
    }
    let rest = &article.source()[at..];
    assert!(!rest.contains(char::is_alphanumeric), "lost: {rest:?}");
}

/// The visible text of a page has single spaces where it is not preformatted.
fn check_spaces(article: &Article<'_>) {
    for block in article.all_blocks() {
        assert!(!block.text().contains("  "), "double space: {:?}", block.text());
    }
}

fn check_output(article: &Article<'_>) {
    let kept: Vec<&str> = article.blocks().map(|block| block.text()).collect();
    assert_eq!(article.text(), kept.join("\n\n"));
    let html = article.to_html();
    assert!(!html.contains("<script") && !html.contains("href=\"javascript:") && !html.contains("<p on"));
    check_nesting(&html);
    assert_eq!(article.to_markdown().is_empty(), kept.is_empty());
}

/// Elements of the HTML output end in the order in which they began, and no
/// angle bracket stands for itself.
fn check_nesting(html: &str) {
    let mut open: Vec<&str> = Vec::new();
    for piece in html.split('<').skip(1) {
        let (tag, _) = piece.split_once('>').expect("a tag ends");
        match tag.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name), "{html}"),
            None => {
                let name = tag.split([' ', '\n']).next().unwrap_or("");
                open.extend((!matches!(name, "br" | "img")).then_some(name));
            }
        }
    }
    assert!(open.is_empty(), "{html}");
}
