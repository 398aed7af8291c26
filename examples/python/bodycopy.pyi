"""Keeps the article body of a web page or an extracted text, and says why
everything else went.

Pages and texts need nothing but this module; `clean_batch` needs pyarrow. All
functions let other Python threads run while they clean.
"""

from collections.abc import Sequence
from typing import Literal, TypedDict, final

import pyarrow as pa  # type: ignore[import-untyped,import-not-found,unused-ignore]
from typing_extensions import Unpack

__all__ = ["Article", "Block", "Cleaner", "Error", "__version__", "clean_batch", "clean_html", "clean_text"]

__version__: str

class _Options(TypedDict, total=False):
    keep: Sequence[str]
    drop: Sequence[str]
    favor_precision: float | None
    favor_recall: float | None
    threshold: float | None
    keep_selector: Sequence[str]
    remove_selector: Sequence[str]
    language: str | None
    links: bool
    images: bool
    max_input_bytes: int | None
    max_blocks: int | None
    max_depth: int | None
    deadline: float | None
    html_model: bytes | None
    text_model: bytes | None

class Error(ValueError):
    """A page, text or batch that could not be cleaned, or an option that makes no sense."""

@final
class Block:
    """A block of a page or text: `article.source[start:end]` is its text."""

    @property
    def label(self) -> str:
        """What the block is, such as "body" or "related-links"."""
    @property
    def kept(self) -> bool:
        """Whether it stays."""
    @property
    def start(self) -> int:
        """Where it starts in the source, in code points."""
    @property
    def end(self) -> int:
        """Where it ends in the source, in code points."""
    @property
    def text(self) -> str:
        """The block's text."""
    @property
    def reason(self) -> str:
        """The evidence as sentences; a block that went has some."""
    @property
    def score(self) -> float:
        """How sure it is that the block belongs where it was put, 0 to 1."""

@final
class Article:
    """What was kept of a page or text, and what went."""

    @property
    def text(self) -> str:
        """The article's body; blocks are set apart by empty lines."""
    @property
    def markdown(self) -> str:
        """The body as Markdown."""
    @property
    def html(self) -> str:
        """The body as HTML that is safe to show."""
    @property
    def source(self) -> str:
        """What spans index: the text that was passed in, or the whole text of the page."""
    @property
    def title(self) -> str | None:
        """The title that the page gives."""
    @property
    def authors(self) -> list[str]:
        """The names of the authors that the page gives."""
    @property
    def published(self) -> str | None:
        """When the page says it was published, as it says it."""
    @property
    def language(self) -> str | None:
        """The language as a BCP 47 primary tag: as asked for, as declared, or guessed."""
    @property
    def site_name(self) -> str | None:
        """The name of the site that the page gives."""
    @property
    def canonical_url(self) -> str | None:
        """The page's address as it gives it itself."""
    @property
    def description(self) -> str | None:
        """The page's description of itself."""
    @property
    def confidence(self) -> float:
        """An estimate of the text's word F1, 0 to 1."""
    @property
    def blocks(self) -> tuple[Block, ...]:
        """All blocks, kept or not, in the order of the source."""
    @property
    def removed(self) -> tuple[Block, ...]:
        """The blocks that went, in the order of the source."""

@final
class Cleaner:
    """Cleans pages, texts and batches of them; make one, use it from any number of
    threads, or pickle it for other processes. All options are keywords with defaults:

    - keep, drop: labels to keep or drop besides the defaults, such as "title".
    - favor_precision: rather lose text than keep what is no body, 0 to 1.
    - favor_recall: rather keep what is no body than lose text, 0 to 1.
    - threshold: least probability of being body with which a block stays, 0 to 1.
    - keep_selector, remove_selector: CSS selectors of what always stays or goes.
    - language: the language of the input, such as "de"; else declared or guessed.
    - links, images: whether Markdown and HTML keep them.
    - max_input_bytes, max_blocks, max_depth: limits; beyond them is an Error, or
      for max_depth a flatter structure.
    - deadline: longest time for one input, in seconds.
    - html_model, text_model: models to judge with instead of the bundled ones.
    """

    def __new__(cls, **options: Unpack[_Options]) -> Cleaner: ...
    def __getnewargs_ex__(self) -> tuple[tuple[()], _Options]: ...
    def clean_html(self, html: str | bytes, *, charset: str | None = None) -> Article:
        """Cleans an HTML page. Of bytes the charset is found: a byte-order mark, then
        `charset` (as a Content-Type header declares it), the page's own, a guess."""
    def clean_text(self, text: str) -> Article:
        """Cleans plain text that something else extracted; spans index that text."""
    def clean_batch(
        self,
        batch: pa.RecordBatch,
        *,
        column: str | None = None,
        kind: Literal["html", "text"] | None = None,
        charset: str | None = None,
    ) -> pa.RecordBatch:
        """Cleans a column of a pyarrow.RecordBatch; see the function of this name."""

def clean_html(html: str | bytes, *, charset: str | None = None, **options: Unpack[_Options]) -> Article:
    """Cleans an HTML page; the options are those of Cleaner."""

def clean_text(text: str, **options: Unpack[_Options]) -> Article:
    """Cleans plain text that something else extracted; the options are those of
    Cleaner."""

def clean_batch(
    batch: pa.RecordBatch,
    *,
    column: str | None = None,
    kind: Literal["html", "text"] | None = None,
    charset: str | None = None,
    **options: Unpack[_Options],
) -> pa.RecordBatch:
    """Cleans a column of a pyarrow.RecordBatch and gives a batch of as many rows,
    in which the columns text, title, language, confidence, removed and error
    stand in its place; the other columns are handed through.

    `column` is "html" if there is one, else "text"; `kind` says what a column
    of another name holds, "html" or "text". Strings and binary columns will do.
    A null stays null; of a row that fails only error is set. Spans in removed
    count code points, of the text, or for a page of the whole text of it, which
    Article.source gives. The other options are those of Cleaner.
    """
