import pytest
from pages import TEXT, page

import bodycopy


def test_labels_are_kept_and_dropped():
    assert bodycopy.clean_html(page(), keep=["title"]).text.startswith("The last ferry")
    assert "Home" in bodycopy.clean_html(page(), keep=("title", "navigation")).text
    assert bodycopy.clean_html(page(), drop=["body"]).text == ""


def test_a_threshold_of_one_keeps_less_than_one_of_zero():
    least, most = (len(bodycopy.clean_html(page(), threshold=threshold).text) for threshold in (1, 0))
    assert least < most


def test_precision_and_recall_are_favored():
    lengths = [
        len(bodycopy.clean_html(page(), **options).text)
        for options in ({"favor_precision": 1}, {}, {"favor_recall": 1})
    ]
    assert lengths == sorted(lengths) and lengths[0] < lengths[2]


def test_selectors_decide():
    assert "All rights" in bodycopy.clean_html(page(), keep_selector=["footer"]).text
    assert bodycopy.clean_html(page(), remove_selector=["article"]).text == ""


def test_the_language_can_be_set():
    assert bodycopy.clean_html(page(), language="no").language == "no"


def test_links_and_images_can_be_left_out():
    html = page().replace("</article>", '<p><img src="/boat.jpg" alt="The boat">The boat at the pier.</p></article>')
    keep = {"threshold": 0.0}
    assert "/boat.jpg" in bodycopy.clean_html(html, **keep).markdown
    assert "/boat.jpg" not in bodycopy.clean_html(html, images=False, **keep).markdown
    assert "/map" not in bodycopy.clean_html(html, links=False, **keep).html


def test_a_cleaner_is_used_again():
    cleaner = bodycopy.Cleaner(keep=["title"])
    assert cleaner.clean_html(page("ferry")).text.startswith("The last ferry")
    assert cleaner.clean_html(page("boat").encode()).text.startswith("The last boat")
    assert cleaner.clean_text(TEXT).text == bodycopy.clean_text(TEXT, keep=["title"]).text


def test_no_option_stands_for_its_default():
    nothing = dict.fromkeys(("favor_precision", "threshold", "language", "max_input_bytes", "deadline", "html_model"))
    assert bodycopy.clean_html(page(), **nothing).text == bodycopy.clean_html(page()).text


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"keep": ["sidebar"]}, "no such label: \"sidebar\"; there are body, heading"),
        ({"keep": ["title"], "drop": ["title"]}, "both kept and dropped"),
        ({"threshold": 2.0}, "the threshold 2 is not between 0 and 1"),
        ({"threshold": float("nan")}, "the threshold NaN"),
        ({"favor_precision": 0.1, "favor_recall": 0.1}, "exclude each other"),
        ({"keep_selector": ["p::"]}, "not a CSS selector: p::"),
        ({"max_input_bytes": 0}, "the limit max_input_bytes is zero"),
        ({"deadline": -1}, "the deadline -1"),
        ({"html_model": b"no model"}, "not a model for this version"),
    ],
)
def test_options_that_make_no_sense_are_errors(options, message):
    with pytest.raises(bodycopy.Error) as caught:
        bodycopy.clean_html(page(), **options)
    assert message in str(caught.value)
    with pytest.raises(ValueError):
        bodycopy.Cleaner(**options)


def test_unknown_options_are_type_errors():
    with pytest.raises(TypeError, match="unexpected keyword argument 'threshhold'"):
        bodycopy.clean_text(TEXT, threshhold=1)
    with pytest.raises(TypeError):
        bodycopy.Cleaner(["title"])


def test_limits_hold():
    with pytest.raises(bodycopy.Error, match="the input has 3 bytes, more than the limit of 2"):
        bodycopy.clean_html("<p>", max_input_bytes=2)
    with pytest.raises(bodycopy.Error, match="blocks, more than the limit of 1"):
        bodycopy.clean_text(TEXT, max_blocks=1)
    with pytest.raises(bodycopy.Error, match="not done within"):
        bodycopy.clean_html(page(), deadline=0)
