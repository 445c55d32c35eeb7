"""What can go wrong around an ingest ends in an error that says what to do, and loses nothing."""

import multiprocessing
import os
import signal
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from schemas import Cleaned, Page, Reject
from tests.unfurnish.archives import contents, many
from tests.unfurnish.conftest import MakeFolder
from tests.unfurnish.fake_engine import FakeEngine
from unfurnish import ingest as module
from unfurnish import labelling
from unfurnish.errors import ArchiveBusy, ArchiveFull, WorkerDied
from unfurnish.ingest import ingest
from unfurnish.store.schema import open_archive, transaction


def prepare(monkeypatch: pytest.MonkeyPatch, pragma: str) -> None:
    """Set a pragma on each database that ingest opens."""

    def opened(*args: Any, **options: Any) -> Database:
        db = open_archive(*args, **options)
        db.execute(f"PRAGMA {pragma}")
        return db

    monkeypatch.setattr(module, "open_archive", opened)


@pytest.mark.parametrize("room", [60, 70, 80])
def test_a_full_disk_stops_with_a_clear_word_and_more_room_completes_the_archive(
    archive: Path, folder: MakeFolder, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    monkeypatch.setattr(labelling, "BATCH_PAGES", 10)
    pages = str(folder({name: page * 40 for name, page in many(80).items()}))
    with monkeypatch.context() as patch:
        prepare(patch, f"max_page_count = {room}")
        with pytest.raises(ArchiveFull, match="make room and run the same command again"):
            ingest(archive, [pages], jobs=1, engine=FakeEngine)
    assert contents(archive)["runs"]
    ingest(archive, [pages], jobs=1, engine=FakeEngine)
    whole = archive.with_name("whole.db")
    ingest(whole, [pages], jobs=1, engine=FakeEngine)
    assert contents(archive) == contents(whole)


def test_while_another_process_writes_there_is_a_clear_word(
    archive: Path, folder: MakeFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(monkeypatch, "busy_timeout = 0")
    with (
        open_archive(archive, create=True) as other,
        transaction(other),
        pytest.raises(ArchiveBusy, match="another process is writing"),
    ):
        ingest(archive, [str(folder({"a.txt": "words"}))], engine=FakeEngine)


class DeadlyEngine(FakeEngine):
    """An engine that takes its process with it, as running out of memory does; but not the tests' own process."""

    def clean(self, page: Page) -> Cleaned | Reject:
        if multiprocessing.parent_process() is not None:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().clean(page)


def test_a_worker_that_dies_is_told_of_and_nothing_is_lost(
    archive: Path, folder: MakeFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(labelling, "BATCH_PAGES", 2)
    pages = str(folder(many(12)))
    whole = archive.with_name("whole.db")
    ingest(whole, [pages], jobs=1, engine=DeadlyEngine)
    with pytest.raises(WorkerDied, match="fewer --jobs"):
        ingest(archive, [pages], jobs=2, engine=DeadlyEngine)
    ingest(archive, [pages], jobs=1, engine=DeadlyEngine)
    assert contents(archive) == contents(whole)
