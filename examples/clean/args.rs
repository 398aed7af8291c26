//! The command line, and the cleaner that it asks for.

use crate::failure::BadOption;
use bodycopy::{Cleaner, CleanerBuilder, Label, Model};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{CommandFactory, Parser, ValueEnum, value_parser};
use std::path::{Path, PathBuf};

/// The library's own default.
const MAX_INPUT_BYTES: usize = 256 << 20;

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

    /// Keep blocks of this label (repeatable)
    #[arg(long, value_name = "LABEL", value_parser = labels())]
    keep: Vec<Label>,

    /// Drop blocks of this label (repeatable)
    #[arg(long, value_name = "LABEL", value_parser = labels())]
    drop: Vec<Label>,

    /// Rather lose text than keep what is no body; 0 to 1
    #[arg(long, value_name = "SHARE", conflicts_with = "favor_recall")]
    favor_precision: Option<f32>,

    /// Rather keep what is no body than lose text; 0 to 1
    #[arg(long, value_name = "SHARE")]
    favor_recall: Option<f32>,

    /// Least probability of being body with which a block stays; 0 to 1
    #[arg(long, value_name = "SHARE")]
    threshold: Option<f32>,

    /// Keep what stands in such elements of a page; wins over removing (repeatable)
    #[arg(long, value_name = "CSS")]
    keep_selector: Vec<String>,

    /// Remove what stands in such elements of a page (repeatable)
    #[arg(long, value_name = "CSS")]
    remove_selector: Vec<String>,

    /// The language of the input, such as `de`
    #[arg(long, value_name = "TAG")]
    language: Option<String>,

    /// The charset of HTML files, as a Content-Type header declares it
    #[arg(long, value_name = "NAME", value_parser = charset)]
    pub charset: Option<String>,

    /// Longest input; longer ones fail
    #[arg(long, value_name = "N", default_value_t = MAX_INPUT_BYTES)]
    pub max_input_bytes: usize,

    /// Leave links out of Markdown and HTML
    #[arg(long)]
    no_links: bool,

    /// Leave images out of Markdown and HTML
    #[arg(long)]
    no_images: bool,

    /// Judge HTML with this model instead of the bundled one
    #[arg(long, value_name = "FILE")]
    html_model: Option<PathBuf>,

    /// Judge plain text with this model instead of the bundled one
    #[arg(long, value_name = "FILE")]
    text_model: Option<PathBuf>,
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

    /// The cleaner that the options ask for.
    pub fn cleaner(&self) -> Result<Cleaner, BadOption> {
        let mut builder = self.with_labels(Cleaner::builder())?;
        if let Some(share) = self.threshold {
            builder = builder.threshold(share);
        }
        if let Some(share) = self.favor_precision {
            builder = builder.favor_precision(share);
        }
        if let Some(share) = self.favor_recall {
            builder = builder.favor_recall(share);
        }
        if let Some(language) = &self.language {
            builder = builder.language(language);
        }
        if let Some(path) = &self.html_model {
            builder = builder.html_model(read_model(path)?);
        }
        if let Some(path) = &self.text_model {
            builder = builder.text_model(read_model(path)?);
        }
        builder = self.keep_selector.iter().fold(builder, |builder, css| builder.keep_selector(css));
        builder = self.remove_selector.iter().fold(builder, |builder, css| builder.remove_selector(css));
        builder = builder.links(!self.no_links).images(!self.no_images);
        Ok(builder.max_input_bytes(self.max_input_bytes).build()?)
    }

    fn with_labels(&self, builder: CleanerBuilder) -> Result<CleanerBuilder, BadOption> {
        if let Some(label) = self.keep.iter().find(|label| self.drop.contains(label)) {
            return Err(BadOption::KeptAndDropped(*label));
        }
        let builder = self.keep.iter().fold(builder, |builder, label| builder.keep(*label));
        Ok(self.drop.iter().fold(builder, |builder, label| builder.drop(*label)))
    }
}

/// Ends the program as `clap` does for an option that makes no sense.
pub fn exit_with_usage(error: &BadOption) -> ! {
    Args::command().error(clap::error::ErrorKind::ValueValidation, error).exit()
}

fn read_model(path: &Path) -> Result<Model, BadOption> {
    let path = || path.to_owned();
    let bytes = std::fs::read(path()).map_err(|error| BadOption::UnreadableModel { path: path(), error })?;
    Model::from_bytes(&bytes).map_err(|error| BadOption::NoModel { path: path(), error })
}

/// Reads a label; unlike `FromStr` alone, this lists all labels in the help.
fn labels() -> impl TypedValueParser<Value = Label> {
    PossibleValuesParser::new(Label::ALL.map(Label::as_str)).try_map(|name| name.parse::<Label>())
}

/// The library passes over a charset that it does not know, as browsers do; on
/// the command line that is a slip that should be heard of.
fn charset(name: &str) -> Result<String, &'static str> {
    match encoding_rs::Encoding::for_label(name.as_bytes()) {
        Some(_) => Ok(name.to_owned()),
        None => Err("no such charset"),
    }
}
