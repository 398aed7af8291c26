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

ALONE = "one process"
ENGINES = {ALONE: Alone, "Ray, two workers": Ray, "Spark, two workers": Spark}

# What an engine does before it is timed without its start: workers, imports, models.
WARM_UP = 200
# All engines are up all the time and take turns, so that other work on the machine hits all of them; the fastest run of
# each counts.
RUNS = 3


def started(engine_class, folder, warm_up):
    """An engine that has done something, and the seconds until then."""
    start = time.perf_counter()
    engine = engine_class()
    engine.run(warm_up, str(folder / f"warm-up-{engine_class.__name__}"))
    return engine, time.perf_counter() - start


def timed(engine, inputs, output):
    start = time.perf_counter()
    engine.run(inputs, str(output))
    return time.perf_counter() - start


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
        engines = {name: started(engine, folder, warm_up) for name, engine in ENGINES.items()}
        seconds = {name: [] for name in engines}
        for run in range(RUNS):
            for name, (engine, _) in engines.items():
                seconds[name].append(timed(engine, inputs, folder / f"{name} {run}"))
        for engine, _ in engines.values():
            engine.stop()
        found = {name: rows(folder / f"{name} 0") for name in engines}
    print(f"{'':20}{'pages/s':>10}{'ratio':>8}{'with start':>12}{'ratio':>8}   seconds of the runs; of the start")
    alone, alone_start = min(seconds[ALONE]), engines[ALONE][1]
    for name, (_, start) in engines.items():
        best = min(seconds[name])
        ratio, ratio_started = alone / best, (alone + alone_start) / (best + start)
        runs = " ".join(f"{run:.1f}" for run in seconds[name])
        print(f"{name:20}{pages / best:10.0f}{ratio:8.2f}{pages / (best + start):12.0f}{ratio_started:8.2f}   {runs}; {start:.1f}")
        assert found[name] == found[ALONE], name


if __name__ == "__main__":
    main()
