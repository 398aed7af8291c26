#!/usr/bin/env python3
"""Scores the crate, through the `clean` example, on labelled pages.

usage: score.py BENCH [--models WORK] [--gates]

BENCH holds the labelled sets and their scorers. With --models, each page is judged by the model that has not seen its
fold (`train.py` leaves them in WORK): figures out of fold. Without, by the bundled models, which have seen the pages:
good for finding that something broke, not for telling how well it works. --gates exits with 1 where a figure is below
its gate. Needs `cargo build --release --example clean`.
"""
import argparse, gzip, importlib.util, json, pathlib, re, subprocess, sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
CLEAN = ROOT / "target/release/examples/clean"
FOLDS = 5

# What the bundled models reach, minus a hair; they have seen these pages.
GATES = {
    "wcxb-dev articles word": 0.980, "wcxb-dev articles shingle": 0.973, "wcxb-dev all word": 0.910,
    "wcxb-dev labels right": 0.835, "news-dev shingle": 0.965, "snippets-dev snippet": 0.961,
    "lines-dev body": 0.975, "lines-dev body kept": 0.997, "lines-dev head kept": 0.981, "lines-languages body": 0.965,
    "clean texts words kept": 0.990,
}


def load(path, name):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def decode(data):
    try: return data.decode("utf-8")
    except UnicodeDecodeError: pass
    declared = re.search(rb"charset=[\"']?([\w-]+)", data[:4096])
    try: return data.decode(declared.group(1).decode() if declared else "cp1252", "replace")
    except LookupError: return data.decode("utf-8", "replace")


def clean(records, options):
    """Texts by id, cleaned by one run of the program."""
    lines = "".join(json.dumps(record) + "\n" for record in records)
    run = subprocess.run([CLEAN, "--jsonl", "--threads", "2", *options], input=lines.encode(), stdout=subprocess.PIPE, check=True)
    return {row["id"]: row for row in map(json.loads, filter(None, run.stdout.decode().split("\n")))}


def predict(kind, pages, work):
    """PAGES: (fold, record). Rows by id."""
    if not work: return clean([record for _, record in pages], [])
    rows = {}
    for fold in range(FOLDS):
        part = [record for f, record in pages if f == fold]
        if part: rows |= clean(part, [f"--{kind}-model", str(work / f"{kind}-fold-{fold}.bin")])
    return rows


def html_figures(bench, score, fold_of, work):
    figures = {}
    for name in ("wcxb-dev", "news-dev", "snippets-dev"):
        gold = score.load(bench / name / "gold.jsonl")
        pages = [(fold_of(g["url"]), {"id": g["id"], "html": decode(gzip.open(bench / name / "pages" / f"{g['id']}.html.gz").read())}) for g in gold]
        rows = predict("html", pages, work)
        texts = {i: row.get("text", "") for i, row in rows.items()}
        if name == "snippets-dev":
            figures["snippets-dev snippet"] = score.score(gold, texts)["snippet"]["f1"]
            continue
        articles = [g for g in gold if g["type"] == "article"]
        s, a = score.score(gold, texts), score.score(articles, texts)
        if name == "wcxb-dev":
            figures |= {"wcxb-dev articles word": a["word"]["f1"], "wcxb-dev articles shingle": a["shingle"]["f1"], "wcxb-dev articles exact": a["shingle"]["exact"], "wcxb-dev all word": s["word"]["f1"]}
            figures |= {"wcxb-dev articles confidence AUC": confidence_auc(score, articles, rows), "wcxb-dev all confidence AUC": confidence_auc(score, gold, rows)}
            figures["wcxb-dev labels right"] = labels_right(rows)
            figures |= {f"wcxb-dev {t} word": v["f1"] for t, v in s["word_by_type"].items() if t != "article"}
        else:
            figures |= {"news-dev word": a["word"]["f1"], "news-dev shingle": a["shingle"]["f1"], "news-dev exact": a["shingle"]["exact"]}
    return figures


def confidence_auc(score, gold, rows):
    """How well the confidence tells pages of word F1 below 0.8 from others."""
    pairs = [(rows[g["id"]].get("confidence", 0), score.word_prf(rows[g["id"]].get("text", ""), g["text"])[2] < 0.8) for g in gold]
    bad = [c for c, is_bad in pairs if is_bad]; good = [c for c, is_bad in pairs if not is_bad]
    return sum((b < g) + 0.5 * (b == g) for b in bad for g in good) / max(1, len(bad) * len(good))


def labels_right(rows):
    """Share of removed blocks with the label that a reader gave them, or one of two: labels.json has them by page and
    by where the block starts in the page's text."""
    labels = json.loads((ROOT / "tests/labels.json").read_text())
    removed = [(block["label"], labels[i].get(str(block["start"]))) for i in labels for block in rows[i].get("removed", [])]
    read = [(label, by_hand.split("|")) for label, by_hand in removed if by_hand]
    return sum(label in by_hand for label, by_hand in read) / max(1, len(read))


def text_figures(bench, score_lines, fold_of, work):
    figures = {}
    for name in ("lines-dev", "lines-languages"):
        gold = [json.loads(line) for line in open(bench / f"{name}.jsonl")]
        pages = [(fold_of(g["url"]), {"id": g["id"], "text": "\n\n".join(g["lines"])}) for g in gold]
        texts = {i: row.get("text", "") for i, row in predict("text", pages, work).items()}
        s = score_lines.score(gold, texts)
        figures |= {f"{name} body": s["f1"], f"{name} recall": s["recall"], f"{name} exact": s["exact"], f"{name} body kept": s["kept"]["body"], f"{name} head kept": s["kept"]["head"]}
        figures |= {f"{name} {label} left": s["kept"][label] for label in ("related", "bio", "capdup", "teaser", "promo", "ui")}
    return figures


def clean_figures(bench, score, fold_of, work):
    """Words kept of texts that are clean already."""
    kept = total = 0
    for name in ("wcxb-dev", "news-dev"):
        gold = [g for g in score.load(bench / name / "gold.jsonl") if g["type"] == "article" and g["text"].strip()]
        rows = predict("text", [(fold_of(g["url"]), {"id": g["id"], "text": g["text"]}) for g in gold], work)
        for g in gold:
            before, after = score.words(g["text"]), score.words(rows[g["id"]].get("text", ""))
            kept += (before & after).total(); total += before.total()
    return {"clean texts words kept": kept / total}


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("bench", type=pathlib.Path)
    parser.add_argument("--models", type=pathlib.Path)
    parser.add_argument("--gates", action="store_true")
    parser.add_argument("--only", choices=["html", "text"])
    a = parser.parse_args()
    score, lines = load(a.bench / "score.py", "score"), load(a.bench / "score_lines.py", "score_lines")
    fold_of = load(ROOT / "src/classify/data/folds.py", "folds").fold_of
    figures = {}
    if a.only != "text": figures |= html_figures(a.bench, score, fold_of, a.models)
    if a.only != "html": figures |= text_figures(a.bench, lines, fold_of, a.models) | clean_figures(a.bench, score, fold_of, a.models)
    failed = [name for name, gate in GATES.items() if figures.get(name, 1) < gate]
    for name, figure in figures.items():
        print(f"{name:<32} {figure:.4f}" + (f"  gate {GATES[name]}" if name in GATES and a.gates else ""))
    for name in failed if a.gates else []: print(f"below its gate: {name}")
    sys.exit(bool(failed) if a.gates else 0)


if __name__ == "__main__":
    main()
