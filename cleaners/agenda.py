"""Agendas: the days and hours of an office holder or a parliament, each hour an entry of a listing.

Hours are told from numbers that look like them by their order: they rise to the end of the day, or fall throughout
where the newest stands first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cleaners.day_runs import stretch
from cleaners.label_value import label_value
from cleaners.lines import has_digit
from cleaners.reading import Reading
from cleaners.structure.entries import Item, is_day

# `09:00 h.`, `10.30 Uhr`, `kl. 10.00-11.00`, `o godz. 9:00`, `10h30`, `9 h`, `下午3時30分`, `At 10 a.m.`
_UNIT = r"(?:\s?(?:Uhr|h|hrs?|Hs|hod|ч|год|óra|น)\b\.?)?"
_HOUR = re.compile(
    r"(?:[^\W\d_]{1,5}\.? ){0,2}(?P<half>上午|下午|午前|午後|오전|오후)?\s?"
    r"(?P<hour>\d{1,2})(?:(?::|\.| ?h ?)(?P<minute>[0-5]\d)|\s?[時时點点시](?:\s?(?P<after>[0-5]?\d)\s?[分분])?"
    rf"| ?h\b| ?(?=[ap]\.?m\b))(?![\d.:/%])(?:\s?(?P<m>[ap])\.?m\b\.?)?{_UNIT}"
    rf"(?:\s?[-–—~〜～]\s?\d{{1,2}}(?:[:.h ]{{1,3}}[0-5]\d|[時时點点시]\S{{0,4}})?{_UNIT})?"
    r"(?P<rest>$|[\s,;:|–—-].*)",
    re.IGNORECASE,
)
_AFTERNOON = ("下午", "午後", "오후")
_BETWEEN = " \t,;:|–—-"
_LONGEST_LINE, _BEFORE_HOUR = 160, 16
# Segments from one hour to the next, and hours that a page must have: fewer below the name of a day.
_APART = range(1, 10)
_HOURS, _HOURS_OF_DAYS = 4, 3
# Segments from the day of an entry to its hour, with title and place between them.
_OF_ENTRY = 3
# Share of hours that may be out of order.
_DISORDER = 0.2
# Share of the likely text that an agenda makes on a page of which it is the subject.
_SUBJECT = 0.6


@dataclass(frozen=True)
class Agenda:
    """The lines of an agenda, as indices of the reading."""

    start: int
    end: int
    """One past the last line."""
    days: dict[int, str | None]
    """Line that names a day -> the day in ISO 8601, None without a year."""
    hours: dict[int, tuple[str, str]]
    """Line that begins with an hour -> the hour in ISO 8601, and what stands behind it."""

    def is_subject(self, reading: Reading, likely: Sequence[int]) -> bool:
        """Tell whether the page is about it, whose likely text these segments are, tables of days aside."""
        text = [index for index in likely if index not in reading.month_tables]
        inside = sum(self.start <= index < self.end for index in text)
        return inside > 0 and inside >= _SUBJECT * len(text)

    @property
    def falls(self) -> bool:
        """Whether the newest hour stands first, as in a live report."""
        pairs = [above > below for (above, _), (below, _) in pairwise(self.hours.values())]
        return 2 * sum(pairs) > len(pairs)

    def items(self, reading: Reading, indices: Sequence[int]) -> Iterator[Item]:
        """Read the appointments out of the segments of it that are entries."""
        at = [index for index in indices if self.start <= index < self.end]
        titled = sum(above in self.hours and self._is_plain(below) for above, below in pairwise(at))
        # What stands beside the hour is the place where the title has a line of its own.
        beside = 2 * titled < len(self.hours)
        item: Item | None = None
        day: str | None = None
        date: str | None = None
        heads: list[int] = []
        for index, below in pairwise([*at, self.end]):
            if index in self.days:
                item, day, heads = None, self.days[index], [index]
                date = day
            elif index in self.hours:
                hour, rest = self.hours[index]
                item, date = None, f"{day}T{hour}" if day else None
                if rest and (beside or not self._is_plain(below)):
                    item = Item(date, rest, index, heads)
                    yield item
                    heads = []
                else:
                    heads = [*heads, index]
            elif item is not None:
                item.teaser_at.append(index)
            elif below not in self.hours or any(head in self.hours for head in heads):
                item = Item(date, reading.text(index), index, heads)
                yield item
                heads = []

    def _is_plain(self, index: int) -> bool:
        """Tell whether a line of the agenda names neither day nor hour."""
        return index < self.end and index not in self.days and index not in self.hours


def agenda(reading: Reading) -> Agenda | None:
    """Return the longest run of hours in order that a page has, with what belongs to each, or None."""
    begun = ((index, reading.texts[index]) for index in reading.numbered)
    found = {
        index: hour for index, text in begun if has_digit(text[:_BEFORE_HOUR]) and (hour := _hour(text)) is not None
    }
    if len(found) < _HOURS_OF_DAYS:
        return None
    run = stretch([*found], _APART)
    near = range(max(0, run[0] - 2), run[-1])
    days = {index: _day(reading, index) for index in near if index not in found and _is_day(reading, index)}
    if len(run) < (_HOURS_OF_DAYS if days else _HOURS) or not _in_order(run, found, days):
        return None
    if _end_entries(run, days):
        return None
    first = next((day for day in sorted(days) if day < run[0]), run[0])
    hours = {index: found[index] for index in run}
    days = {index: day for index, day in days.items() if index >= first}
    if len(days) <= 1 and _has_fields(reading, run):
        return None
    return Agenda(first, _end(reading, run, days), days, hours)


def _hour(text: str) -> tuple[str, str] | None:
    """Read the hour that a folded line begins with, and what stands behind it."""
    if len(text) > _LONGEST_LINE or (match := _HOUR.match(text)) is None:
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or match["after"] or 0)
    if (match["half"] in _AFTERNOON or (match["m"] or "").casefold() == "p") and hour < 12:
        hour += 12
    return (f"{hour:02}:{minute:02}", match["rest"].strip(_BETWEEN)) if hour < 24 else None


def _is_day(reading: Reading, index: int) -> bool:
    return reading.date(index) is not None or is_day(reading, index)


def _day(reading: Reading, index: int) -> str | None:
    found = reading.date(index)
    return found.day if found is not None else None


def _in_order(run: Sequence[int], found: dict[int, tuple[str, str]], days: dict[int, str | None]) -> bool:
    """Tell whether the hours of each day rise, or fall, all but a few."""
    pairs = [
        (found[above][0], found[below][0])
        for above, below in pairwise(run)
        if not any(index in days for index in range(above + 1, below))
    ]
    rising = sum(above > below for above, below in pairs)
    falling = sum(above < below for above, below in pairs)
    return min(rising, falling) <= _DISORDER * len(pairs) and len({found[index][0] for index in run}) > 1


def _end_entries(run: Sequence[int], days: Collection[int]) -> bool:
    """Tell whether each hour stands below the title and place of an entry with a day of its own, as the last of these.

    In an agenda the day heads its hours: `21 March`, `09:00`. Here it is `21 March`, `Open day`, `Pier 3`, `09:00`.
    """
    return all(any(above < day <= hour - _OF_ENTRY for day in days) for above, hour in pairwise(run)) and not any(
        hour - _OF_ENTRY < day < hour for hour in run for day in days
    )


def _has_fields(reading: Reading, run: Sequence[int]) -> bool:
    """Tell whether half of the appointments have a field of the same label, as records of one day have: the place."""
    labels: Counter[str] = Counter()
    for index in {*range(run[0], run[-1])}.difference(run):
        if (field := label_value(reading.text(index))) is not None:
            labels[field.label] += 1
    return any(2 * count >= len(run) - 1 for count in labels.values())


def _end(reading: Reading, run: Sequence[int], days: dict[int, str | None]) -> int:
    """Return where the last appointment ends: before the first gap, if others have none, and not longer than they."""
    lengths, gapless = [], True
    for above, below in pairwise(run):
        own = next((index for index in range(above + 1, below) if index in days), below)
        lengths.append(own - above)
        gapless = gapless and not any(reading.is_parted(index) for index in range(above + 1, own))
    limit = min(len(reading), run[-1] + max(lengths, default=1))
    if not gapless:
        return limit
    return next((index for index in range(run[-1] + 1, limit) if reading.is_parted(index)), limit)
