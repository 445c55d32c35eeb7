"""Trains the nets of the tree model.

Half of what a net is judged by is the log-loss of its lines; the other half is the expected word F1 of its pages,
which is what a reader gets: it learns how much of a page to keep when it is in doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from bench.lines.net import OF_PAGE, Net, Pages, Weights, alone, batches, descent, expected_f1, kind_loss, places
from cleaners.model.net import Nets
from cleaners.model.predict import CONTENT

EPOCHS = 9
BLANKED = 0.35  # share of the pages that are learned from without one group of columns or more
# What counts how much: lines, F1 of pages, classes among the kept or the dropped.
LINES, PAGES, WITHIN = 0.25, 1.5, 0.15
LEAST = 3.0  # words of content that a page's F1 is taken of

Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of all pages, one after the other."""

    rows: npt.NDArray[np.float16]  # (lines, columns) standardised
    keep: npt.NDArray[np.float32]
    use: npt.NDArray[np.float32]  # words that count for F1
    weight: npt.NDArray[np.float32]  # for the log-loss
    target: npt.NDArray[np.int64]
    known: npt.NDArray[np.float32]  # weight of the class


@dataclass(frozen=True, slots=True)
class Blank:
    """A group of columns and what they are, standardised, on a page that has nothing of the kind."""

    columns: npt.NDArray[np.int64]
    values: npt.NDArray[np.float16]
    share: float


def _blanked(rows: npt.NDArray[np.float16], blanks: Sequence[Blank], random: np.random.Generator) -> None:
    """Take groups of columns out of some of the pages (pages, lines, columns), in place."""
    for page in np.flatnonzero(random.random(len(rows)) < BLANKED):
        for blank in blanks:
            if random.random() < blank.share:
                rows[page][:, blank.columns] = blank.values


def _train(
    lines: Lines, pages: Pages, page_weight: Weights, blanks: Sequence[Blank], chosen: Sequence[int], seed: int
) -> Net:
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    keep, use, weight, known = map(torch.from_numpy, (lines.keep, lines.use, lines.weight, lines.known))
    target = torch.from_numpy(lines.target)
    usual = float(np.mean(np.concatenate([lines.weight[pages.begin[page] : pages.end[page]] for page in chosen])))
    net = Net(lines.rows.shape[1])
    turns = [batch for _ in range(EPOCHS) for batch in batches(pages, chosen, random)]
    step = descent(net, len(turns))
    for batch in turns:
        numbers = np.array([page for page, _, _ in batch])
        at, there = places(batch)
        rows = lines.rows[at.numpy()]
        _blanked(rows, blanks, random)
        with torch.autocast("cpu", torch.bfloat16):
            raw, kinds, _ = net(torch.from_numpy(rows).float(), there)
        scores = torch.log_softmax(raw.float(), 2)
        kept, left = scores[..., :CONTENT].logsumexp(2), scores[..., CONTENT:].logsumexp(2)
        right = keep[at]
        loss = -(kept * right + left * (1 - right))
        by_line = (loss * weight[at] * there).sum() / (usual * there.sum())
        # Of a class only what is not said by kept or not.
        own = scores.gather(2, target[at][..., None])[..., 0]
        own = own - torch.where(target[at] < CONTENT, kept, left)
        by_class = -(own * known[at] * weight[at] * there).sum() / (usual * there.sum())
        words = use[at] * there
        f1 = expected_f1(kept.exp(), right, words)
        counts = torch.from_numpy(page_weight[numbers]) * ((right * words).sum(1) > LEAST)
        by_page = ((1 - f1) * counts).sum() / counts.sum().clamp(min=0.1)
        step(LINES * by_line + PAGES * by_page + WITHIN * by_class + OF_PAGE * kind_loss(kinds, pages, batch))
    net.eval()
    return net


def fit(
    lines: Lines, pages: Pages, weight: Weights, blanks: Sequence[Blank], chosen: Sequence[int], mean: Array,
    scale: Array, seed: int,
) -> Nets:  # fmt: skip
    """A net trained on the `chosen` pages, whose F1 counts by `weight`, one a page.

    `mean` and `scale` are what `lines.rows` were standardised with.
    """
    return alone(_train(lines, pages, weight, blanks, chosen, seed), mean, scale)
