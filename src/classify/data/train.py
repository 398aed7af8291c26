#!/usr/bin/env python3
"""Trains the models and measures them out of fold, five folds by domain.

usage: train.py html|text BENCH WORK [--quick]

BENCH holds the labelled pages (see CONTRIBUTING.md, "Retrain"), WORK takes what is made on the way. Needs lightgbm,
numpy, scipy and scikit-learn from PyPI and `cargo build --release --features internals --example training_data`.
Writes WORK/KIND.bin (trained on everything), WORK/KIND-fold-K.bin (without fold K) and prints out-of-fold figures;
copy KIND.bin beside this file to ship it. Train html first: text learns from what it says of pages without a gold text.
The features themselves are computed by the crate: one definition serves training and judging.
"""
import argparse, json, os, pathlib, re, struct, subprocess, sys
from collections import Counter

import lightgbm as lgb
import numpy as np
from scipy.sparse import csr_matrix, diags
from sklearn.linear_model import SGDClassifier

from folds import FOLDS, fold_of

ROOT = pathlib.Path(__file__).resolve().parents[3]
TOOL = pathlib.Path(os.environ.get("TRAINING_DATA", ROOT / "target/release/examples/training_data"))
TREES = dict(objective="binary", feature_fraction=0.25, bagging_fraction=0.6, bagging_freq=1,
             lambda_l2=2.0, num_threads=1, verbose=-1, force_col_wise=True, max_bin=63, use_missing=False, seed=1)
PACE = {"html": dict(learning_rate=0.1, min_data_in_leaf=60, max_depth=6), "text": dict(learning_rate=0.07, min_data_in_leaf=60, max_depth=6)}
GATE = dict(num_leaves=63, learning_rate=0.4, feature_fraction=0.5, bagging_fraction=1.0, bagging_freq=0), 8  # and how many trees
SIZES = {"html": ((150, 40), (110, 31)), "text": ((200, 31), (100, 15))}
MASK = 0xFFFFFFFF
PLACE, PLACES = 0x9E3779B1, 4  # own, parent's, grandparent's, above, told apart as keys
WEIGHT_UNIT = 1 / 1024  # as in class_names.rs and wording.rs
FIRST_OF_PAIR = 0x9E3779B1  # as in wording.rs
SETTLED = 2.5  # as in forest.rs
OPEN = .05, .95  # as in classify/mod.rs
UNSURE = .1, .9  # as in classify/mod.rs
WORST = .3  # word F1 below which results are equally bad: how bad would else outweigh what tells good from fair

words = lambda text: re.findall(r"\w+", text.lower())
joined = lambda text: " ".join(words(text))


def grams(tokens, n=3):
    return [tuple(tokens[i:i + n]) for i in range(max(1, len(tokens) - n + 1))]


def rows(path):
    with open(path, encoding="utf-8", newline="\n") as file:
        return [json.loads(line) for line in file if line.strip()]


def tool(*arguments):
    subprocess.run([TOOL, *map(str, arguments)], check=True)


# ---------------------------------------------------------------- labels

def coverage_labels(blocks, elements, of_blocks, gold):
    """Coverage of each block by the gold text's 3-grams, counts consumed, so that a second copy is negative; copies
    inside the smallest element with most of the gold text are served first."""
    tokens = [words(block) for block in blocks]
    runs = [grams(t) if t else [] for t in tokens]
    have = Counter(grams(words(gold)))
    lines = Counter(joined(line) for line in gold.split("\n") if line.strip())
    cover = [sum(have[g] > 0 for g in r) / len(r) if len(t) >= 3 else 0.0 for t, r in zip(tokens, runs)]
    inner = main_range(tokens, cover, elements, of_blocks)
    labels = [0.0] * len(blocks)
    order = [i for i in range(len(blocks)) if i in inner] + [i for i in range(len(blocks)) if i not in inner]
    for i in order:
        if len(tokens[i]) >= 3:
            own = Counter(runs[i])
            labels[i] = sum(min(n, have[g]) for g, n in own.items() if have[g] > 0) / len(runs[i])
            if labels[i] >= 0.5:
                have.subtract(own)
                lines[joined(blocks[i])] -= 1
        elif tokens[i] and lines[joined(blocks[i])] > 0:
            labels[i] = 1.0
            lines[joined(blocks[i])] -= 1
    return labels


