"""The signs of Markdown other than its links: headings, emphasis, quotes, escapes, and the rules of its tables."""

from __future__ import annotations

import re

_SIGNS = re.compile(
    r"""
    ^[ ]{0,3}\#{1,6}[ \t]+                      # heading
    | ^[ ]{0,3}=+[ \t]*\r?$                     # heading in two lines
    | ^[ \t]*(?:>[ \t]?)+                       # quote
    | ^(?=[^\n|]*\|)(?=[^\n]*--)[ \t]*[|:-][|: \t-]*\r?$  # below the head of a table
    | \\(?=[!-/:-@\[-`{-~])                     # escape
    | \\(?=\r?$)                                # line break
    | (?<![*_\\])(?:\*{2,3}|_{2,3})(?![*_\s])   # bold, its beginning
    | (?<![*_\\\s])(?:\*{2,3}|_{2,3})(?![*_])   # and its end
    """,
    re.MULTILINE | re.VERBOSE,
)
_ITALIC = re.compile(r"(?<![\w*\\])([*_])(?=[^\s*_])[^*_\n]+(?<=[^\s*_\\])\1(?![\w*])")
# One sharp alone begins a comment in many kinds of code.
_SURE = re.compile(r"^[ ]{0,3}#{2,6}[ ]+\S|\*\*[^\s*][^*\n]*\*\*", re.MULTILINE)


def headings(text: str) -> list[int]:
    """Return the offsets of headings and of bold words, by which Markdown is told that has no links."""
    return [match.start() for match in _SURE.finditer(text)] if "# " in text or "**" in text else []


def signs(text: str) -> list[tuple[int, int]]:
    """Return where a Markdown text has signs that are not read as words, in no order."""
    spans = [match.span() for match in _SIGNS.finditer(text)]
    for match in _ITALIC.finditer(text):
        spans += ((match.start(), match.start() + 1), (match.end() - 1, match.end()))
    return spans
