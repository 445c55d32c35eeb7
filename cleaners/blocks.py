"""The blocks of a page while it is walked over: where each stands, what it is called, which lines it holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from cleaners import naming
from cleaners.facts import INSIDE, TAG, Ints, Nodes

_OTHER = TAG["other"]
_FACTS = 4  # numbers that are noted of a block


class Blocks:
    """The blocks that were opened so far; `at` is the one that is open and innermost."""

    __slots__ = ("_ends", "_makes", "_opened", "at")

    def __init__(self) -> None:
        self.at = 0
        # Of each block, one after the other: parent, make, first line, hidden; and one past the last line.
        self._opened: list[int] = []
        self._ends: list[int] = []
        # Blocks of one tag and one label by their make.
        self._makes: dict[tuple[Any, str], int] = {}

    def open(self, tag: Any, label: str, hidden: int, line: int) -> None:
        """Begin a block before the line with this index; `label` is all that names it. The first is the root."""
        makes, ends = self._makes, self._ends
        self._opened += (self.at, makes.setdefault((tag, label), len(makes)), line, hidden)
        self.at = len(ends)
        ends.append(line)

    def close(self, line: int) -> None:
        """End the innermost block before the line with this index."""
        at = self.at
        self._ends[at] = line
        self.at = self._opened[_FACTS * at]

    def close_all(self, line: int) -> None:
        """End all blocks that are open, the root too, if there is any."""
        while self.at:
            self.close(line)
        if self._ends:
            self._ends[0] = line

    def nodes(self) -> Nodes:
        """Return the blocks as arrays, each with what it has of those around it."""
        parent, make, first, hidden = columns(self._opened or [0] * _FACTS, _FACTS)
        last = np.array(self._ends or [0], dtype=np.int64)
        # A quarter of the makes have no line: nobody asks what these are called.
        seen = set(make[last > first].tolist())
        made: list[int] = []
        for (tag, label), at in self._makes.items():
            names = naming.bits(label) if at in seen else 0
            made += (TAG.get(tag, _OTHER), INSIDE.get(tag, 0), names, 0 if tag == "body" else names)
        tag, inside, names, own = columns(made or [0] * 4, 4)[:, make]
        bits = np.stack([own, inside, hidden])
        counts = np.stack([own & naming.CHROME > 0, own & naming.TEXT > 0, np.ones_like(own)]).astype(np.int64)
        bits[:2, 0] = counts[:, 0] = 0  # the root passes nothing on but that it is hidden
        # Each block is told by its parent, then by the one that its parent was told by, and so on: few rounds.
        above = parent
        while above.any():
            bits |= bits[:, above]
            counts += counts[:, above]
            above = above[above]
        all_names, inside, hidden = bits
        chrome, text, depth = counts
        return Nodes(
            last=last, hidden=(hidden | hidden[0]) > 0, parent=parent, tag=tag, names=names, all_names=all_names,
            inside=inside, depth=depth, chrome=chrome, text=text, make=make, first=first,
        )  # fmt: skip


def columns(numbers: Sequence[int], width: int) -> Ints:
    """Return rows of so many numbers, one after the other, as columns."""
    return np.ascontiguousarray(np.array(numbers, np.int64).reshape(-1, width).T)
