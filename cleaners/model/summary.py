"""The page as a whole, by what the first look says of its lines."""

import numpy as np
import numpy.typing as npt

from cleaners.model.arrays import best_segment
from cleaners.model.features import Sheet
from cleaners.model.lines import Floats

OF_PAGE = (
    "page_lines", "page_inside", "page_prose", "page_prose_words", "page_entry_prose", "page_free_lines",
    "page_free_run", "page_entries", "page_dates", "page_blanks", "page_fields", "page_labels", "page_cuts",
    "page_bullets", "page_questions", "page_ideographs", "page_stop",
)  # fmt: skip
# Columns whose share of the lines that are kept tells the kind, and of their words.
OF_LINES = (
    "prose", "has_date", "date_first", "date_line", "ends_colon", "bullet", "ends", "stop", "digits", "capitals",
    "affinity", "questions", "indent",
)  # fmt: skip
OF_WORDS = ("prose", "affinity", "entry_even", "make_share", "shape_share", "stop")
LIMIT = 6.0  # log-odds are cut there


def summary(sheet: Sheet, scores: Floats) -> npt.NDArray[np.float32]:
    """(1, columns) what a page looks like as a whole; from it its kind is told."""
    column = sheet.columns
    words = np.expm1(column["words"])
    limited = np.clip(scores, -LIMIT, LIMIT)
    keep = 1 / (1 + np.exp(-limited))
    kept = keep * words
    mass = max(1e-6, float(kept.sum()))
    lines = max(1e-6, float(keep.sum()))
    first, last = best_segment(limited)

    # Summed up together: twenty rows of an array take hardly longer than one.
    entries, swings, short = column["entries"] > 0, column["swings"] >= 5, column["words"] < 1.7
    of_lines = (np.array([*(column[name] for name in OF_LINES), entries, swings, short]) * keep).sum(1) / lines
    of_words = (np.array([*(column[name] for name in OF_WORDS), entries]) * kept).sum(1) / mass
    *shares, in_entries, swinging, shorter = of_lines
    *by_words, entry_words = of_words
    values = [
        *(column[name][0] for name in OF_PAGE),
        np.log1p(mass),
        np.log1p(lines),
        mass / words.sum(),
        lines / len(words),
        (last - first + 1) / len(words),
        float((kept[first : last + 1]).sum()) / mass,
        *shares,
        *by_words,
        in_entries,
        entry_words,
        swinging,
        shorter,
        float(kept.max()) / mass,
        float(np.sort(kept)[-3:].sum()) / mass,
        float((column["is_form"] + column["is_pager"]).mean()),
        float(column["is_meta"].sum()),
        float(column["is_share"].sum()),
    ]
    return np.array([values], np.float32)
