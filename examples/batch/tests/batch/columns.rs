//! Columns in and out.

use super::made::{self, html};
use super::{Folder, batch, members, stderr};
use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int32Type, Int64Type};
use arrow_array::{
    Array, ArrayRef, BinaryArray, BinaryViewArray, BooleanArray, DictionaryArray, Int8Array, Int16Array, Int32Array,
    Int64Array, LargeBinaryArray, LargeStringArray, RecordBatch, StringArray, StringViewArray, UInt8Array, UInt16Array,
    UInt32Array, UInt64Array,
};
use arrow_ipc::CompressionType;
use arrow_ipc::writer::{FileWriter, IpcWriteOptions, StreamWriter};
use assert_cmd::assert::Assert;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::basic::{BrotliLevel, Compression, GzipLevel, ZstdLevel};
use parquet::file::properties::WriterProperties;
use serde_json::{Value, json};
use std::fs::File;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

fn parquet(batches: &[RecordBatch], compression: Compression) -> Vec<u8> {
    let options = WriterProperties::builder().set_compression(compression).build();
    let mut writer = ArrowWriter::try_new(Vec::new(), batches[0].schema(), Some(options)).unwrap();
    batches.iter().for_each(|batch| writer.write(batch).unwrap());
    writer.into_inner().unwrap()
}

fn arrow_file(batches: &[RecordBatch]) -> Vec<u8> {
    let mut writer = FileWriter::try_new(Vec::new(), &batches[0].schema()).unwrap();
    batches.iter().for_each(|batch| writer.write(batch).unwrap());
    writer.into_inner().unwrap()
}

fn arrow_stream(batches: &[RecordBatch]) -> Vec<u8> {
    let mut writer = StreamWriter::try_new(Vec::new(), &batches[0].schema()).unwrap();
    batches.iter().for_each(|batch| writer.write(batch).unwrap());
    writer.into_inner().unwrap()
}

fn rows(columns: Vec<(&str, ArrayRef)>) -> RecordBatch {
    RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(name, column)| (name, column, true))).unwrap()
}

fn strings(values: &[&str]) -> ArrayRef {
    Arc::new(StringArray::from(values.to_vec()))
}

/// What becomes of one batch in a Parquet file.
fn cleaned(batch: &RecordBatch, options: &[&str]) -> Vec<Value> {
    let folder = Folder::new();
    let file = folder.put("a.parquet", parquet(std::slice::from_ref(batch), Compression::SNAPPY));
    folder.clean(&[&file], options);
    folder.records()
}

#[test]
fn columns_of_each_type_are_read_from_each_kind_of_file() {
    let pages: Vec<String> = (1..=3).map(html).collect();
    let some = || [Some(pages[0].as_str()), None, Some(pages[2].as_str())].into_iter();
    let bytes = || some().map(|page| page.map(str::as_bytes));
    let columns: [ArrayRef; 6] = [
        Arc::new(some().collect::<StringArray>()),
        Arc::new(some().collect::<LargeStringArray>()),
        Arc::new(some().collect::<StringViewArray>()),
        Arc::new(bytes().collect::<BinaryArray>()),
        Arc::new(bytes().collect::<LargeBinaryArray>()),
        Arc::new(bytes().collect::<BinaryViewArray>()),
    ];
    let folder = Folder::new();
    for column in columns {
        let kind = column.data_type().clone();
        let other: ArrayRef = Arc::new(BooleanArray::from(vec![true, false, true]));
        let batch = rows(vec![("other", other), ("id", strings(&["a", "b", "c"])), ("html", column)]);
        // The second batch is one row only, and the third has none.
        let batches = [batch.clone(), batch.slice(0, 1), batch.slice(0, 0)];
        for (name, bytes) in [
            ("a.parquet", parquet(&batches, Compression::SNAPPY)),
            ("a.arrow", arrow_file(&batches)),
            ("a.arrows", arrow_stream(&batches)),
            ("nameless-parquet", parquet(&batches, Compression::UNCOMPRESSED)),
            ("nameless-file", arrow_file(&batches)),
            ("nameless-stream", arrow_stream(&batches)),
        ] {
            let file = folder.put(name, bytes);
            let assert = folder.clean(&[&file], &[]).code(1);
            let records = folder.records();
            assert_eq!(members(&records, "id"), ["a", "b", "c", "a"], "{kind} {name}");
            assert_eq!(members(&records, "title"), ["Ferry 1", "-", "Ferry 3", "Ferry 1"], "{kind} {name}");
            assert_eq!(records[1], json!({"id": "b", "error": "neither html nor text", "url": null}));
            assert_eq!(stderr(&assert), "batch: 4 records, 1 failed\n");
        }
    }
}

