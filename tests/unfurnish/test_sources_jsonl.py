"""JSONL files: a page a line, whatever its fields are called; a bad line is told of with its number."""

from __future__ import annotations

import gzip
import io
import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import Page, Reject
from tests.unfurnish.webarchives import html, pages, read, told
from unfurnish.sources import jsonl
from unfurnish.sources.found import Namer
from unfurnish.sources.streams import Stream

URL = "https://example.org/a"
HTML = html("Words").decode()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where a file may be written; its name says nothing."""
    return tmp_path / "dump"


def lines(*records: object) -> bytes:
    return b"".join(json.dumps(record, ensure_ascii=False).encode() + b"\n" for record in records)


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_each_line_is_a_page(path: Path, pack: Any) -> None:
    path.write_bytes(pack(lines({"url": URL, "text": "Слова"}, {"url": f"{URL}b", "html": HTML})))
    common = {"site": None, "charset": "utf-8", "fetched_at": None}
    assert pages(path) == [
        Page(source=f"{path}#1", raw="Слова".encode(), url=URL, media_type="text/plain", **common),
        Page(source=f"{path}#2", raw=HTML.encode(), url=f"{URL}b", media_type="text/html", **common),
    ]


@pytest.mark.parametrize(
    ("record", "media_type", "words"),
    [
        ({"text": "a", "html": HTML}, "text/html", HTML),
        ({"html": " ", "text": "a"}, "text/plain", "a"),
        ({"raw": HTML}, "text/html", HTML),
        ({"raw": "a"}, "text/plain", "a"),
        ({"raw_content": "a", "text": 5}, "text/plain", "a"),
        ({"content": "a"}, "text/plain", "a"),
        ({"body": "a"}, "text/plain", "a"),
        ({"content": HTML}, "text/html", HTML),
        ({"Text": "a"}, "text/plain", "a"),
        ({"maintext": "a", "title": "b"}, "text/plain", "a"),
    ],
)
def test_the_page_is_looked_for_under_the_usual_names(
    path: Path, record: dict[str, Any], media_type: str, words: str
) -> None:
    path.write_bytes(lines(record))
    assert [(page.media_type, page.raw.decode()) for page in pages(path)] == [(media_type, words)]


@pytest.mark.parametrize(
    ("record", "fetched_at"),
    [
        ({"url": URL, "fetched_at": "2021-04-12T08:46:00+03:00"}, "2021-04-12T05:46:00Z"),
        ({"uri": URL, "timestamp": 1618206360}, "2021-04-12T05:46:00Z"),
        ({"link": URL, "timestamp": 1618206360000}, "2021-04-12T05:46:00Z"),
        ({"metadata": {"url": URL, "timestamp": "20210412054600"}}, "2021-04-12T05:46:00Z"),
        ({"warc_headers": {"warc-target-uri": URL, "warc-date": "2021-04-12T05:46:00Z"}}, "2021-04-12T05:46:00Z"),
        ({"WARC-Target-URI": URL, "WARC-Date": "2021-04-12T05:46:00Z"}, "2021-04-12T05:46:00Z"),
        ({"URL": URL, "Timestamp": "2021-04-12T05:46:00"}, "2021-04-12T05:46:00Z"),
        ({"final_url": URL, "timestamp": 12}, None),
        ({"url": URL, "timestamp": "2021-04-12"}, None),
        ({"url": URL, "timestamp": True, "meta": 5}, None),
        ({"url": URL, "date": "2021-04-12T05:46:00Z"}, None),  # may be of the text
    ],
)
def test_address_and_time_have_many_names(path: Path, record: dict[str, Any], fetched_at: str | None) -> None:
    path.write_bytes(lines({**record, "text": "a"}))
    assert [(page.url, page.fetched_at) for page in pages(path)] == [(URL, fetched_at)]


@pytest.mark.parametrize(
    ("line", "reason", "told"),
    [
        (b'{"text": "a"', "bad_json", "line 2 is no JSON: Expecting ',' delimiter at column 13"),
        (b"\xff\xfe\x00{", "bad_json", "line 2 is no JSON"),
        (b"[" * 100_000, "bad_json", "line 2 is nested too deeply"),
        (b"[1, 2]", "bad_json", "line 2 is no JSON object"),
        (b'{"url": "x"}', "no_content", "line 2 has no page in its fields (url); looked for are html, "),
        (b'{"text": "  "}', "no_content", "line 2 has no page in its fields (text)"),
        (b'{"text": ' + b"9" * 5000 + b"}", "bad_json", "line 2 holds a number of thousands of digits"),
        (b'{"text": "a\x00"}', "bad_json", "line 2 is no JSON: Invalid control character at column 12"),
        (b'{"text": "\xff"}', "bad_json", "line 2 is no JSON: not in UTF-8"),
    ],
)
def test_a_bad_line_is_a_reject_with_its_number_and_the_next_goes_on(
    path: Path, line: bytes, reason: str, told: str
) -> None:
    path.write_bytes(lines({"text": "a"}) + line + b"\n\n" + lines({"text": "b"}))
    first, bad, last = read(path)
    assert [first.path, bad.path, last.path] == [f"{path}#{n}" for n in (1, 2, 4)]
    assert isinstance(bad.content, Reject)
    assert bad.content.reason == reason
    assert bad.content.detail.startswith(told)
    assert bad.raw.strip() == line


def test_the_first_line_may_be_the_bad_one(path: Path) -> None:
    path.write_bytes(b'{"text": oops}\n' + lines({"text": "a"}))
    assert told(path) == [(1, "bad_json"), (2, None)]


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b'{\n  "text": "a"\n}\n', "not one object a line"),
        (b'[\n  {"text": "a"}]', "not one object a line"),
        (b'\xef\xbb\xbf[{"text": "a"}]', "not one object a line"),
        ('{"text": "a"}\n'.encode("utf-16"), "UTF-16"),
    ],
)
def test_json_that_is_no_jsonl_is_refused_with_what_to_do(path: Path, raw: bytes, told: str) -> None:
    path.write_bytes(raw)
    (source,) = read(path)
    assert isinstance(source.content, Reject)
    assert source.content.reason == "unsupported"
    assert told in source.content.detail


@pytest.mark.parametrize(
    "head", ['{"@context": "https://schema.org"}', '{\n "@context": "https://schema.org"\n}', "[1]"]
)
def test_a_text_may_have_json_above_it(path: Path, head: str) -> None:
    path.write_text(f"{head}\nWords\n")
    assert [source.archive for source in read(path)] == [None]


def test_what_no_text_may_hold_is_left_to_the_engine(path: Path) -> None:
    path.write_bytes(b'{"text": "a\\ud800\\u0000b", "url": "https://example.org/\\ud800\\u0000"}\n')
    (page,) = pages(path)
    assert (page.raw, page.url) == (b"a\xed\xa0\x80\x00b", "https://example.org/?\ufffd")


def test_a_line_that_is_too_long_is_not_read_into_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "LARGEST", 1_000_000)
    # Packed, the line of 100 MB is small.
    file = io.BytesIO()
    with gzip.open(file, "wb", compresslevel=1) as out:
        out.write(b'{"text": "')
        for _ in range(100):
            out.write(b"x" * 1_000_000)
        out.write(b'"}\n' + lines({"text": "a"}))
    file.seek(0)
    tracemalloc.start()
    found = list(jsonl.pages(Stream(file), Namer("x", None)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [item.n for item in found] == [1, 2]
    assert found[0].is_reject("too_large")
    assert isinstance(found[1].content, Page)
    assert peak < 10_000_000


@pytest.mark.parametrize(("end", "reasons"), [(-30, [None, "bad_json", "truncated"]), (-2, [None, None, "truncated"])])
def test_a_truncated_file_is_told_of(path: Path, end: int, reasons: list[str | None]) -> None:
    words = " ".join(str(n * n) for n in range(3000))
    path.write_bytes(gzip.compress(lines({"text": "a"}, {"text": words}))[:end])
    assert [reason for _, reason in told(path)] == reasons


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.one_of(st.binary(max_size=40), st.sampled_from([b'{"text": "a"}', b"{", b"\n", b'{"html": 1e999}'])))
)
def test_no_bytes_raise(parts: list[bytes]) -> None:
    raw = b"\n".join(parts)
    numbers = [found.n for found in jsonl.pages(Stream(io.BytesIO(raw)), Namer("x", None))]
    assert numbers == sorted(set(numbers))


def test_a_line_without_a_page_is_told_with_its_fields(path: Path) -> None:
    path.write_bytes(lines({"Markdown": "a", "id": 5}, {}))
    details = [source.content.detail for source in read(path) if isinstance(source.content, Reject)]
    assert [detail.partition(";")[0] for detail in details] == [
        "line 1 has no page in its fields (markdown, id)",
        "line 2 has no page in its fields (none)",
    ]


def test_a_mark_of_utf_8_is_no_part_of_the_first_line(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbf" + lines({"text": "a"}))
    assert [page.raw for page in pages(path)] == [b"a"]
