"""What heads a document below the headline of its page, in capitals: who issued it, and what it is."""

from __future__ import annotations

from cleaners.decisive import MISSED
from cleaners.endings import is_sentence
from cleaners.lines import has_digit
from cleaners.reading import Reading
from cleaners.rules import Verdict

_HEAD = Verdict("body", "structure/letterhead", 0.8)
# Lines below the headline among which it stands, how many it has, and how long each is.
_REACH, _LINES, _LONGEST = 10, 2, 80


def keep(reading: Reading, verdicts: list[Verdict], title: int) -> None:
    """Keep two lines or more in capitals below the headline, above the text: `THE HARBOUR BOARD OF TOLLEN`, `DECREE`.

    One of them has several words; labels in capitals are one each.
    """
    at, last = title + 1, min(title + 1 + _REACH, len(verdicts))
    while at < last:
        end = at
        while end < len(verdicts) and _is_in_capitals(reading, verdicts, end):
            end += 1
        run = range(at, end)
        if len(run) >= _LINES and any(reading.text(index).count(" ") > 1 for index in run):
            for index in run:
                if verdicts[index].label != "body":
                    verdicts[index] = _HEAD
            return
        if end < last and verdicts[end].label == "body" and is_sentence(reading.text(end)):
            return  # What stands amid the text heads nothing: an advertisement, or words on a sign.
        at = end + 1


def _is_in_capitals(reading: Reading, verdicts: list[Verdict], index: int) -> bool:
    text = reading.text(index)
    if not text.isupper() or len(text) > _LONGEST or has_digit(text) or reading.line_class(index) is not None:
        return False
    return verdicts[index].label == "body" or verdicts[index].reason in MISSED
