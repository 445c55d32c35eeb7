"""Runs what the pages of docs/ show, so that what stands under a command is what it printed.

`make docs` has cog run the blocks of a page, and a block asks a Shell for the commands that it shows.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from unittest.mock import patch

from sqlite_utils.cli import cli as sqlite_utils

from cleaners import Engine, profiles, vocabulary
from schemas import Page
from schemas.rules import Profile
from unfurnish.cli import main as unfurnish
from unfurnish.store import hosts, rows, write
from unfurnish.store.frontier import Answer, Entry, Found, Frontier
from unfurnish.store.schema import open_archive

ROOT = Path(__file__).parents[1]

SITES = ("rusemb.org.uk", "mid.ru", "cominf.org", "mfa.rsogov.org", "plain")
"""The folders of fixtures/dumps that the pages of docs/ use; others come and go."""

ASK_CODE = "; echo exit code $?"
"""At the end of a command: show its exit code too."""

# A terminal of 100 columns that knows no colours.
_TERMINAL = {"COLUMNS": "100", "LINES": "50", "TERM": "dumb", "LC_ALL": "C.UTF-8"}
_CLOCK = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_SOME_TIME = "2026-11-22T09:30:00Z"
_NOTHING_FOR_BASH = re.compile(r"""(?:[\w\s./:=@,-]|'[^']*'|"[\w\s]*")+""")


class Shell:
    """A folder that holds fixtures/ as a checkout does, and a terminal to type commands in."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="unfurnish-docs-")
        self.home = Path(self._folder.name)
        for site in SITES:
            shutil.copytree(ROOT / "fixtures" / "dumps" / site, self.home / "fixtures" / "dumps" / site)
        self._engine = _bundled()

    def add_profile(self, profile: str) -> None:
        """Give the engine one more site profile, as if the file lay beside the others."""
        added = Profile.model_validate(tomllib.loads(profile))
        self._engine = Engine([*profiles.load(), added], vocabulary.load())

    def crawled(self, database: str) -> None:
        """Make an archive as a crawl of an invented site makes it."""
        site, start = "tides.example", "https://tides.example/press/"
        with chdir(self.home), open_archive(database, create=True) as db:
            for run in (1, 2):
                write.begin_run(db, "crawl", self._engine.version, {"site": site, "n": run})
                frontier = Frontier(db, run, site)
                frontier.begin("Ministry of Tides", "0f3c", None, [Found(start, "listing", start=start, place=0)])
                frontier.take(f"{start}{{n}}", [Found(f"{start}{n}", "item", start=f"{start}{{n}}") for n in (1, 2)], 2)
                while (entry := frontier.next(site, 0)) is not None:
                    self._answered(frontier, entry, run)
            hosts.keep(db, f"https://{site}", hosts.Said(200, b"User-agent: *\nDisallow: /press/2", 0))

    def _answered(self, frontier: Frontier, entry: Entry, run: int) -> None:
        if entry.role == "listing":
            found = Found("https://tides.example/press/117", "item", "2024-06-05")
            frontier.settle(entry, Answer("links", status=200, bytes=811), found=[found])
        elif entry.url.endswith("/2"):
            frontier.settle(entry, Answer("refused", "robots", "robots.txt forbids it"))
        elif entry.url.endswith("/1"):
            frontier.settle(entry, Answer("gone", "gone", status=404, bytes=90))
        elif run == 2:
            frontier.settle(entry, Answer("unchanged", status=304))
        else:
            page = Page(
                source=entry.url, raw=b"The northern sluice is open again.", url=entry.url, site="tides.example"
            )
            frontier.settle(entry, Answer("new", status=200, bytes=34), rows.unread(page))

    def show(self, *commands: str) -> str:
        """Run commands and return them with what they printed, as a Markdown block.

        Times of the clock, which no two runs share, all come out as one and the same.
        """
        return _fenced("console", "\n\n".join(f"$ {command}\n{self.run(command)}".rstrip() for command in commands))

    def run(self, command: str) -> str:
        """Run one command, in bash unless it is a plain one of unfurnish, and return what the terminal showed."""
        ours, bar, rest = command.removesuffix(ASK_CODE).partition(" | ")
        if not (ours.startswith("unfurnish ") and _NOTHING_FOR_BASH.fullmatch(ours)):
            return _shown(self._in_bash(command))
        printed, code = self._in_process(unfurnish, shlex.split(ours)[1:], terminal=not bar)
        if bar:
            printed = self._in_bash(rest, printed)
        return _shown(printed) + (f"exit code {code}\n" if command.endswith(ASK_CODE) else "")

    def query(self, database: str, sql: str) -> str:
        """Run a query and return it with its result, as two Markdown blocks."""
        result, _ = self._in_process(sqlite_utils, ["query", database, sql, "--table"], terminal=False)
        return _fenced("sql", sql.strip()) + _fenced("text", _shown(result))

    def python(self, program: str) -> str:
        """Run a program and return it with what it printed, as two Markdown blocks."""
        return _fenced("python", program.strip()) + _fenced("text", _shown(self._ran([sys.executable, "-c", program])))

    def _in_process(
        self, program: Callable[..., object], arguments: Sequence[str], *, terminal: bool
    ) -> tuple[bytes, object]:
        """Return what a program printed, and its exit code."""
        # Each command as a process of its own would spend nearly all its time on imports.
        code: object = 0
        with (
            chdir(self.home),
            patch.dict(os.environ, _TERMINAL),
            patch.object(Engine, "bundled", lambda: self._engine),
            _streams(terminal) as printed,
        ):
            try:
                program(list(arguments))
            except SystemExit as end:
                code = end.code
        return printed.getvalue(), code

    def _in_bash(self, command: str, given: bytes = b"") -> bytes:
        return self._ran(["bash", "-c", command], given)

    def _ran(self, command: Sequence[str], given: bytes = b"") -> bytes:
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        return subprocess.run(
            command,
            cwd=self.home,
            env=os.environ | _TERMINAL | {"PATH": path},
            input=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        ).stdout


_bundled = cache(Engine.bundled)


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n" + "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)


def blocks(page: str, language: str) -> list[str]:
    """Return the fenced blocks of a page of docs/ in a language, as they stand on it."""
    return re.findall(rf"^```{language}\n(.*?)^```$", (ROOT / "docs" / page).read_text(), re.MULTILINE | re.DOTALL)


def _fenced(language: str, text: str) -> str:
    return f"\n```{language}\n{text.rstrip()}\n```\n"


def _shown(printed: bytes) -> str:
    text = _CLOCK.sub(_SOME_TIME, printed.decode(errors="replace"))
    return "".join(f"{line.rstrip()}\n" for line in text.split("\n")).rstrip() + "\n"


class _Stream(io.TextIOWrapper):
    def __init__(self, buffer: io.BytesIO, terminal: bool) -> None:
        super().__init__(buffer, encoding="utf-8", write_through=True)
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


@contextmanager
def _streams(terminal: bool) -> Iterator[io.BytesIO]:
    """Send standard output and errors to one buffer, in the order in which they are written."""
    printed = io.BytesIO()
    # No progress bar on stderr: of that a terminal shows nothing in the end.
    out, errors = _Stream(printed, terminal), _Stream(printed, terminal=False)
    with redirect_stdout(out), redirect_stderr(errors):
        yield printed
    out.detach()
    errors.detach()
