import subprocess
import sys

import pyarrow as pa
import pytest
from pages import READ_ALSO, TEXT, page

import bodycopy

RESULTS = ["text", "title", "language", "confidence", "removed", "error"]
STRINGS = [pa.string(), pa.large_string(), pa.string_view()]
BINARY = [pa.binary(), pa.large_binary(), pa.binary_view()]


def batch(**columns):
    return pa.RecordBatch.from_pydict(columns)


@pytest.mark.parametrize("type", STRINGS + BINARY, ids=str)
def test_pages_of_any_column_type(type):
    pages = [page(name) for name in ("ferry", "färje", "boat")]
    values = [html.encode() for html in pages] if type in BINARY else pages
    cleaned = bodycopy.clean_batch(batch(html=pa.array(values, type)))
    assert cleaned["text"].to_pylist() == [bodycopy.clean_html(html).text for html in pages]
    assert cleaned["title"].to_pylist() == ["The last ferry", "The last färje", "The last boat"]
    assert cleaned["error"].null_count == 3


@pytest.mark.parametrize("type", STRINGS + BINARY, ids=str)
def test_texts_of_any_column_type(type):
    value = TEXT.encode() if type in BINARY else TEXT
    cleaned = bodycopy.clean_batch(batch(text=pa.array([value], type)))
    assert cleaned["text"].to_pylist() == [bodycopy.clean_text(TEXT).text]


def test_a_column_has_the_values_of_the_article():
    article = bodycopy.clean_html(page())
    (row,) = bodycopy.clean_batch(batch(html=[page()])).to_pylist()
    assert row == {
        "text": article.text,
        "title": article.title,
        "language": article.language,
        "confidence": article.confidence,
        "removed": [
            {"start": block.start, "end": block.end, "label": block.label, "score": block.score}
            for block in article.removed
        ],
        "error": None,
    }


def test_spans_count_code_points():
    text = "🚢🚢 " + TEXT
    (row,) = bodycopy.clean_batch(batch(text=[text])).to_pylist()
    assert [text[block["start"] : block["end"]] for block in row["removed"]] == [READ_ALSO]


def test_the_schema_is_the_same_for_any_rows():
    schemas = [
        bodycopy.clean_batch(batch(html=pa.array(values, pa.string()))).schema
        for values in ([], [None], [page()], ["", None])
    ]
    removed = pa.struct(
        {"start": pa.int64(), "end": pa.int64(), "label": pa.string(), "score": pa.float32()}
    )
    assert schemas[0].types == [
        pa.string(), pa.string(), pa.string(), pa.float32(), pa.list_(pa.field("item", removed)), pa.string(),
    ]
    assert all(schema == schemas[0] for schema in schemas)


def test_large_columns_give_large_texts():
    for type in (pa.large_string(), pa.large_binary(), pa.string_view()):
        assert bodycopy.clean_batch(batch(html=pa.array([], type))).schema.field("text").type == pa.large_string()


def test_other_columns_and_metadata_are_handed_through():
    fields = [
        pa.field("id", pa.int64(), nullable=False, metadata={"key": "1"}),
        pa.field("html", pa.string()),
        pa.field("url", pa.dictionary(pa.int8(), pa.string())),
        pa.field("at", pa.timestamp("s", "UTC")),
    ]
    url = pa.array(["a", "b"]).dictionary_encode().cast(fields[2].type)
    arrays = [pa.array([1, 2]), pa.array([page(), None]), url, pa.array([0, 1], fields[3].type)]
    given = pa.RecordBatch.from_arrays(arrays, schema=pa.schema(fields, metadata={"origin": "crawl"}))
    cleaned = bodycopy.clean_batch(given)
    assert cleaned.schema.names == ["id", "url", "at", *RESULTS]
    for name in ("id", "url", "at"):
        assert cleaned[name].equals(given[name])
        assert cleaned.schema.field(name).equals(given.schema.field(name), check_metadata=True)
    assert cleaned.schema.metadata == {b"origin": b"crawl"}


def test_nulls_stay_null():
    cleaned = bodycopy.clean_batch(batch(id=[1, 2, 3], html=[None, page(), None]))
    assert cleaned.num_rows == 3
    for name in RESULTS:
        assert [value is None for value in cleaned[name].to_pylist()] == [True, name == "error", True]


