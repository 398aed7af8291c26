//! What can go wrong with a file or a record.

use crate::guard::Panic;
use arrow_schema::{ArrowError, DataType};
use parquet::errors::ParquetError;
use std::io;

/// Why a file or record could not be cleaned.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error(transparent)]
    Clean(#[from] bodycopy::Error),
    #[error("cannot be read: {0}")]
    Read(#[from] io::Error),
    #[error("cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    #[error("longer than the limit of {limit} bytes")]
    TooLong { limit: usize },
    #[error("not UTF-8: {0}")]
    NotUtf8(#[from] std::str::Utf8Error),
    #[error("neither html nor text")]
    NoInput,
    #[error("ends in the middle of a record")]
    CutOff,
    #[error("there is something between the records that is none")]
    NoRecord,
    #[error("the header of the record makes no sense: {0}")]
    BadHeader(&'static str),
    #[error("no HTTP response: {0}")]
    NoResponse(&'static str),
    #[error("unknown content encoding {0:?}")]
    UnknownEncoding(String),
    #[error("the {encoding} body is spoilt or cut off: {error}")]
    Spoilt { encoding: String, error: io::Error },
    #[error("neither WARC nor Parquet nor Arrow")]
    UnknownKind,
    #[error("a buffer that says it has {0} bytes, which cannot be")]
    Unpacked(u64),
    #[error("no column {0}")]
    NoColumn(String),
    #[error("the column {name} is of type {found}")]
    ColumnType { name: String, found: DataType },
    #[error("cannot be read: {0}")]
    Parquet(#[from] ParquetError),
    #[error("cannot be read: {0}")]
    Arrow(#[from] ArrowError),
    /// A bug in the program or a library; the other records are done all the same.
    #[error(transparent)]
    Panic(#[from] Panic),
}

impl From<Panic> for crate::source::response::NoPage {
    fn from(panic: Panic) -> Self {
        Failure::from(panic).into()
    }
}
