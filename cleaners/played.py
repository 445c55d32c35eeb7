"""Buttons that play a text aloud: what they are called and how long it takes."""

from __future__ import annotations

import re

from cleaners.reading import Reading
from cleaners.rules import Verdict

_PLAYED = Verdict("furniture", "structure/player", 0.9)
# `Listen to the news 2:08`: words without any sign, and minutes with seconds; `Doors open at 18:30` says an hour, and
# hardly any hour that is told is no multiple of five minutes.
_TIMED = re.compile(r"[^\W\d_][^\d:;,.!?()\[\]|–—-]{2,40} \d{1,2}:[0-5]\d")
_HOURS = ("0", "5")
_LONGEST = 50
# Lines of an article below its headline among which the button stands; further down are hours.
_REACH = 8


def drop(reading: Reading, verdicts: list[Verdict], title: int) -> None:
    """Take the only line near the headline that ends with minutes and seconds for such a button, right above text.

    Where there are more, they are the hours of something.
    """
    timed = [index for index in reading.numbered if _is_timed(reading, index)]
    if len(timed) != 1:
        return
    index = timed[0]
    if reading.text(index).endswith(_HOURS):
        return
    near = title < index <= title + _REACH
    above_text = index + 1 < len(verdicts) and verdicts[index + 1].label == "body"
    if near and above_text and verdicts[index].reason == "model/body":
        verdicts[index] = _PLAYED


def _is_timed(reading: Reading, index: int) -> bool:
    text = reading.text(index)
    return len(text) <= _LONGEST and _TIMED.fullmatch(text) is not None
