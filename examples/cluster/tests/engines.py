"""One process, Ray with two workers and Spark with two, all over the same files."""

import os
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

import bodycopy

COLUMNS = ["id", "url", "text", "title", "language", "confidence", "removed", "error"]


class Alone:
    """This process by itself."""

    def run(self, inputs, output):
        Path(output).mkdir()
        for index, path in enumerate(inputs):
            file = pq.ParquetFile(path)
            batches = map(bodycopy.clean_batch, file.iter_batches(batch_size=128))
            pq.write_table(pa.Table.from_batches(batches), Path(output) / f"{index}.parquet")

    def stop(self):
        pass


class Ray:
    """Ray Data on two worker processes of this machine."""

    # A worker has the name of its task while it does it.
    worker = "MapBatches(clean)"

    def __init__(self):
        import ray

        ray.init(num_cpus=2, object_store_memory=1 << 30, include_dashboard=False, _node_ip_address="127.0.0.1")
        ray.data.DataContext.get_current().enable_progress_bars = False

    def run(self, inputs, output):
        import ray_clean

        ray_clean.run(inputs, output)

    def stop(self):
        import ray

        ray.shutdown()


class Spark:
    """Spark on two worker processes of this machine, each with an executor of its own."""

    worker = "CoarseGrainedExecutorBackend"

    def __init__(self):
        import spark_clean

        self.session = spark_clean.session("local-cluster[2,1,1024]")
        self.session.sparkContext.setLogLevel("OFF")

    def run(self, inputs, output):
        import spark_clean

        spark_clean.run(self.session, inputs, output)

    def stop(self):
        self.session.stop()


def rows(folder):
    """The rows of all files of a folder by id; an id that comes twice fails."""
    table = pq.read_table(folder, columns=COLUMNS)
    found = {row["id"]: row for row in table.to_pylist()}
    assert len(found) == table.num_rows
    return found


class Workers:
    """The worker processes of an engine, and which of them have worked since this was made."""

    # Hundredths of a second of processor time.
    WORK = 25

    def __init__(self, name):
        self.name = name
        self.since = {}
        self.busy()

    def busy(self):
        ticks = {pid: processor_ticks(pid) for pid in descendants(self.name)}
        return [pid for pid, now in ticks.items() if now - self.since.setdefault(pid, now) >= self.WORK]

    def wait_for_busy(self, seconds=120):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if busy := self.busy():
                return busy
            time.sleep(0.01)
        raise AssertionError(f"no busy process {self.name!r}")


def descendants(name):
    """The processes that descend from this one and have `name` in their command lines."""
    processes = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
    parents = {pid: parent(pid) for pid in processes}
    return [pid for pid in processes if os.getpid() in ancestors(pid, parents) and name in command_line(pid)]


def ancestors(pid, parents):
    while pid := parents.get(pid):
        yield pid


def command_line(pid):
    return read(pid, "cmdline").replace("\0", " ")


def parent(pid):
    return int(status(pid)[1])


def processor_ticks(pid):
    return int(status(pid)[11]) + int(status(pid)[12])


def status(pid):
    """The fields of a process after its name; zeros if it has ended."""
    return read(pid, "stat").rpartition(")")[2].split() or ["0"] * 13


def read(pid, file):
    try:
        return Path(f"/proc/{pid}/{file}").read_text(errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return ""
