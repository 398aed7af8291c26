//! What a report knows of one document.

use bodycopy::{Article, ArticleBlock, BlockKind, Evidence, Label};
use std::collections::BTreeMap;
use unicode_segmentation::UnicodeSegmentation;

/// A cleaned article, on its own: results outlive the input they were made from.
pub struct Document {
    pub title: Option<String>,
    pub language: Option<String>,
    pub confidence: f32,
    /// Whether line ends mean something: in plain text they only wrap the lines.
    pub has_line_ends: bool,
    /// In reading order.
    pub blocks: Vec<Block>,
    pub kept: Totals,
    pub removed: Totals,
}

pub struct Block {
    pub text: String,
    pub words: usize,
    pub kind: BlockKind,
    pub label: Label,
    pub is_kept: bool,
    pub confidence: f32,
    /// Why it went; nothing if it stays.
    pub reasons: Vec<String>,
}

/// Blocks and words, by label.
pub type Totals = BTreeMap<Label, Total>;

#[derive(Clone, Copy, Default)]
pub struct Total {
    pub blocks: usize,
    pub words: usize,
}

impl Document {
    pub fn new(article: &Article<'_>, has_line_ends: bool) -> Document {
        let metadata = article.metadata();
        let blocks: Vec<Block> = article.all_blocks().map(|block| Block::new(&block)).collect();
        Document {
            title: metadata.title().map(str::to_owned),
            language: metadata.language().map(str::to_owned),
            confidence: article.confidence(),
            has_line_ends,
            kept: totals(blocks.iter().filter(|block| block.is_kept)),
            removed: totals(blocks.iter().filter(|block| !block.is_kept)),
            blocks,
        }
    }

    /// Words of all blocks.
    pub fn words(&self) -> usize {
        words(&self.kept) + words(&self.removed)
    }

    /// How much there is to look at, 0 to 2: the share that went and the doubt about it.
    pub fn worry(&self) -> f32 {
        share(words(&self.removed), self.words()) + 1.0 - self.confidence
    }
}

impl Block {
    fn new(block: &ArticleBlock<'_>) -> Block {
        let evidence = if block.is_kept() { &[] } else { block.evidence() };
        Block {
            text: block.text().to_owned(),
            words: block.text().unicode_words().count(),
            kind: block.kind(),
            label: block.label(),
            is_kept: block.is_kept(),
            confidence: block.confidence(),
            reasons: evidence.iter().map(Evidence::to_string).collect(),
        }
    }
}

fn totals<'a>(blocks: impl Iterator<Item = &'a Block>) -> Totals {
    let mut totals = Totals::new();
    for block in blocks {
        let total = totals.entry(block.label).or_default();
        total.blocks += 1;
        total.words += block.words;
    }
    totals
}

/// Words of all labels.
pub fn words(totals: &Totals) -> usize {
    totals.values().map(|total| total.words).sum()
}

/// A share, 0 to 1; of nothing it is 0.
pub fn share(part: usize, whole: usize) -> f32 {
    part as f32 / whole.max(1) as f32
}
