//! The phrases and word classes of every language.

use super::phrases::{Phrases, Root, Start, unit_hash, unit_length};
use crate::bits::numbers;
use crate::document::characters::is_alphanumeric;
use crate::document::fold::{fold, hash, words};
use crate::label::Label;
use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;
use serde::Deserialize;

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

// A word's languages are a set of bits, which `WordClass` shares with two more.
const _: () = assert!(FILES.len() <= WordClass::MONTH.trailing_zeros() as usize);

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
    /// The tree of the phrases of this place.
    fn root(self) -> Root {
        match self {
            Place::Whole | Place::Start => Root::Head,
            Place::End | Place::Anywhere => Root::Inner,
        }
    }

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
    pub(crate) phrase: &'static str,
    pub(crate) family: Family,
    pub(crate) place: Place,
    /// Whether the line heads a section of its family.
    pub(crate) is_section: bool,
    pub(crate) language: &'static str,
    pub(super) max_words: usize,
}

impl Cue {
    /// Whether the phrase may begin a sentence inside a line.
    pub(super) fn may_begin_sentence(&self) -> bool {
        self.place == Place::Start && self.family.label().is_frame()
    }

    /// Whether the phrase may end where `rest` follows it.
    pub(super) fn may_end_before(&self, rest: &str) -> bool {
        matches!(self.place, Place::Start | Place::Anywhere) || !rest.contains(is_alphanumeric)
    }
}

/// What a word is in any of the languages, as a set of bits: the lower ones tell of
/// which it is a function word.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct WordClass(u16);

impl WordClass {
    const PRONOUN: u16 = 1 << 15;
    const MONTH: u16 = 1 << 14;

    /// The languages that it is a function word of, as a bit set.
    fn languages(self) -> u16 {
        self.0 & !(WordClass::PRONOUN | WordClass::MONTH)
    }

    /// Whether it is a function word of any language.
    pub(crate) fn is_stopword(self) -> bool {
        self.languages() != 0
    }

    pub(crate) fn is_pronoun(self) -> bool {
        self.0 & WordClass::PRONOUN != 0
    }

    pub(crate) fn is_month(self) -> bool {
        self.0 & WordClass::MONTH != 0
    }
}

#[derive(Deserialize)]
struct LanguageFile {
    language: &'static str,
    /// Whether its function words alone tell it: no related language shares many.
    #[serde(default)]
    unmistakable: bool,
    stopwords: &'static str,
    pronouns: &'static str,
    months: &'static str,
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
    #[serde(borrow)]
    phrases: Vec<&'static str>,
    #[cfg(test)]
    matches: Vec<String>,
    #[cfg(test)]
    spares: Vec<String>,
}

impl CueEntry {
    /// The cue of each phrase.
    fn cues(&self, language: &'static str) -> impl Iterator<Item = Cue> {
        self.phrases.iter().map(move |phrase| Cue {
            phrase,
            family: self.family,
            place: self.at,
            is_section: self.section,
            language,
            max_words: self.max_words.unwrap_or(self.at.default_max_words()),
        })
    }
}

pub(super) struct Lexicon {
    /// In the order of the files.
    languages: Vec<Language>,
    pub(super) phrases: Phrases<Cue>,
    /// By [`hash`]: the words of classes, and all units that begin phrases.
    entries: FxHashMap<u32, Entry>,
    /// What begins with each of the units that begin phrases.
    pub(super) starts: Vec<Begun>,
    /// The signs of ASCII that begin phrases.
    pub(super) signs: [bool; 128],
}

/// A language of the lexicon.
#[derive(Debug, PartialEq)]
pub(crate) struct Language {
    pub(crate) tag: &'static str,
    /// Whether its function words alone tell it.
    pub(crate) is_unmistakable: bool,
}

impl Language {
    fn of(file: &LanguageFile) -> Language {
        Language { tag: file.language, is_unmistakable: file.unmistakable }
    }
}

/// What the lexicon knows of a word; small, because every new word of a page asks.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Entry {
    pub(crate) class: WordClass,
    pub(crate) starts: Starts,
}

/// What phrases a word or sign begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Starts(u16);

impl Starts {
    const NOTHING: Starts = Starts(0);
    /// The word has several units, each of which may begin some.
    pub(super) const BY_UNIT: Starts = Starts(u16::MAX);

    /// Those of a place in [`Lexicon::starts`].
    fn at(place: usize) -> Starts {
        assert!(place + 1 < usize::from(Starts::BY_UNIT.0), "more units begin phrases than can be counted");
        Starts(place as u16 + 1)
    }

    /// The place in [`Lexicon::starts`], if it has one.
    pub(super) fn place(self) -> Option<usize> {
        if self == Starts::BY_UNIT { None } else { usize::from(self.0).checked_sub(1) }
    }
}

/// The phrases that a unit begins.
pub(super) struct Begun {
    /// At the head of a line.
    pub(super) head: Option<Start>,
    /// Anywhere.
    pub(super) inner: Option<Start>,
}

