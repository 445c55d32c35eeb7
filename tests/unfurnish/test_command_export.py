"""`unfurnish export`: the documents of an archive, one object a line."""

import json
from pathlib import Path

import pytest

from tests.unfurnish.screen import piped
from tests.unfurnish.stocked import stock
from tests.unfurnish.test_command_clean import APPENDED, KEYS
from unfurnish import export as module


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an archive of the pages of `stocked.py`."""
    home = tmp_path_factory.mktemp("stocked")
    stock(home / "corpus.db", home / "pages")
    return home / "corpus.db"


def test_each_document_is_a_line_with_its_ids(stocked: Path) -> None:
    result = piped("export", stocked)
    assert (result.exit_code, result.stderr) == (0, "")
    documents = [json.loads(line) for line in result.output.splitlines()]
    ids = ["document_id", "version_id", "capture_id"]
    assert [list(document) for document in documents] == [[key for key in KEYS if key != "lines"] + APPENDED + ids] * 3
    assert [document["document_id"] for document in documents] == [1, 2, 3]
    opening = next(document for document in documents if document["title"] == "Opening of the hall")
    assert opening["body"] == "The ambassador opened the new hall."
    assert opening["published"] == {
        "value": "2021-03-05",
        "precision": "day",
        "source": "dateline",
        "raw": "2021-03-05",
    }


@pytest.mark.parametrize(
    ("options", "count"),
    [([], 3), (["--site", "a.org"], 1), (["--language", "ru"], 1), (["--site", "a.org", "--language", "ru"], 0)],
)
def test_filters(stocked: Path, options: list[str], count: int) -> None:
    assert len(piped("export", stocked, *options).stdout.splitlines()) == count


def test_a_file_is_the_same_and_is_said(stocked: Path, tmp_path: Path) -> None:
    result = piped("export", stocked, "-o", tmp_path / "out.jsonl")
    assert (result.stdout, result.stderr) == ("", "3 documents written.\n")
    assert (tmp_path / "out.jsonl").read_bytes() == piped("export", stocked).stdout_bytes


def test_nothing_to_write_is_said(stocked: Path) -> None:
    result = piped("export", stocked, "--site", "a.org", "--language", "ru")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "0 documents written.\n")


@pytest.mark.parametrize(
    ("option", "value", "line"),
    [
        ("--site", "nowhere.org", "Error: nowhere.org: no page of that site; `unfurnish stats {}` lists the sites\n"),
        (
            "--language",
            "russian",
            "Error: russian: no document in that language; `unfurnish stats {}` lists the languages, such as en\n",
        ),
    ],
)
def test_what_the_archive_does_not_have_is_one_line_and_no_file(
    stocked: Path, tmp_path: Path, option: str, value: str, line: str
) -> None:
    result = piped("export", stocked, "-o", tmp_path / "out.jsonl", option, value)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", line.format(stocked))
    assert not (tmp_path / "out.jsonl").exists()


def test_a_file_is_whole_or_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text("before")

    def write(to: Path) -> None:
        with module.whole_file(to) as file:
            file.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(path)
    assert [(found.name, found.read_text()) for found in tmp_path.iterdir()] == [("out.jsonl", "before")]


def test_the_archive_is_never_written_over(stocked: Path, tmp_path: Path) -> None:
    archive, link = tmp_path / "corpus.db", tmp_path / "link"
    archive.write_bytes(before := stocked.read_bytes())
    link.symlink_to(archive)
    for path in (archive, link):
        result = piped("export", archive, "-o", path)
        assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
        assert "name another file" in result.stderr
    assert archive.read_bytes() == before


def test_a_device_stays_a_device() -> None:
    device = Path("/dev/null")
    with module.whole_file(device) as file:
        file.write(b"all")
    assert device.is_char_device()


def test_a_file_that_cannot_be_written_is_one_line(stocked: Path, tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "out.jsonl"
    result = piped("export", stocked, "-o", path)
    line = f"Error: No such file or directory: {path}; check the path and its permissions\n"
    assert (result.exit_code, result.stderr) == (2, line)
