"""Which line is the headline:

The likeliest lines compared with each other and with the text they stand over.
"""

import numpy as np
import numpy.typing as npt

from cleaners.model.arrays import shifted
from cleaners.model.features import Sheet
from cleaners.model.lines import Floats, Ints, Page

CANDIDATES = 16  # lines compared on a page
AGAIN = (
    "size", "words", "ends", "ends_colon", "ends_comma", "begins", "stop", "capitals", "upper", "digits",
    "lexical", "has_date", "date_line", "date_first", "listed", "is_menu", "affinity", "overlap", "before",
    "after", "copies", "likes", "original", "bullet", "indent", "menu", "menu_place", "menu_rest", "inside",
    "from_top", "position", "from_start", "entries", "entry_place", "frequent", "make_size", "make_share",
    "shape_size", "quotes", "questions", "commas", "colons", "brackets", "prose_below", "date_below",
    "date_above", "page_lines", "page_prose", "page_entries", "page_blanks", "languages", "symbols",
    "bullets", "ideographs", "caseless", "native", "field", "cut",
)  # fmt: skip


def candidates(classes: Floats) -> Ints:
    """Rows of the likeliest headlines, best first; `classes` is (lines, classes), title first."""
    return np.argsort(-classes[:, 0], kind="stable")[:CANDIDATES]


def _echoes(page: Page, rows: Ints, below: Ints) -> npt.NDArray[np.float64]:
    """(rows, 4) how much of each candidate's words another line repeats.

    By short lines above it and below it, by the first line of the text, and by all of the text's lines.
    """
    tokens = page.tokens
    telling = ((tokens.size >= 3) & ~tokens.digits) | tokens.ideograph
    short = page.width <= 40
    at = np.arange(page.n)
    out = np.zeros((rows.size, 4))
    for index, row in enumerate(rows):
        own = slice(page.first[row], page.first[row] + page.width[row])
        words = np.unique(tokens.hash[own][telling[own]])
        if not words.size:
            continue
        hit = np.isin(tokens.hash, words)
        hits = np.bincount(tokens.line, weights=hit, minlength=page.n) / words.size
        hits[row] = 0.0
        hits = np.minimum(hits, 1.0)
        out[index, 0] = hits[short & (at < row)].max(initial=0.0)
        out[index, 1] = hits[short & (at > row)].max(initial=0.0)
        if below.size:
            out[index, 2] = hits[below[0]]
            found = tokens.hash[hit & np.isin(tokens.line, below)]
            out[index, 3] = np.unique(found).size / words.size
    return out


def compare(page: Page, sheet: Sheet, classes: Floats, rows: Ints) -> npt.NDArray[np.float32]:
    """(rows, columns) features of the candidates of a page."""
    column = sheet.columns
    content = classes[:, 1] + classes[:, 2]
    text = np.flatnonzero((content > 0.5) & (column["words"] > np.log1p(9.0)))
    head = text[0] if text.size else page.n - 1
    body = content * np.expm1(column["words"])
    reached = np.cumsum(body) / max(1e-6, float(body.sum()))
    raw = np.log(np.clip(classes, 1e-5, 1))
    parts = [column[name] for name in AGAIN]
    parts += list(raw.T)
    parts += [shifted(raw[:, k], offset, -12.0) for k in (0, 1, 3) for offset in (-2, -1, 1, 2, 3)]
    parts += [np.clip(np.arange(page.n) - head, -60, 60).astype(np.float64), reached]
    order = np.arange(rows.size, dtype=np.float64)
    best = raw[rows, 0] - raw[rows[0], 0]
    place = np.argsort(np.argsort(rows)).astype(np.float64)
    own = [part[rows] for part in parts]
    likely = [order, best, place, np.full(rows.size, raw[rows[0], 0]), np.full(rows.size, float(text.size))]
    return np.column_stack([*own, *likely, _echoes(page, rows, text[:12])]).astype(np.float32)
