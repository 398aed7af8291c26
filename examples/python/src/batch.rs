//! A `pyarrow.RecordBatch`: one column goes out to be cleaned, the results come
//! back beside the other columns. Those are never looked at: they stay Python's.

use crate::error::Error;
use crate::failure::guarded;
use crate::input::Kind;
use crate::rows::{self, Column};
use arrow_array::make_array;
use arrow_data::ArrayData;
use arrow_pyarrow::{FromPyArrow, ToPyArrow};
use bodycopy::Cleaner;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

/// A batch, and the column of it that is to be cleaned.
pub struct Batch<'a, 'py> {
    batch: &'a Bound<'py, PyAny>,
    columns: usize,
    index: usize,
    kind: Kind,
}

impl<'a, 'py> Batch<'a, 'py> {
    pub fn new(batch: &'a Bound<'py, PyAny>, column: Option<&str>, kind: Option<Kind>) -> PyResult<Batch<'a, 'py>> {
        let class = batch.py().import("pyarrow")?.getattr("RecordBatch")?;
        if !batch.is_instance(&class)? {
            return Err(PyTypeError::new_err(format!("a batch is a pyarrow.RecordBatch, not {}", batch.get_type())));
        }
        let names: Vec<String> = batch.getattr("schema")?.getattr("names")?.extract()?;
        let index = find(&names, column)?;
        let name = &names[index];
        let Some(kind) = kind.or_else(|| Kind::named(name)) else {
            return Err(Error::new_err(format!("kind=\"html\" or \"text\" must say what the column {name:?} holds")));
        };
        let mut others = names.iter().enumerate().filter(|(other, _)| *other != index);
        if let Some((_, name)) = others.find(|(_, name)| rows::RESULTS.contains(&name.as_str())) {
            return Err(Error::new_err(format!("a column of the results has the name {name:?}: rename or drop yours")));
        }
        let columns = names.len();
        Ok(Batch { batch, columns, index, kind })
    }

    /// The column, as bytes: whether strings are UTF-8 is then asked of each row
    /// and not of all at once.
    fn column(&self, charset: Option<&str>) -> PyResult<Column> {
        let array = self.batch.call_method1("column", (self.index,))?;
        let name = array.getattr("type")?.str()?.to_string();
        let (bytes, is_string) = match name.as_str() {
            "string" => ("binary", true),
            "large_string" => ("large_binary", true),
            "string_view" => ("binary_view", true),
            "binary" | "large_binary" | "binary_view" => (name.as_str(), false),
            _ => return Err(PyTypeError::new_err(format!("a column of strings or binary is cleaned, not of {name}"))),
        };
        let array = if is_string { array.call_method1("view", (bytes,))? } else { array };
        let charset = if is_string { Some("utf-8") } else { charset };
        Ok(Column {
            values: make_array(ArrayData::from_pyarrow_bound(&array)?),
            kind: self.kind,
            charset: charset.map(str::to_owned),
        })
    }

    /// The batch with other columns in place of the one that was cleaned.
    fn replaced(&self, results: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let py = self.batch.py();
        let (fields, arrays) = (PyList::empty(py), PyList::empty(py));
        let schema = self.batch.getattr("schema")?;
        for index in (0..self.columns).filter(|index| *index != self.index) {
            fields.append(schema.call_method1("field", (index,))?)?;
            arrays.append(self.batch.call_method1("column", (index,))?)?;
        }
        for field in results.getattr("schema")?.try_iter()? {
            fields.append(field?)?;
        }
        arrays.call_method1("extend", (results.getattr("columns")?,))?;
        let pyarrow = py.import("pyarrow")?;
        let schema = pyarrow.call_method1("schema", (fields, schema.getattr("metadata")?))?;
        let named = PyDict::new(py);
        named.set_item("schema", schema)?;
        pyarrow.getattr("RecordBatch")?.call_method("from_arrays", (arrays,), Some(&named))
    }
}

fn find(names: &[String], column: Option<&str>) -> PyResult<usize> {
    let position = |name: &str| names.iter().position(|other| other == name);
    let found = match column {
        Some(column) => position(column),
        None => position("html").or_else(|| position("text")),
    };
    found.ok_or_else(|| Error::new_err(format!("no column {:?} among {names:?}", column.unwrap_or("html or text"))))
}

/// Cleans the batch's column while Python goes on.
pub fn clean<'py>(cleaner: &Cleaner, batch: &Batch<'_, 'py>, charset: Option<&str>) -> PyResult<Bound<'py, PyAny>> {
    let py = batch.batch.py();
    let column = batch.column(charset)?;
    let results = py.detach(|| guarded(|| rows::clean(cleaner, &column)))?;
    batch.replaced(&results.to_pyarrow(py)?)
}
