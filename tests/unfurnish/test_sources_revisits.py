"""Revisits: a capture that has no bytes of its own is read as the one that it refers to."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import sys
import tempfile
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import Page, Reject
from tests.unfurnish.webarchives import DATE, html, packed, page, pages, read, record, told
from unfurnish.sources import each, find
from unfurnish.sources.revisits import Index, Place

URL = "https://example.org/a"
OTHER = "https://example.org/b"
LATER = "2022-05-05T00:00:00Z"
ID = "<urn:uuid:11111111-1111-1111-1111-111111111111>"
PAGE = html("Words")
ORIGINAL = record(URL, PAGE, warc=[("WARC-Record-ID", ID)])
PROFILE = "http://netpreserve.org/warc/1.1/revisit/"
UNMODIFIED = ("WARC-Profile", f"{PROFILE}server-not-modified")


def digest(body: bytes) -> tuple[str, str]:
    return ("WARC-Payload-Digest", f"sha1:{base64.b32encode(hashlib.sha1(body).digest()).decode()}")


def revisit(url: str, *warc: tuple[str, str], status: str = "200 OK", content_type: str = "text/html") -> bytes:
    return record(url, b"", content_type, kind="revisit", status=status, warc=[("WARC-Date", LATER), *warc])


BY_ID = ("WARC-Refers-To", ID)
BY_ADDRESS = [("WARC-Refers-To-Target-URI", URL), ("WARC-Refers-To-Date", DATE)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where an archive may be written."""
    return tmp_path / "crawl"


@pytest.mark.parametrize("pack", [b"".join, packed])
@pytest.mark.parametrize(
    "made",
    [
        revisit(OTHER, BY_ID),
        revisit(OTHER, *BY_ADDRESS),
        revisit(OTHER, BY_ADDRESS[0], ("WARC-Refers-To-Date", "2021-04-12T05:46:00.000Z")),
        revisit(OTHER, digest(PAGE)),
        revisit(OTHER, ("WARC-Refers-To", "<urn:uuid:0>"), *BY_ADDRESS, digest(PAGE)),
        revisit(OTHER, BY_ADDRESS[0], UNMODIFIED, digest(b""), status="304 Not Modified", content_type="text/plain"),
    ],
)
def test_a_revisit_is_another_capture_of_what_it_refers_to(
    path: Path, made: bytes, pack: Callable[[list[bytes]], bytes]
) -> None:
    path.write_bytes(pack([page(1), ORIGINAL, page(3), made, page(5)]))
    first, found = (pages(path)[n] for n in (1, 3))
    assert (found.raw, found.media_type, found.charset) == (first.raw, first.media_type, first.charset)
    assert (found.source, found.url, found.fetched_at) == (f"{path}#4", OTHER, LATER)


def test_the_last_capture_of_an_address_is_the_one_that_was_not_modified(path: Path) -> None:
    newer = html("Other words")
    path.write_bytes(packed([ORIGINAL, record(URL, newer), revisit(URL, UNMODIFIED, status="304 Not Modified")]))
    assert pages(path)[2].raw == newer


def test_a_revisit_may_refer_to_a_revisit(path: Path) -> None:
    to = [("WARC-Refers-To-Target-URI", OTHER), ("WARC-Refers-To-Date", LATER)]
    path.write_bytes(ORIGINAL + revisit(OTHER, BY_ID) + revisit("https://example.org/c", *to))
    assert [page.raw for page in pages(path)] == [PAGE] * 3


def test_the_bytes_may_stand_in_an_archive_before(tmp_path: Path) -> None:
    (tmp_path / "1.warc.gz").write_bytes(packed([page(1), ORIGINAL]))
    (tmp_path / "2.warc").write_bytes(page(1) + revisit(OTHER, digest(PAGE)))
    found = list(each(find([str(tmp_path)]).pages))
    assert isinstance(found[-1].content, Page)
    assert (found[-1].path, found[-1].content.raw) == (f"{tmp_path}/2.warc#2", PAGE)
    (tmp_path / "1.warc.gz").unlink()
    assert told(tmp_path / "2.warc") == [(1, None), (2, "revisit")]


