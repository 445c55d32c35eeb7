"""Trains the nets of the second look; its parts are the tree model's too."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from cleaners.model.net import ATTENDING, HEADS, REACHES, SPAN, TINY, WHOLE, AttendingNets, Nets
from cleaners.model.predict import CLASSES, CONTENT, KINDS

CHANNELS = 64
EPOCHS = 10
RATE = 3e-3  # the greatest, a tenth of the way
DECAY = 0.02
BLIND = 0.1  # share of the inputs that a page is learned from without
DROPPED = 0.15  # and of each layer's channels
BATCH = 5000  # lines
CUT = 1.0  # length of a step's gradient
OF_PAGE = 0.1  # what the page's kind counts, where a line's class counts 1
# And the expected word F1 of its pages. Of 0, .3, 1, 3 and 6 this is best on WCXB: .850, .851, .854, .852, .849 on the
# first fold, one net each (2026-11-22); on articles-dev more is better.
OF_F1 = 1.0
# And which of a page's lines is the headline. A head of its own is asked, which is not kept: the layers below learn to
# part headlines from text, which the F1 of pages makes them forget. Of 0, .2 and .5 this is best on the first fold:
# the likeliest line is the headline of .78, .88 and .87 of WCXB's articles, word F1 .853, .853 and .850 (2026-11-22).
OF_HEAD = 0.2
NOWHERE = -1e4  # less than any state

Array = npt.NDArray[Any]
Weights = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of all pages, one after the other."""

    rows: npt.NDArray[np.float16]  # (lines, columns) standardised
    target: npt.NDArray[np.int64]  # class
    weight: npt.NDArray[np.float32]
    keep: npt.NDArray[np.float32]  # 1 for content
    words: npt.NDArray[np.float32]
    headline: npt.NDArray[np.float32]  # what a headline counts; 0 for the other lines


@dataclass(frozen=True, slots=True)
class Pages:
    """One value a page."""

    begin: npt.NDArray[np.int64]
    end: npt.NDArray[np.int64]
    kind: npt.NDArray[np.int64]
    kind_weight: npt.NDArray[np.float32]


class PageDropout(nn.Module):  # type: ignore[misc]
    """Leaves channels of whole pages out: the lines' neighbours would tell what was left out of one line."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, state: Tensor) -> Tensor:
        if not self.training:
            return state
        kept = torch.rand(len(state), 1, state.shape[2]) > self.share
        return state * (kept.to(state.dtype) / (1 - self.share))


class Attention(nn.Module):  # type: ignore[misc]
    """What `cleaners.model.net.AttendingNets` do besides."""

    def __init__(self) -> None:
        super().__init__()
        self.attend = nn.Linear(CHANNELS, 3 * CHANNELS)
        self.told = nn.Linear(CHANNELS, CHANNELS)

    def forward(self, even: Tensor, there: Tensor) -> Tensor:
        pages, lines, _ = even.shape
        # In float32, which is four times as fast there as bfloat16.
        asked = self.attend(even).float().view(pages, lines, 3, HEADS, -1).permute(2, 0, 3, 1, 4)
        beyond = torch.where(there[:, None, None, :, 0] > 0, 0.0, NOWHERE)
        heard = nn.functional.scaled_dot_product_attention(asked[0], asked[1], asked[2], attn_mask=beyond)
        return torch.as_tensor(self.told(heard.transpose(1, 2).reshape(pages, lines, CHANNELS)))


class Net(nn.Module):  # type: ignore[misc]
    """`cleaners.model.net.Nets`, one of them, for pages (pages, lines, columns) filled up to one length."""

    def __init__(self, columns: int, *, attends: bool = False) -> None:
        super().__init__()
        self.enter = nn.Linear(columns, CHANNELS)
        self.page = nn.Linear(2 * CHANNELS, CHANNELS)
        self.layers = nn.ModuleList(
            nn.Conv1d(CHANNELS, CHANNELS, 3, dilation=reach, padding=reach) for reach in REACHES
        )
        self.attention = Attention() if attends else None
        self.leave = nn.Linear(CHANNELS, len(CLASSES))
        self.kind = nn.Linear(2 * CHANNELS, len(KINDS))
        self.head = nn.Linear(CHANNELS, 1)
        self.even = nn.LayerNorm(CHANNELS, eps=TINY, elementwise_affine=False)
        self.blind = PageDropout(BLIND)
        self.drop = PageDropout(DROPPED)

    def forward(self, rows: Tensor, there: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Raw scores: (pages, lines, classes), (pages, kinds), and of being the headline (pages, lines).

        `there` (pages, lines) is 0 beyond a page's end.
        """
        there = there[..., None]
        state = torch.relu(self.enter(self.blind(rows)))
        for number, layer in enumerate(self.layers):
            if number == WHOLE:
                state = state + torch.relu(self.page(_whole(state, there)))[:, None]
            read = (self.even(state) * there).transpose(1, 2)
            state = state + self.drop(torch.relu(layer(read)).transpose(1, 2))
            if self.attention is not None and number == ATTENDING:
                state = state + self.drop(self.attention(self.even(state), there))
        state = self.even(state)
        kinds = torch.as_tensor(self.kind(_whole(state, there)))
        return torch.as_tensor(self.leave(state)), kinds, torch.as_tensor(self.head(state))[..., 0]


