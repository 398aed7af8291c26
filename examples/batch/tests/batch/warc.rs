//! WARC files of every shape.

use super::made::{self, Response, html, page, response, with_status};
use super::{Folder, members, stderr};
use serde_json::Value;
use std::fs;

/// What becomes of one response; the next one is as it should be, always.
fn cleaned(response: Response, options: &[&str]) -> (Option<Value>, String) {
    let folder = Folder::new();
    let (id, next) = (response.id.clone(), page(99));
    let file = folder.put("a.warc", made::warc(&[response, next]));
    let assert = folder.clean(&[&file], options);
    let mut records = folder.records();
    assert_eq!(records.pop().expect("the next record")["url"], "https://ferry.example/99");
    assert!(records.len() <= 1);
    if let Some(record) = records.first() {
        assert_eq!(record["id"], id.as_str());
    }
    (records.pop(), stderr(&assert))
}

fn text_of(response: Response) -> String {
    let (record, message) = cleaned(response, &[]);
    let record = record.unwrap_or_else(|| panic!("passed over: {message}"));
    record["text"].as_str().unwrap_or_else(|| panic!("failed: {record}")).to_owned()
}

fn error_of(response: Response, options: &[&str]) -> String {
    let (record, message) = cleaned(response, options);
    assert!(message.contains("1 failed"), "{message}");
    record.expect("an error record")["error"].as_str().expect("an error").to_owned()
}

#[test]
fn compressed_and_plain_files_of_any_name_are_read() {
    let folder = Folder::new();
    let mut records = made::others().to_vec();
    records.extend((1..=3).map(|number| page(number).record()));
    records.insert(4, made::others()[1].clone());
    let plain = records.concat();
    for (name, bytes) in [
        ("plain.warc", plain.clone()),
        ("members.warc.gz", made::warc_gz(&records)),
        ("whole.warc.gz", made::gzip(&plain)),
        ("compressed.warc", made::warc_gz(&records)),
        ("nameless", plain),
        ("nameless-2", made::warc_gz(&records)),
    ] {
        let file = folder.put(name, bytes);
        let assert = folder.clean(&[&file], &[]).success();
        let records = folder.records();
        assert_eq!(members(&records, "id"), ["urn:uuid:00000001", "urn:uuid:00000002", "urn:uuid:00000003"], "{name}");
        assert_eq!(records[1]["title"], "Ferry 2");
        assert_eq!(records[1]["url"], "https://ferry.example/2");
        assert!(records[1]["text"].as_str().unwrap().contains("ferry 2 between"));
        assert!(!records[1]["text"].as_str().unwrap().contains("Timetable"));
        assert_eq!(stderr(&assert), "batch: 3 records, 0 failed; passed over: 4 no response\n");
    }
}

#[test]
fn bodies_are_decoded() {
    let plain = text_of(page(1));
    let html = html(1).into_bytes();
    let with =
        |fields: &str, body: Vec<u8>| text_of(response(1, &format!("Content-Type: text/html\r\n{fields}"), body));
    assert!(plain.contains("café"));
    assert_eq!(with("Content-Encoding: gzip", made::gzip(&html)), plain);
    assert_eq!(with("content-encoding: X-GZIP", made::gzip(&html)), plain);
    assert_eq!(with("Content-Encoding: deflate", made::zlib(&html)), plain);
    assert_eq!(with("Content-Encoding: deflate", made::deflate(&html)), plain);
    assert_eq!(with("Content-Encoding: br", made::brotli(&html)), plain);
    assert_eq!(with("Content-Encoding: identity", html.clone()), plain);
    assert_eq!(with("Content-Encoding: gzip, br", made::brotli(&made::gzip(&html))), plain);
    assert_eq!(with("Transfer-Encoding: chunked", made::chunked(&html)), plain);
    let both = "Transfer-Encoding: chunked\r\nContent-Encoding: gzip";
    assert_eq!(with(both, made::chunked(&made::gzip(&html))), plain);
    // Stored decoded, with the header as the server sent it.
    assert_eq!(with(both, html.clone()), plain);
    for blank in ["\r\n", " \r\n\r\n"] {
        assert_eq!(with(both, [blank.as_bytes(), &html].concat()), plain, "{blank:?} is no chunk of no bytes");
    }
    assert_eq!(with(both, made::gzip(&html)), plain);
    assert_eq!(with("Content-Encoding: br", html.clone()), plain);
    assert_eq!(with("Content-Encoding: deflate", html), plain);
}

