//! The shape of a block's text: lengths, letters, punctuation, inline markup.

use super::Words;
use super::counts::Count;
use crate::document::{Block, Document};

/// Least size of a block that counts as long.
const LONG: f32 = 80.0;

/// Links may cover less than this share of a block of prose.
const MAX_PROSE_LINKS: f32 = 0.35;

/// Share of function words above which text of a known language is prose.
const MIN_PROSE_STOPWORDS: f32 = 0.15;

/// Share of function words in a page's long blocks below which its language is
/// not one we have words for.
const UNKNOWN_LANGUAGE: f32 = 0.12;

/// Measurements of one block's text.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Shape {
    /// Characters; one of a script without spaces counts as three.
    pub(crate) size: f32,
    /// Words; two characters of a script without spaces count as one.
    pub(crate) words: f32,
    /// Share of function words among the words.
    pub(crate) stopwords: f32,
    pub(crate) commas: f32,
    /// Ends of sentences.
    pub(crate) sentences: f32,
    /// Share of words that begin with a capital.
    pub(crate) capitalized: f32,
    /// Share of capitals among the letters.
    pub(crate) uppercase: f32,
    pub(crate) digits: f32,
    /// Bars, bullets, arrows and the like.
    pub(crate) symbols: f32,
    pub(crate) quotes: f32,
    pub(crate) exclamations: f32,
    /// Share of characters that are neither letters, digits nor white space.
    pub(crate) punctuation: f32,
    pub(crate) first: FirstChar,
    pub(crate) ends_sentence: bool,
    pub(crate) ends_in_colon: bool,
    pub(crate) ends_in_ellipsis: bool,
    pub(crate) ends_in_question: bool,
    pub(crate) has_date: bool,
    pub(crate) starts_with_pronoun: bool,
    /// Share of the text that is linked, bold, emphasised.
    pub(crate) linked: f32,
    pub(crate) bold: f32,
    pub(crate) emphasized: f32,
    /// `size` where the block is prose, else 0; see [`mark_prose`].
    pub(crate) prose: f32,
}

/// What a block begins with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum FirstChar {
    #[default]
    Other,
    Upper,
    Lower,
    Digit,
    Quote,
    Bracket,
    Bullet,
}

impl Shape {
    /// Measures a block, the one of number `index`.
    pub(super) fn new(text: &str, all_words: &Words, index: usize, block: &Block) -> Shape {
        let count = Count::of(text);
        let words = all_words.of(index);
        let (mut stopwords, mut has_month) = (0, false);
        for class in words.iter().map(|word| all_words.class(*word)) {
            stopwords += usize::from(class.is_stopword());
            has_month |= class.is_month();
        }
        let word_count = words.len().max(1) as f32;
        let spaced_words = words.len().saturating_sub(count.unspaced) as f32;
        let characters = count.characters.max(1) as f32;
        let bytes = block.inline.bytes.max(1) as f32;
        let trimmed = text.trim_end_matches(is_after_end);
        Shape {
            size: (count.characters + 2 * count.unspaced) as f32,
            words: spaced_words + count.unspaced as f32 / 2.0,
            stopwords: stopwords as f32 / word_count,
            commas: count.commas as f32,
            sentences: count.sentences as f32,
            capitalized: count.capitalized as f32 / spaced_words.max(1.0),
            uppercase: count.upper as f32 / count.letters.max(1) as f32,
            digits: count.digits as f32 / characters,
            symbols: count.symbols as f32,
            quotes: count.quotes as f32,
            exclamations: count.exclamations as f32,
            punctuation: (count.characters - count.spaces - count.letters - count.digits) as f32 / characters,
            first: FirstChar::of(text),
            ends_sentence: trimmed.ends_with(is_sentence_end),
            ends_in_colon: trimmed.ends_with([':', '：']),
            ends_in_ellipsis: trimmed.ends_with("...") || trimmed.ends_with('…'),
            ends_in_question: trimmed.ends_with(['?', '？', '؟']),
            has_date: count.digits > 0 && (has_month || has_numeric_date(text)),
            starts_with_pronoun: words.first().is_some_and(|word| all_words.class(*word).is_pronoun()),
            linked: block.inline.link_density(),
            bold: block.inline.bold_bytes as f32 / bytes,
            emphasized: block.inline.emphasis_bytes as f32 / bytes,
            prose: 0.0,
        }
    }

    /// Whether the block is running text, and not short.
    pub(crate) fn is_prose(&self) -> bool {
        self.prose > 0.0
    }

    /// Whether the block is a paragraph of a length that few but authors write.
    pub(crate) fn is_long(&self) -> bool {
        self.is_prose() && self.words >= 18.0 && (self.ends_sentence || self.words >= 40.0)
    }

    /// Whether the block could be a heading, a name or a label: short and
    /// without the end of a sentence.
    pub(crate) fn is_line(&self) -> bool {
        self.words <= 14.0 && !self.ends_sentence
    }
}

