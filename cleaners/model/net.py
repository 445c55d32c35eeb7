"""The second look at a page: small convolution nets over its lines, in numpy.

The trees see a line and numbers about its surroundings; a net sees the lines around it themselves, some sixty of
them, and the page as a whole. Nets that attend find the lines that are like a line, too, wherever they stand.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from cleaners.model.lines import Floats

Array = npt.NDArray[np.float32]

REACHES = (1, 2, 4, 8, 16)  # lines between the three that a layer reads together
WHOLE = 2  # the layer before which each line is told of the whole page
# The layer after which the lines attend to each other. Without that word F1 of WCXB's text is .849, with it .852 and
# .850 by the seed, that of news-dev .931 and .937 (two folds of five, one net each, no rules, 2026-11-23). In HTML the
# tree says much of that: there it brings .001 for 12 % of the time, and those nets do not attend.
ATTENDING = 2
HEADS = 4  # that attend, each to lines of its own choice
SPAN = 1500  # lines that attend to each other; of longer pages each such part for itself, as in training
COMPARED = 32_000  # pairs of lines that a head compares at once: as many as stay near the processor
LIKEST = 80.0  # likeness is cut there, so that its power is finite; it is far less
LIMIT = 5.0  # standard deviations; inputs are cut there
SCORE_LIMIT = 6.0  # log-odds are cut there
TINY = 1e-5  # keeps a division by the spread of equal numbers finite


def inputs(matrix: Array, scores: Floats, kinds: Floats) -> Array:
    """(lines, columns) what a net is told: the first look's features (lines, features), its scores, the page's kind.

    `scores` are log-odds of content, one a line; `kinds` the probabilities of the page's kinds.
    """
    limited = np.clip(scores, -SCORE_LIMIT, SCORE_LIMIT)
    lines, columns = matrix.shape
    told = np.empty((columns + 2 + kinds.size, lines), np.float32)
    told[:columns] = matrix.T
    told[columns], told[columns + 1] = limited, 1 / (1 + np.exp(-limited))
    told[columns + 2 :] = kinds[:, None]
    return told.T


def standardise(rows: Array, mean: Array, scale: Array) -> Array:
    """Columns in standard deviations from their mean; a column whose scale is 0 says nothing."""
    centred = rows - mean
    centred *= scale
    return np.asarray(np.clip(centred, -LIMIT, LIMIT, out=centred), np.float32)


@dataclass(frozen=True, slots=True)
class Nets:
    """Nets of one shape, run side by side; they differ by the draw of the numbers that each was trained from."""

    mean: Array  # (columns,) of the inputs
    scale: Array  # (columns,) 1 / standard deviation
    enter: Array  # (nets, columns, channels)
    enter_bias: Array  # (nets, 1, channels)
    page: Array  # (nets, 2 * channels, channels) from the page's mean and greatest values
    page_bias: Array  # (nets, 1, channels)
    layers: Array  # (nets, layers, 3 * channels, channels): line above, itself, line below
    layers_bias: Array  # (nets, layers, 1, channels)
    leave: Array  # (nets, channels, classes)
    leave_bias: Array  # (nets, 1, classes)
    kind: Array  # (nets, 2 * channels, kinds) from the mean and the greatest values of the last states
    kind_bias: Array  # (nets, kinds)

    def states(self, rows: Array) -> Array:
        """(nets, lines, channels) what the layers make of the lines, one at least."""
        n = len(rows)
        state = standardise(rows, self.mean, self.scale) @ self.enter
        state += self.enter_bias
        np.maximum(state, 0, out=state)
        channels = state.shape[2]
        for layer, reach in enumerate(REACHES):
            if layer == WHOLE:
                state += np.maximum(_whole(state)[:, None] @ self.page + self.page_bias, 0)
            even, kernel = _even(state), self.layers[:, layer]
            read = even @ kernel[:, channels : 2 * channels]
            read += self.layers_bias[:, layer]
            if n > reach:  # nothing stands beyond the page's ends
                read[:, reach:] += even[:, :-reach] @ kernel[:, :channels]
                read[:, :-reach] += even[:, reach:] @ kernel[:, 2 * channels :]
            state += np.maximum(read, 0, out=read)
            if layer == ATTENDING:
                self._attend(state)
        return np.asarray(_even(state))

    def _attend(self, state: Array) -> None:
        """Add to the lines' states what others tell them: nothing in nets that do not attend."""

    def scores(self, state: Array) -> Floats:
        """Log-probabilities (lines, classes) of `states`, the mean over the nets."""
        return _mean(state @ self.leave + self.leave_bias)

    def kinds(self, state: Array) -> Floats:
        """Log-probabilities (kinds,) of the page's kind, the mean over the nets."""
        return _mean(np.einsum("sc,sck->sk", _whole(state), self.kind) + self.kind_bias)


@dataclass(frozen=True, slots=True)
class AttendingNets(Nets):
    """Nets whose lines attend to each other, by some heads (Vaswani et al., Attention is all you need, 2017)."""

    attend: Array  # (nets, channels, 3 * channels): what a line asks for, what it is found by, what it tells
    attend_bias: Array  # (nets, 1, 3 * channels)
    told: Array  # (nets, channels, channels) from what the heads were told
    told_bias: Array  # (nets, 1, channels)

    def _attend(self, state: Array) -> None:
        nets, lines, channels = state.shape
        width = channels // HEADS
        asked = (_even(state) @ self.attend + self.attend_bias).reshape(nets, lines, 3, HEADS, width)
        asked[:, :, 0] *= width**-0.5
        told = np.empty((nets, HEADS, lines, width), np.float32)
        for begin in range(0, lines, SPAN):
            part = slice(begin, begin + SPAN)
            asks, keys, tells = asked[:, part].transpose(2, 0, 3, 1, 4)
            # A product with ones beside what is told is the sum to divide by.
            ones = np.ones((*tells.shape[:3], 1), np.float32)
            summed = np.concatenate([tells, ones], 3)
            step = max(1, COMPARED // tells.shape[2])
            for at in range(0, tells.shape[2], step):
                likeness = asks[:, :, at : at + step] @ keys.swapaxes(2, 3)
                np.clip(likeness, -LIKEST, LIKEST, out=likeness)
                heard = np.exp(likeness, out=likeness) @ summed
                rows = slice(begin + at, begin + at + heard.shape[2])
                np.divide(heard[..., :width], heard[..., width:], out=told[:, :, rows])
        state += told.transpose(0, 2, 1, 3).reshape(state.shape) @ self.told + self.told_bias


def _mean(raw: Array) -> Floats:
    """Log-probabilities, the mean over the nets, from raw scores (nets, ..., classes)."""
    centred = raw.astype(np.float64)
    centred -= centred.max(-1, keepdims=True)
    # A sum takes a fifth of the time of `mean`, here and below.
    return np.asarray((centred - np.log(np.exp(centred).sum(-1, keepdims=True))).sum(0) / len(raw))


def _whole(state: Array) -> Array:
    """Mean and greatest values of the lines (nets, 2 * channels)."""
    return np.concatenate([state.sum(1) / np.float32(state.shape[1]), state.max(1)], 1)


def _even(state: Array) -> Array:
    """Each line's channels with mean 0 and spread 1."""
    # A product with equal weights is a mean, and three times as fast as one.
    weights = _equal(state.shape[2])
    centred = state - state @ weights
    centred /= np.sqrt(np.square(centred) @ weights + np.float32(TINY))
    return np.asarray(centred)


@cache
def _equal(channels: int) -> Array:
    """(channels, 1) weights of a mean."""
    return np.full((channels, 1), 1 / channels, np.float32)
