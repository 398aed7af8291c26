//! The jobs that the inputs make.

use crate::args::Args;
use crate::failure::Failure;
use crate::guard::guarded;
use crate::pipeline::Queue;
use crate::source::{self, Record, Source};
use crate::work::{Job, Task};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// A place in the inputs: so many are done, and so many records of the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub input: usize,
    pub record: u64,
}

/// Puts a job for each record behind a place into the queue, and one for the end
/// of each file, until nobody wants any more.
pub fn feed(args: &Args, from: Place, queue: &Queue) {
    let mut read = args.files.iter().take(from.input).map(|path| size(path)).sum();
    for (input, path) in args.files.iter().enumerate().skip(from.input) {
        let start = Place { input, record: if input == from.input { from.record } else { 0 } };
        let Ok(end) = feed_file(args, path, start, read, queue) else { return };
        read += size(path);
        let message = end.err().map(|failure| format!("{}: {failure}", path.display()));
        let place = Place { input: input + 1, record: 0 };
        if !queue.submit(Job { place, read, task: Task::EndOfFile(message) }) {
            return;
        }
    }
}

/// Nobody wants more.
struct Unwanted;

/// The jobs of one file; within, why the rest of it cannot be read.
fn feed_file(
    args: &Args,
    path: &Path,
    start: Place,
    read: u64,
    queue: &Queue,
) -> Result<Result<(), Failure>, Unwanted> {
    let mut source = match guarded(|| source::open(path, args, start.record)) {
        Ok(source) => source,
        Err(failure) => return Ok(Err(failure)),
    };
    let mut place = start;
    loop {
        let record = match next(source.as_mut()) {
            Ok(Some(record)) => record,
            Ok(None) => return Ok(Ok(())),
            Err(failure) => return Ok(Err(failure)),
        };
        place.record += 1;
        if !queue.submit(Job { place, read: read + source.bytes_read(), task: Task::Record(record) }) {
            return Err(Unwanted);
        }
    }
}

/// Readers of hostile files panic at times.
fn next(source: &mut dyn Source) -> Result<Option<Record>, Failure> {
    guarded(|| source.next().transpose())
}

/// Bytes of a file; none if it cannot be read, which is told when its turn comes.
pub fn size(path: &Path) -> u64 {
    path.metadata().map_or(0, |file| file.len())
}
