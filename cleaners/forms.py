"""Forms in text dumps: labels of fields that have to be filled in, what there is to choose from, buttons below them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from cleaners.vocabulary import Words

_MARK = re.compile(r"(?<=[^*\s]) ?\*:?$|(?<=[^\W_])\s?[(（\[](?P<said>[^()（）\[\]]{1,30})[)）\]]$")
_MARK_ENDS = ("*", "*:", ")", "）", "]")
# `0/2000`, how much of a text is written; `dd.mm.yyyy`, in the letters of any language.
_EMPTY = re.compile(r"0 ?/ ?\d{2,5}|([^\W\d_])\1[./-]([^\W\d_])\2[./-]([^\W\d_])\3{3}")
_LONGEST, _LONGEST_EMPTY = 120, 14
_CLASSES = frozenset({"form", "contact", "comments"})
_ENOUGH = 3
# Lines from one field to the next, a list to choose from between them; and below the last, its choices and buttons.
_APART, _BELOW = 9, 4
# What is longer is a paragraph, what ends so is a sentence.
_PARAGRAPH, _LONGEST_BUTTON = 200, 40
# Share of a page that its head makes, and as much its foot; and what stands around labels.
_HEAD = 0.25
_AROUND = " :：•*·»-–"
# Lines between the field for a password and what one logs in to, with all ways to do so between them; code points of
# that, and words of its label.
_REACH, _LONGEST_HEAD, _LABEL_WORDS = 15, 80, 3
_ENDS = (".", "!", "?", "…", "。", "：", ":")
# What is chosen in a list before anything is, in dashes, and the code points of its label above.
_ANY = re.compile(r"-+ ?[^\W\d_]{2,15}(?: [^\W\d_]{1,15}){0,2} ?-+")
_LONGEST_ANY, _LONGEST_LABEL, _LABEL = 30, 40, re.compile(r"[^\W_].*\w[*: )]*")


def form_lines(texts: Sequence[str], words: Words) -> frozenset[int]:
    """Return the lines of the forms of a page: from their first field to their last, and the buttons below that.

    Marks alone may lead to footnotes, so one line has to be a word of forms, or a field in which nothing is written
    yet.

    >>> from cleaners import vocabulary
    >>> words = vocabulary.join(vocabulary.load())
    >>> lines = ["Apply here.", "Name *", "Year", "1", "2", "E-mail *", "Letter *", "0/2000", "Send", "Tollen."]
    >>> sorted(form_lines(lines, words))
    [1, 2, 3, 4, 5, 6, 7, 8]

    A list to choose from and its label make a form alone.

    >>> sorted(form_lines(["Ships", "Type of ship", "- Any -", "Ferry", "Lines close at noon.", "- Ends -"], words))
    [1, 2]
    """
    # Most lines are too long for a field that is empty, and have no mark: they need not be asked.
    marked = (at for at, text in enumerate(texts) if len(text) <= _LONGEST_EMPTY or text.endswith(_MARK_ENDS))
    fields = [index for index in marked if _is_field(texts[index], words)]
    dashed = [index for index, text in enumerate(texts) if index and text.startswith("-")]
    found = {line for index in dashed if _is_any(texts, index, words) for line in (index - 1, index)}
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


def _is_any(texts: Sequence[str], index: int, words: Words) -> bool:
    """Tell whether a line, not the first, says that nothing was chosen yet, and that above is its label: `- Any -`."""
    text, label = texts[index], texts[index - 1]
    if len(text) > _LONGEST_ANY or _ANY.fullmatch(text) is None:
        return False
    said = text.strip("- ").casefold() in words.ends
    return not said and len(label) <= _LONGEST_LABEL and _LABEL.fullmatch(label) is not None


def _is_empty(text: str) -> bool:
    return len(text) <= _LONGEST_EMPTY and _EMPTY.fullmatch(text) is not None


def _is_field(text: str, words: Words) -> bool:
    return _is_empty(text) or is_required(text, words)


def is_required(text: str, words: Words) -> bool:
    """Tell whether a line is the label of a field that has to be filled in: `Name *`, `E-mail (required)`."""
    return len(text) <= _LONGEST and text.endswith(_MARK_ENDS) and _unmarked(text, words) != text


def log_in(texts: Sequence[str], words: Words) -> int | None:
    """Return the line that asks for a password, or None; one in the head or foot of a page is not its subject.

    Where one logs in without any, a button may still speak of it: `Forgot your password?`.

    >>> from cleaners import vocabulary
    >>> words = vocabulary.join(vocabulary.load())
    >>> log_in(["Harbour Board", "Ships", "Log in", "User name", "Password *", "Log in", "Imprint"], words)
    4
    >>> log_in(["Harbour Board", "Ships", "Log in", "By card", "Forgot your password?", "Help", "Imprint"], words)
    4
    """
    amid = range(int(_HEAD * len(texts)), min(int((1 - _HEAD) * len(texts)) + 1, len(texts)))
    labels = [(at, _unmarked(texts[at], words).casefold()) for at in amid if len(texts[at]) <= _LONGEST_BUTTON]
    asks = (at for at, label in labels if label.strip(_AROUND) in words.passwords)
    speaks = (at for at, label in labels if words.lines.get(label) == "form" and any(map(label.count, words.passwords)))
    return next(chain(asks, speaks), None)


def log_in_head(texts: Sequence[str], words: Words) -> int | None:
    """Return the line near above the field for a password that says what one logs in to, or None.

    >>> from cleaners import vocabulary
    >>> words = vocabulary.join(vocabulary.load())
    >>> log_in_head(["Harbour Board", "Sign in to the berths", "Choose", "User name", "Password", "Sign in"], words)
    1

    A label alone does where the line below says it again.

    >>> log_in_head(["Harbour Board", "Log in", "How to log in", "By card", "Forgot your password?", "Help"], words)
    1
    """
    end = log_in(texts, words) or 0
    lower = [text.casefold() for text in texts[: end + 1]]
    for at in range(max(0, end - _REACH), end):
        if words.lines.get(lower[at]) == "form" and lower[at] == lower[at + 1]:
            return at + 1  # A trail says it too, above the head.
        if words.lines.get(lower[at]) == "form" and lower[at + 1].endswith(f" {lower[at]}"):
            return at
        if _names_log_in(texts[at], words):
            return at
    return None


def _names_log_in(text: str, words: Words) -> bool:
    """Tell whether a line is a label of forms with more words behind it: `Sign in to the berths`."""
    if len(text) > _LONGEST_HEAD or text.endswith(_ENDS):
        return False
    parts = text.casefold().split(" ")
    sizes = range(1, min(len(parts), _LABEL_WORDS + 1))
    return any(words.lines.get(" ".join(parts[:size])) == "form" for size in sizes)


def _unmarked(text: str, words: Words) -> str:
    """Return a label without the mark that its field has to be filled in, if it has one."""
    mark = _MARK.search(text)
    told = mark is not None and (mark["said"] is None or mark["said"].casefold() in words.required)
    return text[: mark.start()] if mark is not None and told else text


def _is_of_form(text: str, words: Words) -> bool:
    return _is_empty(text) or words.lines.get(_unmarked(text, words).casefold().rstrip(" :")) in _CLASSES


def _below(texts: Sequence[str], start: int) -> range:
    """Return the short lines right below the last field."""
    end = start
    while (
        end < min(start + _BELOW, len(texts)) and len(texts[end]) <= _LONGEST_BUTTON and not texts[end].endswith(_ENDS)
    ):
        end += 1
    return range(start, end)
