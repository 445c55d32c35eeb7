"""The bar of `unfurnish clean` is for a terminal on stderr, and leaves the pages alone."""

import io
import json
import sys
from pathlib import Path

import pytest

from cleaners import Engine
from tests.unfurnish.fake_engine import FakeEngine
from unfurnish.cli import cli


class Terminal(io.StringIO):
    """A terminal that remembers what it was sent."""

    def isatty(self) -> bool:
        return True


def run(monkeypatch: pytest.MonkeyPatch, path: Path, form: str, out: io.TextIOWrapper) -> str:
    """Clean a file with stderr on a terminal and return what that was sent."""
    monkeypatch.setenv("TERM", "xterm")
    errors = Terminal()
    with monkeypatch.context() as patch:
        patch.setattr(Engine, "bundled", FakeEngine)
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", errors)
        cli.main(["clean", str(path), "--format", form], standalone_mode=False)
    return errors.getvalue()


@pytest.mark.parametrize("form", ["text", "markdown", "explain", "json", "jsonl"])
def test_pages_go_where_they_should_beside_the_bar(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, form: str) -> None:
    path = tmp_path / "dump.jsonl"
    path.write_text("".join(json.dumps({"text": f"# Item {n}\nwords {n}\n"}) + "\n" for n in range(5)) + "no\n")
    out = io.BytesIO()
    errors = run(monkeypatch, path, form, io.TextIOWrapper(out, encoding="utf-8", write_through=True))
    printed = out.getvalue().decode()
    assert all(f"Item {n}" in printed and f"words {n}" in printed for n in range(5))
    assert "Item" not in errors
    assert "Cleaning" in errors
    assert "#6: bad_json: " in errors


def test_the_bar_knows_where_an_archive_ends(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "dump.jsonl"
    path.write_text("".join(json.dumps({"text": f"# Item {n}\n"}) + "\n" for n in range(7)))
    assert "7/7" in run(monkeypatch, path, "jsonl", io.TextIOWrapper(io.BytesIO()))
