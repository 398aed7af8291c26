//! Cleans a column, row by row, into the columns of the results.

use crate::code_points::CodePoints;
use crate::failure::{Failure, guarded};
use crate::input::Kind;
use arrow_array::builder::{Float32Builder, GenericStringBuilder, Int64Builder, StringBuilder};
use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, ListArray, OffsetSizeTrait, RecordBatch, StructArray};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema};
use bodycopy::{Article, Cleaner};
use std::sync::Arc;

/// The names of the columns that cleaning gives.
pub const RESULTS: [&str; 6] = ["text", "title", "language", "confidence", "removed", "error"];

/// What is to be cleaned: an array of bytes, what they are, and how pages among
/// them are encoded.
pub struct Column {
    pub values: ArrayRef,
    pub kind: Kind,
    pub charset: Option<String>,
}

/// Cleans all rows. Texts come in strings as large as the column's own.
pub fn clean(cleaner: &Cleaner, column: &Column) -> Result<RecordBatch, Failure> {
    match column.values.data_type() {
        DataType::Binary => clean_rows::<i32>(cleaner, column, column.values.as_binary::<i32>().iter()),
        DataType::LargeBinary => clean_rows::<i64>(cleaner, column, column.values.as_binary::<i64>().iter()),
        _ => clean_rows::<i64>(cleaner, column, column.values.as_binary_view().iter()),
    }
}

fn clean_rows<'a, O: OffsetSizeTrait>(
    cleaner: &Cleaner,
    column: &Column,
    rows: impl Iterator<Item = Option<&'a [u8]>>,
) -> Result<RecordBatch, Failure> {
    let mut results = Results::<O>::default();
    for row in rows {
        let Some(row) = row else {
            results.add_nothing(None);
            continue;
        };
        let cleaned = guarded(|| {
            let article = column.clean(cleaner, row)?;
            let row = Row::new(&article);
            results.check_room(&row)?;
            Ok(row)
        });
        match cleaned {
            Ok(row) => results.add(row),
            Err(failure) => results.add_nothing(Some(&failure)),
        }
    }
    results.finish().map_err(Failure::from)
}

impl Column {
    fn clean<'a>(&self, cleaner: &Cleaner, row: &'a [u8]) -> Result<Article<'a>, Failure> {
        Ok(match self.kind {
            Kind::Html => cleaner.clean_html_bytes(row, self.charset.as_deref())?,
            // No guess as for HTML: spans are to index the text as it is.
            Kind::Text => cleaner.clean_text(std::str::from_utf8(row)?)?,
        })
    }
}

/// What is kept of an article.
struct Row {
    text: String,
    title: Option<String>,
    language: Option<String>,
    confidence: f32,
    removed: Vec<Removed>,
}

struct Removed {
    start: i64,
    end: i64,
    label: &'static str,
    score: f32,
}

impl Row {
    fn new(article: &Article<'_>) -> Row {
        let mut code_points = CodePoints::new(article.source());
        // No text has more code points than fit.
        let mut before = |offset| i64::try_from(code_points.before(offset)).unwrap_or(i64::MAX);
        let removed = article.removed().map(|block| Removed {
            start: before(block.span().start),
            end: before(block.span().end),
            label: block.label().as_str(),
            score: block.confidence(),
        });
        Row {
            removed: removed.collect(),
            text: article.text(),
            title: article.metadata().title().map(str::to_owned),
            language: article.metadata().language().map(str::to_owned),
            confidence: article.confidence(),
        }
    }
}

/// The columns in the making; all have one entry a row.
#[derive(Default)]
struct Results<O: OffsetSizeTrait> {
    bytes: usize,
    text: GenericStringBuilder<O>,
    title: StringBuilder,
    language: StringBuilder,
    confidence: Float32Builder,
    removed: RemovedBuilder,
    error: StringBuilder,
}

impl<O: OffsetSizeTrait> Results<O> {
    /// The builders panic where offsets are too small for what is added.
    fn check_room(&self, row: &Row) -> Result<(), Failure> {
        let bytes = self.bytes + row.text.len() + row.title.as_ref().map_or(0, String::len);
        if O::from_usize(bytes).is_none() { Err(Failure::ColumnFull) } else { Ok(()) }
    }

    fn add(&mut self, row: Row) {
        self.bytes += row.text.len() + row.title.as_ref().map_or(0, String::len);
        self.text.append_value(row.text);
        self.title.append_option(row.title);
        self.language.append_option(row.language);
        self.confidence.append_value(row.confidence);
        self.removed.add(&row.removed);
        self.error.append_null();
    }

    fn add_nothing(&mut self, failure: Option<&Failure>) {
        self.text.append_null();
        self.title.append_null();
        self.language.append_null();
        self.confidence.append_null();
        self.removed.add_null();
        self.error.append_option(failure.map(Failure::to_string));
    }

    fn finish(mut self) -> Result<RecordBatch, ArrowError> {
        let columns: [ArrayRef; 6] = [
            Arc::new(self.text.finish()),
            Arc::new(self.title.finish()),
            Arc::new(self.language.finish()),
            Arc::new(self.confidence.finish()),
            Arc::new(self.removed.finish()?),
            Arc::new(self.error.finish()),
        ];
        RecordBatch::try_new(Arc::new(Schema::new(fields(RESULTS, &columns))), columns.to_vec())
    }
}

/// The column of lists of what went.
#[derive(Default)]
struct RemovedBuilder {
    start: Int64Builder,
    end: Int64Builder,
    label: StringBuilder,
    score: Float32Builder,
    lengths: Vec<usize>,
    validity: Vec<bool>,
}

impl RemovedBuilder {
    fn add(&mut self, removed: &[Removed]) {
        for Removed { start, end, label, score } in removed {
            self.start.append_value(*start);
            self.end.append_value(*end);
            self.label.append_value(label);
            self.score.append_value(*score);
        }
        self.lengths.push(removed.len());
        self.validity.push(true);
    }

    fn add_null(&mut self) {
        self.lengths.push(0);
        self.validity.push(false);
    }

    fn finish(mut self) -> Result<ListArray, ArrowError> {
        let columns: [ArrayRef; 4] = [
            Arc::new(self.start.finish()),
            Arc::new(self.end.finish()),
            Arc::new(self.label.finish()),
            Arc::new(self.score.finish()),
        ];
        let fields = fields(["start", "end", "label", "score"], &columns);
        let items = StructArray::try_new(fields, columns.to_vec(), None)?;
        let item = Arc::new(Field::new_list_field(items.data_type().clone(), true));
        let offsets = OffsetBuffer::from_lengths(self.lengths);
        ListArray::try_new(item, offsets, Arc::new(items), Some(NullBuffer::from(self.validity)))
    }
}

fn fields<const N: usize>(names: [&str; N], columns: &[ArrayRef; N]) -> Fields {
    let field = |(name, array): (&str, &ArrayRef)| Field::new(name, array.data_type().clone(), true);
    names.into_iter().zip(columns).map(field).collect()
}