#[test]
fn the_codecs_of_parquet_are_read() {
    let batch = rows(vec![("html", strings(&[&html(1)]))]);
    let folder = Folder::new();
    for codec in [
        Compression::UNCOMPRESSED,
        Compression::SNAPPY,
        Compression::GZIP(GzipLevel::default()),
        Compression::BROTLI(BrotliLevel::default()),
        Compression::ZSTD(ZstdLevel::default()),
        Compression::LZ4_RAW,
    ] {
        let file = folder.put("a.parquet", parquet(std::slice::from_ref(&batch), codec));
        folder.clean(&[&file], &[]).success();
        assert_eq!(members(&folder.records(), "title"), ["Ferry 1"], "{codec:?}");
    }
}

#[test]
fn dictionaries_of_parquet_are_read_and_the_kind_can_be_said() {
    let html = html(1);
    let dictionary: DictionaryArray<Int32Type> = [Some(html.as_str()), None, Some(&html)].into_iter().collect();
    let batch = rows(vec![("html", Arc::new(dictionary))]);
    let titles = members(&cleaned(&batch, &[]), "title").join(" ");
    assert_eq!(titles, "Ferry 1 - Ferry 1");
    let folder = Folder::new();
    let arrow = folder.put("a.arrow", arrow_file(std::slice::from_ref(&batch)));
    assert!(stderr(&folder.clean(&[&arrow], &[]).code(1)).contains("the column html is of type Dictionary"));
    let misnamed = folder.put("a.warc", parquet(&[batch], Compression::SNAPPY));
    folder.clean(&[&misnamed], &["--from", "parquet"]).code(1);
    assert_eq!(folder.records().len(), 3);
}

#[test]
fn ids_are_strings_or_whole_numbers_and_may_be_missing() {
    let html = || strings(&[&html(1)]);
    let id = |column: ArrayRef| cleaned(&rows(vec![("id", column), ("html", html())]), &[])[0]["id"].clone();
    assert_eq!(id(strings(&["a"])), "a");
    assert_eq!(id(Arc::new(Int64Array::from(vec![-9_007_199_254_740_993]))), -9_007_199_254_740_993_i64);
    assert_eq!(id(Arc::new(UInt64Array::from(vec![u64::MAX]))), u64::MAX);
    assert_eq!(id(Arc::new(Int32Array::from(vec![-7]))), -7);
    assert_eq!(id(Arc::new(UInt32Array::from(vec![7]))), 7);
    assert_eq!(id(Arc::new(Int16Array::from(vec![-7]))), -7);
    assert_eq!(id(Arc::new(UInt16Array::from(vec![7]))), 7);
    assert_eq!(id(Arc::new(Int8Array::from(vec![-7]))), -7);
    assert_eq!(id(Arc::new(UInt8Array::from(vec![7]))), 7);
    assert_eq!(id(Arc::new(Int32Array::from(vec![None]))), Value::Null);
    assert_eq!(id(Arc::new(BooleanArray::from(vec![true]))), Value::Null);
    assert_eq!(cleaned(&rows(vec![("html", html())]), &[])[0]["id"], Value::Null);
}

