"""Why each line of a page has its label: the judge that decided, what the others said, and what the page rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from cleaners.decide import Decision, Judge
from cleaners.judges.classes import LABELS
from cleaners.model.predict import CLASSES, KINDS, SURE, SURE_OF
from cleaners.profiles import Site
from cleaners.reading import Reading
from cleaners.rules import Verdict
from cleaners.structure import RULES
from cleaners.weigh import Weighed
from schemas import Cleaned, Kind, Label

SECOND: Final = 0.1
"""Probability from which a second choice of the model is told."""

_HEADLINES = 3
_RULES = frozenset(rule.reason for rule in RULES)


class Opinion(NamedTuple):
    """What one judge says of a line."""

    judge: Judge | Literal["place"]
    """`place` where no rule matched, and what follows is from the place on the page."""
    label: Label
    reason: str
    score: float


class Opinions(NamedTuple):
    """What all judges say of a line."""

    decided: Opinion
    others: tuple[Opinion, ...]
    """Surest first, each judge by itself; where the model decided, with its second choices."""
    joined: bool
    """The line went with its two neighbours, against its own probability."""


@dataclass(frozen=True)
class Explained:
    """A cleaned page, and why it came out so."""

    cleaned: Cleaned
    lines: tuple[Opinions | None, ...]
    """One for each of `cleaned.lines`; None for one in which nothing is read."""
    judges: frozenset[Judge]
    """Those that had a say on the page; the others were heard for comparison."""
    misfit: str | None
    """What showed that the page is not as the profile of its site expects; None without a profile, or if it is."""
    pages: int
    """Pages that repetition had to go by, 0 without."""
    kinds: tuple[tuple[Kind, float], ...]
    """What the model takes the page for, likeliest first."""
    headlines: tuple[tuple[int, float], ...]
    """Line numbers of what the model takes for the headline, likeliest first; equal lines count as one."""
    threshold: float
    """Probability of content from which the weighing keeps a line."""
    headline_threshold: float
    """Probability from which a line is taken for the headline."""


def explain(
    cleaned: Cleaned, decision: Decision, heard: Weighed, reading: Reading, site: Site | None,
    indices: Sequence[int | None],
) -> Explained:  # fmt: skip
    """Say why a page was decided as it was; `heard` is what the judges say of it, whether they had a say or not.

    `indices` are of the visible segments that the lines are of, None for a line in which nothing is read.
    """
    rules = _RULES | {f"{site.profile.id}/{rule.id}" for rule in site.profile.rules} if site else _RULES
    opinions = [_opinions(decision, heard, index, rules) for index in range(len(reading))]
    numbers: dict[int, int] = {}
    for line, index in zip(cleaned.lines, indices, strict=True):
        if index is not None:
            numbers.setdefault(index, line.n)
    pages = reading.snapshot.pages if reading.snapshot else 0
    judges: set[Judge] = {"structure"}
    if site is not None:
        judges.add("profile")
    if decision.weighed is not None:
        judges |= {"model", "repetition"} if pages else {"model"}
    kinds = zip(KINDS, heard.prediction.kinds.tolist(), strict=True)
    return Explained(
        cleaned=cleaned,
        lines=tuple(opinions[index] if index is not None else None for index in indices),
        judges=frozenset(judges),
        misfit=decision.misfit,
        pages=pages,
        kinds=tuple(sorted(kinds, key=lambda pair: -pair[1])),
        headlines=_headlines(reading, heard.prediction.titles.tolist(), numbers),
        threshold=heard.threshold,
        headline_threshold=SURE_OF.get(heard.prediction.kind, SURE),
    )


def _opinions(decision: Decision, heard: Weighed, index: int, rules: frozenset[str]) -> Opinions:
    verdict = decision.verdicts[index]
    others = [_opinion(said, rules) for said in _said(heard, index, verdict) if said.reason != verdict.reason]
    others.sort(key=lambda opinion: -opinion.score)
    joined = decision.weighed is not None and verdict.label != "title" and bool(heard.joined[index])
    return Opinions(_opinion(verdict, rules), tuple(others), joined)


def _said(heard: Weighed, index: int, decided: Verdict) -> Iterator[Verdict]:
    """Yield what each judge says of a segment by itself."""
    for said in (heard.structure[index], heard.repetition[index]):
        if said is not None:
            yield said
    classes = sorted(zip(heard.prediction.classes[index].tolist(), CLASSES, strict=True), reverse=True)
    for place, (probability, name) in enumerate(classes):
        if place == 0 or (decided.reason.startswith("model/") and probability >= SECOND):
            yield Verdict(LABELS[name], f"model/{name}", probability)


def _opinion(said: Verdict, rules: frozenset[str]) -> Opinion:
    judge: Judge | Literal["place"]
    match said.reason.partition("/")[0]:
        case "model" | "repetition" as judge:
            pass
        case "html":
            judge = "structure"
        case name:
            judge = "place" if said.reason not in rules else "structure" if name == "structure" else "profile"
    return Opinion(judge, said.label, said.reason, said.score)


def _headlines(
    reading: Reading, probabilities: list[float], numbers: Mapping[int, int]
) -> tuple[tuple[int, float], ...]:
    likely: dict[str, float] = {}
    first: dict[str, int] = {}
    for index, probability in enumerate(probabilities):
        text = reading.texts[index].casefold()
        first.setdefault(text, numbers[index])
        likely[text] = likely.get(text, 0.0) + probability
    best = sorted(likely, key=lambda text: -likely[text])[:_HEADLINES]
    return tuple((first[text], likely[text]) for text in best if likely[text] > 0)
