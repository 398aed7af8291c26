//! Where a block stands in the page's elements: what its ancestors are, and
//! which other blocks a template puts in the same place.

use super::shape::Shape;
use crate::bits::numbers;
use crate::document::{Document, Tag};
use crate::lexicon::{GROUP_COUNT, token_groups};
use rustc_hash::FxHashMap;

/// Ancestors whose distance tells something.
pub(crate) const ANCESTORS: [Tag; 17] = [
    Tag::Article,
    Tag::Main,
    Tag::Aside,
    Tag::Footer,
    Tag::Header,
    Tag::Nav,
    Tag::Figure,
    Tag::Figcaption,
    Tag::Form,
    Tag::Ul,
    Tag::Table,
    Tag::Li,
    Tag::Dl,
    Tag::Section,
    Tag::Button,
    Tag::A,
    Tag::P,
];

/// The distance of an ancestor that is not there.
pub(crate) const FAR: u8 = 30;

/// Fewest blocks under a heading that are its section.
const MIN_SECTION: usize = 2;

/// What is above one element, itself included.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// Steps up to the nearest element with a class word of each group.
    pub(crate) groups: [u8; GROUP_COUNT],
    /// Steps up to the nearest element of each tag of [`ANCESTORS`].
    pub(crate) ancestors: [u8; ANCESTORS.len()],
    /// The nearest ancestor that holds more blocks.
    pub(crate) wider: usize,
    /// The nearest `article` element, 0 if there is none.
    pub(crate) article: usize,
    /// Equal for elements reached by the same tags and classes.
    path: u32,
    pub(crate) children: u16,
}

/// Places of all elements, and the paths of all blocks.
pub(crate) struct Structure {
    places: Vec<Place>,
    elements: Vec<usize>,
    /// Number of each block's path, from 0 on.
    paths: Vec<u32>,
    path_count: usize,
}

impl Structure {
    pub(super) fn new(document: &Document<'_>) -> Structure {
        let mut places: Vec<Place> = Vec::with_capacity(document.elements.len());
        let groups = document.tokens.fold(0, |set, token| set | token_groups(token));
        for (index, element) in document.elements.iter().enumerate() {
            let place = Place::of(document, index, groups[element.tokens], &places);
            if index > 0 {
                let parent = &mut places[element.parent];
                parent.children = parent.children.saturating_add(1);
            }
            places.push(place);
        }
        let elements: Vec<usize> = document.blocks.iter().map(|block| block.element).collect();
        let (paths, path_count) = number_paths(&places, &elements);
        Structure { places, elements, paths, path_count }
    }

    /// What stands above a block.
    pub(crate) fn of(&self, block: usize) -> &Place {
        &self.places[self.elements[block]]
    }

    /// What stands above an element.
    pub(crate) fn of_element(&self, element: usize) -> &Place {
        &self.places[element]
    }

    /// The number of a block's path, below [`Structure::path_count`].
    pub(crate) fn path(&self, block: usize) -> usize {
        self.paths[block] as usize
    }

    /// How many paths there are.
    pub(crate) fn path_count(&self) -> usize {
        self.path_count
    }

    /// The element of a block.
    pub(crate) fn element(&self, block: usize) -> usize {
        self.elements[block]
    }

    /// Where the smallest element ends that holds a heading and blocks enough to
    /// be its section; the end of a page without elements.
    pub(crate) fn section_end(&self, document: &Document<'_>, head: usize) -> usize {
        let end = |element: usize| document.elements[element].blocks.end;
        let wider = |element: &usize| (*element != 0).then(|| self.places[*element].wider);
        let mut holders = std::iter::successors(Some(self.elements[head]), wider);
        holders.find(|element| end(*element) > head + MIN_SECTION).map_or(self.elements.len(), end)
    }

    /// Whether a block stands in a menu or a page's footer.
    pub(crate) fn is_chrome(&self, block: usize) -> bool {
        let place = self.of(block);
        place.is_in(Tag::Nav) || place.is_in(Tag::Footer)
    }
}

impl Place {
    /// `groups` are those of the element's class words, as a bit set.
    fn of(document: &Document<'_>, index: usize, groups: u32, above: &[Place]) -> Place {
        let element = &document.elements[index];
        let mut place = match above.get(element.parent) {
            Some(parent) => parent.one_down(),
            None => Place::root(),
        };
        place.path = (place.path ^ element.signature).wrapping_mul(0x9e37_79b1).rotate_left(5);
        // A page-wide class on html or body says nothing of a block.
        if !matches!(element.tag, Tag::Html | Tag::Body) {
            numbers(groups).for_each(|group| place.groups[group] = 0);
        }
        if let Some(at) = ANCESTORS.iter().position(|tag| *tag == element.tag) {
            place.ancestors[at] = 0;
        }
        if element.tag == Tag::Article {
            place.article = index;
        }
        place.wider = wider(document, index, above);
        place.children = 0;
        place
    }

    /// Whether there is an element of this tag, one of [`ANCESTORS`], at or above.
    pub(crate) fn is_in(&self, tag: Tag) -> bool {
        let at = ANCESTORS.iter().position(|ancestor| *ancestor == tag);
        at.is_some_and(|at| self.ancestors[at] < FAR)
    }

    fn root() -> Place {
        Place {
            groups: [FAR; GROUP_COUNT],
            ancestors: [FAR; ANCESTORS.len()],
            wider: 0,
            article: 0,
            path: 0,
            children: 0,
        }
    }

    fn one_down(&self) -> Place {
        Place {
            groups: self.groups.map(|steps| (steps + 1).min(FAR)),
            ancestors: self.ancestors.map(|steps| (steps + 1).min(FAR)),
            ..*self
        }
    }
}

fn wider(document: &Document<'_>, index: usize, above: &[Place]) -> usize {
    let element = &document.elements[index];
    let parent = element.parent;
    if document.elements[parent].blocks.len() > element.blocks.len() || index == 0 {
        parent
    } else {
        above[parent].wider
    }
}

/// Numbers the paths of blocks as they come; gives their count, too.
fn number_paths(places: &[Place], elements: &[usize]) -> (Vec<u32>, usize) {
    let mut known: FxHashMap<u32, u32> = FxHashMap::default();
    let number = |element: &usize| {
        let next = known.len() as u32;
        *known.entry(places[*element].path).or_insert(next)
    };
    let paths = elements.iter().map(number).collect();
    (paths, known.len())
}

/// Sums over the blocks of one path.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct PathSum {
    pub(crate) blocks: f32,
    pub(crate) size: f32,
    pub(crate) linked: f32,
    pub(crate) prose: f32,
    pub(crate) sentence_ends: f32,
    pub(crate) stopwords: f32,
}

/// Sums by path: what a template puts in one place is of one kind.
pub(crate) struct Paths {
    sums: Vec<PathSum>,
}

impl Paths {
    pub(super) fn new(structure: &Structure, shapes: &[Shape]) -> Paths {
        let mut sums = vec![PathSum::default(); structure.path_count()];
        for (block, shape) in shapes.iter().enumerate() {
            let sum = &mut sums[structure.path(block)];
            sum.blocks += 1.0;
            sum.size += shape.size;
            sum.linked += shape.linked * shape.size;
            sum.prose += shape.prose;
            sum.sentence_ends += f32::from(u8::from(shape.ends_sentence));
            sum.stopwords += shape.stopwords;
        }
        Paths { sums }
    }

    /// The sums of a path, by its number.
    pub(crate) fn of(&self, path: usize) -> &PathSum {
        &self.sums[path]
    }
}
