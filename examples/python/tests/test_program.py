"""The module gives what the program gives."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from pages import TEXT, page

import bodycopy

ROOT = Path(__file__).parents[3]
PROGRAM = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release/examples/clean"


@pytest.mark.skipif(not PROGRAM.exists(), reason="no program: cargo build --release --example clean")
def test_same_results_as_the_program():
    records = [{"id": name, "html": page(name)} for name in ("ferry", "färje 🚢", "boat")]
    records += [{"id": "text", "text": TEXT}, {"id": "bundled", "html": (ROOT / "examples/data/harbour.html").read_text()}]
    lines = "".join(json.dumps(record) + "\n" for record in records)
    done = subprocess.run([PROGRAM, "--jsonl"], input=lines.encode(), capture_output=True, check=True)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == len(records)
    for record, answer in zip(records, answers):
        article = bodycopy.clean_html(record["html"]) if "html" in record else bodycopy.clean_text(record["text"])
        assert as_answer(record["id"], article) == answer


def as_answer(id, article):
    source = article.source
    return {
        "id": id,
        "text": article.text,
        "title": article.title,
        "language": article.language,
        "confidence": round(article.confidence, 4),
        "removed": [
            {
                "label": block.label,
                # The program counts bytes.
                "start": len(source[: block.start].encode()),
                "end": len(source[: block.end].encode()),
                "text": block.text,
                "reason": block.reason,
            }
            for block in article.removed
        ],
    }
