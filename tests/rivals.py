#!/usr/bin/env python3
"""Scores other extractors on the labelled pages, as score.py scores the crate.

usage: rivals.py BENCH

Needs trafilatura, readability-lxml and resiliparse from PyPI. Each runs with its defaults (trafilatura without
comments, resiliparse's main content) on pages decoded as score.py decodes them; a page on which one fails is empty.
"""
import argparse, gzip, html, pathlib, re

import readability, resiliparse.extract.html2text, trafilatura
from score import decode, load

NAMES = ("wcxb-dev", "news-dev", "snippets-dev")


def readable(page):
    """readability-lxml gives HTML: its text, a line for each block."""
    markup = readability.Document(page).summary(html_partial=True)
    return html.unescape(re.sub(r"<[^>]+>", "", re.sub(r"</?(p|div|li|h\d|br|tr|blockquote|pre)\b[^>]*>", "\n", markup)))


RIVALS = {
    "trafilatura": lambda page: trafilatura.extract(page, include_comments=False),
    "trafilatura, favor_recall": lambda page: trafilatura.extract(page, include_comments=False, favor_recall=True),
    "readability-lxml": readable,
    "resiliparse, main content": lambda page: resiliparse.extract.html2text.extract_plain_text(page, main_content=True),
}


def extract(rival, page):
    try: return rival(page) or ""
    except Exception: return ""


def figures(score, gold, texts):
    articles = score.score([g for g in gold if g["type"] == "article"], texts)
    everything = score.score(gold, texts)
    if not any(g.get("text") for g in gold): return f"snippet F1 {everything['snippet']['f1']:.4f}"
    return (f"articles word {articles['word']['f1']:.4f} shingle {articles['shingle']['f1']:.4f} exact {articles['shingle']['exact']:.3f}"
            f" all word {everything['word']['f1']:.4f}")


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("bench", type=pathlib.Path)
    bench = parser.parse_args().bench
    score = load(bench / "score.py", "score")
    for name in NAMES:
        gold = score.load(bench / name / "gold.jsonl")
        pages = {g["id"]: decode(gzip.open(bench / name / "pages" / f"{g['id']}.html.gz").read()) for g in gold}
        for rival, run in RIVALS.items():
            print(f"{name:<14} {rival:<28} {figures(score, gold, {i: extract(run, page) for i, page in pages.items()})}", flush=True)


if __name__ == "__main__":
    main()
