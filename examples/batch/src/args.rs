//! The command line.

use crate::cleaning::{BadOption, Cleaning};
use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, ValueEnum, value_parser};
use std::fmt::Display;
use std::path::PathBuf;

/// Offsets in columns of strings have 32 bits.
const MAX_INPUT_BYTES: usize = 1 << 30;

const NOTES: &str = "\
Of WARC files, compressed or not, responses with status 2xx that are HTML are cleaned; other records are passed over and \
counted. Of Parquet and Arrow files the column `html`, or else `text`, is cleaned, and `id` and `url` are taken over.

What is done is kept in a folder beside the output, OUT.partial, until all is done. A run that was interrupted, by \
whatever, goes on with the same command and --resume.

Exit status: 0 if all went well, 1 if a file or record failed (the others are done all the same) or the run had to stop, \
2 if an option makes no sense, 130 if it was interrupted.";

/// Cleans crawls: WARC, Parquet and Arrow files
#[derive(Debug, Parser)]
#[command(name = "batch", version, after_help = NOTES)]
#[command(mut_arg("max_input_bytes", |arg| arg.default_value("16777216")))]
pub struct Args {
    /// Files to clean, in this order
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,

    /// Where to write
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,

    /// What to write; else as the suffix of the output says
    #[arg(long, value_enum, value_name = "FORMAT")]
    to: Option<Format>,

    /// What the files are; else as their suffix says, or how they begin
    #[arg(long, value_enum, value_name = "KIND")]
    pub from: Option<Kind>,

    /// Go on with a run that was interrupted
    #[arg(long)]
    pub resume: bool,

    /// How the text is written
    #[arg(long, value_enum, value_name = "MARKUP", default_value = "text")]
    pub text_as: Markup,

    /// Clean this column as HTML
    #[arg(long, value_name = "NAME", conflicts_with = "text_column")]
    pub html_column: Option<String>,

    /// Clean this column as plain text
    #[arg(long, value_name = "NAME")]
    pub text_column: Option<String>,

    /// Take the id of a row from this column
    #[arg(long, value_name = "NAME")]
    pub id_column: Option<String>,

    /// Take the address of a page from this column
    #[arg(long, value_name = "NAME")]
    pub url_column: Option<String>,

    /// Rows that are written at a time: a row group of Parquet, and what an interrupt may cost
    #[arg(long, value_name = "N", default_value_t = 2048, value_parser = value_parser!(u32).range(1..=1_000_000))]
    pub part_rows: u32,

    /// Threads to clean with, up to 1024; 0 for one a core
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = value_parser!(u16).range(..=1024))]
    pub threads: u16,

    #[command(flatten)]
    pub cleaning: Cleaning,
}

/// What an input is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    Warc,
    Parquet,
    Arrow,
}

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Parquet,
    Jsonl,
}

/// What the kept text is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Markup {
    Text,
    Markdown,
    Html,
}

/// Why options that are fine each by itself make no sense.
#[derive(Debug, thiserror::Error)]
pub enum BadArgs {
    #[error(transparent)]
    Cleaning(#[from] BadOption),
    #[error("the output is named neither .parquet nor .jsonl, and there is no --to")]
    UnknownFormat,
    #[error("inputs may be {MAX_INPUT_BYTES} bytes long, no longer")]
    TooLong,
    #[error("{0} would be written over")]
    OutputIsInput(String),
    #[error("the output is a folder")]
    OutputIsFolder,
    /// It would be put out of the way, and not written to.
    #[error("the output is there, and is no file")]
    OutputIsNoFile,
}

impl Args {
    /// What is to be written.
    pub fn format(&self) -> Result<Format, BadArgs> {
        let suffix = self.out.extension().map(|suffix| suffix.to_ascii_lowercase());
        let by_suffix = match suffix.as_ref().and_then(|suffix| suffix.to_str()) {
            Some("parquet") => Some(Format::Parquet),
            Some("jsonl" | "ndjson") => Some(Format::Jsonl),
            _ => None,
        };
        self.to.or(by_suffix).ok_or(BadArgs::UnknownFormat)
    }

    /// Whether they make sense together.
    pub fn check(&self) -> Result<(), BadArgs> {
        if self.cleaning.max_input_bytes > MAX_INPUT_BYTES {
            return Err(BadArgs::TooLong);
        }
        if self.out.is_dir() {
            return Err(BadArgs::OutputIsFolder);
        }
        if self.out.metadata().is_ok_and(|out| !out.is_file()) {
            return Err(BadArgs::OutputIsNoFile);
        }
        let Ok(out) = self.out.canonicalize() else { return Ok(()) };
        match self.files.iter().find(|file| file.canonicalize().is_ok_and(|file| file == out)) {
            Some(file) => Err(BadArgs::OutputIsInput(file.display().to_string())),
            None => Ok(()),
        }
    }
}

/// Ends the program as `clap` does for an option that makes no sense.
pub fn exit_with_usage(error: &impl Display) -> ! {
    Args::command().error(ErrorKind::ValueValidation, error).exit()
}
