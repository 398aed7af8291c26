//! What can go wrong.

use crate::guard::Panic;
use std::io;

/// Why a file or record could not be cleaned.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error(transparent)]
    Clean(#[from] bodycopy::Error),
    #[error("cannot be read: {0}")]
    Read(#[from] io::Error),
    #[error("longer than the limit of {limit} bytes")]
    TooLong { limit: usize },
    #[error("not UTF-8: {0}")]
    NotUtf8(#[from] std::str::Utf8Error),
    #[error("not a JSON object: {0}")]
    NotJson(#[from] serde_json::Error),
    #[error("neither html nor text")]
    NoInput,
    #[error("both html and text")]
    TwoInputs,
    #[error("{name} is not a string")]
    NotAString { name: &'static str },
    #[error("{name} cannot be read: {error}")]
    BadString { name: &'static str, error: serde_json::Error },
    #[error("the id is not a string, number, true, false or null")]
    BadId,
    /// A bug in the program or the library; the other records are done all the same.
    #[error(transparent)]
    Panic(#[from] Panic),
}