#[test]
fn the_charset_is_that_of_the_header_or_the_option() {
    let html = html(1).replace("<meta charset=utf-8>", "");
    let latin: Vec<u8> = html.chars().map(|char| u8::try_from(u32::from(char)).unwrap()).collect();
    let cyrillic = html.replace("café", "\u{e9}\u{e8}").chars().map(|char| char as u32 as u8).collect::<Vec<_>>();
    let with = |kind: &str, body: &[u8], options: &[&str]| {
        let (record, _) = cleaned(response(1, &format!("Content-Type: {kind}"), body), options);
        record.unwrap()["text"].as_str().unwrap().to_owned()
    };
    assert!(with("text/html; Charset=\"ISO-8859-1\"", &latin, &[]).contains("café"));
    assert!(with("text/html;charset=windows-1251;x=y", &cyrillic, &[]).contains("йи"));
    assert!(with("text/html", &cyrillic, &["--charset", "windows-1251"]).contains("йи"));
    assert!(with("text/html; charset=iso-8859-1", &latin, &["--charset", "windows-1251"]).contains("café"));
}

#[test]
fn what_is_no_page_is_passed_over_and_counted() {
    let passed_over = |response: Response| {
        let (record, message) = cleaned(response, &[]);
        assert!(record.is_none(), "{record:?}");
        let (_, reason) = message.split_once("passed over: ").expect("it is counted");
        reason.trim().to_owned()
    };
    assert_eq!(passed_over(response(1, "Content-Type: image/png", b"\x89PNG")), "1 not HTML");
    assert_eq!(passed_over(response(1, "Content-Type: application/json", "{}")), "1 not HTML");
    assert_eq!(passed_over(response(1, "", "plain words")), "1 not HTML");
    let status = |line: &str| passed_over(with_status(1, line, "Content-Type: text/html", html(1)));
    assert_eq!(status("HTTP/1.1 404 Not Found"), "1 not status 2xx");
    assert_eq!(status("HTTP/1.0 301 Moved"), "1 not status 2xx");
    assert_eq!(status("HTTP/1.1 500"), "1 not status 2xx");
    let identified = |kind: &str| Response {
        fields: format!("WARC-Identified-Payload-Type: {kind}\r\n"),
        ..response(1, "", html(1))
    };
    assert_eq!(passed_over(identified("application/pdf")), "1 not HTML");
    assert!(text_of(identified("text/html")).contains("ferry 1"));
    // A large file that is no page is no failure either.
    let large = response(1, "Content-Type: video/mp4", vec![0; 300_000]);
    let (record, message) = cleaned(large, &["--max-input-bytes", "9000"]);
    assert!(record.is_none() && message.contains("1 not HTML"), "{message}");
    let dns = made::record("response", "Content-Type: text/dns\r\n", b"20240501\nferry.example. A 192.0.2.1\n");
    let revisit = made::record("revisit", "Content-Type: application/http\r\n", page(1).head.as_bytes());
    let folder = Folder::new();
    let file = folder.put("a.warc", [dns, revisit].concat());
    let assert = folder.clean(&[&file], &[]).success();
    assert_eq!(stderr(&assert), "batch: 0 records, 0 failed; passed over: 2 no response\n");
    assert_eq!(fs::read(folder.path("out.jsonl")).unwrap(), b"");
}

#[test]
fn headers_are_read_as_browsers_read_them() {
    let plain = text_of(page(1));
    let with = |status: &str, fields: &str| text_of(with_status(1, status, fields, html(1)));
    assert_eq!(with("HTTP/2 200", "content-type: text/html"), plain);
    assert_eq!(with("HTTP/1.1 200", "Content-Type : TEXT/HTML;"), plain);
    assert_eq!(with("HTTP/1.0 203 Non-Authoritative", "Content-Type: application/xhtml+xml"), plain);
    assert_eq!(with("HTTP/1.1 200 OK", "a line that is no field\r\nContent-Type: text/html"), plain);
    assert_eq!(with("HTTP/1.1 200 OK", "X-Long: one\r\n two\r\nContent-Type: text/html"), plain);
    assert_eq!(with("HTTP/1.1 200 OK", ""), plain, "nobody says what it is, and it begins as a page");
}

#[test]
fn a_record_that_the_crawler_cut_off_is_what_there_is() {
    let html = made::long_html(1, 200).into_bytes();
    let gzip = made::gzip(&html);
    let chunked = made::chunked(&html);
    for (fields, body) in [
        ("Content-Encoding: gzip", &gzip[..gzip.len() / 2]),
        ("Transfer-Encoding: chunked", &chunked[..chunked.len() / 2]),
    ] {
        let response = || response(1, &format!("Content-Type: text/html\r\n{fields}"), body);
        let cut = Response { fields: "WARC-Truncated: length\r\n".to_owned(), ..response() };
        assert!(text_of(cut).contains("ferry 1 between"));
        assert!(error_of(response(), &[]).contains("spoilt or cut off"), "nobody says so: it is a failure");
    }
}

