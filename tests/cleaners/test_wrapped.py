"""Hard-wrapped dumps: lines are whole again in what is read, and the page is stored as it stands."""

import json
import textwrap
from pathlib import Path
from string import ascii_lowercase
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaners import Engine
from cleaners.cuts import segments
from cleaners.links import as_read, readable
from cleaners.wrapped import gaps
from schemas import Cleaned, Page, Reject
from tests.gold import DUMPS, PLAIN, GoldPage

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "cases" / "wrapped.json").read_text(encoding="utf-8"))
WORDS = ["quay", "the", "of", "ferries", "a", "harbourmaster", "tide", "and", "Ravensholm", "in", "1911", "crane"]
PROSE = textwrap.fill(
    "The harbour office of Ravensholm counts its cranes each spring and says how many of them work. This year "
    "there are nineteen, two more than last year, and all but one can lift what a ship of the smallest class "
    "brings. The one that cannot was built in the year of the great storm and stands on the old quay, where "
    "nobody unloads any more since the ferries moved. It will be painted, and then it is to become a lookout "
    "for those who like the lights at night. Whoever wants to climb it must ask at the office first, and wait "
    "until one of its two wardens is free.",
    70,
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["of"])
def test_a_full_line_goes_on_in_the_next(case: dict[str, Any]) -> None:
    text = "\n".join([*PROSE.splitlines(), "", *case["page"]])
    assert readable(text).split("\n")[2:] == case["read"]


@given(
    st.lists(st.permutations([word for word in WORDS if word.islower()] * 7), min_size=2, max_size=4),
    st.integers(min_value=60, max_value=100),
    st.sampled_from(["", "   ", "> "]),
)
def test_what_was_wrapped_is_read_as_it_was(words: list[list[str]], width: int, indent: str) -> None:
    # Each word once, since lines that stand twice tell nothing.
    paragraphs = [
        " ".join(f"{word}{ascii_lowercase[at % 26]}{ascii_lowercase[at // 26]}" for at, word in enumerate(row, 80 * n))
        for n, row in enumerate(words)
    ]
    page = "\n\n".join(
        textwrap.fill(paragraph, width, initial_indent=indent, subsequent_indent=indent) for paragraph in paragraphs
    )
    assert readable(page) == "\n\n".join(indent + paragraph for paragraph in paragraphs)


@given(
    st.lists(
        st.sampled_from([*WORDS, "\n", "\n\n", "\r\n", "\u3000", "> ", "* ", "[Quay](/q)", "**", "港"]), max_size=80
    )
)
def test_the_lines_of_a_wrapped_page_rebuild_it(pieces: list[str]) -> None:
    page = PROSE + " ".join(pieces)
    found = as_read(page)
    assert found is not None
    parts = [piece for part in segments(found.text) for piece in found.pieces(part)]
    assert "".join(page[start:end] for _, start, end in parts) == page
    for n, start, end in parts:
        assert start < end
        assert n == page.count("\n", 0, start) + 1
        assert "\n" not in page[start : end - 1], "a segment spans two lines"


@pytest.mark.parametrize("page", PLAIN, ids=lambda page: page.id)
def test_pages_that_nobody_wrapped_have_their_lines(page: GoldPage) -> None:
    assert gaps(page.path.read_bytes().decode("utf-8-sig")) == []


TITLES = [
    "Minister Oda Brunn opens the new lock at Tollen", "Harbour fees stay as they are until the end of next year",
    "Two rescue boats handed over to the northern coastguard", "Answer on the state of the eastern pier of the port",
    "Delegation from Halvia visits the pilot station at Skerrand", "Call for papers: quiet ferries in November of 2024",
    "Tender for the dredging of the outer channel is published", "Statement on the grounding of the freighter Lisbeth",
]  # fmt: skip


@pytest.mark.parametrize("below", ["Read more", "weiterlesen", "{n} March 2024, press office", "Notice {n}/2024"])
def test_titles_of_much_the_same_length_are_no_full_lines(below: str) -> None:
    page = "\n".join(line for n, title in enumerate(TITLES, 11) for line in (title, below.format(n=n)))
    assert gaps(page) == []


def test_a_title_of_two_lines_is_one(engine: Engine) -> None:
    title = "Ravensholm Harbour Authority completes the dredging of the north channel before winter"
    raw = "\n\n".join(["Home\nNews\nContact", textwrap.fill(title, 70), "7 May 2024", PROSE]).encode()
    found = engine.explain(Page(source="page", raw=raw))
    assert not isinstance(found, Reject)
    assert found.cleaned.document.title == title
    assert found.cleaned.document.body == " ".join(PROSE.split("\n"))
    assert [line.n for line in found.cleaned.lines if line.label == "title"] == [5, 6]
    assert found.headlines[0][0] == 5


def test_a_wrapped_page_is_cleaned_as_the_whole_one(engine: Engine) -> None:
    whole = (DUMPS / "plain" / "en-harbour-authority.txt").read_text(encoding="utf-8")
    broken = "\n".join("\n".join(textwrap.wrap(line, 72, break_on_hyphens=False)) for line in whole.split("\n"))
    assert gaps(broken)
    answers = [engine.clean(Page(source="page", raw=text.encode())) for text in (whole, broken)]
    of_whole, of_broken = answers
    assert isinstance(of_whole, Cleaned)
    assert isinstance(of_broken, Cleaned)
    assert of_broken.document == of_whole.document
