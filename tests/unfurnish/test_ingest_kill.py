"""Killed at any instant, an ingest leaves a sound archive, and the same command completes it."""

import multiprocessing
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.unfurnish.archives import contents, many, watching
from tests.unfurnish.fake_engine import FakeEngine
from unfurnish import labelling
from unfurnish.ingest import Report, ingest
from unfurnish.labelling import Interrupted
from unfurnish.store import counts, links, write

PAGES = 24
INSTANTS = 20


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make several batches in each phase of a few pages."""
    monkeypatch.setattr(labelling, "BATCH_PAGES", 5)


@dataclass
class Undisturbed:
    """A folder of pages, and what becomes of it if nothing happens."""

    pages: str
    contents: dict[str, list[tuple[Any, ...]]]
    statements: int
    """How many SQL statements that takes."""
    report: Report


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    """Return what each test compares with."""
    folder = tmp_path_factory.mktemp("pages")
    for name, page in many(PAGES).items():
        (folder / name).write_bytes(page.encode() if isinstance(page, str) else page)
    archive = tmp_path_factory.mktemp("archive") / "corpus.db"
    seen: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(labelling, "BATCH_PAGES", 5)
        report = watched(archive, str(folder), seen.append)
    return Undisturbed(str(folder), contents(archive), len(seen), report)


def watched(archive: Path, pages: str, watch: Callable[[str], object]) -> Report:
    """Ingest in this process; `watch` is told of each SQL statement, from those that make the tables on."""
    with watching(watch):
        return ingest(archive, [pages], jobs=1, engine=FakeEngine)


def killed(archive: Path, pages: str, instant: int) -> None:
    """Ingest in a process that is killed when it is about to run its n-th statement."""
    left = instant

    def count(_: str) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    process = multiprocessing.get_context("fork").Process(target=watched, args=(archive, pages, count))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL


def complete(archive: Path, undisturbed: Undisturbed) -> None:
    """Run the same command again, to the end, and check that nothing is missing, double or different."""
    assert ingest(archive, [undisturbed.pages], jobs=1, engine=FakeEngine) == undisturbed.report
    assert contents(archive) == undisturbed.contents


def test_undisturbed_labels_depend_on_snapshots(undisturbed: Undisturbed) -> None:
    assert len(undisturbed.contents["snapshots"]) == 2
    assert sum("fake/repeated" in row for row in undisturbed.contents["spans"]) > PAGES // 3


@pytest.mark.parametrize("seed", range(INSTANTS))
def test_killed_at_any_instant_it_is_completed_to_the_same_archive(
    archive: Path, undisturbed: Undisturbed, seed: int
) -> None:
    first, end = (n * undisturbed.statements // INSTANTS for n in (seed, seed + 1))
    killed(archive, undisturbed.pages, random.Random(seed).randrange(first, end))
    complete(archive, undisturbed)


def test_killed_again_and_again_it_is_completed_to_the_same_archive(archive: Path, undisturbed: Undisturbed) -> None:
    chance = random.Random(1)
    for _ in range(5):
        killed(archive, undisturbed.pages, chance.randrange(undisturbed.statements // 4))
    complete(archive, undisturbed)


def test_ctrl_c_between_batches_keeps_what_is_done_and_says_how_much(archive: Path, undisturbed: Undisturbed) -> None:
    steps = [("store", 10), ("store", PAGES), ("clean", 5), ("clean", 10)]

    def stop(phase: str, done: int, total: int | None) -> None:
        if steps and (phase, done) == steps[0]:
            steps.pop(0)
            signal.raise_signal(signal.SIGINT)

    waiting = []
    while steps:
        with pytest.raises(Interrupted) as stopped:
            ingest(archive, [undisturbed.pages], jobs=1, engine=FakeEngine, progress=stop)
        waiting.append(stopped.value.report.waiting)
    stored = len(undisturbed.contents["captures"])
    assert 0 < waiting[0] < stored
    assert waiting[1:] == [stored, stored - 5, stored - 15]
    complete(archive, undisturbed)


@pytest.mark.parametrize(
    ("module", "function"),
    [(write, "_reject"), (counts, "count"), (counts, "keep"), (write, "_attach"), (write, "_version"), (links, "link")],
)
def test_ctrl_c_in_a_batch_undoes_that_batch(
    archive: Path, undisturbed: Undisturbed, monkeypatch: pytest.MonkeyPatch, module: ModuleType, function: str
) -> None:
    def stop(*_: object) -> None:
        signal.raise_signal(signal.SIGINT)

    with monkeypatch.context() as patch:
        patch.setattr(module, function, stop)
        with pytest.raises(Interrupted):
            ingest(archive, [undisturbed.pages], jobs=1, engine=FakeEngine)
    complete(archive, undisturbed)


CHILD = """
import os, signal, sys
from tests.unfurnish.fake_engine import FakeEngine
from unfurnish import ingest as module, labelling

def kill_after(phase, done, total, batches=[int(sys.argv[3])]):
    batches[0] -= 1
    if not batches[0]:
        os.kill(os.getpid(), signal.SIGKILL)

if __name__ == "__main__":
    labelling.BATCH_PAGES = 5
    module.ingest(sys.argv[1], [sys.argv[2]], jobs=2, engine=FakeEngine, progress=kill_after)
"""


@pytest.mark.parametrize("batches", [1, 7])
def test_workers_end_with_their_parent(archive: Path, undisturbed: Undisturbed, tmp_path: Path, batches: int) -> None:
    script = tmp_path / "child.py"
    script.write_text(CHILD)
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, str(script), str(archive), undisturbed.pages, str(batches)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment) as child:
        # The pipe ends with the last process that holds it: a worker that stays would fail this test.
        child.communicate(timeout=60)
    assert child.returncode == -signal.SIGKILL
    complete(archive, undisturbed)
