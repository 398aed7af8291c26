//! Inputs that the tests make.

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
use std::fmt::Write as _;
use std::io::Write;

/// A response as a server sends it.
pub struct Response {
    pub id: String,
    pub url: String,
    pub head: String,
    pub body: Vec<u8>,
    /// More lines for the header of the record.
    pub fields: String,
}

/// An article that stays, with a menu that goes.
pub fn html(number: usize) -> String {
    long_html(number, 1)
}

/// One of any length.
pub fn long_html(number: usize, repeats: usize) -> String {
    let mut html = format!(
        "<!doctype html><html lang=en><head><meta charset=utf-8><title>Ferry {number}</title></head><body>\
         <nav><ul><li><a href=/>Home</a><li><a href=/a>Timetable</a><li><a href=/b>Contact</a></ul></nav><article>\
         <p>The ferry {number} between the old pier and the <a href=/island>island</a> will run all winter, for the \
         first time since it was built, and the café will be open.</p>\
         <p class=memoirs>The captain has written down what he saw on the crossing, and it is longer than the \
         crossing.</p>"
    );
    for line in 0..repeats {
        write!(html, "<p>On day {line} the company said that it had found a captain who likes the cold, and engine {number} that does not mind it.</p>").unwrap();
    }
    html.push_str("</article><footer><p><a href=/imprint>Imprint</a></p></footer></body></html>");
    html
}

/// Page `number` as servers send it most of the time.
pub fn page(number: usize) -> Response {
    response(number, "Content-Type: text/html; charset=utf-8", html(number))
}

pub fn response(number: usize, fields: &str, body: impl Into<Vec<u8>>) -> Response {
    with_status(number, "HTTP/1.1 200 OK", fields, body)
}

pub fn with_status(number: usize, status: &str, fields: &str, body: impl Into<Vec<u8>>) -> Response {
    let fields = if fields.is_empty() { String::new() } else { format!("{fields}\r\n") };
    Response {
        id: format!("urn:uuid:{number:08}"),
        url: format!("https://ferry.example/{number}"),
        head: format!("{status}\r\n{fields}\r\n"),
        body: body.into(),
        fields: String::new(),
    }
}

impl Response {
    pub fn record(&self) -> Vec<u8> {
        let block = [self.head.as_bytes(), &self.body].concat();
        let fields = format!(
            "WARC-Record-ID: <{}>\r\nWARC-Target-URI: {}\r\nContent-Type: application/http; msgtype=response\r\n{}",
            self.id, self.url, self.fields
        );
        record("response", &fields, &block)
    }
}

/// Any record.
pub fn record(kind: &str, fields: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: 2024-05-01T10:00:00Z\r\n{fields}Content-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

/// What stands between responses in a crawl.
pub fn others() -> [Vec<u8>; 3] {
    [
        record("warcinfo", "Content-Type: application/warc-fields\r\n", b"software: made\r\n"),
        record("request", "Content-Type: application/http; msgtype=request\r\n", b"GET / HTTP/1.1\r\n\r\n"),
        record("metadata", "Content-Type: application/warc-fields\r\n", b"WARC/1.0 is no record in here\r\n"),
    ]
}

/// A file of responses.
pub fn warc(responses: &[Response]) -> Vec<u8> {
    responses.iter().flat_map(Response::record).collect()
}

/// A file of records, each compressed by itself.
pub fn warc_gz(records: &[Vec<u8>]) -> Vec<u8> {
    records.iter().flat_map(|record| gzip(record)).collect()
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

pub fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

pub fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

pub fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = brotli::CompressorWriter::new(Vec::new(), 4096, 5, 20);
    encoder.write_all(bytes).unwrap();
    encoder.flush().unwrap();
    encoder.into_inner()
}

pub fn chunked(bytes: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    for chunk in bytes.chunks(100) {
        write!(body, "{:x};name=value\r\n", chunk.len()).unwrap();
        body.extend_from_slice(chunk);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"0\r\n\r\n");
    body
}
