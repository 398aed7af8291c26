//! What can go wrong.

use bodycopy::Label;
use std::io;
use std::path::PathBuf;

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
    #[error("internal error: {0}")]
    Panic(String),
}

/// Why the options make no sense.
#[derive(Debug, thiserror::Error)]
pub enum BadOption {
    #[error("cannot read the model {}: {error}", path.display())]
    UnreadableModel { path: PathBuf, error: io::Error },
    #[error("{}: {error}", path.display())]
    NoModel { path: PathBuf, error: bodycopy::Error },
    #[error("blocks labelled {0} are both to be kept and to be dropped")]
    KeptAndDropped(Label),
    #[error(transparent)]
    Cleaner(#[from] bodycopy::Error),
}
