"""Rows of the letters of an alphabet, which lead to what begins with them: `A B C D E F G H`."""

from __future__ import annotations

from itertools import pairwise
from unicodedata import normalize

# Letters of a row, some of which no entry begins with, and what may part them.
_LETTERS, _PARTS = 10, str.maketrans("|·•-/,", "      ")
# Share of letters that stand below a later one, where an alphabet has an order of its own; letters that count as one,
# and code points with their marks.
_DISORDER, _TOGETHER, _LONGEST = 0.2, 2, 3


def letters(text: str) -> list[str]:
    """Return what a row of letters holds, folded."""
    return text.casefold().translate(_PARTS).split()


def is_row(text: str) -> bool:
    """Tell whether a line is letters of an alphabet, each once and nearly in their order, two together counting as one.

    Those with a mark stand next to the plain ones or at the end: `A B C Č D E F G H Ch I`, `X Y Z Å Ä Ö`.
    """
    if len(text) < _LETTERS or text[1:2].isalpha():
        return False
    found = [normalize("NFD", each) for each in letters(text)]
    if len(found) < _LETTERS or len({*found}) < len(found) or not all(_is_letter(each) for each in found):
        return False
    return sum(below < above for above, below in pairwise(found)) <= _DISORDER * len(found)


def _is_letter(text: str) -> bool:
    """Tell whether a folded and decomposed text is a letter, with its marks, or two that count as one."""
    return text[:1].isalpha() and sum(map(str.isalpha, text)) <= _TOGETHER and len(text) <= _LONGEST
