"""Who decided: of several judges that were weighed, the one whose word made the label what it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from cleaners.rules import Verdict
from schemas import Label

LEFT: Final = Verdict("body", "structure/body", 0.6)
HELD: Final = "repetition/held"
NEW: Final = "repetition/new"

AGAINST: Final[dict[str, Label]] = {NEW: "furniture"}
"""Some speak against a label, and so for every other."""


def decisive(model: Verdict, own: bool, others: Iterable[tuple[Verdict | None, bool]]) -> Verdict:
    """Return the verdict that decided on a label: that of `model`, scored as the model alone scores it.

    `own` tells whether the model alone would choose the label; `others` are what the other judges said, each with
    whether the label would be another without it. Who is needed decided, the surest of several. If nobody is, who
    agrees with the model is named before it, since a rule says more than a class does.
    """
    spoke = [(verdict, needed) for verdict, needed in others if verdict is not None and _for(verdict, model.label)]
    needed = [verdict for verdict, needed in spoke if needed]
    if not needed and own:
        # What speaks against another label makes nothing of this one that was not in question.
        needed = [verdict for verdict, _ in spoke if verdict.reason not in AGAINST] or [model]
    return max(needed or [verdict for verdict, _ in spoke] or [model], key=lambda verdict: verdict.score)


def _for(verdict: Verdict, label: Label) -> bool:
    against = AGAINST.get(verdict.reason)
    return verdict.label == label if against is None else label != against
