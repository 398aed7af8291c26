//! The cleaner and its options.

use crate::article::Article;
use crate::batch::{self, Batch};
use crate::error::Error;
use crate::failure::{Failure, guarded};
use crate::input::{Kind, Page, Text};
use bodycopy::{CleanerBuilder, Label, Model};
use pyo3::prelude::*;
use std::time::Duration;

/// Cleans pages, texts and batches of them; make one, use it from any number of
/// threads. All options are keywords with defaults:
///
/// - keep, drop: labels to keep or drop besides the defaults, such as "title".
/// - favor_precision: rather lose text than keep what is no body, 0 to 1.
/// - favor_recall: rather keep what is no body than lose text, 0 to 1.
/// - threshold: least probability of being body with which a block stays, 0 to 1.
/// - keep_selector, remove_selector: CSS selectors of what always stays or goes.
/// - language: the language of the input, such as "de"; else declared or guessed.
/// - links, images: whether Markdown and HTML keep them.
/// - max_input_bytes, max_blocks, max_depth: limits; beyond them is an Error, or
///   for max_depth a flatter structure.
/// - deadline: longest time for one input, in seconds.
/// - html_model, text_model: models to judge with instead of the bundled ones.
#[pyclass(frozen, module = "bodycopy")]
pub struct Cleaner {
    inner: bodycopy::Cleaner,
}

#[pymethods]
impl Cleaner {
    #[new]
    #[pyo3(signature = (
        *, keep=vec![], drop=vec![], favor_precision=None, favor_recall=None, threshold=None, keep_selector=vec![],
        remove_selector=vec![], language=None, links=true, images=true, max_input_bytes=None, max_blocks=None,
        max_depth=None, deadline=None, html_model=None, text_model=None
    ))]
    #[allow(clippy::too_many_arguments, reason = "Python's keyword arguments")]
    fn new(
        keep: Vec<String>,
        drop: Vec<String>,
        favor_precision: Option<f32>,
        favor_recall: Option<f32>,
        threshold: Option<f32>,
        keep_selector: Vec<String>,
        remove_selector: Vec<String>,
        language: Option<&str>,
        links: bool,
        images: bool,
        max_input_bytes: Option<usize>,
        max_blocks: Option<usize>,
        max_depth: Option<usize>,
        deadline: Option<f64>,
        html_model: Option<&[u8]>,
        text_model: Option<&[u8]>,
    ) -> PyResult<Cleaner> {
        if favor_precision.is_some() && favor_recall.is_some() {
            return Err(Error::new_err("favor_precision and favor_recall exclude each other"));
        }
        let mut builder = with_labels(&keep, &drop)?.links(links).images(images);
        builder = keep_selector.iter().fold(builder, |builder, css| builder.keep_selector(css));
        builder = remove_selector.iter().fold(builder, |builder, css| builder.remove_selector(css));
        builder = with(builder, threshold, CleanerBuilder::threshold);
        builder = with(builder, favor_precision, CleanerBuilder::favor_precision);
        builder = with(builder, favor_recall, CleanerBuilder::favor_recall);
        builder = with(builder, language, CleanerBuilder::language);
        builder = with(builder, max_input_bytes, CleanerBuilder::max_input_bytes);
        builder = with(builder, max_blocks, CleanerBuilder::max_blocks);
        builder = with(builder, max_depth, CleanerBuilder::max_depth);
        builder = with(builder, deadline.map(seconds).transpose()?, CleanerBuilder::deadline);
        builder = with(builder, html_model.map(model).transpose()?, CleanerBuilder::html_model);
        builder = with(builder, text_model.map(model).transpose()?, CleanerBuilder::text_model);
        let inner = builder.build().map_err(Failure::from)?;
        Ok(Cleaner { inner })
    }

    /// Cleans an HTML page. Of bytes the charset is found: a byte-order mark, then
    /// `charset` (as a Content-Type header declares it), the page's own, a guess.
    #[pyo3(signature = (html, *, charset=None))]
    pub fn clean_html(&self, py: Python<'_>, html: Page, charset: Option<&str>) -> PyResult<Article> {
        Ok(py.detach(|| guarded(|| Ok((&html.clean(&self.inner, charset)?).into())))?)
    }

    /// Cleans plain text that something else extracted; spans index that text.
    pub fn clean_text(&self, py: Python<'_>, text: Text) -> PyResult<Article> {
        Ok(py.detach(|| guarded(|| Ok((&self.inner.clean_text(&text.0)?).into())))?)
    }

    /// Cleans a column of a pyarrow.RecordBatch; see the function of this name.
    #[pyo3(signature = (batch, *, column=None, kind=None, charset=None))]
    pub fn clean_batch<'py>(
        &self,
        batch: &Bound<'py, PyAny>,
        column: Option<&str>,
        kind: Option<Kind>,
        charset: Option<&str>,
    ) -> PyResult<Bound<'py, PyAny>> {
        batch::clean(&self.inner, &Batch::new(batch, column, kind)?, charset)
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