def _whole(state: Tensor, there: Tensor) -> Tensor:
    """The mean of the lines and the greatest values (pages, 2 * channels)."""
    mean = (state * there).sum(1) / there.sum(1)
    return torch.cat([mean, state.masked_fill(there == 0, NOWHERE).amax(1)], 1)


def batches(pages: Pages, chosen: Sequence[int], random: np.random.Generator) -> list[list[tuple[int, int, int]]]:
    """(page, first line, one past its last) in batches of about one length, in any order."""
    parts = [
        (page, at, min(at + SPAN, int(pages.end[page])))
        for page in chosen
        for at in range(int(pages.begin[page]), int(pages.end[page]), SPAN)
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


def places(batch: Sequence[tuple[int, int, int]]) -> tuple[Tensor, Tensor]:
    """Line numbers (pages, lines) of a batch and 1 where there is one."""
    longest = max(end - begin for _, begin, end in batch)
    at = torch.arange(longest)[None] + torch.tensor([begin for _, begin, _ in batch])[:, None]
    there = at < torch.tensor([end for _, _, end in batch])[:, None]
    return torch.where(there, at, 0), there.float()


def kind_loss(kinds: Tensor, pages: Pages, batch: Sequence[tuple[int, int, int]]) -> Tensor:
    """The mean log-loss of the pages' kinds, weighted."""
    numbers = np.array([page for page, _, _ in batch])
    each = nn.functional.cross_entropy(kinds.float(), torch.from_numpy(pages.kind[numbers]), reduction="none")
    return (each * torch.from_numpy(pages.kind_weight[numbers])).mean()


def headline_loss(heads: Tensor, weight: Tensor, there: Tensor) -> Tensor:
    """The mean log-loss of the pages' headlines, one of the lines there or any of its copies.

    `heads`, `weight` and `there` are (pages, lines); a page counts as its headline weighs.
    """
    heads = heads.float().masked_fill(there == 0, NOWHERE)
    weight = weight * there
    right = heads.masked_fill(weight == 0, NOWHERE).logsumexp(1)
    return ((heads.logsumexp(1) - right) * weight.amax(1)).mean()


def expected_f1(kept: Tensor, right: Tensor, words: Tensor) -> Tensor:
    """Word F1 of each page that is to be expected where its lines, (pages, lines), are kept as likely as `kept`.

    It is what a reader gets; a net that learns from it keeps what is doubtful where that is worth it (the soft Dice
    loss of Milletari et al., V-Net, 2016).
    """
    share, gold = kept * words, right * words
    return 2 * (share * right).sum(1) / (share.sum(1) + gold.sum(1) + 1)


def descent(net: Net, steps: int) -> Callable[[Tensor], None]:
    """What takes one of so many steps down a loss, the rate rising and falling once (Smith and Topin, 2018)."""
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    rate = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps + 1, pct_start=0.1)

    def step(loss: Tensor) -> None:
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), CUT)
        optimiser.step()
        rate.step()

    return step


