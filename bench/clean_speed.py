"""Time cleaning against trafilatura on the same text, on one core, in one run.

    python bench/clean_speed.py             tables, and PASS or FAIL
    python bench/clean_speed.py --json      the same as one object

Pages: every dump in fixtures/dumps, and those of the folder that the environment variable UNFURNISH_SEEDS names; those
whose site has a profile apart from those of sites never seen, which the line model decides. Exit code 1 if a bound is
missed. docs/benchmarks.md says what is measured and why so.
"""

from __future__ import annotations

import argparse
import gc
import html
import json
import os
import platform
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

import trafilatura
from trafilatura.meta import reset_caches

from cleaners import Engine
from cleaners.language import LanguageJudge
from schemas import Page, Reject
from schemas.rules import Profile, Vocabulary

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures" / "dumps"
SEEDS_VARIABLE = "UNFURNISH_SEEDS"
WITHOUT, WITH, PEER = "unfurnish, no language detection", "unfurnish", "trafilatura"
KNOWN, UNSEEN = "sites with a profile", "sites never seen"
BOUNDS = {KNOWN: {WITHOUT: 3.0, WITH: 0.8}, UNSEEN: {WITH: 0.5}}
"""How many times as fast as trafilatura each must be."""
_LINE_END = re.compile("\r\n|[\r\n]")
_WARM_UP_ROUNDS = 2
# Makes trafilatura load its stop lists anew after its caches were emptied; it stands on no page.
_WARM_UP_PAGE = f"<html><body>{'<p>The lamp was lit, and the keeper went home to his books.</p>' * 9}</body></html>"


class NoDetection(LanguageJudge):
    """Believes that every page is in the first language of its site, so that all other work is still done."""

    def of_text(self, text: str, *, expected: Sequence[str] = (), page: Iterable[str] = ()) -> str | None:
        return next(iter(expected), None)

    def of_paragraphs(self, paragraphs: Sequence[str], document: str | None) -> tuple[str | None, ...]:
        return (document,) * len(paragraphs)


class EngineWithoutDetection(Engine):
    """The engine, but for its language judge."""

    def __init__(self, profiles: Sequence[Profile], vocabularies: Sequence[Vocabulary]) -> None:
        super().__init__(profiles, vocabularies)
        self._judge = NoDetection({})


@dataclass(frozen=True)
class Sample:
    """One text as each side takes it."""

    page: Page
    html: str


Contenders = dict[str, Callable[[Sample], object]]


@dataclass(frozen=True)
class Result:
    """What one contender did: the sum over the pages of its median times."""

    milliseconds: float
    pages_per_second: float
    ratio: float
    """How many times as fast as trafilatura."""
    bound: float | None

    @property
    def passes(self) -> bool:
        """Whether the bound is kept."""
        return self.bound is None or self.ratio >= self.bound


@dataclass(frozen=True)
class Group:
    """Pages of one sort, and what the contenders did with them."""

    pages: int
    kilobytes: int
    answered: int
    """Pages of which trafilatura extracted anything."""
    results: dict[str, Result]


def samples(engine: Engine) -> dict[str, list[Sample]]:
    """Read the pages, decode them, and write each for both sides."""
    folders = [FIXTURES, *map(Path, filter(None, [os.environ.get(SEEDS_VARIABLE)]))]
    found: dict[str, list[Sample]] = {KNOWN: [], UNSEEN: []}
    for path in (path for folder in folders for path in sorted(folder.rglob("*.txt"))):
        decoded = engine.decode(Page(source=str(path), raw=path.read_bytes()))
        if isinstance(decoded, Reject):
            continue
        paragraphs = (f"<p>{html.escape(line.rstrip())}</p>" for line in _LINE_END.split(decoded.text))
        found[KNOWN if decoded.site in engine.profiles else UNSEEN].append(
            Sample(
                Page(source=str(path), raw=decoded.text.encode(errors="replace")),
                f"<html><body>{''.join(paragraphs)}</body></html>",
            )
        )
    return found


def measure(contenders: Contenders, pages: Sequence[Sample], rounds: int) -> dict[str, float]:
    """Return the seconds of each contender: page by page the median over the rounds, summed up.

    The contenders take turns at each page, each as often first as any other. Seconds are CPU time of this process,
    which has one thread: the same as time on the clock where nothing else runs, and hardly moved where something does.
    """
    names = list(contenders)
    times: dict[str, list[list[float]]] = {name: [[] for _ in pages] for name in names}
    for round_ in range(_WARM_UP_ROUNDS + rounds):
        # In use, no page comes twice; so what trafilatura remembers of the round before is thrown away.
        reset_caches()
        contenders[PEER](Sample(pages[0].page, _WARM_UP_PAGE))
        if round_ == _WARM_UP_ROUNDS:
            gc.freeze()  # a full collection, in whosever turn it falls, then walks over fresh objects only
        for number, page in enumerate(pages):
            shift = (number + round_) % len(names)
            for name in names[shift:] + names[:shift]:
                start = time.process_time()
                contenders[name](page)
                taken = time.process_time() - start
                if round_ >= _WARM_UP_ROUNDS:
                    times[name][number].append(taken)
    gc.unfreeze()
    return {name: sum(map(statistics.median, taken)) for name, taken in times.items()}


def main() -> int:
    """Measure, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--rounds", type=int, default=7, help="measured rounds over all pages (default: 7)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    arguments = parser.parse_args()
    if arguments.rounds < 1:
        parser.error("--rounds must be 1 or more")
    engine, bare = Engine.bundled(), EngineWithoutDetection.bundled()
    contenders: Contenders = {
        WITHOUT: lambda sample: bare.clean(sample.page),
        PEER: lambda sample: trafilatura.extract(sample.html),
        WITH: lambda sample: engine.clean(sample.page),
    }
    facts = {
        "rounds": arguments.rounds,
        "trafilatura": version("trafilatura"),
        "python": platform.python_version(),
    }
    groups = {name: group(name, pages, contenders, arguments.rounds) for name, pages in samples(engine).items()}
    passes = all(result.passes for each in groups.values() for result in each.results.values())
    if arguments.json:
        print(json.dumps({**facts, "groups": {name: asdict(each) for name, each in groups.items()}, "passes": passes}))
        return 0 if passes else 1
    print(*(f"{name} {value}" for name, value in facts.items()), sep=", ")
    for name, each in groups.items():
        print(f"\n{name}: {each.pages} pages, {each.kilobytes} kB, {each.answered} answered by trafilatura")
        print(f"{'':34}{'ms':>9}{'pages/s':>9}{'ratio':>7}{'bound':>7}")
        for contender, result in each.results.items():
            verdict = "" if result.bound is None else f"{result.bound:7.1f}  {'PASS' if result.passes else 'FAIL'}"
            print(f"{contender:34}{result.milliseconds:9.1f}{result.pages_per_second:9.0f}{result.ratio:7.2f}{verdict}")
    return 0 if passes else 1


def group(name: str, pages: Sequence[Sample], contenders: Contenders, rounds: int) -> Group:
    """Measure the contenders on one group of pages."""
    bounds = BOUNDS[name]
    taking_part = {each: work for each, work in contenders.items() if each == PEER or each in bounds}
    seconds = measure(taking_part, pages, rounds)
    return Group(
        len(pages),
        round(sum(len(sample.page.raw) for sample in pages) / 1000),
        sum(trafilatura.extract(sample.html) is not None for sample in pages),
        {
            each: Result(1000 * taken, len(pages) / taken, seconds[PEER] / taken, bounds.get(each))
            for each, taken in seconds.items()
        },
    )


if __name__ == "__main__":
    sys.exit(main())
