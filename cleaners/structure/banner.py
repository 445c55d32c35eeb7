"""Clock banners: the date of the day and the time in one or two cities."""

import re
from itertools import takewhile

from cleaners.dates import SIXTY, Found
from cleaners.reading import Reading

# Of an Arabic or a Persian page too.
_HOUR = r"(?:[01٠١۰۱]?\d|[2٢۲][0-3٠-٣۰-۳])"
_TIME = rf"{_HOUR}:{SIXTY}(?::{SIXTY})?"
_CLOCK = re.compile(
    rf"(?P<place>[^\W\d_][\w .'’\u200c-]{{1,30}}[:,،]? )?{_TIME}"
    r"(?: ?(?:[AaPp]\.?[Mm]\.?|ص|م|صباحا?ً?|مساءً?))?(?: (?:GMT|UTC|MSK|МСК)\S{0,6})?"
)
_CLOCKS = re.compile(rf"(?:[\s|·•,–-]*(?:[^\W\d_][\w.'’-]+(?: [^\W\d_][\w.'’-]+){{0,2}}[:,]? )?{_TIME})*")
_REACH = 2
_BEHIND_WEEKDAY = re.compile(r"[,،]|\s(?=\d)")
# Lines from the top where a day stands that is the day of the capture, lines of the menu below it, and, below one with
# the time, lines down to the menu.
_TOP, _MENU, _BELOW = 12, 8, 16
_DEGREES = "℃℉°"
_WEATHER = re.compile(r"[℃℉]|\d ?° ?[CFС]\b")
# Lines from the top among which one says what day is today, its code points, and what parts the day from these words.
_HEAD, _LONGEST, _AROUND, _ENDS = 40, 90, " :：,،–-", (".", "!", "?", "。")
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
    """The day on which the page is shown: above a clock, with its weekday above the menu, or behind `Today is`."""
    found = reading.date(index)
    if found is None:
        return _beside(reading, index) is not None
    if not found.has_day:
        return False
    if any(clock(reading, near) for near in range(index + 1, min(index + 1 + _REACH, len(reading)))):
        return True
    if index >= _TOP or not _has_weekday(reading, index):
        return False
    return _is_above_menu(reading, index, _BELOW if "T" in found.value else 1)


def day(reading: Reading, index: int) -> Found | None:
    """Return the day in a line that `clock_date` takes."""
    return reading.date(index) or _beside(reading, index)


def _beside(reading: Reading, index: int) -> Found | None:
    """Return the day in a line of the banner that has more than that.

    `Today is Monday, 3 June 2024`, `3 June 2024 Oslo 14 °C`, and with its weekday `Monday, 3 June 2024 Oslo 09:12`.
    """
    text = reading.text(index)
    if index >= _HEAD or len(text) > _LONGEST or text.endswith(_ENDS):
        return None
    if (rest := _behind_today(reading, index)) is not None:
        found = reading.leading_date(rest)
        return found if found is not None and found.has_day else None
    # Most lines with a number have neither, and need not be read for a date.
    weather = any(map(text.__contains__, _DEGREES)) and _WEATHER.search(text) is not None
    if not weather and not (":" in text and text[0].isalpha() and _has_weekday(reading, index)):
        return None
    found = reading.leading_date(text)
    if found is None or not found.has_day:
        return None
    clocks = _CLOCKS.fullmatch(text, found.end) is not None
    return found if weather or (clocks and _is_above_menu(reading, index, _BELOW)) else None


def _behind_today(reading: Reading, index: int) -> str | None:
    """Return what follows `Today is`; None if a line does not begin so. Scripts with capitals have spaces too."""
    label = reading.words.today.at(reading.lower[index]) or ""
    rest = reading.text(index)[len(label) :]
    part = rest[:1].isalpha() and label.upper() != label.lower()
    return rest.lstrip(_AROUND) if label and not part else None


def _has_weekday(reading: Reading, index: int) -> bool:
    first = _BEHIND_WEEKDAY.split(reading.text(index), maxsplit=1)[0]
    return first.casefold().rstrip(".") in reading.words.weekdays


def _is_above_menu(reading: Reading, index: int, reach: int) -> bool:
    """Tell whether most of eight lines are labels or have bullets, the first of them at most `reach` below.

    None of them stands below a long sentence.
    """
    below = range(index + 1, min(index + reach + _MENU, len(reading)))
    near = takewhile(lambda at: len(reading.text(at)) <= _LONGEST or not reading.text(at).endswith(_ENDS), below)
    items = [reading.text(at).startswith(_BULLETS) or reading.line_class(at) is not None for at in near]
    return any(2 * sum(items[first : first + _MENU]) > _MENU for first in range(reach))
