"""Cleans Parquet or WARC files with Ray Data.

    python ray_clean.py --workers 2 pages.parquet ... --output cleaned/
    python ray_clean.py --workers 2 crawl.warc.gz ... --output cleaned/
"""

import argparse

import pyarrow as pa
import ray
from ray.data import Dataset, SaveMode

import bodycopy
import warc

# A task takes a block of this size, or of these rows where rows are larger: enough to be worth a task, few enough to
# share out. Ray's own 128 MB can make one task of a hundred files.
BLOCK = 16 << 20
ROWS = 128


def clean(table: pa.Table) -> pa.Table:
    """Cleans the column `html` or `text`; Ray's blocks are tables."""
    batches = table.to_batches() or [pa.RecordBatch.from_pylist([], schema=table.schema)]
    return pa.Table.from_batches([bodycopy.clean_batch(batch) for batch in batches])


def read_warc(paths: pa.Table):
    """The pages of the WARC files that a block names."""
    for path in paths["path"].to_pylist():
        for batch in warc.batches(path):
            yield pa.Table.from_batches([batch])


def read(inputs: list[str]) -> Dataset:
    """The pages of all files, WARC or Parquet by their names."""
    if not warc.are_warc(inputs):
        return ray.data.read_parquet(inputs)
    paths = ray.data.from_items([{"path": path} for path in inputs], override_num_blocks=len(inputs))
    return paths.map_batches(read_warc, batch_format="pyarrow", batch_size=1)


def run(inputs: list[str], output: str):
    """Cleans all files into Parquet files in `output`, in place of what was there: a second run doubles no row."""
    ray.data.DataContext.get_current().target_max_block_size = BLOCK
    cleaned = read(inputs).map_batches(clean, batch_format="pyarrow", batch_size=ROWS)
    cleaned.write_parquet(output, mode=SaveMode.OVERWRITE)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", nargs="+")
    parser.add_argument("--output", required=True)
    parser.add_argument("--workers", type=int, help="processes on this machine; without it, the cluster's")
    args = parser.parse_args()
    ray.init(num_cpus=args.workers)
    run(args.inputs, args.output)


if __name__ == "__main__":
    main()
