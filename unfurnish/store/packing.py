"""Bytes of pages and rejects as the archive keeps them: packed with zlib."""

import zlib

from unfurnish.errors import ArchiveDamaged


def packed(raw: bytes) -> bytes:
    """Return bytes as they are kept."""
    return zlib.compress(raw)


def unpacked(kept: bytes, row: str) -> bytes:
    """Return bytes as they came in; `row` names where they are kept.

    Raises ArchiveDamaged: SQLite does not see what has become of bytes within a row.
    """
    try:
        return zlib.decompress(kept)
    except zlib.error as error:
        raise ArchiveDamaged(
            f"{row}: its bytes in the database are damaged; restore the database, or ingest the pages into a new file"
        ) from error
