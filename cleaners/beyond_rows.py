"""What stands further from the rows of a listing than its entries are long: filters above them, boxes below them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from cleaners.lines import SENTENCE_ENDS
from cleaners.reading import Reading
from cleaners.rules import Verdict

_ROW, _MODEL = "structure/entry-row", frozenset({"model/body", "model/entry", "model/teaser"})
_ABOVE = Verdict("furniture", "structure/filter", 0.8)
_BELOW = Verdict("furniture", "structure/below-list", 0.8)
# Days among the rows, lines from one to the next, and the share of entries that are no longer: a head or a notice may
# stand between two of them.
_DAYS, _LONGEST_ENTRY, _MOST = 4, 10, 0.8
_LONGEST_DATED, _LONGEST_FILTER = 60, 60
# Share of what is kept that may stand below the rows; more of it is a list of its own.
_SHARE = 0.5


def drop(reading: Reading, verdicts: list[Verdict], title: int | None) -> None:
    """Take what only the model keeps out of a listing, where no entry can begin or go on.

    Entries with a day each come at even distances; none is longer above its day, or below it.
    """
    rows = [index for index, verdict in enumerate(verdicts) if verdict.reason == _ROW]
    days = [index for index in rows if index in reading.days and len(reading.text(index)) <= _LONGEST_DATED]
    if title is None or len(days) < _DAYS:
        return
    apart = sorted(below - above for above, below in pairwise(days))
    size = apart[int(_MOST * (len(apart) - 1))]
    if size > _LONGEST_ENTRY:
        return
    bullets = {reading.text(index)[:1] for index in rows if not reading.text(index)[:1].isalnum()}
    for index in range(title + 1, min(rows[0], _first(reading, verdicts, title, days[0]) - size + 1)):
        text = reading.text(index)
        if text[:1] in bullets:
            break
        if verdicts[index].reason in _MODEL and len(text) <= _LONGEST_FILTER and not text.endswith(SENTENCE_ENDS):
            verdicts[index] = _ABOVE
    kept = sum(
        len(reading.text(index)) for index, verdict in enumerate(verdicts) if verdict.label in ("related", "body")
    )
    # As many lines stand above the last day as above the first.
    end = max(rows[-1] + 1, days[-1] + size - (days[0] - rows[0]))
    below = [index for index in range(end, len(reading)) if verdicts[index].reason in _MODEL]
    if sum(len(reading.text(index)) for index in below) <= _SHARE * kept:
        for index in below:
            verdicts[index] = _BELOW


def _first(reading: Reading, verdicts: Sequence[Verdict], title: int, first: int) -> int:
    """Return the first day of an entry below the title, which may stand above the rows; `first` is that of the rows."""
    above = (index for index in range(title + 1, first) if verdicts[index].label == "related")
    return next((index for index in above if reading.date(index) is not None), first)
