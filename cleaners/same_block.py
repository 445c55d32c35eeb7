"""Lines of one block, between two blank lines, that are of one make with text in it: fields, and names that sign."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

from cleaners.decisive import MISSED
from cleaners.label_value import label_value
from cleaners.names import is_name
from cleaners.reading import Reading
from cleaners.rules import Verdict

_BLOCK = Verdict("body", "structure/same-block", 0.8)
_LEADS_IN = (":", "：")
# Share of the lines that have a blank one above them on pages that set blocks apart, and lines of a block: menus have
# more.
_APART, _MOST = 0.15, 12


def keep(reading: Reading, verdicts: list[Verdict]) -> None:
    """Keep what stands below text in its block and is made like it, or like each other where text leads in.

    Nothing else may stand in the block: what the site puts there has a block of its own.
    """
    blocks = list(_blocks(reading))
    if len(blocks) < _APART * len(reading):
        return
    for block in blocks:
        kept = 0
        while kept < len(block) and verdicts[block[kept]].label == "body":
            kept += 1
        rest = block[kept:]
        if not 0 < kept < len(block) <= _MOST or any(verdicts[index].reason not in MISSED for index in rest):
            continue
        makes = {_make(reading, index) for index in rest}
        leads_in = len(rest) > 1 and reading.text(rest[0] - 1).endswith(_LEADS_IN)
        alike = leads_in or makes & {_make(reading, index) for index in block[:kept]}
        if len(makes) == 1 and None not in makes and alike:
            for index in rest:
                verdicts[index] = _BLOCK


def _blocks(reading: Reading) -> Iterator[range]:
    """Yield the lines that no blank one parts."""
    ends = [at for at, (above, below) in enumerate(pairwise(reading.segments), 1) if below.n - above.n > 1]
    for first, end in pairwise([0, *ends, len(reading)]):
        yield range(first, end)


def _make(reading: Reading, index: int) -> Literal["field", "name"] | None:
    if reading.line_class(index) is not None:
        return None
    text = reading.text(index)
    return "field" if label_value(text) is not None else "name" if is_name(text) else None
