"""The words of a line as hashes, and what a linear model thinks of them."""

import numpy as np
import numpy.typing as npt

from cleaners.model.lines import DIGITS, Floats, Ints, Page, mix

BITS = 16
TOKENS = 16  # tokens of a line that are read
CHARS = 22  # and characters, as trigrams
_WHOLE = np.uint64(0xA24BAED4963EE407)
_FACTORS = tuple(np.uint64(value) for value in (0x1F123BB5159A55E5, 0x7FB5D329728EA185, 0x2545F4914F6CDD1D))


def lexical_ids(page: Page) -> tuple[Ints, Ints]:
    """Hashed features of the lines for the lexical model, as pairs (row, id).

    Words and pairs of words of the first tokens with numbers masked, character trigrams of the beginning, and
    the whole line where it is short.
    """
    tokens = page.tokens
    shift = np.uint64(64 - BITS)
    hashes = np.where(tokens.digits, DIGITS, tokens.hash)
    head = tokens.rank < TOKENS
    rows, ids = [tokens.line[head]], [mix(hashes[head])]
    if hashes.size > 1:
        pair = (tokens.line[1:] == tokens.line[:-1]) & head[1:]
        rows.append(tokens.line[1:][pair])
        ids.append(mix(hashes[:-1][pair] * np.uint64(31) + hashes[1:][pair] * _FACTORS[0]))
    size = np.minimum(np.maximum(page.end - page.start - 2, 0), CHARS - 2)
    row = np.repeat(np.arange(page.n), size)
    at = np.arange(row.size) + np.repeat(page.start - (np.cumsum(size) - size), size)
    letters = [page.lower[at + k].astype(np.uint64) * _FACTORS[k] for k in range(3)]
    rows.append(row)
    ids.append(mix(letters[0] + letters[1] + letters[2]))
    short = (page.width <= 8).nonzero()[0]
    rows.append(short)
    ids.append(mix(page.masked[short] + _WHOLE))
    return np.concatenate(rows), (np.concatenate(ids) >> shift).astype(np.int64)


def lexical_score(page: Page, weights: npt.NDArray[np.float32], bias: float) -> Floats:
    """Log-odds of the lexical model, one a line."""
    rows, ids = lexical_ids(page)
    total = np.bincount(rows, weights=weights[ids], minlength=page.n)
    seen = np.bincount(rows, minlength=page.n)
    return total / np.sqrt(np.maximum(1, seen)) + bias
