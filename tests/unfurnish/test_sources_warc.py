"""Web archives: every page of theirs is found, and what is broken or no page is told of, each for itself."""

from __future__ import annotations

import gzip
import io
import tracemalloc
import zlib
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import Page, Reject
from tests.unfurnish.webarchives import DATE, HTML, html, packed, page, pages, read, record, told
from unfurnish.sources import Asides, found, warc
from unfurnish.sources.found import Namer
from unfurnish.sources.revisits import Index
from unfurnish.sources.streams import Stream

URL = "https://example.org/a"
INFO = record("urn:info", b"software: x", "application/warc-fields", kind="warcinfo")
REQUEST = record(URL, b"", kind="request", status="GET / HTTP/1.1")
PAGE = html("Words")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where an archive may be written; its name says nothing."""
    return tmp_path / "crawl"


def chunked(body: bytes, size: int = 7) -> bytes:
    parts = [body[start : start + size] for start in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in [*parts, b""])


@pytest.mark.parametrize("pack", [b"".join, packed, lambda records: gzip.compress(b"".join(records))])
def test_records_are_numbered_and_those_about_pages_only_counted(path: Path, pack: object) -> None:
    assert callable(pack)
    path.write_bytes(
        pack([INFO, REQUEST, page(1), record("dns:example.org", b"x", "text/dns", kind="resource"), page(2)])
    )
    asides = Asides()
    sources = read(path, asides)
    assert [source.path for source in sources] == [f"{path}#3", f"{path}#5"]
    assert asides == {"warcinfo": 1, "request": 1, "dns": 1}


def test_a_response_becomes_a_page_with_all_that_is_known_of_it(path: Path) -> None:
    path.write_bytes(record("https://www.Example.org/Doc?utm_source=x#y", PAGE, "Text/HTML; Charset=Windows-1251"))
    assert pages(path) == [
        Page(
            source=f"{path}#1",
            raw=PAGE,
            url="https://www.Example.org/Doc?utm_source=x#y",
            media_type="text/html",
            charset="Windows-1251",
            fetched_at=DATE,
        )
    ]


@pytest.mark.parametrize(
    ("header", "known"), [("length", "length"), (" time ", "time"), ("", None), ("\x00", "\ufffd")]
)
def test_a_page_that_the_crawler_cut_short_says_so(path: Path, header: str, known: str | None) -> None:
    path.write_bytes(record(URL, PAGE, warc=[("WARC-Truncated", header)]))
    (found,) = pages(path)
    assert (found.raw, found.truncated) == (PAGE, known)


def test_wet_is_text(path: Path) -> None:
    words = "Слова без разметки\n".encode()
    path.write_bytes(packed([INFO, record(URL, words, "text/plain", kind="conversion")]))
    (found,) = pages(path)
    assert (found.raw, found.url, found.media_type, found.charset) == (words, URL, "text/plain", "utf-8")


@pytest.mark.parametrize(
    ("content_type", "body", "media_type"),
    [
        ("text/plain", b"Words", "text/plain"),
        ("text/plain", PAGE, "text/html"),
        ("application/xhtml+xml", b"<p>Words</p>", "text/html"),
        ("application/octet-stream", PAGE, "text/html"),
        ("", b"Words", None),
        ("text/xml", b'<?xml version="1.0"?>\n<!DOCTYPE html>\n<html><p>Words</p></html>', "text/html"),
    ],
)
def test_content_counts_more_than_what_is_said_of_it(
    path: Path, content_type: str, body: bytes, media_type: str | None
) -> None:
    path.write_bytes(record(URL, body, content_type))
    assert [page.media_type for page in pages(path)] == [media_type]
    path.write_bytes(record("file:///a", body, content_type, kind="resource"))
    if content_type:
        assert [page.media_type for page in pages(path)] == [media_type]


@pytest.mark.parametrize(
    ("made", "reason", "detail"),
    [
        (record(URL, b"%PDF-1.7", "application/pdf"), "media_type", f"application/pdf, neither text nor HTML ({URL})"),
        (record(URL, b"\x89PNG", "image/png"), "media_type", f"image/png, neither text nor HTML ({URL})"),
        (record(URL, b"<rss/>", "application/xml"), "media_type", f"application/xml without HTML in it ({URL})"),
        (record(URL, PAGE, status="404 Not Found"), "http_status", f"the server answered 404 Not Found ({URL})"),
        (record(URL, PAGE, status="what?"), "http_status", f"the response has no status ({URL})"),
        (
            record(URL, PAGE, status="206 Partial Content"),
            "http_status",
            f"the server answered 206 Partial Content ({URL})",
        ),
        (
            record(URL, status="301 Moved", http=[("Location", "https://example.org/b")]),
            "redirect",
            f"301 Moved to https://example.org/b ({URL})",
        ),
        (
            record("https://example.org/robots.txt", b"User-agent: *", "text/plain"),
            "robots",
            "what the site tells robots (https://example.org/robots.txt)",
        ),
    ],
)
def test_what_is_no_page_is_rejected_with_the_reason(path: Path, made: bytes, reason: str, detail: str) -> None:
    path.write_bytes(made + page(2))
    reject, other = read(path)
    assert reject.content == Reject(source=f"{path}#1", reason=reason, detail=detail)
    assert (reject.raw, reject.cut) == (made.partition(b"\r\n\r\n")[2].partition(b"\r\n\r\n")[2][:-4], False)
    assert isinstance(other.content, Page)


@pytest.mark.parametrize(
    ("made", "kept", "cut"),
    [
        (record(URL, b"a" * found.KEPT_OF_NO_PAGE, "image/png"), b"a" * found.KEPT_OF_NO_PAGE, False),
        (record(URL, b"a" * (found.KEPT_OF_NO_PAGE + 1), "image/png"), b"a" * found.KEPT_OF_NO_PAGE, True),
        (record(URL, b"a" * 200_000, "image/png"), b"a" * found.KEPT_OF_NO_PAGE, True),
        (record(URL, b"a" * 200_000, "image/png", kind="resource"), b"a" * found.KEPT_OF_NO_PAGE, True),
        (
            record(URL, gzip.compress(PAGE), status="404 Not Found", http=[("Content-Encoding", "gzip")]),
            PAGE,
            False,
        ),
    ],
)
def test_the_beginning_of_what_is_no_page_is_kept(path: Path, made: bytes, kept: bytes, cut: bool) -> None:
    path.write_bytes(made)
    (reject,) = read(path)
    assert (reject.raw, reject.cut) == (kept, cut)


def test_what_cannot_be_unpacked_is_kept_as_it_was_sent(path: Path) -> None:
    path.write_bytes(record(URL, b"\x28\xb5\x2f\xfd", http=[("Content-Encoding", "zstd")]) + page(2))
    reject, _ = read(path)
    detail = f"its Content-Encoding, zstd, cannot be read ({URL})"
    assert reject.content == Reject(source=f"{path}#1", reason="content_encoding", detail=detail)
    assert reject.raw.startswith(b"HTTP/1.1 200 OK")
    assert reject.raw.endswith(b"\x28\xb5\x2f\xfd")


@pytest.mark.parametrize(
    ("http", "body"),
    [
        ([("Transfer-Encoding", "chunked")], chunked(PAGE)),
        ([("Transfer-Encoding", "Chunked")], chunked(PAGE)),
        ([("Transfer-Encoding", "chunked")], PAGE),  # stored undone
        ([("Transfer-Encoding", "gzip, chunked")], chunked(gzip.compress(PAGE))),
        ([("Transfer-Encoding", "gzip")], gzip.compress(PAGE)),
        ([("Transfer-Encoding", "chunked"), ("Content-Length", "3")], chunked(PAGE)[:-5]),
        ([("Content-Length", "3")], PAGE),
        ([("Content-Length", "3000")], PAGE),
        ([("Content-Encoding", "gzip")], gzip.compress(PAGE)),
        ([("Content-Encoding", "gzip")], PAGE),
        ([("Content-Encoding", "x-gzip"), ("Transfer-Encoding", "chunked")], chunked(gzip.compress(PAGE))),
        ([("Content-Encoding", "br")], brotli.compress(PAGE)),
        ([("Content-Encoding", "br")], PAGE),
        ([("Content-Encoding", "deflate")], zlib.compress(PAGE)),
        ([("Content-Encoding", "deflate")], zlib.compress(PAGE)[2:-4]),
        ([("Content-Encoding", "gzip, br")], brotli.compress(gzip.compress(PAGE))),
        ([("Content-Encoding", "identity")], PAGE),
    ],
)
def test_how_a_body_was_sent_is_undone(path: Path, http: list[tuple[str, str]], body: bytes) -> None:
    path.write_bytes(record(URL, body, http=http))
    assert [page.raw for page in pages(path)] == [PAGE]


@pytest.mark.parametrize("coding", ["gzip", "br", "deflate"])
def test_what_was_packed_and_is_cut_is_a_page_as_far_as_it_goes(path: Path, coding: str) -> None:
    body = html(" ".join(map(str, range(20_000))))
    pack = {"gzip": gzip.compress, "br": brotli.compress, "deflate": zlib.compress}[coding]
    path.write_bytes(record(URL, pack(body)[:-2000], http=[("Content-Encoding", coding)]))
    (found,) = pages(path)
    assert len(found.raw) > len(body) // 3
    assert body.startswith(found.raw)


@pytest.mark.parametrize("pack", [gzip.compress, brotli.compress, zlib.compress, bytes])
def test_a_page_that_is_too_large_is_rejected_packed_or_not(
    path: Path, monkeypatch: pytest.MonkeyPatch, pack: object
) -> None:
    monkeypatch.setattr(warc, "LARGEST", 1_000_000)
    assert callable(pack)
    names = {gzip.compress: "gzip", brotli.compress: "br", zlib.compress: "deflate"}
    http = [("Content-Encoding", names[pack])] if pack in names else []
    path.write_bytes(record(URL, pack(b"<p>" + b" " * 1_500_000), http=http) + page(2))
    assert told(path) == [(1, "too_large"), (2, None)]


@pytest.mark.parametrize("version", ["0.17", "0.18", "1.0", "1.1"])
def test_all_versions_are_read(path: Path, version: str) -> None:
    path.write_bytes(b"\xef\xbb\xbf" + page(1).replace(b"WARC/1.0", f"WARC/{version}".encode()) + page(2))
    assert [found.url for found in pages(path)] == ["https://example.org/1", "https://example.org/2"]


@pytest.mark.parametrize("headers", [[("X", "y" * 100_000)], [("X", "y" * 90)] * 1000])
def test_a_response_that_is_all_head_is_no_page(path: Path, headers: list[tuple[str, str]]) -> None:
    made = record(URL, PAGE, http=headers)
    path.write_bytes(made + page(2))
    reject, other = read(path)
    assert isinstance(reject.content, Reject)
    assert reject.content.reason == "broken_record"
    assert reject.content.detail == f"the head of the response is longer than 65,536 bytes ({URL})"
    assert reject.raw.startswith(b"HTTP/1.1 200 OK")
    assert isinstance(other.content, Page)


def test_records_need_no_order_and_no_blank_lines_between_them(path: Path) -> None:
    path.write_bytes(page(2) + REQUEST[:-4] + page(1).rstrip() + b"\n\n\n\n" + INFO)
    assert [found.url for found in pages(path)] == ["https://example.org/2", "https://example.org/1"]


def bent(made: bytes, by: int) -> bytes:
    """Let a record say another length than it has."""
    head, mark, rest = made.partition(b"Content-Length: ")
    digits, end, body = rest.partition(b"\r\n")
    return head + mark + b"%d" % (int(digits) + by) + end + body


BROKEN = {
    "garbage": b"\x00\xff garbage\n of some lines\r\n\r\n",
    "garbage without an end": b"garbage",
    "too short": bent(page(9), -20),
    "too long": bent(page(9), 50),
    "far too long": bent(page(9), 500),
    **{f"too long by {by}": bent(page(9), by) for by in (5, 14, 17)},
    "as long as the file and more": bent(page(9), 1_000_000),
    "too large and as long as the file": bent(page(9), 1_000_000_000),
    "no length": page(9).replace(b"Content-Length", b"Content-Breadth"),
    "a length that is none": page(9).replace(b"Content-Length: ", b"Content-Length: -"),
    "no header": b"WARC/1.0\r\n",
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_one_broken_record_is_a_reject_and_the_next_goes_on(path: Path, broken: bytes) -> None:
    path.write_bytes(page(1) + broken + page(2) + page(3))
    sources = read(path)
    assert [isinstance(source.content, Page) for source in sources] == [True, False, True, True]
    reject = sources[1].content
    assert isinstance(reject, Reject)
    assert reject.reason == "broken_record"
    assert sources[1].raw.strip()
    assert sources[1].raw.strip() in broken


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_where_records_are_packed_one_by_one_none_takes_another_with_it(path: Path, broken: bytes) -> None:
    path.write_bytes(packed([page(1), broken, page(2)]))
    reasons = [reason for _, reason in told(path)]
    assert reasons == [None, "broken_record", None]


@pytest.mark.parametrize("by", [100, 100_000, 1_000_000_000])
def test_a_length_that_is_wrong_is_found_out_where_a_record_is_passed_over(path: Path, by: int) -> None:
    image = record("https://example.org/i", bytes(200_000), "image/png")
    path.write_bytes(bent(image, by) + page(2) + bent(REQUEST, by) + page(4))
    assert told(path) == [(1, "media_type"), (2, None), (3, "broken_record"), (4, None)]


@pytest.mark.parametrize("at", [0, 12, 40, -6])
def test_one_damaged_pack_is_a_reject_and_the_next_goes_on(path: Path, at: int) -> None:
    damaged = bytearray(gzip.compress(page(2)))
    damaged[at] ^= 0xFF
    path.write_bytes(packed([page(1)]) + damaged + packed([page(3), page(4)]))
    reasons = [reason for _, reason in told(path)]
    assert reasons == [None, "broken_record", None, None]


@pytest.mark.parametrize("left", [30, 200])
def test_a_truncated_last_record_is_rejected_with_its_bytes(path: Path, left: int) -> None:
    last = page(2)
    path.write_bytes(page(1) + last[: -4 - left])
    _, cut = read(path)
    assert isinstance(cut.content, Reject)
    assert cut.content.reason == ("truncated" if left == 30 else "broken_record")
    if left == 30:
        assert cut.content.detail.startswith("the file ends 30 bytes before this record does; get the file again")
    assert cut.raw in last


@pytest.mark.parametrize("pack", [packed, lambda records: gzip.compress(b"".join(records))])
def test_a_truncated_pack_is_told_of(path: Path, pack: object) -> None:
    assert callable(pack)
    body = html(" ".join(map(str, range(20_000))))
    whole = pack([page(1), record(URL, body)])
    for end, last in ((-1000, "truncated"), (-4, None)):
        path.write_bytes(whole[:end])
        reasons = [reason for _, reason in told(path)]
        assert reasons[:2] == [None, last]
        assert reasons[-1] == "truncated"
        assert len(reasons) == (2 if last else 3)


def test_a_record_may_go_on_in_the_next_pack(path: Path) -> None:
    whole = page(1) + page(2)
    path.write_bytes(b"".join(gzip.compress(whole[start : start + 100]) for start in range(0, len(whole), 100)))
    assert [found.url for found in pages(path)] == ["https://example.org/1", "https://example.org/2"]


def test_a_page_may_quote_a_record(path: Path) -> None:
    body = b"<p>\r\n\r\n" + page(7)
    path.write_bytes(record(URL, body) + page(2))
    assert next(iter(pages(path))).raw == body


class Endless(io.RawIOBase):
    """A file that goes on for ever, made as it is read."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        super().__init__()
        self._parts = parts
        self._rest = b""
        self.given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        while len(self._rest) < len(view):
            self._rest += next(self._parts)
        view[:] = self._rest[: len(view)]
        self._rest = self._rest[len(view) :]
        self.given += len(view)
        return len(view)


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_an_archive_without_end_takes_little_memory(pack: object) -> None:
    assert callable(pack)
    image = pack(record("https://example.org/i", bytes(300_000), "image/png"))
    large = pack(record("https://example.org/l", b"<p>" + bytes(200_000)))
    asides = [pack(REQUEST)] * 20
    file = Endless(part for n in count() for part in [*asides, image, large, pack(page(n))])
    found = warc.pages(Stream(file), Namer("x", None), Asides(), Index())  # type: ignore[arg-type]
    for _ in range(30):
        next(found)
    tracemalloc.start()
    for _ in range(300):
        next(found)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert file.given > 250_000 if pack is gzip.compress else file.given > 50_000_000
    assert peak < 2_000_000


