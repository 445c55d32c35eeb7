"""Where the entries of a listing end: at the numbers of its pages, the button for more of them, or a head of others."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter

from cleaners.reading import Reading
from cleaners.rules import Verdict
from cleaners.structure.labels import result_count

_PAGES, _MORE = "structure/pager", "structure/all-items"
_HEAD = "structure/related-head"
_KEPT = frozenset({"related", "body"})
_BELOW = Verdict("furniture", "structure/below-list", 0.8)
# Entries that stand above the end, and how sure the model may not be of a line below it. Of 83 invented listings with
# page numbers none had an entry below these, and six had furniture that was kept (2026-11-23).
_ENTRIES, _SURE = 5, 0.9
_ENTRY = Verdict("related", "structure/older-entry", 0.8)
# Older ones that stand at least below a head of their own, and their days.
_OLDER, _LONGEST_DAY = 3, 14
_DAY_BEHIND = re.compile(r"[\s([]\d{1,2}[./-]\d{1,2}(?:[./-](?:\d\d){0,2})?[)\]]?$")
# Share of the text that may stand below; shops tell more of what they sell.
_SHARE = 0.4


def close(reading: Reading, verdicts: list[Verdict]) -> None:
    """Take what only the model keeps below the end of the entries for furniture: boxes of other news, links, polls."""
    lines = Counter(reading.lower)
    last = _last_day(reading, verdicts) if any(verdict.reason == _HEAD for verdict in verdicts) else None
    kept = [index for index, verdict in enumerate(verdicts) if verdict.label in _KEPT]
    below = letters = sum(len(reading.text(index)) for index in kept)
    certain = {
        sure: max((index for index in kept if not _is_doubtful(verdicts[index], sure)), default=0)
        for sure in (1.0, _SURE)
    }
    above = 0
    for index, (label, reason, _, _) in enumerate(verdicts):
        above += label == "related"
        below -= len(reading.text(index)) if label in _KEPT else 0
        # A button below each entry is none below all of them.
        ends = reason == _PAGES or (reason == _MORE and lines[reading.lower[index]] == 1)
        ends = ends or (reason == _HEAD and last is not None and last < index)
        if not ends or above < _ENTRIES:
            continue
        if reason == _PAGES and verdicts[index - 1].label in _KEPT and result_count(reading, index - 1):
            verdicts[index - 1] = _BELOW
        if below <= _SHARE * letters and certain[1.0 if reason == _HEAD else _SURE] <= index:
            for at in kept[bisect_right(kept, index) :]:
                verdicts[at] = _BELOW
            return


def go_on(reading: Reading, verdicts: list[Verdict]) -> None:
    """Take lines with a day each, below a head of others and right above the numbers of pages, for entries too.

    `Other news:` over the headlines of older items: the list goes on with them.
    """
    above = 0
    head: int | None = None
    for index, (label, reason, _, _) in enumerate(verdicts):
        above += label == "related"
        if reason == _HEAD:
            head = index
        elif reason == _PAGES and head is not None and index - head > _OLDER and above >= _ENTRIES:
            verdicts[head + 1 : index] = [_ENTRY] * (index - head - 1)
            return
        elif head is not None and not _ends_in_day(reading, index):
            head = None


def _ends_in_day(reading: Reading, index: int) -> bool:
    """Tell whether a line is a headline with its day behind it, without the year too: `Pilots wanted (20/03)`."""
    text = reading.text(index)
    found = _DAY_BEHIND.search(text[-_LONGEST_DAY:])
    return found is not None and len(text) > _LONGEST_DAY


def _last_day(reading: Reading, verdicts: list[Verdict]) -> int | None:
    """Return the last segment that is a day, if entries have days: the items of a head below it are no entries."""
    days = [index for index in reading.numbered if reading.date(index) is not None]
    return days[-1] if sum(verdicts[index].label == "related" for index in days) >= _ENTRIES else None


def _is_doubtful(verdict: Verdict, sure: float) -> bool:
    return verdict.reason.startswith("model/") and verdict.score < sure
