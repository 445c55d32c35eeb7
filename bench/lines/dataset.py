"""Dumps with labels and weights, ready to learn from."""

import random
import textwrap
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bench.lines.corpus import Gold
from bench.lines.invent import Invented
from bench.lines.labels import align, heading, tokens
from cleaners.cuts import segments
from cleaners.model.features import describe
from cleaners.model.lexicon import Lexicon
from cleaners.model.lines import Page, parse, words_of

CLASSES = ("title", "body", "entry", "meta", "teaser", "furniture")
KINDS = ("article", "listing", "record", "other")
SHORT = 0.06  # share of the benchmarks' articles of which a beginning is learned from beside the whole
STRINGS = 0.25  # share of their pages that are learned from with a line for each run of text too
WRAPPED = 0.06  # share of the benchmarks' pages whose last rendering is broken at 60 to 80 columns
KEPT = 3  # the first three classes are content
_LETTERS = {"T": 0, "K": 1, "E": 2, "M": 3, "R": 4, "F": 5}
# What the page types of WCXB are to us; a forum's or a firm's page is none of an institution's kinds.
KIND_OF = {
    "article": 0,
    "documentation": 0,
    "listing": 1,
    "collection": 1,
    "product": 2,
    "service": 3,
    "forum": 3,
    "record": 2,
    "other": 3,
}


@dataclass(slots=True)
class Example:
    """One labelled dump. Arrays have one value a line that has text."""

    set: str
    id: str
    rendering: str
    fold: int
    type: str
    kind: int
    lines: list[str]  # of the page, those without text too
    page: Page
    target: npt.NDArray[np.int64]  # class
    keep: npt.NDArray[np.float64]  # 1 for content
    weight: npt.NDArray[np.float64]  # for content or not
    class_weight: npt.NDArray[np.float64]  # for the class, given content or not
    content: str  # gold text, "" for invented pages
    title: str

    @property
    def text(self) -> list[str]:
        """The lines that have text."""
        return [self.lines[number] for number in self.page.number]


