"""Clock banners: the date of the day and the time in one or two cities."""

import re

from cleaners.dates import SIXTY
from cleaners.reading import Reading

# Of an Arabic or a Persian page too.
_HOUR = r"(?:[01٠١۰۱]?\d|[2٢۲][0-3٠-٣۰-۳])"
_CLOCK = re.compile(
    rf"(?P<place>[^\W\d_][\w .'’\u200c-]{{1,30}}[:,،]? )?{_HOUR}:{SIXTY}(?::{SIXTY})?"
    r"(?: ?(?:[AaPp]\.?[Mm]\.?|ص|م|صباحا?ً?|مساءً?))?(?: (?:GMT|UTC|MSK|МСК)\S{0,6})?"
)
_REACH = 2
_BEHIND_WEEKDAY = re.compile(r"[,،]|\s(?=\d)")
# Lines from the top where a day stands that is the day of the capture, and lines of the menu below it.
_TOP, _MENU = 12, 8
_BULLETS = ("•", "·", "* ", "- ", "○", "□")


def is_clock(text: str) -> bool:
    """Tell whether a folded line is a time of day, with the place before it or without."""
    return ":" in text[:50] and _CLOCK.fullmatch(text) is not None


def clock(reading: Reading, index: int) -> bool:
    """`Moscow: 14:38`, or a bare time under a date that opens the page."""
    match = _CLOCK.fullmatch(reading.text(index)) if reading.segments[index].whole else None
    if match is None:
        return False
    if match["place"]:
        return True
    return index == 1 and reading.date(0) is not None and reading.segments[0].n != reading.segments[1].n


def clock_date(reading: Reading, index: int) -> bool:
    """A date alone that a clock follows within two lines, or a day with its weekday at the top, above the menu."""
    if reading.date(index) is None:
        return False
    if any(clock(reading, near) for near in range(index + 1, min(index + 1 + _REACH, len(reading)))):
        return True
    return index < _TOP and _has_weekday(reading, index) and _is_above_menu(reading, index)


def _has_weekday(reading: Reading, index: int) -> bool:
    first = _BEHIND_WEEKDAY.split(reading.text(index), maxsplit=1)[0]
    return first.casefold().rstrip(".") in reading.words.weekdays


def _is_above_menu(reading: Reading, index: int) -> bool:
    """Tell whether most of the next lines are labels or have bullets."""
    below = range(index + 1, min(index + 1 + _MENU, len(reading)))
    items = sum(reading.text(near).startswith(_BULLETS) or reading.line_class(near) is not None for near in below)
    return 2 * items > _MENU
