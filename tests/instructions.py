#!/usr/bin/env python3
"""Counts the instructions that a bundled page takes, so that a regression shows without a clock.

usage: instructions.py [--record]

Needs valgrind and `cargo build --release --example clean`. The program cleans each page once, and eleven times; the
difference, by ten, is what one cleaning takes without the program's start. Exit code 1 if a figure is more than 10 %
above the one in instructions.json (compilers differ by less), --record writes that file.
"""
import json, pathlib, re, subprocess, sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
FIGURES = ROOT / "tests/instructions.json"
PAGES = ("examples/data/harbour.html", "examples/data/harbour.txt", "tests/golden/html-news-ja/input.html")
TOLERANCE = 1.10


def count(path, times):
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", ROOT / "target/release/examples/clean"]
    run = subprocess.run([*command, *[path] * times], capture_output=True, text=True, check=True)
    return int(re.search(r"Collected : (\d+)", run.stderr)[1])


def main():
    counted = {page: (count(ROOT / page, 11) - count(ROOT / page, 1)) // 10 for page in PAGES}
    if "--record" in sys.argv:
        FIGURES.write_text(json.dumps(counted, indent=2) + "\n")
    recorded = json.loads(FIGURES.read_text())
    for page, instructions in counted.items():
        print(f"{page}: {instructions:,} instructions, {instructions / (ROOT / page).stat().st_size:.0f} a byte, {instructions / recorded[page] - 1:+.1%}")
    return any(counted[page] > TOLERANCE * recorded[page] for page in PAGES)


if __name__ == "__main__":
    sys.exit(main())
