"""Steps for datatrove pipelines: HTML to text, and text to less text.

    python datatrove_clean.py pages/ cleaned/     # folders of JSON lines with `id` and `text`, the page
"""

import argparse

from datatrove.data import Document
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.extractors.base import BaseExtractor
from datatrove.pipeline.filters.base_filter import BaseFilter
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter

import bodycopy


class BodycopyExtractor(BaseExtractor):
    """Takes pages, gives their bodies."""

    name = "bodycopy"
    _requires_dependencies = ["bodycopy"]

    def __init__(self, timeout: float = 10, **options):
        super().__init__(timeout)
        self.options = options

    def extract(self, text: str) -> str:
        return bodycopy.clean_html(text, **self.options).text


class BodycopyFilter(BaseFilter):
    """Takes extracted texts, cuts what is no body, and drops those of which too little is sure. What was cut is
    in the metadata as `removed`, in code points of the text as it was."""

    name = "bodycopy"
    _requires_dependencies = ["bodycopy"]

    def __init__(self, least_confidence: float = 0.0, exclusion_writer=None, **options):
        super().__init__(exclusion_writer)
        self.least_confidence = least_confidence
        self.options = options

    def filter(self, doc: Document) -> bool | tuple[bool, str]:
        try:
            article = bodycopy.clean_text(doc.text, **self.options)
        except bodycopy.Error:
            return False, "error"
        if not article.text:
            return False, "nothing left"
        if article.confidence < self.least_confidence:
            return False, "unsure"
        doc.text = article.text
        doc.metadata["confidence"] = article.confidence
        doc.metadata["removed"] = [[block.start, block.end, block.label] for block in article.removed]
        return True


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input")
    parser.add_argument("output")
    args = parser.parse_args()
    pipeline = [JsonlReader(args.input), BodycopyExtractor(), JsonlWriter(args.output)]
    LocalPipelineExecutor(pipeline, tasks=2, workers=2).run()


if __name__ == "__main__":
    main()
