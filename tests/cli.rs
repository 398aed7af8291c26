//! The `clean` example from outside: what goes in, what comes out, and how it ends.
//!
//! `cargo test` builds the examples first; `cargo test --test cli` does not.

#[path = "cli/batch.rs"]
mod batch;
#[path = "cli/report.rs"]
mod report;

use assert_cmd::Command;
use assert_cmd::assert::Assert;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process;

const TEXT_FILE: &str = "examples/data/harbour.txt";
const HTML_FILE: &str = "examples/data/harbour.html";

/// Stands in both files, in the body.
const BODY: &str = "He did not mention, and the harbourmaster’s letter does, that Quenby faces west.";
/// Stands in both files, about the author.
const BIO: &str = "A graduate of Wrenfield College";

const PAGE: &str = "\
    <p>The ferry between the old pier and the <a href=/island>island</a> will run all winter, for the first time.</p>\
    <p class=memoirs>The captain has written down what he saw on the crossing, and it is longer than the crossing.</p>\
    <p>The company said that it had found a captain who likes the cold, and an engine that does not mind it.</p>";

fn program() -> PathBuf {
    let test = std::env::current_exe().expect("a test knows its file");
    let profile = test.ancestors().nth(2).expect("a test stands in target/PROFILE/deps");
    let program = profile.join("examples").join(format!("clean{}", std::env::consts::EXE_SUFFIX));
    assert!(program.exists(), "not there, run `cargo build --example clean`: {}", program.display());
    program
}

fn clean(args: &[&str], input: impl Into<Vec<u8>>) -> Assert {
    Command::new(program()).args(args).write_stdin(input).assert()
}

fn stdout(assert: &Assert) -> &str {
    std::str::from_utf8(&assert.get_output().stdout).expect("output is UTF-8")
}

fn stderr(assert: &Assert) -> String {
    String::from_utf8_lossy(&assert.get_output().stderr).into_owned()
}

/// Output that is one JSON object a line.
fn records(assert: &Assert) -> Vec<Value> {
    stdout(assert).lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
}

fn members(record: &Value) -> Vec<&str> {
    record.as_object().expect("an object").keys().map(String::as_str).collect()
}

#[test]
fn text_comes_in_by_standard_input_and_goes_out_by_standard_output() {
    let input = std::fs::read(TEXT_FILE).unwrap();
    let cleaned = clean(&[], input.clone()).success();
    let text = stdout(&cleaned);
    assert!(text.contains(BODY) && !text.contains(BIO));
    assert!(text.ends_with(".\n") || text.ends_with("”.\n"), "one line end closes it");
    assert!(text.contains("\n\n") && !text.contains("\n\n\n"), "blank lines part the blocks");
    assert_eq!(stderr(&cleaned), "");
    assert_eq!(stdout(&clean(&["-"], input)), text);
    assert_eq!(stdout(&clean(&[TEXT_FILE], "")), text);
    assert_eq!(stdout(&clean(&[], "").success()), "\n");
}

#[test]
fn each_format_is_written() {
    let html = stdout(&clean(&["--to", "html", HTML_FILE], "").success()).to_owned();
    assert!(html.contains("<h2>A survey nobody has seen</h2>") && html.contains("<a href="));
    let bare = clean(&["--to", "html", "--no-links", HTML_FILE], "").success();
    assert!(!stdout(&bare).contains("<a href="));
    let markdown = clean(&["--to", "markdown", HTML_FILE], "").success();
    assert!(stdout(&markdown).contains("## A survey nobody has seen"));
    let text = clean(&[HTML_FILE], "").success();
    assert!(stdout(&text).contains(BODY) && !stdout(&text).contains("<p>") && !stdout(&text).contains(BIO));
}

#[test]
fn json_has_metadata_blocks_and_what_went() {
    let cleaned = clean(&["--to", "json", HTML_FILE, TEXT_FILE], "").success();
    let [page, text] = &records(&cleaned)[..] else { panic!("one object a file") };
    let names = ["id", "text", "title", "language", "confidence", "removed", "metadata", "blocks"];
    assert_eq!(members(page), names);
    assert_eq!(members(text), names);
    assert_eq!((&page["id"], &text["id"]), (&json!(HTML_FILE), &json!(TEXT_FILE)));
    assert_eq!(page["metadata"]["authors"], json!(["Corin Maddersley"]));
    assert_eq!(page["metadata"]["site_name"], "The Tarn Valley Mercury");
    assert_eq!(members(&text["blocks"][0]), ["label", "kind", "start", "end", "confidence"]);
    let confidence = page["confidence"].as_f64().expect("a number") * 1e4;
    assert!((confidence - confidence.round()).abs() < 1e-6, "four decimals");
    let source = std::fs::read_to_string(TEXT_FILE).unwrap();
    for removed in text["removed"].as_array().unwrap() {
        assert_eq!(members(removed), ["label", "start", "end", "text", "reason"]);
        let at = |name: &str| usize::try_from(removed[name].as_u64().unwrap()).unwrap();
        assert_eq!(source[at("start")..at("end")], *removed["text"].as_str().unwrap());
        assert_ne!(removed["reason"], "");
    }
}

