"""HTML pages with labels and weights, ready to learn from: those of the benchmarks, and invented ones in markup."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bench.lines.dataset import CLASSES, KIND_OF
from bench.lines.labels import align
from bench.markup.dress import Dressed
from bench.markup.measure import SETS, Labelled, fold, fold_of, pages
from cleaners import pages as html_pages
from cleaners.dates import DateReader
from cleaners.html import render
from cleaners.model.lexicon import Lexicon
from cleaners.model.lines import parse, words_of
from cleaners.model.tree import columns, matrix
from cleaners.pages import HtmlPage
from cleaners.rendered import Rendered

# What a page of each set counts for its lines, and for its kind.
LINE_WEIGHT = {"wcxb-dev": 1.0, "news-dev": 3.5, "articles-dev": 1.0, "invented": 0.25}
KIND_WEIGHT = {"wcxb-dev": 0.5, "news-dev": 0.3, "articles-dev": 0.3, "invented": 1.0}
_LETTERS = {"T": 0, "K": 1, "E": 2, "M": 3, "R": 4, "F": 5}
_TITLE, _BODY, _ENTRY, _META, _TEASER, _FURNITURE = range(len(CLASSES))
_UNSURE = 0.3  # that a dropped line is a teaser or furniture, where a benchmark does not say
_TEASER_WORDS = 8
_CAP = 60.0  # words of a line that count for its weight


@dataclass(slots=True)
class Example:
    """One labelled page. Arrays have one value a line that has text."""

    set: str
    id: str
    fold: int
    type: str
    kind: int
    title: str
    content: str
    texts: list[str]
    names: tuple[str, ...]
    rows: npt.NDArray[np.float16]  # (lines, columns)
    words: npt.NDArray[np.float32]
    keep: npt.NDArray[np.float32]  # 1 for content
    use: npt.NDArray[np.float32]  # how sure that is; 0 for the headline, which no threshold decides on
    target: npt.NDArray[np.int64]  # class
    known: npt.NDArray[np.float32]  # how sure that is
    headline: int  # the line that the page names as its headline, -1 for none


def weight(words: npt.NDArray[np.float32], use: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Weights of one page's lines, half by line and half by words; their sum is the same for each page."""
    capped = np.minimum(words, _CAP) * use
    share = 0.5 * use / max(1.0, float(use.sum())) + 0.5 * capped / max(1.0, float(capped.sum()))
    return np.asarray(100 * share, np.float32)


def real(root: Path, lexicon: Lexicon, dates: DateReader) -> Iterator[Example]:
    """Yield the benchmarks' pages that have any text; `root` holds the unpacked sets."""
    for gold in pages(root, list(SETS), 1):
        read = _read(gold.raw, gold.url, dates)
        if read is not None and (example := _labelled(gold, *read, lexicon)) is not None:
            yield example


def invented(dressed: Iterator[Dressed], lexicon: Lexicon, dates: DateReader) -> Iterator[Example]:
    """Yield invented pages, those left out whose lines did not come out as written."""
    for page in dressed:
        read = _read(page.raw, None, dates)
        if read is None or len(read[0].rendered.facts) != len(page.letters):
            continue
        html, lines = read
        text = parse(lines)
        if text.n != len(page.letters):
            continue
        target = np.array([_LETTERS[letter] for letter in page.letters])
        found = columns(html, text, lines, lexicon)
        headline = html.headline.line if html.headline and html.headline.line is not None else -1
        # Dates of a listing's entries go with them, one way or the other.
        use = np.where((target == _META) & (page.kind == "listing"), 0.0, 1.0) * (target != _TITLE)
        yield Example(
            "invented", page.site, fold_of(page.site), page.kind, KIND_OF[page.kind], page.title, "",
            [lines[n] for n in text.number], tuple(found), matrix(found).astype(np.float16),
            words_of(text).astype(np.float32), (target < _META).astype(np.float32), use.astype(np.float32), target,
            np.ones(text.n, np.float32), headline,
        )  # fmt: skip


def _read(raw: bytes, url: str | None, dates: DateReader) -> tuple[HtmlPage, list[str]] | None:
    rendered = render(raw)
    if not isinstance(rendered, Rendered) or not len(rendered.facts):
        return None
    return html_pages.read(raw, rendered, url, dates), rendered.text.split("\n")


def _labelled(gold: Labelled, page: HtmlPage, lines: list[str], lexicon: Lexicon) -> Example | None:
    text = parse(lines)
    if text.n != len(page.rendered.facts):
        return None
    found = columns(page, text, lines, lexicon)
    labels = align(lines, gold.content, gold.title)
    words = words_of(text).astype(np.float32)
    keep = (np.array(labels.keep)[text.number] > 0.5).astype(np.float32)
    use = np.array(labels.sure, np.float32)[text.number] * (text.width > 0)
    kind = KIND_OF[gold.kind or "article"]
    target = np.where(keep > 0, _ENTRY if kind == 1 else _BODY, np.where(words >= _TEASER_WORDS, _TEASER, _FURNITURE))
    known = np.where(keep > 0, 1.0, _UNSURE).astype(np.float32)
    row = {int(line): index for index, line in enumerate(text.number)}
    for echo in labels.echoes:
        use[row[echo]] *= 0.3
    headline = page.headline.line if page.headline and page.headline.line is not None else -1
    head = row[labels.title] if labels.title >= 0 else headline
    if head >= 0:
        if gold.title:
            target[head], known[head] = _TITLE, 1.0
        year = gold.date[:4]
        for index in range(max(0, head - 4), min(text.n, head + 8)) if year else ():
            if not keep[index] and index != head and year in lines[text.number[index]] and text.width[index] <= 12:
                target[index], known[index] = _META, 1.0
    use[[at for at in (head, headline) if at >= 0]] = 0.0
    return Example(
        gold.set, gold.id, fold(gold), gold.kind, kind, gold.title, gold.content,
        [lines[n] for n in text.number], tuple(found), matrix(found).astype(np.float16), words, keep, use, target,
        known, headline,
    )  # fmt: skip
