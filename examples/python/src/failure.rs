//! What can go wrong with one page, and how a panic becomes no more than that.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Why a page or text could not be cleaned.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error(transparent)]
    Clean(#[from] bodycopy::Error),
    #[error("not UTF-8: {0}")]
    NotUtf8(#[from] std::str::Utf8Error),
    #[error("no room left in the batch's column of texts; use smaller batches or large_string")]
    ColumnFull,
    /// A bug of the bindings.
    #[error(transparent)]
    Arrow(#[from] arrow_schema::ArrowError),
    /// A bug in the library or the bindings; other pages are cleaned all the same.
    #[error("internal error: {0}")]
    Panic(String),
}

/// The result of `work`, a panic as a failure.
pub fn guarded<T>(work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| Err(Failure::Panic(message(panic.as_ref()))))
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "no message".to_owned())
}
