//! Runs that end before they are done, by whatever, and go on.
#![cfg(unix)]

use super::{Folder, batch, made, records, stderr};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

const PAGES: usize = 1500;

/// Long enough that a run is not over before it is ended.
fn crawl(folder: &Folder) -> PathBuf {
    let mut records: Vec<Vec<u8>> = (0..PAGES).map(|number| page(number).record()).collect();
    for (number, other) in made::others().into_iter().enumerate() {
        records.insert(number * 400 + 50, other);
    }
    folder.put("crawl.warc.gz", made::warc_gz(&records))
}

fn page(number: usize) -> made::Response {
    let kind = if number % 50 == 7 { "Content-Encoding: gzip" } else { "Content-Language: en" };
    made::response(
        number,
        &format!("Content-Type: text/html\r\n{kind}"),
        match number % 50 {
            // An error record.
            7 => vec![0x1f, 0x8b],
            _ => made::long_html(number, 40).into_bytes(),
        },
    )
}

fn start(files: &[&Path], out: &Path, options: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_batch"));
    command.args(files).arg("--out").arg(out).args(["--part-rows", "40", "--threads", "1"]).args(options);
    command.stderr(Stdio::piped()).spawn().unwrap()
}

fn finish(files: &[&Path], out: &Path, options: &[&str]) -> String {
    let output = start(files, out, options).wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1), "some pages fail");
    String::from_utf8(output.stderr).unwrap()
}

fn journal(out: &Path) -> PathBuf {
    PathBuf::from(format!("{}.partial/journal", out.display()))
}

fn lines(out: &Path) -> usize {
    fs::read(journal(out)).map_or(0, |bytes| bytes.iter().filter(|byte| **byte == b'\n').count())
}

/// Waits until there are so many lines in the journal.
fn wait_for_lines(out: &Path, count: usize) {
    let begin = Instant::now();
    while lines(out) < count {
        assert!(begin.elapsed() < Duration::from_secs(60), "no progress");
        sleep(Duration::from_millis(2));
    }
}

#[test]
fn a_killed_run_goes_on_and_writes_the_same() {
    let folder = Folder::new();
    let crawl = crawl(&folder);
    let files = [crawl.as_path(), &crawl];
    for name in ["out.jsonl", "out.parquet"] {
        let (whole, out) = (folder.path(&format!("whole-{name}")), folder.path(name));
        let summary = finish(&files, &whole, &[]);
        assert!(summary.contains("3000 records, 60 failed; passed over: 6 no response"), "{summary}");
        // Killed in the first file, again at once, in the second file, and in a new part.
        for count in [4, 5, 45, 60] {
            let mut child = start(&files, &out, if count == 4 { &[] } else { &["--resume"] });
            wait_for_lines(&out, count);
            child.kill().unwrap();
            child.wait().unwrap();
            assert!(!out.exists() && lines(&out) < 76, "the run was over");
        }
        // The last line of the journal, and a part, were half written.
        let mut half = fs::read(journal(&out)).unwrap();
        half.extend_from_slice(b"{\"parts\":7");
        fs::write(journal(&out), half).unwrap();
        fs::write(journal(&out).with_file_name("unfinished"), "half").unwrap();
        assert_eq!(finish(&files, &out, &["--resume"]), summary);
        assert!(fs::read(&out).unwrap() == fs::read(&whole).unwrap(), "{name} differs");
        assert!(!journal(&out).parent().unwrap().exists(), "nothing is left over");
        // Removing the parts was interrupted.
        fs::create_dir(journal(&out).parent().unwrap()).unwrap();
        fs::write(journal(&out).with_file_name("00000000"), "part").unwrap();
        let again = batch().args(files).arg("--out").arg(&out).arg("--resume").assert().success();
        assert!(stderr(&again).contains("nothing to resume"));
    }
    let urls = records(&folder.path("out.jsonl")).len();
    assert_eq!(urls, 2 * PAGES);
}

