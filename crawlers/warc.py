"""Web archives: each request with its response as it was received, or a revisit where nothing had changed."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Headers
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawlers.wire import Received

_NOT_MODIFIED = "http://netpreserve.org/warc/1.0/revisit/server-not-modified"
# The body is written as one piece, whatever it came in.
_OF_TRANSFER = frozenset({"transfer-encoding", "content-length", "connection", "keep-alive"})
_REASONS = {200: "OK", 301: "Moved Permanently", 302: "Found", 304: "Not Modified", 404: "Not Found", 410: "Gone"}


class Warc:
    """A new file in a folder, which is made if there is none; begun with the first record."""

    def __init__(self, folder: Path, site: str, agent: str) -> None:
        self._folder = folder
        self._site = site
        self._agent = agent
        self._file: BinaryIO | None = None
        self._writer: WARCWriter | None = None

    def write(self, request: Request, received: Received, before: str | None) -> None:
        """Write a request and its answer; `before` is when the page was last received, RFC 3339, if it ever was."""
        writer = self._opened()
        url = str(request.url)
        headers = {"WARC-Date": received.at}
        if received.address:
            headers["WARC-IP-Address"] = received.address
        status = f"{received.status} {_REASONS.get(received.status, '')}".strip()
        head = _http(status, received.headers, received.protocol, len(received.body))
        if received.status == 304:
            headers |= {"WARC-Profile": _NOT_MODIFIED, "WARC-Refers-To-Target-URI": url}
            if before:
                headers["WARC-Refers-To-Date"] = before
            answer = writer.create_warc_record(url, "revisit", http_headers=head, warc_headers_dict=headers)
        else:
            payload = BytesIO(received.body)
            answer = writer.create_warc_record(
                url, "response", payload, len(received.body), http_headers=head, warc_headers_dict=headers
            )
        parts = urlsplit(url)
        path = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
        asked = StatusAndHeaders(
            f"{request.method} {path} HTTP/1.1", [("Host", parts.netloc), *_rows(request.headers)], is_http_request=True
        )
        wanted = {"WARC-Date": received.at, "WARC-Concurrent-To": answer.rec_headers.get_header("WARC-Record-ID")}
        writer.write_record(answer)
        writer.write_record(writer.create_warc_record(url, "request", http_headers=asked, warc_headers_dict=wanted))

    def close(self) -> None:
        """Close the file, if there is one."""
        if self._file is not None:
            self._file.close()

    def _opened(self) -> WARCWriter:
        if self._writer is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            name = f"{self._site}-{datetime.now(UTC):%Y%m%d%H%M%S%f}-{os.getpid()}.warc.gz"
            self._file = (self._folder / name).open("xb")
            self._writer = WARCWriter(self._file, gzip=True)
            info = {"software": self._agent, "format": "WARC File Format 1.0", "robots": "obey"}
            self._writer.write_record(self._writer.create_warcinfo_record(name, info))
        return self._writer


def _http(status: str, headers: Headers, protocol: str, length: int) -> StatusAndHeaders:
    rows = [(name, value) for name, value in _rows(headers) if name.lower() not in _OF_TRANSFER]
    return StatusAndHeaders(status, [*rows, ("Content-Length", str(length))], protocol=protocol)


def _rows(headers: Headers) -> list[tuple[str, str]]:
    found = ((name.decode("latin-1"), value.decode("latin-1")) for name in headers for value in headers.getlist(name))
    # What would break the lines of the record.
    return [(name, " ".join(value.splitlines())) for name, value in found]
