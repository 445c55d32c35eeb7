"""Which line is the headline:

The likeliest lines compared with each other and with the text they stand over.
"""

import numpy as np
import numpy.typing as npt

from cleaners.model.arrays import distances
from cleaners.model.echoes import repeats, shared
from cleaners.model.features import Sheet
from cleaners.model.lines import Floats, Ints, Page

CANDIDATES = 20  # lines compared on a page
# Probability to be a headline below which a line is not compared: on 768 dumps none changed by that (2026-11-24).
LEAST = 1e-4
BETWEEN = 12  # lines read between a candidate and the text below it
AGAIN = (
    "size", "words", "ends", "ends_colon", "ends_comma", "begins", "stop", "capitals", "upper", "digits",
    "lexical", "has_date", "date_line", "date_first", "listed", "is_menu", "affinity", "overlap", "before",
    "after", "copies", "likes", "original", "bullet", "indent", "menu", "menu_place", "menu_rest", "inside",
    "from_top", "position", "from_start", "entries", "entry_place", "frequent", "make_size", "make_share",
    "shape_size", "quotes", "questions", "commas", "colons", "brackets", "prose_below", "date_below",
    "date_above", "page_lines", "page_prose", "page_entries", "page_blanks", "languages", "symbols",
    "bullets", "ideographs", "caseless", "native", "field", "cut",
)  # fmt: skip
# Columns of the lines next to a candidate, and two away.
NEAR = ("words", "ends", "has_date", "bullet", "capitals", "is_meta", "is_share", "stop", "is_menu", "listed")


def candidates(classes: Floats) -> Ints:
    """Rows of the likeliest headlines, best first, one at least; `classes` is (lines, classes), title first."""
    title = classes[:, 0]
    best = np.argsort(-title, kind="stable")[:CANDIDATES]
    return best[: max(1, np.count_nonzero(title[best] >= LEAST))]


def compare(page: Page, sheet: Sheet, classes: Floats, kinds: Floats, rows: Ints) -> npt.NDArray[np.float32]:
    """(rows, columns) features of the candidates of a page.

    `classes` is (lines, classes), `kinds` the probabilities of the page's kinds.
    """
    column = sheet.columns
    title, content = classes[:, 0], classes[:, 1] + classes[:, 2]
    words = np.expm1(column["words"])
    prose = (content > 0.5) & (words > 9)
    text = prose.nonzero()[0]
    head = int(text[0]) if text.size else page.n - 1
    raw = np.log(np.clip(classes, 1e-5, 1)).T
    body, likely = _sums(np.array([content * words, title]))
    below = np.minimum(page.n, rows + 1)

    own = np.array([column[name] for name in AGAIN])[:, rows]
    near = np.array([column[name] for name in NEAR])
    flags = (prose, prose & (words > 25), column["bullet"] > 0, column["has_date"] > 0, column["is_meta"] > 0)
    above_below = np.stack(distances(np.array(flags)), 1)[..., rows]
    between = np.array(
        [column["has_date"], column["is_meta"], column["is_share"], title, title > 0.1, words, classes[:, 3],
         classes[:, 4], content]
    )  # fmt: skip
    single = np.array([
        np.clip(rows - head, -60, 60),
        body[rows + 1] / max(1e-6, float(body[-1])),
        np.log1p(body[np.minimum(page.n, rows + 16)] - body[below]),
        np.log1p(body[rows]),
        np.arange(rows.size),
        raw[0, rows] - raw[0, rows[0]],
        rows.argsort().argsort(),
        # Other likely headlines, near and far, above and below; copies of the line itself.
        likely[rows] - likely[np.maximum(0, rows - 6)],
        likely[rows],
        likely[np.minimum(page.n, rows + 7)] - likely[below],
        likely[-1] - likely[below],
        (page.hash == page.hash[rows][:, None]) @ title,
    ])  # fmt: skip
    whole = np.repeat([[raw[0, rows[0]]], [text.size], *kinds[:, None]], rows.size, 1)
    # A row a column, as the trees read them.
    return np.concatenate([
        own, raw[:, rows], _beside(raw[[0, 1, 3]], rows, (-2, -1, 1, 2, 3), -12.0),
        _beside(near, rows, (-2, -1, 1, 2), -1.0), above_below.reshape(-1, rows.size),
        _between(between, rows, head), single, whole, repeats(page, rows).T, shared(page, rows, text, title).T,
    ], dtype=np.float32, casting="same_kind").T  # fmt: skip


def _sums(values: Floats) -> Floats:
    """(columns, lines + 1) sums of `values` (columns, lines) over all lines before each one."""
    total = np.zeros((len(values), values.shape[1] + 1))
    np.cumsum(values, 1, out=total[:, 1:])
    return total


def _beside(values: Floats, rows: Ints, offsets: tuple[int, ...], fill: float) -> Floats:
    """(offsets times columns, rows) `values` (columns, lines) of the lines at some offsets, `fill` beyond the page."""
    reach = max(map(abs, offsets))
    wide = np.full((len(values), values.shape[1] + 2 * reach), fill)
    wide[:, reach:-reach] = values
    found = wide[:, np.array(offsets)[:, None] + reach + rows]
    return np.asarray(found.swapaxes(0, 1).reshape(-1, rows.size))


def _between(values: Floats, rows: Ints, head: int) -> Floats:
    """(columns, rows) sums of `values` (columns, lines) between each row and the text's first line below it."""
    total, n = _sums(values), values.shape[1]
    start = np.minimum(n, rows + 1)
    stop = np.minimum(np.where(rows < head, head, n), start + BETWEEN)
    return np.asarray(total[:, np.maximum(start, stop)] - total[:, start])
