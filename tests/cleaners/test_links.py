"""Dumps with link marks: what is read of them, what is stored of them, and that the marks change no label."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaners import Engine
from cleaners.cuts import segments
from cleaners.links import REASON, as_read
from cleaners.repetition import count
from schemas import Cleaned, Page, Reject
from tests.gold import PLAIN, GoldPage

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "cases" / "links.json").read_text(encoding="utf-8"))
PIECES = [
    "[Quay](/q)", "![](/i.png)", "[![a](b/c)](d/e)", "Quay <https://quays.example/q>", "[Q|https://quays.example/]",
    "[1]", "[2]Tide", "[3]Crane", "  1. https://quays.example/1", "[2] /t", "[a]: /b", "[b][a]", "# ", "**", "\\", "[",
    "](", ")", "\n", "\n\n", "\r\n", "\r", "\u2028", "    ", "25 January 202114:38", "_a_", "|---|", "References",
]  # fmt: skip
DUMP = "[Home](/)\n[News](/n)\n[Tides](/t)\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["of"])
def test_a_dump_is_read_without_its_marks(case: dict[str, Any]) -> None:
    found = as_read(case["page"])
    if case["read"] is None:
        assert found is None
    else:
        assert found is not None
        assert found.text == case["read"]
        assert found.links(None) == {int(n): address for n, address in case["links"].items()}


def test_an_address_without_a_host_is_one_of_the_page() -> None:
    found = as_read(
        "[Home](/)\n[Tides](t?day=1)\n[Quays](#quays)\n[Broken](http://[x/)\n[Post](mailto:a@quays.example)"
    )
    assert found is not None
    assert found.links(None) == {}
    assert found.links("https://quays.example/en/") == {
        1: "https://quays.example/",
        2: "https://quays.example/en/t?day=1",
        3: "https://quays.example/en/#quays",
    }


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=40).map("".join))
def test_restored_segments_rebuild_the_page(text: str) -> None:
    found = as_read(DUMP + text)
    assert found is not None
    mark = "\n"
    parts = [piece for part in segments(found.text) for piece in found.pieces(part)]
    assert "".join(found.page[start:end] for _, start, end in parts) == DUMP + text
    for n, start, end in parts:
        assert start < end
        assert n == found.page.count(mark, 0, start) + 1
        assert mark not in found.page[start:end][:-1], "a segment spans two lines"


def markdown(line: str, number: int) -> str:
    return f"[{line}](/page/{number}.html)"


def angled(line: str, number: int) -> str:
    return f"{line} <https://quays.example/page/{number}>"


def numbered(line: str, number: int) -> str:
    return f"[{number}]{line}"


@pytest.mark.parametrize("marked", [markdown, angled, numbered])
@pytest.mark.parametrize("page", PLAIN, ids=lambda page: page.id)
def test_marks_on_the_furniture_change_no_label(
    engine: Engine, page: GoldPage, marked: Callable[[str, int], str]
) -> None:
    raw = page.path.read_bytes()
    bare = engine.clean(Page(source=page.id, raw=raw))
    assert isinstance(bare, Cleaned)
    kept = {line.n for line in bare.lines if line.label not in ("furniture", "related")}
    lines = raw.decode("utf-8-sig").splitlines()
    for number, n in enumerate(sorted({line.n for line in bare.lines} - kept), 1):
        lines[n - 1] = marked(lines[n - 1].strip(), number)
    found = engine.clean(Page(source=page.id, raw="\n".join(lines).encode()))
    assert isinstance(found, Cleaned)
    assert found.text == "\n".join(lines)
    assert [(line.n, line.label) for line in found.lines] == [(line.n, line.label) for line in bare.lines]
    assert found.document.body == bare.document.body
    assert [entry.title for entry in found.document.related] == [entry.title for entry in bare.document.related]


LISTING = """[Home](/)
[Press](/press)
[Contact](/contact)

# Press releases

[12.03.2024 - Quay 4 reopens after the winter](/press/quay-4)

[05.03.2024 - Tide tables for the new year are out](/press/tides)

[01.03.2024 - The crane of 1911 is painted](https://crane.example/painted)

![](/crest.png)
"""


def test_entries_know_where_their_titles_lead_to(engine: Engine) -> None:
    found = engine.clean(Page(source="page", raw=LISTING.encode(), url="https://quays.example/press"))
    assert isinstance(found, Cleaned)
    assert [(entry.date, entry.title, entry.url) for entry in found.document.related] == [
        ("2024-03-12", "Quay 4 reopens after the winter", "https://quays.example/press/quay-4"),
        ("2024-03-05", "Tide tables for the new year are out", "https://quays.example/press/tides"),
        ("2024-03-01", "The crane of 1911 is painted", "https://crane.example/painted"),
    ]
    assert [(line.label, line.reason) for line in found.lines][-1] == ("furniture", REASON)


def test_a_page_of_nothing_but_marks_has_no_text(engine: Engine) -> None:
    found = engine.clean(Page(source="page", raw=b"[](/a)\n[](/b)\n\n![c](/c)[](/d)"))
    assert isinstance(found, Cleaned)
    assert (found.document.kind, found.document.title, found.document.body) == ("other", None, "")
    assert [line.label for line in found.lines] == ["furniture", "furniture", "blank", "furniture"]


def test_explained_lines_are_those_that_are_read(engine: Engine) -> None:
    explained = engine.explain(Page(source="page", raw=LISTING.encode()))
    assert not isinstance(explained, Reject)
    for line, opinions in zip(explained.cleaned.lines, explained.lines, strict=True):
        assert (opinions is None) == (line.label == "blank" or line.reason == REASON)
        assert opinions is None or opinions.decided.label == line.label


def test_numbers_of_links_do_not_hide_what_pages_repeat(engine: Engine) -> None:
    menu = ["Home", "Quays", "Tides", "Cranes", "Press", "Contact"]
    pages = [
        "\n".join([*(f"[{at + first}]{label}" for at, label in enumerate(menu)), f"Crane {first} is at work again",
                   f"Crane {first} on the northern quay was repaired in March and loads ships again, the office says."])
        for first in (1, 2, 3)
    ]  # fmt: skip
    snapshot = count("quays.example", map(engine.page_lines, pages))
    assert len(snapshot.lines) == len(menu)
    found = engine.with_snapshots({"quays.example": snapshot}).explain(
        Page(source="page", raw=pages[0].encode(), site="quays.example")
    )
    assert not isinstance(found, Reject)
    assert found.pages == 3
    assert all(line.label == "furniture" for line in found.cleaned.lines[: len(menu)])
