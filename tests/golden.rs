//! Golden pages: every folder in `tests/golden` with an `input.txt` or
//! `input.html` and an `expected.txt` is a case.
//!
//! A file `left.txt` in a folder lists blocks that should go and do not yet: the
//! classifier is no better so far. A block that does go must leave the list. No
//! list excuses lost text.

use std::fs;
use std::path::{Path, PathBuf};

fn cases() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut cases: Vec<PathBuf> = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    cases
}

/// The blocks that are kept of a case.
fn kept(case: &Path) -> Vec<String> {
    let text = fs::read_to_string(case.join("input.txt"));
    let article = match &text {
        Ok(text) => bodycopy::clean_text(text).unwrap(),
        Err(_) => bodycopy::clean_html(&fs::read_to_string(case.join("input.html")).unwrap()).unwrap(),
    };
    article.blocks().map(|block| block.text().to_owned()).collect()
}

fn expected(case: &Path) -> Vec<String> {
    let text = fs::read_to_string(case.join("expected.txt")).unwrap();
    text.trim_end().split("\n\n").map(str::to_owned).collect()
}

/// Blocks that are known to be left in.
fn known_left(case: &Path) -> Vec<String> {
    let text = fs::read_to_string(case.join("left.txt")).unwrap_or_default();
    text.trim_end().split("\n\n").filter(|block| !block.is_empty()).map(str::to_owned).collect()
}

#[test]
fn every_golden_page_keeps_its_body_and_nothing_else() {
    let cases = cases();
    assert!(cases.len() >= 20, "the golden pages are gone");
    let mut failures = String::new();
    for case in &cases {
        let (kept, expected, known) = (kept(case), expected(case), known_left(case));
        let wanted: Vec<&String> = kept.iter().filter(|block| !known.contains(block)).collect();
        if wanted != expected.iter().collect::<Vec<_>>() {
            let lost: Vec<_> = expected.iter().filter(|block| !kept.contains(block)).collect();
            let left: Vec<_> = wanted.into_iter().filter(|block| !expected.contains(block)).collect();
            failures.push_str(&format!("{}\n  lost: {lost:#?}\n  left: {left:#?}\n", case.display()));
        }
        for block in known.iter().filter(|block| !kept.contains(block)) {
            failures.push_str(&format!("{}\n  no longer left, take it off the list: {block:?}\n", case.display()));
        }
    }
    assert!(failures.is_empty(), "{failures}");
}
