"""What the other pages of the site tell of a page as a whole: which lines are no headline, and where other items begin.

Where few pages are known, nothing is told.
"""

from __future__ import annotations

from collections import Counter

from cleaners.endings import is_sentence
from cleaners.reading import Reading
from cleaners.rules import Verdict

# Pages of a site from which on it is known, and the share of them that hold what all of them hold: some are cut short.
_PAGES, _MOST = 5, 0.8
_OTHERS = Verdict("related", "repetition/other-items", 0.9)
_OTHERS_HEAD = Verdict("furniture", "repetition/other-items", 0.9)
# Entries of a list of other items, of a headline and a day each.
_ENTRIES, _ENTRY = 2, 2
_LONGEST_HEAD = 60
_MODEL = ("model/body", "model/furniture", "model/teaser")


def is_known(reading: Reading) -> bool:
    """Tell whether enough pages of the site are known for what they have in common to be the site's."""
    return reading.snapshot is not None and reading.snapshot.pages >= _PAGES


def is_everywhere(reading: Reading, index: int) -> bool:
    """Tell whether nearly all pages of the site hold a line."""
    counts = reading.repeated(index)
    return counts is not None and reading.snapshot is not None and sum(counts) >= _MOST * reading.snapshot.pages


def no_headlines(reading: Reading) -> list[int]:
    """Return the segments that all pages hold and that stand here once: menus name the open page, which names itself.

    `Notices` in the menu of all pages is the headline too of the one where it stands twice.
    """
    if not is_known(reading):
        return []
    here = Counter(reading.lower)
    return [index for index, line in enumerate(reading.lower) if here[line] == 1 and is_everywhere(reading, index)]


def drop_others(reading: Reading, verdicts: list[Verdict], title: int | None) -> None:
    """Take headlines and days by turns that end the text for other items, if other pages hold one of the headlines.

    The short line above them goes along: `Also on this`, `Pilots get a boat`, `12 March 2024`, `Wells`, `4 May 2023`.
    """
    if not is_known(reading):
        return
    end = next((at for at in range(len(verdicts) - 1, -1, -1) if verdicts[at].label == "body"), -1)
    first = end + 1
    while first >= _ENTRY and _is_entry(reading, verdicts, first - _ENTRY):
        first -= _ENTRY
    headlines = range(first, end, _ENTRY)
    if len(headlines) < _ENTRIES or not any(reading.repeated(at) is not None for at in headlines if at != title):
        return
    verdicts[first : end + 1] = [_OTHERS] * (end + 1 - first)
    text = reading.text(first - 1)
    if text and verdicts[first - 1].reason in _MODEL and len(text) <= _LONGEST_HEAD and not is_sentence(text):
        verdicts[first - 1] = _OTHERS_HEAD


def _is_entry(reading: Reading, verdicts: list[Verdict], index: int) -> bool:
    """Tell whether a line is a headline and the next one its day, and only the model says what they are."""
    day = reading.date(index + 1)
    if day is None or not day.has_day or reading.date(index) is not None:
        return False
    return all(verdicts[at].reason in _MODEL for at in (index, index + 1))
