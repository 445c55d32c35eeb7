"""Fields of a record that the model doubts, between its headline and its text, amid its text and right below it.

They are short, and no two records have the same; but a record is one piece, and what stands in it is of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from cleaners.letter_row import is_row
from cleaners.lines import SENTENCE_ENDS, has_digit
from cleaners.names import is_name
from cleaners.reading import Reading
from cleaners.rules import Verdict
from cleaners.structure.contact import reaches
from cleaners.structure.labels import heads_others

_IN_RECORD = Verdict("body", "structure/in-record", 0.8)
_MISSED = "model/furniture"
_FILE = "structure/attachment"
_CONTACTS = frozenset({"structure/contact", "structure/contact-block"})
# Records have files, words of menus and codes among their fields too: `Website`, `Accessibility`, `EMP/2024/47`.
_RUN = "structure/label-run"
_FIELDS = frozenset({_FILE, _RUN, "structure/legal", "structure/number", "structure/initials"})
# Lines above the text, amid it, and below it to how to reach somebody; and how sure the model may be that they are
# furniture. Chosen in coarse steps on invented pages of unknown sites (2026-11-23): longer runs are menus of tabs, and
# below the text stands the foot of the page.
_ABOVE, _AMID, _BELOW = 5, 6, 3
_GAP = 12  # Lines amid the text, with those on how to reach somebody.
_SURE_ABOVE, _SURE_AMID, _SURE_BELOW = 0.95, 0.96, 0.8
_TABS = 3
# Lines of a menu below the headline, of whose last ones the model may be less sure.
_MENU = 2
# Blocks of a record that has blank lines between them, and what items of a list begin with.
_BLOCKS, _BULLETS = 3, ("* ", "• ", "- ", "· ")
# Lines of a head and whom it names, and below them how to reach these.
_WHOM, _REACHED = 3, 2


def keep(reading: Reading, verdicts: list[Verdict], title: int | None) -> None:
    """Take for text what stands in a record and no rule or word explains."""
    body = [index for index, verdict in enumerate(verdicts) if verdict.label == "body"]
    if not body:
        return
    _keep_amid(reading, verdicts, body)
    if title is not None and title < body[0]:
        _keep_above(reading, verdicts, title, body[0])
    _keep_blocks(reading, verdicts, body)
    _keep_contacts(reading, verdicts, body[-1])


def _keep_above(reading: Reading, verdicts: list[Verdict], title: int, first: int) -> None:
    """Keep a few lines right above the first of the text, below the headline; a label such as `Contact` may be last."""
    at = first
    if first - 1 > title and verdicts[first - 1].reason == _RUN:
        at -= 1
    while at - 1 > title and _may_be(reading, verdicts, at - 1, _SURE_ABOVE):
        at -= 1
    run = range(at, first)
    if at - _MENU > title and all(verdict.label == "furniture" for verdict in verdicts[at - _MENU : at]):
        return  # They end a menu or a row of buttons.
    if len(run) <= _ABOVE and not any(_names_sections(reading, index) for index in run) and not _are_tabs(reading, run):
        verdicts[at:first] = [_IN_RECORD] * (first - at)


def _keep_amid(reading: Reading, verdicts: list[Verdict], body: Sequence[int]) -> None:
    """Keep a few lines that have text above and below, files, labels and heads that menus have too among them.

    How to reach somebody counts for none of them.
    """
    for above, below in pairwise(body):
        if below - above - 1 > _GAP:
            continue
        gap = range(above + 1, below)
        others = [index for index in gap if verdicts[index].reason not in _CONTACTS]
        if (
            len(others) <= _AMID
            and not _has_tabs(reading, gap)
            and all(
                verdicts[index].reason in _FIELDS or _may_be(reading, verdicts, index, _SURE_AMID, "menu", "contact")
                for index in others
            )
        ):
            verdicts[above + 1 : below] = [_IN_RECORD._replace(field=verdicts[index].field) for index in gap]


def _keep_blocks(reading: Reading, verdicts: list[Verdict], body: Sequence[int]) -> None:
    """Keep what goes on below a record of blocks, each a head and a line or two: a list, and heads with one line each.

    Blank lines part the blocks, and the last of the lines tells something: it is a sentence, or has a number.
    """
    blocks = sum(
        reading.is_parted(above) and below == above + 1 and not reading.is_parted(below)
        for above, below in pairwise(body)
        if above
    )
    if blocks < _BLOCKS:
        return
    at = end = _list_end(reading, verdicts, body[-1] + 1)
    while at + 1 < len(verdicts) and _is_block(reading, verdicts, at):
        at += 2
        if has_digit(reading.text(at - 1)) or reading.text(at - 1).endswith(SENTENCE_ENDS):
            end = at
    verdicts[body[-1] + 1 : end] = [_IN_RECORD] * (end - body[-1] - 1)


def _list_end(reading: Reading, verdicts: Sequence[Verdict], first: int) -> int:
    """Return where items of one bullet end that stand in the block of the line above `first`."""
    at, bullet = first, reading.text(first)[:2]
    while at < len(verdicts) and not reading.is_parted(at) and verdicts[at].reason == _MISSED:
        if bullet not in _BULLETS or not reading.text(at).startswith(bullet):
            break
        at += 1
    return at


def _is_block(reading: Reading, verdicts: Sequence[Verdict], at: int) -> bool:
    """Tell whether a head and one line that the model takes for furniture stand in a block of their own."""
    alone = at + 2 >= len(verdicts) or reading.is_parted(at + 2)
    if not alone or not reading.is_parted(at) or reading.is_parted(at + 1) or heads_others(reading, at):
        return False
    return verdicts[at].label == "furniture" and verdicts[at + 1].reason == _MISSED


def _keep_contacts(reading: Reading, verdicts: list[Verdict], last: int) -> None:
    """Keep whom to ask, right below the text: `Contact for this notice`, `Anna Holm`, `anna@harbour.example`."""
    at = last + 1
    if at < len(verdicts) and reading.line_class(at) == "contact" and verdicts[at].label == "furniture":
        _keep_whom_to_ask(reading, verdicts, at)
        return
    while at < min(len(verdicts), last + 1 + _BELOW) and _may_be(reading, verdicts, at, _SURE_BELOW):
        at += 1
    if last + 1 < at < len(verdicts) and verdicts[at].reason in _CONTACTS:
        while at < len(verdicts) and verdicts[at].reason in _CONTACTS:
            at += 1
        verdicts[last + 1 : at] = [_IN_RECORD] * (at - last - 1)


def _keep_whom_to_ask(reading: Reading, verdicts: list[Verdict], head: int) -> None:
    """Keep what stands below such a head as `Contact`: a name or two, then how to reach them on two lines or more."""
    at = head + 1
    while at < head + _WHOM and is_name(reading.text(at)):
        at += 1
    first = at
    while at < len(verdicts) and verdicts[at].label == "furniture" and reaches(reading, at):
        at += 1
    if at - first >= _REACHED:
        verdicts[head:at] = [_IN_RECORD] * (at - head)


def _names_sections(reading: Reading, index: int) -> bool:
    """Tell whether the words of a line are heads on lines of their own, as tabs over a record name its sections."""
    words = reading.lower[index].split()
    return len(words) >= _TABS and len({*words}.intersection(reading.lower)) >= _TABS


def _has_tabs(reading: Reading, gap: range) -> bool:
    """Tell whether labels stand side by side on one line; cells of a table have numbers among them."""
    side_by_side = Counter(reading.segments[index].n for index in gap if not has_digit(reading.text(index)))
    return max(side_by_side.values(), default=0) >= _TABS


def _are_tabs(reading: Reading, run: range) -> bool:
    """Tell whether some lines stand again below as heads of the sections that they lead to."""
    below = {*reading.lower[run.stop :]} if len(run) >= _TABS else ()
    return sum(reading.lower[index] in below for index in run) >= _TABS


def _may_be(reading: Reading, verdicts: Sequence[Verdict], index: int, sure: float, *known: str) -> bool:
    """Tell whether the model alone, and not as `sure`, says that a line is furniture, whose label words are `known`.

    Heads of others and the letters of an index are.
    """
    verdict = verdicts[index]
    if verdict.reason != _MISSED or verdict.score >= sure or reading.line_class(index) not in (None, *known):
        return False
    return not heads_others(reading, index) and not is_row(reading.text(index))
