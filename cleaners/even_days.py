"""Days that stand equally far apart in a listing: what stands between two of them are the lines of its entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cleaners.day_runs import first_of_each, stretch
from cleaners.reading import Reading
from cleaners.title_buttons import title_buttons

# Segments from one day to the next, and days that a run has.
_STEPS = range(3, 9)
_DAYS = 4
BUTTONS = frozenset({"pager", "buttons"})
"""Classes of labels that end entries."""


@dataclass(frozen=True)
class EvenDays:
    """The days of such a run, as indices of the reading."""

    days: range
    above: int
    """Lines of an entry above its day, 0 where nothing tells them."""
    below: int

    @property
    def lines(self) -> range:
        """The lines from the first entry to the last."""
        return range(self.days[0] - self.above, self.days[-1] + self.below + 1)

    def rows(self, reading: Reading) -> list[list[int]]:
        """Return the lines of the entries by their place below the day, but what half of them say."""
        found: list[list[int]] = []
        for place in range(1, self.days.step):
            row = [index for index in range(self.days[0] + place - self.days.step, self.lines[-1] + 1, self.days.step)
                   if index >= self.lines[0]]  # fmt: skip
            again = Counter(reading.lower[index] for index in row)
            found.append([index for index in row if 2 * again[reading.lower[index]] < len(row)])
        return found


def even_days(reading: Reading, dated: Collection[int]) -> EvenDays | None:
    """Return the longest run of segments in `dated` that stand equally far apart, None if there is none of four.

    Of days one below the other, the first counts. Blank lines, or what says the same at one place, tell where entries
    begin: `Dredging of the canal`, `Works | North`, `3 May 2024`, `Read more`.
    """
    days = first_of_each(dated)
    runs = [run for step in _STEPS if len(run := stretch(days, range(step, step + 1))) >= _DAYS]
    if not runs:
        return None
    run = max(runs, key=lambda run: (len(run), -run[0]))
    even = range(run[0], run[-1] + 1, run[1] - run[0])
    below = _below(reading, even)
    if below is None or even.step - 1 - below > even[0] or even[-1] + below >= len(reading):
        return EvenDays(even, 0, 0)
    last = range(even[-1] + 1, even[-1] + below + 1)
    return EvenDays(even, 0, 0) if any(day in last for day in days) else EvenDays(even, even.step - 1 - below, below)


def _below(reading: Reading, days: range) -> int | None:
    """Return how many lines of an entry stand below its day, None if nothing tells."""
    gaps, ends = Counter[int](), Counter[int]()
    buttons = {*title_buttons(reading, range(days[0], days[-1] + days.step))}
    for day in days[:-1]:
        for place in range(days.step):
            index = day + place  # of the last line of the entry, if that is its place
            gaps[place] += reading.is_parted(index + 1)
            ends[place] += index in buttons or reading.line_class(index) in BUTTONS
    whole = len(days) - 1
    for found in (gaps, ends):
        places = [place for place, count in found.items() if count == whole]
        if len(places) == 1:
            return places[0]
    return None


def cuts(pillars: Sequence[int], even: EvenDays | None, gap: int) -> list[int]:
    """Return where lines that are surely of entries stand too far apart to be of one run, as places in `pillars`.

    Lines between the days of an even run are never too far apart.
    """
    amid = range(0) if even is None else even.lines
    return [
        at
        for at, (above, below) in enumerate(pairwise(pillars), 1)
        if below - above > gap + 1 and not (above in amid and below in amid)
    ]
