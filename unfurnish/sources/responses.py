"""HTTP responses as crawlers store them: the page in them, or why there is none."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

import brotli
from warcio.bufferedreaders import ChunkedDataReader
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParser

from unfurnish.sources.formats import HTML, TEXT, is_html
from unfurnish.sources.streams import BLOCK, GZIP

_HTML_TYPES = frozenset({HTML, "application/xhtml+xml", "application/vnd.wap.xhtml+xml"})
# Said of anything: servers that do not know, and crawlers.
_SAYS_NOTHING = frozenset(
    {
        *("", "application/octet-stream", "application/x-unknown-content-type", "application/unknown"),
        *("binary/octet-stream", "content/unknown", "unknown/unknown", "*/*"),
    }
)
_MAY_BE_HTML = frozenset({*_SAYS_NOTHING, TEXT, "application/xml", "text/xml"})
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE | re.ASCII)
_TYPE = re.compile(r"[\w.+*-]{1,80}/[\w.+*-]{1,80}", re.ASCII)
_STATUS = re.compile(r"\d{3}", re.ASCII)
_NO_CONTENT = frozenset({204, 205, 206})  # 206 is a part of a page


class Refusal(NamedTuple):
    """Why a response holds no page: a reason code and a sentence."""

    reason: str
    detail: str


class Declared(NamedTuple):
    """What is said of a content: its media type ("" if none), in lower case, and its charset."""

    media_type: str
    charset: str | None

    @classmethod
    def of(cls, content_type: str | None) -> Declared:
        """Read a Content-Type."""
        essence, _, parameters = (content_type or "").partition(";")
        charset = _CHARSET.search(parameters)
        media_type = essence.strip().lower()
        return cls(media_type if _TYPE.fullmatch(media_type) else "", charset[1] if charset else None)


class Headers:
    """The head of a response: status, headers."""

    def __init__(self, parsed: StatusAndHeaders) -> None:
        self._parsed = parsed

    @classmethod
    def read(cls, head: bytes) -> tuple[Headers, int] | None:
        """Parse the head at the start of some bytes; return it with its length, or None if there is none."""
        if head[:5].upper() != b"HTTP/":
            return None
        stream = io.BytesIO(head)
        return cls(StatusAndHeadersParser([], verify=False).parse(stream)), stream.tell()

    def get(self, name: str) -> str | None:
        """Return the value of a header, or None."""
        value = self._parsed.get_header(name)
        return None if value is None else str(value)

    @property
    def status(self) -> int:
        """The three digits that the server answered with; 0 if it did not."""
        line = str(self._parsed.statusline).strip()
        return int(line[:3]) if _STATUS.match(line) else 0

    def _codings(self, name: str) -> list[str]:
        return [coding.strip() for coding in (self.get(name) or "").lower().split(",")]

    @property
    def declared(self) -> Declared:
        """What is said of the content."""
        return Declared.of(self.get("Content-Type"))

    @property
    def refusal(self) -> Refusal | None:
        """Why the status alone says that there is no page, or None."""
        line, status = str(self._parsed.statusline).strip(), self.status
        if 300 <= status < 400:
            target = self.get("Location")
            return Refusal("redirect", f"{line} to {target}" if target else line)
        if 200 <= status < 300 and status not in _NO_CONTENT:
            return None
        return Refusal("http_status", f"the server answered {line}" if status else "the response has no status")

    def content(self, body: bytes, limit: int) -> bytes | Refusal:
        """Undo how a body was sent: in chunks, compressed. What is larger than the limit is refused.

        Many crawlers store bodies undone, with the headers as they were: so bytes count more than headers. What is
        cut short is undone as far as it goes.
        """
        transfer = self._codings("Transfer-Encoding")
        if transfer[-1] == "chunked":
            transfer.pop()
            body = ChunkedDataReader(io.BytesIO(body)).read()
        for coding in reversed([*self._codings("Content-Encoding"), *transfer]):
            if coding in ("", "identity", "none", "utf-8"):
                continue
            undo = _CODINGS.get(coding)
            if undo is None:
                return Refusal("content_encoding", f"its Content-Encoding, {coding}, cannot be read")
            undone = undo(body, limit)
            if undone is None:
                continue
            if len(undone) > limit:
                return Refusal("too_large", f"unpacked, it is larger than {limit // 1_000_000} MB")
            body = undone
        return body


def refused_type(declared: Declared) -> Refusal | None:
    """Return why a content of a declared type is no page, whatever its bytes; or None."""
    if declared.media_type in _HTML_TYPES or declared.media_type in _MAY_BE_HTML:
        return None
    return Refusal("media_type", f"{declared.media_type}, neither text nor HTML")


def kind_of(declared: Declared, head: bytes) -> str | Refusal | None:
    """Return the media type of a page by what is said of it and its first bytes; None leaves it to its content."""
    if declared.media_type in _HTML_TYPES:
        return HTML
    if declared.media_type in _MAY_BE_HTML and is_html(head):
        return HTML
    if declared.media_type == TEXT:
        return TEXT
    if declared.media_type in _SAYS_NOTHING:
        return None
    return Refusal("media_type", f"{declared.media_type} without HTML in it")


def _gunzip(body: bytes, limit: int) -> bytes | None:
    return _inflate(body, limit, 16 + zlib.MAX_WBITS) if body.startswith(GZIP) else None


def _deflate(body: bytes, limit: int) -> bytes | None:
    # Half of the servers say deflate and mean it without the header of zlib.
    return _inflate(body, limit, zlib.MAX_WBITS) or _inflate(body, limit, -zlib.MAX_WBITS)


def _inflate(body: bytes, limit: int, wbits: int) -> bytes | None:
    """Return what can be unpacked, one byte more than the limit at most; None if nothing can."""
    unpacker = zlib.decompressobj(wbits)

    def parts(data: bytes) -> Iterator[bytes]:
        while part := unpacker.decompress(data, BLOCK):
            yield part
            data = unpacker.unconsumed_tail

    return _gathered(parts(body), limit, zlib.error)


def _unbrotli(body: bytes, limit: int) -> bytes | None:
    unpacker = brotli.Decompressor()

    def parts(data: bytes) -> Iterator[bytes]:
        while part := unpacker.process(data, output_buffer_limit=BLOCK):
            yield part
            data = b""

    return _gathered(parts(body), limit, brotli.error)


def _gathered(parts: Iterator[bytes], limit: int, damage: type[Exception]) -> bytes | None:
    gathered = bytearray()
    try:
        for part in parts:
            gathered += part
            if len(gathered) > limit:
                break
    except damage:
        pass
    return bytes(gathered) or None


_CODINGS: dict[str, Callable[[bytes, int], bytes | None]] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _deflate,
    "br": _unbrotli,
}
