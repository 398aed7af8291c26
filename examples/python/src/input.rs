//! What Python hands over.

use crate::error::Error;
use crate::failure::Failure;
use bodycopy::{Article, Cleaner};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::pybacked::{PyBackedBytes, PyBackedStr};
use pyo3::types::PyString;

/// A `str`. It is not copied, and can be read while Python goes on.
pub struct Text(pub PyBackedStr);

impl<'py> FromPyObject<'_, 'py> for Text {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Text> {
        let string = object.cast::<PyString>()?.to_owned();
        let text = PyBackedStr::try_from(string);
        text.map(Text).map_err(|error| Error::new_err(format!("not Unicode: {error}")))
    }
}

/// A page as `str` or `bytes`.
pub enum Page {
    Text(Text),
    Bytes(PyBackedBytes),
}

impl<'py> FromPyObject<'_, 'py> for Page {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Page> {
        if object.is_instance_of::<PyString>() {
            return Ok(Page::Text(object.extract()?));
        }
        let bytes = object.extract::<PyBackedBytes>();
        bytes.map(Page::Bytes).map_err(|_| PyTypeError::new_err("a page is str or bytes"))
    }
}

impl Page {
    pub fn clean(&self, cleaner: &Cleaner, charset: Option<&str>) -> Result<Article<'static>, Failure> {
        Ok(match self {
            Page::Text(text) => cleaner.clean_html(&text.0)?,
            Page::Bytes(bytes) => cleaner.clean_html_bytes(bytes, charset)?,
        })
    }
}

/// What a column holds.
#[derive(Clone, Copy)]
pub enum Kind {
    Html,
    Text,
}

impl Kind {
    pub fn named(name: &str) -> Option<Kind> {
        match name {
            "html" => Some(Kind::Html),
            "text" => Some(Kind::Text),
            _ => None,
        }
    }
}

impl<'py> FromPyObject<'_, 'py> for Kind {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Kind> {
        let name = object.extract::<PyBackedStr>()?;
        Kind::named(&name).ok_or_else(|| Error::new_err(format!("a kind is \"html\" or \"text\", not {name:?}")))
    }
}
