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
from torch import Tensor, nn

from bench.lines.net import PageDropout, arrays, linear
from cleaners.model.net import REACHES, TINY, WHOLE, Nets
from cleaners.model.predict import CLASSES, CONTENT, KINDS

CHANNELS = 64
EPOCHS = 9
RATE = 3e-3  # the greatest, a tenth of the way
DECAY = 0.02
BLIND = 0.1  # share of the inputs that a page is learned from without
BLANKED = 0.35  # share of the pages that are learned from without one group of columns or more
DROPPED = 0.15  # share of each layer's channels
BATCH = 5000  # lines
LONGEST = 1500  # lines; longer pages are learned from in parts
CUT = 1.0  # length of a step's gradient
# What counts how much: lines, F1 of pages, classes among the kept or the dropped, kinds of pages.
LINES, PAGES, WITHIN, OF_PAGE = 0.25, 1.5, 0.15, 0.1
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
class Pages:
    """One value a page."""

    begin: npt.NDArray[np.int64]
    end: npt.NDArray[np.int64]
    weight: npt.NDArray[np.float32]
    kind: npt.NDArray[np.int64]
    kind_weight: npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Blank:
    """A group of columns and what they are, standardised, on a page that has nothing of the kind."""

    columns: npt.NDArray[np.int64]
    values: npt.NDArray[np.float16]
    share: float


class _Net(nn.Module):  # type: ignore[misc]
    """One net of `cleaners.model.tree.TreeModel`, for pages (pages, lines, columns) filled up to one length."""

    def __init__(self, columns: int) -> None:
        super().__init__()
        self.enter = nn.Linear(columns, CHANNELS)
        self.page = nn.Linear(2 * CHANNELS, CHANNELS)
        self.layers = nn.ModuleList(
            nn.Conv1d(CHANNELS, CHANNELS, 3, dilation=reach, padding=reach) for reach in REACHES
        )
        self.leave = nn.Linear(CHANNELS, len(CLASSES))
        self.kind = nn.Linear(2 * CHANNELS, len(KINDS))
        self.even = nn.LayerNorm(CHANNELS, eps=TINY, elementwise_affine=False)
        self.blind = PageDropout(BLIND)
        self.drop = PageDropout(DROPPED)

    def forward(self, rows: Tensor, there: Tensor) -> tuple[Tensor, Tensor]:
        """Raw scores (pages, lines, classes) and (pages, kinds); `there` (pages, lines) is 0 beyond a page's end."""
        there = there[..., None]
        state = torch.relu(self.enter(self.blind(rows)))
        for number, layer in enumerate(self.layers):
            if number == WHOLE:
                state = state + torch.relu(self.page(_whole(state * there, there)))[:, None]
            read = (self.even(state) * there).transpose(1, 2)
            state = state + self.drop(torch.relu(layer(read)).transpose(1, 2))
        state = self.even(state)
        return torch.as_tensor(self.leave(state)), torch.as_tensor(self.kind(_whole(state, there)))


def _whole(state: Tensor, there: Tensor) -> Tensor:
    """The mean of the lines and the greatest values (pages, 2 * channels)."""
    mean = (state * there).sum(1) / there.sum(1)
    return torch.cat([mean, state.masked_fill(there == 0, -1e4).amax(1)], 1)


def _batches(pages: Pages, chosen: Sequence[int], random: np.random.Generator) -> list[list[tuple[int, int, int]]]:
    """(page, first line, one past its last) in batches of about one length, in any order."""
    parts = [
        (page, at, min(at + LONGEST, int(pages.end[page])))
        for page in chosen
        for at in range(int(pages.begin[page]), int(pages.end[page]), LONGEST)
    ]
    length = np.array([end - begin for _, begin, end in parts])
    out: list[list[tuple[int, int, int]]] = []
    longest = 0
    for index in np.argsort(length * random.uniform(1, 1.15, len(parts))):
        if not out or max(length[index], longest) * (len(out[-1]) + 1) > BATCH:
            out.append([])
            longest = 0
        out[-1].append(parts[index])
        longest = max(longest, int(length[index]))
    return [out[index] for index in random.permutation(len(out))]


