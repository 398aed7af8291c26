//! What is written: rows, in parts that are made one file when all are there.

mod columns;
pub mod journal;
mod lines;
pub mod row;
pub mod store;
