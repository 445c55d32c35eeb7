"""What a file is, told by its first bytes and not by its name."""

from __future__ import annotations

import codecs
import json
import re
from typing import Literal

from cleaners.decode import is_html as is_whole_html

Format = Literal["page", "warc", "jsonl"]

HTML = "text/html"
TEXT = "text/plain"

HEAD = 1 << 14
"""Bytes that are looked at."""

# What a browser takes for HTML (WHATWG, MIME Sniffing), and what else pieces of pages begin with.
_TAG = re.compile(
    rb"\s*<(?:!--|(?:!doctype html|html|head|script|iframe|h[1-6]|div|font|table|a|style|title|b|body|br|p"
    rb"|article|base|center|frameset|link|main|meta|ol|section|span|ul)[\s/>])",
    re.IGNORECASE,
)
_XHTML = re.compile(rb"\s*<\?xml[^>]{0,200}\?>.{0,1000}?<html[\s>]", re.IGNORECASE | re.DOTALL)
_WARC = re.compile(rb"(?:\xef\xbb\xbf)?\s*WARC/\d", re.IGNORECASE)
_OBJECT = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"')
# Archives of which the pages are not read; taken for one page, each would be a very long one.
_UNREAD = (
    (rb"filedesc://", "an ARC file; make a WARC file of it: warcio recompress FILE NEW"),
    (rb"\x28\xb5\x2f\xfd", "packed with zstd; unpack it: unzstd FILE"),
    (rb"BZh[1-9]1AY&SY", "packed with bzip2; unpack it: bunzip2 FILE"),
    (rb"\xfd7zXZ\x00", "packed with xz; unpack it: unxz FILE"),
    (
        rb"(?i)(?:[\w-]++:[^\n]*+\n|[ \t][^\n]*+\n){0,30}?content-type:\s*multipart/related\b",
        "a page saved with its pictures in one file (MHTML); open it in a browser and save the page as HTML",
    ),
)
# An array of objects, or an object over several lines; what names no page, such as JSON-LD, may stand above a text.
_JSON = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\[\s*\{|\{[ \t\r]*\n)\s*"[^"@\n]{1,80}"\s*:')
_UNREAD_JSON = (
    "JSON, but not one object a line; make JSONL of it: jq -c 'if type == \"array\" then .[] else . end' FILE"
)
_WIDE_JSON = "JSON in UTF-16; make UTF-8 of it: iconv -f UTF-16 -t UTF-8 FILE"
_WIDE = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def recognise(head: bytes) -> Format:
    """Tell what a file is by its first bytes, of which HEAD are enough."""
    if _WARC.match(head):
        return "warc"
    if _OBJECT.match(head) and _has_object(head):
        return "jsonl"
    return "page"


def not_read(head: bytes) -> str | None:
    """Tell what an archive is that is not read, and what to do; None for all else."""
    if _JSON.match(head):
        return _UNREAD_JSON
    narrow = _narrow(head)
    if narrow is not head and (_OBJECT.match(narrow) or _JSON.match(narrow)):
        return _WIDE_JSON
    return next((what for magic, what in _UNREAD if re.match(magic, head)), None)


def is_html(raw: bytes) -> bool:
    """Tell whether the bytes of a page begin as HTML does, in whole or in pieces."""
    head = _narrow(raw[:HEAD].removeprefix(codecs.BOM_UTF8))
    return bool(_TAG.match(head) or _XHTML.match(head)) or is_whole_html(head)


def _narrow(head: bytes) -> bytes:
    """Return what begins with a mark of UTF-16 as UTF-8, and anything else as it is."""
    for bom, encoding in _WIDE:
        if head.startswith(bom):
            return head.decode(encoding, errors="ignore").removeprefix("\ufeff").encode()
    return head


def _has_object(head: bytes) -> bool:
    """Tell whether one line is a JSON object; the first may be broken, or longer than what is looked at."""
    *whole, last = head.splitlines()
    if not whole and len(head) >= HEAD:
        return True
    return any(_is_object(line) for line in (*whole, last))


def _is_object(line: bytes) -> bool:
    try:
        found = json.loads(line.removeprefix(codecs.BOM_UTF8))
        return isinstance(found, dict) and "@context" not in found
    except (ValueError, RecursionError):
        return False
