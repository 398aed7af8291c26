//! Records, and the files that they come from.

mod columns;
mod counted;
mod packed;
pub mod response;
mod warc;

use crate::args::{Args, Kind};
use crate::failure::Failure;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::Path;

/// One page, or something that is none.
pub struct Record {
    pub id: Id,
    pub url: Option<String>,
    pub content: Content,
}

/// What a record holds.
pub enum Content {
    Html(String),
    /// Not decoded as yet.
    HtmlBytes(Vec<u8>),
    Text(String),
    /// A response as a crawler stored it.
    Response(response::Stored),
    Failed(Failure),
    PassedOver(Reason),
}

impl Content {
    /// The bytes that it holds.
    pub fn bytes(&self) -> usize {
        match self {
            Content::Html(text) | Content::Text(text) => text.len(),
            Content::HtmlBytes(bytes) => bytes.len(),
            Content::Response(stored) => stored.block.len(),
            Content::Failed(_) | Content::PassedOver(_) => 0,
        }
    }
}

/// Why a record is no page; it is counted, that is all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reason {
    /// Requests, metadata, revisits, responses of other protocols.
    NoResponse,
    /// Not a status of 200 to 299.
    Status,
    NotHtml,
}

/// The id of a record, as its file has it.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum Id {
    None,
    Text(String),
    Signed(i64),
    Unsigned(u64),
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Id::None => Ok(()),
            Id::Text(text) => f.write_str(text),
            Id::Signed(number) => number.fmt(f),
            Id::Unsigned(number) => number.fmt(f),
        }
    }
}

/// Gives the records of a file in order. After an error there are no more.
pub trait Source: Iterator<Item = Result<Record, Failure>> {
    /// How many bytes of the file are read, about.
    fn bytes_read(&self) -> u64;
}

/// Opens a file behind its first `done` records.
pub fn open(path: &Path, args: &Args, done: u64) -> Result<Box<dyn Source>, Failure> {
    let mut file = File::open(path)?;
    let magic = magic(&mut file)?;
    match args.from.or_else(|| kind_by_suffix(path)).or_else(|| kind_by_magic(&magic)) {
        Some(Kind::Warc) => warc::open(file, is_gzip(&magic), args.cleaning.max_input_bytes, done),
        Some(Kind::Parquet) => columns::open_parquet(file, args, done),
        Some(Kind::Arrow) => columns::open_arrow(file, magic == *b"ARROW1", args, done),
        None => Err(Failure::UnknownKind),
    }
}

fn kind_by_suffix(path: &Path) -> Option<Kind> {
    let name = path.file_name()?.to_string_lossy().to_ascii_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    match name.rsplit_once('.')?.1 {
        "warc" => Some(Kind::Warc),
        "parquet" => Some(Kind::Parquet),
        "arrow" | "arrows" | "feather" | "ipc" => Some(Kind::Arrow),
        _ => None,
    }
}

fn kind_by_magic(magic: &[u8; 6]) -> Option<Kind> {
    match magic {
        [b'P', b'A', b'R', b'1', ..] => Some(Kind::Parquet),
        b"ARROW1" | [0xff, 0xff, 0xff, 0xff, ..] => Some(Kind::Arrow),
        _ if is_gzip(magic) || magic.starts_with(b"WARC/") => Some(Kind::Warc),
        _ => None,
    }
}

fn is_gzip(magic: &[u8; 6]) -> bool {
    magic.starts_with(&[0x1f, 0x8b])
}

/// The first bytes, zeros if there are fewer.
fn magic(file: &mut File) -> io::Result<[u8; 6]> {
    let (mut magic, mut start) = ([0; 6], Vec::new());
    file.by_ref().take(6).read_to_end(&mut start)?;
    file.rewind()?;
    magic[..start.len()].copy_from_slice(&start);
    Ok(magic)
}
