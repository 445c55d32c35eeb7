"""What a text says of its own delivery: `Check against delivery`, `For immediate release`, `Embargo: 12 March, 10:00`.

Only whole lines of the vocabulary's words, alone, beside each other or beside a date; an embargo is also news, so a
line about one needs a colon, a date or a number behind the label.
"""

import re

from cleaners.lines import has_digit
from cleaners.reading import Reading
from cleaners.vocabulary import WORD

_MAX_LINE = 150
_MAX_TIME = 70
_MAX_LABEL_WORDS = 5
_PARTS = re.compile(r"\s*[|•·;/]\s*|\s+[-–—]+\s+|(?<=!)\s+|(?<=[^\W\d_]{3}\.)\s+")
_AROUND = " \t-–—*_#.,!:：;()（）[]【】<>«»\"'“”„‚‘’"
_COLON = re.compile("[:：]")


def release(reading: Reading, index: int) -> bool:
    """`Check against delivery`, `- FOR IMMEDIATE RELEASE -`, `Embargo: 12 March 2024, 10:00`."""
    text = reading.text(index)
    if len(text) > _MAX_LINE or reading.words.delivery.isdisjoint(WORD.findall(reading.lower[index])):
        return False
    parts = [part for part in _PARTS.split(text) if part.strip(_AROUND)]
    said = [is_said(part, reading) or _is_embargo(part, reading) for part in parts]
    if not any(said):
        return len(parts) > 1 and _is_embargo(text, reading)
    return all(said) or all(
        known or reading.dates.whole(part.strip(_AROUND)) is not None for known, part in zip(said, parts, strict=True)
    )


def is_said(text: str, reading: Reading) -> bool:
    """Tell whether a text is what a statement says of its delivery, and nothing else."""
    return text.casefold().strip(_AROUND) in reading.words.release


def _is_embargo(text: str, reading: Reading) -> bool:
    text = text.strip(_AROUND)
    label, colon, rest = _split(text)
    embargo = reading.words.embargo
    if colon and label.casefold().strip() in embargo:
        return len(rest) <= _MAX_TIME
    words = text.split(" ")
    for size in range(min(len(words) - 1, _MAX_LABEL_WORDS), 0, -1):
        if " ".join(words[:size]).casefold().rstrip(":") in embargo:
            rest = " ".join(words[size:])
            if size > 1:
                return len(rest) <= _MAX_TIME and has_digit(rest)
            return reading.dates.whole(rest) is not None
    return False


def _split(text: str) -> tuple[str, bool, str]:
    colon = _COLON.search(text)
    return (text[: colon.start()], True, text[colon.end() :].strip()) if colon is not None else (text, False, "")
