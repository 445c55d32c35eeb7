"""One process at a time: two crawls of one site would ask its hosts twice as often as they want to be asked."""

from __future__ import annotations

import fcntl
import os
from contextlib import suppress
from pathlib import Path

from unfurnish.errors import CrawlUnderway


class Turn:
    """The right to crawl a site into an archive. It ends with the process, if not before.

    It is a lock on a file beside the archive, which a process that is killed leaves behind, and the next one takes
    over. Raises CrawlUnderway.
    """

    def __init__(self, archive: Path, site: str) -> None:
        self._path = archive.with_name(f"{archive.name}-crawl-{site}")
        while True:
            self._file = self._path.open("ab")
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                self._file.close()
                raise CrawlUnderway(
                    f"{site}: another process is crawling it into {archive}; wait for it and run the same command again"
                ) from None
            with suppress(FileNotFoundError):
                if os.path.samestat(self._path.stat(), os.fstat(self._file.fileno())):
                    return
            self._file.close()  # whose turn it was has just removed it

    def end(self) -> None:
        """Let others have their turn."""
        self._path.unlink(missing_ok=True)
        self._file.close()
