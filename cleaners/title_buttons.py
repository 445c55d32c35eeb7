"""Buttons that say again whose they are: `Read more about New ferries` below `New ferries`."""

from __future__ import annotations

from collections import defaultdict, deque
from functools import partial

from cleaners.reading import Reading

# Code points of a title, of what stands before it where it comes again, and segments from one to the other.
_TITLE, _BEFORE, _REACH = 12, 30, 8
AROUND = " »›>→+…[]:"
"""What stands around the words of a button."""
# A kind of item before a title ends so.
_PARTS = (",", "|", "-", "–", "—", "/", "*", "•")
_AGAIN = 3


def title_buttons(reading: Reading, lines: range) -> list[int]:
    """Return three lines or more that end with one right above them, and say the same before it.

    Screen readers read them out of their place, so they tell each from the others.

    >>> from cleaners import vocabulary
    >>> from cleaners.cuts import segments
    >>> from cleaners.dates import DateReader
    >>> words = vocabulary.join(vocabulary.load())
    >>> titles = ("Ferries of the north", "Seals at the dock", "Harbour open on Sunday")
    >>> text = chr(10).join(line for title in titles for line in (title, f"More on {title}"))
    >>> title_buttons(Reading([*segments(text)], words, DateReader.of(words)), range(6))
    [1, 3, 5]
    """
    found: defaultdict[str, list[int]] = defaultdict(list)
    # The last lines that end alike, by their ends.
    alike: defaultdict[str, deque[int]] = defaultdict(partial(deque, maxlen=_REACH))
    for index in range(max(0, lines.start - _REACH), lines.stop):
        line = reading.text(index)
        text = line.rstrip(AROUND)
        for above in alike.get(text[-_TITLE:], ()) if index in lines else ():
            title = reading.text(above)
            size = len(text) - len(title)
            if above >= index - _REACH and 0 < size <= _BEFORE and text.endswith(title):
                before = text[:size].strip(AROUND).casefold()
                if before and not before.endswith(_PARTS):
                    found[before].append(index)
                break
        if len(line) >= _TITLE:
            alike[line[-_TITLE:]].append(index)
    return sorted(index for at in found.values() if len(at) >= _AGAIN for index in at)
