"""Where on the page each line stands: in runs of its like, among entries, near what; and what stands around it.

Parts of `features.describe`: each adds named columns and may read those before it.
"""

from itertools import pairwise

import numpy as np

from cleaners.model.arrays import distances, everywhere, median, runs, window
from cleaners.model.lines import Columns, Flags, Page, words_of

# Columns of the lines next to a line, two away, three away; and as means over windows.
_NEAR = (
    "size", "ends", "capitals", "stop", "lexical", "has_date", "date_line", "before", "listed", "affinity",
    "prose", "bullet", "digits", "indent", "field", "ends_colon", "cut",
)  # fmt: skip
_OFFSETS = {1: _NEAR, 2: _NEAR[:7], 3: ("size", "lexical", "ends", "has_date")}
_AROUND = ("field", "size", "lexical", "listed", "has_date", "prose", "stop", "capitals", "ends", "words")


def lines_alike(columns: Columns) -> None:
    """Runs of short lines, of prose, of list items."""
    short = (columns["words"] <= np.log1p(7.0)) & (columns["ends"] == 0)
    listed, prose, bullet = (columns[name] > 0 for name in ("listed", "prose", "bullet"))
    (menu, listing, paragraphs, bulleted), (place, *_) = runs(np.array([short, short | listed, prose, bullet]))
    columns |= {
        "menu": np.minimum(60, menu),
        "menu_place": np.minimum(60, place),
        "menu_rest": np.minimum(60, np.where(short, menu - place - 1, 0)),
        "listing": np.minimum(60, listing),
        "paragraphs": paragraphs,
        "bulleted": np.minimum(30, bulleted),
    }


def standing(columns: Columns, page: Page, segment: Flags) -> None:
    """Where on the page the line stands: by lines, by prose, by what is near."""
    at = np.arange(page.n)
    rows = segment.nonzero()[0]
    weight = words_of(page) * columns["prose"]
    reached = np.cumsum(weight)
    total = max(1.0, float(reached[-1]))
    columns |= {
        "inside": segment * 1.0,
        "from_top": np.minimum(np.maximum(at - rows[0], -60.0), 60.0),
        "to_bottom": np.minimum(np.maximum(rows[-1] - at, -60.0), 60.0),
        "position": at / page.n,
        "from_start": np.minimum(200.0, at),
        "from_end": np.minimum(200.0, page.n - 1 - at),
        "reached": reached / total,
        "left": total - reached,
    }
    near = {"prose": "prose", "related": "is_related", "date": "has_date", "listed": "listed"}
    above, below = distances(np.array([columns[name] for name in near.values()]) > 0)
    for row, name in enumerate(near):
        columns[f"{name}_above"], columns[f"{name}_below"] = above[row], below[row]


def entries(columns: Columns, page: Page) -> None:
    """Runs of entries: dates at small gaps, and prose that alternates with something else."""
    n = page.n
    prose = columns["prose"] > 0
    weight = words_of(page) * prose
    reached = columns["reached"]
    total = max(1.0, float(weight.sum()))
    size, place, start, even = np.zeros(n), np.zeros(n), np.full(n, -1.0), np.zeros(n)
    rows = ((columns["date_first"] > 0) | (columns["date_line"] > 0)).nonzero()[0]
    gaps = rows[1:] - rows[:-1]
    for head, tail in pairwise((0, *((gaps > 5).nonzero()[0] + 1).tolist(), rows.size)):
        if tail - head >= 3:
            inner = gaps[head : tail - 1]
            step = int(median(inner))
            first, stop = rows[head], min(n, rows[tail - 1] + step)
            size[first:stop] = tail - head
            place[first:stop] = np.arange(stop - first)
            start[first:stop] = reached[first - 1] if first else 0.0
            even[first:stop] = (inner == step).sum() / inner.size
    swing = np.zeros(n, np.bool_)
    if n > 4:
        swing[:-2] = (prose[:-2] != prose[1:-1]) & (prose[:-2] == prose[2:])
        swing[2:] |= swing[:-2].copy()
    swings, swing_place = runs(swing)
    above = np.zeros(n)
    above[1:] = reached[:-1]
    swing_start = above[(np.arange(n) - swing_place).astype(np.int64)]
    free = ~((size > 0) | (swings >= 5))
    columns |= {
        "entries": np.minimum(40, size),
        "entry_place": np.minimum(60, place),
        "entry_start": start,
        "entry_even": even,
        "swings": np.minimum(60, swings),
        "swing_place": np.minimum(60, swing_place),
        "swing_start": np.where(swing, swing_start, -1.0),
    }
    values = {
        "page_entry_prose": (weight * ~free).sum() / total,
        "page_free_prose": np.log1p((weight * free).sum()),
        "page_free_lines": (prose & free).sum(),
        "page_free_run": (columns["paragraphs"] * free).max(),
        "page_entries": size.max(),
    }
    columns |= everywhere(values, n)


def neighbours(columns: Columns) -> None:
    """The lines around: one by one, and as means over windows."""
    n = columns["size"].size
    reach = max(_OFFSETS)
    wide = np.full((len(_NEAR), n + 2 * reach), -1.0)  # nothing stands beyond the page's ends
    wide[:, reach:-reach] = [columns[name] for name in _NEAR]
    near = dict(zip(_NEAR, wide, strict=True))
    for offset in (-3, -2, -1, 1, 2, 3):
        begin = reach + offset
        columns |= {f"{name}@{offset}": near[name][begin : begin + n] for name in _OFFSETS[abs(offset)]}
    around = np.array([columns[name] for name in _AROUND]).T
    for radius in (4, 12):
        columns |= {f"{name}~{radius}": mean for name, mean in zip(_AROUND, window(around, radius).T, strict=True)}
    size = np.full(n + 2 * reach, 99.0)
    size[reach:-reach] = columns["size"]
    for offset in (1, 2, 3):
        apart = np.abs(size[offset:] - size[:-offset])
        columns[f"lag{offset}"] = np.minimum(apart[reach - offset : reach - offset + n], apart[reach : reach + n])
