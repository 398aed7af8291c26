//! Parquet and Arrow files: one column is cleaned, an id and an address go with it.

use super::counted::{Count, Counted};
use super::{Content, Id, Record, Source, packed};
use crate::args::Args;
use crate::failure::Failure;
use arrow_array::cast::AsArray;
use arrow_array::types::{Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type};
use arrow_array::{Array, RecordBatch};
use arrow_ipc::reader::{FileReader, StreamReader};
use arrow_schema::{ArrowError, DataType, Schema};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ArrowReaderOptions, ParquetRecordBatchReaderBuilder};
use std::fs::File;
use std::io::{BufReader, Seek};

/// Rows read at a time: each may be a large page.
const ROWS: usize = 16;

type Batches = Box<dyn Iterator<Item = Result<RecordBatch, ArrowError>>>;

/// Opens a Parquet file behind its first `done` rows.
pub fn open_parquet(file: File, args: &Args, done: u64) -> Result<Box<dyn Source>, Failure> {
    let size = file.metadata()?.len();
    // What the writer's Arrow types were does not matter, dictionaries least of all.
    let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
    let reader = ParquetRecordBatchReaderBuilder::try_new_with_options(file, options)?;
    let columns = Columns::choose(reader.schema(), args)?;
    let rows = u64::try_from(reader.metadata().file_metadata().num_rows()).unwrap_or(0);
    let wanted = ProjectionMask::roots(reader.parquet_schema(), columns.indices(reader.schema()));
    let offset = usize::try_from(done).unwrap_or(usize::MAX);
    let batches = reader.with_projection(wanted).with_batch_size(ROWS).with_offset(offset).build()?;
    let progress = Progress::Rows { done, all: rows, size };
    Ok(Box::new(Rows::new(Box::new(batches), columns, args, progress)))
}

/// Opens an Arrow file, or a stream in a file, behind its first `done` rows.
pub fn open_arrow(mut file: File, has_footer: bool, args: &Args, done: u64) -> Result<Box<dyn Source>, Failure> {
    packed::check(&mut file, has_footer)?;
    file.rewind()?;
    let schema = arrow_schema(BufReader::new(file.try_clone()?), has_footer)?;
    file.rewind()?;
    let columns = Columns::choose(&schema, args)?;
    let wanted = Some(columns.indices(&schema));
    let (file, count) = Counted::new(file);
    let file = BufReader::new(file);
    let batches: Batches = if has_footer {
        Box::new(FileReader::try_new(file, wanted)?)
    } else {
        Box::new(StreamReader::try_new(file, wanted)?)
    };
    let mut rows = Rows::new(batches, columns, args, Progress::Bytes(count));
    rows.skip_rows(done)?;
    Ok(Box::new(rows))
}

fn arrow_schema(file: BufReader<File>, has_footer: bool) -> Result<Schema, ArrowError> {
    let schema = if has_footer {
        FileReader::try_new(file, None)?.schema()
    } else {
        StreamReader::try_new(file, None)?.schema()
    };
    Ok(schema.as_ref().clone())
}

/// The names of the columns that are wanted.
struct Columns {
    content: String,
    is_html: bool,
    id: Option<String>,
    url: Option<String>,
}

impl Columns {
    fn choose(schema: &Schema, args: &Args) -> Result<Columns, Failure> {
        let has = |name: &str| schema.field_with_name(name).is_ok();
        let (content, is_html) = match (&args.html_column, &args.text_column) {
            (Some(name), _) => (name.as_str(), true),
            (None, Some(name)) => (name.as_str(), false),
            (None, None) if has("html") => ("html", true),
            (None, None) if has("text") => ("text", false),
            (None, None) => return Err(Failure::NoColumn("html or text".to_owned())),
        };
        Ok(Columns {
            content: named(schema, content, is_content)?,
            is_html,
            id: optional(schema, args.id_column.as_deref(), "id", is_id)?,
            url: optional(schema, args.url_column.as_deref(), "url", is_content)?,
        })
    }

    fn indices(&self, schema: &Schema) -> Vec<usize> {
        let names = [Some(&self.content), self.id.as_ref(), self.url.as_ref()];
        let mut indices: Vec<usize> =
            names.into_iter().flatten().filter_map(|name| schema.index_of(name).ok()).collect();
        indices.sort_unstable();
        indices.dedup();
        indices
    }
}

/// A column that must be there.
fn named(schema: &Schema, name: &str, fits: fn(&DataType) -> bool) -> Result<String, Failure> {
    let field = schema.field_with_name(name).map_err(|_| Failure::NoColumn(name.to_owned()))?;
    if fits(field.data_type()) {
        return Ok(name.to_owned());
    }
    Err(Failure::ColumnType { name: name.to_owned(), found: field.data_type().clone() })
}

/// A column that must be there if it was asked for, else one of the usual name.
fn optional(
    schema: &Schema,
    asked: Option<&str>,
    usual: &str,
    fits: fn(&DataType) -> bool,
) -> Result<Option<String>, Failure> {
    match asked {
        Some(name) => named(schema, name, fits).map(Some),
        None => Ok(named(schema, usual, fits).ok()),
    }
}

fn is_content(kind: &DataType) -> bool {
    use DataType::{Binary, BinaryView, LargeBinary, LargeUtf8, Utf8, Utf8View};
    matches!(kind, Utf8 | LargeUtf8 | Utf8View | Binary | LargeBinary | BinaryView)
}

fn is_id(kind: &DataType) -> bool {
    is_content(kind) || kind.is_integer()
}

