//! Finds what tells of the author: closing paragraphs, cards, contact lines.
//!
//! The surest sign is a run: a paragraph that starts with a person's full name
//! and tells of a job or gives a contact, then paragraphs that go on about the
//! same person, with little text after them. Some pages introduce their authors
//! before the text begins, under their names.

use super::person_name::leading_name;
use super::{Detector, Evidence, Findings, cue, excerpt};
use crate::document::fold::{fold, words};
use crate::features::Page;
use crate::label::Label;
use crate::lexicon::{Family, Group};
use rustc_hash::FxHashMap;

/// Lengths of a paragraph of a biography, in words.
const MIN_WORDS: f32 = 6.0;
const MAX_WORDS: f32 = 160.0;

/// Share of the page's words that come before a closing biography.
const MIN_POSITION: f64 = 0.5;

/// Share of the page's words that may come after it as long paragraphs.
const MAX_PROSE_AFTER: f64 = 0.15;

/// Share of the page's words that may come before one that opens a page.
const MAX_BEFORE_OPENING: f64 = 0.12;

/// Longest run of paragraphs about one person.
const MAX_RUN: usize = 8;

/// Paragraphs about one person that no story ends with.
const MIN_SURE_RUN: usize = 3;

/// Paragraphs that are looked at as the start of a run: whoever writes a page
/// of so many names writes no biography. Each is held against the whole page.
const MAX_CANDIDATES: usize = 100;

/// Longest line that is but a name, in words.
const MAX_NAME_WORDS: f32 = 6.0;

/// Most words beside a name in a byline or the head of a card: a headline has more.
const MAX_WORDS_BESIDE_NAME: usize = 3;

/// Finds what tells of the author.
#[derive(Debug)]
pub(super) struct AuthorBio;

impl Detector for AuthorBio {
    fn name(&self) -> &str {
        "author-bio"
    }

    fn detect(&self, page: &Page<'_>, findings: &mut Findings) {
        cue::phrases(page, Family::AuthorBio, findings);
        cue::section(page, Family::AuthorBio, 0.75, findings);
        cue::class_names(page, Group::Bio, Label::AuthorBio, 0.45, findings);
        named_lines(page, findings);
        bio_runs(page, findings);
    }
}

/// Paragraphs that name the page's author and tell of a job or a contact.
fn named_lines(page: &Page<'_>, findings: &mut Findings) {
    for block in 0..page.len() {
        let shape = &page.shapes[block];
        let is_paragraph = (MIN_WORDS..=MAX_WORDS).contains(&shape.words);
        let author = page.similarity.author(block).filter(|_| is_paragraph && tells_of_a_person(page, block));
        if let Some(author) = author {
            let name = page.metadata().authors()[author].clone();
            findings.add(block, Label::AuthorBio, 0.5, Evidence::AuthorName { name });
        }
    }
}

/// Whether a paragraph tells of a job or gives a contact.
fn tells_of_a_person(page: &Page<'_>, block: usize) -> bool {
    let cues = page.cues.sum(block);
    cues.count(Family::Role) + 2.0 * cues.count(Family::AuthorBio) >= 1.0 || has_contact(page.text(block))
}

/// Whether a mail address, or the handle of an account, stands in the text.
fn has_contact(text: &str) -> bool {
    text.match_indices('@').any(|(at, _)| {
        let after = text[at + 1..].chars().take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.')).count();
        after >= 3
    })
}

/// Closing runs of paragraphs about one person, and opening ones of one paragraph.
fn bio_runs(page: &Page<'_>, findings: &mut Findings) {
    let mut candidates: Vec<Candidate> = (0..page.len()).filter_map(|block| Candidate::at(page, block)).collect();
    // The last ones: a biography closes a page.
    candidates.drain(..candidates.len().saturating_sub(MAX_CANDIDATES));
    let mentions = Mentions::of(&candidates, page);
    let mut done = 0;
    for candidate in &candidates {
        let block = candidate.block;
        if block < done {
            continue;
        }
        let Some(length) = candidate.run_length(page, &mentions) else { continue };
        let name = &candidate.name;
        let evidence = Evidence::BioRun { name: excerpt(name), paragraphs: length };
        let strength = if length >= MIN_SURE_RUN { 0.97 } else { 0.92 };
        for member in block..block + length {
            findings.add(member, Label::AuthorBio, strength, evidence.clone());
            if has_contact(page.text(member)) {
                findings.add(member, Label::AuthorBio, 0.4, Evidence::Contact);
            }
        }
        name_above(page, block, name, findings);
        done = block + length;
    }
}

/// A paragraph that may start a run: a late one, or one before the text, without
/// quotes, that starts with a person's name.
struct Candidate {
    block: usize,
    is_opening: bool,
    name: String,
    /// The words of the name, as the page numbers them.
    words: Vec<u32>,
    /// Its words of three letters and more, in comparison form.
    parts: Vec<String>,
}

