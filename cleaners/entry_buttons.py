"""What says the same below each entry of a listing: `Read more`, `Download (pdf, 48 KB)`, `Photo`, `Views: 41`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from cleaners.lines import has_digit
from cleaners.model.lines import Floats
from cleaners.reading import Reading
from cleaners.structure.heads import is_kind
from cleaners.title_buttons import AROUND, title_buttons

# Classes of words that are buttons wherever they stand below entries.
_BUTTONS = frozenset({"pager", "buttons", "share", "about_page"})
# What is counted is named before the number, `Views: 41`, or behind it: `3 min read`.
_COUNTED, _COUNTED_BEHIND = frozenset({"about_page"}), frozenset({"about_page", "meta"})
# Sections of the site too, with what parts them from their number: `Photos, 8`, `Video (2)`.
_PARTED, _PARTED_COUNTED = (",", ":", "：", "("), _COUNTED | {"menu"}
_COUNT = re.compile(r"(?P<before>[^\d]*)\d[\d.,]*(?P<behind>.*)")
# As much may stand behind a count, another one or a unit, and around what it counts, with the Chinese word for times.
_BEHIND, _AROUND_COUNT = 20, " ,:：()[]|·•-–—次"
# Browsers that show text alone number the links.
_LINK = re.compile(r"\[\d{1,4}\] ?(?=[^\W\d_])")
# Formats and sizes of files, which are others below each entry.
_FILE = re.compile(
    r"\b(?:pdf|docx?|xlsx?|excel|word|csv|zip|rtf|od[ts]|pptx?|html?|xml|json)\b"
    r"|\d[\d.,]*\s?(?:[kmg]i?b|[km]o|[кмг]б|байт|bytes)\b",
    re.IGNORECASE,
)
_REST = re.compile(r"[\W\d_]+")
_LONGEST, _WORDS = 60, 3
# A line that begins with the format says in some words more who can read the file: `PDF, 4 MB, not accessible`.
_WORDS_OF_FILE = 5
_AGAIN = 3
# Links that point to something; two alike are no headlines.
_POINTING, _POINTED = ("›", "»", "→", ">"), 2
# Lines below the last that is surely of an entry which may be buttons of it.
_BELOW = 3
# Share of the entries that have what no list of words knows, and the mean probability up to which it is no kind of item
# or office: on invented listings buttons have .04 to .60, kinds .30 to .97 (2026-11-23).
_OF_ENTRIES, _LIKELY = 0.8, 0.3
# Up to this three are enough: of written listings .15 loses nothing and .3 kinds of items (2026-11-23).
_UNLIKELY = 0.15


def entry_buttons(reading: Reading, rows: Sequence[int], likely: Floats, entries: int = 0) -> list[int]:
    """Return the segments of a run of entries, whose lines are `rows`, that say the same below three of them or more.

    Two are enough of short lines that end with an arrow: `Book ›`.

    `likely` is the probability of each segment to be no furniture, `entries` how many there are, if that is known.
    """
    if not rows:
        return []
    lines = range(rows[0], min(rows[-1] + 1 + _BELOW, len(reading)))
    known, files, same, pointing = (defaultdict[str, list[int]](list) for _ in range(4))
    dated, dates = False, 0
    for index in lines:
        text = reading.text(index)
        above, dated = dated, reading.date(index) is not None
        if dated:
            # An entry may have days in a row: from one until the other.
            dates += not above
        elif len(text) <= _LONGEST:
            word = _LINK.sub("", reading.lower[index], count=1).strip(AROUND)
            if text.endswith(_POINTING) and word.count(" ") < _WORDS:
                pointing[word].append(index)
            elif reading.words.lines.get(word) in _BUTTONS:
                known[word].append(index)
            elif (counted := _counted(word, reading)) is not None:
                known[counted].append(index)
            elif is_file(text):
                files[_beside_file(text)].append(index)
            elif any(map(str.isalnum, word)):
                same[word].append(index)
    found = [*_again(known), *_again(files)]
    least = max(_AGAIN, _OF_ENTRIES * max(dates, entries))
    firsts = _firsts(reading, lines, known, same)
    again = []
    for word, at in same.items():
        if len(at) < _AGAIN or word in firsts:
            continue
        chance = likely[at].mean()
        enough = chance <= _UNLIKELY or len(at) >= least
        if enough and (chance <= _LIKELY or _is_order(word, reading)):
            again.append((word, at))
    again += ((word, at) for word, at in pointing.items() if len(at) >= _POINTED)
    found += (index for word, at in again if not is_kind(word, reading) for index in at)
    return sorted({*found, *title_buttons(reading, lines)})


def _firsts(
    reading: Reading, lines: range, known: Mapping[str, Sequence[int]], same: Mapping[str, Sequence[int]]
) -> set[str]:
    """Return what differs between a button and a day: an entry's first line, the kind of it or the office."""
    below = {index + 1 for at in known.values() for index in at}
    over = {index - 1 for index in lines if index - 1 in below and reading.date(index) is not None}
    firsts = {word for word, at in same.items() if not over.isdisjoint(at)}
    return firsts if len(firsts) > 1 else set()


def is_file(text: str) -> bool:
    """Tell whether a line is a format and a size of a file, with a word or two besides: `Download (pdf, 48 KB)`."""
    if len(text) > _LONGEST or (found := _FILE.search(text)) is None:
        return False
    return _beside_file(text).count(" ") < (_WORDS if found.start() else _WORDS_OF_FILE)


def _beside_file(text: str) -> str:
    return _REST.sub(" ", _FILE.sub(" ", text)).strip().casefold()


def _is_order(word: str, reading: Reading) -> bool:
    """Tell whether a line of a few words begins as buttons do: `View notice`, `Download terms`."""
    verb, _, rest = word.partition(" ")
    return verb in reading.words.verbs and rest != "" and rest.count(" ") < _WORDS and not has_digit(rest)


def _counted(word: str, reading: Reading) -> str | None:
    """Return what a line counts that readers do with an entry, or how long they read it; None for other lines."""
    if (count := _COUNT.fullmatch(word)) is None or len(count["behind"]) > _BEHIND:
        return None
    known = reading.words.lines.get
    before, behind = (count[side].strip(_AROUND_COUNT) for side in ("before", "behind"))
    if before:
        parted = count["before"].rstrip().endswith(_PARTED)
        return before if known(before) in (_PARTED_COUNTED if parted else _COUNTED) else None
    return behind if known(behind) in _COUNTED_BEHIND else None


def _again(lines: Mapping[str, Sequence[int]]) -> list[int]:
    return [index for at in lines.values() if len(at) >= _AGAIN for index in at]
