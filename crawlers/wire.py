"""What went over the wire, kept with the response until the spider has written it."""

from __future__ import annotations

import zlib
from typing import NamedTuple, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response

from unfurnish.store.statements import now

KEY = "as_received"
SIZE = "bytes_received"
"""Keys of a request's `meta`: the answer as it came; the bytes that came of its body, also where there is no answer."""

MOVED = frozenset({301, 302, 303, 307, 308})
"""Statuses of answers whose Location is to be asked for in their place."""

_PIECE = 1_000_000


class Received(NamedTuple):
    """An answer as it came, before anything was unpacked."""

    at: str
    """RFC 3339, UTC."""
    status: int
    headers: Headers
    body: bytes
    protocol: str
    address: str | None
    """IP address that answered."""

    @property
    def is_cut(self) -> bool:
        """Whether the end is missing of a body that is packed with gzip, which nobody else notices."""
        coding = self.headers.get("Content-Encoding") or b""
        if not self.body or coding.strip().lower() not in (b"gzip", b"x-gzip"):
            return False
        unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
        left = self.body
        try:
            while left and not unpacker.eof:
                unpacker.decompress(left, _PIECE)
                left = unpacker.unconsumed_tail
        except zlib.error:
            return False
        return not unpacker.eof


def location(headers: Headers) -> str | None:
    """Return where a redirect leads, as it is written: in UTF-8 if it can be read so, else in Latin-1."""
    raw = headers.get("Location")
    if raw is None:
        return None
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")


class AsReceived:
    """Downloader middleware that keeps the answer as it came in the request's `meta`."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Return one that counts what comes."""
        middleware = cls()
        crawler.signals.connect(middleware.bytes_received, signal=signals.bytes_received)
        return middleware

    def bytes_received(self, data: bytes, request: Request) -> None:
        """Count a piece of a body."""
        request.meta[SIZE] = request.meta.get(SIZE, 0) + len(data)

    def process_response(self, request: Request, response: Response) -> Response:
        """Keep it."""
        request.meta[KEY] = Received(
            at=now(),
            status=response.status,
            headers=response.headers.copy(),
            body=response.body,
            protocol=response.protocol or "HTTP/1.1",
            address=str(response.ip_address) if response.ip_address else None,
        )
        if not response.body:
            # A 304 may say how the body is packed that it does not have, and that cannot be unpacked.
            response.headers.pop("Content-Encoding", None)
        return response
