"""Every invented HTML page of fixtures/html comes out as its gold says."""

import pytest

from cleaners import Engine
from schemas import Cleaned, Page
from tests.html_gold import PAGES, HtmlGold

# (page, what): fields and lines that do not come out right yet.
KNOWN_FAILURES: frozenset[tuple[str, str]] = frozenset()
FACTS = ("title", "published", "authors", "language", "kind", "url", "translations", "section")
CASES = [
    (page, name) for page in PAGES for name in (*[fact for fact in FACTS if fact in page.facts], "kept", "left out")
]


@pytest.fixture(scope="module")
def cleaned(engine: Engine) -> dict[str, Cleaned]:
    found = {page.id: engine.clean(Page(source=page.id, raw=page.raw)) for page in PAGES}
    assert all(isinstance(result, Cleaned) for result in found.values())
    return found  # type: ignore[return-value]


def mark(page: HtmlGold, name: str) -> pytest.MarkDecorator | tuple[()]:
    return pytest.mark.xfail(strict=True) if (page.id, name) in KNOWN_FAILURES else ()


@pytest.mark.parametrize(
    ("page", "name"),
    [pytest.param(page, name, marks=mark(page, name), id=f"{page.id}-{name}") for page, name in CASES],
)
def test_a_page_comes_out_as_its_gold_says(cleaned: dict[str, Cleaned], page: HtmlGold, name: str) -> None:
    document = cleaned[page.id].document
    if name == "kept":
        letters = "KR" if page.facts["kind"] == "listing" else "K"
        assert [text for letter, text in page.texts if letter in letters and text not in body(document.body)] == []
    elif name == "left out":
        letters = "TF" if page.facts["kind"] == "listing" else "TFR"
        lines = {line.removeprefix("• ") for line in document.body.split("\n\n")}
        assert [text for letter, text in page.texts if letter in letters and text in lines] == []
    elif name == "published":
        assert document.published is not None
        assert document.published.value[: len(page.facts[name])] == page.facts[name]
    else:
        value = getattr(document, name)
        assert (list(value) if isinstance(value, tuple) else value) == page.facts[name]


def body(text: str) -> str:
    return text.replace("\t", " ")


def test_there_are_pages_of_each_kind() -> None:
    assert {page.facts["kind"] for page in PAGES} >= {"article", "listing", "record"}
