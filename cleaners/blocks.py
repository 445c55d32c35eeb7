"""The blocks of a page while it is walked over: where each stands, what it is called, which lines it holds."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

import numpy as np

from cleaners import naming
from cleaners.facts import INSIDE, TAG, Ints, Nodes


class Blocks:
    """The blocks that were opened so far; `at` is the one that is open and innermost."""

    __slots__ = ("_ends", "_makes", "_rows", "at")

    def __init__(self) -> None:
        self.at = 0
        # Of each block: parent, make, first line, hidden; and one past the last line.
        self._rows: list[tuple[int, int, int, int]] = []
        self._ends: list[int] = []
        # Blocks of one tag and one label by their make.
        self._makes: dict[tuple[Any, str], int] = {}

    def open(self, tag: Any, label: str, hidden: int, line: int) -> None:
        """Begin a block before the line with this index; `label` is all that names it. The first is the root."""
        make = self._makes.setdefault((tag, label), len(self._makes))
        parent = self.at
        self.at = len(self._ends)
        self._rows.append((parent, make, line, hidden))
        self._ends.append(line)

    def close(self, line: int) -> None:
        """End the innermost block before the line with this index."""
        at = self.at
        self._ends[at] = line
        self.at = self._rows[at][0]

    def close_all(self, line: int) -> None:
        """End all blocks that are open, the root too, if there is any."""
        while self.at:
            self.close(line)
        if self._ends:
            self._ends[0] = line

    def nodes(self) -> Nodes:
        """Return the blocks as arrays, each with what it has of those around it."""
        parent, make, first, hidden = columns(self._rows or [(0, 0, 0, 0)], 4)
        last = np.array(self._ends or [0], dtype=np.int64)
        # A quarter of the makes have no line: nobody asks what these are called.
        seen = set(make[last > first].tolist())
        made = [_said(tag, label if at in seen else "") for (tag, label), at in self._makes.items()]
        tag, names, *own = columns(made or [(0,) * 6], 6)[:, make]
        bits = np.stack([*own[:2], hidden])
        counts = np.stack([*own[2:], np.ones_like(parent)])
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


@lru_cache(maxsize=20_000)
def _said(tag: Any, label: str) -> tuple[int, ...]:
    """Return what a tag and a label say: tag, names, all names, inside, chrome, text."""
    names = naming.bits(label) if label else 0
    known = tag if isinstance(tag, str) else ""
    own = 0 if known == "body" else names
    return (
        TAG.get(known, TAG["other"]), names, own, INSIDE.get(known, 0),
        int(own & naming.CHROME > 0), int(own & naming.TEXT > 0),
    )  # fmt: skip


def columns(rows: Sequence[tuple[int, ...]], width: int) -> Ints:
    """Return rows of so many numbers as columns."""
    flat = np.fromiter(chain.from_iterable(rows), np.int64, width * len(rows))
    return np.ascontiguousarray(flat.reshape(len(rows), width).T)
