"""A Dolma tagger: what is no body of a text, as spans named after their labels.

    dolma tag --documents 'corpus/documents/*.gz' --tagger_modules dolma_tagger.py --taggers bodycopy

Attributes are `related_links`, `promo`, `navigation` and so on, each with the certainty as its score, and
`confidence`, one span over the whole text. A text that cannot be cleaned has `error` instead.
"""

from dolma import add_tagger
from dolma.core.data_types import DocResult, Document, Span
from dolma.core.taggers import BaseTagger

import bodycopy


@add_tagger("bodycopy")
class BodycopyTagger(BaseTagger):
    def __init__(self):
        self.cleaner = bodycopy.Cleaner()

    def predict(self, doc: Document) -> DocResult:
        whole = {"start": 0, "end": len(doc.text)}
        try:
            article = self.cleaner.clean_text(doc.text)
        except bodycopy.Error:
            return DocResult(doc=doc, spans=[Span(**whole, type="error", score=1.0)])
        spans = [Span(start=block.start, end=block.end, type=block.label, score=block.score) for block in article.removed]
        spans.append(Span(**whole, type="confidence", score=article.confidence))
        return DocResult(doc=doc, spans=spans)