/// Tells which blocks are prose. Function words tell it best; on pages of a
/// language that we have none of, the ends of sentences must do.
pub(super) fn mark_prose(document: &Document<'_>, shapes: &mut [Shape]) {
    let long = |shape: &&mut Shape| shape.size >= LONG && shape.linked < MAX_PROSE_LINKS;
    let (mut stopwords, mut total) = (0.0, 0.0);
    for shape in shapes.iter_mut().filter(long) {
        stopwords += shape.stopwords * shape.words;
        total += shape.words;
    }
    let is_known = stopwords >= UNKNOWN_LANGUAGE * total;
    for (shape, block) in shapes.iter_mut().zip(&document.blocks) {
        let reads_as_prose = if is_known { shape.stopwords > MIN_PROSE_STOPWORDS } else { shape.sentences >= 1.0 };
        let is_code = block.kind == crate::document::BlockKind::Code;
        let is_prose = shape.size >= LONG && shape.linked < MAX_PROSE_LINKS && reads_as_prose && !is_code;
        shape.prose = if is_prose { shape.size } else { 0.0 };
    }
}

impl FirstChar {
    fn of(text: &str) -> FirstChar {
        match text.chars().next() {
            Some('•' | '·' | '▪' | '●' | '◦' | '*' | '-' | '–' | '—' | '✓' | '✔' | '►' | '»' | '>') => {
                FirstChar::Bullet
            }
            Some('"' | '“' | '„' | '«' | '‘' | '\'' | '「' | '『') => FirstChar::Quote,
            Some('(' | '[' | '{' | '（' | '【') => FirstChar::Bracket,
            Some(c) if c.is_numeric() => FirstChar::Digit,
            Some(c) if c.is_lowercase() => FirstChar::Lower,
            Some(c) if c.is_uppercase() => FirstChar::Upper,
            _ => FirstChar::Other,
        }
    }
}

/// Whether a character ends a sentence, in any script.
pub(crate) fn is_sentence_end(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '।' | '۔' | '։' | '።')
}

/// Whether a character may stand between the end of a sentence and that of the
/// block: quotes, brackets, footnote digits, spaces.
fn is_after_end(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | '«' | '“' | '‘' | ')' | ']' | '）' | '」' | '』' | '*')
        || c.is_ascii_digit()
        || c.is_whitespace()
}

/// Whether a date in digits stands in the text (`2024-05-01`, `1.5.2024`, `5月1日`).
fn has_numeric_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_date = |at: usize| {
        let digits = |from: usize| bytes[from..].iter().take(5).take_while(|b| b.is_ascii_digit()).count();
        let first = digits(at);
        let Some(&separator) = bytes.get(at + first) else { return false };
        let second = digits((at + first + 1).min(bytes.len()));
        let next = at + first + 1 + second;
        matches!((first, second), (1..=4, 1..=2))
            && matches!(separator, b'.' | b'-' | b'/')
            && bytes.get(next) == Some(&separator)
            && bytes.get(next + 1).is_some_and(u8::is_ascii_digit)
    };
    let starts =
        (0..bytes.len()).filter(|&at| bytes[at].is_ascii_digit() && (at == 0 || !bytes[at - 1].is_ascii_digit()));
    let mut dates = starts.filter(|&at| is_date(at));
    dates.next().is_some() || (text.contains('月') && text.contains('日') && bytes.iter().any(u8::is_ascii_digit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::fold::fold;

    fn shape(text: &str) -> Shape {
        let document = crate::segment::text::segment(text);
        let mut words = Words::default();
        words.push_block(&fold(text), &mut crate::lexicon::Openings::new());
        let mut shapes = [Shape::new(text, &words, 0, &document.blocks[0])];
        mark_prose(&document, &mut shapes);
        shapes[0]
    }

    #[test]
    fn sentences_and_their_ends_are_seen_in_any_script() {
        assert_eq!(shape("One. Two! And “three?” No").sentences, 3.0);
        assert!(shape("He said so.” ").ends_sentence);
        assert_eq!(shape("今日は晴れ。明日は雨。").sentences, 2.0);
        assert!(!shape("A headline").ends_sentence);
        assert!(shape("Cut short ...").ends_in_ellipsis);
    }

    #[test]
    fn dates_are_found() {
        assert!(shape("on 3.5.2024 at").has_date);
        assert!(shape("May 3, 2024").has_date);
        assert!(!shape("1.5 to 2.5 percent").has_date);
    }

    #[test]
    fn prose_is_long_unlinked_and_full_of_function_words() {
        let text =
            "The harbour was built in the year when the town had a fleet of its own, and it is still in use today.";
        assert!(shape(text).is_long());
        assert!(!shape("Harbour").is_prose());
        assert!(shape("SHOUTED LINE").uppercase > 0.99);
    }
}
