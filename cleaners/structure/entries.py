"""Runs of entries: teaser lists after an item, and listings. Finds them and reads them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from cleaners.calendars import numbered
from cleaners.dates import TIME, Found, clock
from cleaners.lines import has_digit
from cleaners.reading import Reading
from cleaners.structure import heads
from cleaners.structure.published import labelled

MAX_TEASER = 2
"""Segments of teaser text that may follow an entry line without a head over the run."""
_MAX_TEASER_UNDER_HEAD = 4
_ENDS = (".", "!", "?", "…", "»", "”", '"', ":")
_MAX_TITLE = 250
_DAY = re.compile(
    r"([^\W\d_]{3,15}) \d{1,2}(?:st|nd|rd|th)?|\d{1,2} ([^\W\d_]{3,15})"
    r"|\d{1,2}月\s?\d{1,2}日(?:\s?[(（].{1,3}[)）])?"
)
_BULLETS = "*•·-– "
_HOUR_BEHIND = re.compile(rf"[,،]?(?: [^\W\d_]{{1,3}}\.?)? {TIME.pattern}$")
_NAMES = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LONGEST_DAY = 60
_SMALL_WORD = 3
_BETWEEN = " \t-–—|:：•·,،"
_DATED_END = re.compile(
    r"(?P<title>.+?)\s*(?:[|•·]\s*|\s[-–—]\s|[(（\[【])(?P<date>[^()（）\[\]【】|•·]{6,40})[)）\]】]?"
)
# Without a sign between: all end so where it is the day of the entry, some where the title names a day.
_BARE_END = re.compile(r"(?P<title>.+?)[\s　]+(?P<date>\S+|\S+ \S+ \S+)")
_SEVERAL = 2
# Where a third of the lines are titles, leads belong to the title above them.
_TITLED_SHARE = 3


@dataclass
class Item:
    """One entry: indices of its segments in the reading."""

    date: str | None
    title: str
    title_at: int
    date_at: list[int] = field(default_factory=list)
    teaser_at: list[int] = field(default_factory=list)


def run_start(reading: Reading, start: int, end: int, *, enough: int) -> int | None:
    """Return where the run of `date - title` entries begins that ends a page, or None.

    Looks at segments [start, end). Under a head such as `Latest events` one entry is enough; without it, `enough`
    entries, told from dated body lines by what a rolling list is: the same dash, newest first, short teasers.
    """
    at = [index for index in range(start, end) if reading.entry(index) is not None]
    if not at:
        return None
    for number, position in reversed(list(enumerate(at))):
        if position > start and reading.line_class(position - 1) == "related":
            gaps = (later - earlier for earlier, later in pairwise([*at[number:], end]))
            if all(gap <= _MAX_TEASER_UNDER_HEAD + 1 for gap in gaps):
                return position - 1
            break
    first, size = at[-1], 1
    if end - first - 1 > MAX_TEASER:
        return None
    for position in reversed(at[:-1]):
        above, below = reading.entry(position), reading.entry(first)
        assert above is not None
        assert below is not None
        if first - position - 1 > MAX_TEASER or above.dash != below.dash or above.date.value < below.date.value:
            break
        first, size = position, size + 1
    return first if size >= enough else None


def read_items(reading: Reading, indices: Sequence[int]) -> list[Item]:
    """Read the entries that neighbouring segments make, in the shape that they have."""
    items: list[Item] = []
    for _, run in groupby(enumerate(indices), key=lambda pair: pair[1] - pair[0]):
        at = [index for _, index in run]
        start, end = at[0], at[-1] + 1
        dated = [index for index in at if labelled(reading, index) is not None]
        if any(reading.entry(index) is not None for index in at):
            items += dash_items(reading, start, end)
        elif dated and _is_titled(reading, dated, start, end):
            items += lead_items(reading, start, dated[0] - 1)
            for below, last in pairwise([*dated, end + 1]):
                date, teaser = labelled(reading, below), [*range(below + 1, last - 1)]
                items.append(Item(date.value if date else None, reading.text(below - 1), below - 1, [below], teaser))
        elif dated and dated[0] > start and dated[-1] == end - 1:
            items += _dated_below(reading, start, dated)
        elif any(reading.date(index) is not None for index in at):
            items += dated_items(reading, start, end)
        else:
            items += lead_items(reading, start, end)
    _date_by_titles(reading, [item for item in items if item.date is None])
    return items


def date_before(reading: Reading, text: str) -> tuple[Found, str] | None:
    """Split a text into the date that it begins with and the title behind it; None for any other text."""
    found = reading.leading_date(text)
    title = text[found.end :].strip(_BETWEEN) if found is not None else ""
    return (found, title) if found is not None and title else None


def date_behind(reading: Reading, text: str) -> tuple[Found, str] | None:
    """Split a text into the title and the date behind it, in brackets or behind a dash or bar; None for any other."""
    return _behind(reading, _DATED_END.fullmatch(text))


def _behind(reading: Reading, match: re.Match[str] | None) -> tuple[Found, str] | None:
    found = reading.dates.whole(match["date"].strip(), day_first=reading.day_first) if match is not None else None
    return (found, match["title"]) if found is not None and match is not None else None


def _date_by_titles(reading: Reading, items: Sequence[Item]) -> None:
    """Take the days that titles of entries begin or end with for theirs: digits, or words where several have them."""
    may_be_dated = [item for item in items if numbered(item.title)]
    for shape, all_of_them in ((_set_before, False), (date_behind, False), (_set_behind, True)):
        read: list[tuple[Item, Found, str]] = []
        for item in may_be_dated:
            split = shape(reading, item.title)
            if split is not None and split[0].has_day:
                read.append((item, *split))
        again = len({title for *_, title in read}) < len(read)
        if again or (all_of_them and len(read) < max(_SEVERAL, len(items))):
            continue
        for item, found, title in read:
            if len(read) >= _SEVERAL or not any(map(str.isalpha, found.raw)):
                item.date, item.title = found.value, title


def _set_before(reading: Reading, text: str) -> tuple[Found, str] | None:
    read = date_before(reading, text)
    return read if read is not None and text[read[0].end] in _BETWEEN else None


def _set_behind(reading: Reading, text: str) -> tuple[Found, str] | None:
    return _behind(reading, _BARE_END.fullmatch(text))


def dash_items(reading: Reading, start: int, end: int) -> list[Item]:
    """Read `date - title` lines, each followed by its teaser, from [start, end)."""
    items: list[Item] = []
    for index in range(start, end):
        entry = reading.entry(index)
        if entry is not None:
            items.append(Item(entry.date.value, entry.title, index))
        elif items:
            items[-1].teaser_at.append(index)
    return items


def dated_items(reading: Reading, start: int, end: int) -> list[Item]:
    """Read entries whose date stands above the title; several may share one date."""
    items: list[Item] = []
    date: str | None = None
    day: str | None = None
    date_at: list[int] = []
    for index in range(start, end):
        found = reading.date(index)
        if found is not None:
            date, day, date_at = found.value, found.day, [index]
        elif heads.time(reading, index) and day is not None:
            date = f"{day}T{clock(reading.text(index))}"
            date_at.append(index)
        elif date_at or _new_title(reading, items, index):
            items.append(Item(date, reading.text(index), index, date_at))
            date_at = []
        elif items:
            items[-1].teaser_at.append(index)
    return items


def _is_titled(reading: Reading, dated: Sequence[int], start: int, end: int) -> bool:
    """Tell whether [start, end) are entries whose title stands right above the date, the teaser below it."""
    opens = dated[0] == start + 1 or (dated[0] > start and not _is_title(reading.text(start)))
    closes = dated[-1] == end - 1 or not _is_title(reading.text(end - 1))
    apart = all(below - above > 1 for above, below in pairwise(dated))
    titles = {reading.text(index - 1) for index in dated}  # What comes again is what the items are, not their titles.
    return opens and closes and apart and len(titles) == len(dated) and all(map(_is_title, titles))


def _dated_below(reading: Reading, start: int, dated: Sequence[int]) -> list[Item]:
    """Read entries whose date, one of `dated`, stands below title and teaser, from `start` on."""
    items: list[Item] = []
    for below in dated:
        found = labelled(reading, below)
        if start < below and found is not None:
            items.append(Item(found.value, reading.text(start), start, [below], [*range(start + 1, below)]))
        start = below + 1
    return items


def lead_items(reading: Reading, start: int, end: int) -> list[Item]:
    """Read entries without dates of their own: titles with leads under them, or leads alone, each an entry."""
    items: list[Item] = []
    titles = sum(_is_title(reading.text(index)) for index in range(start, end))
    with_titles = _TITLED_SHARE * titles >= end - start
    date_at: list[int] = []
    for index in range(start, end):
        if reading.date(index) is not None or is_day(reading, index):
            date_at = [index]
        elif with_titles and items and not date_at and not _is_title(reading.text(index)):
            items[-1].teaser_at.append(index)
        else:
            date = reading.date(date_at[0]) if date_at else None
            items.append(Item(date.value if date else None, reading.text(index), index, date_at))
            date_at = []
    return items


def _new_title(reading: Reading, items: list[Item], index: int) -> bool:
    """Tell whether a segment without a date of its own is the next title under the same date."""
    if not items or not items[-1].teaser_at:
        return not items
    return _is_title(reading.text(index)) and not _is_title(reading.text(index + 1)) and index + 1 < len(reading)


def is_day(reading: Reading, index: int) -> bool:
    """Tell whether a segment is a day without its year, `August 30th`; it heads entries, but dates nothing.

    Its weekday may stand beside it, the time of day behind it, and a second day where it is a range of days.
    """
    text = reading.text(index)
    if len(text) > _LONGEST_DAY or not has_digit(text):
        return False
    months, names = reading.words.months, [name.casefold() for name in _NAMES.findall(text)]
    if months.keys().isdisjoint(names) and "月" not in text:
        return False
    text = _HOUR_BEHIND.sub("", text.lstrip(_BULLETS), count=1)
    match = _DAY.fullmatch(text)
    if match is not None:
        month = match[1] or match[2]
        return month is None or month.casefold() in months
    known = [name in months or name in reading.words.weekdays for name in names]
    return sum(known) > 1 and all(its or len(name) <= _SMALL_WORD for name, its in zip(names, known, strict=True))


def _is_title(text: str) -> bool:
    return 0 < len(text) <= _MAX_TITLE and not text.endswith(_ENDS)
