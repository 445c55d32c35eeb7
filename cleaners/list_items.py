"""Lines of a text that are of one make with others in it: items of a list, marked heads, fields, parts of a sentence.

What links them is on the page: the same mark, a line that leads in a list, or a sentence that goes on below.
"""

from __future__ import annotations

import re
from collections import Counter

from cleaners.decisive import MISSED
from cleaners.endings import is_sentence
from cleaners.label_value import label_value
from cleaners.outside_links import leads_outside
from cleaners.reading import Reading
from cleaners.rules import Verdict
from cleaners.scripts import ideographs

_MARK = re.compile(r"([^\w\s]|[oㅇ○□]) |([・•●▪])(?=\w)")
_ITEM = Verdict("body", "structure/list-item", 0.7)
_HEAD = Verdict("body", "structure/marked-head", 0.7)
_HEAD_AMID = Verdict("body", "structure/head-amid", 0.7)
_QUESTION = Verdict("body", "structure/question", 0.7)
_PART = Verdict("body", "structure/sentence-part", 0.7)
_LEADS_IN = (":", "：")
# A head in brackets, or behind a mark that no other lines have: `【概要】`, `■ 研究の成果`.
_MARKED_HEAD = re.compile(r"(?P<bracket>[【〔［《]).{1,20}[】〕］》]|(?P<mark>[■□◆◇●○▶►▼◎※])\s?\S.{1,40}")
_HEADS = 2
_FIELDS = 3
# Items of a list that the model missed as a whole; menus and boxes of other items have as many or more.
_ITEMS, _MOST_ITEMS, _LONGEST_ITEM = 2, 8, 160
_LEAD_IN = 20
# Lines that head such a list, and code points of a head.
_MOST_HEADS, _LONGEST_HEAD, _NO_HEAD = 2, 60, (*".!?…。！？؟;,",)
# Ideographs and kana of several words, and how sure the model is of what it does not doubt.
_IDEOGRAPHIC_WORDS, _SURE = 8, 0.9
_MODEL = "model/furniture"
# Questions that a text has besides, and how long one is.
_QUESTIONS, _LONGEST_QUESTION = 3, 160
_ASKS = ("?", "？", "؟")
# Signs that no line begins with but one that goes on with the sentence of the line above.
_GOES_ON = (",", ".", ";", "،", "؛", "、", "。", "，", ")", "؟", "?")
_SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "？", "؟", "۔", ":", "：", ";")
# Lines from one half of a sentence to the other, and code points of the first.
_HALVES, _HALF = 2, 40
# Parts of a sentence above such a line, and code points of each.
_PARTS, _LONGEST_PART = 4, 160


def keep(reading: Reading, verdicts: list[Verdict], *, lists: bool = True) -> None:
    """Keep lines that the model alone took for furniture, which belong to lines of the text.

    `lists`: those too that it missed as a whole. On HTML it knows what one list is, and it may be of offers:
    `Our news by e-mail`.
    """
    _keep_items(reading, verdicts)
    if lists:
        _keep_lists(reading, verdicts)
    _keep_questions(reading, verdicts)
    _keep_heads(reading, verdicts)
    _keep_heads_amid(reading, verdicts)
    _keep_fields(reading, verdicts)
    _keep_parts(reading, verdicts)


def _keep_items(reading: Reading, verdicts: list[Verdict]) -> None:
    """Keep each item right below text between two of its mark, or of a list that a line of text leads in.

    The first item too, if two right below it are text: a list has no menu on top.
    """
    marks = [_mark(text) for text in reading.texts]
    above, met = 0, False  # The line above the list, and whether an item of it is text.
    for index in range(1, len(verdicts) - 1):
        own = marks[index]
        if own != marks[index - 1] or not own:
            above, met = index - 1, False
        if own and verdicts[index].reason == _MODEL and verdicts[index - 1].label == "body":
            amid = marks[index - 1] == own == marks[index + 1] and verdicts[index + 1].label == "body"
            first = marks[index - 1] != own and _are_kept(verdicts, marks, index)
            if amid or first or (met and verdicts[above].label == "body" and reading.text(above).endswith(_LEADS_IN)):
                verdicts[index] = _ITEM
        met |= verdicts[index].label == "body"