/// Longest line (words) in which most phrases count: the default of
/// [`Place::Anywhere`].
const LINE_WORDS: usize = 60;

pub(super) static LEXICON: Lazy<Lexicon> = Lazy::new(|| {
    let files = FILES.map(|file| toml::from_str(file).expect("the bundled language files are valid"));
    Lexicon::new(&files)
});

impl Lexicon {
    fn new(files: &[LanguageFile]) -> Lexicon {
        let mut lexicon = Lexicon {
            languages: files.iter().map(Language::of).collect(),
            phrases: Phrases::default(),
            entries: FxHashMap::default(),
            starts: Vec::new(),
            signs: [false; 128],
        };
        lexicon.add_classes(files);
        for (file, entry) in files.iter().flat_map(|file| file.cue.iter().map(move |entry| (file, entry))) {
            entry.cues(file.language).for_each(|cue| lexicon.phrases.add(entry.at.root(), cue.phrase, cue));
        }
        for phrase in files.iter().flat_map(|file| &file.cue).flat_map(|entry| &entry.phrases) {
            lexicon.add_start(&phrase[..unit_length(phrase)]);
        }
        lexicon
    }

    fn add_classes(&mut self, files: &[LanguageFile]) {
        let mut mark = |list: &str, set: &dyn Fn(&mut WordClass)| {
            for word in words(&fold(list)) {
                set(&mut self.entries.entry(hash(word.as_bytes())).or_default().class);
            }
        };
        for (language, file) in files.iter().enumerate() {
            mark(file.stopwords, &|class| class.0 |= 1 << language);
            mark(file.pronouns, &|class| class.0 |= WordClass::PRONOUN);
            mark(file.months, &|class| class.0 |= WordClass::MONTH);
        }
    }

    /// Adds the first unit of a phrase.
    fn add_start(&mut self, unit: &str) {
        let hash = unit_hash(unit);
        let entry = self.entries.entry(hash).or_default();
        if entry.starts == Starts::NOTHING {
            let [head, inner] = [Root::Head, Root::Inner].map(|root| self.phrases.start(root, hash));
            entry.starts = Starts::at(self.starts.len());
            self.starts.push(Begun { head, inner });
        }
        if let Some(sign) = self.signs.get_mut(usize::from(unit.as_bytes()[0])) {
            *sign = true;
        }
    }

    /// What phrases a unit begins, by its hash.
    pub(super) fn starts(&self, unit: u32) -> Starts {
        self.entries.get(&unit).map_or(Starts::NOTHING, |entry| entry.starts)
    }
}

/// What the lexicon knows of a word; `hash` is its [`hash`].
pub(crate) fn look_up(word: &str, hash: u32) -> Entry {
    let entry = LEXICON.entries.get(&hash).copied().unwrap_or_default();
    let starts = match word {
        _ if word.bytes().all(|byte| byte.is_ascii_lowercase()) => entry.starts,
        _ if unit_length(word) < word.len() => Starts::BY_UNIT,
        _ => LEXICON.starts(unit_hash(word)),
    };
    Entry { starts, ..entry }
}

/// How many of some words are function words of each language.
pub(crate) fn count_function_words(
    hashes: impl Iterator<Item = u32>,
) -> impl Iterator<Item = (&'static Language, usize)> {
    let mut counts = [0; FILES.len()];
    for entry in hashes.filter_map(|hash| LEXICON.entries.get(&hash)) {
        numbers(entry.class.languages().into()).for_each(|language| counts[language] += 1);
    }
    LEXICON.languages.iter().zip(counts)
}

#[cfg(test)]
mod tests {
    use super::super::phrases::merge_digits;
    use super::super::search::each_hit;
    use super::*;

    fn hits(line: &str, entry: &CueEntry, language: &str) -> bool {
        let mut hit = false;
        each_hit(&fold(line), |found| {
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
                    assert!(hits(line, entry, file.language), "{}: {:?} misses {line:?}", file.language, entry.family);
                }
                for line in &entry.spares {
                    assert!(!hits(line, entry, file.language), "{}: {:?} hits {line:?}", file.language, entry.family);
                }
            }
        }
    }

    #[test]
    fn phrases_are_written_in_comparison_form() {
        for cue in LEXICON.phrases.values() {
            let merged = merge_digits(fold(cue.phrase).as_bytes()).collect::<Vec<_>>();
            assert_eq!(String::from_utf8(merged).unwrap(), cue.phrase, "{}", cue.language);
        }
    }

    #[test]
    fn every_language_has_its_words() {
        for source in FILES {
            let file: LanguageFile = toml::from_str(source).unwrap();
            assert!(words(file.stopwords).count() >= 20, "{}", file.language);
            for word in words(&fold(file.stopwords)).take(5) {
                assert!(look_up(word, hash(word.as_bytes())).class.is_stopword(), "{word}");
            }
        }
    }
}
