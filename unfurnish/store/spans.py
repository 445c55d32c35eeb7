"""Labels of a page as runs, and back again without loss.

Neighbouring segments with the same label, reason and score become one span, over blank lines between them.
Blank lines have no span of their own: what lies in no span is blank, and so is each line of white space in a
span of several lines. Line numbers and the ends of segments follow from the text.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from schemas import Label, Line

BLANK_REASON = "blank"
"""The reason that the engine gives to white space; blank lines with another reason get spans."""

LONGEST_TEXT = 1_000
"""Code points of a span's words that are kept as text."""

# The words of the body are in `versions`, those of related lines in `related`: no second copy of them.
_WITH_TEXT = frozenset({"title", "meta", "furniture"})
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")


class Span(NamedTuple):
    """A run of segments: the columns of the table `spans` without `capture`."""

    n: int
    start: int
    end: int
    first_line: int
    last_line: int
    label: Label
    reason: str
    score: float
    chars: int
    text: str | None


def join(lines: Iterable[Line], text: str) -> list[Span]:
    """Join the segments of a page, which follow each other and cover the text, into spans in page order."""
    spans: list[Span] = []
    run: list[Line] = []
    line_before = 0
    extensible = skipped = False
    for line in lines:
        space = text[line.start : line.end].isspace()
        starts_line = line.n != line_before
        line_before = line.n
        # `expand` finds ends of segments at line ends only, so a run holds no two pieces of one line.
        extensible = extensible and starts_line
        if space and (starts_line or not skipped) and _marks(line) == _BLANK:
            skipped = True
            continue
        skipped = False
        if extensible and not space and _marks(line) == _marks(run[0]):
            run.append(line)
            continue
        if run:
            spans.append(_span(len(spans), run, text))
        run = [line]
        extensible = not space
    if run:
        spans.append(_span(len(spans), run, text))
    return spans


def expand(spans: Iterable[Span], text: str) -> Iterator[Line]:
    """Yield the segments that `join` was given, from the spans in page order and the text of the page."""
    mark = "\n" if "\n" in text else "\r"  # as cleaners.lines cuts lines
    n, position = 1, 0
    for span in spans:
        yield from _segments(text, mark, n, position, span.start, _BLANK)
        n += text.count(mark, position, span.start)
        several = text.find(mark, span.start, span.end - 1) >= 0
        for line in _segments(text, mark, n, span.start, span.end, (span.label, span.reason, span.score)):
            blank = several and text[line.start : line.end].isspace()
            yield _line(line.n, line.start, line.end, _BLANK) if blank else line
        n += text.count(mark, span.start, span.end)
        position = span.end
    yield from _segments(text, mark, n, position, len(text), _BLANK)


def writable(text: str) -> str:
    """Return the text with U+FFFD for what SQLite cannot keep as text: NUL characters and lone surrogates."""
    return text if text.isascii() and "\x00" not in text else _UNWRITABLE.sub("\ufffd", text)


_Marks = tuple[Label, str, float]
_BLANK: _Marks = ("blank", BLANK_REASON, 1.0)


def _marks(line: Line) -> _Marks:
    return line.label, line.reason, line.score


def _span(n: int, run: list[Line], text: str) -> Span:
    first, last = run[0], run[-1]
    pieces = [text[line.start : line.end].strip() for line in run]
    return Span(
        n,
        first.start,
        last.end,
        first.n,
        last.n,
        *_marks(first),
        sum(map(len, pieces)),
        writable("\n".join(pieces)[:LONGEST_TEXT]) if first.label in _WITH_TEXT else None,
    )


def _segments(text: str, mark: str, n: int, start: int, end: int, marks: _Marks) -> Iterator[Line]:
    while start < end:
        stop = text.find(mark, start, end) + 1 or end
        yield _line(n, start, stop, marks)
        n, start = n + 1, stop


def _line(n: int, start: int, end: int, marks: _Marks) -> Line:
    label, reason, score = marks
    return Line(n=n, start=start, end=end, label=label, reason=reason, score=score)
