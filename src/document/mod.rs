//! Blocks: what every input becomes and every later stage works on.

pub(crate) mod fold;
