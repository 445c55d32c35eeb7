"""Two labellings of one page compared, line by line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from schemas import Kind, Label, Line, kept_labels

LONGEST = 120
"""Code points that are shown of a line."""


class Mark(NamedTuple):
    """What was said of a line."""

    label: Label
    reason: str


_BLANK = Mark("blank", "blank")


class Move(NamedTuple):
    """Another label than before."""

    before: Mark
    after: Mark


@dataclass
class Moves:
    """The lines of a page that have another label than before."""

    counts: Counter[Move] = field(default_factory=Counter)
    examples: dict[Move, str] = field(default_factory=dict)
    """The first line that moved so."""
    lost: list[str] = field(default_factory=list)
    """Lines that were kept, and are not any more."""
    gained: list[str] = field(default_factory=list)


def compare(text: str, before: Iterable[Line], was: Kind | None, after: Iterable[Line], is_now: Kind | None) -> Moves:
    """Compare the labels of the lines of a text, of which each kind of page keeps others."""
    kept_before, kept_after = kept_labels(was), kept_labels(is_now)
    old = {n: mark for n, mark, _ in _marks(text, before)}
    moves = Moves()
    for n, mark, line in _marks(text, after):
        move = Move(old.get(n, _BLANK), mark)
        if move.before.label != mark.label:
            moves.counts[move] += 1
            moves.examples.setdefault(move, line)
        gone, come = move.before.label in kept_before, mark.label in kept_after
        if gone != come:
            (moves.lost if gone else moves.gained).append(line)
    return moves


def _marks(text: str, lines: Iterable[Line]) -> Iterator[tuple[int, Mark, str]]:
    """Yield number, mark and words of each visible line; the mark is that of its longest segment."""
    for n, parts in groupby(lines, key=lambda line: line.n):
        segments = list(parts)
        words = text[segments[0].start : segments[-1].end].split(maxsplit=LONGEST)
        if words:
            longest = max(segments, key=lambda part: len(text[part.start : part.end].strip()))
            yield n, Mark(longest.label, longest.reason), " ".join(words)[:LONGEST]
