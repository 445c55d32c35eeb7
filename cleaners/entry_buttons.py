"""What says the same below each entry of a listing: `Read more`, `Download (pdf, 48 KB)`, `Photo`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from cleaners.model.lines import Floats
from cleaners.reading import Reading
from cleaners.structure.heads import is_kind
from cleaners.title_buttons import AROUND, title_buttons

# Classes of words that are buttons wherever they stand below entries.
_BUTTONS = frozenset({"pager", "buttons", "share"})
# Formats and sizes of files, which are others below each entry.
_FILE = re.compile(
    r"\b(?:pdf|docx?|xlsx?|excel|word|csv|zip|rtf|od[ts]|pptx?|html?|xml|json)\b"
    r"|\d[\d.,]*\s?(?:[kmg]i?b|[km]o|[кмг]б|байт|bytes)\b",
    re.IGNORECASE,
)
_REST = re.compile(r"[\W\d_]+")
_LONGEST, _WORDS = 60, 3
_AGAIN = 3
# Links that point to something; two alike are no headlines.
_POINTING, _POINTED = ("›", "»", "→", ">"), 2
# Lines below the last that is surely of an entry which may be buttons of it.
_BELOW = 3
# Share of the entries that have what no list of words knows, and the mean probability up to which it is no kind of item
# or office: on invented listings buttons have .04 to .60, kinds .30 to .97 (2026-11-23).
_OF_ENTRIES, _LIKELY = 0.8, 0.3


def entry_buttons(reading: Reading, rows: Sequence[int], likely: Floats) -> list[int]:
    """Return the segments of a run of entries, whose lines are `rows`, that say the same below three of them or more.

    Two are enough of short lines that end with an arrow: `Book ›`.

    `likely` is the probability of each segment to be no furniture.
    """
    if not rows:
        return []
    lines = range(rows[0], min(rows[-1] + 1 + _BELOW, len(reading)))
    known, files, same, pointing = (defaultdict[str, list[int]](list) for _ in range(4))
    dates = 0
    for index in lines:
        text = reading.text(index)
        if reading.date(index) is not None:
            dates += 1
        elif len(text) <= _LONGEST:
            word = reading.lower[index].strip(AROUND)
            if text.endswith(_POINTING) and word.count(" ") < _WORDS:
                pointing[word].append(index)
            elif reading.words.lines.get(word) in _BUTTONS:
                known[word].append(index)
            elif _FILE.search(text) is not None:
                rest = _REST.sub(" ", _FILE.sub(" ", text)).strip().casefold()
                if rest.count(" ") < _WORDS:
                    files[rest].append(index)
            elif reading.words.lines.get(word) is None and any(map(str.isalnum, word)):
                same[word].append(index)
    found = [*_again(known), *_again(files)]
    least = max(_AGAIN, _OF_ENTRIES * dates)
    again = [(word, at) for word, at in same.items() if len(at) >= least and likely[at].mean() <= _LIKELY]
    again += ((word, at) for word, at in pointing.items() if len(at) >= _POINTED)
    found += (index for word, at in again if not is_kind(word, reading) for index in at)
    return sorted({*found, *title_buttons(reading, lines)})


def is_file(text: str) -> bool:
    """Tell whether a line is a format and a size of a file, with a word or two besides: `Download (pdf, 48 KB)`."""
    if len(text) > _LONGEST or _FILE.search(text) is None:
        return False
    return _REST.sub(" ", _FILE.sub(" ", text)).strip().count(" ") < _WORDS


def _again(lines: Mapping[str, Sequence[int]]) -> list[int]:
    return [index for at in lines.values() if len(at) >= _AGAIN for index in at]
