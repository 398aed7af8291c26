//! Writing the text of a page: white space collapsed, what is invisible left out.

use super::BlockBuilder;
use crate::document::characters::{is_alphanumeric, is_invisible};
use crate::document::fold::{has_spaces_in_a_row, is_visible};

impl BlockBuilder<'_> {
    /// White space alone, where it is not kept as it stands.
    pub(crate) fn space(&mut self) {
        self.space_pending |= self.dropped == 0;
    }

    /// Text of the page, as it stands in the source.
    pub(crate) fn text(&mut self, text: &str) {
        if self.dropped > 0 {
            self.dropped_bytes += text.trim_ascii().len();
            return;
        }
        if self.preformatted > 0 {
            return self.preformatted_text(text);
        }
        let before = self.text.len();
        self.space_pending |= text.starts_with(char::is_whitespace);
        self.collapsed(text.trim_ascii());
        if self.text.len() > before {
            self.space_pending = text.ends_with(char::is_whitespace);
        }
        self.measure(before);
    }

    /// Writes a text with its white space collapsed and without what is invisible,
    /// in stretches that are as they should be.
    fn collapsed(&mut self, text: &str) {
        if is_tidy(text) {
            return self.words(text);
        }
        for stretch in text.split(|c: char| c != ' ' && c.is_whitespace()).map(str::trim_ascii) {
            if is_tidy(stretch) {
                self.words(stretch);
            } else {
                stretch.split_ascii_whitespace().for_each(|word| self.word(word));
            }
            self.space_pending = true;
        }
    }

    /// Writes words that are [tidy](is_tidy).
    fn words(&mut self, words: &str) {
        if !words.is_empty() {
            self.begin_word();
            self.text.push_str(words);
        }
    }

    /// Writes a word in which invisible characters may be.
    fn word(&mut self, word: &str) {
        self.begin_word();
        self.text.extend(word.chars().filter(|c| !is_invisible(*c)));
        self.space_pending = true;
    }

    /// Writes the space before a word that comes after another.
    fn begin_word(&mut self) {
        let before = &self.text.as_bytes()[self.block_start..];
        if self.space_pending && !matches!(before, [] | [.., b'\n' | b' ']) {
            self.text.push(' ');
        }
        self.space_pending = false;
    }

    fn preformatted_text(&mut self, text: &str) {
        let before = self.text.len();
        self.text.push_str(text);
        self.measure(before);
    }

    /// Counts what was just written from `before` on.
    fn measure(&mut self, before: usize) {
        let written = &self.text[before..];
        let bytes = visible_bytes(written) as u32;
        if bytes == 0 {
            return;
        }
        if !self.has_word && written.contains(is_alphanumeric) {
            self.has_word = true;
            self.inner = self.current_element();
        }
        self.line_breaks = 0;
        self.inline.bytes += bytes;
        self.inline.ends_in_link = self.links > 0;
        if self.links > 0 {
            self.inline.link_bytes += bytes;
        }
        if self.bold > 0 {
            self.inline.bold_bytes += bytes;
        }
        if self.emphasis > 0 {
            self.inline.emphasis_bytes += bytes;
        }
    }
}

/// Whether a text, trimmed, can be written as it stands: its white space is single
/// spaces, and nothing in it is invisible.
fn is_tidy(text: &str) -> bool {
    if text.is_ascii() {
        return is_visible(text);
    }
    // All bytes are looked at, whatever the first ones say: many at a time.
    let has_control = text.bytes().fold(false, |any, byte| any | (byte < b' '));
    let is_seen = |c: char| c.is_ascii() || (!c.is_whitespace() && !is_invisible(c));
    !has_control && !has_spaces_in_a_row(text) && text.chars().all(is_seen)
}

/// How many bytes of a text are no white space of ASCII.
fn visible_bytes(text: &str) -> usize {
    let is_space =
        |byte: u8| [b' ', b'\t', b'\n', b'\x0c', b'\r'].iter().fold(false, |any, space| any | (byte == *space));
    // Counted in bytes, many at a time.
    let spaces = |bytes: &[u8]| bytes.iter().fold(0, |sum, byte| sum + u8::from(is_space(*byte)));
    text.len() - text.as_bytes().chunks(255).map(|chunk| usize::from(spaces(chunk))).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Pieces of text that are written as they stand, and such that are not.
    const PIECES: [&str; 14] =
        ["a", "Z9", ".", "é", "新", "“", " ", "  ", "\n", "\t", "\u{b}", "\u{a0}", "\u{3000}", "\u{200b}"];

    proptest! {
        #![proptest_config(ProptestConfig { cases: 5000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_text_is_written_word_by_word(picks in proptest::collection::vec(0..PIECES.len(), 0..16)) {
            let source = format!("x{}y", picks.into_iter().map(|pick| PIECES[pick]).collect::<String>());
            let mut builder = BlockBuilder::new(0, 8);
            builder.text(&source);
            let visible = |text: &str| text.chars().filter(|c| !is_invisible(*c)).collect::<String>();
            let words: Vec<String> = source.split_whitespace().map(visible).filter(|word| !word.is_empty()).collect();
            let bytes = words.iter().map(String::len).sum::<usize>();
            let document = builder.finish();
            prop_assert_eq!(&*document.text, words.join(" "));
            prop_assert_eq!(document.blocks[0].inline.bytes as usize, bytes);
        }
    }
}
