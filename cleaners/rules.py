"""A rule as the decision applies it: where it is looked for, what it matches, what the label is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, get_args

from cleaners.calendars import numbered
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
    labelled: bool = False
    """Takes no line that is not a label word."""
    long: bool = True
    """Takes lines of over LINE code points too."""


class Verdict(NamedTuple):
    """The label of one segment, why, and how sure."""

    label: Label
    reason: str
    score: float
    field: FieldName | None = None


LINE = 300
"""Code points from which on a line is a paragraph, which few rules take."""
_NUMBERED, _LABELLED, _LONG = 1, 2, 4

_Row = tuple[Grammar, Verdict, bool, bool]


class Rules:
    """Rules by zone, in order of precedence."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        rules = tuple(rules)
        self._by_zone = {zone: _by_sort([rule for rule in rules if zone in rule.zones]) for zone in get_args(Zone)}

    def verdict(self, reading: Reading, index: int, zone: Zone) -> Verdict | None:
        """Return what the first matching rule of the zone says of a segment, or None."""
        for matches, verdict, first, last in self._by_zone[zone][_sort(reading, index)]:
            if (first and index) or (last and index != len(reading) - 1):
                continue
            if matches(reading, index):
                return verdict
        return None


def _sort(reading: Reading, index: int) -> int:
    """Return what sort of line a segment is; by it rules are left out that cannot take it."""
    text = reading.text(index)
    if len(text) > LINE:
        return _LONG
    return _NUMBERED * numbered(text) + _LABELLED * (reading.line_class(index) is not None)


def _by_sort(rules: Sequence[Rule]) -> list[list[_Row]]:
    """Return the rows of the rules that may take a line, for each sort of line."""
    short = [
        [_row(rule) for rule in rules if sort & _NUMBERED >= rule.numbered and sort & _LABELLED >= 2 * rule.labelled]
        for sort in range(_LONG)
    ]
    return [*short, [_row(rule) for rule in rules if rule.long]]


def _row(rule: Rule) -> _Row:
    # Verdicts are made once: the walk asks for some twenty a page.
    return rule.matches, Verdict(rule.label, rule.reason, rule.score, rule.field), rule.first, rule.last
