"""Folders of pages, and archives to put them into."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from unfurnish.store.schema import open_archive

MakeFolder = Callable[[dict[str, str | bytes]], Path]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Return where an archive may be made."""
    return tmp_path / "corpus.db"


@pytest.fixture
def db(archive: Path) -> Iterator[Database]:
    """Return a new archive, open."""
    with open_archive(archive, create=True) as db:
        yield db


@pytest.fixture
def folder(tmp_path: Path) -> MakeFolder:
    """Return a function that writes files, given by relative name, into a folder `pages` and returns it."""

    def make(files: dict[str, str | bytes]) -> Path:
        pages = tmp_path / "pages"
        for name, content in files.items():
            path = pages / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return pages

    return make
