//! The command line.

use crate::cleaning::{BadOption, Cleaning};
use clap::{CommandFactory, Parser, ValueEnum, value_parser};
use std::path::PathBuf;

const NOTES: &str = "\
With --jsonl each line is an object with \"html\" or \"text\", a string, and perhaps an \"id\"; \
other members are passed over. Each answer is one line, in the same order: \
{\"id\", \"text\", \"title\", \"language\", \"confidence\", \"removed\"} or {\"id\", \"error\"}.

A report is one HTML page that shows each document with what went and why; of a \
batch or several files it begins with a list, most removed and least sure first. It \
is written when all is done, and until then a line for each document and the \
documents that are shown whole are held in memory.

Exit status: 0 if all went well, 1 if a file or record failed (the others are \
done all the same), 2 if an option makes no sense.";

/// Keeps the body of articles and drops what stands around it.
#[derive(Debug, Parser)]
#[command(name = "clean", version, after_help = NOTES)]
pub struct Args {
    /// Files to clean; none or `-` is standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,

    /// What the input is; `auto` goes by the file's name, then by how it begins
    #[arg(long, value_enum, value_name = "KIND", default_value = "auto")]
    pub from: InputKind,

    /// What to write; `json` is one object a file, `report` one page to look at
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "text")]
    pub to: Format,

    /// Add what went and why, after the text (JSON and reports have it always)
    #[arg(long)]
    pub explain: bool,

    /// Read and write JSON, one record a line (with `--to report`, write one page)
    #[arg(long)]
    pub jsonl: bool,

    /// Documents that a report shows whole, those first in its list; the rest is only listed
    #[arg(long, value_name = "N", default_value_t = 200)]
    pub report_limit: usize,

    /// Threads to clean with, up to 1024; 0 for one a core
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = value_parser!(u16).range(..=1024))]
    pub threads: u16,

    #[command(flatten)]
    pub cleaning: Cleaning,
}

/// What an input is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum InputKind {
    Auto,
    Html,
    Text,
}

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Text,
    Markdown,
    Html,
    Json,
    Report,
}

impl Args {
    /// The files to read, standard input as `-`.
    pub fn inputs(&self) -> Vec<PathBuf> {
        if self.files.is_empty() { vec![PathBuf::from("-")] } else { self.files.clone() }
    }

    /// Whether the output is that of several files, one after the other.
    pub fn has_several_inputs(&self) -> bool {
        self.files.len() > 1
    }

    /// Whether there may be several documents.
    pub fn is_batch(&self) -> bool {
        self.jsonl || self.has_several_inputs()
    }
}

/// Ends the program as `clap` does for an option that makes no sense.
pub fn exit_with_usage(error: &BadOption) -> ! {
    Args::command().error(clap::error::ErrorKind::ValueValidation, error).exit()
}
