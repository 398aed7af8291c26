//! Golden pages: every folder in `tests/golden` with an `input.txt` or
//! `input.html` and an `expected.txt` is a case.

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

/// What is in one list and not in the other.
fn missing<'a>(from: &'a [String], list: &[String]) -> Vec<&'a String> {
    from.iter().filter(|block| !list.contains(block)).collect()
}

#[test]
fn every_golden_page_keeps_its_body_and_nothing_else() {
    let cases = cases();
    assert!(cases.len() >= 20, "the golden pages are gone");
    let mut failures = String::new();
    for case in &cases {
        let (kept, expected) = (kept(case), expected(case));
        if kept != expected {
            let lost = missing(&expected, &kept);
            let left = missing(&kept, &expected);
            failures.push_str(&format!("{}\n  lost: {lost:#?}\n  left: {left:#?}\n", case.display()));
        }
    }
    assert!(failures.is_empty(), "{failures}");
}
