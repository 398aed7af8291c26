//! Keeps the article body of a web page or an extracted text, every word of it,
//! and says of each block that went why it went.
//!
//! Related-link blocks, duplicated captions, repeated teasers and author
//! biographies go, and so do navigation, promos, comments and legal lines.
//!
//! ```
//! let article = bodycopy::clean_html("<nav>Home</nav><p>The pier was closed in autumn, and it is closed still.</p>")?;
//! assert_eq!(article.text(), "The pier was closed in autumn, and it is closed still.");
//! # Ok::<(), bodycopy::Error>(())
//! ```
//!
//! # Inputs
//!
//! [`clean_html`] takes a page, [`clean_html_bytes`] one in any encoding,
//! [`clean_dom`] one that is parsed already, [`clean_text`] the text that
//! something else extracted. All four give an [`Article`]. For anything but the
//! defaults there is a [`Cleaner`].
//!
//! # Why a block went
//!
//! Every removed block has a [`Label`], a span, a confidence and [`Evidence`]:
//!
//! ```
//! let page = "<p>The pier was closed in autumn, and it is closed still.</p><footer><p>All rights reserved</p></footer>";
//! for removal in bodycopy::clean_html(page)?.removed() {
//!     println!("{} at {:?}: {}", removal.label(), removal.span(), removal.reason());
//! }
//! # Ok::<(), bodycopy::Error>(())
//! ```
//!
//! # What stays
//!
//! Body, subheadings, lists, quotes, tables, code and a standfirst that repeats
//! nothing stay; headline, byline and captions go unless asked for, label by label.
//! One number leans the whole either way:
//!
//! ```
//! use bodycopy::{Cleaner, Label};
//!
//! let cleaner = Cleaner::builder().keep(Label::Title).keep(Label::Caption).favor_recall(0.5).build()?;
//! let page = "<h1>The old pier</h1><p>The pier was closed in autumn, and it is closed still.</p>";
//! assert!(cleaner.clean_html(page)?.text().starts_with("The old pier"));
//! # Ok::<(), bodycopy::Error>(())
//! ```
//!
//! A site that is known needs no guess: [`CleanerBuilder::remove_selector`] and
//! [`CleanerBuilder::keep_selector`] take CSS selectors. What no detector knows, a
//! [`Detector`] of your own finds.
//!
//! # Corpora
//!
//! A [`Cleaner`] is `Send` and `Sync`: make one, share it among threads. Text that
//! something else extracted goes through [`Cleaner::clean_text`]; the spans of what
//! goes are bytes of your own text, so a corpus can store them instead of a copy:
//!
//! ```
//! let text = "The pier was closed in autumn, and it is closed still.\n\nRead also: Ten piers to see this year\n\n\
//!             Nobody knows when it will open again, says the town's engineer.";
//! let article = bodycopy::clean_text(text)?;
//! let spans: Vec<_> = article.removed().map(|block| (block.span(), block.label(), block.confidence())).collect();
//! assert!(spans.iter().all(|(span, _, _)| text[span.clone()].starts_with("Read also")));
//! # assert_eq!(spans.len(), 1);
//! # Ok::<(), bodycopy::Error>(())
//! ```
//!
//! [`Article::confidence`] is an estimate of the result's word F1: it orders a crawl
//! from the pages to look at to those to trust.
//!
//! # Input that nobody has seen
//!
//! Any input is fine: cost grows linearly, the stack is capped, nothing panics. Size,
//! depth, number of blocks and time have limits, all of them options; beyond one of
//! them there is an [`Error`] that says which. What [`Article::to_html`] gives is safe
//! to show.
//!
//! # Features
//!
//! `serde` makes the result types serializable.

// Nothing an input holds may cause a panic. Where modules index, they say by what
// the index is bounded; property tests, hostile inputs and fuzzing hold them to it.
#![cfg_attr(
    not(test),
    deny(
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::string_slice,
        clippy::todo,
        clippy::unimplemented,
        clippy::unreachable,
        clippy::unwrap_used
    )
)]

