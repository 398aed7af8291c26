//! Finds the phrases in a line, from the words and signs that begin some.

use super::cues::{Begun, Cue, LEXICON, Lexicon, Starts};
use super::phrases::{Start, unit_hash, unit_length};
use crate::document::characters::is_alphanumeric;
use crate::document::fold::hash;
use std::num::NonZeroU32;
use std::ops::Range;

/// Longest text (bytes, folded) in which cues are looked for; a longer block is
/// never a matter of one phrase.
const MAX_SCANNED: usize = 2000;

/// A phrase found in a block.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CueHit {
    pub(crate) cue: &'static Cue,
    /// Share of the block's folded text that the phrase covers, 0 to 1.
    pub(crate) share: f32,
}

/// The words and signs of one line that begin phrases, in order.
pub(crate) struct Openings {
    lexicon: &'static Lexicon,
    list: Vec<Opening>,
    /// How far the line has been passed.
    passed: Passed,
}

/// What of a line stands before a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Passed {
    /// No word: phrases may begin the line.
    Nothing,
    /// Whole sentences: phrases may begin one.
    Sentences,
    /// The beginning of a sentence.
    Words,
}

/// A unit that seems to begin phrases, and the node after it.
struct Opening {
    unit: Range<usize>,
    node: NonZeroU32,
    /// Whether sentences of the line come before it.
    is_inner_sentence: bool,
}

impl Openings {
    pub(crate) fn new() -> Openings {
        Openings { lexicon: &LEXICON, list: Vec::new(), passed: Passed::Nothing }
    }

    /// Forgets the line before.
    pub(crate) fn clear(&mut self) {
        self.list.clear();
        self.passed = Passed::Nothing;
    }

    /// Adds the signs between two words of a line.
    #[inline]
    pub(crate) fn add_signs(&mut self, line: &str, signs: Range<usize>) {
        if !matches!(line.as_bytes()[signs.clone()], [] | [b' ']) {
            self.add_each_sign(line, signs);
        }
    }

    /// [`Openings::add_signs`] where there are any but a space.
    #[inline(never)]
    fn add_each_sign(&mut self, line: &str, signs: Range<usize>) {
        if self.passed == Passed::Words && ends_sentence(&line[signs.clone()]) {
            self.passed = Passed::Sentences;
        }
        let mut start = signs.start;
        while start < signs.end {
            let byte = line.as_bytes()[start];
            let may_start = !byte.is_ascii() || self.lexicon.signs[usize::from(byte)];
            let end = start + if byte.is_ascii() { 1 } else { unit_length(&line[start..]) };
            if may_start {
                self.add(line, start..end, self.lexicon.starts(hash(&line.as_bytes()[start..end])));
            }
            start = end;
        }
    }

    /// Adds a word of a line.
    #[inline]
    pub(crate) fn add_word(&mut self, line: &str, word: Range<usize>, starts: Starts) {
        match starts {
            Starts::BY_UNIT => self.add_units(line, word),
            _ => self.add(line, word, starts),
        }
        self.passed = Passed::Words;
    }

    fn add_units(&mut self, line: &str, word: Range<usize>) {
        let mut start = word.start;
        while start < word.end {
            let end = start + unit_length(&line[start..word.end]);
            self.add(line, start..end, self.lexicon.starts(unit_hash(&line[start..end])));
            if line[start..end].starts_with(is_alphanumeric) {
                self.passed = Passed::Words;
            }
            start = end;
        }
    }

    #[inline]
    fn add(&mut self, line: &str, unit: Range<usize>, starts: Starts) {
        let Some(place) = starts.place() else { return };
        // A block that is longer is not looked through.
        if unit.end > MAX_SCANNED {
            return;
        }
        let Begun { head, inner } = &self.lexicon.starts[place];
        let rest = &line[unit.end..];
        let mut open = |start: &Start, is_inner_sentence: bool| {
            if start.may_go_on(rest) {
                self.list.push(Opening { unit: unit.clone(), node: start.node, is_inner_sentence });
            }
        };
        if let Some(head) = head.as_ref().filter(|_| self.passed != Passed::Words) {
            open(head, self.passed == Passed::Sentences);
        }
        if let Some(inner) = inner {
            open(inner, false);
        }
    }
}

/// Whether the signs between two words end a sentence.
fn ends_sentence(signs: &str) -> bool {
    signs.ends_with(' ') && signs.contains(['.', '!', '?', '…'])
}

/// Calls `found` for each cue that counts in a block; `folded` is its comparison form.
pub(crate) fn find_cues(folded: &str, openings: &Openings, word_count: usize, mut found: impl FnMut(CueHit)) {
    if folded.len() > MAX_SCANNED || openings.list.is_empty() {
        return;
    }
    let mut all = None;
    for Opening { unit, node, is_inner_sentence } in &openings.list {
        openings.lexicon.phrases.follow(*node, folded, unit.end, |cue, end| {
            if word_count <= cue.max_words
                && cue.may_end_before(&folded[end..])
                && (!is_inner_sentence || cue.may_begin_sentence())
            {
                let all = *all.get_or_insert_with(|| merged_length(folded));
                found(CueHit { cue, share: merged_length(&folded[unit.start..end]) as f32 / all as f32 });
            }
        });
    }
}

/// Length of a text in which each run of digits is one.
fn merged_length(text: &str) -> usize {
    text.len() - text.as_bytes().windows(2).filter(|pair| pair.iter().all(u8::is_ascii_digit)).count()
}

/// Calls `found` for each cue of a line in comparison form.
#[cfg(test)]
pub(super) fn each_hit(folded: &str, found: impl FnMut(CueHit)) {
    use super::cues::look_up;
    use crate::document::fold::{hashed_words, words};
    let (mut openings, mut end) = (Openings::new(), 0);
    for word in hashed_words(folded) {
        openings.add_signs(folded, end..word.span.start);
        let entry = look_up(&folded[word.span.clone()], word.hash);
        end = word.span.end;
        openings.add_word(folded, word.span, entry.starts);
    }
    openings.add_signs(folded, end..folded.len());
    find_cues(folded, &openings, words(folded).count(), found);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::fold::fold;

    #[test]
    fn numbers_match_as_one() {
        assert_eq!(merged_length("12 of 340"), "0 of 0".len());
        assert_eq!(merged_length("none"), 4);
    }

    #[test]
    fn phrases_of_the_frame_begin_sentences_inside_a_line() {
        let found = |line: &str, phrase: &str| {
            let mut is_found = false;
            each_hit(&fold(line), |hit| is_found |= hit.cue.phrase == phrase && hit.cue.language == "en");
            is_found
        };
        assert!(found("Sign up for the night bus.", "sign up for"));
        assert!(found("Tired of guessing? Sign up for the night bus.", "sign up for"));
        assert!(!found("Nobody would sign up for the night bus.", "sign up for"));
        assert!(!found("Bus no.2 sign up for", "sign up for"));
        // A byline begins its line.
        assert!(found("By Ada Moreau", "by") && !found("No bus. By Ada Moreau", "by"));
    }
}
