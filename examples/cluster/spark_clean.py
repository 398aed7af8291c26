"""Cleans Parquet or WARC files with Spark.

    python spark_clean.py --master 'local-cluster[2,1,1024]' pages.parquet ... --output cleaned/
    spark-submit --master spark://HOST:7077 spark_clean.py crawl.warc.gz ... --output cleaned/

Every worker's Python needs the `bodycopy` wheel, and `fastwarc` for WARC.
"""

import argparse
from collections.abc import Iterator

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema
from pyspark.sql.types import StructType

import bodycopy
import warc


def clean(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Cleans the column `html` or `text`."""
    return map(bodycopy.clean_batch, batches)


def clean_warc(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Cleans the pages of the WARC files that the batches name."""
    for batch in batches:
        for path in batch["path"].to_pylist():
            yield from clean(warc.batches(path))


def cleaned_schema(schema: pa.Schema) -> StructType:
    """What Spark has to be told: the schema of cleaned batches."""
    empty = pa.RecordBatch.from_pylist([], schema=schema)
    return from_arrow_schema(bodycopy.clean_batch(empty).schema)


def cleaned(spark: SparkSession, inputs: list[str]) -> DataFrame:
    """The cleaned pages of all files, WARC or Parquet by their names."""
    if not warc.are_warc(inputs):
        pages = spark.read.parquet(*inputs)
        return pages.mapInArrow(clean, cleaned_schema(to_arrow_schema(pages.schema)))
    spark.sparkContext.addPyFile(warc.__file__)
    paths = spark.createDataFrame([(path,) for path in inputs], "path string").repartition(len(inputs))
    return paths.mapInArrow(clean_warc, cleaned_schema(warc.SCHEMA))


def session(master: str | None) -> SparkSession:
    """A session whose batches are small enough for workers with little memory."""
    builder = SparkSession.builder.appName("bodycopy").config("spark.sql.execution.arrow.maxRecordsPerBatch", 256)
    return (builder.master(master) if master else builder).getOrCreate()


def run(spark: SparkSession, inputs: list[str], output: str):
    """Cleans all files into Parquet files in `output`."""
    cleaned(spark, inputs).write.mode("overwrite").parquet(output)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", nargs="+")
    parser.add_argument("--output", required=True)
    parser.add_argument("--master", help="such as local-cluster[2,1,1024]; without it, what spark-submit was told")
    args = parser.parse_args()
    spark = session(args.master)
    run(spark, args.inputs, args.output)
    spark.stop()


if __name__ == "__main__":
    main()
