//! The exception that Python sees.

use crate::failure::Failure;
use pyo3::PyErr;
use pyo3::create_exception;
use pyo3::exceptions::PyValueError;

create_exception!(
    bodycopy,
    Error,
    PyValueError,
    "A page, text or batch that could not be cleaned, or an option that makes no sense."
);

impl From<Failure> for PyErr {
    fn from(failure: Failure) -> PyErr {
        Error::new_err(failure.to_string())
    }
}
