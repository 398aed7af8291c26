import copy
import inspect
import pickle
from pathlib import Path

import pytest
from pages import TEXT, page

import bodycopy

MODELS = Path(__file__).parents[3] / "src/classify/data"


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


@pytest.mark.parametrize(
    "copied", [copy.copy, copy.deepcopy, lambda cleaner: pickle.loads(pickle.dumps(cleaner))], ids=["copy", "deepcopy", "pickle"]
)
def test_a_cleaner_is_copied_and_pickled_with_its_options(copied):
    options = {
        "keep": ["title"],
        "drop": ["caption"],
        "favor_precision": 0.3,
        "favor_recall": None,
        "threshold": 0.1,
        "keep_selector": ["footer"],
        "remove_selector": [".ad", "nav"],
        "language": "no",
        "links": False,
        "images": False,
        "max_input_bytes": 10_000,
        "max_blocks": 100,
        "max_depth": 50,
        "deadline": 12.5,
        "html_model": (MODELS / "html.bin").read_bytes(),
        "text_model": (MODELS / "text.bin").read_bytes(),
    }
    assert options.keys() == inspect.signature(bodycopy.Cleaner).parameters.keys()
    first = bodycopy.Cleaner(**options)
    second = copied(first)
    (empty, found) = second.__getnewargs_ex__()
    assert empty == () and found == options | {name: pytest.approx(options[name]) for name in ("favor_precision", "threshold")}
    assert second.clean_html(page()).html == first.clean_html(page()).html != bodycopy.clean_html(page()).html
    with pytest.raises(bodycopy.Error, match="more than the limit of 10000"):
        second.clean_text("x" * 10_001)


def test_a_plain_cleaner_is_pickled_small():
    pickled = pickle.dumps(bodycopy.Cleaner())
    assert len(pickled) < 1000 and pickle.loads(pickled).clean_text(TEXT).text == bodycopy.clean_text(TEXT).text


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
        ({"max_blocks": -1}, "no limit: -1"),
        ({"max_depth": 2**70}, "no limit: 1180591620717411303424"),
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
