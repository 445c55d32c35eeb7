"""Small tools on arrays that have one value a line."""

from collections.abc import Mapping

import numpy as np

from cleaners.model.lines import Columns, Flags, Floats, Ints

FAR = 50  # lines; distances are cut there


def window(values: Floats, radius: int) -> Floats:
    """Mean over the lines up to `radius` away, along the first axis."""
    n = len(values)
    total = np.zeros((n + 1, *values.shape[1:]))
    np.cumsum(values, 0, out=total[1:])
    at = np.arange(n)
    low, high = np.maximum(0, at - radius), np.minimum(n, at + radius + 1)
    span = (high - low).astype(np.float64)
    return (total[high] - total[low]) / (span if values.ndim == 1 else span[:, None])


def distances(flags: Flags) -> tuple[Floats, Floats]:
    """Lines to the nearest flagged line above and below, itself left out; (..., lines) like `flags`."""
    n = flags.shape[-1]
    at = np.arange(n)
    above, below = np.full((2, *flags.shape), FAR, np.float64)
    nearest = np.maximum.accumulate(np.where(flags, at, -FAR - 1), -1)
    np.minimum(FAR, at[1:] - nearest[..., :-1], out=above[..., 1:])
    nearest = np.minimum.accumulate(np.where(flags, at, n + FAR)[..., ::-1], -1)[..., ::-1]
    np.minimum(FAR, nearest[..., 1:] - at[:-1], out=below[..., :-1])
    return above, below


def runs(flags: Flags) -> tuple[Floats, Floats]:
    """Length of the run of flagged lines that each line is in, and its place there; 0 outside. (..., lines) each."""
    n = flags.shape[-1]
    at = np.arange(n)
    above = np.maximum.accumulate(np.where(flags, -1, at), -1)
    below = np.minimum.accumulate(np.where(flags, n, at)[..., ::-1], -1)[..., ::-1]
    return np.where(flags, below - above - 1, 0.0), np.where(flags, at - above - 1, 0.0)


def everywhere(values: Mapping[str, float], lines: int) -> Columns:
    """Columns that say the same of each line."""
    same = np.repeat(np.array(list(values.values()), np.float64), lines).reshape(-1, lines)
    return dict(zip(values, same, strict=True))


def median(values: Floats | Ints) -> float:
    """The middle one of some values, or the mean of the two in the middle."""
    middle = values.size // 2
    ordered = np.sort(values)
    return float(ordered[middle] + ordered[~middle]) / 2


def best_segment(scores: Floats) -> tuple[int, int]:
    """First and last line of the segment whose scores have the greatest sum."""
    total = np.concatenate(([0.0], np.cumsum(scores)))
    lowest = np.minimum.accumulate(total[:-1])
    last = int(np.argmax(total[1:] - lowest))
    return int(np.argmin(total[: last + 1])), last


def group_mean(groups: Ints, values: Floats, weights: Floats) -> Floats:
    """Weighted mean of `values` over the lines of the same group, for each line."""
    weight = np.bincount(groups, weights=weights)
    total = np.bincount(groups, weights=values * weights)
    return (total / np.maximum(1e-9, weight))[groups]
