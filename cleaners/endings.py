"""What stands below the last sentence of a text and is none of it: contacts for the press, heads of other items."""

from __future__ import annotations

from cleaners.reading import Reading
from cleaners.rules import Verdict
from cleaners.structure.labels import heads_others
from schemas import Kind

_CONTACT = Verdict("furniture", "structure/contact-below", 0.8)
_HEAD = Verdict("furniture", "structure/related-head", 0.8)
_OTHERS = Verdict("related", "structure/related-title", 0.8)
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
        elif kind == "article" and reading.line_class(index) == "contact":
            head, rest = _CONTACT, _CONTACT
        else:
            continue
        below = [other for other in body[last + 1 :] if other >= index and verdicts[other].reason == "model/body"]
        if len(below) <= _MOST:
            for other in below:
                verdicts[other] = head if other == index else rest
        return


def _is_sentence(text: str) -> bool:
    if len(text) >= _PARAGRAPH:
        return True
    if text.endswith(_IDEOGRAPHIC_ENDS):
        return len(text) >= _IDEOGRAPHIC_SENTENCE
    return len(text) >= _SENTENCE and text.endswith(_ENDS)
