"""Lines of a text that are of one make with others in it: items of a list, marked heads, fields, parts of a sentence.

What links them is on the page: the same mark, a line that leads in a list, or a sentence that goes on below.
"""

from __future__ import annotations

import re

from cleaners.reading import Reading
from cleaners.rules import Verdict

_MARK = re.compile(r"([^\w\s]|[oㅇ○□]) ")
_ITEM = Verdict("body", "structure/list-item", 0.7)
_HEAD = Verdict("body", "structure/marked-head", 0.7)
_PART = Verdict("body", "structure/sentence-part", 0.7)
_LEADS_IN = (":", "：")
# A head in brackets, or behind a mark that no other lines have: `【概要】`, `■ 研究の成果`.
_MARKED_HEAD = re.compile(r"(?P<bracket>[【〔［《]).{1,20}[】〕］》]|(?P<mark>[■□◆◇●○▶►▼◎※])\s?\S.{1,40}")
_HEADS = 2
_FIELD = re.compile(r"([^\W\d_][^:：.!?。]{0,25}) ?[:：] ?\S.{0,120}")
_FIELDS = 3
_COLON = re.compile("[:：]")
# Signs that no line begins with but one that goes on with the sentence of the line above.
_GOES_ON = (",", ".", ";", "،", "؛", "、", "。", "，", ")", "؟", "?")
_SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "？", "؟", "۔", ":", "：", ";")
# Parts of a sentence above such a line, and code points of each.
_PARTS, _LONGEST_PART = 4, 160
_MODEL = "model/furniture"


def keep(reading: Reading, verdicts: list[Verdict]) -> None:
    """Keep lines that the model alone took for furniture, which belong to lines of the text."""
    for index in range(1, len(verdicts) - 1):
        if verdicts[index].reason != _MODEL:
            continue
        if verdicts[index - 1].label == "body" and _is_item(reading, verdicts, index):
            verdicts[index] = _ITEM
    _keep_heads(reading, verdicts)
    _keep_fields(reading, verdicts)
    _keep_parts(reading, verdicts)


def _is_item(reading: Reading, verdicts: list[Verdict], index: int) -> bool:
    """Tell whether a line below text is an item between two of its mark, or of a list that a line of text leads in."""
    own = _MARK.match(reading.text(index))
    if own is None:
        return False
    above, below = (_MARK.match(reading.text(near)) for near in (index - 1, index + 1))
    same = above is not None and above[1] == own[1]
    if same and below is not None and below[1] == own[1] and verdicts[index + 1].label == "body":
        return True
    first = index
    while first > 0 and (mark := _MARK.match(reading.text(first))) is not None and mark[1] == own[1]:
        first -= 1
    led_in = verdicts[first].label == "body" and reading.text(first).endswith(_LEADS_IN)
    return led_in and any(verdict.label == "body" for verdict in verdicts[first + 1 : index])


def _keep_heads(reading: Reading, verdicts: list[Verdict]) -> None:
    """Keep heads right above text whose mark two heads of the text have."""
    found = [(index, match.lastgroup and match[match.lastgroup]) for index, text in enumerate(reading.texts)
             if (match := _MARKED_HEAD.fullmatch(text)) is not None]  # fmt: skip
    kept = [mark for index, mark in found if verdicts[index].label == "body"]
    for index, mark in found:
        above_text = index + 1 < len(verdicts) and verdicts[index + 1].label == "body"
        if above_text and verdicts[index].reason == _MODEL and kept.count(mark) >= _HEADS:
            verdicts[index] = _HEAD


def _keep_fields(reading: Reading, verdicts: list[Verdict]) -> None:
    """Keep fields one below the other in the text, `Journal: ...`, `Title: ...`, half of which are text already."""
    if sum(":" in text or "：" in text for text in reading.texts) < _FIELDS:
        return
    index = 1
    while index < len(verdicts):
        end = index
        while end < len(verdicts) and _is_field(reading.text(end)):
            end += 1
        run = range(index, end)
        index = end + 1
        if len(run) < _FIELDS or not verdicts[run[0] - 1].label == verdicts[run[-1]].label == "body":
            continue
        kept = sum(verdicts[at].label == "body" for at in run)
        labels = {_COLON.split(reading.text(at), maxsplit=1)[0] for at in run}
        if 2 * kept >= len(run) and len(labels) == len(run):
            for at in run:
                if verdicts[at].reason == _MODEL:
                    verdicts[at] = _ITEM


def _is_field(text: str) -> bool:
    return (":" in text or "：" in text) and _FIELD.fullmatch(text) is not None


def _keep_parts(reading: Reading, verdicts: list[Verdict]) -> None:
    """Keep what stands on the lines right above one that goes on with their sentence: `The chair`, `, Anna Holm,`."""
    for index in range(len(verdicts)):
        if verdicts[index].label != "body" or not reading.text(index).startswith(_GOES_ON):
            continue
        for above in range(index - 1, max(-1, index - 1 - _PARTS), -1):
            text = reading.text(above)
            apart = reading.segments[above + 1].n - reading.segments[above].n > 1
            if apart or text.endswith(_SENTENCE_ENDS) or len(text) > _LONGEST_PART:
                break
            if verdicts[above].reason == _MODEL:
                verdicts[above] = _PART
            elif verdicts[above].label != "body":
                break
