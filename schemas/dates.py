"""Dates that say how precise they are and where they were read."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from schemas.base import Record, Text

Precision = Literal["year", "month", "day", "minute", "second"]
DateSource = Literal["dateline", "metadata", "title", "url", "banner", "counter", "http", "feed", "related", "body"]

EARLIEST_YEAR = 1500
LATEST_YEAR = 2100

_VALUE = re.compile(
    r"(?P<year>\d{4})"
    r"(?:-(?P<month>\d\d)"
    r"(?:-(?P<day>\d\d)"
    r"(?:T(?P<minute>\d\d:\d\d)(?P<second>:\d\d)?(?P<zone>Z|[+-]\d\d:\d\d)?)?)?)?",
    re.ASCII,
)


def precision_of(value: str) -> Precision | None:
    """Return the precision that an ISO 8601 value is written at, or None if it is no calendar date.

    >>> precision_of("2021-03"), precision_of("2021-03-25T14:38+03:00"), precision_of("20250314")
    ('month', 'minute', None)
    """
    if len(value) == len("2021-03-25") and value[4] == value[7] == "-":  # most dates
        try:
            year = date.fromisoformat(value).year
        except ValueError:
            return None
        return "day" if EARLIEST_YEAR <= year <= LATEST_YEAR else None
    match = _VALUE.fullmatch(value)
    if match is None or not EARLIEST_YEAR <= int(match["year"]) <= LATEST_YEAR:
        return None
    if match["day"] is None:
        if match["month"] is None:
            return "year"
        return "month" if 1 <= int(match["month"]) <= 12 else None
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return None
    if match["minute"] is None:
        return "day"
    return "minute" if match["second"] is None else "second"


class PartialDate(Record):
    """A date as far as it is known, never further.

    >>> PartialDate(value="2021-03", precision="month", source="dateline", raw="March 2021").value
    '2021-03'
    """

    value: str = Field(
        description="ISO 8601 at the known precision: 2021, 2021-03, 2021-03-25, 2021-03-25T14:38, "
        "with seconds and UTC offset only where the source gives them. Years 1500 to 2100."
    )
    precision: Precision = Field(description="The smallest unit that `value` holds.")
    source: DateSource = Field(description="What the date was read from.")
    raw: Text = Field(min_length=1, description="The characters that were read, as they stand on the page.")

    @model_validator(mode="after")
    def _consistent(self) -> PartialDate:
        found = precision_of(self.value)
        if found is None:
            raise ValueError(f"{self.value!r} is not an ISO 8601 date between 1500 and 2100")
        if found != self.precision:
            raise ValueError(f"{self.value!r} has the precision {found!r}, not {self.precision!r}")
        return self


def _calendar(value: str) -> str:
    if precision_of(value) is None:
        raise ValueError("expected an ISO 8601 date such as 2021, 2021-03 or 2021-03-25")
    return value


IsoDate = Annotated[str, AfterValidator(_calendar)]
"""A date of the calendar in ISO 8601, at any precision that PartialDate knows."""


def _instant(value: str) -> str:
    # Not pydantic's datetime: it reads the string "20250314" as a Unix time stamp of 1970 (pydantic 2.14).
    if precision_of(value) != "second" or datetime.fromisoformat(value).tzinfo is None:
        raise ValueError("expected a time stamp with seconds and UTC offset, such as 2021-04-12T05:46:00Z")
    return value


Instant = Annotated[str, AfterValidator(_instant)]
"""RFC 3339 time stamp with seconds and UTC offset."""
