//! Parts that are Parquet: each is a file with one row group.

use super::row::{Cleaned, Fields, Removed, Row, RowContent};
use arrow_array::{ArrayRef, Float64Array, Int64Array, ListArray, RecordBatch, StringArray, StructArray};
use arrow_buffer::{NullBufferBuilder, OffsetBuffer};
use arrow_schema::{ArrowError, DataType, Field, Fields as Columns, Schema, SchemaRef};
use parquet::arrow::arrow_writer::ArrowWriter;
use parquet::arrow::{ArrowSchemaConverter, add_encoded_arrow_schema_to_metadata};
use parquet::basic::{Compression, ZstdLevel};
use parquet::column::writer::ColumnCloseResult;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::writer::SerializedFileWriter;
use std::fs::File;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

/// Writes a part.
pub fn write(rows: &[Row], file: File) -> io::Result<File> {
    let fields = rows.iter().filter_map(|row| match &row.content {
        RowContent::Fields(fields) => Some(fields.as_ref()),
        RowContent::Line(_) => None,
    });
    let batch = batch(&fields.collect::<Vec<_>>()).map_err(io::Error::other)?;
    let options = properties().set_max_row_group_row_count(None).build();
    let mut writer = ArrowWriter::try_new(file, schema(), Some(options)).map_err(write_error)?;
    writer.write(&batch).map_err(write_error)?;
    writer.into_inner().map_err(write_error)
}

/// Writes the row groups of all parts into one file, as they are.
pub fn join(parts: impl Iterator<Item = PathBuf>, out: File) -> io::Result<File> {
    let schema = schema();
    let columns = ArrowSchemaConverter::new().convert(&schema).map_err(write_error)?;
    let mut options = properties().build();
    add_encoded_arrow_schema_to_metadata(&schema, &mut options);
    let mut writer =
        SerializedFileWriter::new(out, columns.root_schema_ptr(), Arc::new(options)).map_err(write_error)?;
    for part in parts {
        append(&mut writer, File::open(part)?).map_err(write_error)?;
    }
    writer.into_inner().map_err(write_error)
}

fn append(writer: &mut SerializedFileWriter<File>, part: File) -> Result<(), ParquetError> {
    let reader = SerializedFileReader::new(part.try_clone()?)?;
    for group in reader.metadata().row_groups() {
        let mut to = writer.next_row_group()?;
        for column in group.columns() {
            let closed = ColumnCloseResult {
                bytes_written: u64::try_from(column.compressed_size()).unwrap_or(0),
                rows_written: u64::try_from(group.num_rows()).unwrap_or(0),
                metadata: column.clone(),
                bloom_filter: None,
                column_index: None,
                offset_index: None,
            };
            to.append_column(&part, closed)?;
        }
        to.close()?;
    }
    Ok(())
}

/// The writer wraps errors of the file in its own.
fn write_error(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(inner) => match inner.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(other) => io::Error::other(other),
        },
        other => io::Error::other(other),
    }
}

fn properties() -> parquet::file::properties::WriterPropertiesBuilder {
    WriterProperties::builder().set_compression(Compression::ZSTD(ZstdLevel::default()))
}

fn schema() -> SchemaRef {
    let text = |name: &str| Field::new(name, DataType::Utf8, true);
    Arc::new(Schema::new(vec![
        text("id"),
        text("url"),
        text("text"),
        text("title"),
        text("language"),
        Field::new("confidence", DataType::Float64, true),
        Field::new("removed", DataType::List(removed_field()), true),
        text("error"),
    ]))
}

fn removed_field() -> Arc<Field> {
    Arc::new(Field::new("element", DataType::Struct(removed_columns()), false))
}

fn removed_columns() -> Columns {
    Columns::from(vec![
        Field::new("label", DataType::Utf8, false),
        Field::new("start", DataType::Int64, false),
        Field::new("end", DataType::Int64, false),
        Field::new("reason", DataType::Utf8, false),
        Field::new("score", DataType::Float64, false),
    ])
}

fn batch(rows: &[&Fields]) -> Result<RecordBatch, ArrowError> {
    let cleaned = || rows.iter().map(|row| row.result.as_ref().ok());
    let texts = |text: fn(&Cleaned) -> Option<&str>| -> ArrayRef {
        Arc::new(cleaned().map(|cleaned| cleaned.and_then(text)).collect::<StringArray>())
    };
    let confidence: Float64Array = cleaned().map(|cleaned| cleaned.map(|cleaned| cleaned.confidence)).collect();
    let columns: Vec<ArrayRef> = vec![
        Arc::new(rows.iter().map(|row| row.id.as_deref()).collect::<StringArray>()),
        Arc::new(rows.iter().map(|row| row.url.as_deref()).collect::<StringArray>()),
        texts(|cleaned| Some(&cleaned.text)),
        texts(|cleaned| cleaned.title.as_deref()),
        texts(|cleaned| cleaned.language.as_deref()),
        Arc::new(confidence),
        Arc::new(removed(&cleaned().collect::<Vec<_>>())?),
        Arc::new(rows.iter().map(|row| row.result.as_ref().err()).collect::<StringArray>()),
    ];
    RecordBatch::try_new(schema(), columns)
}

fn removed(rows: &[Option<&Cleaned>]) -> Result<ListArray, ArrowError> {
    let all = || rows.iter().flatten().flat_map(|cleaned| &cleaned.removed);
    let texts = |text: fn(&Removed) -> &str| -> ArrayRef { Arc::new(StringArray::from_iter_values(all().map(text))) };
    let places = |place: fn(&Removed) -> usize| -> ArrayRef {
        let places = all().map(|removed| i64::try_from(place(removed)).unwrap_or(i64::MAX));
        Arc::new(Int64Array::from_iter_values(places))
    };
    let entries = StructArray::try_new(
        removed_columns(),
        vec![
            texts(|removed| removed.label),
            places(|removed| removed.start),
            places(|removed| removed.end),
            texts(|removed| &removed.reason),
            Arc::new(Float64Array::from_iter_values(all().map(|removed| removed.score))),
        ],
        None,
    )?;
    let lengths = rows.iter().map(|cleaned| cleaned.map_or(0, |cleaned| cleaned.removed.len()));
    let mut nulls = NullBufferBuilder::new(rows.len());
    rows.iter().for_each(|cleaned| nulls.append(cleaned.is_some()));
    ListArray::try_new(removed_field(), OffsetBuffer::from_lengths(lengths), Arc::new(entries), nulls.finish())
}
