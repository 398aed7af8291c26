//! The features of a block: the one table from which models are trained and
//! blocks are judged.
//!
//! Every family puts its values into a [`Row`] in a fixed order under fixed
//! names. For training the row collects the names too; for judging it is a
//! plain slice of numbers.

use super::forest::FeatureRow;
use super::wording::Said;
use crate::detect::Findings;
use crate::document::{BlockKind, Tag};
use crate::features::{ANCESTORS, MAIN_COUNT, Page, Shape, distance};
use crate::label::Label;
use crate::lexicon::{Family, Group};
use std::ops::Range;

/// Takes the features of a block one by one.
pub(crate) trait Row {
    /// The next feature; its name is a family and a rest.
    fn put(&mut self, name: (&str, &str), value: f32);
}

/// Takes values only, for judging.
pub(crate) struct Values<'a> {
    row: &'a mut FeatureRow,
    next: u8,
}

impl<'a> Values<'a> {
    pub(crate) fn new(row: &'a mut FeatureRow) -> Values<'a> {
        Values { row, next: 0 }
    }

    /// The row so far, with what was there before in the places to come.
    pub(crate) fn row(&self) -> &FeatureRow {
        self.row
    }
}

impl Row for Values<'_> {
    #[inline]
    fn put(&mut self, _name: (&str, &str), value: f32) {
        self.row[usize::from(self.next)] = value;
        self.next = self.next.wrapping_add(1);
    }
}

/// Takes values only, for training.
#[cfg(feature = "internals")]
pub(crate) struct Appended<'a>(pub(crate) &'a mut Vec<f32>);

#[cfg(feature = "internals")]
impl Row for Appended<'_> {
    fn put(&mut self, _name: (&str, &str), value: f32) {
        self.0.push(value);
    }
}

/// Takes names only.
pub(crate) struct Names<'a>(pub(crate) &'a mut Vec<String>);

impl Row for Names<'_> {
    fn put(&mut self, name: (&str, &str), _value: f32) {
        self.0.push(format!("{}.{}", name.0, name.1));
    }
}

/// What the features are computed from.
pub(crate) struct Source<'a> {
    pub(crate) page: &'a Page<'a>,
    pub(crate) findings: &'a Findings,
    /// What class names alone say of each element, 0 in plain text.
    pub(crate) class_logits: &'a [f32],
    /// What the words alone say of each block.
    pub(crate) said: &'a [Said],
}

/// A distance that stands for "there is none".
const NONE: f32 = 999.0;

/// Puts all features of a block after those of [`plain_features`].
pub(crate) fn other_features(source: &Source<'_>, block: usize, row: &mut impl Row) {
    let page = source.page;
    further_features(page, block, row);
    topic(page, block, row);
    windows(source, block, row);
    runs(page, block, row);
    if page.document.from_html {
        similarity(page, block, row);
        neighbours(source, block, 2, element_beside, row);
        names(page, block, row);
        containers(page, block, row);
        mains(page, block, row);
    } else {
        neighbours(source, block, 1, line_beside, row);
        neighbours(source, block, 3, line_near, row);
    }
}

/// Puts the features that the second stage looks at beside those of the context,
/// those of [`plain_features`] first.
pub(crate) fn own_features(source: &Source<'_>, block: usize, row: &mut impl Row) {
    plain_features(source, block, row);
    further_features(source.page, block, row);
}

/// Puts what mostly suffices to tell a menu: the block's text, place and element.
pub(crate) fn plain_features(source: &Source<'_>, block: usize, row: &mut impl Row) {
    let page = source.page;
    shape(page, block, row);
    row.put(("text", "wording"), source.said[block].logit);
    row.put(("text", "known-words"), source.said[block].known);
    findings(source.findings, block, row);
    position(page, block, row);
    section(page, block, row);
    if page.document.from_html {
        element(source, block, row);
    }
}

/// Puts the rest of a block's own features.
fn further_features(page: &Page<'_>, block: usize, row: &mut impl Row) {
    repetition(page, block, row);
    if page.document.from_html {
        headings(page, block, row);
        path(page, block, row);
    }
}

fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}

fn shape(page: &Page<'_>, block: usize, row: &mut impl Row) {
    let s: &Shape = &page.shapes[block];
    let mut put = |name, value| row.put(("text", name), value);
    put("size", s.size);
    put("words", s.words);
    put("word-length", s.size / s.words.max(1.0));
    put("sentences", s.sentences);
    put("stopwords", s.stopwords);
    put("ends-sentence", flag(s.ends_sentence));
    put("ends-in-colon", flag(s.ends_in_colon));
    put("ends-in-ellipsis", flag(s.ends_in_ellipsis));
    put("first", f32::from(s.first as u8));
    put("capitalized", s.capitalized);
    put("uppercase", s.uppercase);
    put("digits", s.digits);
    put("symbols", s.symbols);
    put("quotes", s.quotes);
    put("punctuation", s.punctuation);
    put("prose", flag(s.is_prose()));
    put("long", flag(s.is_long()));
    put("kind", kind_number(page.document.blocks[block].kind));
    let cues = page.cues.sum(block).total();
    put("cues", cues);
    put("cue-density", cues / s.words.max(3.0));
}

fn kind_number(kind: BlockKind) -> f32 {
    match kind {
        BlockKind::Paragraph => 0.0,
        BlockKind::Heading(level) => f32::from(level),
        BlockKind::ListItem { ordered, .. } => 10.0 + flag(ordered),
        BlockKind::Quote => 12.0,
        BlockKind::TableRow => 13.0,
        BlockKind::Code => 14.0,
        BlockKind::Caption => 15.0,
        BlockKind::Term => 16.0,
        BlockKind::Description => 17.0,
    }
}

/// Labels whose findings tell more than other features do.
const FOUND: [Label; 8] = [
    Label::Navigation,
    Label::RelatedLinks,
    Label::Promo,
    Label::Legal,
    Label::Caption,
    Label::AuthorBio,
    Label::Comment,
    Label::Note,
];

fn findings(findings: &Findings, block: usize, row: &mut impl Row) {
    for label in FOUND {
        row.put(("found", label.as_str()), findings.strength(block, label));
    }
}

fn position(page: &Page<'_>, block: usize, row: &mut impl Row) {
    let count = page.len() as f32;
    let total = page.containers.total();
    let before = page.containers.sum(0..block);
    let after = page.containers.sum(block + 1..page.len());
    let mut put = |name, value| row.put(("at", name), value);
    put("index", block as f32);
    put("left", count - 1.0 - block as f32);
    put("share", block as f32 / count);
    put("size-share", (before.size / total.size.max(1.0)) as f32);
    put("words-before", (before.words as f32).min(600.0));
    put("words-after", (after.words as f32).min(600.0));
    put("prose-before", (before.prose / total.prose.max(1.0)) as f32);
    put("prose-after", (after.prose / total.prose.max(1.0)) as f32);
    put("count", count);
    put("size", total.size as f32);
    put("prose", total.prose as f32);
    put("prose-density", (total.prose / total.size.max(1.0)) as f32);
    put("from-first-prose", block as f32 - page.sections.first_prose as f32);
    put("from-last-prose", block as f32 - page.sections.last_prose as f32);
    landmark("prose", &page.sections.prose, block, row);
}

/// How far the landmarks before and after a block are.
fn landmark(name: &str, landmarks: &[usize], block: usize, row: &mut impl Row) {
    let (previous, next) = distance(landmarks, block);
    row.put((name, "previous"), steps(previous));
    row.put((name, "next"), steps(next));
}

fn steps(distance: Option<usize>) -> f32 {
    distance.map_or(NONE, |distance| distance as f32)
}

