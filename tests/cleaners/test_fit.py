"""Pages that are not as the profile of their site expects: fixtures of known sites with other lines amid them."""

import json
from pathlib import Path
from typing import Any

import pytest

from cleaners import Decoded, Engine
from cleaners.explain import Explained
from schemas import Cleaned, Page
from tests.gold import PROFILED, GoldPage, letters

CASES = json.loads((Path(__file__).parent / "cases" / "misfits.json").read_text(encoding="utf-8"))
ITEMS = [page for page in PROFILED if page.gold["kind"] == "article"]
DATED_ABOVE = [page for page in ITEMS if page.gold.get("published") and page.gold["labels"].lstrip("FB")[0] == "M"]
# Of the lines of a page that all judges decide; what the profile decides is right to the last line.
ENOUGH = 0.8


def lines_of(engine: Engine, page: GoldPage) -> tuple[list[str], str]:
    """Return the lines of a fixture and their letters."""
    decoded = engine.decode(Page(source=page.id, raw=page.path.read_bytes()))
    assert isinstance(decoded, Decoded)
    gold = page.gold["labels"]
    return decoded.text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")[: len(gold)], gold


def cleaned(engine: Engine, page: GoldPage, lines: list[str]) -> Cleaned:
    result = engine.clean(Page(source=page.id, raw="\n".join([*lines, ""]).encode(), site=page.gold["site"]))
    assert isinstance(result, Cleaned)
    return result


def right(result: Cleaned, gold: str) -> float:
    """Return the share of the lines with text that have their label."""
    told = [one == other for one, other in zip(letters(result), gold, strict=True) if other != "B"]
    return sum(told) / len(told)


def words(page: GoldPage, table: dict[str, Any]) -> Any:
    return table["en" if page.gold["language"] == "en" else "ru"]


# Nothing is known above the headline of these, and nothing dates them.
NO_HEADLINE = {"mirror-en-node-2017.txt"}


@pytest.mark.parametrize(
    "page", [page for page in ITEMS if page.path.name not in NO_HEADLINE], ids=lambda page: page.id
)
def test_a_menu_above_the_head_hides_neither_headline_nor_date(engine: Engine, page: GoldPage) -> None:
    lines, gold = lines_of(engine, page)
    menu = words(page, CASES["menus"])
    result = cleaned(engine, page, [*menu, "", *lines])
    assert result.document.title == page.gold["title"]
    assert (result.document.published.value[:10] if result.document.published else None) == page.gold.get("published")
    assert right(result, "F" * len(menu) + "B" + gold) >= ENOUGH


@pytest.mark.parametrize("line", CASES["lines"])
@pytest.mark.parametrize("page", [page for page in ITEMS if page.gold["site"] != "mfa.rsogov.org"], ids=lambda p: p.id)
def test_a_line_above_the_head_that_the_profile_does_not_know(engine: Engine, page: GoldPage, line: str) -> None:
    lines, gold = lines_of(engine, page)
    result = cleaned(engine, page, [words(page, CASES["lines"][line]), "", *lines])
    assert letters(result) == "FB" + gold
    assert result.document.title == page.gold["title"]


@pytest.mark.parametrize("line", ["notice", "cookies"])
@pytest.mark.parametrize("page", DATED_ABOVE, ids=lambda p: p.id)
def test_a_line_between_date_and_headline_that_the_profile_does_not_know(
    engine: Engine, page: GoldPage, line: str
) -> None:
    lines, gold = lines_of(engine, page)
    at = gold.index("T")
    result = cleaned(engine, page, [*lines[:at], words(page, CASES["lines"][line]), "", *lines[at:]])
    assert letters(result) == gold[:at] + "FB" + gold[at:]
    assert result.document.title == page.gold["title"]


@pytest.mark.parametrize("page", ITEMS, ids=lambda page: page.id)
def test_a_page_without_its_dateline_is_still_read_by_its_profile(engine: Engine, page: GoldPage) -> None:
    lines, gold = lines_of(engine, page)
    kept = [at for at, letter in enumerate(gold) if letter != "M"]
    result = cleaned(engine, page, [lines[at] for at in kept])
    assert letters(result) == "".join(gold[at] for at in kept)


@pytest.mark.parametrize("case", CASES["redesigned"], ids=lambda case: case["site"])
def test_all_judges_decide_on_a_page_of_another_design(engine: Engine, case: dict[str, Any]) -> None:
    page = Page(source="page", raw="\n".join(case["text"]).encode(), site=case["site"])
    result = engine.clean(page)
    explained = engine.explain(page)
    assert isinstance(result, Cleaned)
    assert result.document.title == case["title"]
    assert result.document.published is not None
    assert result.document.published.value == case["published"]
    assert result.document.body.split("\n\n") == [line for line in case["text"] if line.endswith(".")]
    assert isinstance(explained, Explained)
    assert explained.misfit is not None
    assert "model" in explained.judges


@pytest.mark.parametrize("page", PROFILED, ids=lambda page: page.id)
def test_the_model_is_not_asked_where_the_profile_fits(engine: Engine, page: GoldPage) -> None:
    explained = engine.explain(Page(source=page.id, raw=page.path.read_bytes()))
    assert isinstance(explained, Explained)
    assert explained.misfit is None
    assert "model" not in explained.judges
