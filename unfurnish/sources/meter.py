"""How far the reading of files has come, and how many pages that makes in all."""

from __future__ import annotations

from collections.abc import Iterable

from unfurnish.sources.paths import Source, size
from unfurnish.sources.streams import Stream


class Meter:
    """Kept by `each`, as it goes through the sources."""

    def __init__(self, found: Iterable[Source] = ()) -> None:
        self._sizes = [size(source) for source in found]
        self._size = None if None in self._sizes else sum(size or 0 for size in self._sizes)
        self._begun = 0
        self._passed = 0
        self._archive: Stream | None = None
        self._archives = 0
        self.pages = 0
        """Pages so far, those among them that were refused."""

    def begin(self) -> None:
        """Go on to the next source."""
        if 0 < self._begun <= len(self._sizes):
            self._passed += self._sizes[self._begun - 1] or 0
        self._archive = None
        self._begun += 1

    def within(self, archive: Stream) -> None:
        """Note that the present source is an archive, which is read through a stream."""
        self._archive = archive
        self._archives += 1

    @property
    def total(self) -> int | None:
        """Pages in all: as many as there are files, unless archives are among them; then estimated by the bytes read.

        The estimate has two figures. None where nobody can know: before an archive, or in a stream.
        """
        if self._begun > len(self._sizes):  # the end
            return self.pages
        if not self._archives:
            return len(self._sizes)
        read = self._passed + (self._archive.taken if self._archive else 0)
        if self._size is None or not read:
            return None
        return max(self.pages, int(float(f"{self.pages * self._size / read:.2g}")))
