"""Lines that go on with what is text: rows of a table, fields in brackets, and pieces of a sentence.

The model weighs each line by itself and its neighbours; here lines of one make, side by side, are kept together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from cleaners.decisive import MISSED
from cleaners.label_value import label_value
from cleaners.lines import SENTENCE_ENDS, has_digit
from cleaners.reading import Reading
from cleaners.rules import Verdict
from schemas import Kind

_TABLE_ROW = Verdict("body", "structure/table-row", 0.9)
_BRACKETED = Verdict("body", "structure/bracketed-field", 0.95)
_CONTINUED = Verdict("body", "structure/continued", 0.9)
# Pieces of a sentence between its first and its last, how long those are, and the last one.
_PIECES, _PIECE, _LAST = 3, 80, 20
_ENDS = (*SENTENCE_ENDS, ":", ";", "»", "”", '"')
_BEGINS = (", ", "; ", ") ", "– ")
_CONTACT = Verdict("body", "structure/contact-field", 0.8)
# Lines that say how to reach somebody.
_CONTACTS = frozenset({"structure/contact", "structure/contact-block"})
_CELLS = 3
# What parts the cells of a row in one line, and rows of a table that has them; menus have one such row or two.
_BAR, _BARRED_ROWS = " | ", 4
_LETTER = re.compile(r"[^\W\d_]")
_BRACKETED_FIELD = re.compile(r"[\[【]([^\[\]【】\d]{2,12})[\]】] ?[^\[【]{0,160}")
_FIELDS = 4


def keep(reading: Reading, verdicts: list[Verdict], kind: Kind) -> None:
    """Take for text what stands in a row of lines of one make with text, on a page that lists nothing."""
    if kind == "listing":
        return
    _complete(reading, verdicts)
    cells = [_cells(reading, index) for index in range(len(reading))]
    for run in _runs(cells, reading) if any(cells) else ():
        if any(verdicts[index].label == "body" for index in run):
            _say(verdicts, run, _TABLE_ROW)
            below = run[-1] + 1
            if _adjoins(reading, below) and _names_source(reading, below):
                _say(verdicts, [below], _TABLE_ROW)
    for run in _runs([_barred(reading, index) for index in range(len(reading))], reading) if _has_bars(reading) else ():
        told = sum(has_digit(reading.text(index)) for index in run)
        labels = {verdicts[index].label for index in run}
        # Headlines of others have section and day beside them.
        others = "related" in labels and "body" not in labels
        if len(run) >= _BARRED_ROWS and 2 * told >= len(run) and not others:
            _say(verdicts, run, _TABLE_ROW)
    if kind == "record":
        _keep_labels(reading, verdicts)
    if sum(text.startswith(("[", "【")) for text in reading.texts) >= _FIELDS:
        for run in _runs([_field(reading, index) for index in range(len(reading))], None):
            if len({reading.text(index)[:14] for index in run}) >= _FIELDS:
                _say(verdicts, run, _BRACKETED)


def keep_contacts(reading: Reading, verdicts: list[Verdict]) -> None:
    """Keep how to reach somebody right below another field of a record, or between two lines of its text.

    `Clerk: Anna Holm`, `Telephone: 01632 960 114`, `E-mail: clerk@harbour.example`.
    """
    for index in range(1, len(verdicts)):
        if verdicts[index].reason not in _CONTACTS or verdicts[index - 1].label != "body":
            continue
        text = reading.text(index)
        if not (has_digit(text) or "@" in text):
            continue
        amid = index + 1 < len(verdicts) and verdicts[index + 1].label == "body"
        if amid or (label_value(text) is not None and label_value(reading.text(index - 1)) is not None):
            verdicts[index] = _CONTACT


def _complete(reading: Reading, verdicts: list[Verdict]) -> None:
    """Take for text the end of a sentence that text began, and the pieces between, each of which has its own line.

    `The study is in`, `Journal of Harbours`, `and was paid for by the board.`: dumps break lines where links are.
    """
    for index in range(1, len(verdicts)):
        if verdicts[index].reason not in MISSED:
            continue
        text = reading.text(index)
        if len(text) < _LAST or not text.endswith(SENTENCE_ENDS):
            continue
        if not (text[0].islower() or text.startswith(_BEGINS)):
            continue
        for first in range(index - 1, max(-1, index - 2 - _PIECES), -1):
            above = reading.text(first)
            if verdicts[first].label == "body":
                # Teasers are broken in lines as well; amid the text one of their lines may be taken for it.
                amid = first > 0 and verdicts[first - 1].label == "body"
                if amid and not above.endswith(_ENDS) and " " in above:
                    _say(verdicts, range(first + 1, index + 1), _CONTINUED)
                break
            if verdicts[first].reason not in MISSED or len(above) > _PIECE or above.endswith(_ENDS):
                break


def _keep_labels(reading: Reading, verdicts: list[Verdict]) -> None:
    """Keep labels of contacts right above their values: `Telephone`, `01632 960 114`."""
    for index, (verdict, below) in enumerate(pairwise(verdicts)):
        if verdict.label != "furniture" or below.label != "body" or reading.line_class(index) != "contact":
            continue
        value = reading.text(index + 1)
        if reading.line_class(index + 1) is None and (has_digit(value) or _is_mail(value)):
            verdicts[index] = _CONTACT


def _is_mail(text: str) -> bool:
    return "@" in text and " " not in text


def _say(verdicts: list[Verdict], run: Sequence[int], verdict: Verdict) -> None:
    for index in run:
        if verdicts[index].label not in ("body", "title"):
            verdicts[index] = verdict


def _runs(makes: Sequence[object], reading: Reading | None) -> Iterator[range]:
    """Yield runs of two segments or more of one make, not None; with a reading, of lines that adjoin."""
    first = 0
    for index in range(1, len(makes) + 1):
        if index < len(makes) and makes[index] == makes[first] and (reading is None or _adjoins(reading, index)):
            continue
        if makes[first] is not None and index - first > 1:
            yield range(first, index)
        first = index


def _adjoins(reading: Reading, index: int) -> bool:
    """Tell whether a segment is on the line right below that of the one before."""
    return index < len(reading) and reading.segments[index].n == reading.segments[index - 1].n + 1


def _cells(reading: Reading, index: int) -> int | None:
    """Return the number of cells of a row whose cells tabulators part."""
    text = reading.segments[index].text
    cells = text.count("\t") + 1 if "\t" in text else 1
    # Rows of nothing but numbers are the days of a month too.
    return cells if cells >= _CELLS and _LETTER.search(text) is not None else None


def _has_bars(reading: Reading) -> bool:
    return sum(_BAR in text for text in reading.texts) >= _BARRED_ROWS


def _barred(reading: Reading, index: int) -> int | None:
    """Return the number of cells of a row whose cells bars part: `Pilots | Anna Holm | 01632 960 114`.

    With bars around them two are enough: `| Berths | 40 |`.
    """
    text = reading.text(index)
    cells = text.strip("| ").split(_BAR)
    framed = text.startswith("|") and text.endswith("|")
    return len(cells) if len(cells) >= _CELLS - framed and all(map(str.strip, cells)) else None


def _field(reading: Reading, index: int) -> bool | None:
    return _BRACKETED_FIELD.fullmatch(reading.text(index)) is not None or None


def _names_source(reading: Reading, index: int) -> bool:
    label, colon, value = reading.text(index).replace("：", ":").partition(":")
    return bool(colon and value) and reading.words.lines.get(label.strip().casefold()) in ("source", "meta")
