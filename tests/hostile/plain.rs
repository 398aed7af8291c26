//! Plain pages and texts: what the time of hostile ones is measured by.

use std::fmt::Write;

/// What holds sentences together.
const FUNCTION_WORDS: [&str; 24] = [
    "the", "of", "and", "a", "in", "that", "to", "was", "it", "with", "had", "for", "by", "before", "from", "she",
    "they", "were", "on", "his", "but", "not", "an", "when",
];

/// What the other words are made of.
const SYLLABLES: [&str; 20] = [
    "lam", "per", "ost", "rel", "can", "nal", "wa", "ter", "bar", "ge", "lo", "ck", "win", "sum", "mer", "dig", "ger",
    "tow", "path", "oil",
];

/// Numbers without any pattern, the same in each run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

/// Paragraphs of about 80 words until there are so many bytes.
pub fn paragraphs(length: usize, separator: &str) -> String {
    let mut dice = Dice(7);
    let mut out = String::with_capacity(length + 1000);
    while out.len() < length {
        paragraph(&mut dice, &mut out);
        out.push_str(separator);
    }
    out
}

fn paragraph(dice: &mut Dice, out: &mut String) {
    for _ in 0..3 + dice.below(5) {
        out.push_str("The ");
        for _ in 0..8 + dice.below(12) {
            word(dice, out);
            out.push(' ');
        }
        out.pop();
        out.push_str(". ");
    }
    out.pop();
}

fn word(dice: &mut Dice, out: &mut String) {
    if dice.below(2) == 0 {
        out.push_str(FUNCTION_WORDS[dice.below(FUNCTION_WORDS.len())]);
    } else {
        (0..3).for_each(|_| out.push_str(SYLLABLES[dice.below(SYLLABLES.len())]));
    }
}

/// A text of so many bytes.
pub fn text(length: usize) -> String {
    paragraphs(length, "\n\n")
}

/// A page of so many bytes, with headings, links and emphasis as pages have them.
pub fn page(length: usize) -> String {
    let mut dice = Dice(11);
    let mut out = String::with_capacity(length + 1000);
    out.push_str("<!DOCTYPE html><html lang=en><head><title>Lamps</title></head><body><div id=main><article>");
    while out.len() < length {
        let number = dice.below(1_000_000);
        if dice.below(6) == 0 {
            out.push_str("<h2 class=\"section-title\">The ");
            word(&mut dice, &mut out);
            let _ = writeln!(out, " of {number}</h2>");
        }
        out.push_str("<p class=\"story-text\">");
        paragraph(&mut dice, &mut out);
        let _ = writeln!(out, " See <a href=\"/canal/{number}\">the {number}th lamp</a>, <em>the</em> last.</p>");
    }
    out
}
