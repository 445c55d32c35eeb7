"""How long a host is left alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.retry import LONGEST_ASKED, LONGEST_OWN, backoff, retry_after

NOW = datetime(2021, 3, 25, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0.0),
        ("120", 120.0),
        (" 120 ", 120.0),
        ("00120", 120.0),
        ("604801", LONGEST_ASKED),
        ("9" * 5_000, LONGEST_ASKED),
        ("Thu, 25 Mar 2021 12:01:30 GMT", 90.0),
        ("Thu, 25 Mar 2021 12:01:30", 90.0),
        ("Thu, 25 Mar 2021 12:01:30 -0000", 90.0),
        ("Thursday, 25-Mar-21 12:01:30 GMT", 90.0),
        ("Thu, 25 Mar 2021 14:01:30 +0200", 90.0),
        ("Thu, 25 Mar 2021 11:00:00 GMT", 0.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", LONGEST_ASKED),
        (None, None),
        ("", None),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("²", None),
        ("٣", None),
        ("Thu, 99 Mar 2021 12:00:00 GMT", None),
        ("Thu, 25 Mar 2021 12:00:00 +9999999", None),
    ],
)
def test_retry_after(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds
    assert retry_after(value, NOW.astimezone(timezone(timedelta(hours=9)))) == seconds


@settings(deadline=None)
@given(st.text() | st.text().map("Thu, 25 Mar {}".format))
def test_no_header_raises(value: str) -> None:
    asked = retry_after(value, NOW)
    assert asked is None or 0 <= asked <= LONGEST_ASKED


@settings(deadline=None)
@given(st.integers(-5, 10**9), st.none() | st.floats(0, LONGEST_ASKED))
def test_waiting_is_bounded_and_never_less_than_asked_or_before(attempt: int, asked: float | None) -> None:
    wait = backoff(attempt, asked)
    assert max(1.0, asked or 0.0) <= wait <= max(LONGEST_OWN, asked or 0.0)
    assert wait <= backoff(attempt + 1, asked)
    assert wait == backoff(attempt, asked)
