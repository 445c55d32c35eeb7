"""Where a few lines of a page come again: whole in other lines, and word by word in the text."""

import numpy as np
import numpy.typing as npt

from cleaners.model.lines import Flags, Floats, Hashes, Ints, Page

FAR = 60  # lines; distances are cut there
MANY = 9  # copies; counts are cut there
SHORT = 40  # tokens of a line that are read; in longer ones a headline's words stand by chance
CELLS = 1 << 23  # of the table of words by lines; a page with more lines has fewer words compared
_BASE = 0x9E3779B97F4A7C15
Columns = npt.NDArray[np.float64]


def _powers(base: int, size: int) -> Hashes:
    out = np.full(size, base, np.uint64)
    out[0] = 1
    return np.cumprod(out, dtype=np.uint64)


def repeats(page: Page, rows: Ints) -> Columns:
    """(rows, 18) where each of `rows` comes again: as a line, and as the end, the start and the middle of one.

    Of each way how often above and below, and how near above and below. Then what share of the row is a line
    elsewhere, from its end and from its start: a trail ends in a headline, a site's name follows one.
    """
    tokens = page.tokens
    size = tokens.hash.size
    first, width = page.first[rows], page.width[rows]
    powers = _powers(_BASE, size + 1)
    inverse = _powers(pow(_BASE, -1, 1 << 64), size + 1)
    total = np.zeros(size + 1, np.uint64)
    np.cumsum(tokens.hash * powers[:-1], out=total[1:])

    def moved(begin: Ints, end: Ints) -> Hashes:
        """Sums over tokens as if they stood at the page's top: equal where the tokens are."""
        return np.asarray((total[end] - total[begin]) * inverse[begin])

    some = (width > 0).nonzero()[0]
    # Of one long row: looked for in a table, they take four times as long.
    row, at = divmod((tokens.slot == tokens.slot[first[some], None]).ravel().nonzero()[0], size)
    row = some[row]
    fits = at + width[row] <= size
    row, at = row[fits], at[fits]
    end = at + width[row]
    found = (moved(at, end) == moved(first, first + width)[row]) & (tokens.line[end - 1] == tokens.line[at])
    found &= tokens.line[at] != rows[row]
    row, at, end = row[found], at[found], end[found]
    line = tokens.line[at]
    starts, stops = tokens.rank[at] == 0, end == page.first[line] + page.width[line]
    # As a line, its end, its start, its middle; above and below.
    way = np.where(starts, np.where(stops, 0, 2), np.where(stops, 1, 3))
    cell = ((2 * way + (line > rows[row])) * rows.size) + row
    ways = np.empty((4, 2, 2 * rows.size))
    ways[:, 0] = np.minimum(MANY, np.bincount(cell, minlength=8 * rows.size)).reshape(4, -1)
    near = np.full(8 * rows.size, FAR)
    np.minimum.at(near, cell, np.abs(line - rows[row]))
    ways[:, 1] = near.reshape(4, -1)

    wide = page.width > 0
    known = np.sort(moved(page.first, page.first + page.width)[wide])
    inner = np.maximum(0, width - 1)
    row = np.repeat(np.arange(rows.size), inner)
    cut = np.arange(row.size) + np.repeat(first + 1 - (np.cumsum(inner) - inner), inner)
    parts = np.zeros((2, rows.size))
    for part, (begin, end) in zip(parts, ((cut, (first + width)[row]), (first[row], cut)), strict=True):
        sought = moved(begin, end)
        hit = (known[np.minimum(known.searchsorted(sought), known.size - 1)] == sought).nonzero()[0]
        np.maximum.at(part, row[hit], (end - begin)[hit] / width[row[hit]])
    return np.vstack([ways.reshape(16, -1), parts]).T


def shared(page: Page, rows: Ints, text: Ints, likely: Floats) -> Columns:
    """(rows, 14) how much of the words of each of `rows` other lines have too.

    By short lines above and below, by the first lines of the text and by all of it: as a share of the words, and
    with words counting more that are rare on the page. `text` is the rows of the text in order, `likely` how likely
    each line of the page is its headline.
    """
    tokens = page.tokens
    out = np.zeros((14, rows.size))
    telling = (((tokens.size >= 3) & ~tokens.digits) | tokens.ideograph) & (tokens.rank < SHORT)
    chosen = np.zeros(page.n, np.bool_)
    chosen[rows] = True
    known = np.zeros(tokens.slot.max(initial=0) + 1, np.bool_)
    known[tokens.slot[chosen[tokens.line] & telling]] = True
    words = known.nonzero()[0][: max(1, CELLS // page.n)]
    if not words.size:
        return out.T
    place = np.full(known.size, words.size)
    place[words] = np.arange(words.size)
    grid = np.zeros((words.size + 1, page.n), np.float32)
    grid[place[tokens.slot], tokens.line] = 1.0
    grid = grid[:-1]  # the last row took the other words
    has = grid[:, rows].T
    rare = np.log((page.n + 1) / np.maximum(1, grid.sum(1))) + np.float32(0.2)
    weighed = has * rare
    weight = np.maximum(1e-6, has @ rare)
    some = np.maximum(1.0, has.sum(1))
    each = np.arange(rows.size)
    plain, part = (has @ grid) / some[:, None], (weighed @ grid) / weight[:, None]
    plain[each, rows] = part[each, rows] = 0.0

    short = page.width <= SHORT
    at = np.arange(page.n)
    sides = short & np.array([at < rows[:, None], at > rows[:, None]])
    out[:4] = (np.array([plain, part])[:, None] * sides).max(-1).reshape(4, -1)
    if text.size:
        whole = _elsewhere(grid, has, rows, text)
        lead = _elsewhere(grid, has, rows, text[:6])
        begin = part[:, text[:4]]
        out[4] = begin[:, 0]
        out[5] = begin.max(1)
        out[6] = begin.mean(1)
        out[7] = part[:, text].mean(1)
        out[8] = (weighed * whole).sum(1) / weight
        out[9] = (has * whole).sum(1) / some
        out[10] = (weighed * lead).sum(1) / weight
    out[11] = np.log1p(weight)
    # Lines that say the same speak for each other.
    alike = part[:, rows] * likely[rows]
    out[12], out[13] = alike.max(1), alike.sum(1)
    return out.T


def _elsewhere(grid: npt.NDArray[np.float32], has: npt.NDArray[np.float32], rows: Ints, lines: Ints) -> Flags:
    """(rows, words) words that stand in one of `lines` other than the row itself."""
    among = np.zeros(grid.shape[1], np.float32)
    among[lines] = 1.0
    return np.asarray(grid @ among - has * among[rows, None] > 0)
