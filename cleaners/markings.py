"""Where a text dump has marks of links and images: those of Markdown, of browsers in a terminal, of mail programs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from cleaners.markdown_signs import headings, signs

Span = tuple[int, int]

_SIGNS = ("[", "<http", "(http", "( http", "# ", "**")
"""Without any of these there are no marks."""
_FEW = 3
"""Lines with marks that a dump with marks has at least."""
_NUMBERED = 5
"""The same where nothing but numbers in brackets tells."""
_SHARE = 0.1
"""Share of the lines that have something on them, where the mark may be the author's as well."""
_BEFORE = 0.6
"""Share of the numbers in brackets that stand right before a word, where they are no footnotes."""

_WEB = r"(?:https?://|ftp://|mailto:|tel:)"
_ADDRESS = re.compile(
    r"<?(?:[a-z][a-z0-9+.-]*:\S|[/#?]|\S*/|\S+\.(?:html?|php|aspx?|jsp|pdf|docx?|xlsx?)\b)", re.IGNORECASE
)

_TITLE = r"(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?"
_TOKEN = re.compile(
    r"\\[!-/:-@\[-`{-~]|(?P<open>!?\[)|(?P<gap>\n[ \t]*\n)"
    rf"|(?P<close>\])(?:\((?P<target><[^<>\n]*>|(?:[^()\s]|\([^()\s]*\))*){_TITLE}\)|\[(?P<ref>[^\[\]\n]*)\])?"
)
_DEFINITION = re.compile(rf"^[ \t]{{0,4}}\[(?P<name>[^\[\]\n]+)\]:[ \t]*(?P<target>\S+){_TITLE}[ \t]*$", re.MULTILINE)
_LONGEST_NAME = 1_000
_AUTOLINK = re.compile(rf"<{_WEB}[^<>\s]*>")

_BEHIND: tuple[tuple[tuple[str, ...], re.Pattern[str], float], ...] = (
    # Text <https://...>, Text [https://...], [Text|https://...]
    (("<http",), re.compile(rf"(?<![ \t])[ \t]*<(?P<target>{_WEB}[^<>\s]*)>"), 0.0),
    (("[http", "[/"), re.compile(rf"(?<![ \t])[ \t]*\[(?P<target>(?:{_WEB}|/)[^\[\]\s]*)\]"), 0.0),
    (("|http",), re.compile(r"\|(?P<target>https?://[^|\[\]\s]*)(?:\|[^|\[\]\n]*)?\]"), 0.0),
    # Text (https://...)
    (
        ("(http", "( http"),
        re.compile(r"(?<![ \t])[ \t]+\( ?(?P<target>https?://(?:[^()\s]|\([^()\s]*\))*) ?\)"),
        _SHARE,
    ),
)
_IMAGE = re.compile(r"\[(?:image|cid): ?[^\[\]\n]*\]", re.IGNORECASE)
_BEFORE_BAR = re.compile(r"\[(?=[^|\[\]\n]*\|https?://)")

_NUMBER = re.compile(r"\[(\d{1,4})\]")
_ROW = re.compile(r"^[ \t]*(?:\[(\d{1,4})\]:?|(\d{1,4})\.)[ \t]+(?P<target>\S+)[ \t]*\r?$", re.MULTILINE)
_TERMINAL_IMAGE = re.compile(r"\[(?:IMAGE|IMG|INLINE|LINK|EMBED|[^\[\]\s]+\.(?:gif|png|jpe?g|svg|webp))\]")
_HEAD_LINKS = re.compile(r"\A\s*#\[\d+\][^\r\n]*")
_HEAD_OF_LIST = 30
"""Code points that the words over a list of addresses have at most."""


class Marking(NamedTuple):
    """The marks of a page."""

    spans: list[Span]
    """What is not read, in any order; may overlap and hold line ends."""
    addresses: list[tuple[int, str]]
    """Offset of a link, and where it leads to."""


def marking(text: str) -> Marking | None:
    """Return the marks of a text dump; None if it has none, or too few to be sure."""
    # Most pages lack the first character of most signs, and it alone is found in a fraction of the time.
    if not any(sign[0] in text and sign in text for sign in _SIGNS):
        return None
    found = [marks for find in (_markdown, _behind, _numbers) if (marks := find(text)) is not None]
    if not found:
        return None
    return Marking(
        [span for marks in found for span in marks.spans], [pair for marks in found for pair in marks.addresses]
    )


def _markdown(text: str) -> Marking | None:
    """Find `[Text](address)`, `[Text][1]` with `[1]: address`, `![image](address)`, and what else Markdown marks."""
    sure = headings(text)
    if len(sure) < _FEW and text.count("](") < _FEW and text.count("]: ") < _FEW:
        return None
    definitions = [match for match in _DEFINITION.finditer(text) if _ADDRESS.match(match["target"])]
    defined = {match["name"].casefold(): match["target"] for match in definitions}
    defining = {match.start("name") for match in definitions}
    spans: list[Span] = [match.span() for match in definitions]
    addresses: list[tuple[int, str]] = []
    opened: list[re.Match[str]] = []
    for token in _TOKEN.finditer(text):
        if token["gap"]:
            opened.clear()
        elif token["open"]:
            opened.append(token)
        elif token["close"] and opened:
            start = opened.pop()
            target = token["target"]
            if target is None and defined:
                name = token["ref"] or text[start.end() : min(token.start(), start.end() + _LONGEST_NAME)]
                target = defined.get(name.casefold())
            if target is None or start.end() in defining:
                continue
            if start[0] == "![":
                spans.append((start.start(), token.end()))
            else:
                spans += (start.span(), token.span())
                addresses.append((start.start(), target.strip("<>")))
    sure += (at for at, target in addresses if _ADDRESS.match(target))
    if _lines_with(text, sure) + len(defined) < _FEW:
        return None
    for match in _AUTOLINK.finditer(text):
        spans += ((match.start(), match.start() + 1), (match.end() - 1, match.end()))
    return Marking([*spans, *signs(text)], addresses)


