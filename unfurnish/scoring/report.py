"""The scores of many pages: together, by groups, by rule, and where they go wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from unfurnish.scoring.gold import Gold
from unfurnish.scoring.metrics import Figures, Tally, macro, micro
from unfurnish.scoring.pages import FieldScore, LineScore, PageScore


@dataclass(frozen=True)
class Averages:
    """Figures of several pages: `micro` of their counts taken together, `macro` the mean of each page's figures."""

    micro: Figures
    macro: Figures


@dataclass(frozen=True)
class Share:
    """How many of some answers are right."""

    right: int
    of: int
    accuracy: float
    """0 to 1; 1 if there are none."""


@dataclass(frozen=True)
class FieldShare(Share):
    """How many pages have a field right; precision and recall are of the values found, where none may be wanted."""

    precision: float
    recall: float


@dataclass(frozen=True)
class Scores:
    """The figures of a group of pages."""

    pages: int
    lines: Averages
    words: Averages
    labels: Share
    fields: Mapping[str, FieldShare]


GROUPS: Mapping[str, Callable[[PageScore], str]] = {
    # A page without a profile is of the site that its folder is named for.
    "site": lambda page: page.page.gold.site or page.page.name.partition("/")[0],
    "language": lambda page: page.page.gold.language or "unknown",
    "kind": lambda page: page.page.gold.kind,
    "page": lambda page: page.page.name,
}
"""By what pages can be grouped."""


def scores(pages: Sequence[PageScore]) -> Scores:
    """Return the figures of pages, of which there must be one at least."""
    return Scores(
        len(pages),
        _averages([page.kept for page in pages]),
        _averages([page.words for page in pages]),
        _share(sum(page.rightly for page in pages), sum(len(page.lines) for page in pages)),
        _fields(pages),
    )


def grouped(pages: Iterable[PageScore], by: str) -> dict[str, Scores]:
    """Return the figures of each group, in the order of their names; `by` is a key of GROUPS."""
    groups: defaultdict[str, list[PageScore]] = defaultdict(list)
    for page in pages:
        groups[GROUPS[by](page)].append(page)
    return {name: scores(groups[name]) for name in sorted(groups)}


def by_reason(pages: Iterable[PageScore]) -> dict[str, Share]:
    """Return for each rule how many lines it decided and how many rightly; what decided most comes first."""
    decided: defaultdict[str, list[bool]] = defaultdict(list)
    for page in pages:
        for line in page.lines:
            decided[line.reason].append(line.right)
    order = sorted(decided, key=lambda reason: (-len(decided[reason]), reason))
    return {reason: _share(sum(decided[reason]), len(decided[reason])) for reason in order}


@dataclass(frozen=True)
class Errors:
    """What is wrong on one page."""

    name: str
    line_f1: float
    lines: tuple[LineScore, ...]
    fields: Mapping[str, FieldScore]


def worst(pages: Iterable[PageScore], most: int) -> list[Errors]:
    """Return the pages that have errors, at most so many; kept lines count before labels, and these before fields."""
    faulty = []
    for page in pages:
        lines = tuple(line for line in page.lines if not line.right)
        fields = {name: field for name, field in page.fields.items() if not field.right}
        if lines or fields:
            faulty.append(Errors(page.page.name, page.kept.figures().f1, lines, fields))
    return sorted(faulty, key=lambda page: (page.line_f1, -len(page.lines), -len(page.fields), page.name))[:most]


def _averages(tallies: Sequence[Tally]) -> Averages:
    return Averages(micro(tallies), macro(tallies))


def _share(right: int, of: int) -> Share:
    return Share(right, of, right / of if of else 1.0)


def _fields(pages: Iterable[PageScore]) -> dict[str, FieldShare]:
    """Return the fields that some page is scored on, in the order of the gold's keys."""
    found: defaultdict[str, list[FieldScore]] = defaultdict(list)
    for page in pages:
        for name, field in page.fields.items():
            found[name].append(field)
    shares = {}
    for name in sorted(found, key=list(Gold.model_fields).index):
        fields = found[name]
        share = _share(sum(field.right for field in fields), len(fields))
        figures = micro(field.tally for field in fields)
        shares[name] = FieldShare(share.right, share.of, share.accuracy, figures.precision, figures.recall)
    return shares
