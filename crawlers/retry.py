"""When a host is asked again that could not answer, or asked to be left alone for a while."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST_ASKED = 7 * 86_400.0
"""Seconds: a host that asks for a longer rest is asked again after this."""
LONGEST_OWN = 3_600.0
"""Seconds that are waited unasked, at the most."""


def retry_after(value: str | None, now: datetime) -> float | None:
    """Return the seconds that a Retry-After header asks for, from `now` (with zone), or None where it says nothing.

    >>> retry_after("120", datetime.now(UTC)), retry_after("soon", datetime.now(UTC))
    (120.0, None)
    """
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return LONGEST_ASKED if len(text) > len(str(int(LONGEST_ASKED))) else min(LONGEST_ASKED, float(text))
    try:
        day = parsedate_to_datetime(text)
        # A date without zone, and one in "-0000", comes without tzinfo.
        seconds = ((day if day.tzinfo else day.replace(tzinfo=UTC)) - now).total_seconds()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return min(LONGEST_ASKED, max(0.0, seconds))


def backoff(attempt: int, asked: float | None, *, first: float = 15.0) -> float:
    """Return the seconds to wait after the given failed attempt (1, 2, ...): twice as long each time.

    It begins with what the host asked for, else with `first`, and never falls under one second or what was asked for.

    >>> [backoff(attempt, None) for attempt in (1, 2, 3, 99)], backoff(1, 120), backoff(2, 120)
    ([15.0, 30.0, 60.0, 3600.0], 120.0, 240.0)
    """
    start = max(1.0, first if asked is None else asked)
    longest = max(LONGEST_OWN, min(start, LONGEST_ASKED))
    return min(longest, start * 2.0 ** min(max(attempt, 1) - 1, 20))
