"""WARC files as Arrow batches of pages."""

import pyarrow as pa
from fastwarc.warc import ArchiveIterator, WarcRecordType

SCHEMA = pa.schema({"id": pa.string(), "url": pa.string(), "html": pa.binary()})
ROWS = 256


def batches(path):
    """The pages of a WARC file, compressed or not, as batches of `SCHEMA`."""
    rows = []
    for record in ArchiveIterator(path, record_types=WarcRecordType.response, auto_decode="all"):
        if "html" not in (record.http_content_type or ""):
            continue
        url = record.headers.get("WARC-Target-URI")
        rows.append({"id": record.record_id, "url": url, "html": record.reader.read()})
        if len(rows) == ROWS:
            yield pa.RecordBatch.from_pylist(rows, schema=SCHEMA)
            rows = []
    if rows:
        yield pa.RecordBatch.from_pylist(rows, schema=SCHEMA)
