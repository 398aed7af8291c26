//! Cue phrases, word classes and class tokens: facts about boilerplate, as data.
