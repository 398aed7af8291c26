import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest
from text import READ_ALSO, TEXT

pytest.importorskip("dolma", reason="dolma has requirements that fit no other engine's: it is tested by itself")

TAGGER = Path(__file__).parents[1] / "dolma_tagger.py"


def test_the_tagger_writes_spans(tmp_path):
    documents = tmp_path / "documents"
    documents.mkdir()
    with gzip.open(documents / "texts.json.gz", "wt") as file:
        for id, text in (("a", TEXT), ("b", "")):
            record = {"id": id, "text": text, "source": "test", "added": "", "created": ""}
            file.write(json.dumps(record) + "\n")

    dolma = Path(sys.executable).with_name("dolma")
    command = [dolma, "tag", "--documents", documents / "*.gz", "--tagger_modules", TAGGER, "--taggers", "bodycopy"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr

    with gzip.open(tmp_path / "attributes/bodycopy/texts.json.gz", "rt") as file:
        first, second = (json.loads(line) for line in file)
    attributes = {name.rpartition("__")[2]: spans for name, spans in first["attributes"].items()}
    ((start, end, score),) = attributes["related_links"]
    assert TEXT[start:end] == READ_ALSO
    assert 0 < score <= 1
    ((start, end, confidence),) = attributes["confidence"]
    assert (start, end) == (0, len(TEXT)) and 0.5 < confidence <= 1
    assert second["id"] == "b"


def test_a_text_that_fails_is_tagged_so():
    sys.path.insert(0, str(TAGGER.parent))
    import bodycopy
    import dolma_tagger
    from dolma.core.data_types import Document

    tagger = dolma_tagger.BodycopyTagger()
    tagger.cleaner = bodycopy.Cleaner(max_input_bytes=10)
    (span,) = tagger.predict(Document(source="test", id="a", text=TEXT)).spans
    assert (span.type, span.start, span.end) == ("error", 0, len(TEXT))
