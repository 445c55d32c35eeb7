"""Whether a page writes 10/09/2023 for 10 September: by another date of it, or by the script that it is in."""

from __future__ import annotations

from cleaners.dates import may_be_day_first, proves_day_first
from cleaners.scripts import main_script

# Whoever writes these puts the day first, or the year. Of pages in Latin letters any may be written in America.
_DAY_FIRST = frozenset({
    "ARABIC", "HEBREW", "CYRILLIC", "GREEK", "GEORGIAN", "ARMENIAN", "THAI", "LAO", "KHMER", "MYANMAR", "DEVANAGARI",
    "BENGALI", "TAMIL", "SINHALA",
})  # fmt: skip
# Code points that tell the script of a page.
_SAMPLE = 20_000


def day_first(text: str) -> bool:
    """Tell whether the day stands before the month in the dates of a page that have slashes."""
    if not may_be_day_first(text):
        return False
    return proves_day_first(text) or main_script(text[:_SAMPLE]) in _DAY_FIRST
