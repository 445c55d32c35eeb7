"""How a site is crawled, and what permits it: the part `[crawl]` of a profile."""

from __future__ import annotations

import re
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from schemas.base import Record, Text
from schemas.tables import Day, Patterns, Strings, Tuple

MAX_DELAY = 3600.0
LARGEST_COUNT = 10**9
MOST_COUNTED = 10_000_000
"""Items that one start may count: more than a crawl could ask for in years."""

StartKind = Literal["listing", "sitemap", "feed", "items"]
Unit = Literal["day", "month", "year"]

PLACE = re.compile(r"\{([^{}:]*)(?::0([1-9]))?\}")
"""A place of a start's address to be filled in: what with, and in how many digits."""

_UNITS: tuple[Unit, ...] = ("day", "month", "year")
_LARGER: dict[Unit, set[str]] = {"day": {"year", "month"}, "month": {"year"}, "year": set()}
_CONTACT = re.compile(r"(?:mailto:[^\s@<>()]+@[^\s@<>()]+|https?://[^\s<>()]+)", re.ASCII)


def _address(value: str) -> str:
    try:
        parts = urlsplit(PLACE.sub("1", value))
        host = parts.hostname
    except ValueError as error:
        raise ValueError(f"not an address: {error}") from error
    if parts.scheme not in ("http", "https") or not host or PLACE.search(value.split("/")[2]):
        raise ValueError("expected an address such as https://example.org/news?page={n}, its host written out")
    return value


def _contact(value: str) -> str:
    if not _CONTACT.fullmatch(value):
        raise ValueError("expected mailto:you@example.org or the address of a page that says who you are")
    return value


def _seconds(value: object) -> object:
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


Address = Annotated[str, AfterValidator(_address)]
Contact = Annotated[str, AfterValidator(_contact)]
Seconds = Annotated[float, BeforeValidator(_seconds), Field(ge=0, le=MAX_DELAY, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=0, le=LARGEST_COUNT)]


class Start(Record):
    """Where a crawl begins, and how it goes on from there."""

    kind: StartKind = Field(
        description="listing: pages that list items; sitemap; feed (RSS, Atom); items: the items themselves."
    )
    url: Address = Field(
        description="Address. `{n}` counts; `{year}`, `{month}` and `{day}` walk a calendar, the latest first; "
        "`{month:02}` is written with two digits."
    )
    first: Count = Field(default=1, alias="from", description="First value of `{n}`.")
    step: Annotated[int, Field(ge=1, le=LARGEST_COUNT)] = Field(default=1, description="From one `{n}` to the next.")
    until: Count | None = Field(
        default=None,
        description="Last value of `{n}`. Without it a listing goes on until a page brings no item that is new to it.",
    )
    since: Day | None = Field(default=None, description="The day at which a calendar ends, going back.")

    @property
    def counts(self) -> bool:
        """Whether the address holds `{n}`."""
        return "n" in self._places

    @property
    def calendar(self) -> Unit | None:
        """The smallest unit of the calendar that the address walks, or None."""
        return next((unit for unit in _UNITS if unit in self._places), None)

    @property
    def _places(self) -> set[str]:
        return {place[1] for place in PLACE.finditer(self.url)}

    @model_validator(mode="after")
    def _bounded(self) -> Start:
        places = self._places
        if unknown := places - {"n", *_UNITS}:
            raise ValueError(f"{{{min(unknown)}}} means nothing: there are {{n}}, {{year}}, {{month}} and {{day}}")
        unit = self.calendar
        if self.counts and unit:
            raise ValueError("an address either counts or walks a calendar")
        if unit and (missing := _LARGER[unit] - places):
            raise ValueError(f"{{{unit}}} needs {{{min(missing)}}} beside it")
        if unit and self.since is None:
            raise ValueError("a calendar needs since, the day at which it ends")
        if self.kind == "items" and self.counts and self.until is None:
            raise ValueError("items that are counted need until")
        if self.until is not None and self.until < self.first:
            raise ValueError("until is less than from")
        if self.kind == "items" and self.until is not None:
            counted = (self.until - self.first) // self.step + 1
            if counted > MOST_COUNTED:
                raise ValueError(f"from, step and until count {counted:,} items, and {MOST_COUNTED:,} is the limit")
        return self


class Permit(Record):
    """What permits the crawl. It is never shipped: who crawls adds it, and answers for it."""

    basis: Text = Field(min_length=3, description="What permits it: terms of use, a licence, a letter.")
    reviewed: Day = Field(description="The day on which you reviewed that.")
    contact: Contact = Field(description="Where the site reaches you; it stands in the User-Agent.")
    note: Text = Field(default="", description="What else you want to remember of it.")


class Crawl(Record):
    """How a site is crawled. Nothing is, without a permit."""

    hosts: Strings = Field(
        default=(), description="Hosts that may be asked, `host` or `host:port`; those of the profile unless given."
    )
    delay: Seconds = Field(
        default=5.0, description="Seconds between requests to one host, at least. robots.txt may ask for more."
    )
    max_pages: Annotated[int, Field(ge=1, le=LARGEST_COUNT)] = Field(
        default=2_000, description="Pages of one run: answers with a body."
    )
    max_bytes: Annotated[int, Field(ge=1)] = Field(default=500_000_000, description="Bytes of one run, as received.")
    items: Patterns = Field(
        default=(), description="Searched in path and query: pages that are stored. Any one is enough."
    )
    listings: Patterns = Field(default=(), description="Searched likewise: pages that are read for their links only.")
    start: Annotated[tuple[Start, ...], Tuple] = Field(min_length=1, description="Where the crawl begins.")
    permit: Permit | None = Field(default=None, description="What permits it; without it nothing is asked for.")

    @model_validator(mode="after")
    def _something_to_store(self) -> Crawl:
        if not self.items and all(start.kind != "items" for start in self.start):
            raise ValueError("give items, patterns of the pages that are stored")
        return self