fn repetition(page: &Page<'_>, block: usize, row: &mut impl Row) {
    let copy = page.copies.of(block);
    let mut put = |name, value| row.put(("copy", name), value);
    put("before", copy.before.min(9) as f32);
    put("after", copy.after.min(9) as f32);
    put("twin-distance", copy.twin.map_or(NONE, |twin| twin.abs_diff(block) as f32));
    put("held", copy.held);
    put("held-distance", copy.holder.filter(|_| copy.held > 0.5).map_or(NONE, |holder| holder as f32 - block as f32));
    put("growth", copy.holder.filter(|_| copy.held > 0.5).map_or(0.0, |holder| growth(page, block, holder)));
    put("elsewhere", copy.elsewhere);
    put("earlier", copy.earlier);
}

fn growth(page: &Page<'_>, block: usize, holder: usize) -> f32 {
    (page.shapes[holder].words / page.shapes[block].words.max(1.0)).min(10.0)
}

fn topic(page: &Page<'_>, block: usize, row: &mut impl Row) {
    let topic = page.similarity.topic(block);
    let mut put = |name, value| row.put(("like", name), value);
    put("topic-mean", topic.mean);
    put("topic-max", topic.max);
    put("topic-shared", topic.shared);
}

/// How like a block is to what the page says of itself.
fn similarity(page: &Page<'_>, block: usize, row: &mut impl Row) {
    let near = &page.similarity;
    let mut put = |name, value| row.put(("like", name), value);
    put("title", near.title(block));
    put("in-title", near.in_title(block));
    put("description", near.description(block));
    put("starts-description", flag(near.starts_description(block)));
    put("article-body", near.article_body(block));
}

/// What comes up to the next heading, and the cue that heads it.
fn section(page: &Page<'_>, block: usize, row: &mut impl Row) {
    let rest = page.containers.sum(block..page.sections.end(block));
    let cue = page.sections.cue_head(block);
    let mut put = |name, value| row.put(("section", name), value);
    put("size", rest.size as f32);
    put("prose", rest.prose as f32);
    put("linked", (rest.linked / rest.size.max(1.0)) as f32);
    put("cue-distance", cue.map_or(NONE, |head| (block - head.block) as f32));
    put("cue-long-since", cue.map_or(NONE, |head| head.long_since as f32));
    put("cue-family", cue.map_or(-1.0, |head| f32::from(head.family as u8)));
}

/// The headings around a block, by markup.
fn headings(page: &Page<'_>, block: usize, row: &mut impl Row) {
    let sections = &page.sections;
    landmark("top", &sections.tops, block, row);
    landmark("title", &sections.titles, block, row);
    let (previous, next) = sections.heading_distance(block);
    let heading = sections.heading(block);
    let of_heading = |value: &dyn Fn(usize) -> f32| heading.map_or(-1.0, value);
    let mut put = |name, value| row.put(("heading", name), value);
    put("previous", steps(previous));
    put("next", steps(next));
    put("before", sections.headings_before(block) as f32);
    put("cues", of_heading(&|heading| page.cues.sum(heading).total()));
    put("related", of_heading(&|heading| page.cues.sum(heading).count(Family::RelatedLinks)));
    put("words", of_heading(&|heading| page.shapes[heading].words));
    put("title", of_heading(&|heading| page.similarity.title(heading)));
    put("level", of_heading(&|heading| kind_number(page.document.blocks[heading].kind)));
}

fn windows(source: &Source<'_>, block: usize, row: &mut impl Row) {
    let page = source.page;
    for (name, width) in [("3", 3), ("8", 8)] {
        let start = block.saturating_sub(width);
        let end = (block + width + 1).min(page.len());
        let around = page.containers.sum(start..end);
        let said = &source.said[start..end];
        let mean = |of: &dyn Fn(&Said) -> f32| said.iter().map(of).sum::<f32>() / said.len() as f32;
        row.put(("window-prose", name), (around.prose / around.size.max(1.0)) as f32);
        row.put(("window-linked", name), (around.linked / around.size.max(1.0)) as f32);
        row.put(("window-cues", name), around.cues as f32);
        row.put(("window-wording", name), mean(&|said| said.logit));
        row.put(("window-known-words", name), mean(&|said| said.known));
        row.put(("window-before", name), page.containers.sum(start..block).prose as f32);
        row.put(("window-after", name), page.containers.sum(block + 1..end).prose as f32);
    }
}

