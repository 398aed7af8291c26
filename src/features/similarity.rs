//! How near a block's words are to what the page says of itself, and to what
//! its long paragraphs are about.

use super::Words;
use super::shape::Shape;
use crate::document::Document;
use rustc_hash::FxHashSet;

/// Titles that blocks are compared with; a page gives itself eight at most.
const MAX_TITLES: usize = 8;

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
    author: Option<u8>,
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
    pub(super) fn new(document: &Document<'_>, words: &mut Words, shapes: &[Shape]) -> Similarity {
        let metadata = &document.metadata;
        let titles: Vec<Vec<u32>> =
            metadata.titles.iter().take(MAX_TITLES).map(|title| words.number_text(title)).collect();
        let description = words.number_text(metadata.description.as_deref().unwrap_or(""));
        let authors: Vec<Vec<u32>> = metadata.authors.iter().map(|name| words.number_text(name)).collect();
        let body = metadata.article_body.as_deref().filter(|body| body.len() > MIN_BODY);
        let body_runs = body.map(|body| runs(&words.number_text(body)).collect::<FxHashSet<_>>());
        let words = &*words;
        let references = References::new(titles, &description, words);
        let topics = Topics::new(words, shapes);
        let mut distinct = Distinct::new(words);
        let likeness = |block: usize| {
            let own = words.of(block);
            let own_distinct = distinct.of(own);
            let mut likeness = Likeness {
                topic: topics.of(own_distinct, words, &shapes[block]),
                ..references.compare(own, own_distinct)
            };
            let start = own.get(..DESCRIPTION_START);
            likeness.starts_description = start.is_some() && start == description.get(..DESCRIPTION_START);
            if own.len() < MAX_AUTHOR {
                let is_named = |name: &Vec<u32>| !name.is_empty() && has_run(own, name);
                likeness.author = authors.iter().position(is_named).map(|author| author as u8);
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

    /// The first of the page's authors that a block names, if it is short enough.
    pub(crate) fn author(&self, block: usize) -> Option<usize> {
        self.blocks[block].author.map(usize::from)
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

/// The texts that a page says of itself, by word.
struct References {
    /// For each distinct word where it stands: a 1 in the place of each title that has
    /// it, and of the description. Words are counted by adding these up.
    places: Vec<u64>,
    /// How many distinct words each title has, and the description.
    title_sizes: Vec<usize>,
    description_size: usize,
}

/// Where the count of the words of a title begins, in bits, and how many it has. The
/// description's comes first and has room for as many words as a block may have; what
/// longer blocks share with titles is not asked for, and may overflow.
const fn title_place(title: usize) -> usize {
    DESCRIPTION_BITS + title * TITLE_BITS
}

const DESCRIPTION_BITS: usize = 8;
const TITLE_BITS: usize = 7;

const _: () = assert!(MAX_DESCRIPTION <= 1 << DESCRIPTION_BITS && MAX_TITLE <= 1 << TITLE_BITS);
const _: () = assert!(title_place(MAX_TITLES) <= u64::BITS as usize);

impl References {
    fn new(titles: Vec<Vec<u32>>, description: &[u32], words: &Words) -> References {
        let mut places = vec![0; words.distinct_count()];
        let mut mark = |text: &[u32], bit: u64| {
            let mut size = 0;
            for word in text {
                let place = &mut places[*word as usize];
                size += usize::from(*place & bit == 0);
                *place |= bit;
            }
            size
        };
        let title_sizes = titles.iter().enumerate().map(|(title, text)| mark(text, 1 << title_place(title))).collect();
        let description_size = mark(description, 1);
        References { places, title_sizes, description_size }
    }

    /// How near a block is to the titles and the description.
    fn compare(&self, words: &[u32], distinct: &[u32]) -> Likeness {
        let mut likeness = Likeness::default();
        let is_none = self.title_sizes.is_empty() && self.description_size == 0;
        if is_none || words.len() >= MAX_DESCRIPTION {
            return likeness;
        }
        let (in_block, distinct_in_block) = (self.count(words), self.count(distinct));
        let of_title = |counts: u64, title: usize| (counts >> title_place(title)) as usize & ((1 << TITLE_BITS) - 1);
        // Shared words of all words of both.
        let jaccard = |shared: usize, size: usize| shared as f32 / (distinct.len() + size - shared).max(1) as f32;
        if words.len() < MAX_TITLE {
            for (title, size) in self.title_sizes.iter().enumerate() {
                likeness.title = likeness.title.max(jaccard(of_title(distinct_in_block, title), *size));
                likeness.in_title = likeness.in_title.max(of_title(in_block, title) as f32 / words.len().max(1) as f32);
            }
        }
        if words.len() >= 4 {
            likeness.description =
                jaccard(distinct_in_block as usize & ((1 << DESCRIPTION_BITS) - 1), self.description_size);
        }
        likeness
    }

    /// How many of some words each title has, and the description, each in its place.
    fn count(&self, words: &[u32]) -> u64 {
        words.iter().fold(0, |counts: u64, word| counts.wrapping_add(self.places[*word as usize]))
    }
}

/// Finds the distinct words of one block after the other.
struct Distinct {
    /// For each word the number of the last text that had it.
    seen_in: Vec<u32>,
    texts: u32,
    found: Vec<u32>,
}

impl Distinct {
    fn new(words: &Words) -> Distinct {
        Distinct { seen_in: vec![0; words.distinct_count()], texts: 0, found: Vec::new() }
    }

    /// Each word of a text once, in order.
    fn of(&mut self, text: &[u32]) -> &[u32] {
        self.texts += 1;
        self.found.clear();
        for word in text {
            let seen_in = &mut self.seen_in[*word as usize];
            if *seen_in != self.texts {
                *seen_in = self.texts;
                self.found.push(*word);
            }
        }
        &self.found
    }
}

/// In how many long paragraphs each word stands.
struct Topics {
    paragraphs_with: Vec<u32>,
    paragraphs: f32,
}

impl Topics {
    fn new(words: &Words, shapes: &[Shape]) -> Topics {
        let mut paragraphs_with = vec![0; words.distinct_count()];
        let mut paragraphs = 0;
        let mut distinct = Distinct::new(words);
        for block in (0..shapes.len()).filter(|block| shapes[*block].is_long()) {
            paragraphs += 1;
            for word in distinct.of(words.of(block)) {
                paragraphs_with[*word as usize] += 1;
            }
        }
        Topics { paragraphs_with, paragraphs: (paragraphs as f32).max(1.0) }
    }

    /// How much of a block with these distinct words the paragraphs speak of;
    /// function words do not count.
    fn of(&self, distinct: &[u32], words: &Words, shape: &Shape) -> Topic {
        // A long paragraph does not speak of itself.
        let own = u32::from(shape.is_long());
        let (mut topic, mut content, mut shared) = (Topic::default(), 0, 0);
        for word in distinct.iter().filter(|word| !words.class(**word).is_stopword()) {
            let others = self.paragraphs_with[*word as usize] - own;
            content += 1;
            if others > 0 {
                let part = others as f32 / self.paragraphs;
                shared += 1;
                topic.mean += part;
                topic.max = topic.max.max(part);
            }
        }
        let content = content.max(1) as f32;
        Topic { mean: topic.mean / content, shared: shared as f32 / content, ..topic }
    }
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
    words.windows(name.len()).any(|run| run[0] == name[0] && run == name)
}
