//! Where input comes from: files, standard input, lines of a batch.

use crate::args::Args;
use crate::failure::Failure;
use crate::pipeline::Queue;
use crate::work::{Job, Outcome};
use memchr::memchr;
use std::fs::File;
use std::io::{self, BufRead, BufReader, ErrorKind, Read};
use std::path::Path;

/// Bytes read or written at a time.
pub const BUFFER: usize = 1 << 17;

/// How much longer than its input a JSON line may be: escapes can double it,
/// and there are the id and the members that are passed over.
const LINE_ROOM: usize = 64 << 10;

const BYTE_ORDER_MARKS: [&[u8]; 3] = [b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"];

/// Puts everything that is to be done into the queue, until nobody wants any more.
pub fn feed(args: &Args, queue: &Queue) {
    for path in args.inputs() {
        let is_wanted = if args.jsonl { feed_lines(args, &path, queue) } else { queue.submit(Job::File(path)) };
        if !is_wanted {
            return;
        }
    }
}

/// One job a line; whether more is wanted.
fn feed_lines(args: &Args, path: &Path, queue: &Queue) -> bool {
    let limit = args.cleaning.max_input_bytes.saturating_mul(2).saturating_add(LINE_ROOM);
    let lines = match open(path) {
        Ok(input) => Lines { input, limit },
        Err(error) => return queue.submit(unreadable(path, error)),
    };
    for line in lines {
        let job = match line {
            Ok(Line::Whole(line)) if content(&line).is_empty() => continue,
            Ok(Line::Whole(line)) => Job::Line(line),
            Ok(Line::TooLong) => Job::LongLine(limit),
            // What follows cannot be read either.
            Err(error) => return queue.submit(unreadable(path, error)),
        };
        if !queue.submit(job) {
            return false;
        }
    }
    true
}

fn unreadable(path: &Path, error: io::Error) -> Job {
    Job::Done(Outcome::failed_file(path, &Failure::Read(error)))
}

/// The file, or standard input for `-`.
pub fn open(path: &Path) -> io::Result<Box<dyn BufRead>> {
    if is_stdin(path) {
        return Ok(Box::new(BufReader::with_capacity(BUFFER, io::stdin().lock())));
    }
    Ok(Box::new(BufReader::with_capacity(BUFFER, File::open(path)?)))
}

/// Whether the path means standard input.
pub fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

/// Reads a whole input, but no more than one byte beyond the limit.
pub fn read_whole(path: &Path, limit: usize) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    open(path)?.take((limit as u64).saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() > limit { Err(Failure::TooLong { limit }) } else { Ok(bytes) }
}

/// A line without white space and byte-order mark around it.
pub fn content(line: &[u8]) -> &[u8] {
    line.strip_prefix(BYTE_ORDER_MARKS[0]).unwrap_or(line).trim_ascii()
}

/// Whether an input is HTML: by the file's name, else by whether it begins as
/// markup does.
pub fn is_html(path: &Path, bytes: &[u8]) -> bool {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    match extension.as_deref() {
        Some("html" | "htm" | "xhtml") => true,
        Some("txt" | "md") => false,
        _ => begins_with_markup(bytes),
    }
}

/// Whether the first thing in it is a tag, a comment, a doctype or a processing
/// instruction. Zero bytes are passed over: UTF-16 has one beside each letter.
fn begins_with_markup(bytes: &[u8]) -> bool {
    let mark = BYTE_ORDER_MARKS.iter().find(|mark| bytes.starts_with(mark)).map_or(0, |mark| mark.len());
    let mut rest = bytes[mark..].iter().copied().filter(|byte| *byte != 0);
    if rest.find(|byte| !byte.is_ascii_whitespace()) != Some(b'<') {
        return false;
    }
    match rest.next() {
        Some(b'!' | b'?') => true,
        Some(first) if first.is_ascii_alphabetic() => ends_as_tag_name(rest),
        _ => false,
    }
}

/// Whether the name that goes on here is one of a tag: not `<ada@ferry.example>`
/// and not `<https://ferry.example>`.
fn ends_as_tag_name(rest: impl Iterator<Item = u8>) -> bool {
    let mut last = b' ';
    for byte in rest {
        if !byte.is_ascii_alphanumeric() && !matches!(byte, b'-' | b':') {
            return last != b':' && (byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'));
        }
        last = byte;
    }
    true
}

/// The lines of a batch, in bytes: a line that is not UTF-8 spoils no other.
struct Lines<R> {
    input: R,
    /// Longest line that is kept.
    limit: usize,
}

enum Line {
    Whole(Vec<u8>),
    /// It was read to its end and forgotten.
    TooLong,
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = io::Result<Line>;

    fn next(&mut self) -> Option<io::Result<Line>> {
        self.read().transpose()
    }
}

impl<R: BufRead> Lines<R> {
    fn read(&mut self) -> io::Result<Option<Line>> {
        let mut line = Some(Vec::new());
        loop {
            let part = match self.input.fill_buf() {
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                part => part?,
            };
            if part.is_empty() {
                let is_end = line.as_ref().is_some_and(Vec::is_empty);
                return Ok((!is_end).then(|| whole(line)));
            }
            let end = memchr(b'\n', part);
            line = line.and_then(|line| extend(line, &part[..end.unwrap_or(part.len())], self.limit));
            let used = end.map_or(part.len(), |end| end + 1);
            self.input.consume(used);
            if end.is_some() {
                return Ok(Some(whole(line)));
            }
        }
    }
}

fn whole(line: Option<Vec<u8>>) -> Line {
    line.map_or(Line::TooLong, Line::Whole)
}

/// The line with more of it, unless that is too much.
fn extend(mut line: Vec<u8>, more: &[u8], limit: usize) -> Option<Vec<u8>> {
    if more.len() > limit - line.len() {
        return None;
    }
    line.extend_from_slice(more);
    Some(line)
}
