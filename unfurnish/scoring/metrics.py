"""Precision, recall and F1 from counts, and texts as bags of words. Pure functions of what they are given."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

# Scripts that put no space between words, and Korean, whose words take too many endings: Thai, Burmese, Hangul,
# Kana, Han.
_BY_CHARACTER = (
    "\u0e00-\u0e7f\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f\u1100-\u11ff\u3130-\u318f\uac00-\ud7ff"
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9d\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
)
_TOKEN = re.compile(rf"(?=\w)[{_BY_CHARACTER}]|[^\W{_BY_CHARACTER}]+")


@dataclass(frozen=True)
class Figures:
    """Precision, recall and their harmonic mean, each 0 to 1."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True)
class Tally:
    """How many things were given, how many of them rightly, and how many were wanted."""

    right: int = 0
    given: int = 0
    wanted: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.given + other.given, self.wanted + other.wanted)

    def figures(self) -> Figures:
        """Return all 1 if nothing was wanted and nothing given, all 0 if one of the two is nothing.

        >>> Tally(right=3, given=4, wanted=6).figures()
        Figures(precision=0.75, recall=0.5, f1=0.6)
        """
        if not self.given and not self.wanted:
            return Figures(1.0, 1.0, 1.0)
        return Figures(
            self.right / self.given if self.given else 0.0,
            self.right / self.wanted if self.wanted else 0.0,
            2 * self.right / (self.given + self.wanted),
        )


def micro(tallies: Iterable[Tally]) -> Figures:
    """Return the figures of all tallies together, so that a long page weighs more than a short one."""
    return sum(tallies, Tally()).figures()


def macro(tallies: Iterable[Tally]) -> Figures:
    """Return the means of the figures of each tally, so that all pages weigh the same; there must be one at least."""
    each = [tally.figures() for tally in tallies]
    return Figures(
        fmean(figures.precision for figures in each),
        fmean(figures.recall for figures in each),
        fmean(figures.f1 for figures in each),
    )


def words(text: str) -> list[str]:
    r"""Return the words of a text: runs of `\w` in lower case; in scripts that do not part words, each character.

    >>> words("The 2nd note: 通知2号")
    ['the', '2nd', 'note', '通', '知', '2', '号']
    """
    return _TOKEN.findall(text.lower())


def shared_words(given: Iterable[str], wanted: Iterable[str]) -> Tally:
    """Compare two texts as bags of words: a word counts as often as it stands in both."""
    bags: Sequence[Counter[str]] = [
        Counter(word for text in texts for word in words(text)) for texts in (given, wanted)
    ]
    return Tally((bags[0] & bags[1]).total(), bags[0].total(), bags[1].total())
