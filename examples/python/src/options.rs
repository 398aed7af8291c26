//! The options of a cleaner.

use crate::error::Error;
use crate::failure::Failure;
use bodycopy::{CleanerBuilder, Label, Model};
use pyo3::exceptions::PyOverflowError;
use pyo3::prelude::*;
use std::time::Duration;

/// The options as Python gave them, and as it gets them back when a cleaner is
/// pickled: as a dictionary.
#[derive(IntoPyObjectRef)]
pub struct Options {
    pub keep: Vec<String>,
    pub drop: Vec<String>,
    pub favor_precision: Option<f32>,
    pub favor_recall: Option<f32>,
    pub threshold: Option<f32>,
    pub keep_selector: Vec<String>,
    pub remove_selector: Vec<String>,
    pub language: Option<String>,
    pub links: bool,
    pub images: bool,
    pub max_input_bytes: Option<usize>,
    pub max_blocks: Option<usize>,
    pub max_depth: Option<usize>,
    pub deadline: Option<f64>,
    pub html_model: Option<Vec<u8>>,
    pub text_model: Option<Vec<u8>>,
}

impl Options {
    /// The cleaner that they ask for.
    pub fn cleaner(&self) -> PyResult<bodycopy::Cleaner> {
        if self.favor_precision.is_some() && self.favor_recall.is_some() {
            return Err(Error::new_err("favor_precision and favor_recall exclude each other"));
        }
        let mut builder = with_labels(&self.keep, &self.drop)?.links(self.links).images(self.images);
        builder = self.keep_selector.iter().fold(builder, |builder, css| builder.keep_selector(css));
        builder = self.remove_selector.iter().fold(builder, |builder, css| builder.remove_selector(css));
        builder = with(builder, self.threshold, CleanerBuilder::threshold);
        builder = with(builder, self.favor_precision, CleanerBuilder::favor_precision);
        builder = with(builder, self.favor_recall, CleanerBuilder::favor_recall);
        builder = with(builder, self.language.as_deref(), CleanerBuilder::language);
        builder = with(builder, self.max_input_bytes, CleanerBuilder::max_input_bytes);
        builder = with(builder, self.max_blocks, CleanerBuilder::max_blocks);
        builder = with(builder, self.max_depth, CleanerBuilder::max_depth);
        builder = with(builder, self.deadline.map(seconds).transpose()?, CleanerBuilder::deadline);
        builder = with(builder, self.html_model.as_deref().map(model).transpose()?, CleanerBuilder::html_model);
        builder = with(builder, self.text_model.as_deref().map(model).transpose()?, CleanerBuilder::text_model);
        Ok(builder.build().map_err(Failure::from)?)
    }
}

/// A whole number; one that is negative or huge makes no sense, as other options
/// may not.
pub struct Limit(usize);

impl Limit {
    pub fn get(self) -> usize {
        self.0
    }
}

impl<'py> FromPyObject<'_, 'py> for Limit {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Limit> {
        object.extract().map(Limit).map_err(|error| match error.is_instance_of::<PyOverflowError>(object.py()) {
            true => Error::new_err(format!("no limit: {}", *object)),
            false => error,
        })
    }
}

fn with<T>(
    builder: CleanerBuilder,
    value: Option<T>,
    set: impl FnOnce(CleanerBuilder, T) -> CleanerBuilder,
) -> CleanerBuilder {
    match value {
        Some(value) => set(builder, value),
        None => builder,
    }
}

fn with_labels(keep: &[String], drop: &[String]) -> PyResult<CleanerBuilder> {
    if let Some(both) = keep.iter().find(|label| drop.contains(label)) {
        return Err(Error::new_err(format!("the label {both} is both kept and dropped")));
    }
    let mut builder = bodycopy::Cleaner::builder();
    for name in keep {
        builder = builder.keep(label(name)?);
    }
    for name in drop {
        builder = builder.drop(label(name)?);
    }
    Ok(builder)
}

fn label(name: &str) -> PyResult<Label> {
    let all = || Label::ALL.map(Label::as_str).join(", ");
    name.parse().map_err(|_| Error::new_err(format!("no such label: {name:?}; there are {}", all())))
}

fn seconds(seconds: f64) -> PyResult<Duration> {
    Duration::try_from_secs_f64(seconds).map_err(|error| Error::new_err(format!("the deadline {seconds}: {error}")))
}

fn model(bytes: &[u8]) -> PyResult<Model> {
    Ok(Model::from_bytes(bytes).map_err(Failure::from)?)
}
