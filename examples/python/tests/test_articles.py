import pytest
from pages import PROSE, READ_ALSO, TEXT, page

import bodycopy


def test_a_page_keeps_its_body_and_says_what_went():
    article = bodycopy.clean_html(page())
    assert all(paragraph in article.text for paragraph in PROSE)
    assert "All rights reserved" not in article.text
    legal = [removal for removal in article.removed if "All rights reserved" in removal.text]
    assert [removal.label for removal in legal] == ["legal"]
    assert legal[0].reason and 0 < legal[0].score <= 1


def test_a_page_gives_its_metadata():
    article = bodycopy.clean_html(page())
    assert article.title == "The last ferry"
    assert article.authors == ["Ada Moreau"]
    assert article.published == "2024-05-01T08:00:00Z"
    assert article.language == "en"
    assert article.site_name == "The Quay"
    assert article.canonical_url == "https://quay.example/ferry"
    assert article.description == "A crossing ends."
    assert 0.5 < article.confidence <= 1


def test_markdown_and_html_are_made_from_the_body():
    article = bodycopy.clean_html(page())
    assert "[map](/map)" in article.markdown
    assert '<a href="/map">map</a>' in article.html and "<nav>" not in article.html


def test_spans_count_code_points_of_the_text_passed_in():
    article = bodycopy.clean_text("🚢🚢 " + TEXT)
    assert [removal.text for removal in article.removed] == [READ_ALSO]
    removal = article.removed[0]
    assert ("🚢🚢 " + TEXT)[removal.start : removal.end] == READ_ALSO
    assert removal.label == "related-links"
    assert READ_ALSO not in article.text and PROSE[2] in article.text


def test_spans_count_code_points_of_the_source_of_a_page():
    article = bodycopy.clean_html(page("färje 🚢"))
    assert len(article.removed) >= 3
    for removal in article.removed:
        assert article.source[removal.start : removal.end] == removal.text


def test_blocks_are_all_that_a_page_holds():
    article = bodycopy.clean_html(page("färje 🚢"))
    assert "".join("".join(block.text.split()) for block in article.blocks) == "".join(article.source.split())
    for block in article.blocks:
        assert article.source[block.start : block.end] == block.text and 0 <= block.score <= 1
    kept = [block for block in article.blocks if block.kept]
    assert [block.label for block in kept] == ["body"] * 4 and all(block.text in article.text for block in kept)
    assert tuple(block for block in article.blocks if not block.kept) == article.removed
    assert repr(kept[0]).startswith(f"<Block body {kept[0].start}:{kept[0].end}, kept, score ")


def test_blocks_are_made_once():
    article = bodycopy.clean_html(page())
    assert article.blocks is article.blocks and article.removed is article.removed


def test_bytes_are_decoded():
    latin = page().replace("–", "-").replace("“", '"').replace("”", '"').replace("🚢", "ship").encode("iso-8859-1")
    assert "from Sørvær was" in bodycopy.clean_html(latin, charset="iso-8859-1").text
    assert "from Sørvær was" in bodycopy.clean_html(bytearray(page().encode("utf-16"))).text


def test_what_is_removed_and_found_can_be_read_in_a_debugger():
    article = bodycopy.clean_html(page())
    assert repr(article).startswith('<Article "The last ferry", confidence 0.')
    removal = article.removed[0]
    assert repr(removal).startswith(f"<Block {removal.label} {removal.start}:{removal.end}, removed, score ")


def test_results_cannot_be_changed():
    with pytest.raises(AttributeError):
        bodycopy.clean_html(page()).text = ""


def test_empty_input_gives_an_empty_article():
    for article in (bodycopy.clean_html(""), bodycopy.clean_html(b""), bodycopy.clean_text("")):
        assert (article.text, article.confidence, article.blocks, article.removed) == ("", 0, (), ())


@pytest.mark.parametrize("wrong", [None, 1, ["<p>"]])
def test_input_of_another_type_is_a_type_error(wrong):
    with pytest.raises(TypeError, match="str"):
        bodycopy.clean_html(wrong)
    with pytest.raises(TypeError):
        bodycopy.clean_text(wrong)


def test_half_a_character_is_an_error():
    for clean in (bodycopy.clean_html, bodycopy.clean_text):
        with pytest.raises(bodycopy.Error, match="not Unicode"):
            clean("a\ud800b")
