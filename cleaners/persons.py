"""The headline of a page on a person or a company: the name, above the office that it holds or below it."""

from __future__ import annotations

import re

from cleaners.field_rows import pairs
from cleaners.model.lines import Floats
from cleaners.names import is_capital, is_name, is_person
from cleaners.reading import Reading
from cleaners.trailed import is_section, may_be
from cleaners.trails import Trail
from cleaners.vocabulary import WORD

# Letters of a word that tells something, and those of them that its forms have in common.
_TELLING, _STEM = 4, 6
# So likely a headline is the name, where all else that tells is that the line below it says what the trail does.
# Of 2,878 pages one is headed otherwise by .1: an invented life, by its office (2026-11-24).
_LIKELY = 0.06
# Segments below the trail in which a name stands, and below it in which its address does; words of a caption.
_REACH, _ADDRESS, _CAPTION = 4, 12, 2
# What parts the headline from section and site in the title of a page.
_SIGNS = re.compile(r"\s+[<>|‹›«»:–—-]\s+")
_COLONS = (":", "：")


def named(reading: Reading, index: int, likely: Floats) -> int:
    """Return the segment that is the headline of a record where the model takes the one at `index` for it.

    `likely` is how likely each segment is to be a headline. The one at `index` may be the office: the name stands right
    above it then, below the trail; or right below it, with a degree and above the fields.
    """
    path, above, below = reading.trail, index - 1, index + 1
    if path is None or index < path.start or is_person(reading.text(index)):
        return index
    if is_person(reading.text(below)) and (below + 1 in pairs(reading) or reading.text(below + 2) in _COLONS):
        return below
    if above < path.end or not is_name(reading.text(above)):
        return index
    if is_capital(reading.text(index)) and not (
        likely[above] > likely[index] and path.steps[-1] in reading.lower[index]
    ):
        return index
    if not may_be(reading, above, "record") or is_section(reading, above, path, "record"):
        return index
    told = is_person(reading.text(above)) or reading.lower[above] == path.steps[-1]
    return above if told or (likely[above] >= _LIKELY and _is_office(reading, index)) else index


def life(reading: Reading, index: int, likely: Floats) -> int:
    """Return the segment that is the headline of an article where the model takes the one at `index` for it.

    A life is told as articles are. The one at `index` is the office then, and the name stands between it and the trail.
    """
    path, above = reading.trail, index - 1
    if path is None or above != path.end or not is_capital(reading.text(above)) or reading.lower[above] in path.steps:
        return index
    return above if likely[above] >= _LIKELY and _is_office(reading, index) else index


def below_trail(reading: Reading) -> int | None:
    """Return the segment near below the trail that is a name, told by another line: its picture's, or its address.

    `Anna Holm` above `Photo of Anna Holm`, or above `anna.holm@harbour.example`. Or by the first line of the page, with
    which the trail begins backwards: `Anna Holm < Pilots < Staff | Harbour Board`.
    """
    path = reading.trail
    if path is None:
        return None
    if path.end < len(reading) and _is_first(reading, path.end, path) and may_be(reading, path.end, "record"):
        return path.end
    for index in range(path.end, min(path.end + _REACH, len(reading))):
        if is_capital(reading.text(index)) and _is_told(reading, index) and may_be(reading, index, "record"):
            return index
    return None


def _is_first(reading: Reading, index: int, path: Trail) -> bool:
    """Tell whether the first line of the page says this line, and behind it the step that the trail ends in."""
    own, *rest = _SIGNS.split(reading.lower[0], maxsplit=2)
    return path.start > 0 and own == reading.lower[index] and rest[:1] == path.steps[-1:]


def _is_told(reading: Reading, index: int) -> bool:
    """Tell whether the next line says a name with a word or two, or one of the next ones is an address made of it."""
    name = reading.lower[index]
    words = name.split()
    for below in range(index + 1, min(index + 1 + _ADDRESS, len(reading))):
        text = reading.lower[below]
        box, at, _ = text.rpartition("@")
        if at and all(word in box for word in words):
            return True
        if below == index + 1 and name in text and 0 < text.count(" ") - name.count(" ") <= _CAPTION:
            return True
    return False


def _is_office(reading: Reading, index: int) -> bool:
    """Tell whether a line says what the trail does, and the line above does not.

    What says it itself is a section: `Harbour permits` in `Home > Permits`.
    """
    return _says_step(reading, index) and not _says_step(reading, index - 1)


def _says_step(reading: Reading, index: int) -> bool:
    """Tell whether a line has a word of the trail, in any of its forms: `Minister of Ports` below `The Minister`."""
    path = reading.trail
    steps = " ".join(path.steps[1:]) if path is not None else ""
    return any(word[:_STEM] in steps for word in WORD.findall(reading.lower[index]) if len(word) >= _TELLING)
