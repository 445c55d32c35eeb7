"""The model that knows the tree of an HTML page: classes of its lines and its kind, in place of the line model.

It sees what the tree says of a line (`dom.py`), what the metadata claim (`claims.py`) and what the line is by itself
(`features.py`). Small convolution nets read the lines around it, some thirty on either side, and the page as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import IO

import numpy as np
import numpy.typing as npt

from cleaners.facts import Facts
from cleaners.lines import fold
from cleaners.model.arrays import group_mean
from cleaners.model.dom import describe
from cleaners.model.features import affinity, alone
from cleaners.model.lexicon import Lexicon, trained_with
from cleaners.model.lines import Columns, Floats, Page, hashes, parse, ranks, words_of
from cleaners.model.net import Nets
from cleaners.model.predict import CLASSES, CONTENT, Prediction, softmax
from cleaners.pages import HtmlPage

FORMAT = 3  # of the packed file
PACKED = "tree.npz"
LONGEST = 20_000  # lines; longer pages are left to the line model, which reads in parts
LEAST, MOST = 0.2, 0.55  # bounds of the probability from which lines are kept
ALIKE = 0.3  # say of the lines that are made alike in each of them, chosen on two of the folds
LONG = 30.0  # words of a line that count in it
TINY = 1e-4
USUAL = (1.0, 1.0, 0.6, 1.0)  # records are rarer among pages than they are among those that it was trained on
Array = npt.NDArray[np.float32]

# Codes that say nothing as numbers: a column for each.
_CODES = {"tag": 31, "begins": 20, "last": 20}
_OF_HEADING = ("listed", "is_related", "is_comments", "is_meta", "words", "linked", "affinity")
_PASSED = ("is_related", "is_comments", "is_share", "has_date", "is_meta")
_MOST_PASSED = 60.0


def columns(page: HtmlPage, text: Page, lines: Sequence[str], lexicon: Lexicon) -> Columns:
    """Columns of the lines that have text; `text` is the rendered `lines`, parsed, at least one of them with text."""
    found = alone(text, [lines[number] for number in text.number.tolist()], lexicon)
    words = words_of(text).astype(np.float64)
    found |= describe(page, words, found["ends"])
    affinity(found, text, lexicon, found["from_stretch10"] == 0)
    _headings(found)
    _called(found, page, text)
    for name, size in _CODES.items():
        each = found.pop(name) == np.arange(size)[:, None]
        found |= {f"{name}={code}": each[code] for code in range(size)}
    return found


def matrix(found: Columns) -> Array:
    """(lines, columns) with long tails drawn in."""
    # Column by column in memory: it is written so, and nothing reads it line by line.
    rows = np.array(list(found.values()), np.float32).T
    drawn = np.abs(rows)
    return np.asarray(np.copysign(np.log1p(drawn, out=drawn), rows, out=drawn))


def _headings(found: Columns) -> None:
    """What the heading above a line says, and those since the headline."""
    since = found["since_heading"]
    head = (np.arange(since.size) - np.maximum(0, since)).astype(np.int64)
    found |= {f"heading_{name}": np.where(since >= 0, found[name][head], -1.0) for name in _OF_HEADING}
    after = found["after_headline"] > 0
    found |= {f"{name}_passed": np.minimum(_MOST_PASSED, np.cumsum(found[name] * after)) for name in _PASSED}


def _called(found: Columns, page: HtmlPage, text: Page) -> None:
    """How much of a line stands in the headline, and of the headline in the line."""
    known = hashes(fold(page.headline.title)) if page.headline is not None else text.tokens.hash[:0]
    total = np.concatenate(([0.0], np.cumsum((text.tokens.hash == known[:, None]).any(0))))
    shared = total[text.first + text.width] - total[text.first]
    found |= {
        "headline_share": shared / np.maximum(1.0, text.width),
        "headline_part": np.minimum(1.0, shared / max(1, known.size)),
    }


def _agreed(classes: Floats, facts: Facts, words: Floats) -> Floats:
    """Classes of lines with their share of content drawn towards that of the lines in blocks made alike.

    What is made alike is mostly of one sort: answers of a forum, entries of a list, paragraphs.
    """
    make = facts.nodes.make
    pair = make[facts.node] * (int(make.max()) + 1) + make[facts.nodes.parent[facts.node]]
    group = ranks(pair)
    own = np.clip(classes[:, :CONTENT].sum(1), TINY, 1 - TINY)
    odds = np.log(own / (1 - own))
    mean = group_mean(group, odds, np.minimum(words, LONG) + 1)
    content = 1 / (1 + np.exp(-((1 - ALIKE) * odds + ALIKE * mean)))
    factor = np.where(
        np.arange(classes.shape[1]) < CONTENT, (content / own)[:, None], ((1 - content) / (1 - own))[:, None]
    )
    drawn = classes * factor
    return np.asarray(drawn / drawn.sum(1, keepdims=True))


@dataclass(frozen=True, slots=True)
class TreeModel:
    """The trained parts."""

    lexicon: Lexicon
    nets: Nets

    # OpenBLAS raises the flag on some processors though all numbers are finite (numpy issue 24067).
    @np.errstate(invalid="ignore")
    def predict(self, page: HtmlPage, numbers: Sequence[int]) -> Prediction | None:
        """Probabilities for parts of a page, given by the 1-based numbers of their lines; None if it cannot read it."""
        if not 0 < len(page.rendered.facts) <= LONGEST:
            return None
        lines = [*page.rendered.rows, ""]
        text = parse(lines)
        if text.n != len(page.rendered.facts):
            return None
        state = self.nets.states(matrix(columns(page, text, lines, self.lexicon)))
        classes = np.zeros((len(lines), len(CLASSES)))
        found = softmax(self.nets.scores(state))
        length = words_of(text)
        classes[text.number] = _agreed(found, page.rendered.facts, length)
        kinds = softmax(self.nets.kinds(state)) * USUAL
        words = np.zeros(len(lines))
        words[text.number] = length
        titles = np.where(classes[:, 0] == classes[:, 0].max(), classes[:, 0], 0.0)
        at = np.asarray(numbers, np.int64) - 1
        return Prediction(classes[at], titles[at], kinds / kinds.sum(), words[at])


def read(source: IO[bytes]) -> TreeModel:
    """Reads a packed model. Raises ValueError where the file is of another format."""
    with np.load(source, allow_pickle=False) as archive:
        arrays = dict(archive)
    if int(arrays["format"]) != FORMAT:
        raise ValueError(f"tree model of format {arrays['format']}, this version reads {FORMAT}: train it again")
    nets = Nets(**{field.name: arrays[f"nets_{field.name}"].astype(np.float32) for field in fields(Nets)})
    return TreeModel(trained_with(arrays), nets)


def keep_threshold(content: Floats, words: Floats) -> float:
    """The probability from which keeping lines gives a page the best expected word F1, within bounds.

    `content` and `words` are one a line. The nets have learned how much of a page to keep; what is beyond the bounds
    is their doubt, not the page's.
    """
    order = np.argsort(-content, kind="stable")
    hits = np.cumsum(content[order] * words[order])
    if not hits.size:
        return MOST
    expected = 2 * hits / (np.cumsum(words[order]) + hits[-1])
    return float(np.clip(content[order][int(np.argmax(expected))], LEAST, MOST))


@cache
def bundled() -> TreeModel:
    """The packaged model, read once a process."""
    with files("cleaners.model").joinpath(PACKED).open("rb") as source:
        return read(source)