def _are_kept(verdicts: list[Verdict], marks: list[str], index: int) -> bool:
    """Tell whether the two items right below one are of its mark and text."""
    below = range(index + 1, min(index + 3, len(verdicts)))
    return len(below) == 2 and all(marks[at] == marks[index] and verdicts[at].label == "body" for at in below)


def _mark(text: str) -> str:
    match = _MARK.match(text)
    return match[match.lastindex or 0] if match is not None else ""


def _keep_lists(reading: Reading, verdicts: list[Verdict]) -> None:
    """Keep lists that stand right below text, none of whose items were met.

    Their items bear one mark and text goes on right below them, or each goes on in lower case: `To bring:`, `* a boat`,
    `* two oars`. The line with a colon that leads them in goes along, if it is no text already. Between items and text
    a few lines may stand that the model doubts. Tables of contents are such lists too.
    """
    index = 1
    while index < len(verdicts):
        end = index
        while end < len(verdicts) and verdicts[end].reason in MISSED and len(reading.text(end)) <= _LONGEST_ITEM:
            end += 1
        run = range(index, end)
        index = end + 1
        if not _ITEMS <= len(run) <= _MOST_ITEMS + _MOST_HEADS or verdicts[run.start - 1].label != "body":
            continue
        if not reading.contents.lines.isdisjoint(run):
            continue
        led_in = _leads_in(reading, run.start)
        items = run[1:] if led_in else run[_heads(reading, run) :]
        led_in |= _leads_in(reading, run.start - 1)
        goes_on = end < len(verdicts) and verdicts[end].label == "body"
        if goes_on and items:
            items = _above_doubted(reading, verdicts, items)
        if not all(_has_words(reading.text(at)) for at in items):
            continue
        marks = {_mark(reading.text(at)) for at in items}
        marked = "" not in marks
        lower = all(_bare(reading.text(at))[:1].islower() for at in items)
        if len(items) < _ITEMS or len(marks) > 1 or not ((marked and goes_on) or (lower and (marked or led_in))):
            continue
        for at in run:
            verdicts[at] = _ITEM


def _leads_in(reading: Reading, index: int) -> bool:
    """Tell whether a line of several words has a colon behind it."""
    text = reading.text(index)
    return text.endswith(_LEADS_IN) and len(text) >= _LEAD_IN


def _heads(reading: Reading, run: range) -> int:
    """Return how many of the first lines of a run head the marked ones below: `Detours`, `You can:`, none a label."""
    first = next((at for at in run[: _MOST_HEADS + 1] if _MARK.match(reading.text(at)) is not None), None)
    if first is None:
        return 0
    heads = range(run.start, first)
    return len(heads) if all(_is_head(reading, at) for at in heads) else 0


def _is_head(reading: Reading, index: int) -> bool:
    """Tell whether a line is as short as a head, no sentence and no label."""
    text = reading.text(index)
    return len(text) <= _LONGEST_HEAD and reading.line_class(index) is None and not text.endswith(_NO_HEAD)


def _keep_heads_amid(reading: Reading, verdicts: list[Verdict]) -> None:
    """Keep a short line alone between two sentences of the text: `Notes to editors`."""
    for index in range(1, len(verdicts) - 1):
        if verdicts[index].reason != _MODEL or not _is_head(reading, index) or leads_outside(reading, index):
            continue
        if verdicts[index - 1].label == verdicts[index + 1].label == "body" and is_sentence(reading.text(index + 1)):
            verdicts[index] = _HEAD_AMID