def _behind(text: str) -> Marking | None:
    """Find addresses in brackets behind the text that leads to them."""
    spans: list[Span] = []
    addresses: list[tuple[int, str]] = []
    for begins, pattern, share in _BEHIND:
        if sum(map(text.count, begins)) < _FEW:
            continue
        marks = list(pattern.finditer(text))
        if len(marks) < _FEW or _lines_with(text, (mark.start() for mark in marks)) < max(_FEW, share * _visible(text)):
            continue
        spans += (mark.span() for mark in marks)
        addresses += ((mark.start(), mark["target"]) for mark in marks)
    if not spans:
        return None
    spans += (match.span() for pattern in (_IMAGE, _BEFORE_BAR) for match in pattern.finditer(text))
    return Marking(spans, addresses)


def _numbers(text: str) -> Marking | None:
    """Find the numbers before the links, counted through the page, and the list of addresses below it."""
    if text.count("]") < _FEW or _NUMBER.search(text) is None:
        return None
    rows = _list(text) if text.count(":") >= _FEW else []
    end = rows[0].start() if rows else len(text)
    targets = {_number(row): row["target"] for row in rows}
    marks = [mark for mark in _NUMBER.finditer(text, 0, end) if int(mark[1]) in targets]
    spans: list[Span] = []
    if len({int(mark[1]) for mark in marks}) >= _FEW:
        spans.append((_head(text, end), rows[-1].end()))
    else:
        marks = _counted(text)
        if not marks:
            return None
    spans += (mark.span() for mark in marks)
    spans += (match.span() for match in _TERMINAL_IMAGE.finditer(text))
    if (head := _HEAD_LINKS.match(text)) is not None:
        spans.append(head.span())
    return Marking(spans, [(mark.start(), targets[int(mark[1])]) for mark in marks if int(mark[1]) in targets])


def _counted(text: str) -> list[re.Match[str]]:
    """Return the numbers in brackets if they count the links of a page: from its top on, one after the other."""
    every = list(_NUMBER.finditer(text))
    marks: list[re.Match[str]] = []
    for mark in every:
        if not marks or int(mark[1]) == int(marks[-1][1]) + 1:
            marks.append(mark)
    before = sum(_leads(text, mark) for mark in marks)
    if len(marks) < max(_NUMBERED, 0.8 * len(every)) or before < _BEFORE * len(marks):
        return []
    visible = _visible(text)
    above = _visible(text[: marks[0].start()])
    if _lines_with(text, (mark.start() for mark in marks)) < max(_NUMBERED, _SHARE * visible) or above > visible / 4:
        return []
    return marks


def _leads(text: str, mark: re.Match[str]) -> bool:
    """Tell whether a number in brackets stands right before a word, and behind none."""
    before, behind = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
    return (
        not before.isalnum() and before not in (".", ",", ";", ")", "”", "»", '"', "。", "，") and behind.strip() != ""
    )


def _list(text: str) -> list[re.Match[str]]:
    """Return the rows of the last list of numbered addresses; none if it is shorter than three."""
    rows = [row for row in _ROW.finditer(text) if _ADDRESS.match(row["target"])]
    first = len(rows) - 1
    while first > 0 and _number(rows[first]) == _number(rows[first - 1]) + 1:
        first -= 1
    rows = rows[max(first, 0) :]
    return rows if len(rows) >= _FEW else []


def _number(row: re.Match[str]) -> int:
    return int(row[1] or row[2])


def _head(text: str, start: int) -> int:
    """Return where the words over a list of addresses begin: `References`, and `Visible links` below that."""
    for _ in range(2):
        above = text[:start].rstrip()
        line = max(above.rfind("\n"), above.rfind("\r")) + 1
        words = above[line:].strip()
        if not words or len(words) > _HEAD_OF_LIST or _NUMBER.search(words) or words[-1] in ".!?…":
            break
        # A rule may stand between; what heads the list has an empty line above it.
        if any(map(str.isalnum, words)) and text[:line].rstrip(" \t\r")[-2:] not in ("", "\n\n", "\n"):
            break
        close = text[line:start].count("\n") <= 1
        start = line
        if not close:
            break
    return start


def _visible(text: str) -> int:
    return sum(1 for row in text.splitlines() if row.strip())


def _lines_with(text: str, offsets: Iterable[int]) -> int:
    """Return on how many lines some offsets are."""
    ends = [match.start() for match in re.finditer("[\r\n]+", text)]
    return len({bisect_right(ends, at) for at in offsets})