#[test]
fn columns_go_on_where_they_were() {
    use arrow_array::{RecordBatch, StringArray};
    use std::sync::Arc;
    let folder = Folder::new();
    let html = StringArray::from_iter_values((0..PAGES).map(|number| made::long_html(number, 40)));
    let batch = RecordBatch::try_from_iter([("html", Arc::new(html) as _)]).unwrap();
    let mut parquet = parquet::arrow::ArrowWriter::try_new(Vec::new(), batch.schema(), None).unwrap();
    parquet.write(&batch).unwrap();
    let mut arrow = arrow_ipc::writer::StreamWriter::try_new(Vec::new(), &batch.schema()).unwrap();
    (0..5).for_each(|part| arrow.write(&batch.slice(part * 300, 300)).unwrap());
    for (name, bytes) in [("a.parquet", parquet.into_inner().unwrap()), ("a.arrows", arrow.into_inner().unwrap())] {
        let file = folder.put(name, bytes);
        let (whole, out) = (folder.path(&format!("whole-{name}.jsonl")), folder.path(&format!("{name}.jsonl")));
        assert!(start(&[&file], &whole, &[]).wait().unwrap().success());
        let mut child = start(&[&file], &out, &[]);
        wait_for_lines(&out, 12);
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(!out.exists());
        assert!(start(&[&file], &out, &["--resume"]).wait().unwrap().success());
        assert!(fs::read(&out).unwrap() == fs::read(&whole).unwrap(), "{name} differs");
    }
}

#[test]
fn an_interrupt_ends_a_run_and_says_how_to_go_on() {
    let folder = Folder::new();
    let crawl = crawl(&folder);
    let (whole, out) = (folder.path("whole.parquet"), folder.path("out.parquet"));
    finish(&[&crawl], &whole, &[]);
    for (signal, options) in [("-INT", [].as_slice()), ("-TERM", &["--resume"])] {
        let before = lines(&out);
        let child = start(&[&crawl], &out, options);
        // It is under way, not merely started.
        wait_for_lines(&out, before + 3);
        assert!(Command::new("kill").arg(signal).arg(child.id().to_string()).status().unwrap().success());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(130));
        let message = String::from_utf8(output.stderr).unwrap();
        assert_eq!(message, "batch: interrupted; go on with the same command and --resume\n");
        assert!(!out.exists());
    }
    finish(&[&crawl], &out, &["--resume"]);
    assert!(fs::read(&out).unwrap() == fs::read(&whole).unwrap());
}

#[test]
fn a_full_disk_stops_a_run_that_can_go_on() {
    let folder = Folder::new();
    let crawl = crawl(&folder);
    let (whole, out) = (folder.path("whole.jsonl"), folder.path("out.jsonl"));
    finish(&[&crawl], &whole, &[]);
    // Each part fits under the limit, all in one file do not.
    let script = "trap '' XFSZ; ulimit -f 1000; exec \"$@\"";
    let mut command = Command::new("sh");
    command.args(["-c", script, "sh", env!("CARGO_BIN_EXE_batch")]).arg(&crawl).arg("--out").arg(&out);
    let output = command.args(["--part-rows", "40", "--threads", "1"]).output().unwrap();
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{message}");
    assert!(message.contains("stopped: ") && message.contains("--resume"), "{message}");
    assert!(!out.exists() && lines(&out) > 1);
    finish(&[&crawl], &out, &["--resume"]);
    assert!(fs::read(&out).unwrap() == fs::read(&whole).unwrap());
}

#[test]
fn only_the_same_run_goes_on() {
    let folder = Folder::new();
    let (crawl, out) = (crawl(&folder), folder.path("out.jsonl"));
    let mut child = start(&[&crawl], &out, &[]);
    wait_for_lines(&out, 3);
    let refused = |options: &[&str], code| {
        let assert = batch().arg(&crawl).arg("--out").arg(&out).args(["--part-rows", "40"]).args(options).assert();
        stderr(&assert.code(code))
    };
    assert!(refused(&["--resume"], 1).contains("another process is at work"));
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(refused(&[], 2).contains("has an interrupted run; go on with --resume"));
    assert!(refused(&["--resume", "--favor-recall", "0.5"], 2).contains("cannot be resumed"));
    assert!(refused(&["--resume", "--to", "parquet"], 2).contains("cannot be resumed"));
    fs::write(&crawl, made::warc(&[made::page(1)])).unwrap();
    assert!(refused(&["--resume"], 2).contains("an input has changed since"));
    fs::remove_dir_all(journal(&out).parent().unwrap()).unwrap();
    batch().arg(&crawl).arg("--out").arg(&out).arg("--resume").assert().success();
    assert_eq!(records(&out).len(), 1, "nothing to resume is a run from the start");
}
