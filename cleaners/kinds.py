"""What the text of a page says of its kind, where the model that looks at the page as a whole is mistaken."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from cleaners.label_value import label_value
from cleaners.lines import has_digit
from cleaners.scripts import ideographs
from schemas import Kind

# Of the invented pages, no record has more than 0.37 of its text in paragraphs (2026-11-22).
_PROSE_SHARE = 0.5
_PARAGRAPHS = 2
_PARAGRAPH = 100
_IDEOGRAPHIC_PARAGRAPH = 30
# A sentence in Hangul; fields end otherwise.
_HANGUL_SENTENCE = re.compile(r"(?:[^\uac00-\ud7a3]*[\uac00-\ud7a3]){24}.*[다요오]\.")
# Thai, Lao, Burmese and Khmer; entries of a listing have their titles between their teasers.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_IN_A_ROW = 3
_FIELD_SHARE = 0.5
_FIELDS = 5


def settled(kind: Kind, text: Sequence[str]) -> Kind:
    """Return the kind of a page whose likely text are these folded lines; `kind` is what the model says.

    Paragraphs make no record, and lines of `Label: value` with a label each make neither article nor listing.
    """
    if kind == "record":
        paragraphs = [len(line) for line in text if _is_paragraph(line)]
        told = len(paragraphs) >= _PARAGRAPHS and sum(paragraphs) > _PROSE_SHARE * sum(map(len, text))
        return "article" if told else kind
    if kind == "listing" and _is_speech(text):
        return "article"
    if kind in ("article", "listing"):
        found = map(label_value, text)
        # Titles with a number before a colon are no fields: `Case 231: ...`.
        labels = {field.label.casefold() for field in found if field is not None and not has_digit(field.label)}
        if len(labels) >= max(_FIELDS, _FIELD_SHARE * len(text)):
            return "record"
    return kind


def _is_speech(text: Sequence[str]) -> bool:
    """Tell whether a text without spaces, which the model takes for titles, is mostly paragraphs in a row."""
    paragraphs = [_is_paragraph(line) and _UNSPACED.match(line) is not None for line in text]
    longest = max((sum(1 for _ in run) for is_one, run in groupby(paragraphs) if is_one), default=0)
    told = sum(len(line) for line, is_one in zip(text, paragraphs, strict=True) if is_one)
    return longest >= _IN_A_ROW and told > _PROSE_SHARE * sum(map(len, text))


def _is_paragraph(line: str) -> bool:
    if len(line) >= _PARAGRAPH or ideographs(line) >= _IDEOGRAPHIC_PARAGRAPH:
        return True
    return _HANGUL_SENTENCE.fullmatch(line) is not None
