//! Counts the characters of a text by what they are.

use super::shape::is_sentence_end;
use crate::document::characters::{ascii_length, is_alphabetic, is_numeric, is_unspaced, is_uppercase};

/// Character counts of one text.
#[derive(Default)]
pub(super) struct Count {
    pub(super) characters: usize,
    pub(super) spaces: usize,
    pub(super) unspaced: usize,
    pub(super) letters: usize,
    pub(super) upper: usize,
    pub(super) capitalized: usize,
    pub(super) digits: usize,
    pub(super) commas: usize,
    pub(super) sentences: usize,
    pub(super) symbols: usize,
    pub(super) quotes: usize,
    pub(super) exclamations: usize,
}

impl Count {
    pub(super) fn of(text: &str) -> Count {
        let (mut count, mut before, mut rest) = (Count::default(), Before::Other, text);
        while !rest.is_empty() {
            let (ascii, more) = rest.split_at(ascii_length(rest));
            before = count.add_ascii(ascii.as_bytes(), before);
            let mut chars = more.chars();
            if let Some(c) = chars.next() {
                before = count.add(c, before);
            }
            rest = chars.as_str();
        }
        count.sentences += usize::from(before == Before::End);
        count
    }

    /// Counts characters of ASCII, without a branch for what they are; returns what the
    /// last is to the next.
    fn add_ascii(&mut self, text: &[u8], mut before: Before) -> Before {
        for part in text.chunks(MAX_COUNT) {
            let mut counts = 0;
            for byte in part.iter().map(|byte| usize::from(byte & 0x7f)) {
                counts += COUNTED[before as usize][byte];
                before = BEFORE[byte];
            }
            self.add_counts(counts);
            self.characters += part.len();
        }
        before
    }

    /// Adds the counts of [`counted`], each of [`COUNT_BITS`].
    fn add_counts(&mut self, counts: u64) {
        let sums = [
            &mut self.spaces,
            &mut self.letters,
            &mut self.upper,
            &mut self.capitalized,
            &mut self.digits,
            &mut self.commas,
            &mut self.sentences,
            &mut self.symbols,
            &mut self.quotes,
            &mut self.exclamations,
        ];
        for (place, sum) in sums.into_iter().enumerate() {
            *sum += (counts >> (place * COUNT_BITS)) as usize & MAX_COUNT;
        }
    }

    /// Counts a character beyond ASCII; returns what it is to the next.
    fn add(&mut self, c: char, before: Before) -> Before {
        self.characters += 1;
        if is_alphabetic(c) {
            let is_upper = is_uppercase(c);
            self.letters += 1;
            self.unspaced += usize::from(is_unspaced(c));
            self.upper += usize::from(is_upper);
            self.capitalized += usize::from(is_upper && before != Before::Word);
            return Before::Word;
        }
        match c {
            '、' | '，' | '،' => self.commas += 1,
            '•' | '·' | '»' | '›' | '→' => self.symbols += 1,
            '“' | '”' | '«' | '„' | '「' | '」' => self.quotes += 1,
            '！' => self.exclamations += 1,
            _ => self.spaces += usize::from(c.is_whitespace()),
        }
        let closes = c.is_whitespace() || matches!(c, '”' | '’' | '»');
        self.sentences += usize::from(closes && before == Before::End);
        match c {
            // In scripts without spaces the next sentence follows at once.
            '。' | '！' | '？' => self.sentences += 1,
            '’' => return Before::Word,
            _ if is_sentence_end(c) => return Before::End,
            _ if is_numeric(c) => return Before::Word,
            _ => {}
        }
        Before::Other
    }
}

/// What a character is to the one after it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Other,
    /// A letter, digit or apostrophe: no word begins.
    Word,
    /// The end of a sentence, if the next one closes it.
    End,
}

/// Bits of a count of up to [`MAX_COUNT`] characters; all counts fit in 64.
const COUNT_BITS: usize = 6;
const MAX_COUNT: usize = (1 << COUNT_BITS) - 1;

/// What each character of ASCII is to the one after it.
static BEFORE: [Before; 128] = {
    let mut before = [Before::Other; 128];
    let mut byte = 0;
    while byte < 128 {
        before[byte] = match byte as u8 {
            b'.' | b'!' | b'?' => Before::End,
            c if c.is_ascii_alphanumeric() || c == b'\'' => Before::Word,
            _ => Before::Other,
        };
        byte += 1;
    }
    before
};

/// What each character of ASCII counts as after a [`Before`].
static COUNTED: [[u64; 128]; 3] = [counted(Before::Other), counted(Before::Word), counted(Before::End)];

const fn counted(before: Before) -> [u64; 128] {
    let mut counted = [0; 128];
    let mut byte = 0;
    while byte < 128 {
        let c = byte as u8;
        let is_space = matches!(c, b' ' | b'\t'..=b'\r');
        let closes = is_space || matches!(c, b'"' | b'\'' | b')' | b']');
        let counts = [
            is_space,
            c.is_ascii_alphabetic(),
            c.is_ascii_uppercase(),
            c.is_ascii_uppercase() && !matches!(before, Before::Word),
            c.is_ascii_digit(),
            c == b',',
            closes && matches!(before, Before::End),
            matches!(c, b'|' | b'/' | b'#' | b'@' | b'<' | b'>'),
            c == b'"',
            c == b'!',
        ];
        let mut place = 0;
        while place < counts.len() {
            counted[byte] |= (counts[place] as u64) << (place * COUNT_BITS);
            place += 1;
        }
        byte += 1;
    }
    counted
}
