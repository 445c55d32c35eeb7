"""Pages cleaned with what they have in common, without an archive: counted first, then cleaned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from cleaners import Engine
from cleaners.repetition import Counts, Snapshot
from schemas import Cleaned, Page, Reject
from unfurnish import sources
from unfurnish.sources import STANDARD_INPUT, Source


class Together:
    """An engine that knows what the pages given have in common: those of a site, and of no site those of a folder.

    All pages are read once to count their lines; a stream, which cannot be read again, is kept in memory.
    """

    def __init__(self, engine: Engine, pages: Iterable[Source], media_type: str | None = None) -> None:
        self._media_type = media_type
        self._streams: dict[str, Page | Reject] = {}
        sites: defaultdict[str, Counts] = defaultdict(Counts)
        folders: defaultdict[str, Counts] = defaultdict(Counts)
        for source in pages:
            page = self._read(source)
            decoded = page if isinstance(page, Reject) else engine.decode(page)
            if not isinstance(decoded, Reject):
                group = folders[_folder(source)] if decoded.site is None else sites[decoded.site]
                group.add(engine.page_lines(decoded.text))
        known: dict[str, Snapshot] = {site: counts.snapshot(site) for site, counts in sites.items()}
        self._engine = engine.with_snapshots(known)
        self._of_folder = {
            folder: engine.with_snapshots(known, counts.snapshot(folder)) for folder, counts in folders.items()
        }

    def clean(self, source: Source) -> Cleaned | Reject:
        """Clean one of the pages."""
        found = self.read(source)
        return found if isinstance(found, Reject) else found[0].clean(found[1])

    def read(self, source: Source) -> tuple[Engine, Page] | Reject:
        """Return one of the pages, and the engine that knows what it has in common with others."""
        page = self._read(source)
        return page if isinstance(page, Reject) else (self._of_folder.get(_folder(source), self._engine), page)

    def _read(self, source: Source) -> Page | Reject:
        if source.path in self._streams:
            return self._streams[source.path]
        page = sources.read(source)
        if isinstance(page, Page):
            page = page.model_copy(update={"media_type": self._media_type})
        if sources.size(source) is None:
            self._streams[source.path] = page
        return page


def _folder(source: Source) -> str:
    return source.path if source.path == STANDARD_INPUT else sources.printable(str(Path(source.path).absolute().parent))