def _train(lines: Lines, pages: Pages, page_weight: Weights, chosen: Sequence[int], seed: int) -> Net:
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    rows, target, weight = map(torch.from_numpy, (lines.rows, lines.target, lines.weight))
    keep, words, headline = map(torch.from_numpy, (lines.keep, lines.words, lines.headline))
    usual = float(np.mean(np.concatenate([lines.weight[pages.begin[page] : pages.end[page]] for page in chosen])))
    net = Net(rows.shape[1], attends=True)
    turns = [batch for _ in range(EPOCHS) for batch in batches(pages, chosen, random)]
    step = descent(net, len(turns))
    for batch in turns:
        at, there = places(batch)
        with torch.autocast("cpu", torch.bfloat16):
            raw, kinds, heads = net(rows[at].float(), there)
        scores = torch.log_softmax(raw.float(), 2)
        each = nn.functional.nll_loss(scores.transpose(1, 2), target[at], reduction="none")
        by_line = (each * weight[at] * there).sum() / (usual * there.sum())
        f1 = expected_f1(scores[..., :CONTENT].exp().sum(2), keep[at], words[at] * there)
        counts = torch.from_numpy(page_weight[[page for page, _, _ in batch]])
        by_page = ((1 - f1) * counts).sum() / counts.sum()
        of_head = headline_loss(heads, headline[at], there)
        of_page = kind_loss(kinds, pages, batch)
        step(by_line + OF_F1 * by_page + OF_HEAD * of_head + OF_PAGE * of_page)
    net.eval()
    return net


def _linear(part: nn.Linear, name: str) -> dict[str, Array]:
    """A layer's weights and bias as `Nets` has them, under a name."""
    return {name: part.weight.detach().numpy().T, f"{name}_bias": part.bias.detach().numpy()[None]}


def arrays(net: Net) -> dict[str, Array]:
    """The trained numbers as `Nets` and `AttendingNets` have them, without the leading axis."""
    layers = [layer for layer in net.layers if isinstance(layer, nn.Conv1d)]
    convolutions = [layer.weight.detach().numpy().transpose(2, 1, 0).reshape(-1, CHANNELS) for layer in layers]
    kind = _linear(net.kind, "kind")
    of_attention = {}
    if net.attention is not None:
        of_attention = _linear(net.attention.attend, "attend") | _linear(net.attention.told, "told")
    return of_attention | {
        **_linear(net.enter, "enter"),
        **_linear(net.page, "page"),
        **_linear(net.leave, "leave"),
        "kind": kind["kind"],
        "kind_bias": kind["kind_bias"][0],
        "layers": np.stack(convolutions),
        "layers_bias": np.stack([part.detach().numpy()[None] for layer in layers if (part := layer.bias) is not None]),
    }


def fit(
    lines: Lines, pages: Pages, weight: Weights, chosen: Sequence[int], mean: Array, scale: Array, seed: int
) -> Nets:
    """A net trained on the `chosen` pages, whose F1 counts by `weight`, one a page.

    `mean` and `scale` are what `lines.rows` were standardised with.
    """
    return alone(_train(lines, pages, weight, chosen, seed), mean, scale)


def alone(net: Net, mean: Array, scale: Array) -> Nets:
    """A trained net for use."""
    kind = Nets if net.attention is None else AttendingNets
    return kind(mean, scale, **{name: values[None] for name, values in arrays(net).items()})


def together(nets: Sequence[Nets]) -> Nets:
    """Nets of several trainings on inputs of one scale, side by side."""
    one = {"mean": nets[0].mean, "scale": nets[0].scale}
    parts = {field.name: np.concatenate([getattr(each, field.name) for each in nets]) for field in fields(Nets)
             if field.name not in one}  # fmt: skip
    return Nets(**one, **parts)