#[test]
fn columns_can_be_named() {
    let batch = rows(vec![
        ("key", strings(&["k"])),
        ("address", strings(&["https://ferry.example/k"])),
        ("page", strings(&[&html(1)])),
        ("words", strings(&["Only words stand here, and they are enough of a sentence to stay."])),
        ("flag", Arc::new(BooleanArray::from(vec![true]))),
    ]);
    let named = cleaned(&batch, &["--html-column", "page", "--id-column", "key", "--url-column", "address"]);
    assert_eq!(named[0]["title"], "Ferry 1");
    assert_eq!((&named[0]["id"], &named[0]["url"]), (&json!("k"), &json!("https://ferry.example/k")));
    let words = cleaned(&batch, &["--text-column", "words"]);
    assert!(words[0]["text"].as_str().unwrap().contains("Only words"));
    let folder = Folder::new();
    let file = folder.put("a.parquet", parquet(&[batch], Compression::SNAPPY));
    let message = |options: &[&str]| stderr(&folder.clean(&[&file], options).code(1));
    assert!(message(&[]).contains("a.parquet: no column html or text"));
    assert!(message(&["--html-column", "none"]).contains("no column none"));
    assert!(message(&["--html-column", "flag"]).contains("the column flag is of type Boolean"));
    assert!(message(&["--html-column", "page", "--id-column", "flag"]).contains("the column flag is of type Boolean"));
}

#[test]
fn html_is_preferred_to_text_and_text_is_cleaned_as_text() {
    let both = rows(vec![("text", strings(&["words"])), ("html", strings(&[&html(1)]))]);
    assert_eq!(cleaned(&both, &[])[0]["title"], "Ferry 1");
    let line = "The <b>ferry</b> will run all winter, for the first time since it was built.";
    let text: ArrayRef = Arc::new(BinaryArray::from(vec![line.as_bytes(), b"\xff\xfe words"]));
    let records = cleaned(&rows(vec![("text", text)]), &[]);
    assert_eq!(records[0]["text"], line);
    assert!(records[1]["error"].as_str().unwrap().starts_with("not UTF-8: "));
}

#[test]
fn a_row_that_is_too_long_is_an_error_record() {
    let batch = rows(vec![("html", strings(&[&html(1), &made::long_html(2, 200), &html(3)]))]);
    let records = cleaned(&batch, &["--max-input-bytes", "9000"]);
    assert_eq!(members(&records, "title"), ["Ferry 1", "-", "Ferry 3"]);
    assert_eq!(records[1]["error"], "longer than the limit of 9000 bytes");
}

#[test]
fn broken_files_are_told_of() {
    let folder = Folder::new();
    let many: Vec<String> = (0..200).map(html).collect();
    let batch = rows(vec![("html", Arc::new(StringArray::from(many)))]);
    let batches = [batch.slice(0, 100), batch.slice(100, 100)];
    for (name, bytes, least) in [
        ("a.parquet", parquet(&batches, Compression::SNAPPY), 0),
        ("a.arrow", arrow_file(&batches), 0),
        ("a.arrows", arrow_stream(&batches), 100),
    ] {
        let file = folder.put(name, &bytes[..bytes.len() - 2000]);
        let assert = folder.clean(&[&file], &[]).code(1);
        assert!(stderr(&assert).contains(&format!("{name}: cannot be read: ")), "{name}: {}", stderr(&assert));
        assert_eq!(folder.records().len(), least, "{name}: what is there");
        for place in (0..bytes.len()).step_by(bytes.len() / 20) {
            let mut spoilt = bytes.clone();
            spoilt[place] ^= 0x55;
            let file = folder.put(name, spoilt);
            let assert = folder.clean(&[&file], &[]);
            assert!(matches!(assert.get_output().status.code(), Some(0 | 1)), "{name} {place}");
            assert!(folder.records().len() <= 200);
        }
    }
}