#[allow(clippy::indexing_slicing, clippy::string_slice, reason = "spans and marks come from the document's builder")]
mod article;
mod bits;
#[allow(
    clippy::indexing_slicing,
    reason = "blocks and elements are numbered by the page; trees are checked as they are read"
)]
mod classify;
mod cleaner;
mod confidence;
#[allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "blocks are numbered by the page; texts are cut where a search found a character"
)]
mod detect;
#[allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "elements and blocks are numbered as they are made; spans end where text was written"
)]
mod document;
mod error;
#[allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "all facts have one entry a block, and blocks are numbered by the document"
)]
mod features;
#[cfg(feature = "internals")]
#[doc(hidden)]
pub mod internals;
mod label;
mod language;
#[allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "data files are bundled and tested; lines are cut at units found in them"
)]
mod lexicon;
mod options;
#[allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "marks come from the document's builder and are cut to the block"
)]
mod render;
#[allow(clippy::indexing_slicing, reason = "verdicts, probabilities and facts have one entry a block")]
mod resolve;
#[allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "sources are cut at ASCII bytes that a search found in them"
)]
mod segment;

pub use article::{Article, ArticleBlock};
pub use classify::Model;
pub use cleaner::Cleaner;
pub use detect::{Detector, Evidence, Findings};
pub use document::{BlockKind, Metadata};
pub use error::{Error, ErrorKind};
pub use features::Page;
pub use label::{Label, UnknownLabel};
pub use options::CleanerBuilder;

/// Cleans an HTML page with the default options; see [`Cleaner::clean_html`].
///
/// ```
/// let article = bodycopy::clean_html("<p>The pier was closed in autumn, and it is closed still.</p>")?;
/// assert!(article.text().ends_with("closed still."));
/// # Ok::<(), bodycopy::Error>(())
/// ```
///
/// # Errors
///
/// If the page is longer than 256 MiB or has more than ten million blocks.
pub fn clean_html(html: &str) -> Result<Article<'static>, Error> {
    Cleaner::default().clean_html(html)
}

/// Cleans an HTML page in any encoding with the default options; see
/// [`Cleaner::clean_html_bytes`].
///
/// ```
/// let page = b"<meta charset=iso-8859-1><p>The caf\xe9 was closed in autumn, and it is closed still.</p>";
/// assert!(bodycopy::clean_html_bytes(page, None)?.text().contains("café"));
/// # Ok::<(), bodycopy::Error>(())
/// ```
///
/// # Errors
///
/// As for [`clean_html`].
pub fn clean_html_bytes(html: &[u8], charset: Option<&str>) -> Result<Article<'static>, Error> {
    Cleaner::default().clean_html_bytes(html, charset)
}

/// Cleans a parsed page with the default options; see [`Cleaner::clean_dom`].
///
/// ```
/// let page = scraper::Html::parse_document("<p>The pier was closed in autumn, and it is closed still.</p>");
/// assert!(bodycopy::clean_dom(&page)?.text().starts_with("The pier"));
/// # Ok::<(), bodycopy::Error>(())
/// ```
///
/// # Errors
///
/// If the page has more than ten million blocks.
pub fn clean_dom(html: &scraper::Html) -> Result<Article<'static>, Error> {
    Cleaner::default().clean_dom(html)
}

/// Cleans extracted text with the default options; see [`Cleaner::clean_text`].
///
/// ```
/// let text = "Share this\n\nThe ferry was built for the crossing to the island, and it has been in use since.";
/// assert_eq!(bodycopy::clean_text(text)?.text(), &text[12..]);
/// # Ok::<(), bodycopy::Error>(())
/// ```
///
/// # Errors
///
/// As for [`clean_html`].
pub fn clean_text(text: &str) -> Result<Article<'_>, Error> {
    Cleaner::default().clean_text(text)
}

/// The README's examples are run with the documentation's.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
