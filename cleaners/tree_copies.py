"""Text that a page holds twice: for narrow screens and wide ones, in a slide that comes round again, in a quote."""

from __future__ import annotations

from collections.abc import Sequence

# A run that is a copy has so many characters and makes up so much of the text: what authors say again word for word
# is shorter, or is a clause of something long. Chosen in November 2026 on the three development sets, in coarse steps;
# from 160 to 500 characters and from nothing to a tenth, each fold of each set gains or keeps what it had.
_LEAST, _SHARE = 200, 0.02


def copies(lines: Sequence[str], blocks: Sequence[int]) -> list[int]:
    """Return the indices of lines that repeat earlier ones, in their order and in other blocks than theirs.

    `blocks` are what the lines stand in: a text may say the same twice, and then does so within one block.
    """
    first: dict[str, int] = {}
    before = [first.setdefault(line, index) for index, line in enumerate(lines)]
    least = max(_LEAST, _SHARE * sum(map(len, lines)))
    found: list[int] = []
    at = 0
    while at < len(lines):
        end = at + 1
        if before[at] < at:
            while end < len(lines) and before[end] == before[end - 1] + 1 and before[end] < end:
                end += 1
            if blocks[at] != blocks[before[at]] and sum(map(len, lines[at:end])) >= least:
                found += range(at, end)
        at = end
    return found
