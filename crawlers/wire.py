"""What went over the wire, kept with the response until the spider has written it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple

from scrapy import Request
from scrapy.http import Headers, Response

KEY = "as_received"


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


class AsReceived:
    """Downloader middleware that keeps the answer as it came in the request's `meta`."""

    def process_response(self, request: Request, response: Response) -> Response:
        """Keep it."""
        request.meta[KEY] = Received(
            at=datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
            status=response.status,
            headers=response.headers.copy(),
            body=response.body,
            protocol=response.protocol or "HTTP/1.1",
            address=str(response.ip_address) if response.ip_address else None,
        )
        return response
