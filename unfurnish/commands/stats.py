"""`unfurnish stats`: what an archive holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console

from unfurnish import notices
from unfurnish.export import json_text
from unfurnish.store.read import reading
from unfurnish.store.summary import Share, Summary, summarise
from unfurnish.terminal import counted, open_console, print_table

TOP = 20


@click.command()
@click.argument("db", metavar="DB", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--json", "as_json", is_flag=True, help="Print everything as JSON, without leaving out the small numbers."
)
def stats(db: Path, as_json: bool) -> None:
    """Show what a database holds.

    Documents by site, language, type and year; what was removed and by which rules; day counters; teasers.

    \b
    Examples:
      unfurnish stats corpus.db
      unfurnish stats corpus.db --json
    """
    with reading(db) as archive:
        summary = summarise(archive)
    if as_json:
        click.echo(json_text(asdict(summary)))
        return
    console = open_console()
    _print_totals(console, db, summary)
    _print_sites(console, summary)
    for heading, shares in (("Language", summary.languages), ("Type", summary.types), ("Year", summary.years)):
        if shares:
            console.print()
            print_table(
                console,
                [heading, "Documents"],
                [(share.name or "unknown", share.documents) for share in shares[:TOP]] + _rest(shares),
            )
    _print_removed(console, summary)
    _print_counters(console, summary)
    if summary.teasers.entries:
        teasers = summary.teasers
        console.print()
        print_table(
            console,
            ["Teasers and listing entries", "Different titles", "Titles of documents here", "Links"],
            [(teasers.entries, teasers.titles, teasers.in_archive, teasers.links)],
        )
    notices.outgrown(db, summary.outgrown)


def _print_totals(console: Console, db: Path, summary: Summary) -> None:
    print_table(
        console,
        [str(db), ""],
        [
            ("documents", summary.documents),
            ("versions", summary.versions),
            ("captures", summary.captures),
            ("rejects", summary.rejects),
            ("characters kept", summary.characters_kept),
            ("characters removed", summary.characters_removed),
        ],
    )
    if summary.waiting:
        waiting = counted(summary.waiting, "capture is", "captures are")
        console.print(f"{waiting} not cleaned yet: the next `unfurnish ingest` goes on from there.")


def _print_sites(console: Console, summary: Summary) -> None:
    if not summary.sites:
        return
    console.print()
    print_table(
        console,
        ["Site", "Documents", "Captures", "Listings", "First captured", "Last captured"],
        [
            (
                site.site or "unknown",
                site.documents,
                site.captures,
                site.listings,
                site.first_captured or "unknown",
                site.last_captured or "unknown",
            )
            for site in summary.sites
        ],
    )


def _print_removed(console: Console, summary: Summary) -> None:
    if not summary.removed:
        return
    console.print()
    print_table(
        console,
        ["Removed by", "Label", "Captures", "Characters"],
        [(row.reason, row.label, row.captures, row.characters) for row in summary.removed[:TOP]],
    )
    if rest := summary.removed[TOP:]:
        characters = counted(sum(row.characters for row in rest), "character")
        console.print(f"and {characters} by {counted(len(rest), 'other reason')}")


def _print_counters(console: Console, summary: Summary) -> None:
    if not summary.counters:
        return
    console.print()
    print_table(
        console,
        ["Counter", "Since", "Captures", "Lowest", "Highest"],
        [
            (counter.event, counter.since or "unknown", counter.captures, counter.lowest, counter.highest)
            for counter in summary.counters
        ],
    )


def _rest(shares: Sequence[Share]) -> list[tuple[str, int]]:
    rest = shares[TOP:]
    return [(counted(len(rest), "other"), sum(share.documents for share in rest))] if rest else []
