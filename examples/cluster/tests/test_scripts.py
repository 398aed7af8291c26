"""The scripts as programs, over Parquet, WARC and JSON lines."""

import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import corpus
import pyarrow as pa
import pytest
from engines import rows

import bodycopy

HERE = Path(__file__).parents[1]
ROOT = HERE.parents[1]
PROGRAM = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release/examples/clean"
PAGES = list(corpus.Corpus().rows(60))

# The scripts have to find each other by themselves.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}

needs_program = pytest.mark.skipif(not PROGRAM.exists(), reason="no program: cargo build --release --example clean")


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, env=ENVIRONMENT)
    assert done.returncode == 0, done.stderr[-3000:]


@pytest.fixture(params=["ray", "spark"])
def script(request):
    pytest.importorskip({"ray": "ray", "spark": "pyspark"}[request.param])
    options = {"ray": ["--workers", "2"], "spark": ["--master", "local-cluster[2,1,1024]"]}[request.param]
    return [sys.executable, HERE / f"{request.param}_clean.py", *options]


def test_parquet(script, tmp_path):
    """Twice: the second run stands in place of the first."""
    inputs = corpus.write_parquet(tmp_path, len(PAGES), files=3)
    for _ in range(2):
        run(*script, *inputs, "--output", tmp_path / "cleaned")
    found = rows(tmp_path / "cleaned")
    assert {id: row["text"] for id, row in found.items()} == {row["id"]: clean(row) for row in PAGES}


def test_warc(script, tmp_path):
    inputs = [write_warc(tmp_path / f"{part}.warc.gz", PAGES[part::2]) for part in range(2)]
    run(*script, *inputs, "--output", tmp_path / "cleaned")
    found = rows(tmp_path / "cleaned")
    assert {row["url"]: row["text"] for row in found.values()} == {row["url"]: clean(row) for row in PAGES}


def test_a_block_without_rows():
    pytest.importorskip("ray")
    import ray_clean

    empty = ray_clean.clean(pa.table({"id": pa.array([], pa.int64()), "html": pa.array([], pa.string())}))
    assert empty.num_rows == 0 and empty.column_names[:2] == ["id", "text"]


def clean(row):
    return bodycopy.clean_html(row["html"]).text


def write_warc(path, pages):
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        image = ("https://quay.example/boat.jpg", "image/jpeg", b"\xff\xd8")
        for url, kind, body in [image, *((row["url"], "text/html", row["html"].encode()) for row in pages)]:
            headers = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
            writer.write_record(writer.create_warc_record(url, "response", io.BytesIO(body), http_headers=headers))
    return path


def records():
    """Pages as JSON lines, and one that fails."""
    lines = [json.dumps({"id": row["id"], "html": row["html"]}) for row in PAGES]
    return "".join(line + "\n" for line in [*lines[:30], '{"id": "bad"}', *lines[30:]])


def check_answers(lines):
    answers = [json.loads(line) for line in lines]
    expected = [(row["id"], clean(row)) for row in PAGES]
    expected.insert(30, ("bad", None))
    found = [(answer["id"], answer.get("text")) for answer in answers]
    assert found == expected


@needs_program
def test_spark_pipe(tmp_path):
    pytest.importorskip("pyspark")
    (tmp_path / "in.jsonl").write_text(records())
    script = [sys.executable, HERE / "spark_pipe.py", "--master", "local[2]", "--program", PROGRAM]
    run(*script, tmp_path / "in.jsonl", "--output", tmp_path / "cleaned")
    parts = sorted((tmp_path / "cleaned").glob("part-*"))
    check_answers([line for part in parts for line in part.read_text().splitlines()])


@needs_program
@pytest.mark.parametrize("end", ["kill -9 $$", "echo 'clean: stopped: no room' >&2; exit 1"])
def test_spark_pipe_fails_where_the_program_ends_early(tmp_path, end):
    """Else the rest of the part would be missing without a word."""
    pytest.importorskip("pyspark")
    dying = tmp_path / "dying"
    dying.write_text(f"#!/bin/sh\n{end}\n")
    dying.chmod(0o755)
    (tmp_path / "in.jsonl").write_text(records())
    script = [sys.executable, HERE / "spark_pipe.py", "--master", "local[2]", "--program", dying]
    command = [*script, tmp_path / "in.jsonl", "--output", tmp_path / "cleaned"]
    assert subprocess.run(command, capture_output=True).returncode != 0
    assert not (tmp_path / "cleaned/_SUCCESS").exists()


@needs_program
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is full")
def test_the_program_says_that_it_had_to_stop():
    """That is how `spark_pipe.py` tells it from a record that failed."""
    with open("/dev/full", "w") as full:
        done = subprocess.run([PROGRAM, "--jsonl"], input=records(), stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 1 and done.stderr.startswith("clean: stopped: ")


@needs_program
@pytest.mark.skipif(not shutil.which("parallel"), reason="no GNU parallel")
def test_gnu_parallel(tmp_path):
    """The line of the README; the exit code is the number of jobs in which a record failed."""
    (tmp_path / "in.jsonl").write_text(records())
    line = "parallel --pipe -N20 --jobs 2 --keep-order clean --jsonl < in.jsonl"
    environment = ENVIRONMENT | {"PATH": f"{PROGRAM.parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(line, shell=True, capture_output=True, text=True, cwd=tmp_path, env=environment)
    assert done.returncode == 1
    check_answers(done.stdout.splitlines())
    assert line in (HERE / "README.md").read_text()
