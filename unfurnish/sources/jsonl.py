"""Pages in JSONL files: one object a line, with the page under one of the names that such files use."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from unfurnish.sources.formats import HTML, TEXT, is_html
from unfurnish.sources.found import DAMAGED, LARGEST, TRUNCATED, Found, Namer, instant
from unfurnish.sources.streams import BLOCK, Stream

_CONTENTS: dict[str, str] = {
    **dict.fromkeys("html raw_html page_html html_content".split(), HTML),
    **dict.fromkeys("raw raw_content text raw_text content page_content full_text maintext body article".split(), TEXT),
}
"""Where a page is looked for, in this order and in any case, and what it is if it does not look like HTML."""

_ADDRESSES = tuple("url uri source_url page_url final_url link href warc-target-uri warc_target_uri".split())
# Not `date`: of the crawl for some, of publication for others.
_TIMES = tuple("fetched_at crawled_at crawl_date date_crawled date_download timestamp warc-date warc_date".split())
_WITHIN = ("metadata", "meta", "warc_headers")
"""Objects in which address and time may lie too."""

_MOST_NAMES = 10

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
        wrong = f"{error.msg.removesuffix(' at')} at column {error.colno}"
        return namer.reject(n, "bad_json", f"line {n} is no JSON: {wrong}", line)
    except UnicodeDecodeError:
        return namer.reject(n, "bad_json", f"line {n} is no JSON: not in UTF-8", line)
    except ValueError:
        return namer.reject(n, "bad_json", f"line {n} holds a number of thousands of digits", line)
    if not isinstance(record, dict):
        return namer.reject(n, "bad_json", f"line {n} is no JSON object", line)
    record = _lowered(record)
    for name, media_type in _CONTENTS.items():
        if isinstance(content := record.get(name), str) and content.strip():
            # Halves of surrogate pairs go on as they are; the engine marks them as damage.
            raw = content.encode(errors="surrogatepass")
            return namer.page(
                n,
                raw,
                url=_address(record),
                media_type=HTML if is_html(raw) else media_type,
                charset="utf-8",
                fetched_at=_time(record),
            )
    fields = ", ".join(list(record)[:_MOST_NAMES]) or "none"
    detail = f"line {n} has no page in its fields ({fields}); looked for are {', '.join(_CONTENTS)}"
    return namer.reject(n, "no_content", detail, line)


def _address(record: Mapping[str, Any]) -> str | None:
    values = (value.strip() for value in _values(record, _ADDRESSES) if isinstance(value, str))
    return next((value for value in values if value), None)


def _time(record: Mapping[str, Any]) -> str | None:
    times = (instant(value) if isinstance(value, str) else _unix(value) for value in _values(record, _TIMES))
    return next((time for time in times if time), None)


def _values(record: Mapping[str, Any], names: Iterable[str]) -> Iterator[object]:
    for place in (record, *(record.get(name) for name in _WITHIN)):
        if isinstance(place, dict):
            lowered = _lowered(place)
            yield from (lowered[name] for name in names if name in lowered)


def _lowered(record: Mapping[str, Any]) -> dict[str, Any]:
    return {name.lower(): value for name, value in record.items()}


def _unix(value: object) -> str | None:
    # Seconds since 1970, or as some write it milliseconds; small numbers count something else.
    if not isinstance(value, (int, float)) or not _SECONDS <= value < _SECONDS**2:
        return None
    try:
        return instant(datetime.fromtimestamp(value / 1000 if value > 1000 * _SECONDS else value, UTC).isoformat())
    except (ValueError, OverflowError, OSError):
        return None
