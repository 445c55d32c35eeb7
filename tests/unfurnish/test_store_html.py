"""HTML pages in an archive: the rendered text, what made it, and what is known beside the words."""

from pathlib import Path

import pytest

from cleaners import Engine
from cleaners.html import RENDERER
from schemas import Cleaned, Page
from tests.unfurnish.screen import on_screen
from unfurnish.ingest import ingest
from unfurnish.reclean import reclean
from unfurnish.store import read

TEXT = "The bridge was opened on Monday by the mayor, and all the town came down to the river to see it. " * 3
HTML = f"""<!doctype html><html lang="en"><head><title>A bridge opens</title>
<link rel="canonical" href="https://town.example/bridge"><meta property="article:published_time" content="2021-05-04">
</head><body><nav><a href="/">Home</a></nav><article><h1>A bridge opens</h1><p>{TEXT}</p><h2>What it cost</h2>
<ul><li>Forty crowns for the stone, as <a href="/plan">the plan</a> had it.</li>
<li>Two crowns for the flags and the band.</li></ul><p>{TEXT}</p></article></body></html>"""


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    (tmp_path / "page.html").write_text(HTML)
    ingest(tmp_path / "a.db", [str(tmp_path / "page.html")], jobs=1)
    return tmp_path / "a.db"


def test_an_archive_gives_back_what_cleaning_gave(archive: Path) -> None:
    cleaned = Engine.bundled().clean(Page(source=str(archive.parent / "page.html"), raw=HTML.encode()))
    assert isinstance(cleaned, Cleaned)
    with read.reading(archive) as db:
        stored = read.stored(db, 1)
        text = read.text(db, 1)
        assert stored is not None
        assert stored.document == cleaned.document
        assert text == cleaned.text
        assert tuple(read.lines(db, 1, text)) == cleaned.lines
        assert db.execute("SELECT renderer FROM captures").fetchall() == [(RENDERER,)]
    assert stored.document.forms[1:3] == ("h2", "ul1")
    assert [link.url for link in stored.document.links] == ["https://town.example/plan"]


def test_a_page_is_found_by_the_address_that_it_gives_itself(archive: Path) -> None:
    with read.reading(archive) as db:
        assert read.capture_at(db, "http://www.town.example/bridge") == 1


def test_raw_is_the_page_itself_on_a_terminal_too(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert on_screen(monkeypatch, "show", archive, 1, "--raw") == f"{HTML}\n"


def test_the_same_page_again_changes_nothing(archive: Path) -> None:
    report = ingest(archive, [str(archive.parent / "page.html")], jobs=1)
    assert (report.unchanged, report.new) == (1, 0)
    assert reclean(archive, jobs=1).pages_changed == 0