/// To ask for as much memory would end the program, and each `--resume` again.
#[test]
fn a_compressed_buffer_that_cannot_be_so_large_costs_its_file_alone() {
    let folder = Folder::new();
    let html = html(1);
    let (batch, length) = (rows(vec![("html", strings(&[&html]))]), html.len() as i64);
    let good = folder.put("good.warc", made::page(2).record());
    let options = || IpcWriteOptions::default().try_with_compression(Some(CompressionType::LZ4_FRAME)).unwrap();
    let mut stream = StreamWriter::try_new_with_options(Vec::new(), &batch.schema(), options()).unwrap();
    stream.write(&batch).unwrap();
    let mut file = FileWriter::try_new_with_options(Vec::new(), &batch.schema(), options()).unwrap();
    file.write(&batch).unwrap();
    for (name, mut bytes) in [("a.arrows", stream.into_inner().unwrap()), ("a.arrow", file.into_inner().unwrap())] {
        let path = folder.put(name, &bytes);
        folder.clean(&[&path], &[]).success();
        assert_eq!(members(&folder.records(), "title"), ["Ferry 1"], "{name}");
        let place = bytes.windows(8).rposition(|bytes| bytes == length.to_le_bytes()).unwrap();
        bytes[place + 7] = 0x7f;
        folder.put(name, &bytes);
        let assert = folder.clean(&[&path, &good], &[]).code(1);
        assert!(stderr(&assert).contains(&format!("{name}: a buffer that says it has")), "{}", stderr(&assert));
        assert_eq!(members(&folder.records(), "title"), ["Ferry 2"], "{name}");
    }
}

#[test]
fn rows_of_parquet_hold_what_json_lines_hold() {
    let folder = Folder::new();
    let pages = [Some(html(1)), None, Some(html(3))];
    let batch = rows(vec![
        ("id", Arc::new(Int64Array::from(vec![1, 2, 3]))),
        ("url", strings(&["u/1", "u/2", "u/3"])),
        ("html", Arc::new(pages.iter().collect::<StringArray>())),
    ]);
    let file = folder.put("a.parquet", parquet(&[batch], Compression::SNAPPY));
    folder.clean(&[&file], &[]).code(1);
    let lines = folder.records();
    let out = folder.path("out.parquet");
    // Parts of two rows and of one.
    batch_to(&file, &out, &["--part-rows", "2"]);
    let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(&out).unwrap()).unwrap();
    assert_eq!(reader.metadata().num_row_groups(), 2);
    let names: Vec<String> = reader.schema().fields().iter().map(|field| field.name().clone()).collect();
    assert_eq!(names, ["id", "url", "text", "title", "language", "confidence", "removed", "error"]);
    let found: Vec<RecordBatch> = reader.with_batch_size(1).build().unwrap().map(Result::unwrap).collect();
    assert_eq!(found.len(), 3);
    for (row, line) in found.iter().zip(&lines) {
        let text = |name: &str| {
            let column = row.column_by_name(name).unwrap().as_string::<i32>();
            if column.is_null(0) { Value::Null } else { column.value(0).into() }
        };
        let member = |name: &str| line.get(name).cloned().unwrap_or_default();
        assert_eq!(text("id"), line["id"].to_string());
        for name in ["url", "text", "title", "language", "error"] {
            assert_eq!(text(name), member(name), "{name}");
        }
        let confidence = row.column_by_name("confidence").unwrap().as_primitive::<Float64Type>();
        let lists = row.column_by_name("removed").unwrap().as_list::<i32>();
        if line.get("error").is_some() {
            assert!(confidence.is_null(0) && lists.is_null(0));
            continue;
        }
        assert_eq!(json!(confidence.value(0)), line["confidence"]);
        let list = lists.value(0);
        let removed = list.as_struct();
        let expected = line["removed"].as_array().unwrap();
        assert!(!expected.is_empty());
        assert_eq!(removed.len(), expected.len());
        for (index, expected) in expected.iter().enumerate() {
            let text = |name: &str| removed.column_by_name(name).unwrap().as_string::<i32>().value(index).to_owned();
            let place = |name| removed.column_by_name(name).unwrap().as_primitive::<Int64Type>().value(index);
            assert_eq!(json!(text("label")), expected["label"]);
            assert_eq!(json!(text("reason")), expected["reason"]);
            assert_eq!(
                (json!(place("start")), json!(place("end"))),
                (expected["start"].clone(), expected["end"].clone())
            );
            let score = removed.column_by_name("score").unwrap().as_primitive::<Float64Type>().value(index);
            assert!((0.0..=1.0).contains(&score));
        }
    }
}

fn batch_of(file: &Path, out: &Path) -> Assert {
    batch().arg(file).arg("--out").arg(out).assert()
}

fn batch_to(file: &Path, out: &Path, options: &[&str]) {
    batch().arg(file).arg("--out").arg(out).args(options).assert().code(1);
}

