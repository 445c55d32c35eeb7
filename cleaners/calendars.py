"""Years and numerals as other calendars and scripts write them: eras, the Buddhist and the Solar Hijri year."""

from __future__ import annotations

from datetime import date

from cleaners.lines import has_digit

ERAS = {
    "令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867,
    "民國": 1911, "民国": 1911, "中華民國": 1911, "中华民国": 1911,
}  # fmt: skip
"""Era -> the year before its first: those of Japan since 1868, and the Republic of China."""

_BUDDHIST = 543
_BUDDHIST_YEARS = range(2443, 2644)
_SOLAR_YEARS = range(1200, 1500)
"""Within these the leap years follow a cycle of 33; beyond, the calendar's own observed years differ from it."""

_NUMERALS = dict(zip("〇一二三四五六七八九", range(10), strict=True)) | {"零": 0, "○": 0, "元": 1}
_TENS = {"十": 10, "百": 100}


def numbered(text: str) -> bool:
    """Tell whether a text may hold a date, a time or a count: it has a digit, or a year in Chinese numerals."""
    return has_digit(text) or "年" in text


def number(text: str) -> int | None:
    """Read a number in digits of any script or in Chinese numerals, by place or with tens; None for other words.

    >>> [number(text) for text in ("２０２５", "二〇二五", "二十三", "一百一十四", "元", "五")]
    [2025, 2025, 23, 114, 1, 5]
    """
    if text.isdecimal():
        return int(text)
    text = text.replace("廿", "二十").replace("卅", "三十")
    if not text or any(letter not in _NUMERALS and letter not in _TENS for letter in text):
        return None
    if not any(letter in _TENS for letter in text):
        return int("".join(str(_NUMERALS[letter]) for letter in text))
    total, last = 0, None
    for letter in text:
        if letter in _TENS:
            total += (1 if last is None else last) * _TENS[letter]
            last = 0
        else:
            last = _NUMERALS[letter]
    return total + (last or 0)


def western_year(year: int) -> int:
    """Return the year that a Thai date means: its years are Buddhist unless they are too low for that."""
    return year - _BUDDHIST if year in _BUDDHIST_YEARS else year


def is_solar(year: int) -> bool:
    """Tell whether a year can be one of the Solar Hijri calendar that is converted here."""
    return year in _SOLAR_YEARS


def solar_day(year: int, month: int, day: int) -> str | None:
    """Return a day of the Solar Hijri calendar (Iran, Afghanistan) as ISO 8601, or None if it has no such day.

    >>> solar_day(1403, 12, 30), solar_day(1402, 12, 30)
    ('2025-03-20', None)
    """
    if not is_solar(year) or not 1 <= month <= 12 or not 1 <= day <= (31 if month <= 6 else 30):
        return None
    days = 31 * (month - 1) - max(0, month - 7)
    found = _new_year(year) + days + day - 1
    return date.fromordinal(found).isoformat() if found < _new_year(year + 1) else None


def _new_year(year: int) -> int:
    """Return the ordinal of the first of Farvardin: eight leap years in 33, the era's first day being 22 March 622."""
    return 226_895 + 365 * (year - 1) + (8 * year + 21) // 33