#[test]
fn a_bad_record_is_an_error_record_and_the_rest_goes_on() {
    let html_with = |fields: &str, body: Vec<u8>| response(1, &format!("Content-Type: text/html\r\n{fields}"), body);
    assert!(error_of(html_with("Content-Encoding: zstd", html(1).into()), &[]).contains("\"zstd\""));
    assert!(error_of(html_with("Content-Encoding: gzip", made::gzip(b"x")[..5].to_vec()), &[]).contains("gzip"));
    assert!(error_of(html_with("Content-Encoding: br", vec![0xff; 90]), &[]).contains("the br body"));
    assert!(error_of(page_that_is_none("no header at all"), &[]).contains("does not begin as one"));
    assert!(error_of(page_that_is_none("HTTP/1.1 200 OK\r\nContent-Type: te"), &[]).contains("does not end"));
    assert!(error_of(page_that_is_none("HTTP/1.1 abc OK\r\n\r\n"), &[]).contains("makes no sense"));
    let many = format!("Content-Encoding: {}", ["gzip"; 6].join(", "));
    assert!(error_of(html_with(&many, made::gzip(b"x")), &[]).contains("too many encodings"));
    let limit = ["--max-input-bytes", "9000"];
    let long = made::long_html(1, 100);
    let too_long = "longer than the limit of 9000 bytes";
    assert_eq!(error_of(response(1, "Content-Type: text/html", long.clone()), &limit), too_long);
    assert_eq!(error_of(response(1, "Content-Type: text/html", "<p>x</p>".repeat(20_000)), &limit), too_long);
    let bomb = made::gzip(&vec![b' '; 50_000_000]);
    assert!(error_of(html_with("Content-Encoding: gzip", bomb), &[]).contains("longer than the limit of 16777216"));
}

fn page_that_is_none(block: &str) -> Response {
    Response { head: block.to_owned(), body: Vec::new(), ..page(1) }
}

#[test]
fn the_way_is_found_after_something_that_is_no_record() {
    let folder = Folder::new();
    let no_length = page(1).record();
    let no_length = String::from_utf8(no_length).unwrap().replace("Content-Length", "Content-Longth").into_bytes();
    let endless = format!("WARC/1.0\r\nX: {}\r\n\r\n", "x".repeat(200_000));
    for (what, bytes, error) in [
        ("words", b"words\nand\nmore words\n\n".to_vec(), "something between the records"),
        ("zeros", vec![0; 70_000].into_iter().chain(*b"\n").collect(), "something between the records"),
        ("no length", no_length, "it has no length"),
        ("no field", b"WARC/1.0\r\nno field\r\n\r\n".to_vec(), "a line is no field"),
        ("a long field", endless.into_bytes(), "it is too long"),
    ] {
        let file = folder.put("a.warc", [page(1).record(), bytes, page(2).record(), page(3).record()].concat());
        let assert = folder.clean(&[&file], &[]).code(1);
        let records = folder.records();
        let urls = ["https://ferry.example/1", "-", "https://ferry.example/2", "https://ferry.example/3"];
        assert_eq!(members(&records, "url"), urls, "{what}");
        assert!(members(&records, "error")[1].contains(error), "{what}: {}", records[1]);
        assert!(stderr(&assert).contains("4 records, 1 failed"), "{what}");
    }
}

#[test]
fn of_a_file_that_is_cut_off_there_is_what_there_is() {
    let folder = Folder::new();
    let records: Vec<Vec<u8>> = (1..=4).map(|number| page(number).record()).collect();
    let (plain, gzip) = (records.concat(), made::warc_gz(&records));
    let whole = folder.put("whole.warc", page(9).record());
    for (name, bytes) in [("cut.warc", plain), ("cut.warc.gz", gzip)] {
        let file = folder.put(name, &bytes[..bytes.len() - 200]);
        let assert = folder.clean(&[&file, &whole], &[]).code(1);
        let found = folder.records();
        let texts = found.iter().filter(|record| record.get("error").is_none()).count();
        assert_eq!(texts, 4, "{name}: three of the file, one of the next");
        assert_eq!(found.last().unwrap()["url"], "https://ferry.example/9");
        assert!(stderr(&assert).contains(&format!("{}: ", file.display())), "{}", stderr(&assert));
        // At every length: no panic, and never more than was there.
        for length in (0..bytes.len()).step_by(97) {
            let file = folder.put(name, &bytes[..length]);
            let assert = folder.clean(&[&file], &[]);
            assert!(!stderr(&assert).contains("panic"), "{name} {length}");
            assert!(folder.records().len() <= 4);
        }
    }
}

#[test]
fn a_file_that_cannot_be_read_is_told_of_and_the_others_are_done() {
    let folder = Folder::new();
    let good = folder.put("good.warc", page(1).record());
    let unknown = folder.put("unknown.bin", "words");
    let missing = folder.path("missing.warc");
    let assert = folder.clean(&[&missing, &unknown, &good], &[]).code(1);
    let messages = stderr(&assert);
    assert!(messages.contains("missing.warc: cannot be read: "), "{messages}");
    assert!(messages.contains("unknown.bin: neither WARC nor Parquet nor Arrow"), "{messages}");
    assert_eq!(members(&folder.records(), "url"), ["https://ferry.example/1"]);
    let empty = folder.put("empty.warc", "");
    folder.clean(&[&empty], &[]).success();
    assert!(folder.records().is_empty());
}
