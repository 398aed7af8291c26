"""Pages a second of one process, Ray with two workers and Spark with two, over the same files in one run.

    python tests/benchmark.py [PAGES]
"""

import sys
import tempfile
import time
from pathlib import Path

import conftest  # noqa: F401: the environment of the engines
import corpus
from engines import Alone, Ray, Spark, rows

# What an engine does before it is timed without its start: workers, imports, models.
WARM_UP = 200
# The faster of so many runs counts: other work on the machine only ever slows.
RUNS = 2


def measure(engine_class, folder, warm_up, inputs):
    """Seconds of a run, and of one with the engine's start."""
    start = time.perf_counter()
    engine = engine_class()
    engine.run(warm_up, str(folder / "warm-up"))
    startup = time.perf_counter() - start
    seconds = []
    for run in range(RUNS):
        start = time.perf_counter()
        engine.run(inputs, str(folder / f"cleaned-{run}"))
        seconds.append(time.perf_counter() - start)
    engine.stop()
    return min(seconds), min(seconds) + startup


def main():
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("few", "all"):
            (folder / part).mkdir()
        warm_up = corpus.write_parquet(folder / "few", WARM_UP, files=2, seed=2)
        inputs = corpus.write_parquet(folder / "all", pages, files=8)
        size = sum(len(row["html"].encode()) for row in corpus.Corpus().rows(pages)) / pages
        print(f"{pages} pages of {size / 1000:.0f} kB on average")
        found, speeds = {}, {}
        for engine in (Alone, Ray, Spark):
            (folder / engine.__name__).mkdir()
            seconds = measure(engine, folder / engine.__name__, warm_up, inputs)
            speeds[engine] = [pages / second for second in seconds]
            found[engine] = rows(folder / engine.__name__ / "cleaned-0")
    print(f"{'':20}{'pages/s':>10}{'ratio':>8}{'with start':>12}{'ratio':>8}")
    for engine, name in ((Alone, "one process"), (Ray, "Ray, two workers"), (Spark, "Spark, two workers")):
        (plain, whole), (alone, whole_alone) = speeds[engine], speeds[Alone]
        print(f"{name:20}{plain:10.0f}{plain / alone:8.2f}{whole:12.0f}{whole / whole_alone:8.2f}")
        assert found[engine] == found[Alone], name


if __name__ == "__main__":
    main()