def test_lines_without_end_take_little_memory() -> None:
    parts = iter(
        [b"WARC/1.0\r\nWARC-Type: response\r\nX: ", *[b"x" * 1000] * 20_000, b"\r\n\r\n", page(1), b" " * 70_000]
    )
    file = Endless(parts)
    tracemalloc.start()
    found_ = warc.pages(Stream(file), Namer("x", None), Asides(), Index())  # type: ignore[arg-type]
    reject = next(found_)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert reject.is_reject("broken_record")
    assert peak < 10 * found.KEPT_OF_BROKEN


SEEDS = [page(1), packed([INFO, page(1), page(2)]), record(URL, chunked(PAGE), http=[("Transfer-Encoding", "chunked")])]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_bytes_raise(data: st.DataObject) -> None:
    raw = bytearray(data.draw(st.sampled_from(SEEDS)))
    for _ in range(data.draw(st.integers(0, 6))):
        at = data.draw(st.integers(0, len(raw)))
        raw[at : at + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=30))
    for start in (b"", b"WARC/1.0\r\n"):
        stream = Stream(io.BytesIO(start + raw))
        numbers = [item.n for item in warc.pages(stream, Namer("x", None), Asides(), Index())]
        assert numbers == sorted(set(numbers))
        assert stream.read(1) == b""


def test_headers_that_no_record_may_hold_are_made_fit(path: Path) -> None:
    made = record("https://example.org/a\x00b", PAGE, HTML, warc=[("WARC-Date", "yesterday\x00")])
    path.write_bytes(made + record(URL, status="301 x\x00y", http=[("Location", "\x00" + "z" * 5000)]))
    page_, reject = (source.content for source in read(path))
    assert isinstance(page_, Page)
    assert isinstance(reject, Reject)
    assert (page_.url, page_.fetched_at) == ("https://example.org/a\ufffdb", None)
    assert len(reject.detail) <= found.LONGEST_DETAIL
