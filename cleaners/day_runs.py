"""Lists told by their days: above items or below them, in their rows, in a column of a table; calendars without hours.

Each shape is looked for among the days of the page, which are read once; where there is none, its range is empty.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from statistics import median_low
from typing import NamedTuple

from cleaners.dates import SEVERAL_DAYS
from cleaners.model.lines import Floats
from cleaners.reading import Reading
from cleaners.structure.entries import is_day

# Days that a list has at least, segments from one to the next, and share of the days that may be out of order.
_DAYS, _APART, _DISORDER = 5, range(2, 10), 0.2
# Of days of one make: by how many segments their steps may differ, code points of a line with one and of any between.
_UNEVEN, _LONGEST_MADE, _LONGEST_TEASER = 3, 100, 300
# Letters beside such a day in a line that is no title (`Published: 3 July 2024 | Topic: licences`), and that are one.
_BESIDE, _TITLE = 60, 20
# Letters before the day that tell the make of a line.
_MAKE = 12
_LETTERS = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+")
_MONTH_AND_DAY = 2
# Of a clock.
_SECONDS = re.compile(r"\d:\d\d:\d\d")
_BULLETS = frozenset({"• ", "* ", "- ", "· ", "・ "})
# Of days beside titles: code points of a line with one, share of the steps that are as long as most, of titles that are
# met once, and code points of a title; ideographs say more each.
_LONGEST_BESIDE, _STEPS, _TITLES, _SHORTEST_TITLE = 80, 0.6, 0.8, 8
# Of the first title of such a list: its length as a share of that of most others.
_AS_LONG = 0.6
_CELLS = 3
# Of a calendar: days, code points of a line with one or with the first and last, and of any between.
_CALENDAR_DAYS, _LONGEST_DAY, _LONGEST_EVENT = 4, 60, 160
_TO = " -–—"
_DOUBTFUL = 0.25  # so likely text, what stands amid its days is of one of them
_SENTENCE, _ENDS = 40, (".", "!", "?", "…", "。")


class _Made(NamedTuple):
    """A day, and of what make its line is: the words before it, and whether a title stands behind it."""

    value: str
    make: tuple[str, bool]


def stretch(at: Sequence[int], steps: range) -> Sequence[int]:
    """Return the longest part of ascending segments in which each stands one of `steps` below the one before.

    >>> stretch([0, 9, 11, 12, 14, 30], range(1, 4))
    [9, 11, 12, 14]
    """
    ends = [0, *(place for place, (above, below) in enumerate(pairwise(at), 1) if below - above not in steps), len(at)]
    return max((at[begin:end] for begin, end in pairwise(ends)), key=len)


def first_of_each(at: Iterable[int]) -> list[int]:
    """Return segments without those right below another: of the days when a tender begins and ends, the first one."""
    found = {*at}
    return sorted(index for index in found if index - 1 not in found)


def newest_first(reading: Reading, likely: Sequence[bool]) -> range:
    """Return the segments of the longest list whose days fall, as many lines to each; `likely` tells what may be text.

    The days all stand on lines of one make: alone, behind the same words, or before a title. First and last entry have
    what belongs to them as it does between days.
    """
    makes: defaultdict[tuple[str, bool], dict[int, str]] = defaultdict(dict)
    for index in reading.numbered if len(reading.numbered) >= _DAYS else ():
        if (day := _made(reading, index)) is not None:
            makes[day.make][index] = day.value
    runs = [_falling(reading, days, titled) for (_, titled), days in makes.items() if len(days) >= _DAYS]
    return max((_entries(reading, days, likely) for days in runs if days), key=len, default=range(0))


def is_bulleted(reading: Reading, found: range) -> bool:
    """Tell whether the items of such a list all have the same bullet, and its days have none."""
    bullet = _bullet(reading, found.start)
    return bullet != "" and all(
        reading.text(index).startswith(bullet) != (_made(reading, index) is not None) for index in found
    )


def beside_titles(reading: Reading) -> range:
    """Return the segments from the first to the last day of the longest list with days in order, each beside a title.

    >>> from cleaners import vocabulary
    >>> from cleaners.cuts import segments
    >>> from cleaners.dates import DateReader
    >>> words = vocabulary.join(vocabulary.load())
    >>> lines = [line for day in (9, 8, 6, 5, 2) for line in (f"0{day}.05.2024", f"Dredging, day {day}", "Notice")]
    >>> beside_titles(Reading([*segments(chr(10).join(lines))], words, DateReader.of(words)))
    range(0, 13)
    """
    run = _beside(reading)
    return range(run[0], run[-1] + 1) if run else range(0)


def first_title(reading: Reading) -> int | None:
    """Return the segment right above such a list if it is its first title, which has its day below it.

    It is about as long as the other lines right above the days: the name of what is listed is shorter, or stands apart.
    Of titles and days by turns the last title stands above the last day then: below it is nothing as long.
    """
    run = _beside(reading)
    if not run or run[0] == 0 or not _are_titles(reading, run, -1):
        return None
    sizes = [len(reading.text(index - 1)) for index in run]
    least = max(_TITLE, _AS_LONG * median_low(sizes[1:]))
    by_turns = median_low([below - above for above, below in pairwise(run)]) == _APART.start
    if sizes[0] < least or (by_turns and len(reading.text(run[-1] + 1)) >= least):
        return None
    return run[0] - 1


def _beside(reading: Reading) -> Sequence[int]:
    """Return the days of the longest list with days in order, each beside a title."""
    days = {
        index: found.day or found.value  # Of several days of a month, `24 - 26 June 2024`, it is the month.
        for index, found in reading.days.items()
        if len(reading.text(index)) <= _LONGEST_BESIDE and (found.has_day or found.doubt == SEVERAL_DAYS)
    }
    run = stretch(first_of_each(days), _APART)
    values = [days[index] for index in run]
    if len(run) < _DAYS or len(set(values)) < _DAYS - 1 or not _are_in_order(values):
        return ()
    steps = Counter(below - above for above, below in pairwise(run))
    if steps.most_common(1)[0][1] < _STEPS * (len(run) - 1):
        return ()
    sides = (side for side in range(1 - min(steps), min(steps)) if side)
    return run if any(_are_titles(reading, run, side) for side in sides) else ()


def in_column(reading: Reading) -> range:
    """Return the rows of the longest table with days in order in one of its columns, and a title of its own in each.

    >>> from cleaners import vocabulary
    >>> from cleaners.cuts import segments
    >>> from cleaners.dates import DateReader
    >>> words = vocabulary.join(vocabulary.load())
    >>> rows = [f"HB {day}\\tPilots v Harbour Board {day}\\t{day} May 2024" for day in (19, 18, 16, 15, 12)]
    >>> in_column(Reading([*segments(chr(10).join(("Number\\tName\\tDate", *rows)))], words, DateReader.of(words)))
    range(1, 6)
    """
    tables = {index: found for index in range(len(reading)) if (found := _cells(reading, index))}
    rows = stretch([*tables], range(1, 2))
    if len(rows) < _DAYS:
        return range(0)
    days = [tables[row][0] for row in rows]
    columns = [[its[column] for its in days] for column in days[0] if all(column in its for its in days)]
    in_order = any(_are_in_order(column) and len(set(column)) > _DAYS // 2 for column in columns)
    titles = {title for row in rows for title in tables[row][1]}
    return range(rows[0], rows[-1] + 1) if in_order and len(titles) >= len(rows) else range(0)


def calendar(reading: Reading) -> range:
    """Return the segments from the first to the last of four days or more that rise or fall, with what stands below.

    Each stands above the titles of what is on that day, and no sentence stands between them.
    """
    days = {index: day for index in reading.days if (day := _whole(reading, index)) is not None}
    run = stretch([*days], _APART)
    values = [days[index] for index in run]
    if len(run) < _CALENDAR_DAYS or len(set(values)) < len(run):
        return range(0)
    if values not in (sorted(values), sorted(values, reverse=True)):
        return range(0)
    if any(_is_text(reading.text(index)) for index in range(run[0], run[-1])):
        return range(0)
    end, last = run[-1] + 1, run[-1] + max(below - above for above, below in pairwise(run))
    # Blank lines part the days; what follows the last one is no more parted from it than others from theirs.
    while end < min(last, len(reading)) and not reading.is_parted(end):
        end += 1
    return range(run[0], end)


def with_last(reading: Reading, rows: Sequence[int], likely: Floats) -> Sequence[int]:
    """Return `rows` of entries, with all of a calendar that they begin or end in; all of one without any.

    `likely` is how likely a model has each segment for text: amid the days even what is doubtful is of an entry.

    What stands below the last day is its own where blank lines part the days, though nothing below it is like it.
    """
    days = calendar(reading)
    if not rows or not days or not (rows[0] in days or rows[-1] in days):
        return rows or days
    parted = days.stop == len(reading) or reading.is_parted(days.stop)
    amid = (index for index in range(days.start, rows[-1]) if likely[index] >= _DOUBTFUL)
    return sorted({*rows, *amid, *(range(rows[-1] + 1, days.stop) if parted and rows[-1] in days else ())})


def _made(reading: Reading, index: int) -> _Made | None:
    """Return the day in a short line that has little besides, or before a title; None for any other line."""
    text = reading.text(index)
    if (found := reading.days.get(index)) is None:
        value = _without_year(reading, index)
        return _Made(value, ("", False)) if value is not None else None
    if found.day is None or _SECONDS.search(text[:_LONGEST_MADE]) is not None:
        return None
    before = _LETTERS.findall(text[: found.start].casefold())
    beside = sum(map(str.isalpha, text)) - sum(map(str.isalpha, found.raw))
    titled = not before and beside > _TITLE
    if not titled and (beside > _BESIDE or len(text) > _LONGEST_MADE):
        return None
    return _Made(found.day, (" ".join(before)[:_MAKE], titled))


def _without_year(reading: Reading, index: int) -> str | None:
    """Return month and day of a segment that names nothing else: `August 30th`, `10月29日（金曜日）`."""
    if not is_day(reading, index):
        return None
    text = reading.lower[index]
    numbers = [int(number) for number in _NUMBER.findall(text)]
    months = [month for name in _LETTERS.findall(text) if (month := reading.words.months.get(name)) is not None]
    if len(numbers) == 1 and len(months) == 1:
        return f"{months[0]:02}-{numbers[0]:02}"
    return f"{numbers[0]:02}-{numbers[1]:02}" if len(numbers) == _MONTH_AND_DAY and not months else None


def _falling(reading: Reading, days: Mapping[int, str], titled: bool) -> Sequence[int]:
    """Return the longest run of these days that fall, about equally far apart; `titled` if a title is behind each."""
    run = stretch([*days], range(1, _APART.stop) if titled else _APART)
    values = [days[index] for index in run]
    if len(set(values)) < _DAYS or _rising(values) > _DISORDER * len(run):
        return ()
    steps = {below - above for above, below in pairwise(run)}
    long = any(len(reading.text(index)) > _LONGEST_TEASER for index in range(run[0], run[-1]))
    return () if long or max(steps) - min(steps) > _UNEVEN else run


def _entries(reading: Reading, days: Sequence[int], likely: Sequence[bool]) -> range:
    """Return the segments of the entries with these days, as far as what is above the first may be of it."""
    first, last = days[0], days[-1]
    beside = median_low(below - above for above, below in pairwise(days)) - 1
    end, bullet = last + 1, _bullet(reading, last)
    while end <= min(last + beside, len(reading) - 1) and likely[end] and reading.text(end).startswith(bullet):
        end += 1
    start, head = first, _head(reading, first)
    highest = first if _bullet(reading, first) else max(0, first - beside + end - last - 1)
    while start > highest and likely[start - 1] and start - 1 != head:
        start -= 1
    return range(start, end)


def _bullet(reading: Reading, day: int) -> str:
    """Return the bullet of the first item below a day, "" for none: where it has one, all of its items do."""
    begins = reading.text(day + 1)[:2]
    return begins if begins in _BULLETS else ""


def _head(reading: Reading, first: int) -> int | None:
    """Return the segment right below a trail, above the first day, that says again what the trail ends in."""
    path = reading.trail
    if path is None or not path.end < first < path.end + _APART.stop:
        return None
    return path.end if path.steps[-1] in reading.lower[path.end] else None


def _rising(values: Sequence[str]) -> int:
    """Return how many days are later than those above them; months and days are compared by their months."""
    return sum(above[: len(below)] < below[: len(above)] for above, below in pairwise(values))


def _are_in_order(values: Sequence[str]) -> bool:
    """Tell whether days fall or rise, all but a few."""
    return min(_rising(values), _rising(values[::-1])) <= _DISORDER * (len(values) - 1)


def _are_titles(reading: Reading, run: Sequence[int], side: int) -> bool:
    """Tell whether the lines so far below the dates are titles: long enough, and nearly all met once."""
    texts = [reading.text(index + side) for index in run if 0 <= index + side < len(reading)]
    long = [text for text in texts if len(text) >= _SHORTEST_TITLE and any(map(str.isalpha, text))]
    return len(texts) >= len(run) - 1 and len(set(long)) >= _TITLES * len(texts)


def _cells(reading: Reading, index: int) -> tuple[dict[int, str], list[str]] | None:
    """Return the days that cells of a row name and nothing else, by column, and its titles; None without days."""
    text = reading.segments[index].text
    if text.count("\t") < _CELLS - 1:
        return None
    cells = [cell.strip() for cell in text.split("\t")]
    found = ((column, reading.dates.whole(cell, day_first=reading.day_first)) for column, cell in enumerate(cells))
    days = {column: date.day for column, date in found if date is not None and date.day is not None}
    titles = [cell for column, cell in enumerate(cells) if column not in days and len(cell) >= _SHORTEST_TITLE]
    return (days, titles) if days else None


def _whole(reading: Reading, index: int) -> str | None:
    """Return the day that a segment names, the first one of a range, in ISO 8601; None for any other segment."""
    text, found = reading.text(index), reading.days[index]
    if len(text) > _LONGEST_DAY or not found.has_day or found.start:
        return None
    if reading.date(index) is None:
        until = reading.dates.whole(text[found.end :].strip(_TO), day_first=reading.day_first)
        if text[found.end : found.end + 1] not in _TO or until is None or not until.has_day:
            return None
    return found.day


def _is_text(text: str) -> bool:
    return len(text) > _LONGEST_EVENT or (len(text) >= _SENTENCE and text.endswith(_ENDS))