#[test]
fn explanations_follow_the_text() {
    let plain = clean(&[TEXT_FILE], "").success();
    let explained = clean(&["--explain", TEXT_FILE], "").success();
    let list = stdout(&explained).strip_prefix(stdout(&plain)).expect("the text comes first, unchanged");
    assert!(list.starts_with("\nRemoved "));
    let bio = list.lines().position(|line| line.contains(BIO)).expect("the bio is listed");
    let source = std::fs::read_to_string(TEXT_FILE).unwrap();
    let start = source.find(BIO).unwrap();
    let mut lines = list.lines().skip(bio);
    assert!(lines.next().unwrap().starts_with(&format!("author-bio {start}..")), "label and span");
    assert!(lines.next().unwrap().contains("closing paragraphs about Corin Maddersley"), "the reason");
}

#[test]
fn from_overrules_names_and_beginnings() {
    let as_text = clean(&["--from", "text", "--to", "json"], "<p>The ferry runs all winter.</p>").success();
    let record = &records(&as_text)[0];
    assert!(record["text"] == "<p>The ferry runs all winter.</p>" || record["removed"][0]["start"] == 0);
    for (input, is_html) in [
        ("\u{feff} \n<!-- x --><p>The ferry runs &amp; runs.", true),
        ("<?xml version='1.0'?><p>The ferry runs &amp; runs.", true),
        ("<my-page>The ferry runs &amp; runs.", true),
        ("<3 The ferry runs &amp; runs.", false),
        ("<ada@ferry.example> says that the ferry runs &amp; runs.", false),
        ("The ferry runs &amp; runs.<p>", false),
    ] {
        let cleaned = clean(&["--to", "json"], input).success();
        assert_eq!(!stdout(&cleaned).contains("&amp;"), is_html, "{input}");
    }
    let forced = clean(&["--from", "html", "--to", "json"], "The ferry runs &amp; runs.").success();
    assert!(!stdout(&forced).contains("&amp;"));
}

#[test]
fn several_files_are_parted_and_one_that_fails_stops_no_other() {
    let one = stdout(&clean(&[TEXT_FILE], "")).to_owned();
    let cleaned = clean(&[TEXT_FILE, "examples/data/no-such-file", TEXT_FILE], "").code(1);
    assert_eq!(stdout(&cleaned), format!("{one}\n{one}\n"));
    assert!(stderr(&cleaned).starts_with("clean: examples/data/no-such-file: cannot be read"));
    let broken = clean(&["--to", "json"], b"caf\xe9 on the pier").code(1);
    assert_eq!(members(&records(&broken)[0]), ["id", "error"]);
    clean(&["--max-input-bytes", "10"], "more than ten bytes").code(1).stdout("");
}

#[test]
fn labels_and_selectors_say_what_stays() {
    let kept = clean(&["--keep", "author-bio", "--drop", "heading", HTML_FILE], "").success();
    assert!(stdout(&kept).contains(BIO) && !stdout(&kept).contains("A survey nobody has seen"));
    let memoirs = "longer than the crossing";
    assert!(stdout(&clean(&[], PAGE).success()).contains(memoirs));
    let removed = clean(&["--remove-selector", ".memoirs", "--remove-selector", "nav"], PAGE).success();
    assert!(!stdout(&removed).contains(memoirs) && stdout(&removed).contains("likes the cold"));
    let both = clean(&["--remove-selector", "p", "--keep-selector", ".memoirs"], PAGE).success();
    assert!(stdout(&both).contains(memoirs) && !stdout(&both).contains("likes the cold"));
}

#[test]
fn language_charset_and_models_can_be_given() {
    let page = [b"<p>The caf\xe9 on the old pier", PAGE.as_bytes()].concat();
    let args = ["--charset", "windows-1252", "--language", "sv", "--to", "json"];
    let models = ["--html-model", "src/classify/data/html.bin", "--text-model", "src/classify/data/text.bin"];
    let cleaned = clean(&[&args[..], &models].concat(), page).success();
    assert!(stdout(&cleaned).contains("café"));
    assert_eq!(records(&cleaned)[0]["language"], "sv");
}

#[test]
fn options_that_make_no_sense_end_with_2() {
    for args in [
        &["--keep", "sidebar"][..],
        &["--keep", "body", "--drop", "body"],
        &["--threshold", "7"],
        &["--threshold", "NaN"],
        &["--favor-recall", "0.1", "--favor-precision", "0.1"],
        &["--keep-selector", "p..x"],
        &["--charset", "no-such-charset"],
        &["--max-input-bytes", "0"],
        &["--html-model", "src/classify/data/text.bin"],
        &["--text-model", TEXT_FILE],
        &["--text-model", "no-such-file"],
        &["--from", "pdf"],
        &["--threads", "100000"],
        &["--report-limit", "-1"],
        &["--no-such-option"],
    ] {
        let ended = clean(args, "The ferry.").code(2).stdout("");
        assert!(stderr(&ended).starts_with("error: "), "{args:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let ended = process::Command::new(program()).arg(TEXT_FILE).stdout(full).output().unwrap();
    assert_eq!(ended.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&ended.stderr).starts_with("clean: "));
}
