"""Day counters: `1135 days have passed since ...`."""

import re
from typing import NamedTuple

from cleaners.lines import has_digit
from cleaners.reading import Reading
from cleaners.vocabulary import Words

# What a counter says of its event after a dash is a slogan, not the event.
_SLOGAN = re.compile(r"\s+[-–—]\s+.*")
_MIN_WORDS = 3


class Reckoning(NamedTuple):
    """What a counter says."""

    days: int
    event: str


def read(text: str, words: Words) -> Reckoning | None:
    """Return what a day counter says, or None if the text is none."""
    # Dates in digits, clocks and numbers of telephones are the most of what has digits.
    if not has_digit(text[:200]) or (text.isascii() and text.count(" ") < _MIN_WORDS):
        return None
    match = words.counters.fullmatch(text)
    if match is None or match.lastgroup is None:
        return None
    number = "".join(filter(str.isdigit, match.lastgroup))
    days = int("".join(filter(str.isdigit, match["days"] or match[f"days{number}"])))
    event = _SLOGAN.sub("", match[f"event{number}"]).strip(" .,;:")
    return Reckoning(days, event) if event and days < 1_000_000 else None


def counter(reading: Reading, index: int) -> bool:
    """A whole segment that counts days, no sentence: those end in a full stop."""
    return is_counter(reading.text(index), reading.words)


def is_counter(text: str, words: Words) -> bool:
    """Tell whether a folded line counts days."""
    return len(text) < 400 and not text.endswith((".", "!", "?")) and read(text, words) is not None