def main_range(tokens, cover, elements, of_blocks):
    """The blocks of the smallest element with 85 % of the covered words."""
    hit = [len(t) if c >= 0.7 and len(t) >= 6 else 0 for t, c in zip(tokens, cover)]
    start, end, mass = {}, {}, Counter()
    for i, (e, _) in enumerate(of_blocks):
        while True:
            start.setdefault(e, i); end[e] = i + 1; mass[e] += hit[i]
            if e == 0: break
            e = elements[e][0]
    fit = [e for e in mass if mass[0] and mass[e] >= 0.85 * mass[0]]
    best = min(fit, key=lambda e: end[e] - start[e], default=None)
    return range(start[best], end[best]) if best is not None else range(len(tokens))


def snippet_labels(blocks, page):
    """Blocks with a snippet that must stay or go; NaN for all others."""
    squash = lambda text: " ".join(text.split())
    labels = []
    for block in map(squash, blocks):
        stays = any(squash(s) in block for s in page["with"])
        goes = any(squash(s) in block for s in page["without"])
        labels.append(1.0 if stays and not goes else 0.0 if goes and not stays else float("nan"))
    return labels


LINE_TARGETS = {"body": (1, 1), "head": (1, 1), "dek": (1, .2), "note": (1, .1), "title": (0, .2), "byline": (0, .2), "caption": (0, .2)}


# ---------------------------------------------------------------- data

def html_pages(bench):
    pages = []
    for name in ("wcxb-dev", "news-dev", "snippets-dev"):
        for row in rows(bench / name / "gold.jsonl"):
            path = bench / name / "pages" / f"{row['id']}.html.gz"
            pages.append(dict(id=row["id"], set=name, type=row["type"], path=str(path), fold=fold_of(row["url"]), gold=row))
    return pages


def text_pages(bench, work):
    """Labelled texts, then the HTML training pages as texts with the labels that their gold texts give."""
    pages = []
    for name in ("lines-dev", "lines-languages"):
        for row in rows(bench / f"{name}.jsonl"):
            targets = [LINE_TARGETS.get(label, (0, 1)) for label in row["labels"]]
            pages.append(dict(id=row["id"], set=name, type="lines", fold=fold_of(row["url"]), lines=row["lines"], targets=targets, gold=row))
    html = html_pages(bench)
    if not (work / "html-oof.f32").exists(): sys.exit("train html first: texts learn from what it says of pages")
    parsed_pages = rows(work / "html-blocks.jsonl")
    taught = np.split(np.fromfile(work / "html-oof.f32", np.float32), np.cumsum([len(p["blocks"]) for p in parsed_pages])[:-1])
    for page, parsed, taught in zip(html, parsed_pages, taught):
        if not 5 <= len(parsed["blocks"]) <= 600: continue
        if page["set"] == "snippets-dev": labels = taught_labels(parsed["blocks"], page["gold"], taught)
        elif page["type"] == "article": labels = gold_labels(parsed, page["gold"])
        else: continue
        if labels is None: continue
        lines = [" ".join(block.split()) for block in parsed["blocks"]]
        targets = [(float(y >= .5), .3 if .25 < y < .75 else 1) for y in labels]
        pages.append(dict(id=page["id"], set="weak", type="weak", fold=page["fold"], lines=lines, targets=targets, gold=page["gold"]))
    for page in html:
        # A text that is clean already must stay whole.
        lines = [line.strip() for line in page["gold"]["text"].split("\n") if line.strip()]
        if page["type"] == "article" and 5 <= len(lines) <= 400:
            pages.append(dict(id=page["id"], set="weak", type="clean", fold=page["fold"], lines=lines, targets=[(1.0, .1)] * len(lines), gold=page["gold"]))
    for page in pages:
        page["text"] = "\n\n".join(page["lines"])
    return pages


