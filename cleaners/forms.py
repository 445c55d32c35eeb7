"""Forms in text dumps: labels of fields that have to be filled in, what there is to choose from, buttons below them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_REQUIRED_MARK = re.compile(
    r"(?<=[^*\s]) ?\*:?$|(?<=[^\W_])\s?[(（\[](?:required|mandatory|obligatoire|obligatori[oa]|obrigatório|obbligatorio"
    r"|pflichtfeld|erforderlich|verplicht|обязательно|обязательное поле|wymagane|必須|必填|必填项|필수|إلزامي"
    r"|مطلوب)[)）\]]$",
    re.IGNORECASE,
)
_REQUIRED_ENDS = ("*", "*:", ")", "）", "]")
# `0/2000`, how much of a text is written; `dd.mm.yyyy`, in the letters of any language.
_EMPTY = re.compile(r"0 ?/ ?\d{2,5}|([^\W\d_])\1[./-]([^\W\d_])\2[./-]([^\W\d_])\3{3}")
_LONGEST, _LONGEST_EMPTY = 120, 14
_CLASSES = frozenset({"form", "contact", "comments"})
_ENOUGH = 3
# Lines from one field to the next, a list to choose from between them; and below the last, its choices and buttons.
_APART, _BELOW = 9, 4
# What is longer is a paragraph, what ends so is a sentence.
_PARAGRAPH, _LONGEST_BUTTON = 200, 40
_ENDS = (".", "!", "?", "…", "。", "：", ":")


def form_lines(texts: Sequence[str], words: Mapping[str, str]) -> frozenset[int]:
    """Return the lines of the forms of a page: from their first field to their last, and the buttons below that.

    `words` are the classes of label words: marks alone may lead to footnotes, so one line has to be a word of forms,
    or a field in which nothing is written yet.

    >>> lines = ["Apply here.", "Name *", "Year", "1", "2", "E-mail *", "Letter *", "0/2000", "Send", "Tollen."]
    >>> sorted(form_lines(lines, {}))
    [1, 2, 3, 4, 5, 6, 7, 8]
    """
    fields = [index for index, text in enumerate(texts) if _is_field(text)]
    found: set[int] = set()
    run: list[int] = []
    for index in [*fields, len(texts) + _APART]:
        if run and index - run[-1] > _APART:
            if len(run) >= _ENOUGH:
                # A sentence above says what the marks mean.
                first = run[0] - (run[0] > 0 and "*" in texts[run[0] - 1])
                lines = [*range(first, run[-1] + 1), *_below(texts, run[-1] + 1)]
                if any(_is_of_form(texts[at], words) for at in lines):
                    found.update(at for at in lines if len(texts[at]) <= _PARAGRAPH)
            run = []
        run.append(index)
    return frozenset(found)


def _is_field(text: str) -> bool:
    return (len(text) <= _LONGEST_EMPTY and _EMPTY.fullmatch(text) is not None) or is_required(text)


def is_required(text: str) -> bool:
    """Tell whether a line is the label of a field that has to be filled in: `Name *`, `E-mail (required)`."""
    return len(text) <= _LONGEST and text.endswith(_REQUIRED_ENDS) and _REQUIRED_MARK.search(text) is not None


def _is_of_form(text: str, words: Mapping[str, str]) -> bool:
    if len(text) <= _LONGEST_EMPTY and _EMPTY.fullmatch(text) is not None:
        return True
    return words.get(_REQUIRED_MARK.sub("", text).casefold().rstrip(" :")) in _CLASSES


def _below(texts: Sequence[str], start: int) -> range:
    """Return the short lines right below the last field."""
    end = start
    while (
        end < min(start + _BELOW, len(texts)) and len(texts[end]) <= _LONGEST_BUTTON and not texts[end].endswith(_ENDS)
    ):
        end += 1
    return range(start, end)
