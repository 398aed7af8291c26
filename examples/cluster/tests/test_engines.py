"""Ray and Spark give what one process gives, whatever dies on the way."""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor

import corpus
import pytest
from engines import Alone, Ray, Spark, Workers, descendants, rows

PAGES = 3000


@pytest.fixture(scope="module")
def inputs(tmp_path_factory):
    return corpus.write_parquet(tmp_path_factory.mktemp("pages"), PAGES, files=8)


@pytest.fixture(scope="module")
def expected(inputs, tmp_path_factory):
    output = tmp_path_factory.mktemp("alone") / "cleaned"
    Alone().run(inputs, output)
    return rows(output)


@pytest.fixture(scope="module", params=[Ray, Spark], ids=["ray", "spark"])
def engine(request):
    pytest.importorskip({Ray: "ray", Spark: "pyspark"}[request.param])
    engine = request.param()
    yield engine
    engine.stop()


def test_the_corpus_is_cleaned(expected):
    assert len(expected) == PAGES
    assert all(row["error"] is None and len(row["text"]) > 1000 and row["removed"] for row in expected.values())
    assert len({row["text"] for row in expected.values()}) == PAGES


def test_same_rows_as_one_process(engine, inputs, expected, tmp_path):
    engine.run(inputs, str(tmp_path / "cleaned"))
    assert rows(tmp_path / "cleaned") == expected


def test_two_workers_do_the_work(engine, inputs, tmp_path):
    workers, busy = Workers(engine.worker), set()
    with ThreadPoolExecutor(1) as pool:
        job = pool.submit(engine.run, inputs, str(tmp_path / "cleaned"))
        while not job.done():
            busy.update(workers.busy())
            time.sleep(0.05)
        job.result()
    assert len(busy) >= 2


def test_a_killed_worker_costs_nothing_but_time(engine, inputs, expected, tmp_path):
    workers = Workers(engine.worker)
    with ThreadPoolExecutor(1) as pool:
        job = pool.submit(engine.run, inputs, str(tmp_path / "cleaned"))
        killed = workers.wait_for_busy()[0]
        os.kill(killed, signal.SIGKILL)
        assert not job.done()
        job.result()
    assert killed not in descendants(engine.worker)
    assert rows(tmp_path / "cleaned") == expected
