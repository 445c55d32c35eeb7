"""Lines as the line model is shown them: dates that it does not know stand as such that it does."""

from __future__ import annotations

import re

from cleaners.reading import Reading
from cleaners.structure.published import dated

# The model knows months of the vocabulary and days in digits between points, dashes or slashes. Eras, Chinese numerals,
# other calendars and months of two words are beyond it, and so are digits between spaces or before a letter of Hangul.
_BEYOND = re.compile(r"[\u0590-\u1fff\u3040-\ud7ff]|\d\.\s\d|\d{4}\s\d\d\s\d")
_MAX_LINE = 80


def shown(reading: Reading, index: int, line: str) -> str:
    """Return what the model reads in place of `line`, the text that the segment stands in.

    `令和7年3月5日` becomes `2025-03-05`: what the rules can read says the same to it in every calendar.
    """
    text = reading.texts[index]
    if len(text) > _MAX_LINE or _BEYOND.search(text) is None:
        return line
    found = dated(reading, index)
    return text.replace(found.raw, found.value.replace("T", " ")) if found is not None else line
