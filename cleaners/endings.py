"""What stands below the last sentence of a text and is none of it: contacts for the press, heads of other items."""

from __future__ import annotations

from cleaners.lines import has_digit
from cleaners.reading import Reading
from cleaners.rules import Verdict
from cleaners.structure.contact import reaches
from cleaners.structure.labels import heads_others
from schemas import Kind

_CONTACT = Verdict("furniture", "structure/contact-below", 0.8)
_HEAD = Verdict("furniture", "structure/related-head", 0.8)
_OTHERS = Verdict("related", "structure/related-title", 0.8)
_FOOT = Verdict("furniture", "structure/foot", 0.8)
# The name of an office, lines at the top of the page that bear it, and lines below it that say how to reach it.
_SHORTEST_NAME, _LONGEST_NAME, _TOP, _REACH = 10, 80, 12, 3
# A sentence is as long, or a line that may be a part of one; scripts without spaces need fewer characters.
_SENTENCE, _IDEOGRAPHIC_SENTENCE, _PARAGRAPH = 40, 20, 100
_ENDS = (".", "!", "?", "…")
_IDEOGRAPHIC_ENDS = ("。", "！", "？")
# A table or a list of so many lines is no block beside a text.
_MOST = 20


def close(reading: Reading, verdicts: list[Verdict], kind: Kind) -> None:
    """End the text of a page that lists nothing at the first such head below its last sentence.

    What stands there that only the model takes for text goes with the head. Records have fields that say how to reach
    somebody.
    """
    body = [index for index, verdict in enumerate(verdicts) if verdict.label == "body"]
    last = next((at for at in range(len(body) - 1, -1, -1) if _is_sentence(reading.text(body[at]))), None)
    if last is None:
        return
    for index in range(body[last] + 1, len(verdicts)):
        if verdicts[index].label != "furniture" and verdicts[index].reason != "model/body":
            continue
        if heads_others(reading, index):
            head, rest = _HEAD, _OTHERS
        elif _is_foot(reading, index):
            head, rest = _FOOT, _FOOT
        elif kind == "article" and reading.line_class(index) == "contact":
            head, rest = _CONTACT, _CONTACT
        else:
            continue
        below = [other for other in body[last + 1 :] if other >= index and verdicts[other].reason == "model/body"]
        if len(below) <= _MOST:
            for other in below:
                verdicts[other] = head if other == index else rest
        return


def _is_foot(reading: Reading, index: int) -> bool:
    """Tell whether a segment is the office that the page names at its top, right above how to reach it."""
    text = reading.text(index)
    if not 0 < len(text) <= _LONGEST_NAME or has_digit(text) or text.endswith(_ENDS):
        return False
    top = (reading.text(above) for above in range(min(_TOP, index // 2)))
    if not any(text.startswith(name) for name in top if len(name) >= _SHORTEST_NAME and " " in name):
        return False
    # What signs the text has the day above it.
    if reading.date(index - 1) is not None:
        return False
    return any(reaches(reading, below) for below in range(index + 1, min(index + 1 + _REACH, len(reading))))


def _is_sentence(text: str) -> bool:
    if len(text) >= _PARAGRAPH:
        return True
    if text.endswith(_IDEOGRAPHIC_ENDS):
        return len(text) >= _IDEOGRAPHIC_SENTENCE
    return len(text) >= _SENTENCE and text.endswith(_ENDS)
