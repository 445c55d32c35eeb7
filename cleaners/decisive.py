"""Who decided: of several judges that were weighed, the one whose word made the label what it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from cleaners.rules import Verdict

LEFT: Final = Verdict("body", "structure/body", 0.6)
HELD: Final = "repetition/held"
MISSED: Final = frozenset({"model/furniture", "model/teaser"})
"""Reasons of lines that the model alone leaves out of the text."""


def decisive(model: Verdict, others: Iterable[tuple[Verdict | None, bool]]) -> Verdict:
    """Return the verdict that decided on a label: that of `model`, scored as the model alone scores it.

    `others` are what the other judges said, each with whether the label would be another without it. Who is needed
    decided, the surest of several. If nobody is, who agrees with the model is named before it, since a rule says more
    than a class does.
    """
    spoke = [(verdict, needed) for verdict, needed in others if verdict is not None and verdict.label == model.label]
    needed = [verdict for verdict, needed in spoke if needed]
    return max(needed or [verdict for verdict, _ in spoke] or [model], key=lambda verdict: verdict.score)
