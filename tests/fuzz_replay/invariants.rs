//! What holds for any input at all, each entry point given raw bytes: the fuzz
//! targets run these functions, and so does the replay of their seeds.

use bodycopy::Cleaner;
use std::sync::Arc;

use crate::args::Args;
use crate::article::{check, check_spaces};
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
