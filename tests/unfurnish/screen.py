"""The command line as a test calls it: piped, or on a terminal of a given width."""

import io
import sys

import pytest
from click.testing import CliRunner, Result

from unfurnish.cli import cli


def piped(*args: object, stdin: bytes = b"") -> Result:
    """Run a command whose output is no terminal."""
    return CliRunner().invoke(cli, [str(arg) for arg in args], input=stdin)


class _Screen(io.TextIOWrapper):
    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", write_through=True)

    def isatty(self) -> bool:
        return True

    def shown(self) -> str:
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue().decode()


def on_screen(monkeypatch: pytest.MonkeyPatch, *args: object, width: int = 100, colour: bool = False) -> str:
    """Run a command on a terminal and return what it was sent; without colour, it knows no escape sequences."""
    screen = _Screen()
    for name, value in (
        ("COLUMNS", str(width)),
        ("LINES", "50"),
        ("TERM", "xterm-256color" if colour else "dumb"),
        ("COLORTERM", ""),
    ):
        monkeypatch.setenv(name, value)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", screen)
        cli.main([str(arg) for arg in args], standalone_mode=False)
    return screen.shown()
