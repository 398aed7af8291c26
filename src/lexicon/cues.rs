//! The phrases and word classes of every language.

use crate::document::fold::{ascii_run, fold, hash, is_unspaced, words};
use crate::label::Label;
use once_cell::sync::Lazy;
use rustc_hash::{FxHashMap, FxHasher};
use serde::Deserialize;
use std::hash::Hasher;
use std::ops::Range;

/// The language files; a new one is added here.
const FILES: [&str; 12] = [
    include_str!("data/ar.toml"),
    include_str!("data/de.toml"),
    include_str!("data/en.toml"),
    include_str!("data/es.toml"),
    include_str!("data/fr.toml"),
    include_str!("data/it.toml"),
    include_str!("data/ja.toml"),
    include_str!("data/nl.toml"),
    include_str!("data/pl.toml"),
    include_str!("data/pt.toml"),
    include_str!("data/ru.toml"),
    include_str!("data/zh.toml"),
];

/// Longest text (bytes, folded) in which cues are looked for; a longer block is
/// never a matter of one phrase.
const MAX_SCANNED: usize = 2000;

/// What a phrase speaks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Family {
    RelatedLinks,
    /// A line that links to one other story, between paragraphs.
    Insert,
    AuthorBio,
    /// A job or deed that biographies tell of; weak by itself.
    Role,
    Promo,
    Share,
    Navigation,
    Comment,
    Legal,
    Byline,
    Caption,
    Note,
}

impl Family {
    /// How many families there are.
    pub(crate) const COUNT: usize = 12;

    /// The label of a block that a phrase of this family marks.
    pub(crate) fn label(self) -> Label {
        match self {
            Family::RelatedLinks | Family::Insert => Label::RelatedLinks,
            Family::AuthorBio | Family::Role => Label::AuthorBio,
            Family::Promo => Label::Promo,
            Family::Share | Family::Navigation => Label::Navigation,
            Family::Comment => Label::Comment,
            Family::Legal => Label::Legal,
            Family::Byline => Label::Byline,
            Family::Caption => Label::Caption,
            Family::Note => Label::Note,
        }
    }
}

/// Where in a line a phrase must stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Place {
    Whole,
    Start,
    End,
    Anywhere,
}

impl Place {
    /// Most words of a line in which the phrase counts, where the file says
    /// nothing.
    fn default_max_words(self) -> usize {
        match self {
            Place::Whole => usize::MAX,
            Place::Start | Place::End => 12,
            Place::Anywhere => LINE_WORDS,
        }
    }
}

/// A phrase of a language file.
#[derive(Debug)]
pub(crate) struct Cue {
    pub(crate) phrase: String,
    pub(crate) family: Family,
    pub(crate) place: Place,
    /// Whether the line heads a section of its family.
    pub(crate) is_section: bool,
    pub(crate) language: String,
    max_words: usize,
}

impl Cue {
    /// Whether the phrase may end where `rest` follows it.
    fn may_end_before(&self, rest: &str) -> bool {
        matches!(self.place, Place::Start | Place::Anywhere) || !rest.contains(char::is_alphanumeric)
    }
}

/// A phrase found in a block.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CueHit {
    pub(crate) cue: &'static Cue,
    /// Share of the block's folded text that the phrase covers, 0 to 1.
    pub(crate) share: f32,
}

/// What a word is in any of the languages.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct WordClass {
    pub(crate) is_stopword: bool,
    pub(crate) is_pronoun: bool,
    pub(crate) is_month: bool,
}

#[derive(Deserialize)]
struct LanguageFile {
    language: String,
    stopwords: String,
    pronouns: String,
    months: String,
    #[serde(default)]
    cue: Vec<CueEntry>,
}

#[derive(Deserialize)]
struct CueEntry {
    family: Family,
    at: Place,
    #[serde(default)]
    section: bool,
    max_words: Option<usize>,
    phrases: Vec<String>,
    #[cfg_attr(not(test), allow(dead_code, reason = "read by the tests alone"))]
    matches: Vec<String>,
    #[cfg_attr(not(test), allow(dead_code, reason = "read by the tests alone"))]
    spares: Vec<String>,
}

struct Lexicon {
    /// Phrases before which no word may stand.
    heads: Phrases,
    /// All others.
    inner: Phrases,
    words: FxHashMap<u32, WordClass>,
}

/// All phrases as a tree: a line is followed from each of its words and signs,
/// and most begin no phrase. Its first node is the root.
struct Phrases {
    /// The node after each [step](step_length) from a node, by [`edge`].
    edges: FxHashMap<u64, u32>,
    /// The cues whose phrase ends at each node.
    cues: Vec<Vec<Cue>>,
    /// What begins a phrase.
    starts: Starts,
}

/// Longest line (words) in which most phrases count: the default of
/// [`Place::Anywhere`].
const LINE_WORDS: usize = 60;

static LEXICON: Lazy<Lexicon> = Lazy::new(|| {
    let files = FILES.map(|file| toml::from_str(file).expect("the bundled language files are valid"));
    Lexicon::new(&files)
});