def test_a_row_that_fails_costs_no_other():
    html = pa.array([page(), "<p>" + "x" * 5000, page("boat")])
    rows = bodycopy.clean_batch(batch(html=html), max_input_bytes=4000).to_pylist()
    assert [row["title"] for row in rows] == ["The last ferry", None, "The last boat"]
    assert rows[1] == dict.fromkeys(RESULTS) | {"error": "the input has 5003 bytes, more than the limit of 4000"}
    assert rows[0]["error"] is None


def test_bytes_that_are_no_text_fail_alone():
    for array in (
        pa.array([b"\xff\xfe\xfa", TEXT.encode()]),
        # Arrow does not check what a string column is made from.
        pa.array([b"\xff\xfe\xfa", TEXT.encode()]).view(pa.string()),
    ):
        bad, good = bodycopy.clean_batch(batch(text=array)).to_pylist()
        assert bad["text"] is None and bad["error"].startswith("not UTF-8")
        assert good["text"] and good["error"] is None


def test_slices_are_cleaned_as_they_are():
    rows = batch(id=[0, 1, 2, 3], html=[page(name) for name in "abcd"]).slice(1, 2)
    cleaned = bodycopy.clean_batch(rows)
    assert cleaned["id"].to_pylist() == [1, 2]
    assert cleaned["title"].to_pylist() == ["The last b", "The last c"]


def test_pages_in_a_legacy_charset():
    latin = '<p>The café on the pier was closed in autumn, and it has not been opened since.</p>'.encode("iso-8859-1")
    cleaned = bodycopy.clean_batch(batch(html=[latin]), charset="iso-8859-1")
    assert cleaned["text"].to_pylist() == ["The café on the pier was closed in autumn, and it has not been opened since."]


def test_a_string_column_is_utf_8_whatever_its_pages_declare():
    html = '<meta charset="iso-8859-1"><p>The café on the pier was closed in autumn, and it is closed still.</p>'
    assert "café" in bodycopy.clean_batch(batch(html=[html]))["text"][0].as_py()


def test_the_column_and_its_kind():
    content = batch(content=[page()], lang=["en"])
    assert bodycopy.clean_batch(content, column="content", kind="html")["title"][0].as_py() == "The last ferry"
    assert "<nav>" in bodycopy.clean_batch(batch(html=[page()]), kind="text", threshold=0.0)["text"][0].as_py()
    for columns, options, message in (
        ({"content": [page()]}, {"column": "content"}, "must say what the column \"content\" holds"),
        ({"content": [page()]}, {"column": "content", "kind": "pdf"}, "not \"pdf\""),
        ({"content": [page()]}, {}, "no column \"html or text\" among [\"content\"]"),
        ({"html": [page()]}, {"column": "page"}, "no column \"page\""),
        ({"html": [page()], "title": ["x"]}, {}, "has the name \"title\": rename or drop yours"),
    ):
        with pytest.raises(bodycopy.Error) as caught:
            bodycopy.clean_batch(batch(**columns), **options)
        assert message in str(caught.value)


def test_a_column_is_not_copied():
    """Eight comments of 10 MB: a copy of the column would be seen in the peak of memory."""
    pytest.importorskip("resource", reason="no peak of memory on this system")
    program = """if True:
        import resource, bodycopy, pyarrow as pa
        html = pa.array(["<!--" + "x" * 10_000_000 + "-->"] * 8)
        batch = pa.RecordBatch.from_pydict({"html": html, "raw": html})
        bodycopy.clean_batch(batch.slice(0, 0))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        cleaned = bodycopy.clean_batch(batch)
        assert cleaned["text"].to_pylist() == [""] * 8
        print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024)
    """
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 40_000_000


def test_input_of_another_type_is_a_type_error():
    with pytest.raises(TypeError, match="strings or binary is cleaned, not of int64"):
        bodycopy.clean_batch(batch(html=[1]))
    with pytest.raises(TypeError, match="a batch is a pyarrow.RecordBatch"):
        bodycopy.clean_batch([page()])


def test_a_cleaner_takes_batches():
    cleaner = bodycopy.Cleaner(keep=["title"])
    (text,) = cleaner.clean_batch(batch(html=[page()]))["text"].to_pylist()
    assert text == cleaner.clean_html(page()).text
    assert text.startswith("The last ferry")
