import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest
from corpus import Corpus
from text import READ_ALSO, TEXT

import bodycopy

pytest.importorskip("datatrove", reason="no datatrove")

SCRIPT = Path(__file__).parents[1] / "datatrove_clean.py"


def test_the_script_extracts_pages(tmp_path):
    pages = list(Corpus().rows(20))
    (tmp_path / "in").mkdir()
    for part in range(2):
        lines = (json.dumps({"id": row["id"], "text": row["html"]}) + "\n" for row in pages[part::2])
        (tmp_path / f"in/{part}.jsonl").write_text("".join(lines))
    command = [sys.executable, SCRIPT, tmp_path / "in", tmp_path / "out"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stderr

    found = {}
    for path in (tmp_path / "out").glob("*.jsonl.gz"):
        with gzip.open(path, "rt") as file:
            found |= {row["id"]: row["text"] for row in map(json.loads, file)}
    assert found == {row["id"]: bodycopy.clean_html(row["html"]).text for row in pages}


def test_the_filter_cuts_and_drops():
    from datatrove.data import Document
    from datatrove_clean import BodycopyFilter

    documents = [Document(text=TEXT, id="a"), Document(text="Share this", id="b"), Document(text="", id="c")]
    (kept,) = BodycopyFilter(least_confidence=0.3).run(documents)
    assert kept.id == "a" and READ_ALSO not in kept.text
    ((start, end, label),) = kept.metadata["removed"]
    assert (TEXT[start:end], label) == (READ_ALSO, "related-links")


def test_the_filter_says_why_it_drops():
    from datatrove.data import Document
    from datatrove_clean import BodycopyFilter

    assert BodycopyFilter().filter(Document(text="", id="a")) == (False, "nothing left")
    assert BodycopyFilter(least_confidence=1.0).filter(Document(text=TEXT, id="a")) == (False, "unsure")
    assert BodycopyFilter(max_input_bytes=10).filter(Document(text=TEXT, id="a")) == (False, "error")