fn runs(page: &Page<'_>, block: usize, row: &mut impl Row) {
    let run = page.runs.of(block);
    row.put(("run", "lines"), f32::from(run.lines));
    row.put(("run", "lines-before"), f32::from(run.lines_before));
    row.put(("run", "kind"), f32::from(run.kind));
    row.put(("run", "kind-before"), f32::from(run.kind_before));
    row.put(("run", "same-start"), f32::from(run.same_start));
}

/// Puts what `of` says of the blocks up to `reach` before and after a block.
fn neighbours<R: Row>(
    source: &Source<'_>,
    block: usize,
    reach: usize,
    of: impl Fn(&Source<'_>, Option<usize>, &str, &mut R),
    row: &mut R,
) {
    const NAMES: [[&str; 2]; 3] = [["-1", "+1"], ["-2", "+2"], ["-3", "+3"]];
    for ([before, after], steps) in NAMES.into_iter().zip(1..=reach) {
        of(source, block.checked_sub(steps), before, row);
        of(source, Some(block + steps).filter(|other| *other < source.page.len()), after, row);
    }
}

/// The value of a neighbour, if there is one.
fn value_of(other: Option<usize>, value: impl Fn(usize) -> f32) -> f32 {
    other.map_or(-9.0, value)
}

/// A block beside another, in markup.
fn element_beside(source: &Source<'_>, other: Option<usize>, name: &str, row: &mut impl Row) {
    let page = source.page;
    let mut put = |feature, value| row.put((feature, name), value);
    put("navigation", value_of(other, |other| source.findings.strength(other, Label::Navigation)));
    put("class", value_of(other, |other| source.class_logits[page.structure.element(other)]));
    put("class-inner", value_of(other, |other| source.class_logits[page.document.blocks[other].inner]));
}

/// A line next to another, in plain text.
fn line_beside(source: &Source<'_>, other: Option<usize>, name: &str, row: &mut impl Row) {
    let page = source.page;
    let mut put = |feature, value| row.put((feature, name), value);
    put("words", value_of(other, |other| page.shapes[other].words));
    put("ends-sentence", value_of(other, |other| flag(page.shapes[other].ends_sentence)));
    put("capitalized", value_of(other, |other| page.shapes[other].capitalized));
    put("topic", value_of(other, |other| page.similarity.topic(other).shared));
    put("byline", value_of(other, |other| source.findings.strength(other, Label::Byline)));
    put("copy", value_of(other, |other| flag(page.copies.of(other).twin.is_some())));
}

/// A line a few steps from another, in plain text.
fn line_near(source: &Source<'_>, other: Option<usize>, name: &str, row: &mut impl Row) {
    let mut put = |feature, value| row.put((feature, name), value);
    put("wording", value_of(other, |other| source.said[other].logit));
    put("related", value_of(other, |other| source.findings.strength(other, Label::RelatedLinks)));
    put("navigation", value_of(other, |other| source.findings.strength(other, Label::Navigation)));
}

fn depth(page: &Page<'_>, block: usize) -> f32 {
    f32::from(page.document.element_of(block).depth)
}

fn element(source: &Source<'_>, block: usize, row: &mut impl Row) {
    let page = source.page;
    let shape = &page.shapes[block];
    let inline = &page.document.blocks[block].inline;
    let place = page.structure.of(block);
    let element = page.document.element_of(block);
    let mut put = |name, value| row.put(("element", name), value);
    put("linked", shape.linked);
    put("links", f32::from(inline.links));
    put("ends-in-link", flag(inline.ends_in_link));
    put("emphasized", shape.emphasized);
    put("images", f32::from(inline.images));
    put("breaks", f32::from(inline.breaks));
    put("depth", f32::from(element.depth));
    put("siblings", f32::from(page.structure.of_element(element.parent).children));
    let own = page.structure.element(block);
    let wider = place.wider;
    put("class", source.class_logits[own]);
    put("class-inner", source.class_logits[page.document.blocks[block].inner]);
    put("class-parent", source.class_logits[element.parent]);
    put("class-wider", source.class_logits[wider]);
    put("class-wider-2", source.class_logits[page.structure.of_element(wider).wider]);
    put("is-div", flag(element.tag == Tag::Div));
}

/// The tags and class names above a block.
fn names(page: &Page<'_>, block: usize, row: &mut impl Row) {
    let place = page.structure.of(block);
    for (at, tag) in ANCESTORS.iter().enumerate() {
        row.put(("ancestor", tag.name()), f32::from(place.ancestors[at]));
    }
    for group in Group::ALL {
        row.put(("class", group.name()), f32::from(place.groups[group as usize]));
    }
}

fn path(page: &Page<'_>, block: usize, row: &mut impl Row) {
    let path = page.paths.of(page.structure.path(block));
    let total = page.containers.total();
    let mut put = |name, value| row.put(("path", name), value);
    put("count", path.blocks);
    put("share", path.size / total.size.max(1.0) as f32);
    put("mean-size", path.size / path.blocks);
    put("linked", path.linked / path.size.max(1.0));
    put("prose", path.prose / total.prose.max(1.0) as f32);
    put("ends-sentence", path.sentence_ends / path.blocks);
    put("stopwords", path.stopwords / path.blocks);
}

fn containers(page: &Page<'_>, block: usize, row: &mut impl Row) {
    let structure = &page.structure;
    let elements = &page.document.elements;
    let own = structure.element(block);
    let parent = elements[own].parent;
    let first = if elements[own].blocks.len() > 1 { own } else { structure.of_element(own).wider };
    let second = structure.of_element(first).wider;
    let fourth = structure.of_element(structure.of_element(second).wider).wider;
    for (name, element) in [("parent", parent), ("wider-1", first), ("wider-2", second), ("wider-4", fourth)] {
        container(page, elements[element].blocks.clone(), name, row);
    }
}

fn container(page: &Page<'_>, blocks: Range<usize>, name: &str, row: &mut impl Row) {
    let total = page.containers.total();
    let sum = page.containers.sum(blocks.clone());
    let size = sum.size.max(1.0);
    let count = blocks.len().max(1) as f32;
    let mut put = |feature, value: f64| row.put((name, feature), value as f32);
    put("share", size / total.size.max(1.0));
    put("prose", sum.prose / total.prose.max(1.0));
    put("prose-density", sum.prose / size);
    put("linked", sum.linked / size);
    put("mean-size", size / f64::from(count));
    put("count", f64::from(count));
    put("stopwords", sum.stopwords / sum.words.max(1.0));
    put("ends-sentence", sum.sentence_ends / f64::from(count));
    put("cues", sum.cues / f64::from(count));
    put("paragraphs", sum.paragraphs / size);
}

fn mains(page: &Page<'_>, block: usize, row: &mut impl Row) {
    const NAMES: [&str; MAIN_COUNT] = ["main-50", "main-80", "main-30", "main-score", "main-article"];
    for (name, main) in NAMES.into_iter().zip(page.containers.mains()) {
        let mut put = |feature, value: Option<f32>| row.put((name, feature), value.unwrap_or(-99.0));
        let main = main.as_ref();
        let offset = |from: usize| (block as f32 - from as f32).clamp(-50.0, 50.0);
        put("inside", main.map(|main| flag(main.blocks.contains(&block))));
        put("at", main.map(|main| (block as f32 - main.blocks.start as f32) / main.blocks.len().max(1) as f32));
        put("from-start", main.map(|main| offset(main.blocks.start)));
        put("from-end", main.map(|main| offset(main.blocks.end)));
        put("prose", main.map(|main| main.prose_share));
        put("size", main.map(|main| main.size_share));
        put("depth", main.map(|main| depth(page, block) - f32::from(main.depth)));
    }
    let article = page.structure.of(block).article;
    let prose = page.containers.sum(page.document.elements[article].blocks.clone()).prose;
    let share = (prose / page.containers.total().prose.max(1.0)) as f32;
    row.put(("article", "prose"), if article == 0 { -1.0 } else { share });
}
