"""Rows of tables that hold data, told from those that text is laid out with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from cleaners.tags import BREAK, IMAGE, INLINE, KINDS, VOID

_IN_ROW = frozenset(tag for tag, kind in KINDS.items() if kind in (INLINE, IMAGE, BREAK, VOID)) | {"p", "div"}
# A cell longer than this, or of more paragraphs, holds text that is laid out with a table.
_LONGEST_CELL = 300
_CELL_BREAKS = 2


class PlainRow(NamedTuple):
    """The cells of a row, empty ones at its end left out; how much of them is linked; (address, words) of the links."""

    cells: list[str]
    header: bool
    linked: int
    links: list[tuple[str, str]]


def plain_row(row: Any) -> PlainRow | None:
    """Read a `tr` element whose cells are values; None for one whose cells hold paragraphs, lists or tables."""
    if len(row) < 2 or not all(cell.tag in ("td", "th") for cell in row):
        return None
    cells: list[str] = []
    links: list[tuple[str, str]] = []
    for cell in row:
        breaks = 0
        for inner in cell.iterdescendants():
            tag = inner.tag
            if tag not in _IN_ROW:
                return None
            breaks += tag in ("br", "p", "div")
            if tag == "a":
                links.append((inner.get("href") or "", _words(inner.itertext())))
        # Where paragraphs stand in a cell, nothing else parts their words.
        text = " ".join(" ".join(cell.itertext()).split()) if breaks else _words(cell.itertext())
        if breaks > _CELL_BREAKS or len(text) > _LONGEST_CELL:
            return None
        cells.append(text)
    while cells and not cells[-1]:
        cells.pop()
    linked = sum(len(text) for _, text in links)
    return PlainRow(cells, all(cell.tag == "th" for cell in row), linked, [link for link in links if link[0]])


def _words(texts: Iterable[str]) -> str:
    return " ".join("".join(texts).split())