def gold_labels(parsed, gold):
    """Labels after a gold text; None where the page does not hold it."""
    labels = coverage_labels(parsed["blocks"], parsed["elements"], parsed["of_blocks"], gold["text"])
    kept = sum(len(words(b)) for b, y in zip(parsed["blocks"], labels) if y >= .5)
    return labels if kept >= .8 * len(words(gold["text"])) else None


def taught_labels(blocks, gold, taught):
    """What the HTML model says out of fold, for pages without a gold text; the snippets have the last word."""
    known = snippet_labels(blocks, gold)
    return [t if k != k else k for k, t in zip(known, taught)]


def write_pages(pages, path):
    with open(path, "w") as out:
        for page in pages:
            print(json.dumps({k: page[k] for k in ("id", "fold", "path", "text") if k in page}), file=out)


def match_lines(page, blocks):
    """Targets of the blocks that are left of a page's lines, which are in the same order."""
    squash = lambda text: " ".join(text.split())
    at, out = 0, []
    lines = [squash(line) for line in page["lines"]]
    for block in map(squash, blocks):
        while at < len(lines) and lines[at] != block and not block.startswith(lines[at] or "\0"): at += 1
        out.append(page["targets"][at] if at < len(lines) else (0, 0))
        at += 1
    return out


class Data:
    def __init__(self, kind, bench, work):
        self.kind, self.work = kind, work
        self.pages = html_pages(bench) if kind == "html" else text_pages(bench, work)
        self.list = work / f"{kind}-pages.jsonl"
        write_pages(self.pages, self.list)
        tool(kind, "blocks", self.list, work / f"{kind}-blocks.jsonl")
        self.parsed = rows(work / f"{kind}-blocks.jsonl")
        tool(kind, "names", self.list, work / f"{kind}-names.json")
        self.names = json.loads((work / f"{kind}-names.json").read_text())
        self.counts = [len(p["blocks"]) for p in self.parsed]
        self.page_of = np.repeat(np.arange(len(self.pages)), self.counts)
        self.fold = np.array([p["fold"] for p in self.pages])[self.page_of]
        self.target()

    def target(self):
        y, w = [], []
        for page, parsed in zip(self.pages, self.parsed):
            blocks, gold = parsed["blocks"], page["gold"]
            sizes = np.array([len(b) for b in blocks], float)
            if self.kind == "text":
                targets = match_lines(page, blocks)
                label = np.array([t for t, _ in targets], float)
                base = np.array([v for _, v in targets], float) * (2.0 if page["set"] != "weak" else 1.0)
                weight = base * (np.sqrt(sizes / max(200, sizes.sum())) + .02)
            elif page["set"] == "snippets-dev":
                label = np.array(snippet_labels(blocks, gold), float)
                weight = np.where(np.isnan(label), 0, np.sqrt(sizes / 3000) + .02)
                label = np.nan_to_num(label)
            else:
                label = np.array(coverage_labels(blocks, parsed["elements"], parsed["of_blocks"], gold["text"]), float)
                weight = (np.sqrt(sizes / max(200, len(gold["text"]))) + .02) * np.where((label > .25) & (label < .75), .3, 1)
                weight = weight * (1.0 if page["type"] == "article" else .5)
                covered = sum(len(words(b)) for b, l in zip(blocks, label) if l >= .5)
                if covered < .5 * len(words(gold["text"])): weight = weight * 0.0  # a gold text that the page does not hold
            y.append(label >= .5); w.append(weight)
        self.y = np.concatenate(y).astype(np.int8)
        w = np.concatenate(w)
        self.w = (w / w.mean()).astype(np.float32)

    def rows_of(self, step, *rest):
        out = self.work / f"{self.kind}-{step}.f32"
        tool(self.kind, step, self.list, out, *rest)
        return np.fromfile(out, np.float32).reshape(len(self.y), -1)


# ---------------------------------------------------------------- class names and words

def count_matrix(data, keys, of_block, min_pages):
    """How often each key stands in each block, for keys of some pages or more; and these keys."""
    vocabulary, column = np.unique(keys, return_inverse=True)
    of_page = np.unique(data.page_of[of_block].astype(np.int64) * len(vocabulary) + column)
    pages = np.bincount(of_page % len(vocabulary), minlength=len(vocabulary))
    chosen = np.flatnonzero(pages >= min_pages)
    X = csr_matrix((np.ones(len(keys), np.float32), (of_block, column)), shape=(len(data.y), len(vocabulary)))
    return X[:, chosen], vocabulary[chosen]


