//! Cue phrases, word classes and class tokens: facts about boilerplate, as data.
//!
//! One TOML file a language in `data/`, read once; the phrases of all languages
//! live in two trees, those that begin a line and the rest. `data/tokens.toml`
//! groups the words of class and id names by what they tell.

mod cues;
mod phrases;
mod search;
mod tokens;

pub(crate) use cues::{Entry, Family, Language, Place, WordClass, count_function_words, look_up};
pub(crate) use search::{CueHit, Openings, find_cues};
pub(crate) use tokens::{GROUP_COUNT, Group, token_groups};
