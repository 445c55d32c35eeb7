"""Start addresses, written out."""

from __future__ import annotations

from datetime import date
from itertools import islice
from typing import Any

import pytest

from crawlers.starts import expand
from schemas.crawl import Start

TODAY = date(2021, 3, 2)
SITE = "https://example.org"


def start(url: str, **facts: Any) -> Start:
    return Start.model_validate({"kind": "listing", "url": SITE + url} | facts)


@pytest.mark.parametrize(
    ("given", "since", "paths"),
    [
        (start("/news"), None, ["/news"]),
        (start("/news"), date(2021, 1, 1), ["/news"]),
        (start("/a/&start={n}&ps=10", **{"from": 1, "step": 10, "until": 31}), None,
         ["/a/&start=1&ps=10", "/a/&start=11&ps=10", "/a/&start=21&ps=10", "/a/&start=31&ps=10"]),
        (start("/a?page={n}", **{"from": 0, "step": 2, "until": 5}), None, ["/a?page=0", "/a?page=2", "/a?page=4"]),
        (start("/a?page={n}", **{"from": 7, "until": 7}), date(2021, 1, 1), ["/a?page=7"]),
        (start("/{n}/{n}", **{"from": 3, "until": 4}), None, ["/3/3", "/4/4"]),
        (start("/{year}/{month}/{day}", since="2021-02-27"), None,
         ["/2021/3/2", "/2021/3/1", "/2021/2/28", "/2021/2/27"]),
        (start("/{year}/{month}/{day}", since="2020-02-27"), date(2021, 3, 1), ["/2021/3/2", "/2021/3/1"]),
        (start("/{year}/{month}/{day}", since="2021-03-01"), date(2019, 1, 1), ["/2021/3/2", "/2021/3/1"]),
        (start("/{year}/{month}", since="2020-11-30"), None,
         ["/2021/3", "/2021/2", "/2021/1", "/2020/12", "/2020/11"]),
        (start("/{year}/{month}", since="2021-03-31"), None, []),
        (start("/{month}/{year}", since="2020-01-01"), date(2021, 2, 28), ["/3/2021", "/2/2021"]),
        (start("/{year}/{month:02}/{day:02}.htm", since="2021-03-01"), None, ["/2021/03/02.htm", "/2021/03/01.htm"]),
        (start("/{n:03}", **{"from": 8, "step": 991, "until": 1000}), None, ["/008", "/999"]),
        (start("/{year}", since="2018-12-31"), None, ["/2021", "/2020", "/2019", "/2018"]),
        (start("/{year}", since="2021-03-02"), None, ["/2021"]),
        (start("/{year}", since="2021-03-03"), None, []),
    ],
)  # fmt: skip
def test_addresses(given: Start, since: date | None, paths: list[str]) -> None:
    assert list(expand(given, since, TODAY)) == [SITE + path for path in paths]


def test_a_count_without_end_is_lazy() -> None:
    assert list(islice(expand(start("/?page={n}"), None, TODAY), 2)) == [f"{SITE}/?page=1", f"{SITE}/?page=2"]


def test_a_calendar_goes_back_for_centuries() -> None:
    years = list(expand(start("/{year}", since="1500-01-01"), None, TODAY))
    assert (len(years), years[-1]) == (522, f"{SITE}/1500")
