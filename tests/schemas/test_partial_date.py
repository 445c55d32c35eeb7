"""Dates never hold a guess: a value that is no calendar date, or that claims more than it says, is refused."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from schemas import Page, PartialDate, precision_of
from schemas.dates import EARLIEST_YEAR, LATEST_YEAR

PRECISIONS = ("year", "month", "day", "minute", "second")

GOOD = {
    "2021": "year",
    "1500": "year",
    "2100": "year",
    "2021-03": "month",
    "2021-12": "month",
    "2021-03-25": "day",
    "2020-02-29": "day",
    "2021-03-25T14:38": "minute",
    "2021-03-25T00:00+03:00": "minute",
    "2021-03-25T14:38Z": "minute",
    "2021-03-25T14:38:00": "second",
    "2021-03-25T14:38:00Z": "second",
    "2021-03-25T23:59:59-05:30": "second",
}

BAD = [
    "",
    "20250314",  # pydantic's datetime takes this for a Unix time stamp of 1970
    "1741910400",
    "202503",
    "2025-02-30",
    "2021-02-29",
    "1900-02-29",
    "2021-04-31",
    "2021-13",
    "2021-00",
    "2021-00-01",
    "2021-01-00",
    "0000",
    "0000-01-01",
    "0001-01-01",
    "1499",
    "1499-12-31",
    "2101-01-01",
    "9999",
    "2021-3-5",
    "21-03-25",
    "25.03.2021",
    "25/03/2021",
    "2021/03/25",
    "March 2021",
    "2021-W12",
    "2021-084",
    "2021-03-25 14:38",
    "2021-03-25T14",
    "2021-03-25T24:00",
    "2021-03-25T14:60",
    "2021-03-25T14:38:60",
    "2021-03-25T14:38:00.5",
    "2021-03-25T14:38+3",
    "2021-03-25T14:38+24:00",
    "2021-03-25Z",
    "2021-03-25T14:38z",
    "-2021",
    "+2021",
    " 2021",
    "2021\n",
    "2021-03-25\n",
    "2021-03-25T14:38:00Z\n",
    "２０２１",
    "٢٠٢١-٠٣-٢٥",
    "2021–03–25",
    "2021-03-XX",
    "2021-03-25/2021-03-26",
]


@pytest.mark.parametrize(("value", "precision"), GOOD.items())
def test_a_calendar_date_has_the_precision_it_is_written_at(value: str, precision: str) -> None:
    assert precision_of(value) == precision


@pytest.mark.parametrize("value", BAD, ids=ascii)
def test_what_is_no_date_is_refused_at_any_precision(value: str) -> None:
    assert precision_of(value) is None
    for precision in PRECISIONS:
        with pytest.raises(ValidationError, match="not an ISO 8601 date"):
            PartialDate.model_validate({"value": value, "precision": precision, "source": "title", "raw": "x"})


@pytest.mark.parametrize("claimed", PRECISIONS)
@pytest.mark.parametrize(("value", "precision"), GOOD.items())
def test_a_date_claims_no_other_precision_than_its_own(value: str, precision: str, claimed: str) -> None:
    record = {"value": value, "precision": claimed, "source": "dateline", "raw": "as printed"}
    if claimed == precision:
        assert PartialDate.model_validate(record).model_dump() == record
    else:
        with pytest.raises(ValidationError, match="has the precision"):
            PartialDate.model_validate(record)


@pytest.mark.parametrize(
    ("field", "value"), [("value", 2021), ("value", datetime(2021, 3, 25)), ("raw", ""), ("source", "guess")]
)
def test_a_date_is_text_that_was_read_somewhere(field: str, value: object) -> None:
    record = {"value": "2021", "precision": "year", "source": "url", "raw": "2021"}
    assert PartialDate.model_validate(record)
    with pytest.raises(ValidationError, match=field):
        PartialDate.model_validate({**record, field: value})


DIGITS = r"(?:1[4-9]|20|21)[0-9]{2}(?:-[01][0-9](?:-[0-3][0-9](?:T[0-2][0-9]:[0-6][0-9](?::[0-6][0-9])?Z?)?)?)?"


@given(st.from_regex(DIGITS, fullmatch=True))
def test_whatever_passes_is_a_day_that_existed(value: str) -> None:
    if precision_of(value) is not None:
        filled = value if len(value) > 7 else f"{value}-01-01"[:10]
        assert EARLIEST_YEAR <= datetime.fromisoformat(filled).year <= LATEST_YEAR


@given(
    st.datetimes(datetime(EARLIEST_YEAR, 1, 1), datetime(LATEST_YEAR, 12, 31)),
    st.one_of(st.none(), st.integers(-14 * 60, 14 * 60)),
)
def test_every_moment_that_python_writes_is_taken(moment: datetime, offset: int | None) -> None:
    zoned = moment.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=offset)) if offset is not None else None)
    assert precision_of(zoned.isoformat()) == "second"
    assert precision_of(zoned.isoformat(timespec="minutes")) == "minute"
    assert precision_of(zoned.date().isoformat()) == "day"


def page(fetched_at: object) -> Page:
    return Page.model_validate({"source": "a", "raw": b"", "fetched_at": fetched_at})


@pytest.mark.parametrize("value", ["2021-04-12T05:46:00Z", "2021-04-12T05:46:00+00:00", "2021-04-12T08:46:00+03:00"])
def test_an_instant_has_seconds_and_offset(value: str) -> None:
    assert page(value).fetched_at == value


@pytest.mark.parametrize(
    "value",
    [
        "20210412",
        "1618206360",
        1618206360,
        "2021-04-12",
        "2021-04-12T05:46Z",
        "2021-04-12T05:46:00",
        "2021-02-30T05:46:00Z",
        "2021-04-12T05:46:00.123Z",
        "2021-04-12 05:46:00Z",
        "2021-04-12T05:46:00Z\n",
        datetime(2021, 4, 12, 5, 46, tzinfo=UTC),
        "",
    ],
    ids=ascii,
)
def test_anything_less_is_no_instant(value: object) -> None:
    with pytest.raises(ValidationError, match="fetched_at"):
        page(value)
