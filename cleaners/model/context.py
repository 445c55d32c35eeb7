"""The second look at a page: what the first scores of its lines say about each other and about the page."""

import numpy as np
import numpy.typing as npt

from cleaners.model.arrays import best_segment, distances, group_mean, shifted, window
from cleaners.model.features import Sheet
from cleaners.model.lines import Floats, ranks

# Columns of the first look that are read again.
AGAIN = (
    "size", "words", "ends", "ends_colon", "begins", "stop", "capitals", "digits", "lexical", "has_date",
    "date_line", "date_first", "clock", "listed", "is_meta", "is_related", "affinity", "overlap", "before",
    "after", "copies", "original", "bullet", "indent", "menu", "inside", "from_top", "to_bottom",
    "from_start", "from_end", "entries", "entry_place", "entry_start", "entry_even", "swings",
    "swing_start", "frequent", "make_share", "make_lexical", "shape_share", "shape_size", "prose",
    "prose_above", "prose_below", "related_above", "copyright", "at", "dates", "page_lines", "page_inside",
    "page_prose", "page_prose_words", "page_entry_prose", "page_free_lines", "page_free_run",
    "page_entries", "page_dates", "page_blanks", "page_fields", "page_labels", "page_cuts", "field", "cut",
    "native", "web",
)  # fmt: skip
SPAN = 5  # lines whose scores are read on either side
LIMIT = 6.0  # log-odds are cut there


def summary(sheet: Sheet, scores: Floats) -> npt.NDArray[np.float32]:
    """(1, columns) what a page looks like as a whole; from it its kind is told."""
    column = sheet.columns
    words = np.expm1(column["words"])
    keep = 1 / (1 + np.exp(-np.clip(scores, -LIMIT, LIMIT)))
    kept = keep * words
    mass = max(1e-6, float(kept.sum()))
    lines = max(1e-6, float(keep.sum()))
    first, last = best_segment(np.clip(scores, -LIMIT, LIMIT))

    def share(flags: Floats) -> float:
        return float((flags * keep).sum()) / lines

    def by_words(flags: Floats) -> float:
        return float((flags * kept).sum()) / mass

    values = [column[name][0] for name in AGAIN if name.startswith("page_")]
    values += [column[name][0] for name in ("page_bullets", "page_questions", "page_ideographs", "page_stop")]
    values += [
        np.log1p(mass),
        np.log1p(lines),
        mass / words.sum(),
        lines / len(words),
        (last - first + 1) / len(words),
        float((kept[first : last + 1]).sum()) / mass,
        *(share(column[name]) for name in ("prose", "has_date", "date_first", "date_line", "ends_colon", "bullet")),
        *(share(column[name]) for name in ("ends", "stop", "digits", "capitals", "affinity", "questions", "indent")),
        *(by_words(column[name]) for name in ("prose", "affinity", "entry_even", "make_share", "shape_share", "stop")),
        share((column["entries"] > 0) * 1.0),
        by_words((column["entries"] > 0) * 1.0),
        share((column["swings"] >= 5) * 1.0),
        share((column["words"] < 1.7) * 1.0),
        float(kept.max()) / mass,
        float(np.sort(kept)[-3:].sum()) / mass,
        float((column["is_form"] + column["is_pager"]).mean()),
        float(column["is_meta"].sum()),
        float(column["is_share"].sum()),
    ]
    return np.array([values], np.float32)


def context(sheet: Sheet, scores: Floats, kinds: Floats) -> npt.NDArray[np.float32]:
    """(lines, columns) features of the second look: first scores around each line, and the page's kind.

    `scores` are log-odds of content, one a line; `kinds` the probabilities of the page's kinds.
    """
    column = sheet.columns
    n = len(scores)
    at = np.arange(n)
    scores = np.clip(scores, -LIMIT, LIMIT)
    keep = 1 / (1 + np.exp(-scores))
    words = np.expm1(column["words"])
    kept = keep * words
    reached = np.cumsum(kept)
    total = max(1e-6, float(reached[-1]))
    first, last = best_segment(scores)
    start, stop = best_segment((keep - 0.5) * np.minimum(words, 40))
    dates = column["has_date"]

    def whole(value: float) -> Floats:
        return np.full(n, value)

    out = [column[name] for name in AGAIN]
    out.append(scores)
    out += [shifted(scores, offset, -7) for offset in range(-SPAN, SPAN + 1) if offset]
    out += [window(scores, radius) for radius in (2, 5, 12, 30)]
    out += [*distances(scores > 0), *distances(scores > 2)]
    out += [
        ((at >= first) & (at <= last)) * 1.0,
        np.clip(at - first, -60, 60).astype(np.float64),
        np.clip(last - at, -60, 60).astype(np.float64),
        ((at >= start) & (at <= stop)) * 1.0,
        np.clip(at - start, -60, 60).astype(np.float64),
        np.clip(stop - at, -60, 60).astype(np.float64),
        reached / total,
        kept / total,
        whole(total / words.sum()),
        whole(float(keep.mean())),
        whole(np.log1p(total)),
        whole(float(scores.max())),
        whole(float((dates * keep).sum()) / max(0.5, float(keep.sum()))),
        whole(last - first + 1.0),
    ]
    # Lines of one make tend to be of one class all over the page.
    ones = np.ones(n)
    sizes = np.round(column["size"]).astype(np.int64)
    alike = ranks(sizes * 4 + (dates > 0) * 2 + (column["listed"] > 0))
    made = ranks(
        (column["indent"] * 64 + column["before"] * 8 + column["after"]).astype(np.int64) * 4
        + (column["bullet"] > 0) * 2
        + (column["ends"] > 0)
    )
    for group in (alike, made, ranks(made * 16 + sizes)):
        out += [
            group_mean(group, scores, ones),
            np.minimum(200, np.bincount(group)[group]).astype(np.float64),
        ]
    out += [whole(float(kind)) for kind in kinds]
    # Only pages with a long tail of other items tell these apart: how well the first kept lines fit this one.
    out += [shifted(column[name], offset) for name in ("size", "ends", "has_date", "affinity") for offset in (-1, 1)]
    return np.stack(out, 1).astype(np.float32)
