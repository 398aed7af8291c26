//! The phrases and word classes of every language.

use super::phrases::{Phrases, unit_length};
use crate::document::fold::{fold, hash, words};
use crate::label::Label;
use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;
use serde::Deserialize;
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

impl CueEntry {
    /// The cue of each phrase.
    fn cues(&self, language: &str) -> impl Iterator<Item = (&str, Cue)> {
        let cue = move |phrase: &String| Cue {
            phrase: phrase.clone(),
            family: self.family,
            place: self.at,
            is_section: self.section,
            language: language.to_owned(),
            max_words: self.max_words.unwrap_or(self.at.default_max_words()),
        };
        self.phrases.iter().map(move |phrase| (phrase.as_str(), cue(phrase)))
    }
}

struct Lexicon {
    /// Phrases before which no word may stand.
    heads: Phrases<Cue>,
    /// All others.
    inner: Phrases<Cue>,
    words: FxHashMap<u32, WordClass>,
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
        let mut lexicon = Lexicon { heads: Phrases::default(), inner: Phrases::default(), words: word_classes(files) };
        for (file, entry) in files.iter().flat_map(|file| file.cue.iter().map(move |entry| (file, entry))) {
            let phrases = if is_head(entry.at) { &mut lexicon.heads } else { &mut lexicon.inner };
            entry.cues(&file.language).for_each(|(phrase, cue)| phrases.add(phrase, cue));
        }
        lexicon
    }

    /// Calls `found` for each cue that counts in a folded line.
    fn find(&'static self, line: &str, word_count: usize, mut found: impl FnMut(CueHit)) {
        let mut follow = |phrases: &'static Phrases<Cue>, unit: Range<usize>| {
            let start = unit.start;
            phrases.follow(line, unit, |cue, end| {
                if word_count <= cue.max_words && cue.may_end_before(&line[end..]) {
                    found(CueHit { cue, share: (end - start) as f32 / line.len() as f32 });
                }
            });
        };
        let (mut start, mut is_first) = (0, true);
        while start < line.len() {
            // No phrase begins with a space.
            start += usize::from(line.as_bytes()[start] == b' ');
            let end = start + unit_length(&line[start..]);
            if is_first {
                follow(&self.heads, start..end);
                is_first = !line[start..end].starts_with(char::is_alphanumeric);
            }
            follow(&self.inner, start..end);
            start = end;
        }
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
        for cue in [&LEXICON.heads, &LEXICON.inner].into_iter().flat_map(Phrases::values) {
            let mut scratch = String::new();
            assert_eq!(merge_digits(&fold(&cue.phrase), &mut scratch), cue.phrase, "{}", cue.language);
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
