"""Rows of letters over an index of services or members, `A B C D E F G H`, and what stands below them."""

from __future__ import annotations

from itertools import pairwise
from unicodedata import normalize

from cleaners.reading import Reading
from cleaners.trailed import may_be

# Letters of a row, some of which no entry begins with, and what may part them.
_LETTERS, _PARTS = 10, str.maketrans("|·•-/,", "      ")
# Share of letters that stand below a later one, where an alphabet has an order of its own; letters that count as one,
# and code points with their marks.
_DISORDER, _TOGETHER, _LONGEST = 0.2, 2, 3
# A trail may stand between the row and the headline.
_REACH = 3
# The letter is one of the first steps.
_STEPS = 5


def headline(reading: Reading) -> int | None:
    """Return the segment right below a row of letters that may be the headline of a record, or None.

    The page that is open stands below the index of all others: `A B C D E F G H I J`, `Register a boat`.
    """
    row = _row(reading)
    if row is None:
        return None
    path = reading.trail
    begin = path.end if path is not None and row < path.start <= row + _REACH else row + 1
    return begin if begin < len(reading) and may_be(reading, begin, "record") else None


def below_letter(reading: Reading) -> int | None:
    """Return the segment that must be the headline: below the row stands one of its letters, and this begins with it.

    The trail leads there by it: `A B C D E F G H I J`, `Services`, `R`, `Register a boat`.
    """
    row = _row(reading)
    if row is None:
        return None
    letters = _letters(reading.text(row))
    for index in range(row + 1, min(row + 1 + _STEPS, len(reading) - 1)):
        letter = reading.lower[index]
        if letter in letters and reading.lower[index + 1][:1] == letter:
            return index + 1 if may_be(reading, index + 1, "record") else None
    return None


def _row(reading: Reading) -> int | None:
    return next((index for index in range(len(reading)) if is_row(reading.text(index))), None)


def _letters(text: str) -> list[str]:
    return text.casefold().translate(_PARTS).split()


def is_row(text: str) -> bool:
    """Tell whether a line is letters of an alphabet, each once and nearly in their order, two together counting as one.

    Those with a mark stand next to the plain ones or at the end: `A B C Č D E F G H Ch I`, `X Y Z Å Ä Ö`.
    """
    if len(text) < _LETTERS or text[1:2].isalpha():
        return False
    letters = [normalize("NFD", each) for each in _letters(text)]
    if len(letters) < _LETTERS or len({*letters}) < len(letters) or not all(_is_letter(each) for each in letters):
        return False
    return sum(below < above for above, below in pairwise(letters)) <= _DISORDER * len(letters)


def _is_letter(text: str) -> bool:
    """Tell whether a folded and decomposed text is a letter, with its marks, or two that count as one."""
    return text[:1].isalpha() and sum(map(str.isalpha, text)) <= _TOGETHER and len(text) <= _LONGEST
