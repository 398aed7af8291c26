//! The cleaner: three ways in.

use crate::article::Article;
use crate::batch::{self, Batch};
use crate::failure::guarded;
use crate::input::{Kind, Page, Text};
use crate::options::{Limit, Options};
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

/// Cleans pages, texts and batches of them; make one, use it from any number of
/// threads, or pickle it for other processes. All options are keywords with defaults:
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
    options: Options,
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
        language: Option<String>,
        links: bool,
        images: bool,
        max_input_bytes: Option<Limit>,
        max_blocks: Option<Limit>,
        max_depth: Option<Limit>,
        deadline: Option<f64>,
        html_model: Option<Vec<u8>>,
        text_model: Option<Vec<u8>>,
    ) -> PyResult<Cleaner> {
        let options = Options {
            keep,
            drop,
            favor_precision,
            favor_recall,
            threshold,
            keep_selector,
            remove_selector,
            language,
            links,
            images,
            max_input_bytes: max_input_bytes.map(Limit::get),
            max_blocks: max_blocks.map(Limit::get),
            max_depth: max_depth.map(Limit::get),
            deadline,
            html_model,
            text_model,
        };
        Ok(Cleaner { inner: options.cleaner()?, options })
    }

    /// For pickling and copying.
    fn __getnewargs_ex__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyTuple>, Bound<'py, PyAny>)> {
        Ok((PyTuple::empty(py), (&self.options).into_bound_py_any(py)?))
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
