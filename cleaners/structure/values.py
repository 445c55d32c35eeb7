"""Values behind their labels, on one line or on two: `Reference: 47/2024`."""

import re
from collections.abc import Set

from cleaners.lines import has_digit
from cleaners.reading import Reading

_MAX_LABEL = 40
_MAX_NUMBER = 40
_MAX_PLACE = 80
_COLON = re.compile("[:：]")
_LIST_NUMBER = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|\d{1,2}[.)]\s)\s*")
_ENDS = (".", "!", "?", "。", ":", "：")


def number(reading: Reading, index: int) -> str | None:
    """Return the number of a document or case that stands behind its label, or below it, in ASCII digits."""
    value = _value(reading, index, reading.words.numbers)
    if value is None or len(value) > _MAX_NUMBER or not has_digit(value):
        return None
    return value if value.isascii() else "".join(str(int(sign)) if sign.isdecimal() else sign for sign in value)


def is_labelled_number(folded: str, reading: Reading) -> bool:
    """Tell whether a case-folded text is the label of a number and behind a space the number: `ref. hb/18`."""
    label, _, code = folded.rpartition(" ")
    return label.rstrip(" :：") in reading.words.numbers and has_digit(code)


def place(reading: Reading, index: int) -> str | None:
    """Return the place of an event, as printed behind its label or below it."""
    value = _value(reading, index, reading.words.places)
    return value if value is not None and len(value) <= _MAX_PLACE and not has_digit(value) else None


def labelled(reading: Reading, index: int, labels: Set[str]) -> bool:
    """Tell whether a segment is one of the labels, or begins with one and a colon."""
    return _split(reading.text(index), labels) is not None


def _value(reading: Reading, index: int, labels: Set[str]) -> str | None:
    value = _split(reading.text(index), labels)
    if value == "":
        value = reading.text(index + 1)
    if value and _COLON.search(value) is not None:  # the next field: "K-0317 Posted: 1 April"
        value = value.split(" ", 1)[0]
    return value if value and not value.endswith(_ENDS) else None


def _split(text: str, labels: Set[str]) -> str | None:
    """Return what stands behind a label, "" where that is all, None without one."""
    colon = _COLON.search(text, 0, _MAX_LABEL)
    label = text[: colon.start()] if colon is not None else text
    if len(label) > _MAX_LABEL:
        return None
    # Hardly any label is numbered, and none without a digit or the sign.
    bare = _LIST_NUMBER.sub("", label, count=1) if "、" in label or has_digit(label) else label
    if bare.strip().casefold() not in labels:
        return None
    return text[colon.end() :].strip() if colon is not None else ""