impl Candidate {
    fn at(page: &Page<'_>, block: usize) -> Option<Candidate> {
        let shape = &page.shapes[block];
        let is_paragraph = (8.0..=MAX_WORDS).contains(&shape.words);
        // Who speaks in a paragraph is a person of the story, not its author.
        let is_opening = !is_late(page, block);
        if !is_paragraph || shape.quotes > 0.0 || is_opening && !is_early(page, block) {
            return None;
        }
        let name = card_name(page, block).or_else(|| leading_name(page.text(block)))?;
        let folded = fold(&name);
        let parts: Vec<String> = words(&folded).filter(|word| word.chars().count() > 2).map(str::to_owned).collect();
        let words = words(&folded).filter_map(|word| page.words.number(word)).collect();
        (!parts.is_empty()).then_some(Candidate { block, is_opening, name, words, parts })
    }

    /// How many paragraphs its run has, if it starts one.
    fn run_length(&self, page: &Page<'_>, mentions: &Mentions) -> Option<usize> {
        let start = self.block;
        let is_author = page.similarity.author(start).is_some();
        let is_named = is_author || mentions.has_line(self, page);
        if self.is_opening {
            let introduces = is_named && tells_of_a_person(page, start) && mentions.is_only(self, page);
            return introduces.then_some(1);
        }
        let tells = tells_of_a_person(page, start) || (is_named && says_he_or_she(page, start));
        if !tells || !(is_author || mentions.is_new(self, page)) {
            return None;
        }
        let goes_on = |block: &usize| *block < page.len() && continues(page, *block, &self.parts, *block - start);
        let length = 1 + (start + 1..start + MAX_RUN).take_while(goes_on).count();
        let prose = |block: usize| {
            let shape = &page.shapes[block];
            if shape.words >= 25.0 && shape.is_long() { shape.words } else { 0.0 }
        };
        let after: f32 = (start + length..page.len()).map(prose).sum();
        (f64::from(after) < MAX_PROSE_AFTER * page.containers.total().words).then_some(length)
    }
}

/// Where the words of candidates' names stand in the page, found in one pass.
struct Mentions {
    /// The first and the last paragraph with each of the words.
    paragraphs: FxHashMap<u32, (usize, usize)>,
    /// All short lines with each of the words, in order.
    lines: FxHashMap<u32, Vec<usize>>,
}

impl Mentions {
    fn of(candidates: &[Candidate], page: &Page<'_>) -> Mentions {
        let mut mentions = Mentions { paragraphs: FxHashMap::default(), lines: FxHashMap::default() };
        if candidates.is_empty() {
            return mentions;
        }
        let mut is_name = vec![false; page.words.distinct_count()];
        candidates.iter().flat_map(|candidate| &candidate.words).for_each(|word| is_name[*word as usize] = true);
        for block in 0..page.len() {
            let shape = &page.shapes[block];
            let is_line = shape.words <= MAX_NAME_WORDS + 2.0 && shape.is_line();
            for word in page.words.of(block).iter().filter(|word| is_name[**word as usize]) {
                if is_line {
                    mentions.lines.entry(*word).or_default().push(block);
                } else if shape.words > 8.0 {
                    mentions.paragraphs.entry(*word).or_insert((block, block)).1 = block;
                }
            }
        }
        mentions
    }

    /// Whether a short line before says the same name and little else: a byline, or
    /// a card's head.
    fn has_line(&self, candidate: &Candidate, page: &Page<'_>) -> bool {
        let name = &candidate.words[..];
        let lines = name.first().and_then(|first| self.lines.get(first)).into_iter().flatten();
        let is_short = |line: &usize| page.words.of(*line).len() <= name.len() + MAX_WORDS_BESIDE_NAME;
        let mut before = lines.copied().take_while(|line| *line < candidate.block).filter(is_short);
        before.any(|line| page.words.of(line).windows(name.len()).any(|run| run == name))
    }

    /// Whether no paragraph before names the person: the text is about others.
    fn is_new(&self, candidate: &Candidate, page: &Page<'_>) -> bool {
        self.of_name(candidate, page).all(|(first, _)| *first >= candidate.block)
    }

    /// Whether no other paragraph names the person at all.
    fn is_only(&self, candidate: &Candidate, page: &Page<'_>) -> bool {
        self.of_name(candidate, page).all(|paragraphs| *paragraphs == (candidate.block, candidate.block))
    }

    /// The first and the last paragraph with the first name and with the last name.
    fn of_name(&self, candidate: &Candidate, page: &Page<'_>) -> impl Iterator<Item = &(usize, usize)> {
        let ends = [candidate.parts.first(), candidate.parts.last()].into_iter().flatten();
        ends.filter_map(|part| page.words.number(part)).filter_map(|word| self.paragraphs.get(&word))
    }
}

/// Whether a paragraph goes on about its subject in the third person.
fn says_he_or_she(page: &Page<'_>, block: usize) -> bool {
    page.words.of(block).iter().any(|word| page.words.class(*word).is_pronoun())
}

/// Whether most of the text is over at a block.
fn is_late(page: &Page<'_>, block: usize) -> bool {
    let before = page.containers.sum(0..block).words;
    before > MIN_POSITION * page.containers.total().words || block * 10 > page.len() * 6
}

