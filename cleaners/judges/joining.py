"""How the probabilities of a page become one class a segment, along the page, so that one odd line does not flip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from cleaners.judges.classes import BODY, ENTRY, FURNITURE, META, TEASER, Mask, content
from cleaners.model.lines import Floats, Ints
from cleaners.rules import Verdict
from schemas import Kind

# A page with fewer kept lines lists nothing.
_FEW_ENTRIES = 6
# Probability of text below which a line that would be kept goes with two neighbours that are not. Higher bounds, and
# keeping whatever stands between two kept lines, cost real pages more than they bring: the model's second look has read
# the neighbours already.
_ALONE = 0.5
# So likely text is what stands between two lines that are surely so, though the page asks for more. It neither gains
# nor loses on the three development sets (word F1 within .0003, 2026-11-22).
_AMID, _SURELY = 0.4, 0.85
# Lines of a record between two of its fields, and their mean probability from which on they are fields.
_BETWEEN_FIELDS, _FIELD = 8, 0.15
# Lines above the first kept entry of a listing, and below the last, that may be dates of theirs.
_ENTRY_REACH = 2


@dataclass(frozen=True, slots=True)
class Joining:
    """What the page as a whole says of its segments."""

    kind: Kind
    threshold: float
    """Probability of content from which a segment is kept."""
    above: Mask
    """Segments as likely as that."""
    standing: Mask
    """Segments that are kept whatever they are."""

    @classmethod
    def of(cls, kind: Kind, classes: Floats, threshold: float, standing: Mask) -> Joining:
        """Take what a page says whose segments have these probabilities; a listing of next to nothing is none."""
        joining = cls(kind, threshold, content(classes) >= threshold, standing)
        few = kind == "listing" and joining.kept(classes).sum() < _FEW_ENTRIES
        return replace(joining, kind="article") if few else joining

    def with_fields(self, classes: Floats, said: Sequence[Verdict | None]) -> Joining:
        """Keep what stands amid the fields of a record too; `said` is what rules say of the segments."""
        between = _between(self.kept(classes), content(classes), said)
        return replace(self, standing=self.standing | between)

    def kept(self, classes: Floats) -> Mask:
        """Return which segments are kept if these are their probabilities, and their neighbours' are as they are."""
        return self.joined(classes) | self.standing

    def joined(self, classes: Floats) -> Mask:
        """Return which of them are kept for their own probability and their neighbours'.

        A doubtful segment goes with the two that it stands between, if neither is kept or both surely are.
        """
        likely = content(classes)
        joined = likely >= self.threshold
        joined[1:-1] &= self.above[:-2] | self.above[2:] | (likely[1:-1] >= _ALONE)
        joined[1:-1] |= (likely[1:-1] >= _AMID) & (np.minimum(likely[:-2], likely[2:]) >= _SURELY)
        return joined

    def choices(self, classes: Floats) -> Ints:
        """Return the class that each segment has if these are their probabilities."""
        kept = self.kept(classes)
        if self.kind != "listing":
            return np.where(kept, BODY, META + classes[:, META:].argmax(1))
        # The entries are the text, and their dates go with them; teasers of other lists are furniture here.
        text = np.where(classes[:, ENTRY] > classes[:, BODY], ENTRY, BODY)
        meta, furniture, teaser = classes[:, META], classes[:, FURNITURE], classes[:, TEASER]
        other = np.where(meta > furniture + teaser, META, FURNITURE)
        if kept.any():
            at, rows = np.arange(len(kept)), np.flatnonzero(kept)
            near = (at >= rows[0] - _ENTRY_REACH) & (at <= rows[-1] + _ENTRY_REACH)
            other = np.where(near & (meta > furniture), ENTRY, other)
        return np.where(kept, text, other)


def _between(kept: Mask, likely: Floats, said: Sequence[Verdict | None]) -> Mask:
    """Return the segments between fields of a record that are fields too: no rule knows them, and they are likely so.

    The model doubts labels without a colon and short values, but each stands where only fields stand.
    """
    found = np.zeros_like(kept)
    rows = np.flatnonzero(kept).tolist()
    for above, below in pairwise(rows):
        gap = range(above + 1, below)
        if 0 < len(gap) <= _BETWEEN_FIELDS and likely[gap].mean() >= _FIELD and not any(said[at] for at in gap):
            found[gap] = True
    return found
