//! The `batch` program from outside: what goes in, what comes out, and how it ends.

#[path = "batch/columns.rs"]
mod columns;
#[path = "batch/made.rs"]
mod made;
#[path = "batch/resume.rs"]
mod resume;
#[path = "batch/scale.rs"]
mod scale;
#[path = "batch/warc.rs"]
mod warc;

use assert_cmd::Command;
use assert_cmd::assert::Assert;
use serde_json::Value;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A folder for the files of a test.
struct Folder(TempDir);

impl Folder {
    fn new() -> Folder {
        Folder(TempDir::new().expect("a folder for temporary files"))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file.
    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, bytes).expect("room for a file");
        path
    }

    /// Cleans files to `out.jsonl` in this folder.
    fn clean(&self, files: &[&Path], options: &[&str]) -> Assert {
        let out = self.path("out.jsonl");
        batch().args(files).args(options).arg("--out").arg(out).assert()
    }

    /// What was written there.
    fn records(&self) -> Vec<Value> {
        records(&self.path("out.jsonl"))
    }
}

fn batch() -> Command {
    Command::new(env!("CARGO_BIN_EXE_batch"))
}

fn records(path: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(path).expect("output that is UTF-8");
    text.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
}

fn stderr(assert: &Assert) -> String {
    String::from_utf8_lossy(&assert.get_output().stderr).into_owned()
}

/// One member of each record, as text.
fn members<'a>(records: &'a [Value], name: &str) -> Vec<&'a str> {
    records.iter().map(|record| record[name].as_str().unwrap_or("-")).collect()
}

#[test]
fn options_that_make_no_sense_are_refused() {
    let folder = Folder::new();
    let file = folder.put("a.warc", made::warc(&[made::page(1)]));
    let refused = |args: &[&str]| {
        let assert = batch().current_dir(folder.0.path()).args(args).assert().code(2);
        stderr(&assert)
    };
    assert!(refused(&["--out", "out.jsonl"]).contains("FILE"));
    assert!(refused(&["a.warc"]).contains("--out"));
    assert!(refused(&["a.warc", "--out", "out.csv"]).contains("there is no --to"));
    assert!(refused(&["a.warc", "--out", "a.warc", "--to", "jsonl"]).contains("written over"));
    assert!(refused(&["a.warc", "--out", ".", "--to", "jsonl"]).contains("is a folder"));
    #[cfg(unix)]
    {
        let _socket = std::os::unix::net::UnixListener::bind(folder.path("socket.jsonl")).unwrap();
        assert!(refused(&["a.warc", "--out", "socket.jsonl"]).contains("is no file"));
    }
    assert!(refused(&["a.warc", "--out", "o.jsonl", "--max-input-bytes", "2000000000"]).contains("no longer"));
    assert!(refused(&["a.warc", "--out", "o.jsonl", "--keep", "promo", "--drop", "promo"]).contains("promo"));
    assert!(
        refused(&["a.warc", "--out", "o.jsonl", "--html-column", "a", "--text-column", "b"]).contains("--text-col")
    );
    assert_eq!(std::fs::read(file).unwrap(), made::warc(&[made::page(1)]));
    assert!(!folder.path("o.jsonl.partial").exists(), "a refused run leaves nothing");
}

#[test]
fn output_that_cannot_be_written_is_told_of() {
    let folder = Folder::new();
    let file = folder.put("a.warc", made::warc(&[made::page(1)]));
    let assert = batch().arg(&file).arg("--out").arg(file.join("out.jsonl")).assert().code(1);
    assert!(stderr(&assert).contains("out.jsonl.partial: "), "{}", stderr(&assert));
}

#[test]
fn options_of_cleaning_are_those_of_the_clean_program() {
    let folder = Folder::new();
    let file = folder.put("a.warc", made::warc(&[made::page(1)]));
    folder.clean(&[&file], &["--text-as", "markdown"]).success();
    assert!(folder.records()[0]["text"].as_str().unwrap().contains("[island](/island)"));
    folder.clean(&[&file], &["--text-as", "markdown", "--no-links"]).success();
    assert!(!folder.records()[0]["text"].as_str().unwrap().contains("[island]"));
    folder.clean(&[&file], &["--text-as", "html", "--remove-selector", ".memoirs"]).success();
    let text = folder.records()[0]["text"].as_str().unwrap().to_owned();
    assert!(text.contains("<p>") && !text.contains("longer than the crossing"));
    let help = batch().arg("--help").assert().success();
    let help = String::from_utf8_lossy(&help.get_output().stdout).into_owned();
    assert!(help.contains("--favor-precision") && help.contains("16777216"), "{help}");
}