/// Whether little of the text has been before a block.
fn is_early(page: &Page<'_>, block: usize) -> bool {
    page.containers.sum(0..block).words < MAX_BEFORE_OPENING * page.containers.total().words
}

/// The name on the line above a paragraph that starts with it, too: it tells where
/// the name ends if a title follows.
fn card_name(page: &Page<'_>, block: usize) -> Option<String> {
    let line = block.checked_sub(1).filter(|line| page.shapes[*line].words <= MAX_NAME_WORDS)?;
    let name = leading_name(page.text(line)).filter(|_| page.shapes[line].is_line())?;
    // "Extension Cords" is repeated in lower case, a name never.
    page.text(block).starts_with(&name).then_some(name)
}

/// Whether a paragraph goes on about the person.
fn continues(page: &Page<'_>, block: usize, parts: &[String], distance: usize) -> bool {
    let shape = &page.shapes[block];
    if shape.words > MAX_WORDS || shape.words < MIN_WORDS && !has_contact(page.text(block)) {
        return false;
    }
    let folded = fold(page.text(block));
    let bare = |word: &str| word.trim_end_matches("'s").to_owned();
    let names = words(&folded).map(bare).any(|word| Some(&word) == parts.first() || Some(&word) == parts.last());
    names || shape.starts_with_pronoun || (distance < 4 && tells_of_a_person(page, block) && !shape.is_line())
}

/// Short lines with the name right above a run: the head of its card.
fn name_above(page: &Page<'_>, start: usize, name: &str, findings: &mut Findings) {
    let name = fold(name);
    for block in (start.saturating_sub(3)..start).rev() {
        let shape = &page.shapes[block];
        if shape.words > MAX_NAME_WORDS || shape.ends_sentence {
            break;
        }
        if fold(page.text(block)).contains(&name) {
            findings.add(block, Label::AuthorBio, 0.9, Evidence::AuthorName { name: excerpt(page.text(block)) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the last paragraph of a text is found to tell of its author.
    fn closes_with_biography(text: &str) -> bool {
        let document = crate::segment::text::segment(text);
        let page = Page::new(&document);
        let mut findings = Findings::new(page.len());
        bio_runs(&page, &mut findings);
        findings.strength(page.len() - 1, Label::AuthorBio) > 0.9
    }

    #[test]
    fn who_is_in_the_story_is_not_its_author() {
        let story = "The ferry left the harbour at nine with forty people on board, and nobody came to see it off.\n\n";
        let [heading, last] =
            ["Ada Moreau\n\n", "Ada Moreau sails on. She will be back in the spring, with the ferry."];
        let named = "The first to board was Ada Moreau, who had not slept and would not sleep that night either.\n\n";
        assert!(closes_with_biography(&[story, story, heading, last].concat()));
        assert!(!closes_with_biography(&[story, named, heading, last].concat()));
    }

    #[test]
    fn a_name_above_tells_where_the_name_ends() {
        let story = "The ferry left the harbour at nine with forty people on board, and nobody came to see it off.\n\n";
        let last = "Ada Moreau North Sea Correspondent, Harbours Editor and Night Watch of this small paper";
        assert!(!closes_with_biography(&[story, story, story, last].concat()));
        assert!(closes_with_biography(&[story, story, story, "Ada Moreau\n\n", last].concat()));
    }

    #[test]
    fn authors_are_introduced_before_the_text() {
        let story = "The ferry left the harbour at nine with forty people on board, and nobody came to see it off.\n\n";
        let card = "Ada Moreau\n\nAda Moreau is a reporter and editor of this paper.\n\n";
        let found = |parts: &[&str]| {
            let text = [&["Ferries at night\n\n"], parts].concat().concat();
            let document = crate::segment::text::segment(&text);
            let page = Page::new(&document);
            let mut findings = Findings::new(page.len());
            bio_runs(&page, &mut findings);
            let is_found = |line: &str| {
                let block = (0..page.len()).find(|block| page.text(*block).starts_with(line));
                block.map(|block| findings.strength(block, Label::AuthorBio) >= 0.9)
            };
            [is_found("Ada Moreau"), is_found("Ada Moreau is")]
        };
        let text = story.repeat(8);
        assert_eq!(found(&[card, &text]), [Some(true); 2]);
        let without_name = "Late\n\nAda Moreau is a reporter and editor of this paper.\n\n";
        assert_eq!(found(&[without_name, &text]), [Some(false); 2]);
        // Who is in the story is no author, and the middle of it no beginning.
        let named = "The first to board was Ada Moreau, who had not slept and would not sleep that night either.";
        assert_eq!(found(&[card, &text, named]), [Some(false); 2]);
        assert_eq!(found(&[story, card, &story.repeat(3)]), [Some(false); 2]);
    }

    #[test]
    fn contacts_are_mail_addresses_and_handles() {
        assert!(has_contact("Twitter: @adamoreau") && has_contact("reach her at a@b.org"));
        assert!(!has_contact("two @ five"));
    }
}