/// The value of one column in one row.
enum Cell<'a> {
    Null,
    Text(&'a str),
    Bytes(&'a [u8]),
    Signed(i64),
    Unsigned(u64),
}

impl Cell<'_> {
    fn of<'a>(batch: &'a RecordBatch, name: Option<&str>, row: usize) -> Cell<'a> {
        let Some(column) = name.and_then(|name| batch.column_by_name(name)) else { return Cell::Null };
        if column.is_null(row) {
            return Cell::Null;
        }
        match column.data_type() {
            DataType::Utf8 => Cell::Text(column.as_string::<i32>().value(row)),
            DataType::LargeUtf8 => Cell::Text(column.as_string::<i64>().value(row)),
            DataType::Utf8View => Cell::Text(column.as_string_view().value(row)),
            DataType::Binary => Cell::Bytes(column.as_binary::<i32>().value(row)),
            DataType::LargeBinary => Cell::Bytes(column.as_binary::<i64>().value(row)),
            DataType::BinaryView => Cell::Bytes(column.as_binary_view().value(row)),
            DataType::Int8 => Cell::Signed(column.as_primitive::<Int8Type>().value(row).into()),
            DataType::Int16 => Cell::Signed(column.as_primitive::<Int16Type>().value(row).into()),
            DataType::Int32 => Cell::Signed(column.as_primitive::<Int32Type>().value(row).into()),
            DataType::Int64 => Cell::Signed(column.as_primitive::<Int64Type>().value(row)),
            DataType::UInt8 => Cell::Unsigned(column.as_primitive::<UInt8Type>().value(row).into()),
            DataType::UInt16 => Cell::Unsigned(column.as_primitive::<UInt16Type>().value(row).into()),
            DataType::UInt32 => Cell::Unsigned(column.as_primitive::<UInt32Type>().value(row).into()),
            DataType::UInt64 => Cell::Unsigned(column.as_primitive::<UInt64Type>().value(row)),
            _ => Cell::Null,
        }
    }

    fn id(&self) -> Id {
        match self {
            Cell::Null => Id::None,
            Cell::Text(text) => Id::Text((*text).to_owned()),
            Cell::Bytes(bytes) => Id::Text(String::from_utf8_lossy(bytes).into_owned()),
            Cell::Signed(number) => Id::Signed(*number),
            Cell::Unsigned(number) => Id::Unsigned(*number),
        }
    }

    fn url(&self) -> Option<String> {
        match self {
            Cell::Text(text) => Some((*text).to_owned()),
            Cell::Bytes(bytes) => Some(String::from_utf8_lossy(bytes).into_owned()),
            _ => None,
        }
    }

    fn content(&self, is_html: bool, limit: usize) -> Result<Content, Failure> {
        let length = match self {
            Cell::Text(text) => text.len(),
            Cell::Bytes(bytes) => bytes.len(),
            _ => return Err(Failure::NoInput),
        };
        if length > limit {
            return Err(Failure::TooLong { limit });
        }
        Ok(match self {
            Cell::Text(text) if is_html => Content::Html((*text).to_owned()),
            Cell::Bytes(bytes) if is_html => Content::HtmlBytes(bytes.to_vec()),
            Cell::Text(text) => Content::Text((*text).to_owned()),
            Cell::Bytes(bytes) => Content::Text(std::str::from_utf8(bytes)?.to_owned()),
            _ => return Err(Failure::NoInput),
        })
    }
}

/// How far reading is.
enum Progress {
    Bytes(Count),
    Rows { done: u64, all: u64, size: u64 },
}

struct Rows {
    batches: Batches,
    columns: Columns,
    limit: usize,
    batch: Option<RecordBatch>,
    /// The next row of the batch.
    row: usize,
    progress: Progress,
}

impl Rows {
    fn new(batches: Batches, columns: Columns, args: &Args, progress: Progress) -> Rows {
        Rows { batches, columns, limit: args.cleaning.max_input_bytes, batch: None, row: 0, progress }
    }

    /// Takes the next batch, if there is one.
    fn load(&mut self) -> Result<bool, Failure> {
        self.batch = self.batches.next().transpose()?;
        self.row = 0;
        Ok(self.batch.is_some())
    }

    fn left_in_batch(&self) -> usize {
        self.batch.as_ref().map_or(0, |batch| batch.num_rows() - self.row)
    }

    fn skip_rows(&mut self, mut rows: u64) -> Result<(), Failure> {
        while rows > 0 && (self.left_in_batch() > 0 || self.load()?) {
            let step = usize::try_from(rows).unwrap_or(usize::MAX).min(self.left_in_batch());
            self.row += step;
            rows -= step as u64;
        }
        Ok(())
    }

    fn record(&mut self) -> Result<Option<Record>, Failure> {
        while self.left_in_batch() == 0 {
            if !self.load()? {
                return Ok(None);
            }
        }
        let Some(batch) = &self.batch else { return Ok(None) };
        let cell = |name| Cell::of(batch, name, self.row);
        let content = cell(Some(&self.columns.content)).content(self.columns.is_html, self.limit);
        let record = Record {
            id: cell(self.columns.id.as_deref()).id(),
            url: cell(self.columns.url.as_deref()).url(),
            content: content.unwrap_or_else(Content::Failed),
        };
        self.row += 1;
        if let Progress::Rows { done, .. } = &mut self.progress {
            *done += 1;
        }
        Ok(Some(record))
    }
}

impl Iterator for Rows {
    type Item = Result<Record, Failure>;

    fn next(&mut self) -> Option<Result<Record, Failure>> {
        self.record().transpose()
    }
}

impl Source for Rows {
    fn bytes_read(&self) -> u64 {
        match &self.progress {
            Progress::Bytes(count) => count.get(),
            Progress::Rows { done, all, size } => (size / all.max(&1)).saturating_mul(*done),
        }
    }
}
