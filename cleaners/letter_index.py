"""Rows of letters over an index of services or members, `A B C D E F G H`, and what stands below them."""

from __future__ import annotations

from cleaners.letter_row import is_row, letters
from cleaners.reading import Reading
from cleaners.trailed import may_be

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
    begins = letters(reading.text(row))
    for index in range(row + 1, min(row + 1 + _STEPS, len(reading) - 1)):
        letter = reading.lower[index]
        if letter in begins and reading.lower[index + 1][:1] == letter:
            return index + 1 if may_be(reading, index + 1, "record") else None
    return None


def _row(reading: Reading) -> int | None:
    return next((index for index, text in enumerate(reading.texts) if is_row(text)), None)