def _balance(page: Page, use: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Weights of one page's lines: half by line, half by words, so that a page counts once whatever its size."""
    words = np.minimum(words_of(page), 60) * use
    count = max(1.0, float(use.sum()))
    share = 0.5 * use / count + 0.5 * words / max(1.0, float(words.sum()))
    # A page of five lines teaches less than one of sixty.
    return np.asarray(share * 100 * min(1.5, (count / 60) ** 0.5 + 0.2))


def from_gold(gold: Gold, rendering: str, folds: int, weight: float) -> Example | None:
    """The dump of a benchmark page in one rendering; None where nothing came out of it."""
    text = gold.dumps.get(rendering, "").replace("\r", "")
    lines = [text[part.start : part.end].rstrip("\n") for part in segments(text)]
    page = parse(lines)
    if not page.n:
        return None
    title = gold.title or (heading(gold.content) if gold.type == "article" else "")
    labels = align(lines, gold.content, title)
    keep = np.array(labels.keep)[page.number]
    sure = np.array(labels.sure)[page.number]
    use = np.where(page.width > 0, sure, 0.0)
    kind = KIND_OF[gold.type]
    target = np.where(keep > 0, 2 if kind == 1 else 1, 5)
    class_weight = np.where(keep > 0, 1.0, 0.0)  # what kind of furniture a dropped line is, the gold does not say
    row = {int(number): index for index, number in enumerate(page.number)}
    for echo in labels.echoes:
        use[row[echo]] *= 0.3
    if labels.title >= 0:
        head = row[labels.title]
        target[head], class_weight[head] = 0, 1.0
        if not keep[head]:
            use[head] *= 0.0 if gold.type == "article" else 1.0
        _mark_meta(page, gold, lines, head, keep, target, class_weight)
    balance = _balance(page, use) * weight
    return Example(
        gold.set, gold.id, rendering, gold.fold(folds), gold.type, kind, lines, page, target, keep,
        balance, class_weight * np.maximum(balance, 0.3 * weight * (target == 0)), gold.content, title,
    )  # fmt: skip


def _mark_meta(
    page: Page,
    gold: Gold,
    lines: list[str],
    head: int,
    keep: npt.NDArray[np.float64],
    target: npt.NDArray[np.int64],
    class_weight: npt.NDArray[np.float64],
) -> None:
    """Short dropped lines under the headline that print the page's date are its dateline."""
    year = gold.date[:4]
    if not year:
        return
    for index in range(max(0, head - 4), min(page.n, head + 8)):
        line = lines[page.number[index]]
        if not keep[index] and index != head and year in line and page.width[index] <= 12:
            target[index], class_weight[index] = 3, 1.0


def from_invented(invented: Invented, folds: int, weight: float) -> Example | None:
    """An invented dump."""
    lines = invented.text.split("\n")
    page = parse(lines)
    if not page.n:
        return None
    target = np.array([_LETTERS[invented.letters[number]] for number in page.number])
    keep = (target < KEPT).astype(np.float64)
    use = np.where((page.width > 0) & (target != 3), 1.0, 0.0)
    balance = _balance(page, use) * weight
    title = next((lines[n] for n, t in zip(page.number, target, strict=True) if t == 0), "")
    return Example(
        "invented", invented.site, "invented", zlib.crc32(invented.site.encode()) % folds, invented.kind,
        KIND_OF[invented.kind], lines, page, target, keep, balance,
        np.maximum(balance, 0.3 * weight * (target != 5)), "", title,
    )  # fmt: skip


def examples(golds: Iterable[Gold], pages: Iterable[Invented], folds: int, seed: int) -> Iterator[Example]:
    """All examples. Renderings of a page are drawn, inscriptis always among those of wcxb-dev and news-dev."""
    pick = random.Random(seed)
    for gold in golds:
        names = sorted(set(gold.dumps) - {"inscriptis"})
        match gold.set:
            case "wcxb-dev":
                chosen, weight = ["inscriptis", pick.choice(names)], 0.6
            case "news-dev":
                chosen, weight = ["inscriptis", *pick.sample(names, 5)], 0.45
            case _:
                chosen, weight = [pick.choice(sorted(gold.dumps))], 0.4
        if pick.random() < WRAPPED and gold.dumps.get("plain"):
            gold.dumps["wrapped"] = wrap(gold.dumps["plain"], pick.randint(60, 80), pick.random() < 0.6)
            chosen[-1:] = ["wrapped"]
        if gold.set != "news-dev" and pick.random() < STRINGS and "strings" not in chosen and gold.dumps.get("strings"):
            chosen.append("strings")
        if pick.random() < SHORT and (small := beginning(gold, pick)):
            gold.dumps["small"] = small
            chosen.append("small")
        for name in chosen:
            example = from_gold(gold, name, folds, weight * (0.6 if name == "resiliparse-main" else 1.0))
            if example:
                yield example
    for page in pages:
        example = from_invented(page, folds, 0.9)
        if example:
            yield example


def beginning(gold: Gold, pick: random.Random) -> str:
    """The first lines of an article's text with up to five of those around it; "" where there is none."""
    lines = [line for line in gold.dumps.get("plain", "").split("\n") if line.strip()]
    labels = align(lines, gold.content, gold.title)
    kept = [number for number, keep in enumerate(labels.keep) if keep > 0]
    if gold.type != "article" or not kept:
        return ""
    first = min(kept[0], labels.title) if labels.title >= 0 else kept[0]
    head, tail = (pick.choice((0, 0, 1, 2, 3, 5)) for _ in range(2))
    size = min(len(kept), pick.choice((2, 3, 3, 4, 5, 6, 8)))
    text = lines[max(0, first - head) : kept[size - 1] + 1]
    return "\n".join([*text, *lines[kept[-1] + 1 : kept[-1] + 1 + tail]])


def wrap(dump: str, width: int, spaced: bool) -> str:
    """The dump with its lines broken at `width` columns, as old mail and gopher clients wrote; blank lines between."""
    blocks = [textwrap.fill(line, width) for line in dump.split("\n")]
    return ("\n\n" if spaced else "\n").join(blocks)


def word_f1(predicted: str, gold: str) -> float:
    """Word F1 of one page as WCXB defines it, one token a character for unspaced scripts."""
    left, right = tokens(predicted), tokens(gold)
    if not left or not right:
        return float(not left and not right)
    counts: dict[str, int] = {}
    for token in right:
        counts[token] = counts.get(token, 0) + 1
    hits = 0
    for token in left:
        if counts.get(token, 0) > 0:
            counts[token] -= 1
            hits += 1
    return 2 * hits / (len(left) + len(right))


def sheet(
    example: Example, lexicon: Lexicon, lexical: npt.NDArray[np.float64]
) -> tuple[list[str], npt.NDArray[np.float32]]:
    """Names and matrix of the features of an example."""
    made = describe(example.page, example.text, lexicon, lexical)
    return list(made.columns), made.matrix()