def train_linear(data, name, X, keys, sizes_of, limit, pack):
    """For each fold, and for all, a sparse linear model of the keys that say most; what is divided by the root of
    `sizes_of`. What says most is found without the fold, too."""
    fit = lambda X, mask: SGDClassifier("log_loss", alpha=5e-6, max_iter=10, tol=None, average=True, random_state=0).fit(X[mask], data.y[mask], sample_weight=data.w[mask])
    scaled = lambda X: diags(1 / np.sqrt(np.maximum(1, sizes_of(X))).astype(np.float32)) @ X
    logits = np.zeros(len(data.y))
    used = data.w > 0
    for fold in [*range(FOLDS), "all"]:
        mask = used if fold == "all" else used & (data.fold != fold)
        strong = np.abs(fit(scaled(X), mask).coef_[0])
        columns = np.argsort(-strong, kind="stable")[:limit]
        chosen = scaled(X[:, columns])
        model = fit(chosen, mask)
        (data.work / f"{data.kind}-{name}-{fold}.bin").write_bytes(pack(keys[columns], model.coef_[0], model.intercept_[0]))
        if fold != "all": logits[data.fold == fold] = model.decision_function(chosen[data.fold == fold])
    from sklearn.metrics import roc_auc_score
    print(f"{name}: {len(columns)} weights, AUC out of fold {roc_auc_score(data.y[used], logits[used], sample_weight=data.w[used]):.4f}", flush=True)


def stored(weight):
    """In units of the stored models."""
    return int(np.clip(round(weight / WEIGHT_UNIT), -32768, 32767))


def word_counts(data):
    """How often each word, and each pair of words, stands in each block; their keys; and how many there are in each."""
    out = data.work / f"{data.kind}-words.u32"
    tool(data.kind, "words", data.list, out)
    stream, at, starts = np.fromfile(out, np.uint32), 0, []
    for _ in range(len(data.y)): starts.append(at); at += 1 + int(stream[at])
    of_block = np.repeat(np.arange(len(starts)), stream[starts])
    words = np.delete(stream, starts)
    follows = of_block[1:] == of_block[:-1]
    pairs = (words[:-1] * np.uint32(FIRST_OF_PAIR) ^ words[1:])[follows]
    keys, blocks = np.concatenate([words, pairs]), np.concatenate([of_block, of_block[1:][follows]])
    return *count_matrix(data, keys, blocks, min_pages=10), np.bincount(blocks, minlength=len(data.y))


def train_words(data):
    """As wording.rs reads it."""
    X, keys, sizes = word_counts(data)
    pack = lambda keys, weights, bias: struct.pack("<f", bias) + b"".join(struct.pack("<Ih", key, stored(weight)) for key, weight in zip(keys, weights))
    train_linear(data, "words", X, keys, lambda X: sizes, 8000, pack)


def class_tokens(parsed):
    """For each block the keys of the tokens of its innermost element: own, parent's, grandparent's, and all above."""
    elements = parsed["elements"]
    keyed = lambda e, place: [(t + place * PLACE) & MASK for t in elements[e][1]]
    above = {}
    def all_above(e):
        chain = []
        while e not in above and e != 0: chain.append(e); e = elements[e][0]
        if 0 not in above: above[0] = keyed(0, 3)
        for x in reversed(chain): above[x] = above[elements[x][0]] + keyed(x, 3)
        return above[chain[0]] if chain else above[e]
    cache = {}
    for _, e in parsed["of_blocks"]:
        if e not in cache:
            p = elements[e][0]; g = elements[p][0]
            cache[e] = all_above(e) + keyed(e, 0) + keyed(p, 1) + keyed(g, 2)
        yield cache[e]


