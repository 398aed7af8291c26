//! The folder beside the output in which a run keeps what it has done.
//!
//! A part is written under a temporary name, renamed, and then named in the
//! journal: whenever the program ends, what the journal names is there. Where
//! parts end depends on the rows alone, so that an interrupted run makes the
//! same file as one that was not.

use super::journal::{Input, Journal, Plan, Progress, Tally};
use super::row::Row;
use super::{columns, lines};
use crate::args::{Args, Format};
use crate::feed::Place;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// Bytes of rows after which a part ends, however few they are.
const PART_BYTES: usize = 16 << 20;

/// The name of the journal in the folder.
const JOURNAL: &str = "journal";

/// Why a run cannot begin.
#[derive(Debug, thiserror::Error)]
pub enum CannotBegin {
    #[error("{0} has an interrupted run; go on with --resume, or remove it")]
    Interrupted(String),
    #[error("{0} has the run of another command, or an input has changed since; it cannot be resumed")]
    OtherRun(String),
    #[error("another process is at work in {0}")]
    Busy(String),
    #[error("{path}: {error}")]
    Io { path: String, error: io::Error },
}

/// The rows of a run.
pub struct Store {
    folder: PathBuf,
    out: PathBuf,
    journal: Journal,
    format: Format,
    part_rows: usize,
    /// Rows that are in no part as yet.
    rows: Vec<Row>,
    bytes: usize,
    progress: Progress,
}

/// Whether there is a run that was interrupted.
pub fn is_interrupted(out: &Path) -> bool {
    folder(out).join(JOURNAL).exists()
}

fn folder(out: &Path) -> PathBuf {
    let mut name = out.as_os_str().to_owned();
    name.push(".partial");
    PathBuf::from(name)
}

impl Store {
    /// Begins a run, or goes on with one.
    pub fn open(args: &Args, format: Format) -> Result<Store, CannotBegin> {
        let folder = folder(&args.out);
        let name = folder.display().to_string();
        let io_error = |error| CannotBegin::Io { path: name.clone(), error };
        fs::create_dir_all(&folder).map_err(io_error)?;
        let mut journal = Journal::open(&folder.join(JOURNAL)).map_err(|error| match error.kind() {
            io::ErrorKind::WouldBlock => CannotBegin::Busy(name.clone()),
            _ => io_error(error),
        })?;
        let plan = plan(args, format);
        let (known, progress) = journal.read().map_err(io_error)?;
        match known {
            Some(_) if !args.resume => return Err(CannotBegin::Interrupted(name)),
            Some(known) if known != plan => return Err(CannotBegin::OtherRun(name)),
            Some(_) => {}
            None => journal.add(&plan).map_err(io_error)?,
        }
        let (out, part_rows) = (args.out.clone(), args.part_rows as usize);
        Ok(Store { folder, out, journal, format, part_rows, rows: Vec::new(), bytes: 0, progress })
    }

    /// Where to go on.
    pub fn place(&self) -> Place {
        self.progress.place
    }

    /// What was done, with what is in no part as yet.
    pub fn tally(&mut self) -> &mut Tally {
        &mut self.progress.tally
    }

    /// Everything up to here is added or counted.
    pub fn advance(&mut self, place: Place) -> io::Result<()> {
        self.progress.place = place;
        if self.rows.len() >= self.part_rows || self.bytes >= PART_BYTES { self.end_part() } else { Ok(()) }
    }

    pub fn add(&mut self, row: Row) {
        self.progress.tally.rows += 1;
        self.progress.tally.failed += u64::from(row.has_failed);
        self.bytes += row.bytes();
        self.rows.push(row);
    }

    /// Makes the output of all parts, and removes them.
    pub fn finish(mut self) -> io::Result<Tally> {
        if !self.rows.is_empty() {
            self.end_part()?;
        }
        let parts = (0..self.progress.parts).map(|number| self.part(number));
        let joined = self.folder.join("joined");
        let out = File::create(&joined)?;
        let out = match self.format {
            Format::Jsonl => lines::join(parts, out)?,
            Format::Parquet => columns::join(parts, out)?,
        };
        out.sync_all()?;
        fs::rename(&joined, &self.out)?;
        // First the journal: without it, what is left is of no run.
        drop(self.journal);
        fs::remove_file(self.folder.join(JOURNAL))?;
        fs::remove_dir_all(&self.folder)?;
        Ok(self.progress.tally)
    }

    fn end_part(&mut self) -> io::Result<()> {
        let unfinished = self.folder.join("unfinished");
        let file = File::create(&unfinished)?;
        let file = match self.format {
            Format::Jsonl => lines::write(&self.rows, file)?,
            Format::Parquet => columns::write(&self.rows, file)?,
        };
        file.sync_all()?;
        fs::rename(&unfinished, self.part(self.progress.parts))?;
        self.progress.parts += 1;
        self.journal.add(&self.progress)?;
        self.rows.clear();
        self.bytes = 0;
        Ok(())
    }

    fn part(&self, number: usize) -> PathBuf {
        self.folder.join(format!("{number:08}"))
    }
}

fn plan(args: &Args, format: Format) -> Plan {
    let Args { from, text_as, html_column, text_column, id_column, url_column, part_rows, cleaning, .. } = args;
    let columns = [html_column, text_column, id_column, url_column];
    Plan {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        options: format!("{format:?} {from:?} {text_as:?} {columns:?} {part_rows} {cleaning:?}"),
        inputs: args.files.iter().map(|path| input(path)).collect(),
    }
}

fn input(path: &Path) -> Input {
    let file = path.metadata().ok();
    let modified = file.as_ref().and_then(|file| file.modified().ok()?.duration_since(UNIX_EPOCH).ok());
    Input {
        path: path.display().to_string(),
        bytes: file.map(|file| file.len()),
        modified: modified.map(|since| since.as_nanos()),
    }
}
