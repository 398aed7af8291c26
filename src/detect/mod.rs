//! Detectors: each looks for one kind of text that is no body, and says where
//! and why. None decides anything.

mod author_bio;
mod byline;
mod captions;
mod comments;
mod cue;
mod evidence;
mod legal;
mod navigation;
mod notes;
mod person_name;
mod promo;
mod related_links;
mod repeated_teasers;
mod title;

pub(crate) use cue::LINKED;
pub use evidence::{Evidence, Findings};
pub(crate) use evidence::{Finding, FindingsByBlock};
pub(crate) use repeated_teasers::find as find_copies;

use crate::features::Page;

/// Looks for one kind of text and says where it stands and why it is thought so.
///
/// Detectors of your own are given to
/// [`CleanerBuilder::detector`](crate::CleanerBuilder::detector). What they add
/// weighs as much as its strength: with 1 a block goes whatever the classifier
/// says; in plain text from 0.97 on, too, and from 0.9 on if the classifier gives it
/// less than 0.85.
///
/// ```
/// use bodycopy::{Cleaner, Detector, Evidence, Findings, Label, Page};
///
/// #[derive(Debug)]
/// struct Recipes;
///
/// impl Detector for Recipes {
///     fn name(&self) -> &str {
///         "recipes"
///     }
///     fn detect(&self, page: &Page<'_>, findings: &mut Findings) {
///         for block in 0..page.len() {
///             if page.text(block).starts_with("Jump to recipe") {
///                 let reason = Evidence::Custom("jumps to the recipe".into());
///                 findings.add(block, Label::Navigation, 1.0, reason);
///             }
///         }
///     }
/// }
///
/// let cleaner = Cleaner::builder().detector(Recipes).build()?;
/// let article = cleaner.clean_text("Jump to recipe\n\nThe dough rests for an hour before it is rolled out.")?;
/// assert!(!article.text().contains("Jump"));
/// # Ok::<(), bodycopy::Error>(())
/// ```
pub trait Detector: std::fmt::Debug + Send + Sync {
    /// The detector's name, for messages.
    fn name(&self) -> &str;

    /// Adds what it finds on a page.
    fn detect(&self, page: &Page<'_>, findings: &mut Findings);
}

/// The crate's own detectors. Their order does not matter.
const BUILT_IN: [&dyn Detector; 12] = [
    &related_links::RelatedLinks,
    &captions::Captions,
    &repeated_teasers::RepeatedTeasers,
    &author_bio::AuthorBio,
    &byline::Byline,
    &comments::Comments,
    &legal::Legal,
    &navigation::Navigation,
    &notes::Notes,
    &promo::Promo,
    &title::Title,
    &related_links::Inserts,
];

/// Runs all detectors, then the caller's own.
pub(crate) fn detect(page: &Page<'_>, own: &[std::sync::Arc<dyn Detector>]) -> Findings {
    let mut findings = Findings::new(page.len());
    BUILT_IN.iter().for_each(|detector| detector.detect(page, &mut findings));
    own.iter().for_each(|detector| detector.detect(page, &mut findings));
    findings
}

/// The beginning of a text, for a message.
fn excerpt(text: &str) -> String {
    const LENGTH: usize = 48;
    // What is read: a word, or a gap between two, can be as long as the input.
    const READ: usize = 256;
    let end = text.char_indices().nth(READ).map_or(text.len(), |(at, _)| at);
    let mut words = text[..end].split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((at, _)) = words.char_indices().nth(LENGTH) {
        words.truncate(at);
        words.push('…');
    }
    words
}
