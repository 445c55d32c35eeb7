"""A rule as the decision applies it: where it is looked for, what it matches, what the label is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple, get_args

from cleaners.calendars import NUMBERED
from cleaners.reading import Reading
from schemas import Label
from schemas.rules import FieldName, Zone

Grammar = Callable[[Reading, int], bool]
"""Tells whether the segment with this index is what the grammar is named for. Pure."""


@dataclass(frozen=True)
class Rule:
    """One row of a table of rules, a site's or the general one."""

    reason: str
    """Id that stands as the reason of the label, such as `structure/clock`."""
    label: Label
    zones: frozenset[Zone]
    matches: Grammar
    score: float
    field: FieldName | None = None
    first: bool = False
    last: bool = False
    numbered: bool = False
    """Takes no line without a digit: most lines have none, and need not be tried."""


class Verdict(NamedTuple):
    """The label of one segment, why, and how sure."""

    label: Label
    reason: str
    score: float
    field: FieldName | None = None


def has_digit(text: str) -> bool:
    """Tell whether there is a digit in a text, or a year in other numerals."""
    return NUMBERED.search(text) is not None


class Rules:
    """Rules by zone, in order of precedence."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        rules = tuple(rules)
        self._by_zone = {zone: [_row(rule) for rule in rules if zone in rule.zones] for zone in get_args(Zone)}
        self._without_digit = {
            zone: [_row(rule) for rule in rules if zone in rule.zones and not rule.numbered] for zone in get_args(Zone)
        }

    def verdict(self, reading: Reading, index: int, zone: Zone) -> Verdict | None:
        """Return what the first matching rule of the zone says of a segment, or None."""
        by_zone = self._by_zone if has_digit(reading.text(index)) else self._without_digit
        for matches, verdict, first, last in by_zone[zone]:
            if (first and index) or (last and index != len(reading) - 1):
                continue
            if matches(reading, index):
                return verdict
        return None


def _row(rule: Rule) -> tuple[Grammar, Verdict, bool, bool]:
    # Verdicts are made once: the walk asks for some twenty a page.
    return rule.matches, Verdict(rule.label, rule.reason, rule.score, rule.field), rule.first, rule.last
