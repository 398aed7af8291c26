//! Keeps the article body of a web page or an extracted text.

mod article;
mod classify;
mod cleaner;
mod confidence;
mod detect;
mod document;
mod error;
mod features;
mod label;
mod language;
mod lexicon;
mod options;
mod render;
mod resolve;
mod segment;
#[cfg(feature = "training")]
#[doc(hidden)]
pub mod training;

pub use article::{Article, ArticleBlock};
pub use classify::Model;
pub use cleaner::Cleaner;
pub use detect::{Detector, Evidence, Findings};
pub use document::{BlockKind, Metadata};
pub use error::{Error, ErrorKind};
pub use features::Page;
pub use label::{Label, UnknownLabel};
pub use options::CleanerBuilder;
