"""What the TOML tables are made of: patterns, days, arrays."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

from schemas.dates import precision_of


def _regex(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from error
    return pattern


def _written(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _day(value: str) -> str:
    if precision_of(value) != "day":
        raise ValueError("expected a day such as 2018-03-04")
    return value


Pattern = Annotated[str, AfterValidator(_regex)]
"""Python regular expression, matched against a whole segment with white space folded."""
Day = Annotated[str, BeforeValidator(_written), AfterValidator(_day)]
"""ISO 8601 day; TOML may write it with quotes or without."""

# TOML has arrays only; the models hold tuples, which nobody can change.
Tuple = BeforeValidator(lambda value: tuple(value) if isinstance(value, list) else value)
Strings = Annotated[tuple[str, ...], Tuple]
Patterns = Annotated[tuple[Pattern, ...], Tuple]
