"""HTML bytes -> text -> tree, whatever is broken in them.

lxml 6.1 (libxml2 2.14) leaves out all that follows `<html />`, `</html>`, a `<title>` that nobody closes, or a nesting
of 2,048 tags; all are met on real pages, and all are mended here before the tree is built.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Any

from lxml import etree

from cleaners.decode import Decoded, Undecodable, decode

LARGEST = 64_000_000
"""Characters of a page that are read; the rest of a larger one is left out, and a note says so."""

# A declaration stands in the first 1,024 bytes (WHATWG, prescan); pages with long comments put it further down.
_PRESCAN = 4096
_DECLARED = re.compile(
    rb"""<meta[^<>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]+)|^\s*<\?xml[^<>]{0,200}?encoding\s*=\s*["']([\w.:-]+)""",
    re.IGNORECASE,
)
# What browsers take these labels for (WHATWG Encoding Standard).
_BROWSERS = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs",
}  # fmt: skip
# One bad character in so many beyond ASCII leaves the declared encoding believed.
_BELIEVED = 50

_TITLE = re.compile(rb"<title\b[^<>]*>[^<]*", re.IGNORECASE)
_TITLE_END = re.compile(rb"</title[\s/>]", re.IGNORECASE)
_ROOT = re.compile(rb"<html\b[^<>]*/>", re.IGNORECASE)
_END = re.compile(rb"</(?:body|html)")  # In small letters: a search that heeds no case takes many times as long.
_AFTER_END = re.compile(rb"</(?:body|html)\s*>", re.IGNORECASE)
_CONTROL = bytes([*range(0x09), 0x0B, *range(0x0E, 0x20), 0x7F])
_LIMIT = 2_040
_INLINE_TAG = re.compile(
    r"</?(?:abbr|acronym|b|bdo|big|cite|code|del|em|font|i|ins|kbd|mark|nobr|o:p|q|s|samp|small|span|strike|strong|sub|"
    r"sup|tt|u|var)(?:\s[^<>]*)?>",
    re.IGNORECASE,
)
_NESTING_TAG = re.compile(
    r"</?(?!(?:a|base|br|h[1-6]|head|html|body|img|li|link|meta|p|script|style|td|th|title|tr)\b)[a-z][^<>]*>",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Markup:
    """A parsed page. `root` is the `html` element, None where there is no element at all."""

    root: Any
    decoded: Decoded
    cut_short: str | None
    """What was left out or flattened, as a sentence; None for nothing."""


def parse(raw: bytes, charset: str | None = None) -> Markup | Undecodable:
    """Decode and parse a page; `charset` is the one declared outside it. Never raises."""
    decoded = decode(raw, _declared(raw, charset))
    if isinstance(decoded, Undecodable):
        return decoded
    text = decoded.text
    cut_short = None
    if len(text) > LARGEST:
        text = text[:LARGEST]
        cut_short = f"only the first {LARGEST // 1_000_000} million characters were read"
    root, depth = _tree(text)
    if depth >= _LIMIT:
        root, depth = _tree(_INLINE_TAG.sub("", text))
        cut_short = "tags are nested too deep; those inside lines were left out"
    if depth >= _LIMIT:
        root, _ = _tree(_NESTING_TAG.sub("<br>", text))
        cut_short = "tags are nested too deep; only lines, cells and headings were read"
    return Markup(root, decoded, cut_short)


def _declared(raw: bytes, charset: str | None) -> str | None:
    """Return the declared encoding that the bytes bear out: the outer one, else the page's own, else None.

    Bytes beyond ASCII that are valid UTF-8 are UTF-8, whatever is declared, and will be found to be.
    """
    if raw.isascii() or _is_utf8(raw):
        own = _python_name(charset) if charset else None
        return own if own is not None and own.startswith(("utf-16", "iso2022", "hz")) else None
    found = _DECLARED.search(raw[:_PRESCAN])
    for label in (charset, (found[1] or found[2]).decode() if found else None):
        name = _python_name(label) if label else None
        if name is not None and name != "utf-8" and _bears_out(raw, name):
            return name
    return None


def _python_name(label: str) -> str | None:
    """Return Python's name of what browsers take a label for, or None for an unknown one."""
    try:
        name = codecs.lookup(label.strip()).name
    except (LookupError, ValueError):
        return None
    return _BROWSERS.get(name, name)


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def _bears_out(raw: bytes, name: str) -> bool:
    try:
        text = raw.decode(name, errors="replace")
    except (LookupError, UnicodeError):
        return False
    bad = text.count("\ufffd")
    return bad == 0 or _BELIEVED * bad <= sum(not letter.isascii() for letter in text)


def _tree(text: str) -> tuple[Any, int]:
    """Return the root element (None for none) and the depth that lxml stopped at, 0 if it read all."""
    # Bytes are searched in a tenth of the time that letters take.
    raw = text.encode(errors="replace")
    lower = raw.lower()
    root_tag = _ROOT.match(raw, max(0, lower.find(b"<html")))
    if root_tag is not None:
        raw = raw[: root_tag.end() - 2] + b" >" + raw[root_tag.end() :]
    found = _END.search(lower)
    end = found.start() if found is not None else len(raw)
    raw = raw[:end] + _AFTER_END.sub(b"", raw[end:])
    # Without this search the pattern is tried at each byte before the title.
    at = lower.find(b"<title")
    title = _TITLE.search(raw, at if 0 <= at < end else 0)
    if title is not None and _TITLE_END.search(raw, title.end()) is None:
        raw = raw[: title.end()] + b"</title>" + raw[title.end() :]
    raw = raw.translate(None, _CONTROL)
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, collect_ids=False
    )
    try:
        root = etree.fromstring(raw, parser)
    except (etree.LxmlError, ValueError):
        return None, 0
    stopped = any("depth" in str(entry.message) for entry in parser.error_log.filter_from_fatals())
    return root, _LIMIT if stopped else 0
