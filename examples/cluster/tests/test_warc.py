"""The reader of WARC files."""

import gzip

import pytest
import warc

pytest.importorskip("fastwarc", reason="no FastWARC")


def record(number, status="200 OK", body=b"<p>Page</p>"):
    block = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Target-URI: https://quay.example/"
        f"{number}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def pages(path):
    return [row for batch in warc.batches(path) for row in batch.to_pylist()]


def test_only_pages_that_were_found_are_pages(tmp_path):
    path = tmp_path / "a.warc"
    path.write_bytes(b"".join(record(*page) for page in enumerate(("200 OK", "404 Not Found", "301 Moved", "203 Fine"))))
    assert [row["url"][-1] for row in pages(path)] == ["0", "3"]


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_a_file_that_is_cut_off_is_told_of(pack, tmp_path, capfd):
    path = tmp_path / "a.warc"
    packed = [pack(record(number)) for number in range(9)]
    path.write_bytes(b"".join(packed))
    assert len(pages(path)) == 9 and capfd.readouterr().err == ""
    for cut in (1, 20, len(packed[-1]) - 3, len(packed[-1]) + 100):
        path.write_bytes(b"".join(packed)[:-cut])
        found = pages(path)
        assert 7 <= len(found) <= 9 and all(row["html"] == b"<p>Page</p>" for row in found[:7]), cut
        assert capfd.readouterr().err == f"{path}: ends in the middle of a record\n", cut


def test_a_batch_ends_where_pages_are_large(tmp_path, monkeypatch):
    monkeypatch.setattr(warc, "BYTES", 1000)
    monkeypatch.setattr(warc, "MOST", 700)
    path = tmp_path / "a.warc"
    path.write_bytes(b"".join(record(number, body=b"x" * (number * 200)) for number in range(6)))
    sizes = [[len(page.as_py()) for page in batch["html"]] for batch in warc.batches(path)]
    assert sizes == [[0, 200, 400, 600], [700, 700]]


def test_warc_and_other_files_do_not_go_together():
    assert warc.are_warc(["a.warc", "b.warc.gz"])
    assert not warc.are_warc(["from.warc.gz/a.parquet"])
    with pytest.raises(ValueError, match="do not go together"):
        warc.are_warc(["a.warc.gz", "b.parquet"])
