"""What each judge brings: alone, and taken out, beside what others do with the same lines.

    python -m bench.ablation                               invented pages only
    python -m bench.ablation DATA --cache DIR              and real ones, by models that have not seen their domains
    python -m bench.ablation DATA --cache DIR --write docs/ablation.md

DATA and DIR are those of `bench.lines.train`, which leaves a model a fold in DIR. The table goes to standard output, or
between the marks of the file that --write names.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import islice
from pathlib import Path
from statistics import fmean

import trafilatura

from bench import peers
from cleaners import Engine
from cleaners.decide import JUDGES, Judge
from cleaners.lines import lines as lines_of
from cleaners.repetition import count
from schemas import Cleaned, Page, Reject, kept_labels
from unfurnish.scoring import gold
from unfurnish.scoring.metrics import Tally, macro, shared_words
from unfurnish.scoring.pages import score_page

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures" / "dumps"
MARKS = ("<!-- ablation: begin -->", "<!-- ablation: end -->")
ALL: frozenset[Judge] = JUDGES
ALONE: Mapping[str, frozenset[Judge]] = {f"{judge} alone": frozenset({judge}) for judge in sorted(JUDGES)}
WITHOUT: Mapping[str, frozenset[Judge]] = {f"without {judge}": JUDGES - {judge} for judge in sorted(JUDGES)}
VARIANTS = {"all judges": ALL, **ALONE, **WITHOUT}
RENDERING = "inscriptis"
ALIKE, LISTED = "line frequency (in fewer than three pages)", "trafilatura with the HTML"
IN_ONE_LINE = "wcxb-dev, in one line"
Row = dict[str, float]
"""Name of a column -> mean F1 of its pages."""


@dataclass(frozen=True)
class Real:
    """A benchmark's page, as it is scored."""

    set: str
    type: str
    language: str
    fold: int
    text: str
    content: str
    html: Path | None
    """None where only the text counts."""


@cache
def _bundled() -> Engine:
    return Engine.bundled()


def invented(knows: bool) -> list[gold.GoldPage]:
    """Return the invented pages of sites that have a profile, or of those that have none."""
    return [page for page in gold.find([str(FIXTURES)]) if (page.gold.site is not None) == knows]


def of_judges(judges: frozenset[Judge]) -> Row:
    """Score a set of judges on the invented pages: line F1, mean over the pages."""
    engine = _bundled().with_judges(judges)
    known, unknown = invented(True), invented(False)
    row = {
        "known sites": _line_f1((page, engine) for page in known),
        "unknown sites": _line_f1((page, engine) for page in unknown),
    }
    folders: defaultdict[Path, list[gold.GoldPage]] = defaultdict(list)
    for page in unknown:
        folders[page.path.parent].append(page)
    row["unknown, together"] = _line_f1(
        (page, engine.with_snapshots({}, count(folder.name, map(engine.page_lines, map(_text, pages)))))
        for folder, pages in folders.items()
        for page in pages
    )
    return row


def _line_f1(pages: Iterable[tuple[gold.GoldPage, Engine]]) -> float:
    answers = ((page, engine.clean(Page(source=page.name, raw=page.read()))) for page, engine in pages)
    return macro([score_page(page, answer).kept for page, answer in answers]).f1


def of_peers() -> dict[str, Row]:
    """Score the peers on the invented pages."""
    rows: dict[str, Row] = {}
    pages = {"known sites": invented(True), "unknown sites": invented(False)}
    for name, peer in peers.ALONE.items():
        rows[name] = {
            column: macro([_kept(page, peer(_lines(page), page.gold.language)) for page in group]).f1
            for column, group in pages.items()
        }
        rows[name]["unknown, together"] = rows[name]["unknown sites"]
    folders: defaultdict[Path, list[gold.GoldPage]] = defaultdict(list)
    for page in pages["unknown sites"]:
        folders[page.path.parent].append(page)
    kept = (zip(group, peers.infrequent([_lines(page) for page in group]), strict=True) for group in folders.values())
    rows[ALIKE] = {"unknown, together": macro([_kept(page, flags) for group in kept for page, flags in group]).f1}
    return rows


def _kept(page: gold.GoldPage, flags: Sequence[bool]) -> Tally:
    """Count the lines that a peer keeps against those that it should."""
    labels = [gold.LABELS[letter] for letter in page.gold.labels]
    rows = [(flag, label in kept_labels(page.gold.kind)) for flag, label in zip(flags, labels, strict=True)
            if label not in ("meta", "blank")]  # fmt: skip
    return Tally(sum(given and want for given, want in rows), sum(row[0] for row in rows), sum(row[1] for row in rows))


def _text(page: gold.GoldPage) -> str:
    """Return the text of a page; some are in old encodings."""
    decoded = _bundled().decode(Page(source=page.name, raw=page.read()))
    assert not isinstance(decoded, Reject)
    return decoded.text


def _lines(page: gold.GoldPage) -> list[str]:
    return [line.rstrip("\r\n") for line in lines_of(_text(page))]


# -- real pages ----------------------------------------------------------------------------------------------


