//! What is done of a run, as a file of JSON lines: first what the run is, then a
//! line for each part. A line that the program did not live to end is no line.

use crate::feed::Place;
use crate::source::Reason;
use serde::{Deserialize, Serialize};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::Path;

/// What a run is: another one cannot go on with its parts.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    pub version: String,
    pub options: String,
    pub inputs: Vec<Input>,
}

/// A file as it was; none of the numbers if it could not be read.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    pub path: String,
    pub bytes: Option<u64>,
    /// In nanoseconds since 1970.
    pub modified: Option<u128>,
}

/// What is done up to a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    pub parts: usize,
    pub tally: Tally,
    pub place: Place,
}

/// How many of what there were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    pub rows: u64,
    /// Rows that are errors.
    pub failed: u64,
    /// Files that were not read to their end.
    pub broken_files: u64,
    pub no_response: u64,
    pub bad_status: u64,
    pub not_html: u64,
}

impl Tally {
    pub fn pass_over(&mut self, reason: Reason) {
        match reason {
            Reason::NoResponse => self.no_response += 1,
            Reason::Status => self.bad_status += 1,
            Reason::NotHtml => self.not_html += 1,
        }
    }
}

pub struct Journal {
    file: File,
}

impl Journal {
    /// Opens or makes a journal; fails as `WouldBlock` if another process has it.
    pub fn open(path: &Path) -> io::Result<Journal> {
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Journal { file }),
            Err(TryLockError::WouldBlock) => Err(io::ErrorKind::WouldBlock.into()),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    /// What it says; what follows its last whole line is cut off.
    pub fn read(&mut self) -> io::Result<(Option<Plan>, Progress)> {
        let mut bytes = Vec::new();
        self.file.rewind()?;
        self.file.read_to_end(&mut bytes)?;
        let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        self.file.set_len(whole as u64)?;
        self.file.seek(io::SeekFrom::End(0))?;
        let mut lines = bytes[..whole].split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        let plan = lines.next().map(serde_json::from_slice).transpose()?;
        let progress = lines.next_back().map(serde_json::from_slice).transpose()?;
        Ok((plan, progress.unwrap_or_default()))
    }

    /// Adds a line, for good.
    pub fn add(&mut self, entry: &impl Serialize) -> io::Result<()> {
        let mut line = serde_json::to_vec(entry)?;
        line.push(b'\n');
        self.file.write_all(&line)?;
        self.file.sync_data()
    }
}
