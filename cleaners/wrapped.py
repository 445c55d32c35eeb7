"""Hard-wrapped text dumps: where a line goes on in the next one, because it was full.

Browsers in a terminal, mail programs and some converters break lines at a fixed number of columns. What they broke is
one line again for whoever reads the page; the text that is stored stays as it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from cleaners.lines import lines

_NARROWEST, _WIDEST = 50, 132
"""Columns that tools break lines at: mail at 65 to 78, terminals at 80 to 132."""
_FEW = 6
"""Full lines that a wrapped page has at least."""
_SHARE = 0.6
"""Share of the lines over half as long, with a line right below, that are full on a wrapped page."""
_OVER = 0.25
"""Lines that could have been broken and are longer, for each full one: converters leave lists and tables alone."""
_GOES_ON = 0.3
"""Share of the full lines that go on with no capital and no digit, as under titles of entries buttons or days do."""
_LONGEST_PIECE = 30
"""Columns of a word; an address stands on a line of its own also where nothing is wrapped."""
_LINKS = ("[", "![", "<http")
"""What lines of nothing but a link begin with."""

_WIDE = "\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6"
_COLUMNS = re.compile(f"[{_WIDE}]")
# Hangul has spaces between its words.
_UNSPACED = re.compile("[\u2e80-\u312f\u3190-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60]")
# What no line begins with stays with the character before it.
_PIECE = re.compile(rf"{_UNSPACED.pattern}[、。，．」』）】〉》！？：；ー々”’]*|\S+")
_HEAD = re.compile(
    r"\s*(?P<quote>(?:>\s?)*)\s*(?P<item>(?:[*+•·▪◦●○■□►#|–—-]+|\(?(?:(?P<number>\d{1,3})|[a-z])[.)])\s)?"
)
# `Ravensholm, 5 October 2023` is a line of its own below any other one.
_DATELINE = re.compile(r"[^\W_]\D{0,30}\d{1,2}\D{1,20}\d{4}")
_HYPHENED = re.compile(r"[^\W\d_]-$")


class Gap(NamedTuple):
    """What parts a full line from the next: code points `[start, end)` of the page, white space and quote marks."""

    start: int
    end: int
    spaced: bool
    """A space stands in its place where the line is whole."""


class _Row(NamedTuple):
    text: str
    """Without white space at its end."""
    start: int
    width: int
    quote: str
    """Quote marks that it begins with."""
    begins: int
    """Where it does, behind these."""
    item: bool
    """It begins an item of a list, a heading or a row of a table."""
    ends: bool
    """The author ended it there: in Markdown, by two spaces."""


def gaps(text: str) -> list[Gap]:
    """Return what parts lines that are one, in order; nothing on a page that is not wrapped."""
    mark = "\n" if "\n" in text else "\r"
    # Most pages end here.
    if (
        sum(_NARROWEST // 2 < size <= _WIDEST and below > 1 for size, below in pairwise(map(len, text.split(mark))))
        < _FEW
    ):
        return []
    for columns in (_columns, len) if _COLUMNS.search(text) else (len,):
        found = _gaps(text, columns)
        if found:
            return found
    return []


def _gaps(text: str, columns: Callable[[str], int]) -> list[Gap]:
    rows = _rows(text, columns)
    pairs = [
        (above, below, _needed(above, below, columns)) for above, below in pairwise(rows) if _follows(above, below)
    ]
    # What stands twice, such as a button, is no piece of a sentence.
    times = Counter(row.text.strip() for row in rows)
    told = [
        (above.width, needed)
        for above, below, needed in pairs
        if needed - above.width <= _LONGEST_PIECE
        and not below.text.startswith(_LINKS, below.begins)
        and times[below.text.strip()] == 1
    ]
    width = _width(rows, told)
    if width is None:
        return []
    firsts = [below.text[below.begins] for above, below, needed in pairs if above.width <= width < needed]
    if sum(first.isalpha() and not first.isupper() for first in firsts) < _GOES_ON * len(firsts):
        return []
    return [
        Gap(above.start + len(above.text), below.start + below.begins, _is_spaced(above, below))
        for above, below, needed in pairs
        if needed > width and (above.width <= width or " " not in above.text[above.begins :])
    ]


def _rows(text: str, columns: Callable[[str], int]) -> list[_Row]:
    shown = [row.rstrip() for row in lines(text)]
    starts = accumulate(map(len, lines(text)), initial=0)
    heads = [_HEAD.match(row) for row in shown]
    numbers = {int(head["number"]) for head in heads if head is not None and head["number"]}
    rows = []
    for row, start, head in zip(shown, starts, heads, strict=False):
        assert head is not None
        item = head["item"] is not None
        # What is no list may begin with a day: `12. Mai`.
        if item and (number := head["number"]):
            item = not numbers.isdisjoint((int(number) - 1, int(number) + 1))
        begins = head.end() if item or head["item"] is None else head.start("item")
        ends = text.startswith("  ", start + len(row))
        rows.append(_Row(row, start, columns(row), "".join(head["quote"].split()), begins, item, ends))
    return rows


def _follows(above: _Row, below: _Row) -> bool:
    """Tell whether a line may go on in the one below: neither is blank, and nothing else begins there."""
    if above.ends or below.item or above.quote != below.quote:
        return False
    if _DATELINE.fullmatch(below.text, below.begins) is not None and not below.text[below.begins].islower():
        return False
    return _has_word(above.text) and _has_word(below.text)


def _has_word(text: str) -> bool:
    return any(map(str.isalnum, text))


def _needed(above: _Row, below: _Row, columns: Callable[[str], int]) -> int:
    """Return the columns of a line with what the next one begins with."""
    piece = _PIECE.match(below.text, below.begins)
    assert piece is not None
    return above.width + columns(piece[0]) + _is_spaced(above, below)


def _is_spaced(above: _Row, below: _Row) -> bool:
    last, first = above.text[-1], below.text[below.begins]
    if _UNSPACED.match(last) and _UNSPACED.match(first):
        return False
    return not (_HYPHENED.search(above.text) and first.isalpha())


def _width(rows: Sequence[_Row], ends: Sequence[tuple[int, int]]) -> int | None:
    """Return the columns that a page was wrapped at; None if it was not.

    `ends` are the columns that a line has, and would have had with the first piece of the next one.
    """
    full = [0] * (_WIDEST + 2)
    for has, needed in ends:
        if has <= _WIDEST and needed > _NARROWEST:
            full[max(has, _NARROWEST)] += 1
            full[min(needed, _WIDEST + 1)] -= 1
    over = [0] * (_WIDEST + 2)
    for row in rows:
        if row.width > _NARROWEST and not row.item and "|" not in row.text:
            # A piece that is longer by itself cannot be broken.
            space = row.text.find(" ", row.begins)
            if 0 <= space <= _WIDEST:
                over[max(space, _NARROWEST)] += 1
                over[min(row.width, _WIDEST + 1)] -= 1
    fulls, overs = list(accumulate(full)), list(accumulate(over))
    best = max(range(_NARROWEST, _WIDEST + 1), key=lambda width: fulls[width] - overs[width])
    long = sum(has > best // 2 for has, _ in ends)
    if fulls[best] < max(_FEW, _SHARE * long) or overs[best] > _OVER * fulls[best]:
        return None
    return best


def _columns(text: str) -> int:
    return len(text) + len(_COLUMNS.findall(text))
