//! The options that say how to clean, and the cleaner that they ask for; those
//! of every program here that cleans.

use bodycopy::{Cleaner, CleanerBuilder, Label, Model};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::io;
use std::path::{Path, PathBuf};

/// The library's own default.
const MAX_INPUT_BYTES: usize = 256 << 20;

/// How to clean.
#[derive(Args, Debug)]
pub struct Cleaning {
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

/// Why the options make no sense.
#[derive(Debug, thiserror::Error)]
pub enum BadOption {
    #[error("cannot read the model {}: {error}", path.display())]
    UnreadableModel { path: PathBuf, error: io::Error },
    #[error("{}: {error}", path.display())]
    NoModel { path: PathBuf, error: bodycopy::Error },
    #[error("blocks labelled {0} are both to be kept and to be dropped")]
    KeptAndDropped(Label),
    #[error(transparent)]
    Cleaner(#[from] bodycopy::Error),
}

impl Cleaning {
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
