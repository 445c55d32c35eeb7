"""What is found in a file: pages, and what is no page with the reason."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import NamedTuple

from schemas import Page, Reject
from schemas.dates import precision_of

LARGEST = 50_000_000
"""Bytes of the largest page that is taken from an archive; what is larger is not read into memory."""

KEPT_OF_BROKEN = 1_000_000
"""Bytes that are kept of what is broken in an archive."""

KEPT_OF_NO_PAGE = 1 << 14
"""Bytes that are kept of what is whole and merely no page, such as an image: enough to tell what it is."""

LONGEST_DETAIL = 1_000
"""Characters of what is said about a reject: what a server sends may be part of it."""

DAMAGED = ("damaged", "part of the gzip file cannot be unpacked; get the file again")
TRUNCATED = ("truncated", "the gzip file ends early; get the file again")

NO_PAGES = frozenset({"media_type", "http_status", "redirect", "robots", "revisit"})
"""Reasons of rejects that any archive is full of; none of them means that it is damaged."""

WHOLE_IN_ARCHIVE = NO_PAGES - {"revisit"}
"""Reasons of rejects whose bytes can be read again from the archive that they are in, if that is no stream."""

Asides = Counter[str]
"""Records of an archive that tell about pages and are none, by kind."""


class Found(NamedTuple):
    """The N-th record or line of an archive, as a page or a reject, and the bytes that are kept of a reject."""

    n: int
    content: Page | Reject
    raw: bytes = b""
    cut: bool = False
    """Whether these are but the first of its bytes."""

    def is_reject(self, reason: str) -> bool:
        """Tell whether it is a reject for this reason."""
        return isinstance(self.content, Reject) and self.content.reason == reason


class Namer(NamedTuple):
    """Makes what is found in one archive."""

    archive: str
    """Its path, fit to be shown."""
    site: str | None

    def page(
        self,
        n: int,
        raw: bytes,
        *,
        url: str | None = None,
        media_type: str | None = None,
        charset: str | None = None,
        fetched_at: str | None = None,
        truncated: str | None = None,
    ) -> Found:
        """Return a page that stands at number N of the archive."""
        page = Page(
            source=f"{self.archive}#{n}",
            raw=raw,
            url=writable(url) if url else None,
            site=self.site,
            media_type=media_type,
            charset=charset,
            fetched_at=fetched_at,
            truncated=truncated,
        )
        return Found(n, page)

    def reject(self, n: int, reason: str, detail: str, raw: bytes = b"") -> Found:
        """Return what stands at number N and is no page; of its bytes no more than KEPT_OF_BROKEN are kept."""
        told = Reject(source=f"{self.archive}#{n}", reason=reason, detail=writable(detail)[:LONGEST_DETAIL])
        return Found(n, told, raw[:KEPT_OF_BROKEN], len(raw) > KEPT_OF_BROKEN)


def writable(text: str) -> str:
    """Return a text without what no record may hold: NUL and halves of surrogate pairs."""
    return text.encode(errors="replace").decode().replace("\x00", "\ufffd")


def instant(value: str) -> str | None:
    """Return a time stamp as RFC 3339 in UTC, or None if it is none; one without a zone, as crawlers write it, is UTC.

    >>> instant("2021-04-12T05:46:00.123Z"), instant("2021-04-12 08:46:00+03:00"), instant("20210412054600")
    ('2021-04-12T05:46:00Z', '2021-04-12T05:46:00Z', '2021-04-12T05:46:00Z')
    >>> instant("2021-04-12"), instant("yesterday")
    (None, None)
    """
    value = value.strip()
    if len(value) == 14 and value.isascii() and value.isdigit():
        value = f"{value[:8]}T{value[8:]}"
    if len(value) <= len("2021-04-12"):
        return None
    try:
        moment = datetime.fromisoformat(value)
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    stamp = moment.isoformat(timespec="seconds").replace("+00:00", "Z")
    return stamp if precision_of(stamp) == "second" else None


def size_of(number: int) -> str:
    """Return a number of bytes in words."""
    return "1 byte" if number == 1 else f"{number:,} bytes"
