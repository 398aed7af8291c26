//! Keeps the article body of a web page or an extracted text.
#![allow(dead_code)]
mod document;
mod label;
mod lexicon;
pub use label::{Label, UnknownLabel};