def class_name_counts(data):
    """How often each token stands at each block, and the tokens' keys."""
    keys, counts = [], []
    for page in data.parsed:
        for block in class_tokens(page): keys += block; counts.append(len(block))
    return count_matrix(data, np.array(keys, np.uint32), np.repeat(np.arange(len(counts)), counts), min_pages=6)


def train_class_names(data):
    def packed(keys, weights, bias):
        return pack_class_names(places_of(data, {int(key): i for i, key in enumerate(keys)}), weights, bias)
    known = lambda X: np.asarray(X.sum(axis=1)).ravel()
    train_linear(data, "class", *class_name_counts(data), known, 6000, packed)


def no_class_names(data):
    for fold in [*range(FOLDS), "all"]: (data.work / f"{data.kind}-class-{fold}.bin").write_bytes(struct.pack("<f", 0))


def places_of(data, vocabulary):
    """For each token with a weight the columns of its weights, by place; None where it has none."""
    tokens = {t for page in data.parsed for _, own in page["elements"] for t in own}
    columns = {t: [vocabulary.get((t + place * PLACE) & MASK) for place in range(PLACES)] for t in sorted(tokens)}
    return {t: row for t, row in columns.items() if any(column is not None for column in row)}


def pack_class_names(places, weights, bias):
    """As class_names.rs reads it."""
    weight = lambda column: 0 if column is None else stored(weights[column])
    return struct.pack("<f", bias) + b"".join(struct.pack("<I4h", token, *map(weight, row)) for token, row in places.items())


# ---------------------------------------------------------------- trees

def fit_trees(X, data, mask, size):
    trees, leaves = size
    return fit(X, data, mask, dict(num_leaves=leaves), trees)


def fit_gate(X, data, mask):
    """A few trees over the plainest features, which come first. Not for texts: their other features cost next to nothing."""
    if data.kind == "text": return None
    return fit(X[:, :len(data.names[0])], data, mask, *GATE)


def fit(X, data, mask, settings, trees):
    mask = mask & (data.w > 0)
    settings = {**TREES, **PACE[data.kind], **settings}
    return lgb.train(settings, lgb.Dataset(X[mask], data.y[mask], weight=data.w[mask], free_raw_data=True), trees)


def probability_of(model, X):
    """As forest.rs works it out, which leaves off where the rest of the trees would change nothing."""
    return model.predict(X, pred_early_stop=True, pred_early_stop_freq=8, pred_early_stop_margin=2 * SETTLED)


def first_probability(gate, model, X):
    """As in classify/mod.rs: the first stage looks at what the gate lets pass."""
    if gate is None: return probability_of(model, X)
    plain = gate.predict(X[:, :gate.num_feature()])
    return np.where((plain < OPEN[0]) | (plain > OPEN[1]), plain, probability_of(model, X))


def both(first, second):
    """As in classify/mod.rs: the second stage looks at what the first is not sure of."""
    return np.where((first < UNSURE[0]) | (first > UNSURE[1]), first, (first + second) / 2)


def pack_forest(model):
    """As forest.rs reads it; children come after their parent."""
    trees = model.dump_model()["tree_info"] if model else []
    out = struct.pack("<H", len(trees))
    for tree in trees:
        nodes, leaves = [], []
        def child(node):
            if "leaf_value" in node:
                leaves.append(node["leaf_value"])
                return 0x8000 | (len(leaves) - 1)
            at = len(nodes)
            nodes.append(None)
            threshold = np.float32(node["threshold"])
            if float(threshold) > node["threshold"]: threshold = np.nextafter(threshold, np.float32(-np.inf))
            nodes[at] = [threshold, node["split_feature"], child(node["left_child"]), child(node["right_child"])]
            return at
        child(tree["tree_structure"])
        out += struct.pack("<H", len(nodes))
        for threshold, feature, left, right in nodes: out += struct.pack("<fHHH", threshold, feature, left, right)
        out += struct.pack(f"<{len(leaves)}f", *leaves)
    return out


# ---------------------------------------------------------------- confidence

