"""Pages in JSONL files: one object a line, with the page under one of the names that such files use."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from unfurnish.sources.formats import HTML, TEXT, is_html
from unfurnish.sources.found import DAMAGED, LARGEST, TRUNCATED, Found, Namer, instant
from unfurnish.sources.streams import BLOCK, Stream

_CONTENTS: dict[str, str | None] = {
    **dict.fromkeys(["html", "raw_html", "page_html", "html_content"], HTML),
    **dict.fromkeys(["raw", "raw_content"], None),
    **dict.fromkeys(["text", "raw_text", "content", "body"], TEXT),
}
"""Where a page is looked for, in this order, and what it then is; None: what it looks like."""

_ADDRESSES = ("url", "uri", "source_url", "link", "warc-target-uri", "WARC-Target-URI")
_TIMES = tuple("fetched_at crawled_at crawl_date date_crawled date_download timestamp warc-date WARC-Date".split())
_WITHIN = ("metadata", "meta", "warc_headers")
"""Objects in which address and time may lie too."""

_SECONDS = 100_000_000  # to 1973


def pages(stream: Stream, namer: Namer) -> Iterator[Found]:
    """Yield the page of each line, and rejects for lines that hold none; N is the number of the line."""
    n = 0
    while line := stream.read_line(LARGEST):
        n += 1
        if not line.endswith(b"\n") and stream.peek(1):
            # The line goes on: it is read past, block by block.
            while (rest := stream.read_line(BLOCK)) and not rest.endswith(b"\n"):
                pass
            detail = f"line {n} is longer than {LARGEST // 1_000_000} MB"
            yield namer.reject(n, "too_large", detail, line)
        elif line.strip():
            yield _page(n, line, namer)
    if stream.lost:
        yield namer.reject(n + 1, *DAMAGED)
    if stream.truncated:
        yield namer.reject(n + 1, *TRUNCATED)


def _page(n: int, line: bytes, namer: Namer) -> Found:
    try:
        record = json.loads(line.removeprefix(b"\xef\xbb\xbf").rstrip())
    except RecursionError:
        return namer.reject(n, "bad_json", f"line {n} is nested too deeply", line)
    except json.JSONDecodeError as error:
        return namer.reject(n, "bad_json", f"line {n} is no JSON: {error.msg} at column {error.colno}", line)
    except ValueError as error:  # no UTF-8, or a number of thousands of digits
        return namer.reject(n, "bad_json", f"line {n} is no JSON: {error}", line)
    if not isinstance(record, dict):
        return namer.reject(n, "bad_json", f"line {n} is no JSON object", line)
    for name, media_type in _CONTENTS.items():
        if isinstance(content := record.get(name), str) and content.strip():
            # Halves of surrogate pairs go on as they are; the engine marks them as damage.
            raw = content.encode(errors="surrogatepass")
            return namer.page(
                n,
                raw,
                url=_address(record),
                media_type=media_type or (HTML if is_html(raw) else TEXT),
                charset="utf-8",
                fetched_at=_time(record),
            )
    return namer.reject(n, "no_content", f"line {n} has no text under any of {', '.join(_CONTENTS)}", line)


def _address(record: Mapping[str, Any]) -> str | None:
    values = (value.strip() for value in _values(record, _ADDRESSES) if isinstance(value, str))
    return next((value for value in values if value), None)


def _time(record: Mapping[str, Any]) -> str | None:
    times = (instant(value) if isinstance(value, str) else _unix(value) for value in _values(record, _TIMES))
    return next((time for time in times if time), None)


def _values(record: Mapping[str, Any], names: Iterable[str]) -> Iterator[object]:
    for place in (record, *(record.get(name) for name in _WITHIN)):
        if isinstance(place, dict):
            yield from (place[name] for name in names if name in place)


def _unix(value: object) -> str | None:
    # Seconds since 1970, or as some write it milliseconds; small numbers count something else.
    if not isinstance(value, (int, float)) or not _SECONDS <= value < _SECONDS**2:
        return None
    try:
        return instant(datetime.fromtimestamp(value / 1000 if value > 1000 * _SECONDS else value, UTC).isoformat())
    except (ValueError, OverflowError, OSError):
        return None
