"""`unfurnish show`: one document, its lines, its bytes."""

import json
from pathlib import Path

import pytest

from tests.unfurnish.fake_engine import FakeEngine
from tests.unfurnish.screen import on_screen, piped
from tests.unfurnish.stocked import PAGES, stock
from unfurnish.ingest import ingest
from unfurnish.store.read import reading


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an archive of the pages of `stocked.py`."""
    home = tmp_path_factory.mktemp("stocked")
    stock(home / "corpus.db", home / "pages")
    return home / "corpus.db"


@pytest.fixture(scope="module")
def ids(stocked: Path) -> dict[str, int]:
    """Return the document id of each title."""
    with reading(stocked) as db:
        return dict(db.execute("SELECT title, id FROM items"))


OPENING = "Opening of the hall"


def test_a_document_is_its_fields_and_its_text(stocked: Path, ids: dict[str, int]) -> None:
    result = piped("show", stocked, ids[OPENING])
    assert result.exit_code == 0, result.output
    assert result.output == (
        "Opening of the hall\n"
        "  published  2021-03-05 (dateline)\n"
        "  captured   2021-05-01 (banner)\n"
        "  language   en, also in ru\n"
        "  kind       article\n"
        "  number     1\n"
        "  site       a.org\n"
        "  note       noted: A note.\n"
        f"  document   {ids[OPENING]}, version 2 of 2\n"
        "  capture    3 (others: 1, 2)\n"
        f"  file       {stocked.parent / 'pages' / '03.txt'}\n"
        "\n"
        "The ambassador opened the new hall.\n"
    )


def test_an_earlier_capture_shows_its_own_version(stocked: Path, ids: dict[str, int]) -> None:
    result = piped("show", stocked, ids[OPENING], "--capture", 1)
    assert "version 1 of 2" in result.output
    assert "She thanked the builders." in result.output


def test_removed_lines_come_with_their_reason(stocked: Path, ids: dict[str, int]) -> None:
    output = piped("show", stocked, ids[OPENING], "--capture", 2, "--removed").output
    lines = output.split("\n\n")[1].splitlines()
    assert [line.split()[-1] for line in lines if " furniture " in line] == ["menu", "share"]
    assert all(" meta " in line or " furniture " in line for line in lines)
    assert "ambassador" not in output
    assert "removed" in output


def test_explain_shows_every_line(stocked: Path, ids: dict[str, int]) -> None:
    output = piped("show", stocked, ids[OPENING], "--capture", 1, "--explain").output
    text = PAGES["01.txt"]
    assert isinstance(text, str)
    rows = output.split("\n\n")[1].splitlines()
    assert len(rows) == len(text.splitlines())
    for row, line in zip(rows, text.splitlines(), strict=True):
        assert row.endswith(line or "blank")


def test_the_entries_of_a_listing_are_not_removed(stocked: Path) -> None:
    output = piped("show", stocked, "capture:5", "--removed").output
    assert "Another item" not in output
    assert "Another item" in piped("show", stocked, "capture:5").output


def test_nothing_removed_is_said(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("# One\nwords\n")
    ingest(archive, [str(tmp_path / "a.txt")], jobs=1, engine=FakeEngine)
    assert "Nothing was removed." in piped("show", archive, 1, "--removed").output


@pytest.mark.parametrize("name", ["04.txt", "08.txt"])
def test_raw_is_the_page_byte_for_byte(stocked: Path, name: str) -> None:
    with reading(stocked) as db:
        (capture,) = db.execute("SELECT id FROM captures WHERE source LIKE ?", [f"%{name}"]).fetchone()
    content = PAGES[name]
    assert isinstance(content, str)
    assert piped("show", stocked, f"capture:{capture}", "--raw").stdout_bytes == content.encode()


def test_json_holds_fields_lines_and_ids(stocked: Path, ids: dict[str, int]) -> None:
    shown = json.loads(piped("show", stocked, ids[OPENING], "--format", "json").output)
    assert shown["title"] == OPENING
    assert [line["label"] for line in shown["lines"]].count("body") == 1
    assert (shown["document_id"], shown["version_id"], shown["capture_id"]) == (ids[OPENING], 3, 3)


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["999"], "no document 999; `unfurnish search"),
        (["9" * 30], "is no ID; give a document's number, its URL, or capture:N"),
        (["hall"], "is no ID"),
        (["capture:999"], "no cleaned capture 999; docs/store.md tells how captures are found"),
        (["https://a.org/1"], "no page from https://a.org/1"),
        (["1", "--capture", "999"], "is not of this document; it has "),
        (["1", "--format", "json", "--raw"], "leave out --raw"),
    ],
)
def test_what_is_not_there_is_one_line(stocked: Path, args: list[str], told: str) -> None:
    result = piped("show", stocked, *args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("view", [[], ["--explain"], ["--removed"], ["--raw"]])
def test_a_hostile_page_does_nothing_to_the_terminal(
    stocked: Path, ids: dict[str, int], monkeypatch: pytest.MonkeyPatch, view: list[str]
) -> None:
    shown = on_screen(monkeypatch, "show", stocked, ids["Undated [bold]words[/bold] :smile:"], *view)
    assert not set(shown) & set("\x1b\u202e")
    assert "[bold]words[/bold] :smile:" in shown


def test_text_is_wrapped_between_words_on_a_terminal(
    stocked: Path, ids: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = on_screen(monkeypatch, "show", stocked, ids[OPENING], width=30)
    assert shown.endswith("\nThe ambassador opened the new \nhall.\n")


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a database " * 100)
    for name in ("notes.txt", "nothing.db"):
        result = piped("show", tmp_path / name, 1)
        assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
        assert name in result.stderr
