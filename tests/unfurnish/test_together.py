"""Pages cleaned together: what several of a site, or of a folder, have in common is known; without an archive."""

import json
from pathlib import Path

import pytest

from cleaners import Engine
from tests.unfurnish.conftest import MakeFolder
from tests.unfurnish.fake_engine import FakeEngine
from tests.unfurnish.screen import piped

FOOTER = "? all messages"
Files = dict[str, str | bytes]


@pytest.fixture(autouse=True)
def fake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Engine, "bundled", FakeEngine)


def pages(folder: str, count: int, head: str = "") -> Files:
    return {f"{folder}/{n}.txt": f"{head}# Item {n}\nwords of {folder} {n}\n{FOOTER}\n" for n in range(count)}


def repeated(*args: object, stdin: bytes = b"") -> dict[str, bool]:
    """Tell of each page, by folder and name, whether its last line is known to be repeated."""
    result = piped("clean", *args, "--format", "jsonl", stdin=stdin)
    assert result.exception is None, result.output
    found = [json.loads(line) for line in result.stdout.splitlines()]
    return {"/".join(Path(page["source"]).parts[-2:]): page["lines"][-1]["reason"] == "fake/repeated" for page in found}


def test_pages_of_one_folder_know_of_each_other(folder: MakeFolder) -> None:
    made = folder(pages("three", 3) | pages("two", 2))
    assert set(repeated(made).values()) == {False}
    found = repeated(made, "--together")
    assert found == {f"three/{n}.txt": True for n in range(3)} | {f"two/{n}.txt": False for n in range(2)}


def test_pages_of_one_site_know_of_each_other_wherever_they_lie(folder: MakeFolder) -> None:
    made = folder(pages("x", 2, "!site a.org\n") | pages("y", 1, "!site a.org\n") | pages("z", 2))
    found = repeated(made, "--together")
    assert {name for name, known in found.items() if known} == {"x/0.txt", "x/1.txt", "y/0.txt"}


def test_a_site_that_is_named_is_that_of_all_pages(folder: MakeFolder) -> None:
    made = folder(pages("x", 2) | pages("y", 1))
    assert list(repeated(made, "--together", "--site", "a.org").values()) == [True] * 3


def test_standard_input_is_read_once(folder: MakeFolder) -> None:
    made = folder(pages("x", 3))
    body = f"# Four\nother words\n{FOOTER}\n".encode()
    found = repeated(made, "-", "--together", stdin=body)
    assert found == {f"x/{n}.txt": True for n in range(3)} | {"-": False}
    assert repeated("-", made, "--together", "--site", "a.org", stdin=body)["-"]


def test_rejects_are_told_of_once(folder: MakeFolder) -> None:
    result = piped("clean", folder(pages("x", 3) | {"x/bad.txt": b"\xff"}), "--together")
    assert result.exit_code == 1
    assert result.stderr.count("undecodable") == 1


def gold(folder: MakeFolder, name: str, count: int) -> Path:
    entries = {f"{n}.txt": {"labels": "TKF"} for n in range(count)}
    return folder(pages(name, count) | {f"{name}/gold.json": json.dumps(entries)})


def accuracy(*args: object) -> float:
    found = json.loads(piped("score", *args, "--format", "json").stdout)
    return float(found["labels"]["accuracy"])


def test_gold_is_scored_together_by_folder(folder: MakeFolder) -> None:
    gold(folder, "two", 2)
    made = gold(folder, "three", 3)
    assert accuracy(made) == pytest.approx(2 / 3)
    assert accuracy(made, "--together") == pytest.approx(13 / 15)
    assert accuracy(made / "three", "--together") == 1.0


def test_floors_are_for_pages_together_or_alone(folder: MakeFolder, tmp_path: Path) -> None:
    made, floors = gold(folder, "x", 3), tmp_path / "gate.json"
    assert piped("score", made, "--together", "--pin", floors).exit_code == 0
    assert piped("score", made, "--together", "--gate", floors).exit_code == 0
    result = piped("score", made, "--gate", floors)
    assert result.exit_code == 1
    assert "pinned with --together; add it" in result.stderr