def kept_f1(page, parsed, kept):
    """Word F1 of what stays of a page; None where no gold text says."""
    if page["set"] == "snippets-dev" or page["type"] == "clean": return None
    if "lines" in page: gold = "\n".join(line for line, (y, _) in zip(page["lines"], page["targets"]) if y >= .5)
    else: gold = page["gold"]["text"]
    got, want = Counter(words("\n".join(b for b, k in zip(parsed["blocks"], kept) if k))), Counter(words(gold))
    return 2 * sum((got & want).values()) / max(1, sum(got.values()) + sum(want.values()))


def train_signs(data, probability):
    """For each fold, and for all, a bias and weights: ridge regression of a page's word F1 on its signs."""
    probability.tofile(data.work / f"{data.kind}-oof.f32")
    out = data.work / f"{data.kind}-signs.jsonl"
    tool(data.kind, "signs", data.list, out, data.work, data.work / f"{data.kind}-oof.f32")
    cases = [(row["signs"], kept_f1(page, parsed, row["kept"]), page) for row, page, parsed in zip(rows(out), data.pages, data.parsed) if row["signs"]]
    signs = np.array([s for s, f1, _ in cases if f1 is not None])
    f1 = np.array([f1 for _, f1, _ in cases if f1 is not None])
    pages = [page for _, f1, page in cases if f1 is not None]
    fold = np.array([page["fold"] for page in pages])
    wanted = np.maximum(f1, WORST)
    weights, predicted = {}, np.zeros(len(f1))
    for k in [*range(FOLDS), "all"]:
        mask = fold != k if k != "all" else np.ones(len(f1), bool)
        mean, spread = signs[mask].mean(0), signs[mask].std(0) + 1e-6
        Z = (signs[mask] - mean) / spread
        w = np.linalg.solve(Z.T @ Z + 3 * np.eye(Z.shape[1]), Z.T @ (wanted[mask] - wanted[mask].mean())) / spread
        weights[k] = struct.pack(f"<{1 + len(w)}f", wanted[mask].mean() - w @ mean, *w)
        if k != "all": predicted[fold == k] = np.clip(signs[fold == k] @ w + wanted[mask].mean() - w @ mean, 0, 1)
    report_confidence(predicted, f1, pages)
    return weights


def report_confidence(predicted, f1, pages):
    from sklearn.metrics import roc_auc_score
    article = np.array([page["type"] == "article" or "lines" in page for page in pages])
    for name, mask in (("articles", article), ("all pages", article | True)):
        print(f"confidence, {name}: AUC for word F1 below 0.8 {roc_auc_score(f1[mask] < .8, -predicted[mask]):.4f}", flush=True)
    for part in np.array_split(np.argsort(predicted), 10):
        print(f"confidence {predicted[part].min():.3f} to {predicted[part].max():.3f}, mean {predicted[part].mean():.3f}: word F1 {f1[part].mean():.3f}", flush=True)


def fnv(data):
    h = 0x811C9DC5
    for b in data: h = ((h ^ b) * 0x01000193) & MASK
    m = ((h ^ (h >> 15)) * 0x85EBCA6B) & MASK
    return m ^ (m >> 13)


def pack_model(kind, names, sections, forests, signs):
    head = b"BCM6" + bytes([kind == "html"]) + struct.pack("<I", fnv("\n".join(sum(names, [])).encode()))
    sections = b"".join(struct.pack("<I", len(section)) + section for section in sections)
    return head + sections + b"".join(map(pack_forest, forests)) + signs


# ---------------------------------------------------------------- scores

