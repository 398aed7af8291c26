"""Pages made from templates, the same for the same numbers, no two alike."""

import json
import random
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

THINGS = "ferry harbour bridge council library market railway museum school theatre orchard quarry bakery lighthouse".split()
ADJECTIVES = "old small narrow northern public wooden quiet former busy crowded new stony heavy patient".split()
VERBS = "repaired closed measured painted sold described moved rebuilt forgot visited opened drained lit insured".split()
PEOPLE = "Ada Moreau,Jonas Lind,Mehmet Öz,Sørine Dahl,Zoë Klein,Ivo Petrović,Kari Nygård,Luis Peña".split(",")

SENTENCES = (
    "In {year} the {adjective} {thing} was {verb} by the town, although nobody had asked what it would cost.",
    "“We {verb} the {thing} because there was no other way,” says {person}, who has worked there for {number} years.",
    "It took {number} weeks before the {thing} and the {adjective} {other} could be used again.",
    "Of the {number} people who live near the {thing}, most say that they would rather have kept the {adjective} {other}.",
    "{person} does not believe that the {other} will be {verb} before the winter, and has told the council so.",
    "That the {thing} has been {verb} at all is due to {person}, who wrote {number} letters about it.",
)
TEASERS = (
    "How the {thing} was {verb}",
    "{number} things to know about the {adjective} {thing}",
    "{person} on the {other} of {year}",
    "Why the {thing} was never {verb}",
)


def sentence(random, template):
    return template.format(
        year=random.randrange(1850, 2024),
        number=random.randrange(3, 900),
        adjective=random.choice(ADJECTIVES),
        thing=random.choice(THINGS),
        other=random.choice(THINGS),
        verb=random.choice(VERBS),
        person=random.choice(PEOPLE),
    )


class Corpus:
    """Pages of 20 to 60 kB, half of it markup and boilerplate as on real sites."""

    def __init__(self, seed=1):
        self.random = random.Random(seed)
        self.sentences = [sentence(self.random, template) for template in SENTENCES for _ in range(400)]
        self.teasers = [sentence(self.random, template) for template in TEASERS for _ in range(100)]

    def links(self, count):
        items = (
            f'<li class="teaser item-{self.random.randrange(99999)}"><a href="/story/{self.random.randrange(10**9)}" '
            f'data-track="related-{index}"><span class="headline">{teaser}</span></a></li>'
            for index, teaser in enumerate(self.random.sample(self.teasers, count))
        )
        return f'<ul class="list">{"".join(items)}</ul>'

    def page(self, number):
        paragraphs = self.random.randrange(25, 85)
        body = "".join(
            f'<p class="text paragraph-{index}" data-component="text-block">'
            f'{" ".join(self.random.choices(self.sentences, k=self.random.randrange(2, 5)))}</p>'
            for index in range(paragraphs)
        )
        title = f"{self.random.choice(self.teasers)} ({number})"
        return (
            f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
            f'<meta name="author" content="{self.random.choice(PEOPLE)}"><style>{".a{color:red}" * 150}</style></head>'
            f'<body><header><nav>{self.links(20)}</nav></header><main><article><h1>{title}</h1>{body}</article>'
            f'<aside><h2>Read also</h2>{self.links(20)}</aside></main>'
            f'<footer>{self.links(15)}<p>© The Quay. All rights reserved.</p></footer>'
            f'<script>window.data={json.dumps([self.random.random() for _ in range(100)])}</script></body></html>'
        )

    def rows(self, count):
        for number in range(count):
            yield {"id": f"page-{number}", "url": f"https://quay.example/{number}", "html": self.page(number)}


def write_parquet(folder: Path, count: int, files: int, seed=1) -> list[str]:
    """Writes pages into a number of files of several row groups each."""
    corpus, paths = Corpus(seed), []
    rows = list(corpus.rows(count))
    for index in range(files):
        path = folder / f"pages-{index}.parquet"
        pq.write_table(pa.Table.from_pylist(rows[index::files]), path, row_group_size=128)
        paths.append(str(path))
    return paths
