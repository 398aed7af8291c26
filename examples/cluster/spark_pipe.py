"""Pipes JSON lines through the `clean` program with Spark: no wheel is needed on the workers, only the program.

    python spark_pipe.py --master 'local[2]' --program clean records.jsonl --output cleaned/
"""

import argparse
import shlex

from pyspark.sql import SparkSession


def command(program: str) -> str:
    """`clean --jsonl` exits with 1 if some record failed, which that record's line says, and if it had to stop, which
    its last message says. All but the former must fail Spark's task, which is then done again."""
    script = f"""
        exec 3>&1
        message=$({shlex.quote(program)} --jsonl 2>&1 >&3)
        status=$?
        echo "$message" >&2
        case "$message" in *"clean: stopped: "*) exit 1 ;; esac
        test $status -le 1
    """
    return f"sh -c {shlex.quote(script)}"


def run(spark: SparkSession, inputs: list[str], output: str, program: str):
    """Cleans all lines of all files into text files in `output`."""
    lines = spark.sparkContext.textFile(",".join(inputs))
    lines.pipe(command(program), checkCode=True).saveAsTextFile(output)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", nargs="+")
    parser.add_argument("--output", required=True)
    parser.add_argument("--program", default="clean", help="the program's path on the workers")
    parser.add_argument("--master", help="such as local[2]; without it, what spark-submit was told")
    args = parser.parse_args()
    builder = SparkSession.builder.appName("bodycopy")
    spark = (builder.master(args.master) if args.master else builder).getOrCreate()
    run(spark, args.inputs, args.output, args.program)
    spark.stop()


if __name__ == "__main__":
    main()