/// Else a part would hold as much as hostile pages like.
#[test]
fn a_part_ends_where_titles_and_addresses_are_long() {
    let folder = Folder::new();
    let long = "x".repeat(3 << 20);
    let page = format!("<title>{long}</title><p>The ferry will run all winter.</p>");
    let short = html(1);
    for (what, id, url, html) in
        [("titles", "a", "u", page.as_str()), ("addresses", "a", &long, &short), ("ids", &long, "u", &short)]
    {
        let columns = [("id", id), ("url", url), ("html", html)];
        let batch = rows(columns.map(|(name, value)| (name, strings(&[value; 8]))).to_vec());
        let file = folder.put("a.parquet", parquet(&[batch], Compression::SNAPPY));
        let out = folder.path("out.parquet");
        batch_of(&file, &out).success();
        let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(&out).unwrap()).unwrap();
        assert_eq!(reader.metadata().file_metadata().num_rows(), 8, "{what}");
        assert_eq!(reader.metadata().num_row_groups(), 2, "{what}");
    }
}

#[test]
fn parquet_of_no_rows_has_its_columns_all_the_same() {
    let folder = Folder::new();
    let (file, out) = (folder.put("empty.warc", ""), folder.path("out.parquet"));
    batch().arg(&file).arg("--out").arg(&out).assert().success();
    let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(&out).unwrap()).unwrap();
    assert_eq!(reader.schema().fields().len(), 8);
    assert_eq!(reader.metadata().file_metadata().num_rows(), 0);
}

/// Builds the `clean` example as these tests are built, and has it clean lines.
fn clean_jsonl(lines: &Path) -> Vec<u8> {
    let test = std::env::current_exe().unwrap();
    let profile = test.ancestors().nth(2).expect("a test stands in target/PROFILE/deps");
    let mut build = Command::new(env!("CARGO"));
    build.args(["build", "--quiet", "--package", "bodycopy", "--example", "clean", "--target-dir"]);
    build.arg(profile.parent().unwrap());
    if profile.ends_with("release") {
        build.arg("--release");
    }
    assert!(build.status().unwrap().success());
    let program = profile.join("examples").join(format!("clean{}", std::env::consts::EXE_SUFFIX));
    Command::new(program).arg("--jsonl").arg(lines).output().unwrap().stdout
}

#[test]
fn records_are_those_of_the_clean_program() {
    let folder = Folder::new();
    let pages: Vec<String> = (0..40).map(|number| made::long_html(number, number % 7)).collect();
    let lines =
        pages.iter().enumerate().map(|(id, html)| json!({"id": format!("urn:uuid:{id:08}"), "html": html}).to_string());
    let lines = folder.put("pages.jsonl", lines.collect::<Vec<_>>().join("\n"));
    let expected = String::from_utf8(clean_jsonl(&lines)).unwrap();
    let ids: Vec<String> = (0..40).map(|id| format!("urn:uuid:{id:08}")).collect();
    let columns =
        rows(vec![("id", Arc::new(StringArray::from(ids))), ("html", Arc::new(StringArray::from(pages.clone())))]);
    let parquet = folder.put("pages.parquet", parquet(&[columns], Compression::SNAPPY));
    folder.clean(&[&parquet], &[]).success();
    let found = std::fs::read_to_string(folder.path("out.jsonl")).unwrap();
    assert_eq!(found.replace(",\"url\":null}\n", "}\n"), expected, "to the byte, but for the address");
    let responses: Vec<_> = pages
        .iter()
        .enumerate()
        .map(|(id, html)| made::response(id, "Content-Type: text/html; charset=utf-8", html.as_str()))
        .collect();
    let warc = folder.put("pages.warc", made::warc(&responses));
    folder.clean(&[&warc], &[]).success();
    let found = std::fs::read_to_string(folder.path("out.jsonl")).unwrap();
    for (number, (found, expected)) in found.lines().zip(expected.lines()).enumerate() {
        let address = format!(",\"url\":\"https://ferry.example/{number}\"}}");
        assert_eq!(found.replace(&address, "}"), expected);
    }
}
