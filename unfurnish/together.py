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

    All pages are read once to count their lines, and once more to be cleaned; what can be read only once is to be
    read before (sources.rereadable).
    """

    def __init__(self, engine: Engine, pages: Iterable[Source], media_type: str | None = None) -> None:
        self._media_type = media_type
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
        page = sources.read(source)
        if isinstance(page, Reject) or self._media_type is None:
            return page
        return page.model_copy(update={"media_type": self._media_type})


def _folder(source: Source) -> str:
    """Return what a page of no site shares with its like: the folder that it lies in, or its archive."""
    if source.archive is not None or source.path == STANDARD_INPUT:
        return source.archive or source.path
    return sources.printable(str(Path(source.path).absolute().parent))
