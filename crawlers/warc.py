"""Web archives: each request with its response as it was received, or a revisit where nothing had changed.

While a file is written its name ends in `.open`. A process that was killed leaves it so, with half a record at its end
at the worst; the next run into the same folder cuts that off and gives the file its name.
"""

from __future__ import annotations

import fcntl
import os
import zlib
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Headers
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawlers.wire import Received

_NOT_MODIFIED = "http://netpreserve.org/warc/1.0/revisit/server-not-modified"
# The body is written as one piece, whatever it came in.
_OF_TRANSFER = frozenset({"transfer-encoding", "content-length", "connection", "keep-alive"})
_REASONS = {200: "OK", 301: "Moved Permanently", 302: "Found", 304: "Not Modified", 404: "Not Found", 410: "Gone"}


_OPEN = ".open"
_BLOCK = 65_536


class Warc:
    """A new file in a folder, which is made if there is none; begun with the first record."""

    def __init__(self, folder: Path, site: str, agent: str) -> None:
        self._folder = folder
        self._site = site
        self._agent = agent
        self._file: BinaryIO | None = None
        self._path = folder
        folder.mkdir(parents=True, exist_ok=True)
        for left in folder.glob(f"*.warc.gz{_OPEN}"):
            _mend(left)

    def write(self, request: Request, received: Received, before: str | None) -> None:
        """Write a request and its answer; `before` is when the page was last received, RFC 3339, if it ever was."""
        writer = WARCWriter(None, gzip=True)
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
        request_record = writer.create_warc_record(url, "request", http_headers=asked, warc_headers_dict=wanted)
        self._append(answer, request_record)

    def close(self) -> None:
        """Close the file, if there is one."""
        if self._file is not None:
            _finish(self._path, self._file)

    def _append(self, *records: ArcWarcRecord) -> None:
        """Write records whole: nothing of them stays in the memory of a process that may be killed."""
        packed = BytesIO()
        writer = WARCWriter(packed, gzip=True)
        if self._file is None:
            name = f"{self._site}-{datetime.now(UTC):%Y%m%d%H%M%S%f}-{os.getpid()}.warc.gz"
            self._path = self._folder / f"{name}{_OPEN}"
            self._file = self._path.open("xb")
            fcntl.flock(self._file, fcntl.LOCK_EX)
            info = {"software": self._agent, "format": "WARC File Format 1.0", "robots": "obey"}
            writer.write_record(writer.create_warcinfo_record(name, info))
        for record in records:
            writer.write_record(record)
        self._file.write(packed.getvalue())
        self._file.flush()


def _mend(path: Path) -> None:
    """Cut off what is left of half a record at the end of a file, unless some process still writes it."""
    with path.open("r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        if not os.fstat(file.fileno()).st_size:  # just begun, perhaps
            return
        file.truncate(_whole(file))
        _finish(path, file)


def _finish(path: Path, file: BinaryIO) -> None:
    """Give a file its name, while no other process takes it for one that was left; or remove it if it is empty."""
    file.flush()
    if os.fstat(file.fileno()).st_size:
        path.rename(path.with_name(path.name.removesuffix(_OPEN)))
    else:
        path.unlink()
    file.close()


def _whole(file: BinaryIO) -> int:
    """Return where the last record ends that is whole: each is a member of a gzip file."""
    end = at = 0
    member = zlib.decompressobj(wbits=31)
    file.seek(0)
    while block := file.read(_BLOCK):
        at += len(block)
        while block:
            try:
                member.decompress(block, _BLOCK)
            except zlib.error:
                return end
            block = member.unused_data if member.eof else member.unconsumed_tail
            if member.eof:
                end = at - len(block)
                member = zlib.decompressobj(wbits=31)
    return end


def _http(status: str, headers: Headers, protocol: str, length: int) -> StatusAndHeaders:
    rows = [(name, value) for name, value in _rows(headers) if name.lower() not in _OF_TRANSFER]
    return StatusAndHeaders(status, [*rows, ("Content-Length", str(length))], protocol=protocol)


def _rows(headers: Headers) -> list[tuple[str, str]]:
    found = ((name.decode("latin-1"), value.decode("latin-1")) for name in headers for value in headers.getlist(name))
    # What would break the lines of the record.
    return [(name, " ".join(value.splitlines())) for name, value in found]
