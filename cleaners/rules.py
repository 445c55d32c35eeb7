"""A rule as the decision applies it: where it is looked for, what it matches, what the label is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

from cleaners.reading import Reading
from cleaners.traits import LONG, PLAIN
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
    needs: int = 0
    """Traits of which it takes no line without any; 0 if it has to be tried on all."""
    long: bool = True
    """Takes lines of over traits.LINE code points too."""

    def may_take(self, traits: int) -> bool:
        """Tell whether the rule may take a line of these traits."""
        return self.long if traits & LONG else not self.needs or bool(self.needs & traits)

    @property
    def placed(self) -> Grammar:
        """The grammar, of a rule of the first or last segment on no other: the rest are not asked where they stand."""
        return partial(_at_end, self) if self.first or self.last else self.matches


def _at_end(rule: Rule, reading: Reading, index: int) -> bool:
    if (rule.first and index) or (rule.last and index != len(reading) - 1):
        return False
    return rule.matches(reading, index)


class Verdict(NamedTuple):
    """The label of one segment, why, and how sure."""

    label: Label
    reason: str
    score: float
    field: FieldName | None = None


_Row = tuple[Grammar, Verdict]


class Rules:
    """Rules in order of precedence."""

    def __init__(self, rules: Iterable[Rule], *, few: bool = False) -> None:
        """Take the rules; where they are asked of a `few` lines of a page, telling all traits of these does not pay."""
        self._rules = tuple(replace(rule, needs=0) if few and rule.needs & ~PLAIN else rule for rule in rules)
        self.zones = frozenset(zone for rule in self._rules for zone in rule.zones)
        self._traits = Reading.plain_traits if few else Reading.traits
        self._choosy = frozenset(zone for rule in self._rules for zone in rule.zones if rule.needs or not rule.long)
        # Of hundreds of thousands of sorts of lines hundreds are met.
        self._rows: dict[tuple[Zone, ...], tuple[bool, dict[int, list[_Row]]]] = {}

    def verdict(self, reading: Reading, index: int, *zones: Zone) -> Verdict | None:
        """Return what the first matching rule of the first zone that has one says of a segment, or None."""
        found = self._rows.get(zones)
        if found is None:
            found = self._rows[zones] = not self._choosy.isdisjoint(zones), {}
        choosy, by_traits = found
        traits = self._traits(reading, index) if choosy else 0
        rows = by_traits.get(traits)
        if rows is None:
            rows = by_traits[traits] = self._rows_of(traits, zones)
        for matches, verdict in rows:
            if matches(reading, index):
                return verdict
        return None

    def _rows_of(self, traits: int, zones: tuple[Zone, ...]) -> list[_Row]:
        """Return the rows of the rules that may take a line, each once, for the first of the zones that it is of."""
        rules = dict.fromkeys(rule for zone in zones for rule in self._rules if zone in rule.zones)
        # Verdicts are made once: the walk asks for some twenty a page.
        return [
            (rule.placed, Verdict(rule.label, rule.reason, rule.score, rule.field))
            for rule in rules
            if rule.may_take(traits)
        ]
