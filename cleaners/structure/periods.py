"""Entries of several lines - date, type, title, teaser, place - told by the row that comes again in each: its date.

Blank lines and what stands between the entries say where they begin; where nothing does, the place of the date says it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from cleaners.calendars import numbered
from cleaners.dates import TIME, Found
from cleaners.reading import Reading
from cleaners.structure import heads
from cleaners.structure.entries import Item, is_day, read_items
from schemas import Kind

# Entries, of two lines each at least.
_ENOUGH = 3
_LONGEST_ROW = 100
# Letters beside the date in a row that is no title: `Press release | 12 March 2024`.
_BESIDE = 30
_LONGEST_ENTRY = 8
# Share of the entries that have a date, and of lines that blank lines part, from which on they part entries no more.
_DATED, _SINGLE = 0.7, 0.8
# Share of lines above the first number that may be none of the entries.
_OTHERS = 0.3
_TYPE_SHARE = 3
_ABOVE = 3
_DIGITS, _LETTERS = re.compile(r"\d+"), re.compile(r"[^\W\d_]")
# A number alone or before a title, or behind the kind of item that it counts.
_NUMBERED = re.compile(
    r"(?P<kind>[^\W\d_][^\d.:：]{2,30}\s(?:[Nn]\.?\s?[º°]|№|[Nn]r\.?|[Nn]o\.?)?)?\s?(?P<number>\d{1,5})(?:[.)]?|[.)]\s.*)"
)
_BULLETS = ("• ", "* ", "- ")
_ORDINAL = re.compile(r"[№#]?\s?\d+[.)]?")


class _Row(NamedTuple):
    """The date in a line, None without its year, and what else is on it, numbers aside."""

    date: Found | None
    rest: str

    @property
    def value(self) -> str | None:
        return self.date.value if self.date is not None else None


def entries(reading: Reading, related: Sequence[int], kind: Kind) -> list[Item]:
    """Read the entries that these segments make: of one list where the page is one, of several beside an item."""
    if kind == "listing":
        return periods(reading, related) or read_items(reading, related)
    runs = groupby(enumerate(related), key=lambda pair: pair[1] - pair[0])
    items: list[Item] = []
    undated: list[int] = []
    for _, run in runs:
        at = [index for _, index in run]
        found = periods(reading, at)
        if found is None:
            undated += at
        else:
            items += found
    return sorted([*items, *read_items(reading, undated)], key=lambda item: item.title_at)


def periods(reading: Reading, indices: Sequence[int]) -> list[Item] | None:
    """Read the entries that these segments make if they have a row with a date each, else None."""
    if len(indices) < 2 * _ENOUGH:
        return None
    rows = {place: row for place, index in enumerate(indices) if (row := _row(reading, index)) is not None}
    tiled = {place: row for place, row in rows.items() if indices[place] in reading.tiles}
    rows = tiled if len(tiled) >= _ENOUGH else rows
    rests = Counter(row.rest for row in rows.values())
    rows = {
        place: row for place, row in rows.items() if rests[row.rest] > 1 or len(_LETTERS.findall(row.rest)) <= _BESIDE
    }
    starts = _numbered(reading, indices, rows)
    if starts is None and len(rows) >= _ENOUGH:
        starts = _parted(reading, indices, rows) or _regular(reading, indices, rows)
    if starts is None:
        return None
    blocks = [range(begin, end) for begin, end in pairwise([*starts, len(indices)])]
    return _items(reading, indices, rows, blocks)


def _row(reading: Reading, index: int) -> _Row | None:
    if (tile := reading.tiles.get(index)) is not None:
        return _Row(tile, reading.text(index + 1))
    text = reading.text(index)
    if len(text) > _LONGEST_ROW or not numbered(text):
        return None
    found = reading.first_date(index)
    if found is None and is_day(reading, index):
        # Several entries may stand below a day, one below an hour.
        return _Row(None, _DIGITS.sub("", text) if TIME.search(text) is not None else "")
    if found is None or not found.has_day:
        return None
    return _Row(found, _DIGITS.sub("", text.replace(found.raw, "", 1)))


def _numbered(reading: Reading, indices: Sequence[int], rows: dict[int, _Row]) -> list[int] | None:
    """Return where entries begin if each begins with its number: `11. Fisheries`, `NOTE No. 402`."""
    kinds: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for place, index in enumerate(indices):
        match = _NUMBERED.fullmatch(reading.text(index)) if place not in rows else None
        if match is not None:
            kinds[match["kind"] or ""][place] = int(match["number"])
    for found in kinds.values():
        starts, numbers = [*found], [*found.values()]
        steps = {below - above for above, below in pairwise(numbers)}
        longest = max(map(int.__sub__, [*starts[1:], len(indices)], starts))
        if len(starts) >= _ENOUGH and steps in ({1}, {-1}) and longest <= _LONGEST_ENTRY:
            return starts if starts[0] <= _OTHERS * len(indices) else None
    return None


def _parted(reading: Reading, indices: Sequence[int], rows: dict[int, _Row]) -> list[int] | None:
    """Return where entries begin if gaps between lines part them, each with its date."""
    starts = [0]
    for place in range(1, len(indices)):
        above, below = indices[place - 1], indices[place]
        if below > above + 1 or reading.segments[below].n > reading.segments[above].n + 1:
            starts.append(place)
    if len(starts) > _SINGLE * len(indices):
        starts = [0, *(place for place in range(1, len(indices)) if indices[place] > indices[place - 1] + 1)]
    sizes = [end - begin for begin, end in pairwise([*starts, len(indices)])]
    dated = sum(
        size <= _LONGEST_ENTRY and any(place in rows for place in range(begin, begin + size))
        for begin, size in zip(starts, sizes, strict=True)
    )
    several = sum(size > 1 for size in sizes)
    if dated < max(_ENOUGH, _DATED * several):
        return None
    return starts


def _regular(reading: Reading, indices: Sequence[int], rows: dict[int, _Row]) -> list[int] | None:
    """Return where entries begin by the place of their dates alone."""
    at = sorted(rows)
    gaps = [below - above for above, below in pairwise(at)]
    if min(gaps) < 2 or max(gaps) > _LONGEST_ENTRY:
        return None
    behind = len(indices) - 1 - at[-1]
    if at[0] == 0 and behind > 0:
        # Several titles may stand below a day.
        return None if all(not _LETTERS.search(row.rest) for row in rows.values()) else at
    # What a page of even entries has above the first is none of theirs.
    above = max(gaps) - 1 - behind if len(set(gaps)) == 1 else at[0]
    if not 0 < above <= min(_ABOVE, min(gaps) - 1) or behind > max(gaps) - 1 - above:
        return None
    return [place - above for place in at]


def _items(
    reading: Reading, indices: Sequence[int], rows: dict[int, _Row], blocks: Sequence[range]
) -> list[Item] | None:
    """Read each block as one entry, with the date at the place where most have it."""
    places = Counter(place - block.start for block in blocks for place in block if place in rows)
    usual = min(places, key=lambda place: (-places[place], place), default=0)
    texts = Counter(reading.text(index) for index in indices)
    types = {text for text, count in texts.items() if _TYPE_SHARE * count >= len(blocks) and count > 1}
    items: list[Item] = []
    day: _Row | None = None
    day_at: list[int] = []
    for block in blocks:
        dated = [place for place in block if place in rows]
        own = [place for place in block if place not in rows]
        if not own:
            # A day above entries without dates of their own.
            day, day_at = rows[block[0]], [indices[block[0]]]
            continue
        if not dated and day is None and rows and (not items or len(block) == 1):
            # A count, or filters above the entries: each of those has its date.
            continue
        marked = {place for place in own if reading.text(indices[place]).startswith(_BULLETS)}
        titles = (
            place
            for place in own
            # Among lines without bullets, those with one are facts.
            if not (place in marked and len(marked) < len(own)) and not _is_fact(reading, indices[place], types)
        )
        title = next(titles, own[0])
        anchor = block.start + usual if block.start + usual in dated else dated[0] if dated else None
        row = rows[anchor] if anchor is not None else day
        head = [indices[place] for place in block if place < title or place == anchor]
        below = [indices[place] for place in block if place > title and place != anchor]
        items.append(
            Item(
                row.value if row is not None else None,
                reading.text(indices[title]),
                indices[title],
                [*day_at, *head],
                below,
            )
        )
        day_at = []
        day = day if anchor is None else None
    return items if len(items) >= _ENOUGH else None


def _is_fact(reading: Reading, index: int, types: set[str]) -> bool:
    """Tell whether a line of an entry says what it is and not its title: type, number, time, label, part of a date."""
    if index - 1 in reading.tiles or index - 2 in reading.tiles:
        return True
    text = reading.text(index)
    if text in types or _ORDINAL.fullmatch(text) is not None or heads.document_number(text) is not None:
        return True
    if heads.kind_number(text, reading) is not None or heads.is_kind(text.casefold(), reading):
        return True
    return heads.time(reading, index)
