//! How near a block's words are to what the page says of itself, and to what
//! its long paragraphs are about.

use super::Words;
use super::shape::Shape;
use crate::document::Document;
use crate::lexicon::word_class;
use rustc_hash::{FxHashMap, FxHashSet};

/// Longest block (words) that can be a headline.
const MAX_TITLE: usize = 60;

/// Longest block (words) that can be the page's description.
const MAX_DESCRIPTION: usize = 200;

/// Words at the start of a description that tell a block which begins alike.
const DESCRIPTION_START: usize = 6;

/// Longest block (words) in which an author's name marks a byline or biography.
const MAX_AUTHOR: usize = 80;

/// Fewest characters of a JSON-LD article body that is one.
const MIN_BODY: usize = 200;

/// Likenesses of each block.
#[derive(Clone, Copy, Debug, Default)]
struct Likeness {
    title: f32,
    in_title: f32,
    description: f32,
    starts_description: bool,
    authors: u8,
    article_body: f32,
    topic: Topic,
}

/// How much of a block the long paragraphs speak of.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Topic {
    /// Mean and highest share of long paragraphs that have a word of the block.
    pub(crate) mean: f32,
    pub(crate) max: f32,
    /// Share of the block's content words that any long paragraph has.
    pub(crate) shared: f32,
}

/// Likenesses of all blocks.
pub(crate) struct Similarity {
    blocks: Vec<Likeness>,
}

impl Similarity {
    pub(super) fn new(document: &Document<'_>, words: &Words, shapes: &[Shape]) -> Similarity {
        let metadata = &document.metadata;
        let titles: Vec<FxHashSet<u32>> = metadata.titles.iter().map(|title| set(&Words::hash_text(title))).collect();
        let description = Words::hash_text(metadata.description.as_deref().unwrap_or(""));
        let description_set = set(&description);
        let authors: Vec<Vec<u32>> = metadata.authors.iter().map(|name| Words::hash_text(name)).collect();
        let body = metadata.article_body.as_deref().filter(|body| body.len() > MIN_BODY);
        let body_runs = body.map(|body| runs(&Words::hash_text(body)).collect::<FxHashSet<_>>());
        let topics = Topics::new(words, shapes);
        let likeness = |block: usize| {
            let own = words.of(block);
            let mut likeness = Likeness { topic: topics.of(block, own, &shapes[block]), ..Likeness::default() };
            if own.len() < MAX_TITLE {
                likeness.title = titles.iter().map(|title| jaccard(own, title)).fold(0.0, f32::max);
                likeness.in_title = titles.iter().map(|title| contained(own, title)).fold(0.0, f32::max);
            }
            if (4..MAX_DESCRIPTION).contains(&own.len()) {
                likeness.description = jaccard(own, &description_set);
            }
            let start = own.get(..DESCRIPTION_START);
            likeness.starts_description = start.is_some() && start == description.get(..DESCRIPTION_START);
            if own.len() < MAX_AUTHOR {
                let named = authors.iter().filter(|name| !name.is_empty() && has_run(own, name)).count();
                likeness.authors = named.min(9) as u8;
            }
            likeness.article_body = match &body_runs {
                Some(body) if own.len() >= 3 => share(runs(own), |run| body.contains(&run)),
                Some(_) => -0.5,
                None => -1.0,
            };
            likeness
        };
        Similarity { blocks: (0..words.block_count()).map(likeness).collect() }
    }

    /// Likeness of a block and the page's title: shared words of all words.
    pub(crate) fn title(&self, block: usize) -> f32 {
        self.blocks[block].title
    }

    /// Share of a block's words that stand in the title.
    pub(crate) fn in_title(&self, block: usize) -> f32 {
        self.blocks[block].in_title
    }

    /// Likeness of a block and the page's description.
    pub(crate) fn description(&self, block: usize) -> f32 {
        self.blocks[block].description
    }

    /// Whether a block begins as the description does.
    pub(crate) fn starts_description(&self, block: usize) -> bool {
        self.blocks[block].starts_description
    }

    /// How many of the page's authors a block names, if it is short enough.
    pub(crate) fn authors(&self, block: usize) -> f32 {
        f32::from(self.blocks[block].authors)
    }

    /// Share of a block that stands in the JSON-LD article body; -1 without one.
    pub(crate) fn article_body(&self, block: usize) -> f32 {
        self.blocks[block].article_body
    }

    /// How much of a block the long paragraphs speak of.
    pub(crate) fn topic(&self, block: usize) -> &Topic {
        &self.blocks[block].topic
    }
}

/// In how many long paragraphs each content word stands.
struct Topics {
    paragraphs_with: FxHashMap<u32, u32>,
    paragraphs: f32,
}

impl Topics {
    fn new(words: &Words, shapes: &[Shape]) -> Topics {
        let mut paragraphs_with: FxHashMap<u32, u32> = FxHashMap::default();
        let mut paragraphs = 0;
        let mut content = Vec::new();
        for block in (0..shapes.len()).filter(|block| shapes[*block].is_long()) {
            paragraphs += 1;
            content_words(words.of(block), &mut content);
            for word in &content {
                *paragraphs_with.entry(*word).or_default() += 1;
            }
        }
        Topics { paragraphs_with, paragraphs: (paragraphs as f32).max(1.0) }
    }

    fn of(&self, _block: usize, words: &[u32], shape: &Shape) -> Topic {
        let mut content = Vec::new();
        content_words(words, &mut content);
        if content.is_empty() {
            return Topic::default();
        }
        // A long paragraph does not speak of itself.
        let own = u32::from(shape.is_long());
        let others =
            |word: &u32| self.paragraphs_with.get(word).map_or(0, |count| count - own) as f32 / self.paragraphs;
        let count = content.len() as f32;
        Topic {
            mean: content.iter().map(others).sum::<f32>() / count,
            max: content.iter().map(others).fold(0.0, f32::max),
            shared: content.iter().filter(|word| others(word) > 0.0).count() as f32 / count,
        }
    }
}

/// The distinct words that are not function words.
fn content_words(words: &[u32], out: &mut Vec<u32>) {
    out.clear();
    out.extend(words.iter().filter(|word| !word_class(**word).is_stopword));
    out.sort_unstable();
    out.dedup();
}

fn set(words: &[u32]) -> FxHashSet<u32> {
    words.iter().copied().collect()
}

/// Shared words of all words of both.
fn jaccard(words: &[u32], other: &FxHashSet<u32>) -> f32 {
    // Most blocks share no word with a title.
    if !words.iter().any(|word| other.contains(word)) {
        return 0.0;
    }
    let own = set(words);
    let shared = own.intersection(other).count();
    if shared == 0 { 0.0 } else { shared as f32 / (own.len() + other.len() - shared) as f32 }
}

fn contained(words: &[u32], other: &FxHashSet<u32>) -> f32 {
    share(words.iter(), |word| other.contains(word))
}

/// Share of items of which something is true; 0 of none.
fn share<T>(items: impl Iterator<Item = T>, is: impl Fn(T) -> bool) -> f32 {
    let (mut all, mut hits) = (0, 0);
    for item in items {
        all += 1;
        hits += usize::from(is(item));
    }
    hits as f32 / all.max(1) as f32
}

fn runs(words: &[u32]) -> impl Iterator<Item = [u32; 3]> {
    words.windows(3).map(|run| [run[0], run[1], run[2]])
}

/// Whether the words of a name stand in a row.
fn has_run(words: &[u32], name: &[u32]) -> bool {
    words.windows(name.len()).any(|run| run == name)
}
