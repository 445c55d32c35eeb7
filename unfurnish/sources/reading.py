"""From files to the pages in them, one at a time."""

from __future__ import annotations

import sys
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from pathlib import Path

from schemas import Page, Reject
from unfurnish.sources.formats import HEAD, HTML, is_html, not_read, recognise
from unfurnish.sources.found import DAMAGED, KEPT_OF_BROKEN, TRUNCATED, Asides, Namer
from unfurnish.sources.meter import Meter
from unfurnish.sources.paths import STANDARD_INPUT, Source, size
from unfurnish.sources.revisits import Index
from unfurnish.sources.streams import Stream

LARGEST = 200_000_000
"""Bytes of the largest file that is taken for a page; SQLite could hold five times that."""


def each(found: Iterable[Source], asides: Asides | None = None, meter: Meter | None = None) -> Iterator[Source]:
    """Yield a source for each page: that of a file which is one page as it is, and those in archives, read.

    Archives are read forward, with little of them in memory at a time. Records that tell about pages and are none are
    counted in `asides`, by kind; how far it has come, `meter` tells.
    """
    asides = Asides() if asides is None else asides
    meter = Meter() if meter is None else meter
    with Index() as seen:
        for source in found:
            meter.begin()
            for page in [source] if source.content is not None else _each_in(source, asides, seen, meter):
                meter.pages += 1
                yield page
    meter.begin()


def rereadable(found: Iterable[Source], asides: Asides | None = None) -> list[Source]:
    """Return sources that `each` can go through again: streams are read now, and their pages are kept in memory."""
    return [kept for source in found for kept in (each([source], asides) if size(source) is None else [source])]


def read(source: Source) -> Page | Reject:
    """Read one page. A file that cannot be read, or is too large to be a page, is a reject."""
    content = loaded(source).content
    assert content is not None
    return content


def loaded(source: Source) -> Source:
    """Read the page of a source, if it was not read already."""
    if source.content is not None:
        return source
    if (size(source) or 0) > LARGEST:
        return _too_large(source)
    try:
        with _opened(source) as stream:
            return _page(source, stream)
    except OSError as error:
        return _unreadable(source, error)


def raw_in_archive(reject: Reject) -> bytes | None:
    """Return the bytes of what an archive holds that is no page; None if it is not there, or not as it was.

    Raises OSError where the archive cannot be read.
    """
    archive, _, number = reject.source.rpartition("#")
    if archive in ("", STANDARD_INPUT) or not number.isdecimal():
        return None
    with _opened(Source(archive, None)) as stream, Index() as seen:
        if recognise(stream.peek(HEAD)) != "warc":
            return None
        from unfurnish.sources import warc

        n = int(number)
        records = warc.pages(stream, Namer(archive, None), Asides(), seen, path=archive, whole=n)
        return next((found.raw for found in records if found.n == n and found.content == reject), None)


def _each_in(source: Source, asides: Asides, seen: Index, meter: Meter) -> Iterator[Source]:
    n = 0
    try:
        with _opened(source) as stream:
            namer = Namer(source.name, source.site)
            head = stream.peek(HEAD)
            if (what := not_read(head)) is not None:
                reject = Reject(source=source.name, reason="unsupported", detail=what)
                yield source._replace(content=reject, raw=head, cut=len(stream.peek(HEAD + 1)) > HEAD)
                return
            kind = recognise(head)
            if kind == "page":
                # What can be read again is left to the process that cleans it.
                yield _page(source, stream) if size(source) is None else source
                return
            meter.within(stream)
            # Imported when they are met: with the libraries that they need, they take longer than many a page.
            if kind == "warc":
                stream.read(len(BOM_UTF8) if head.startswith(BOM_UTF8) else 0)
                from unfurnish.sources import warc

                path = None if size(source) is None else source.path
                archive = warc.pages(stream, namer, asides, seen, path=path)
            else:
                from unfurnish.sources import jsonl

                archive = jsonl.pages(stream, namer)
            for found in archive:
                n = found.n
                yield Source(f"{source.path}#{n}", source.site, found.content, found.raw, found.cut, source.path)
    except OSError as error:
        unread = Source(f"{source.path}#{n + 1}", source.site, archive=source.path) if n else source
        yield _unreadable(unread, error)


def _opened(source: Source) -> Stream:
    # Closing its copy, not standard input itself.
    if source.path == STANDARD_INPUT:
        return Stream(sys.stdin.buffer, closes=False)
    return Stream(Path(source.path).open("rb"))


def _page(source: Source, stream: Stream) -> Source:
    raw = stream.read_up_to(LARGEST + 1)
    if len(raw) > LARGEST:
        return _too_large(source)
    if stream.lost or stream.truncated:
        reason, detail = DAMAGED if stream.lost else TRUNCATED
        reject = Reject(source=source.name, reason=reason, detail=detail)
        return source._replace(content=reject, raw=raw[:KEPT_OF_BROKEN], cut=len(raw) > KEPT_OF_BROKEN)
    media_type = HTML if is_html(raw) else None
    return source._replace(content=Page(source=source.name, raw=raw, site=source.site, media_type=media_type))


def _too_large(source: Source) -> Source:
    detail = f"larger than {LARGEST // 1_000_000} MB; split it into its pages"
    return source._replace(content=Reject(source=source.name, reason="too_large", detail=detail))


def _unreadable(source: Source, error: OSError) -> Source:
    detail = f"cannot be read: {(error.strerror or str(error)).lower()}"
    return source._replace(content=Reject(source=source.name, reason="unreadable", detail=detail))