def _above_doubted(reading: Reading, verdicts: list[Verdict], run: range) -> range:
    """Return the items of one mark that a run begins with, if the model doubts whatever else is in it; or the run."""
    own = _mark(reading.text(run.start))
    end = next((at for at in run if _mark(reading.text(at)) != own), run.stop)
    doubted = all(verdicts[at].score < _SURE for at in range(end, run.stop))
    return range(run.start, end) if own and doubted else run


def _has_words(text: str) -> bool:
    """Tell whether an item is of several words: one alone is a tag, too."""
    bare = _bare(text)
    return " " in bare or ideographs(bare) >= _IDEOGRAPHIC_WORDS


def _bare(text: str) -> str:
    return _MARK.sub("", text, count=1).lstrip()


def _keep_questions(reading: Reading, verdicts: list[Verdict]) -> None:
    """Keep questions right above text, of a text that asks several others: those of an interview, however short."""
    asked = [index for index, text in enumerate(reading.texts) if text.endswith(_ASKS)]
    kept = sum(verdicts[index].label == "body" for index in asked if len(reading.text(index)) <= _LONGEST_QUESTION)
    if kept < _QUESTIONS:
        return
    first = next(index for index in asked if verdicts[index].label == "body")
    for index in asked:
        below = verdicts[index + 1].label if index + 1 < len(verdicts) else None
        if index > first and below == "body" and verdicts[index].reason in MISSED:
            verdicts[index] = _QUESTION


def _keep_heads(reading: Reading, verdicts: list[Verdict]) -> None:
    """Keep heads right above text whose mark two heads of the text have."""
    found = [(index, match.lastgroup and match[match.lastgroup]) for index, text in enumerate(reading.texts)
             if (match := _MARKED_HEAD.fullmatch(text)) is not None]  # fmt: skip
    kept = Counter(mark for index, mark in found if verdicts[index].label == "body")
    for index, mark in found:
        above_text = index + 1 < len(verdicts) and verdicts[index + 1].label == "body"
        if above_text and verdicts[index].reason == _MODEL and kept[mark] >= _HEADS:
            verdicts[index] = _HEAD


def _keep_fields(reading: Reading, verdicts: list[Verdict]) -> None:
    """Keep fields one below the other in the text, `Journal: ...`, `Title: ...`, half of which are text already."""
    if sum(":" in text or "：" in text for text in reading.texts) < _FIELDS:
        return
    index = 1
    while index < len(verdicts):
        end = index
        labels = set()
        while end < len(verdicts) and (field := label_value(reading.text(end))) is not None:
            labels.add(field.label)
            end += 1
        run = range(index, end)
        index = end + 1
        if len(run) < _FIELDS or not verdicts[run[0] - 1].label == verdicts[run[-1]].label == "body":
            continue
        kept = sum(verdicts[at].label == "body" for at in run)
        if 2 * kept >= len(run) and len(labels) == len(run):
            for at in run:
                if verdicts[at].reason == _MODEL:
                    verdicts[at] = _ITEM


def _keep_parts(reading: Reading, verdicts: list[Verdict]) -> None:
    """Keep what stands on the lines right above one that goes on with their sentence: `The chair`, `, Anna Holm,`.

    So does a number that links lead to, between the halves of a sentence: `in the case`, `II K 18/24`, `of the ferry`.
    """
    _keep_numbers(reading, verdicts)
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


def _keep_numbers(reading: Reading, verdicts: list[Verdict]) -> None:
    """Keep what the model takes for a number of the item between two lines of text, of which it is the middle."""
    for index in range(1, len(verdicts) - 1):
        if (
            verdicts[index].reason != "model/meta"
            or not verdicts[index - 1].label == verdicts[index + 1].label == "body"
        ):
            continue
        above, below = reading.text(index - 1), reading.text(index + 1)
        near = reading.segments[index + 1].n - reading.segments[index - 1].n == _HALVES
        if near and len(above) >= _HALF and not above.endswith(_SENTENCE_ENDS) and below[:1].islower():
            verdicts[index] = _PART