def report(data, probability, bench, label):
    sys.path.insert(0, str(bench))
    import score, score_lines
    best = {}
    sets = sorted({p["set"] for p in data.pages} - {"weak"})
    for threshold in (.2, .3, .4, .5) if data.kind == "text" else (.42, .5):
        keep = probability >= threshold
        at = 0; texts = {}
        for page, parsed, n in zip(data.pages, data.parsed, data.counts):
            texts[page["set"], page["id"]] = "\n\n".join(b for b, k in zip(parsed["blocks"], keep[at:at + n]) if k); at += n
        for name in sets:
            gold = [p["gold"] for p in data.pages if p["set"] == name]
            predicted = {p["id"]: texts[name, p["id"]] for p in data.pages if p["set"] == name}
            if data.kind == "text":
                s = score_lines.score(gold, predicted)
                figures = (s["f1"], f"F1 {s['f1']:.4f} R {s['recall']:.4f} exact {s['exact']:.3f} body {s['kept']['body']:.3f} head {s['kept'].get('head', 0):.3f} " + " ".join(f"{k} {s['kept'].get(k, 0):.2f}" for k in ("related", "bio", "capdup", "teaser", "promo", "ui")))
            elif name == "snippets-dev":
                s = score.score(gold, predicted)["snippet"]
                figures = (s["f1"], f"snippet F1 {s['f1']:.4f} P {s['p']:.4f} R {s['r']:.4f}")
            else:
                a = score.score([g for g in gold if g["type"] == "article"], predicted)
                figures = (a["word"]["f1"], f"articles word {a['word']['f1']:.4f} shingle {a['shingle']['f1']:.4f} exact {a['shingle']['exact']:.3f}")
            best.setdefault(name, []).append((threshold, *figures))
    for name, list_ in best.items():
        for threshold, _, text in list_:
            print(f"{label} {name} at {threshold}: {text}", flush=True)


def write_gains(data, models, work):
    """How much each feature is worth to each stage, for weeding."""
    with open(work / f"{data.kind}-gains.txt", "w") as out:
        for stage, names, model in zip(("gate", 1, 2), data.names, models):
            if model is None: continue
            gain = model.feature_importance("gain")
            for i in np.argsort(-gain): print(f"{stage} {names[i]:<32} {gain[i] / gain.sum():.5f}", file=out)


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("kind", choices=["html", "text"]); parser.add_argument("bench", type=pathlib.Path); parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--quick", action="store_true", help="out-of-fold figures of the first stage only")
    parser.add_argument("--reuse-linear", action="store_true", help="with the weights of class names and words that an earlier run left")
    a = parser.parse_args()
    a.work.mkdir(parents=True, exist_ok=True)
    data = Data(a.kind, a.bench, a.work)
    print(f"{len(data.pages)} pages, {len(data.y)} blocks, {data.y.mean():.3f} positive, {'+'.join(str(len(n)) for n in data.names)} features", flush=True)
    if not a.reuse_linear:
        if a.kind == "html": train_class_names(data)
        else: no_class_names(data)
        train_words(data)
    X = data.rows_of("features", a.work)
    assert np.isfinite(X).all()
    first = np.zeros(len(data.y), np.float32)
    models = {}
    for fold in range(FOLDS):
        models[fold] = [fit_gate(X, data, data.fold != fold), fit_trees(X, data, data.fold != fold, SIZES[a.kind][0])]
        first[data.fold == fold] = first_probability(*models[fold], X[data.fold == fold])
    report(data, first, a.bench, "stage 1")
    if a.quick: return
    first.tofile(a.work / f"{a.kind}-first.f32")
    C = data.rows_of("context", a.work, a.work / f"{a.kind}-first.f32")
    assert [X.shape[1], C.shape[1]] == [len(names) for names in data.names[1:]]
    second = np.zeros(len(data.y), np.float32)
    for fold in range(FOLDS):
        models[fold].append(fit_trees(C, data, data.fold != fold, SIZES[a.kind][1]))
        second[data.fold == fold] = probability_of(models[fold][2], C[data.fold == fold])
    report(data, second, a.bench, "stage 2")
    report(data, both(first, second), a.bench, "both")
    signs = train_signs(data, both(first, second))
    everything = np.ones(len(data.y), bool)
    models["all"] = [fit_gate(X, data, everything), fit_trees(X, data, everything, SIZES[a.kind][0]), fit_trees(C, data, everything, SIZES[a.kind][1])]
    write_gains(data, models["all"], a.work)
    for fold, forests in models.items():
        sections = [(a.work / f"{a.kind}-{name}-{fold}.bin").read_bytes() for name in ("class", "words")]
        blob = pack_model(a.kind, data.names, sections, forests, signs[fold])
        (a.work / (f"{a.kind}.bin" if fold == "all" else f"{a.kind}-fold-{fold}.bin")).write_bytes(blob)
    print(f"model: {len(blob)} bytes")


if __name__ == "__main__":
    main()
