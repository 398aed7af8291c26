//! Parts that are JSON lines.

use super::row::{Row, RowContent};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

/// Writes a part.
pub fn write(rows: &[Row], file: File) -> io::Result<File> {
    let mut out = BufWriter::new(file);
    for row in rows {
        if let RowContent::Line(line) = &row.content {
            out.write_all(line)?;
        }
    }
    Ok(out.into_inner()?)
}

/// Writes all parts into one file.
pub fn join(parts: impl Iterator<Item = PathBuf>, mut out: File) -> io::Result<File> {
    for part in parts {
        io::copy(&mut File::open(part)?, &mut out)?;
    }
    Ok(out)
}
