"""Pages that are nothing but dates and titles: short listings, whose lines a model of whole pages takes for an article.

All lines between the labels at the top and at the bottom have to be pairs of one shape, in the order of their dates.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

from cleaners.dates import Found
from cleaners.reading import Reading
from cleaners.structure.entries import Item, date_before, date_behind

_ENOUGH = 2
_MAX_TITLE = 250
_MAX_HEAD = 100
_ENDS = (".", "!", "。", ":", "：", ";", ",", "،")
# Words of a title, or letters where no spaces part them; labels of fields have fewer.
_WORDS = 3
_LONG = re.compile(r"[\u0e00-\u0eff\u3040-\u9fff\uac00-\ud7ff]{6}")


class Pairs(NamedTuple):
    """A page of pairs, as indices of its segments."""

    title: int | None
    items: list[Item]


_Shape = Callable[[Reading, int], tuple[Found, str, list[int], int] | None]
# Reads the pair that begins at a segment: its date, its title, segments of the date alone and the one of the title.


def pairs(reading: Reading) -> Pairs | None:
    """Read a page that lists dated titles and holds no text, or None for any other page."""
    known = [line_class is not None for line_class in reading.line_classes]
    end = len(reading)
    while end > 0 and known[end - 1]:
        end -= 1
    start = next((index for index in range(end) if not known[index]), end)
    for shape in _SHAPES:
        for first in (start, start + 1):
            items = _items(reading, first, end, shape)
            if items is not None and _is_list(items, rising=shape in (_above, _below), headed=first > 0):
                return Pairs(_title(reading, start, first, known), items)
    return None


def _title(reading: Reading, start: int, first: int, known: list[bool]) -> int | None:
    """Return the segment that names the list: the line above it, a label only if it is the only one."""
    if first > start:
        return start if reading.date(start) is None and 0 < len(reading.text(start)) <= _MAX_HEAD else None
    return 0 if start == 1 and known[0] else None


def _items(reading: Reading, start: int, end: int, shape: _Shape) -> list[Item] | None:
    """Read [start, end) as pairs of one shape; None if anything is left over."""
    items: list[Item] = []
    at = start
    while at < end:
        found = shape(reading, at)
        if found is None:
            return None
        date, title, date_at, title_at = found
        if not _is_title(title, reading) or max([title_at, *date_at]) >= end:
            return None
        items.append(Item(date.value, title, title_at, date_at))
        at = max([title_at, *date_at]) + 1
    return items


def _is_list(items: list[Item], *, rising: bool, headed: bool) -> bool:
    """Tell whether pairs list items: newest first, or by day where each stands on lines of its own."""
    if len(items) < _ENOUGH or len({item.title for item in items}) < len(items):
        return False
    days = [(item.date or "")[:10] for item in items]
    falling = all(above >= below for above, below in pairwise(days))
    if not falling and not (rising and headed and all(above <= below for above, below in pairwise(days))):
        return False
    return 2 * sum(_is_long(item.title) for item in items) > len(items)


def _is_long(title: str) -> bool:
    return len(title.split()) >= _WORDS or _LONG.search(title) is not None


def _is_title(text: str, reading: Reading) -> bool:
    """Tell whether a text can be the title of an item: no sentence, and no label, such as `Date of decision`."""
    if not 0 < len(text) <= _MAX_TITLE or text.endswith(_ENDS) or not any(map(str.isalpha, text)):
        return False
    words = text.casefold()
    return words not in reading.words.lines and words.split(" ", 1)[0] not in reading.words.published


def _above(reading: Reading, at: int) -> tuple[Found, str, list[int], int] | None:
    found = reading.date(at)
    return (found, reading.text(at + 1), [at], at + 1) if found and reading.date(at + 1) is None else None


def _below(reading: Reading, at: int) -> tuple[Found, str, list[int], int] | None:
    found = reading.date(at + 1)
    return (found, reading.text(at), [at + 1], at) if found and reading.date(at) is None else None


def _before(reading: Reading, at: int) -> tuple[Found, str, list[int], int] | None:
    read = date_before(reading, reading.text(at))
    return (*read, [], at) if read is not None else None


def _behind(reading: Reading, at: int) -> tuple[Found, str, list[int], int] | None:
    read = date_behind(reading, reading.text(at))
    return (*read, [], at) if read is not None else None


_SHAPES: tuple[_Shape, ...] = (_above, _below, _before, _behind)
