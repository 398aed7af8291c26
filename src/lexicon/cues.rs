//! The phrases and word classes of every language.

use crate::document::fold::{fold, hash, is_unspaced, words};
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
    /// Whether the phrase may stand where it ends at `end`; `is_first` where no
    /// word stands before it.
    fn stands(&self, line: &str, end: usize, is_first: bool) -> bool {
        let is_last = || !line[end..].contains(char::is_alphanumeric);
        match self.place {
            Place::Whole => is_first && is_last(),
            Place::Start => is_first,
            Place::End => is_last(),
            Place::Anywhere => true,
        }
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
    phrases: Phrases,
    words: FxHashMap<u32, WordClass>,
}

/// All phrases as a tree whose steps are [units](unit_length): a line is
/// followed from each of its units, and most words begin no phrase. The first
/// node is the root.
struct Phrases {
    nodes: Vec<Node>,
}

/// What phrases have come to after the same units.
#[derive(Default)]
struct Node {
    /// The node after each further unit.
    next: FxHashMap<Box<str>, usize>,
    /// The cues whose phrase ends here.
    cues: Vec<Cue>,
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
        Lexicon { phrases: Phrases::new(files), words: word_classes(files) }
    }
}

impl Phrases {
    fn new(files: &[LanguageFile]) -> Phrases {
        let mut phrases = Phrases { nodes: vec![Node::default()] };
        for (file, entry) in files.iter().flat_map(|file| file.cue.iter().map(move |entry| (file, entry))) {
            for phrase in &entry.phrases {
                let node = phrases.node(phrase);
                phrases.nodes[node].cues.push(Cue {
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
        let mut node = 0;
        for unit in units(phrase) {
            let count = self.nodes.len();
            node = *self.nodes[node].next.entry(unit.into()).or_insert(count);
            if node == count {
                self.nodes.push(Node::default());
            }
        }
        node
    }

    /// Calls `found` for each cue that counts in a folded line.
    fn find(&'static self, line: &str, word_count: usize, mut found: impl FnMut(CueHit)) {
        let (mut start, mut is_first) = (0, true);
        while start < line.len() {
            let unit_end = start + unit_length(&line[start..]);
            let unit = &line[start..unit_end];
            // No phrase begins with a space.
            if unit == " " {
                start = unit_end;
                continue;
            }
            let (mut end, mut node) = (unit_end, self.nodes[0].next.get(unit));
            while let Some(at) = node {
                let node_here = &self.nodes[*at];
                for cue in &node_here.cues {
                    if cue.stands(line, end, is_first) && word_count <= cue.max_words {
                        found(CueHit { cue, share: (end - start) as f32 / line.len() as f32 });
                    }
                }
                let next = unit_length(&line[end..]);
                node = node_here.next.get(&line[end..end + next]);
                end += next;
            }
            is_first &= !unit.starts_with(char::is_alphanumeric);
            start = unit_end;
        }
    }
}

/// The units of a phrase or line, in order.
fn units(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (unit, tail) = rest.split_at(unit_length(rest));
        rest = tail;
        (!unit.is_empty()).then_some(unit)
    })
}

/// Length of the first unit of a text: a run of letters and digits that no phrase
/// may begin or end inside of, or any other character by itself.
fn unit_length(text: &str) -> usize {
    let joins = |c: char| c.is_alphanumeric() && !is_unspaced(c);
    let ascii = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let rest = &text[ascii..];
    match rest.chars().next() {
        None => ascii,
        Some(c) if joins(c) => ascii + rest.find(|c| !joins(c)).unwrap_or(rest.len()),
        Some(c) if ascii == 0 => c.len_utf8(),
        Some(_) => ascii,
    }
}

/// Calls `found` for each cue in a block; `folded` is its comparison form.
pub(crate) fn find_cues(folded: &str, word_count: usize, scratch: &mut String, found: impl FnMut(CueHit)) {
    if folded.len() > MAX_SCANNED {
        return;
    }
    LEXICON.phrases.find(merge_digits(folded, scratch), word_count, found);
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
        for cue in LEXICON.phrases.nodes.iter().flat_map(|node| &node.cues) {
            let mut scratch = String::new();
            assert_eq!(merge_digits(&fold(&cue.phrase), &mut scratch), cue.phrase, "{}", cue.language);
        }
    }

    #[test]
    fn units_are_words_and_single_signs() {
        assert_eq!(units("l'été: 新聞x2").collect::<Vec<_>>(), ["l", "'", "été", ":", " ", "新", "聞", "x2"]);
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
