//! The error type.

use std::fmt;
use std::time::Duration;

/// Why an input could not be cleaned, or a cleaner not be built.
///
/// ```
/// let cleaner = bodycopy::Cleaner::builder().max_input_bytes(10).build()?;
/// let error = cleaner.clean_text("more than ten bytes").unwrap_err();
/// assert_eq!(error.to_string(), "the input has 19 bytes, more than the limit of 10");
/// # Ok::<(), bodycopy::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error(transparent)]
pub struct Error(Box<ErrorKind>);

impl Error {
    pub(crate) fn new(kind: ErrorKind) -> Error {
        Error(Box::new(kind))
    }

    /// What went wrong.
    ///
    /// ```
    /// let error = bodycopy::Cleaner::builder().threshold(7.0).build().unwrap_err();
    /// assert!(matches!(error.kind(), bodycopy::ErrorKind::InvalidThreshold(_)));
    /// ```
    #[must_use]
    pub fn kind(&self) -> &ErrorKind {
        &self.0
    }
}

/// What went wrong.
///
/// ```
/// let error = bodycopy::Model::from_bytes(b"").unwrap_err();
/// assert_eq!(error.kind(), &bodycopy::ErrorKind::InvalidModel);
/// ```
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The input is longer than [`CleanerBuilder::max_input_bytes`](crate::CleanerBuilder::max_input_bytes).
    #[error("the input has {bytes} bytes, more than the limit of {limit}")]
    InputTooLarge {
        /// Its length in bytes.
        bytes: usize,
        /// The limit in bytes.
        limit: usize,
    },
    /// There are more blocks than [`CleanerBuilder::max_blocks`](crate::CleanerBuilder::max_blocks).
    #[error("the input has {blocks} blocks, more than the limit of {limit}")]
    TooManyBlocks {
        /// How many blocks there are.
        blocks: usize,
        /// The limit.
        limit: usize,
    },
    /// Site rules need a tree of the page, and it is nested deeper than this.
    #[error(
        "too many elements open at once for site rules, which need a tree: the limit is {limit}, less for formatting"
    )]
    TooDeep {
        /// The limit.
        limit: usize,
    },
    /// The time of [`CleanerBuilder::deadline`](crate::CleanerBuilder::deadline) was over.
    #[error("not done within {}", Seconds(*.0))]
    DeadlineExceeded(Duration),
    /// A threshold that is not between 0 and 1.
    #[error("the threshold {0} is not between 0 and 1")]
    InvalidThreshold(f32),
    /// A CSS selector that cannot be read.
    #[error("not a CSS selector: {0}")]
    InvalidSelector(String),
    /// Bytes that are no model, or a model for other features than this
    /// version computes.
    #[error("not a model for this version")]
    InvalidModel,
    /// A model for plain text where one for HTML is asked for, or the other
    /// way round.
    #[error("a model for the other kind of input")]
    WrongModel,
    /// A limit of zero, with which nothing could be cleaned.
    #[error("the limit {0} is zero")]
    ZeroLimit(&'static str),
}

struct Seconds(Duration);

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} s", self.0.as_secs_f64())
    }
}
