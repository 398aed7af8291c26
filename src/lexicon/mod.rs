//! Cue phrases, word classes and class tokens: facts about boilerplate, as data.
//!
//! One TOML file a language in `data/`, read once; all phrases of all languages
//! live in one tree. `data/tokens.toml` groups the words of class and id
//! names by what they tell.

mod cues;
mod tokens;

pub(crate) use cues::{CueHit, Family, Place, WordClass, find_cues, word_class};
pub(crate) use tokens::{GROUP_COUNT, Group, token_groups};
