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
_WARC = re.compile(rb"\s*WARC/\d", re.IGNORECASE)
_OBJECT = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"')
# Archives of which the pages are not read; taken for one page, each would be a very long one.
_UNREAD = (
    (rb"filedesc://", "an ARC file; make a WARC file of it: warcio recompress FILE NEW"),
    (rb"\x28\xb5\x2f\xfd", "packed with zstd; unpack it: unzstd FILE"),
    (rb"BZh[1-9]1AY&SY", "packed with bzip2; unpack it: bunzip2 FILE"),
    (rb"\xfd7zXZ\x00", "packed with xz; unpack it: unxz FILE"),
)
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
    return next((what for magic, what in _UNREAD if re.match(magic, head)), None)


def is_html(raw: bytes) -> bool:
    """Tell whether the bytes of a page begin as HTML does, in whole or in pieces."""
    head = raw[:HEAD].removeprefix(codecs.BOM_UTF8)
    for bom, encoding in _WIDE:
        if head.startswith(bom):
            head = head.decode(encoding, errors="ignore").removeprefix("\ufeff").encode()
    return bool(_TAG.match(head) or _XHTML.match(head)) or is_whole_html(head)


def _has_object(head: bytes) -> bool:
    """Tell whether one line is a JSON object; the first may be broken, or longer than what is looked at."""
    *whole, last = head.splitlines()
    if not whole and len(head) >= HEAD:
        return True
    return any(_is_object(line) for line in (*whole, last))


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