def _blanked(rows: npt.NDArray[np.float16], blanks: Sequence[Blank], random: np.random.Generator) -> None:
    """Take groups of columns out of some of the pages (pages, lines, columns), in place."""
    for page in np.flatnonzero(random.random(len(rows)) < BLANKED):
        for blank in blanks:
            if random.random() < blank.share:
                rows[page][:, blank.columns] = blank.values


def _train(lines: Lines, pages: Pages, blanks: Sequence[Blank], chosen: Sequence[int], seed: int) -> _Net:
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    keep, use, weight, known = map(torch.from_numpy, (lines.keep, lines.use, lines.weight, lines.known))
    target = torch.from_numpy(lines.target)
    usual = float(np.mean(np.concatenate([lines.weight[pages.begin[page] : pages.end[page]] for page in chosen])))
    net = _Net(lines.rows.shape[1])
    turns = [batch for _ in range(EPOCHS) for batch in _batches(pages, chosen, random)]
    descent = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    rate = torch.optim.lr_scheduler.OneCycleLR(descent, RATE, total_steps=len(turns) + 1, pct_start=0.1)
    for batch in turns:
        numbers = np.array([page for page, _, _ in batch])
        at, there = _places([(begin, end) for _, begin, end in batch])
        rows = lines.rows[at.numpy()]
        _blanked(rows, blanks, random)
        with torch.autocast("cpu", torch.bfloat16):
            raw, kinds = net(torch.from_numpy(rows).float(), there)
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
        share = kept.exp() * words
        hits, gold = (share * right).sum(1), (right * words).sum(1)
        f1 = 2 * hits / (share.sum(1) + gold + 1)
        counts = torch.from_numpy(pages.weight[numbers]) * (gold > LEAST)
        by_page = ((1 - f1) * counts).sum() / counts.sum().clamp(min=0.1)
        wanted = torch.from_numpy(pages.kind[numbers])
        by_kind = nn.functional.cross_entropy(kinds.float(), wanted, reduction="none")
        by_kind = (by_kind * torch.from_numpy(pages.kind_weight[numbers])).mean()
        total = LINES * by_line + PAGES * by_page + WITHIN * by_class + OF_PAGE * by_kind
        descent.zero_grad()
        total.backward()
        nn.utils.clip_grad_norm_(net.parameters(), CUT)
        descent.step()
        rate.step()
    net.eval()
    return net


def _places(batch: Sequence[tuple[int, int]]) -> tuple[Tensor, Tensor]:
    """Line numbers (pages, lines) and 1 where there is one."""
    longest = max(end - begin for begin, end in batch)
    at = torch.arange(longest)[None] + torch.tensor([begin for begin, _ in batch])[:, None]
    there = at < torch.tensor([end for _, end in batch])[:, None]
    return torch.where(there, at, 0), there.float()


@dataclass(frozen=True, slots=True)
class Trained:
    """What `cleaners.model.tree.TreeModel` is made of."""

    nets: Nets
    kind: Array
    kind_bias: Array


def fit(
    lines: Lines, pages: Pages, blanks: Sequence[Blank], chosen: Sequence[int], mean: Array, scale: Array, seed: int
) -> Trained:
    """A net trained on the `chosen` pages; `mean` and `scale` are what `lines.rows` were standardised with."""
    net = _train(lines, pages, blanks, chosen, seed)
    one = arrays(net) | linear(net.kind, "kind")
    kind, bias = one.pop("kind"), one.pop("kind_bias")
    return Trained(Nets(mean, scale, **{name: values[None] for name, values in one.items()}), kind[None], bias)


def together(trained: Sequence[Trained]) -> Trained:
    """Several trainings on inputs of one scale, side by side."""
    first = trained[0].nets
    names = ("enter", "enter_bias", "page", "page_bias", "layers", "layers_bias", "leave", "leave_bias")
    parts = {name: np.concatenate([getattr(one.nets, name) for one in trained]) for name in names}
    kind, bias = (np.concatenate([getattr(one, name) for one in trained]) for name in ("kind", "kind_bias"))
    return Trained(Nets(first.mean, first.scale, **parts), kind, bias)
