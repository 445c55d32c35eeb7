"""Contact blocks: a label, telephone numbers, e-mail addresses."""

import re

from cleaners.lines import has_digit
from cleaners.reading import Reading

# Numbers behind a comma are numbers of their own; a slash between two is one of the characters of a number.
_PHONE = re.compile(r"[(+]?\d[\d\s().+/-]{5,80}\d(?:,? (?:ext|int|доб)\.? ?\d+)?(?:[,;] [(+]?\d[\d\s().+/-]{5,80}\d)*")
# Also the placeholder that content networks put in place of an address, and the spellings against harvesters.
_EMAIL = re.compile(r"[\w.+-]++ ?(?:@|\[at\]|\(at\)|~) ?[\w-]+(?:\.[\w-]+)*|\[email\s+protected\]", re.IGNORECASE)
_YEARS = re.compile(r"(?:1[5-9]|20)\d\d ?- ?(?:1[5-9]|20)\d\d")

_MAX_LABEL = 40
_MAX_BLOCK_LINE = 80
_MAX_LABEL_WORDS = 3
_BEGINS_PHONE = re.compile(r"\+?\(?\d[\d ()/-]{6,}")
# A house, a postal code and a town, none of which is a year: "Kai 3, 00-580 Tollen", "1146 Tollen, Kai 72",
# "〒231-0005".
_MAX_ADDRESS = 120
_HOUSE = r"\d{1,4}(?:[-/]\d{1,4})?(?: ?[A-Za-z]| bis)?"
_CODE = r"(?:[A-Z]{1,3}-)?(?!(?:19|20)\d\d\b)(?:\d{4,6}|\d\d-\d{3}|\d{3} \d\d)"
_TOWN = r"[^\W\d_a-z][^\d,.]{2,40}(?: \d{1,2})?"
_ADDRESSES = (
    re.compile(rf"[^\W\d_][^\d]* {_HOUSE}, {_CODE} {_TOWN}$"),
    re.compile(rf"^{_CODE} {_TOWN}, [^\W\d_][^\d]* {_HOUSE}\.?$"),
    re.compile(r"^〒 ?\d{3}-\d{4}"),
)
_MANY_DIGITS = re.compile(r"\d\D{0,3}\d\D{0,3}\d\D{0,3}\d")


def contact(reading: Reading, index: int) -> bool:
    """`Consular queries:`, `+44 20 ...`, `info@...`, or a label with such a value behind it."""
    segment = reading.segments[index]
    if not segment.whole or len(segment.folded) > 120:
        return False
    label, colon, value = segment.folded.partition(":")
    if colon and not value and index + 1 < len(reading) and _is_value(reading.text(index + 1)):
        return len(label) <= _MAX_LABEL and reading.date(index + 1) is None
    if colon and reading.words.lines.get(label.strip().casefold()) == "contact":
        return not value or _is_value(value.strip())
    if reading.line_class(index) == "contact":
        return True
    # A dotted date is written with the characters of a telephone number.
    return reading.date(index) is None and _is_value(segment.folded)


def _is_value(text: str) -> bool:
    if _EMAIL.fullmatch(text) is not None:
        return True
    return _PHONE.fullmatch(text) is not None and sum(map(str.isdigit, text)) >= 7 and _YEARS.fullmatch(text) is None


def contact_block(reading: Reading, index: int) -> bool:
    """`Tel. +44 20 ...`, `info@...`, `Telephone:` below the text: a number or address, or the label of one."""
    text = reading.text(index)
    if len(text) > _MAX_BLOCK_LINE:
        return False
    if reading.line_class(index) == "contact":
        return _is_value(reading.text(index + 1))
    if "@" not in text and (not has_digit(text) or _MANY_DIGITS.search(text) is None):
        return False
    if reading.date(index) is not None:
        return False
    words = text.replace(":", " ").split(" ")
    for size in range(min(_MAX_LABEL_WORDS, len(words) - 1), 0, -1):
        label = " ".join(words[:size]).strip().casefold()
        if "contact" in (reading.words.lines.get(label), reading.words.lines.get(label.rstrip("."))):
            return _is_value(" ".join(words[size:]).strip())
    return "@" in text and _is_value(text)


def is_address(text: str) -> bool:
    """Tell whether a folded text ends with street, number, postal code and town, or with them in another order."""
    return len(text) <= _MAX_ADDRESS and has_digit(text) and any(form.search(text) is not None for form in _ADDRESSES)


def reaches(reading: Reading, index: int) -> bool:
    """Tell whether a segment says how to reach somebody: an address, a number, or the label of one."""
    return is_address(reading.text(index)) or contact_block(reading, index) or _has_value(reading.text(index))


def _has_value(text: str) -> bool:
    """Tell whether what stands behind the first colon begins like a telephone number, or is an address in the net."""
    if len(text) > _MAX_BLOCK_LINE:
        return False
    _, _, value = text.rpartition(": ") if "@" in text else text.partition(": ")
    return _is_value(value or text) or (bool(value) and _BEGINS_PHONE.match(value) is not None)