impl Lexicon {
    fn new(files: &[LanguageFile]) -> Lexicon {
        let is_head = |place: Place| matches!(place, Place::Whole | Place::Start);
        Lexicon {
            heads: Phrases::new(files, is_head),
            inner: Phrases::new(files, |place| !is_head(place)),
            words: word_classes(files),
        }
    }

    /// Calls `found` for each cue that counts in a folded line.
    fn find(&'static self, line: &str, word_count: usize, mut found: impl FnMut(CueHit)) {
        let (mut start, mut is_first) = (0, true);
        while start < line.len() {
            // No phrase begins with a space.
            start += usize::from(line.as_bytes()[start] == b' ');
            let end = start + unit_length(&line[start..]);
            if is_first {
                self.heads.follow(line, start..end, word_count, &mut found);
                is_first = !line[start..end].starts_with(char::is_alphanumeric);
            }
            self.inner.follow(line, start..end, word_count, &mut found);
            start = end;
        }
    }
}

impl Phrases {
    /// The phrases of the entries that stand at such a place.
    fn new(files: &[LanguageFile], is_wanted: impl Fn(Place) -> bool) -> Phrases {
        let mut phrases = Phrases { edges: FxHashMap::default(), cues: vec![Vec::new()], starts: Starts::default() };
        let entries = files.iter().flat_map(|file| file.cue.iter().map(move |entry| (file, entry)));
        for (file, entry) in entries.filter(|(_, entry)| is_wanted(entry.at)) {
            for phrase in &entry.phrases {
                phrases.starts.add(phrase);
                let node = phrases.node(phrase);
                phrases.cues[node].push(Cue {
                    phrase: phrase.clone(),
                    family: entry.family,
                    place: entry.at,
                    is_section: entry.section,
                    language: file.language.clone(),
                    max_words: entry.max_words.unwrap_or(entry.at.default_max_words()),
                });
            }
        }
        phrases
    }

    /// The node at the end of a phrase.
    fn node(&mut self, phrase: &str) -> usize {
        let (mut node, mut at) = (0, 0);
        while at < phrase.len() {
            let end = at + step_length(&phrase[at..]);
            let count = self.cues.len() as u32;
            node = *self.edges.entry(edge(node, &phrase[at..end])).or_insert(count);
            if node == count {
                self.cues.push(Vec::new());
            }
            at = end;
        }
        node as usize
    }

    /// Calls `found` for each cue that begins with the unit at `unit`.
    fn follow(&'static self, line: &str, unit: Range<usize>, word_count: usize, found: &mut impl FnMut(CueHit)) {
        let first = &line[unit.clone()];
        if !self.starts.has(first) {
            return;
        }
        let mut end = unit.end;
        let mut node = self.edges.get(&edge(0, first));
        while let Some(at) = node {
            for cue in &self.cues[*at as usize] {
                if word_count <= cue.max_words && cue.may_end_before(&line[end..]) {
                    found(CueHit { cue, share: (end - unit.start) as f32 / line.len() as f32 });
                }
            }
            let next = end + step_length(&line[end..]);
            node = self.edges.get(&edge(*at, &line[end..next]));
            end = next;
        }
    }
}

/// What units begin a phrase, roughly: most words are told by a glance.
struct Starts([u64; Starts::BITS / 64]);

impl Default for Starts {
    fn default() -> Starts {
        Starts([0; Starts::BITS / 64])
    }
}

impl Starts {
    /// Some ten times the first units of all phrases.
    const BITS: usize = 1 << 15;

    fn add(&mut self, phrase: &str) {
        let bit = Starts::bit(&phrase[..unit_length(phrase)]);
        self.0[bit / 64] |= 1 << (bit % 64);
    }

    fn has(&self, unit: &str) -> bool {
        let bit = Starts::bit(unit);
        self.0[bit / 64] & (1 << (bit % 64)) != 0
    }

    /// From the length of a unit and its first and last bytes.
    fn bit(unit: &str) -> usize {
        let bytes = unit.as_bytes();
        let at = |index: usize| u32::from(bytes.get(index).copied().unwrap_or(0));
        let key = at(0) | at(1) << 8 | at(2) << 16 | at(bytes.len().saturating_sub(1)) << 24;
        let mixed = (key ^ (bytes.len() as u32) << 13).wrapping_mul(0x9e37_79b1);
        mixed as usize >> (32 - Starts::BITS.trailing_zeros())
    }
}

/// The key of a step from a node; 64 bits tell the thousands there are.
fn edge(node: u32, step: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_u32(node);
    hasher.write(step.as_bytes());
    hasher.finish()
}

/// Length of the next step: a unit, with the space before it if there is one; no
/// phrase begins or ends with a space.
fn step_length(text: &str) -> usize {
    let space = usize::from(text.starts_with(' '));
    space + unit_length(&text[space..])
}

