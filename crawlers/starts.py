"""Start addresses of a profile, written out one by one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from schemas.crawl import PLACE, Start


def expand(start: Start, since: date | None, today: date) -> Iterator[str]:
    """Yield the addresses of a start: one, or counted upwards, or of a calendar from today backwards.

    `since` shortens a calendar and nothing else. `{month:02}` pads with zeros.

    >>> start = Start(kind="listing", url="https://example.org/{year}/{month}/", since="2020-01-01")
    >>> list(expand(start, date(2020, 12, 24), date(2021, 2, 3)))
    ['https://example.org/2021/2/', 'https://example.org/2021/1/', 'https://example.org/2020/12/']
    """
    if start.calendar is not None:
        last = date.fromisoformat(start.since) if start.since is not None else today
        last = max(last, since) if since is not None else last
        for day in _days(start.calendar, last, today):
            yield filled(start.url, {"year": day.year, "month": day.month, "day": day.day})
    elif start.counts:
        n = start.first
        while start.until is None or n <= start.until:
            yield filled(start.url, {"n": n})
            n += start.step
    else:
        yield start.url


def _days(unit: str, last: date, today: date) -> Iterator[date]:
    """Yield one day of each day, month or year from today back to the one that holds `last`."""
    day = today
    while day >= last:
        yield day
        first = day if unit == "day" else day.replace(day=1) if unit == "month" else day.replace(month=1, day=1)
        day = first - timedelta(days=1)


def filled(url: str, values: dict[str, int]) -> str:
    """Return an address with its places filled in.

    >>> filled("https://example.org/{year}/{month:02}", {"year": 2021, "month": 5})
    'https://example.org/2021/05'
    """
    return PLACE.sub(lambda place: f"{values[place[1]]:0{place[2] or 1}}", url)
