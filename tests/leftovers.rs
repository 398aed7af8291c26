//! Typical leftover lines of extracted texts, a file a language in
//! `tests/leftovers`: each is put at the end and in the middle of an article
//! (`tests/detectors/bodies.toml`), and most must go.
//!
//! - `left`: how many of the lines may stay at the end and in the middle;
//! - `goes`: the lines by family, invented or too common to belong to anybody;
//! - `stays`: lines that must stay in the middle, where they head a part of the text.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Leftovers {
    left: [usize; 2],
    goes: BTreeMap<String, Vec<String>>,
    stays: Vec<String>,
}

/// Whether a line stays before a paragraph of an article; all paragraphs must.
fn stays(line: &str, body: &[String], at: usize) -> bool {
    let text = [&body[..at], &[line.to_owned()], &body[at..]].concat().join("\n\n");
    let article = bodycopy::clean_text(&text).unwrap();
    for paragraph in body {
        assert!(article.text().contains(paragraph), "{line:?} takes {paragraph:?} along");
    }
    article.blocks().any(|block| block.text() == line)
}

#[test]
fn most_leftovers_go_and_subheadings_stay() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let read = |path: &Path| fs::read_to_string(path).unwrap();
    let bodies: BTreeMap<String, Vec<String>> = toml::from_str(&read(&tests.join("detectors/bodies.toml"))).unwrap();
    let mut report = String::new();
    let mut files: Vec<_> = fs::read_dir(tests.join("leftovers")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in &files {
        let language = file.file_stem().unwrap().to_str().unwrap();
        let lines: Leftovers = toml::from_str(&read(file)).unwrap_or_else(|error| panic!("{file:?}: {error}"));
        let body = &bodies[language];
        let places = [body.len(), body.len() / 2];
        let left =
            places.map(|at| lines.goes.values().flatten().filter(|line| stays(line, body, at)).collect::<Vec<_>>());
        let count = lines.goes.values().flatten().count();
        println!("{language}: of {count} lines {} stay at the end, {} in the middle", left[0].len(), left[1].len());
        println!("    at the end: {:?}\n    in the middle: {:?}", left[0], left[1]);
        if left[0].len() > lines.left[0] || left[1].len() > lines.left[1] {
            report +=
                &format!("{language}: {} and {} left, of {:?} allowed\n", left[0].len(), left[1].len(), lines.left);
        }
        for line in lines.stays.iter().filter(|line| !stays(line, body, places[1])) {
            report += &format!("{language}: {line:?} is lost\n");
        }
    }
    assert!(files.len() >= 2, "languages without lines");
    assert!(report.is_empty(), "\n{report}");
}
