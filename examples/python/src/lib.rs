//! Python bindings of `bodycopy`. `bodycopy.pyi` has the types.
//!
//! `cleaner` has the three ways in, `options` what they can be told, `input` what Python may hand
//! over, `article` what it gets back; `batch` takes a column out of a
//! `pyarrow.RecordBatch` and puts the results beside the others, `rows` cleans it.

mod article;
mod batch;
mod cleaner;
mod code_points;
mod error;
mod failure;
mod input;
mod options;
mod rows;

use pyo3::prelude::*;

/// Keeps the article body of a web page or an extracted text, and says why
/// everything else went.
#[pymodule]
mod bodycopy {
    #[pymodule_export]
    use crate::article::{Article, Block};
    #[pymodule_export]
    use crate::cleaner::Cleaner;
    #[pymodule_export]
    use crate::error::Error;
    use crate::input::{Kind, Page, Text};
    use pyo3::prelude::*;
    use pyo3::types::PyDict;

    #[pymodule_export]
    #[allow(non_upper_case_globals, reason = "Python's name")]
    const __version__: &str = env!("CARGO_PKG_VERSION");

    fn cleaner<'py>(py: Python<'py>, options: Option<&Bound<'py, PyDict>>) -> PyResult<Bound<'py, Cleaner>> {
        Ok(py.get_type::<Cleaner>().call((), options)?.cast_into()?)
    }

    /// Cleans an HTML page; the options are those of Cleaner.
    #[pyfunction]
    #[pyo3(signature = (html, *, charset=None, **options))]
    fn clean_html(
        py: Python<'_>,
        html: Page,
        charset: Option<&str>,
        options: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Article> {
        cleaner(py, options)?.get().clean_html(py, html, charset)
    }

    /// Cleans plain text that something else extracted; the options are those of
    /// Cleaner.
    #[pyfunction]
    #[pyo3(signature = (text, **options))]
    fn clean_text(py: Python<'_>, text: Text, options: Option<&Bound<'_, PyDict>>) -> PyResult<Article> {
        cleaner(py, options)?.get().clean_text(py, text)
    }

    /// Cleans a column of a pyarrow.RecordBatch and gives a batch of as many rows,
    /// in which the columns text, title, language, confidence, removed and error
    /// stand in its place; the other columns are handed through.
    ///
    /// `column` is "html" if there is one, else "text"; `kind` says what a column
    /// of another name holds, "html" or "text". Strings and binary columns will do.
    /// A null stays null; of a row that fails only error is set. Spans in removed
    /// count code points, of the text, or for a page of the whole text of it, which
    /// Article.source gives. The other options are those of Cleaner.
    #[pyfunction]
    #[pyo3(signature = (batch, *, column=None, kind=None, charset=None, **options))]
    fn clean_batch<'py>(
        batch: &Bound<'py, PyAny>,
        column: Option<&str>,
        kind: Option<Kind>,
        charset: Option<&str>,
        options: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        cleaner(batch.py(), options)?.get().clean_batch(batch, column, kind, charset)
    }
}