/// Length of the first unit of a text: a run of letters and digits that no phrase
/// may begin or end inside of, or any other character by itself.
fn unit_length(text: &str) -> usize {
    let ascii = ascii_run(text);
    match text.as_bytes().get(ascii) {
        None => ascii,
        Some(byte) if byte.is_ascii() => ascii.max(1),
        Some(_) => mixed_unit_length(text, ascii),
    }
}

/// [`unit_length`] of a text that goes on with another character after `ascii`
/// letters and digits.
fn mixed_unit_length(text: &str, ascii: usize) -> usize {
    let joins = |c: char| c.is_alphanumeric() && !is_unspaced(c);
    let rest = &text[ascii..];
    match rest.chars().next() {
        Some(c) if joins(c) => ascii + rest.find(|c| !joins(c)).unwrap_or(rest.len()),
        Some(c) if ascii == 0 => c.len_utf8(),
        _ => ascii,
    }
}

/// Calls `found` for each cue in a block; `folded` is its comparison form.
pub(crate) fn find_cues(folded: &str, word_count: usize, scratch: &mut String, found: impl FnMut(CueHit)) {
    if folded.len() > MAX_SCANNED {
        return;
    }
    LEXICON.find(merge_digits(folded, scratch), word_count, found);
}

/// What class a word is of, by its [`hash`].
pub(crate) fn word_class(word: u32) -> WordClass {
    LEXICON.words.get(&word).copied().unwrap_or_default()
}

fn word_classes(files: &[LanguageFile]) -> FxHashMap<u32, WordClass> {
    let mut classes: FxHashMap<u32, WordClass> = FxHashMap::default();
    let mut mark = |list: &str, set: fn(&mut WordClass)| {
        for word in words(&fold(list)) {
            set(classes.entry(hash(word.as_bytes())).or_default());
        }
    };
    for file in files {
        mark(&file.stopwords, |class| class.is_stopword = true);
        mark(&file.pronouns, |class| class.is_pronoun = true);
        mark(&file.months, |class| class.is_month = true);
    }
    classes
}

/// The line with each run of digits as one `0`, as phrases are written.
fn merge_digits<'a>(folded: &'a str, scratch: &'a mut String) -> &'a str {
    if !folded.bytes().any(|b| b.is_ascii_digit()) {
        return folded;
    }
    scratch.clear();
    for c in folded.chars() {
        if !c.is_ascii_digit() {
            scratch.push(c);
        } else if !scratch.ends_with('0') {
            scratch.push('0');
        }
    }
    scratch
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hits(line: &str, entry: &CueEntry, language: &str) -> bool {
        let folded = fold(line);
        let count = words(&folded).count();
        let (mut scratch, mut hit) = (String::new(), false);
        find_cues(&folded, count, &mut scratch, |found| {
            let cue = found.cue;
            hit |= cue.family == entry.family
                && cue.place == entry.at
                && cue.max_words == entry.max_words.unwrap_or(entry.at.default_max_words())
                && cue.language == language
                && entry.phrases.contains(&cue.phrase)
        });
        hit
    }

    #[test]
    fn every_entry_matches_and_spares_what_it_says() {
        for source in FILES {
            let file: LanguageFile = toml::from_str(source).unwrap();
            for entry in &file.cue {
                assert!(
                    !entry.matches.is_empty() && !entry.spares.is_empty(),
                    "{}: {:?}",
                    file.language,
                    entry.phrases
                );
                for line in &entry.matches {
                    assert!(hits(line, entry, &file.language), "{}: {:?} misses {line:?}", file.language, entry.family);
                }
                for line in &entry.spares {
                    assert!(!hits(line, entry, &file.language), "{}: {:?} hits {line:?}", file.language, entry.family);
                }
            }
        }
    }

    #[test]
    fn phrases_are_written_in_comparison_form() {
        for cue in [&LEXICON.heads, &LEXICON.inner].into_iter().flat_map(|phrases| phrases.cues.iter().flatten()) {
            let mut scratch = String::new();
            assert_eq!(merge_digits(&fold(&cue.phrase), &mut scratch), cue.phrase, "{}", cue.language);
        }
    }

    #[test]
    fn units_are_words_and_single_signs() {
        let mut rest = "l'été: 新聞x2";
        for unit in ["l", "'", "été", ":", " ", "新", "聞", "x2"] {
            assert_eq!(&rest[..unit_length(rest)], unit);
            rest = &rest[unit.len()..];
        }
    }

    #[test]
    fn numbers_match_as_one() {
        let mut scratch = String::new();
        assert_eq!(merge_digits("12 of 340", &mut scratch), "0 of 0");
        assert_eq!(merge_digits("none", &mut scratch), "none");
    }

    #[test]
    fn every_language_has_its_words() {
        for source in FILES {
            let file: LanguageFile = toml::from_str(source).unwrap();
            assert!(words(&file.stopwords).count() >= 20, "{}", file.language);
            for word in words(&fold(&file.stopwords)).take(5) {
                assert!(word_class(hash(word.as_bytes())).is_stopword, "{word}");
            }
        }
    }
}
