"""`unfurnish show`: one document, or what was removed from it and why."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text
from sqlite_utils import Database

from schemas import kept_labels
from unfurnish.export import ids, json_text, page_object
from unfurnish.parameters import Name
from unfurnish.render import body, print_balance, print_header, print_lines
from unfurnish.store import read
from unfurnish.store.read import Stored
from unfurnish.terminal import harmless, open_console

_LAST_TIMES = 5


@click.command()
@click.argument("db", metavar="DB", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("reference", type=Name(), metavar="ID")
@click.option(
    "--explain", "view", flag_value="explain", help="Every line of the page with its label, score and reason."
)
@click.option(
    "--removed", "view", flag_value="removed", help="Only the lines that are not in the text, with the reason."
)
@click.option("--raw", "view", flag_value="raw", help="The page as it came in, byte for byte.")
@click.option(
    "--capture",
    type=click.IntRange(min=1),
    metavar="N",
    help="The capture of the document to show; the latest unless given.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="json: all fields, lines and ids, as `clean --format json` prints them.",
)
def show(db: Path, reference: str, view: str | None, capture: int | None, form: str) -> None:
    """Show one document, or what was removed from it and why.

    ID is the number of a document as `unfurnish search` prints it, or its URL, or capture:N for the page that was
    stored as capture N (a listing without a URL has only that).

    \b
    Examples:
      unfurnish show corpus.db 1
      unfurnish show corpus.db 1 --removed
      unfurnish show corpus.db https://example.org/news/17 --explain
      unfurnish show corpus.db capture:3 --raw > page.txt
    """
    if form == "json" and view is not None:
        raise click.UsageError(f"--format json holds the labels of all lines; leave out --{view}.")
    with read.reading(db) as archive:
        stored = _find(archive, db, reference, capture)
        if view == "raw":
            _print_raw(archive, stored)
        elif form == "json":
            text = read.text(archive, stored.capture_id)
            lines = read.lines(archive, stored.capture_id, text)
            click.echo(json_text(page_object(stored.document, lines) | ids(stored)))
        else:
            _print(archive, stored, view)


def _find(archive: Database, db: Path, reference: str, capture: int | None) -> Stored:
    """Return what the user named, or end with a line that says what there is instead."""
    if re.fullmatch(r"\d{1,18}", reference, re.ASCII):
        found = read.capture_of(archive, int(reference))
        missing = f"{db}: no document {reference}; `unfurnish search {db} WORDS` finds the numbers of documents"
    elif match := re.fullmatch(r"capture:(\d{1,18})", reference, re.ASCII):
        found = int(match[1])
        missing = f"{db}: no cleaned capture {match[1]}; docs/store.md tells how captures are found"
    elif "." in reference:
        found = read.capture_at(archive, reference)
        missing = f"{db}: no page from {reference}; `unfurnish search {db} WORDS` finds documents by their words"
    else:
        raise click.UsageError(f"{reference!r} is no ID; give a document's number, its URL, or capture:N.")
    stored = None if found is None else read.stored(archive, found)
    if stored is None:
        raise click.ClickException(missing)
    if capture is None or capture == stored.capture_id:
        return stored
    others = [] if stored.document_id is None else read.captures_of(archive, stored.document_id)
    if capture not in {other.id for other in others}:
        there = ", ".join(str(other.id) for other in others) or str(stored.capture_id)
        raise click.ClickException(f"{db}: capture {capture} is not of this document; it has {there}")
    chosen = read.stored(archive, capture)
    assert chosen is not None
    return chosen


def _print_raw(archive: Database, stored: Stored) -> None:
    if sys.stdout.isatty():
        click.echo(harmless(read.decoded(archive, stored.capture_id)))
    else:
        click.echo(read.raw(archive, stored.capture_id), nl=False)


def _print(archive: Database, stored: Stored, view: str | None) -> None:
    console = open_console()
    document = stored.document
    print_header(console, document, _whence(archive, stored))
    console.print()
    if view is None:
        _print_body(console, body(document))
        return
    text = read.text(archive, stored.capture_id)
    lines = read.lines(archive, stored.capture_id, text)
    kept = kept_labels(document.kind)
    shown = [line for line in lines if line.label != "blank" and line.label not in kept]
    print_lines(console, text, shown if view == "removed" else lines)
    if view == "removed" and not shown:
        console.print("Nothing was removed.")
    console.print()
    print_balance(console, text, lines, document.kind)


def _print_body(console: Console, text: str) -> None:
    if console.is_terminal:
        console.print(Text(harmless(text)), soft_wrap=False)  # between words, for reading
    else:
        click.echo(text)


def _whence(archive: Database, stored: Stored) -> list[tuple[str, str]]:
    """Return where the document lies in the archive, and which of its captures this is."""
    rows = []
    captures = [stored.capture_id]
    if stored.document_id is not None:
        captures = [capture.id for capture in read.captures_of(archive, stored.document_id)]
        version = f", version {stored.version_number} of {stored.versions}" if stored.versions > 1 else ""
        rows.append(("document", f"{stored.document_id}{version}"))
    others = [str(capture) for capture in captures if capture != stored.capture_id]
    rows.append(("capture", f"{stored.capture_id}" + (f" (others: {', '.join(others)})" if others else "")))
    if times := read.sightings_of(archive, stored.capture_id):
        earlier = f"; {len(times):,} times in all" if len(times) > _LAST_TIMES else ""
        rows.append(("seen again", f"{', '.join(times[-_LAST_TIMES:])}{earlier}"))
    rows.append(("file", stored.document.source))
    return rows
