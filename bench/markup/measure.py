"""Measure HTML cleaning on labelled pages: words of the body, title, date, and speed beside trafilatura in one run.

    python -m bench.markup.measure DATA [--every 5] [--set news-dev] [--models DIR] [--alone] [--fold N]

DATA holds folders with `html/ID.html` and `ground-truth/ID.json`. Word F1 is that of the benchmark's authors: bags of
lower-cased words a page, one word a character where words are not parted by spaces; an empty answer scores 0.
With --models, where `bench.markup.train` has left a model a fold, each page is cleaned by one that has not seen its
site; without, the packaged model is measured on pages that it was trained on.
"""

from __future__ import annotations

import argparse
import json
import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import trafilatura

from bench.lines.labels import tokens
from cleaners import Engine
from cleaners.model.tree import read
from schemas import Cleaned, Page

_WARM_UP = 30
FOLDS = 3
SETS = ("wcxb-dev", "news-dev", "articles-dev")


class Labelled(NamedTuple):
    """One page with its gold."""

    set: str
    id: str
    kind: str
    raw: bytes
    url: str | None
    title: str
    date: str
    content: str
    country: str


def pages(root: Path, names: list[str], every: int) -> Iterator[Labelled]:
    """Yield every n-th page of the sets."""
    for name in names:
        for path in sorted((root / name / "ground-truth").glob("*.json"))[:: every if name != "news-dev" else 1]:
            record: dict[str, Any] = json.loads(path.read_text("utf-8"))
            truth = record["ground_truth"]
            kind = record.get("_internal", {}).get("page_type", {}).get("primary", "")
            yield Labelled(
                name,
                path.stem,
                kind,
                (root / name / "html" / f"{path.stem}.html").read_bytes(),
                record.get("url"),
                truth.get("title") or "",
                truth.get("publish_date") or "",
                truth.get("main_content") or "",
                record.get("country") or "",
            )


def fold(page: Labelled) -> int:
    """The fold that a page's site is in, of FOLDS; a page without an address is a site of its own."""
    host = urlsplit(page.url or "").hostname or f"{page.set} {page.id}"
    return fold_of(".".join(host.removeprefix("www.").split(".")[-3:]))


def fold_of(site: str) -> int:
    """The fold of a site."""
    return zlib.crc32(site.encode()) % FOLDS


def word_f1(answer: str, gold: str) -> float:
    """F1 of the bags of words; 0 for an empty answer."""
    own, right = Counter(tokens(answer)), Counter(tokens(gold))
    hits = (own & right).total()
    return 2 * hits / max(1, own.total() + right.total())


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--every", type=int, default=5)
    parser.add_argument("--set", action="append", choices=SETS)
    parser.add_argument("--alone", action="store_true", help="without trafilatura")
    parser.add_argument("--models", type=Path, help="folder of models trained without a fold each")
    parser.add_argument("--fold", type=int, help="pages of this fold alone")
    given = parser.parse_args()
    engine = Engine.bundled()
    engines = [engine] * FOLDS
    if given.models is not None:
        for number in range(FOLDS):
            path = given.models / f"tree-{number}.npz"
            if path.exists():
                with path.open("rb") as source:
                    engines[number] = engine.with_tree(read(source))
            elif given.fold in (None, number):
                parser.error(f"{path} is missing: run python -m bench.markup.train")
    scores: defaultdict[str, defaultdict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    taken: Counter[str] = Counter()
    count = 0
    chosen = list(pages(given.data, given.set or list(SETS), given.every))
    if given.fold is not None:
        chosen = [page for page in chosen if fold(page) == given.fold]
    # The first pages load models, languages and libraries; that is no time of theirs.
    for page in chosen[:: max(1, len(chosen) // _WARM_UP)]:
        engines[fold(page)].clean(Page(source="page", raw=page.raw, media_type="text/html", url=page.url))
        trafilatura.extract(page.raw)
    for page in chosen:
        groups = (page.set, f"{page.set} {page.kind}") if page.kind else (page.set,)
        answers: dict[str, tuple[str, str | None, str | None]] = {}
        start = time.process_time()
        cleaned = engines[fold(page)].clean(Page(source="page", raw=page.raw, media_type="text/html", url=page.url))
        spent = {"unfurnish": time.process_time() - start}
        if isinstance(cleaned, Cleaned):
            document = cleaned.document
            published = document.published.value[:10] if document.published else None
            answers["unfurnish"] = (document.body, document.title, published)
        else:
            answers["unfurnish"] = ("", None, None)
        if not given.alone:
            start = time.process_time()
            text = trafilatura.extract(page.raw)
            spent["trafilatura"] = time.process_time() - start
            facts = trafilatura.extract_metadata(page.raw, default_url=page.url) if page.title else None
            answers["trafilatura"] = (text or "", facts.title if facts else None, facts.date if facts else None)
        taken.update(spent)
        count += 1
        for name, (body, title, date) in answers.items():
            for group in groups:
                scores[group][f"{name} F1"].append(word_f1(body, page.content))
                if page.title:
                    scores[group][f"{name} title"].append(
                        " ".join((title or "").split()) == " ".join(page.title.split())
                    )
                if page.date and page.set == "news-dev":
                    scores[group][f"{name} date"].append(date == page.date)
    for group in sorted(scores):
        row = "  ".join(f"{name} {sum(values) / len(values):.4f}" for name, values in sorted(scores[group].items()))
        print(f"{group} ({max(map(len, scores[group].values()))}): {row}")
    for name, seconds in taken.items():
        print(f"{name}: {count / seconds:.1f} pages/s ({1000 * seconds / count:.1f} ms)")


if __name__ == "__main__":
    main()