def real(data: Path, cache_dir: Path, folds: int) -> Iterator[Real]:
    """Yield the pages of the benchmarks, rendered; one without any text too, since it counts as nothing found."""
    from bench.lines.corpus import SETS, load

    for name in SETS:
        for page in load(data, cache_dir, name):
            yield Real(
                name, page.type, page.language, page.fold(folds), page.dumps.get(RENDERING, ""), page.content,
                data / name / "html" / f"{page.id}.html",
            )  # fmt: skip


@cache
def _left_out(cache_dir: Path, fold: int) -> Engine:
    """The engine with the model that has not seen a fold."""
    from cleaners.model.predict import read

    with (cache_dir / f"lines-{fold}.npz").open("rb") as source:
        return _bundled().with_model(read(source))


def in_one_line(page: Real) -> Real:
    """Return a page as tools write it that put a space where a line ended."""
    return replace(page, set=IN_ONE_LINE, text=" ".join(page.text.split()), html=None)


def answers(page: Real, cache_dir: Path) -> dict[str, float]:
    """Word F1 of every variant and peer on one page."""
    found = {
        name: _body(_left_out(cache_dir, page.fold).with_judges(judges), page)
        for name, judges in VARIANTS.items()
        if "profile" not in name and "repetition" not in name
    }
    rows = page.text.split("\n")
    for name, peer in peers.ALONE.items():
        flags = peer(rows, "en" if page.set in _ENGLISH else LANGUAGES.get(page.language))
        found[name] = "\n".join(row for row, keep in zip(rows, flags, strict=True) if keep)
    if page.html is not None:
        found[LISTED] = trafilatura.extract(page.html.read_bytes()) or ""
    return {name: shared_words([text], [page.content]).figures().f1 for name, text in found.items()}


def _body(engine: Engine, page: Real) -> str:
    answer = engine.clean(Page(source=page.set, raw=page.text.encode()))
    return answer.document.body if isinstance(answer, Cleaned) else ""


_ENGLISH = ("articles-dev", "wcxb-dev", IN_ONE_LINE)
# Countries of news-dev whose language jusText has a stop list for.
LANGUAGES = {
    "de": "de", "at": "de", "ch": "de", "li": "de", "es": "es", "py": "es", "fr": "fr", "it": "it", "tr": "tr",
    "no": "no", "se": "sv", "be": "nl", "kr": "ko", "us": "en", "uk": "en", "za": "en", "ca": "en", "au": "en",
}  # fmt: skip


def of_real(data: Path, cache_dir: Path, jobs: int, every: int) -> dict[str, Row]:
    """Score everything on the real pages, or on each so-manieth of a set."""
    folds = len(list(cache_dir.glob("lines-*.npz")))
    if not folds:
        sys.exit(f"{cache_dir}: no lines-FOLD.npz; run python -m bench.lines.train {data} --cache {cache_dir} first")
    sums: defaultdict[str, defaultdict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    chosen = list(islice(real(data, cache_dir, folds), 0, None, every))
    chosen += [in_one_line(page) for page in chosen if page.set == "wcxb-dev"]
    pages = sorted(chosen, key=lambda page: page.fold)
    with ProcessPoolExecutor(jobs) as pool:
        for page, scores in zip(
            pages, pool.map(partial(answers, cache_dir=cache_dir), pages, chunksize=8), strict=True
        ):
            columns = (
                [page.set, "wcxb-dev, articles"] if (page.set, page.type) == ("wcxb-dev", "article") else [page.set]
            )
            for name, score in scores.items():
                for column in columns:
                    sums[name][column].append(score)
    return {name: {column: fmean(values) for column, values in row.items()} for name, row in sums.items()}


# -- table ---------------------------------------------------------------------------------------------------


def table(rows: Mapping[str, Row]) -> str:
    """Return the rows as a Markdown table, a dash where a row has no figure."""
    columns = list(dict.fromkeys(column for row in rows.values() for column in row))
    head = ["| F1 | " + " | ".join(columns) + " |", "|---|" + "---|" * len(columns)]
    body = (
        f"| {name} | " + " | ".join(f"{row[column]:.3f}" if column in row else "–" for column in columns) + " |"
        for name, row in rows.items()
    )
    return "\n".join([*head, *body])


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="?", metavar="DATA")
    parser.add_argument("--cache", type=Path, metavar="DIR")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="of the real pages, take each Nth")
    parser.add_argument("--write", type=Path, metavar="FILE")
    given = parser.parse_args()
    if (given.data is None) != (given.cache is None):
        parser.error("DATA and --cache go together")
    rows = {name: of_judges(judges) for name, judges in VARIANTS.items()} | of_peers()
    if given.data is not None:
        for name, row in of_real(given.data, given.cache, given.jobs, given.every).items():
            rows[name] = rows.get(name, {}) | row
    if given.write is None:
        print(table(rows))
        return
    begin, end = map(re.escape, MARKS)
    page = given.write.read_text("utf-8")
    written, times = re.subn(f"(?<={begin}\n).*?(?={end})", lambda _: table(rows) + "\n", page, flags=re.DOTALL)
    if times != 1:
        sys.exit(f"{given.write}: expected one pair of {MARKS[0]} and {MARKS[1]}")
    given.write.write_text(written, "utf-8")


if __name__ == "__main__":
    main()