@pytest.mark.parametrize(
    ("original", "made", "reason", "detail"),
    [
        (
            b"",
            revisit(OTHER, *BY_ADDRESS, digest(PAGE)),
            "revisit",
            f"the same bytes as {URL} of {DATE}, which is in no archive before this one; "
            f"name the archive that has it first ({OTHER})",
        ),
        (
            b"",
            revisit(URL, UNMODIFIED, status="304 Not Modified"),
            "revisit",
            f"not modified since {URL}, which is in no archive before this one; "
            f"name the archive that has it first ({URL})",
        ),
        (
            record(URL, b"\x89PNG", "image/png", warc=[("WARC-Record-ID", ID)]),
            revisit(OTHER, BY_ID, UNMODIFIED, status="304 Not Modified", content_type="text/html"),
            "media_type",
            f"image/png, neither text nor HTML ({OTHER})",
        ),
        (ORIGINAL, revisit(OTHER, BY_ID, status="404 Gone"), "http_status", f"the server answered 404 Gone ({OTHER})"),
        (
            ORIGINAL,
            revisit(OTHER, BY_ID, content_type="application/pdf"),
            "media_type",
            f"application/pdf, neither text nor HTML ({OTHER})",
        ),
        # What it says of its bytes counts more than what it says of their place.
        (
            ORIGINAL,
            revisit(OTHER, BY_ID, digest(b"x")),
            "revisit",
            f"the same bytes as {OTHER}, but something else stands there; get the archive again ({OTHER})",
        ),
    ],
)
def test_what_cannot_be_resolved_is_rejected_with_the_reason(
    path: Path, original: bytes, made: bytes, reason: str, detail: str
) -> None:
    path.write_bytes(page(1) + original + made + page(4))
    *_, reject, last = read(path)
    assert isinstance(last.content, Page)
    assert isinstance(reject.content, Reject)
    assert (reject.content.reason, reject.content.detail) == (reason, detail)


def test_what_can_be_read_only_once_is_not_read_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    records = [page(1), ORIGINAL, revisit(OTHER, BY_ID)]
    path.write_bytes(gzip.compress(b"".join(records)))
    assert told(path) == [(1, None), (2, None), (3, "revisit")]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(packed(records))))
    *_, reject = each(find(["-"]).pages)
    assert isinstance(reject.content, Reject)
    assert "can be read only once" in reject.content.detail


def test_an_archive_that_changes_while_it_is_read_does_no_harm(path: Path) -> None:
    for change in (lambda: path.write_bytes(b"x" * 2000), path.unlink):
        path.write_bytes(packed([ORIGINAL, record(URL, bytes(200_000), "image/png"), revisit(OTHER, BY_ID)]))
        found = each(find([str(path)]).pages)
        first = next(found)
        # The file that is open goes on as it was.
        kept = path.with_name("kept")
        path.rename(kept)
        path.touch()
        change()
        assert isinstance(first.content, Page)
        assert [source.content.reason for source in found if isinstance(source.content, Reject)] == [
            "media_type",
            "revisit",
        ]
        kept.unlink()


def test_an_index_of_many_records_takes_little_memory() -> None:
    with Index() as index:
        tracemalloc.start()
        for n in range(6_000):
            index.note([("id", str(n)), ("payload", str(n % 7))], Place("x", n))
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert index.find([("id", "none"), ("id", "1234")]) == Place("x", 1234)
        assert index.find([("payload", "0")]) == Place("x", 5_999)
        assert index.find([("address", "1234")]) is None
    assert peak < 100_000


RECORDS = [ORIGINAL, page(2), revisit(OTHER, BY_ID), revisit(URL, *BY_ADDRESS), revisit(OTHER, digest(PAGE))]
SEEDS = [b"".join(RECORDS), packed(RECORDS)]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_damage_raises(data: st.DataObject) -> None:
    raw = bytearray(data.draw(st.sampled_from(SEEDS)))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(raw)))
        raw[at : at + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=30))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "crawl")
        path.write_bytes(b"WARC/1.0\r\n" + raw)
        assert all(source.content is not None for source in read(path))
