"""WARC files as Arrow batches of pages."""

import gzip
import io
import sys
from pathlib import PurePath

import pyarrow as pa

SCHEMA = pa.schema({"id": pa.string(), "url": pa.string(), "html": pa.binary()})

# A batch ends at so many pages or bytes of them.
ROWS = 256
BYTES = 64 << 20

# Of a page, no more than this is read: one byte more than a cleaner takes, so that the row says that it is too long.
MOST = (256 << 20) + 1

# How a record ends.
END = b"\r\n\r\n"


def are_warc(inputs):
    """Whether files are WARC by their names, all of them or none."""
    kinds = {PurePath(path).name.removesuffix(".gz").endswith(".warc") for path in inputs}
    if len(kinds) > 1:
        raise ValueError("WARC files and others do not go together")
    return kinds.pop()


def batches(path):
    """The pages of a WARC file, compressed or not, as batches of `SCHEMA`: responses with a status of 200 to 299 that are
    HTML. Of a file that ends too early there is what there is, and a message on standard error."""
    rows, size = [], 0
    for row in pages(path):
        rows.append(row)
        size += len(row["html"])
        if len(rows) == ROWS or size >= BYTES:
            yield pa.RecordBatch.from_pylist(rows, schema=SCHEMA)
            rows, size = [], 0
    if rows:
        yield pa.RecordBatch.from_pylist(rows, schema=SCHEMA)


def pages(path):
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    with open(path, "rb") as file:
        stream = Stream(file)
        try:
            for record in ArchiveIterator(stream, record_types=WarcRecordType.response, auto_decode="all"):
                if "html" in (record.http_content_type or "") and record.http_headers.status_code // 100 == 2:
                    url = record.headers.get("WARC-Target-URI")
                    yield {"id": record.record_id, "url": url, "html": record.reader.read(MOST)}
        except OSError:
            if not stream.is_cut():
                raise
        if stream.is_cut():
            print(f"{path}: ends in the middle of a record", file=sys.stderr)


class Stream:
    """A file, unpacked, that says whether it was cut off: FastWARC does not."""

    def __init__(self, file):
        is_gzip = file.peek(2)[:2] == b"\x1f\x8b"
        self.file = gzip.open(file) if is_gzip else file
        self.is_short = False
        self.last = END
        self.position = 0

    def read(self, size):
        try:
            part = self.file.read1(size)
        except EOFError:
            self.is_short, part = True, b""
        self.position += len(part)
        self.last = (self.last + part[-len(END) :])[-len(END) :]
        return part

    def tell(self):
        return self.position

    def seek(self, offset, whence=io.SEEK_SET):
        """FastWARC asks where it is, and goes nowhere."""
        if (offset, whence) not in ((0, io.SEEK_CUR), (self.position, io.SEEK_SET)):
            raise io.UnsupportedOperation("seek")
        return self.position

    def is_cut(self):
        return self.is_short or self.last != END
