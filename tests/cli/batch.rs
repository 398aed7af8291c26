//! Batches: one record a line, in and out.

use crate::{PAGE, clean, members, program, records, stdout};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::process::{self, Stdio};

const BATCH_FILE: &str = "examples/data/batch.jsonl";

#[test]
fn a_batch_keeps_its_order_on_any_number_of_threads() {
    let line = |id: usize| {
        format!("{{\"id\": {id}, \"html\": \"{} Number {id}.\"}}\n", PAGE.replace("=/", "=").repeat(1 + id % 7))
    };
    let batch: String = (0..300).map(line).collect();
    let one = clean(&["--jsonl"], batch.clone()).success();
    let ids: Vec<u64> = records(&one).iter().map(|record| record["id"].as_u64().unwrap()).collect();
    assert!(ids.into_iter().eq(0..300));
    for threads in ["0", "3"] {
        assert_eq!(stdout(&clean(&["--jsonl", "--threads", threads], batch.clone()).success()), stdout(&one));
    }
}

#[test]
fn records_have_the_agreed_members() {
    let cleaned = clean(&["--jsonl", "--to", "markdown", BATCH_FILE], "").success();
    let records = records(&cleaned);
    let lines = std::fs::read_to_string(BATCH_FILE).unwrap();
    assert_eq!(records.len(), lines.lines().count());
    for (record, line) in records.iter().zip(lines.lines()) {
        assert_eq!(members(record), ["id", "text", "title", "language", "confidence", "removed"]);
        assert_eq!(record["id"], serde_json::from_str::<Value>(line).unwrap()["id"]);
    }
    assert!(records.iter().any(|record| record["language"] == "de"));
}

#[test]
fn ids_come_back_as_they_were_written() {
    let ids = ["12345678901234567890123", "1.50", "-0", "\"\\u00e9\"", "true", "null"];
    let batch: String =
        ids.iter().map(|id| format!("{{\"text\":\"The ferry.\",\"url\":\"/x\",\"id\":{id} }}\r\n")).collect();
    let cleaned = clean(&["--jsonl"], batch).success();
    for (line, id) in stdout(&cleaned).lines().zip(ids) {
        assert!(line.starts_with(&format!("{{\"id\":{id},\"text\":")), "{line}");
    }
}

#[test]
fn records_that_make_no_sense_give_error_records() {
    let cases: [(&[u8], Value, &str); 11] = [
        (b"{\"id\": 1, \"text\": \"a\", \"html\": \"b\"}", json!(1), "both html and text"),
        (b"{\"id\": 2}", json!(2), "neither html nor text"),
        (b"{\"id\": 3, \"text\": 7}", json!(3), "text is not a string"),
        (b"{\"id\": 4, \"html\": [\"a\"]}", json!(4), "html is not a string"),
        (b"{\"id\": [5], \"text\": \"a\"}", json!(null), "the id is not"),
        (b"{\"id\": 6, \"text\": \"\\ud800\"}", json!(6), "text cannot be read"),
        (b"{\"id\": 7, \"text\": \"cut sho", json!(7), "not a JSON object"),
        (b"{\"id\": 8, \"text\": \"caf\xe9\"}", json!(null), "not UTF-8"),
        (b"[9]", json!(null), "not a JSON object"),
        (b"nine", json!(null), "not a JSON object"),
        (b"{\"id\": 10, \"text\": null, \"html\": null}", json!(10), "neither html nor text"),
    ];
    let mut batch = b"\n".to_vec();
    for (line, ..) in &cases {
        batch.extend_from_slice(line);
        batch.extend_from_slice(b"\n \t\r\n");
    }
    batch.extend_from_slice(b"{\"id\": \"last\", \"text\": \"The ferry.\"}");
    let cleaned = clean(&["--jsonl"], batch).code(1).stderr("clean: 11 of 12 records failed\n");
    let records = records(&cleaned);
    assert_eq!(records.len(), 12, "blank lines are passed over");
    for (record, (_, id, error)) in records.iter().zip(&cases) {
        assert_eq!((members(record), &record["id"]), (vec!["id", "error"], id));
        assert!(record["error"].as_str().unwrap().starts_with(error), "{record}");
    }
    assert_eq!(records[11]["id"], "last");
}

#[test]
fn a_line_that_is_far_too_long_is_skipped() {
    let long = |bytes: usize| format!("{{\"id\": 1, \"text\": \"{}\"}}\n", "a".repeat(bytes));
    let batch = format!("{}{}{}", long(100_000), long(2000), long(500));
    let cleaned = clean(&["--jsonl", "--max-input-bytes", "1000"], batch).code(1);
    let records = records(&cleaned);
    assert_eq!(records[0], json!({"id": null, "error": "longer than the limit of 67536 bytes"}));
    assert_eq!(records[1]["id"], 1);
    assert!(records[1]["error"].as_str().unwrap().contains("limit of 1000"));
    assert_eq!(records[2].get("error"), None);
}

#[test]
fn an_answer_does_not_wait_for_the_next_record_and_a_closed_pipe_is_no_error() {
    let mut command = process::Command::new(program());
    command.args(["--jsonl", "--threads", "2"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let (mut input, mut output) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    let record = b"{\"id\": 1, \"text\": \"The ferry.\"}\n";
    input.write_all(record).unwrap();
    let mut line = String::new();
    output.read_line(&mut line).unwrap();
    assert!(line.starts_with("{\"id\":1,"));
    drop(output);
    // Writing fails once the program has noticed and ended; its input never does.
    while input.write_all(record).is_ok() {}
    let ended = child.wait_with_output().unwrap();
    assert_eq!((ended.status.code(), ended.stderr), (Some(0), Vec::new()));
}
