"""The model of HTML pages: what it is told is what it was trained on, and what it says is sound for any page."""

import io
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given, settings

from cleaners import pages as html_pages
from cleaners.dates import DateReader
from cleaners.html import render
from cleaners.model import tree
from cleaners.model.lexicon import load_lexicon
from cleaners.model.lines import parse
from cleaners.model.predict import Prediction
from cleaners.pages import HtmlPage
from cleaners.rendered import Rendered
from tests.cleaners.test_html import pages
from tests.cleaners.test_model_dom import PAGE, SENTENCE


def read(html: str) -> HtmlPage:
    rendered = render(html.encode("utf-8", "surrogatepass"))
    assert isinstance(rendered, Rendered)
    return html_pages.read(b"", rendered, None, DateReader({}, {}))


def predicted(page: HtmlPage) -> Prediction | None:
    return tree.bundled().predict(page, range(1, page.rendered.text.count("\n") + 1))


def test_the_packed_model_was_trained_on_these_columns() -> None:
    page = read(PAGE)
    lines = page.rendered.text.split("\n")
    with np.load(io.BytesIO(files("cleaners.model").joinpath(tree.PACKED).read_bytes())) as packed:
        assert list(packed["names"]) == list(tree.columns(page, parse(lines), lines, load_lexicon()))


def test_prose_is_content_and_menus_are_not() -> None:
    page = read(PAGE)
    found = predicted(page)
    assert found is not None
    likely = dict(zip(page.rendered.text.splitlines(), found.content, strict=True))
    assert min(likely[text] for text in (SENTENCE.strip(), (SENTENCE * 2).strip())) > 0.5
    assert max(likely[text] for text in ("Home", "News", "Contact", "Imprint")) < 0.2


@given(pages)
@settings(deadline=None)
def test_each_line_with_text_has_probabilities(html: str) -> None:
    html = f"<!doctype html>{html}"
    if not isinstance(render(html.encode("utf-8", "surrogatepass")), Rendered):
        return
    page = read(html)
    found = predicted(page)
    if found is None:
        assert not len(page.rendered.facts)
        return
    assert found.kinds.sum() == pytest.approx(1)
    sums = found.classes.sum(1)
    shown = np.zeros(len(sums), np.bool_)
    shown[page.rendered.facts.number] = True
    assert sums[shown] == pytest.approx(1)
    assert not sums[~shown].any()


def test_a_part_of_a_line_has_what_its_line_has() -> None:
    page = read(PAGE)
    whole, parts = predicted(page), tree.bundled().predict(page, [1, 1, 3])
    assert whole is not None
    assert parts is not None
    assert parts.classes.tolist() == whole.classes[[0, 0, 2]].tolist()


def test_a_page_longer_than_it_reads_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "LONGEST", 3)
    assert predicted(read(PAGE)) is None


@pytest.mark.parametrize(
    ("content", "threshold"),
    [
        ([1.0, 1.0, 0.0, 0.0], tree.MOST),
        ([0.9, 0.9, 0.45, 0.0], 0.45),
        ([0.1, 0.1, 0.05, 0.0], tree.LEAST),
        ([], tree.MOST),
    ],
)
def test_a_page_keeps_what_is_likely_to_score(content: list[float], threshold: float) -> None:
    assert tree.keep_threshold(np.array(content), np.full(len(content), 10.0)) == pytest.approx(threshold)


def test_another_format_is_refused() -> None:
    sink = io.BytesIO()
    np.savez(sink, format=np.array(tree.FORMAT + 1))
    sink.seek(0)
    with pytest.raises(ValueError, match="train it again"):
        tree.read(sink)
