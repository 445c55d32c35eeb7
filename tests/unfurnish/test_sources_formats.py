"""What a file is, its content tells, however it is packed and named."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import tempfile
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import Page, Reject
from tests.unfurnish.webarchives import page, read
from unfurnish.sources import Source, loaded
from unfurnish.sources.formats import HEAD, is_html, not_read, recognise
from unfurnish.sources.streams import Stream


@pytest.mark.parametrize(
    ("head", "is_"),
    [
        (b"<!DOCTYPE html>", True),
        (b"\xef\xbb\xbf\r\n<html lang=en>", True),
        (b"<!-- saved --><p>", True),
        (b"<p>Words", True),
        (b'<div class="a">', True),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "x"><html xmlns="y">', True),
        ("<!doctype html>".encode("utf-16"), True),
        (b"Words of <b>a page</b>", False),
        (b"<person@example.org> wrote:", False),
        (b"<?xml version='1.0'?><rss>", False),
        (b"<pre-war years", False),
        (b"<", False),
        (b"", False),
    ],
)
def test_html_is_told_by_its_first_tag(head: bytes, is_: bool) -> None:
    assert is_html(head) is is_


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"WARC/1.0\r\n", "warc"),
        (b"\r\n\r\nWARC/1.1\r\n", "warc"),
        (b"\xef\xbb\xbfWARC/1.0\r\n", "warc"),
        (b"WARC is a format.\n", "page"),
        (b'{"text": "a"}\n', "jsonl"),
        (b'{"text": "a', "page"),
        (b'{"text": "' + b"a" * 20_000, "jsonl"),
        (b'{"text": oops}\n{"text": "a"}\n', "jsonl"),
        (b'{\n  "text": "a"\n}', "page"),
        (b'["a"]', "page"),
        (b"Words\n", "page"),
        (b"", "page"),
    ],
)
def test_a_file_is_recognised_by_its_first_bytes(head: bytes, kind: str) -> None:
    assert recognise(head) == kind


def test_a_page_may_be_packed(tmp_path: Path) -> None:
    path = tmp_path / "page"
    for raw, media_type in ((b"Words", None), (b"<p>Words", "text/html")):
        path.write_bytes(gzip.compress(raw[:3]) + gzip.compress(raw[3:]))
        assert one(path).content == Page(source=str(path), raw=raw, media_type=media_type)


@pytest.mark.parametrize(("end", "flipped", "reason"), [(-9, None, "truncated"), (None, -7, "damaged")])
def test_a_pack_that_is_not_whole_is_rejected_with_what_could_be_unpacked(
    tmp_path: Path, end: int | None, flipped: int | None, reason: str
) -> None:
    path = tmp_path / "page"
    raw = b" ".join(b"%d" % (n * n) for n in range(50_000))
    packed = bytearray(gzip.compress(raw))
    if flipped is not None:
        packed[flipped] ^= 0xFF
    path.write_bytes(packed[:end])
    found = one(path)
    assert isinstance(found.content, Reject)
    assert found.content.reason == reason
    assert found.raw
    assert raw.startswith(found.raw)


MHTML = b"From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="


@pytest.mark.parametrize(
    "magic", [b"filedesc://x 1.1.1.1", b"\x28\xb5\x2f\xfd", bz2.compress(b"x"), lzma.compress(b"x"), MHTML]
)
@pytest.mark.parametrize("words", [100, HEAD])
def test_archives_that_are_not_read_are_no_pages_and_their_beginning_is_kept(
    tmp_path: Path, magic: bytes, words: int
) -> None:
    content = magic + b" words" * words
    (tmp_path / "archive").write_bytes(content)
    found = one(tmp_path / "archive")
    assert isinstance(found.content, Reject)
    assert found.content.reason == "unsupported"
    assert (found.raw, found.cut) == (content[:HEAD], words == HEAD)


def test_a_letter_with_its_head_is_a_page(tmp_path: Path) -> None:
    (tmp_path / "letter").write_bytes(b"From: Ann\r\nTo: Bob\r\n\r\nWhat does Content-Type: multipart/related mean?")
    assert isinstance(one(tmp_path / "letter").content, Page)


def test_a_pipe_is_read_once_whatever_is_in_it(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    for content, found in ((b"Words", [str(fifo)]), (page(1) + page(2), [f"{fifo}#1", f"{fifo}#2"])):
        writer = threading.Thread(target=fifo.write_bytes, args=(content,))
        writer.start()
        assert [source.path for source in read(fifo) if isinstance(source.content, Page)] == found
        writer.join()


def one(path: Path) -> Source:
    """Return what is in a file of one page, read."""
    (source,) = read(path)
    return loaded(source)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(st.binary(max_size=300), st.binary(max_size=300).map(gzip.compress)), max_size=8), st.data())
def test_a_stream_gives_all_that_can_be_unpacked_in_any_portions(parts: list[bytes], data: st.DataObject) -> None:
    raw = b"".join(parts)
    whole = Stream(io.BytesIO(raw)).read_up_to(10_000_000)
    stream = Stream(io.BytesIO(raw))
    pieces = []
    while stream.peek(1):
        before = stream.offset
        size = data.draw(st.integers(1, 400))
        piece = stream.read(size) if data.draw(st.booleans()) else stream.read_line(size)
        assert 0 < len(piece) <= size
        if data.draw(st.booleans()):
            stream.unread(piece)
            assert stream.peek(len(piece)) == piece
            piece = stream.read_up_to(len(piece))
        assert stream.offset == before + len(piece)
        pieces.append(piece)
    assert b"".join(pieces) == whole
    if not raw.startswith(b"\x1f\x8b\x08"):
        assert whole == raw


BEGINNINGS = [b"", b"\x1f\x8b\x08\x00", b"WARC/1.0\r\n", b'{"text": "a"}\n', b"<p>", b"\xef\xbb\xbf{", page(1)[:200]]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(BEGINNINGS), st.binary(max_size=400), st.integers(0, 2))
def test_no_bytes_raise_whatever_they_begin_with(beginning: bytes, rest: bytes, times: int) -> None:
    raw = beginning + rest
    for _ in range(times):
        raw = gzip.compress(raw)
    with tempfile.NamedTemporaryFile() as file:
        Path(file.name).write_bytes(raw)
        found = [loaded(source) for source in read(Path(file.name))]
    assert all(source.content is not None for source in found)
    assert len({source.path for source in found}) == len(found)


def test_a_page_of_indented_labels_takes_no_time_to_recognise() -> None:
    indented = b"".join(b" " * 40 + b"Part %d: text\n" % number for number in range(30))
    assert not_read(indented) is None
