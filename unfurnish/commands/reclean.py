"""`unfurnish reclean`: today's rules over the stored captures, and what that changed."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click
from rich.console import Console

from unfurnish.cli import INTERRUPTED
from unfurnish.labelling import Interrupted
from unfurnish.parameters import Name
from unfurnish.progress import bar
from unfurnish.reclean import Report
from unfurnish.reclean import reclean as reclean_archive
from unfurnish.terminal import counted, one_line, open_console, print_table

TOP = 20

PHASES = {"count": "Counting", "clean": "Cleaning"}


@click.command()
@click.argument("db", metavar="DB", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what would change; works on a temporary copy of DB.")
@click.option("--site", type=Name(), metavar="ID", help="Only the pages of this site.")
@click.option(
    "--jobs", type=click.IntRange(min=1), metavar="N", help="Processes to work with; one for each core unless given."
)
@click.pass_context
def reclean(ctx: click.Context, db: Path, dry_run: bool, site: str | None, jobs: int | None) -> None:
    """Clean all stored pages again, with today's rules and all that is known of their sites.

    The raw pages are in DB, so nothing is fetched. What several pages of a site have in common is counted over all
    pages that DB holds by now; every page is then labelled anew, and documents keep their ids. What is labelled so
    already is left alone; after an interruption the same command goes on.

    \b
    Examples:
      unfurnish reclean corpus.db --dry-run
      unfurnish reclean corpus.db
      unfurnish reclean corpus.db --site rusemb.org.uk
    """
    with bar(open_console(stderr=True)) as shown:
        tasks = {phase: shown.add_task(name, total=None, start=False) for phase, name in PHASES.items()}

        def progress(phase: Literal["count", "clean"], done: int, total: int) -> None:
            shown.start_task(tasks[phase])
            shown.update(tasks[phase], completed=done, total=total)

        try:
            report = reclean_archive(db, site=site, dry_run=dry_run, jobs=jobs, progress=progress)
        except Interrupted as stop:
            shown.stop()
            kept = "Nothing was written." if dry_run else "The same command goes on from there."
            click.echo(
                f"Stopped. {counted(stop.report.captures, 'page was', 'pages were')} cleaned again so far. {kept}",
                err=True,
            )
            ctx.exit(INTERRUPTED)
    _print_report(open_console(), db, report, dry_run)


def _print_report(console: Console, db: Path, report: Report, dry_run: bool) -> None:
    if not report.captures:
        pages = "the page is" if report.skipped == 1 else f"all {report.skipped:,} pages are"
        console.print(f"Nothing to do: {pages} labelled by engine {report.engine} already.")
        return
    print_table(
        console,
        ["Would be" if dry_run else "Cleaned again", "", ""],
        [
            ("pages", report.captures, "cleaned again" if dry_run else ""),
            ("left alone", report.skipped, "labelled so already"),
            ("sites", report.snapshots, "with a new snapshot of what their pages have in common"),
            ("changed pages", report.pages_changed, "title or text has other lines"),
            ("changed documents", report.documents_changed, "that these pages show"),
            ("accepted", report.accepted, "rejected before"),
            ("rejected", report.rejected, f"see: unfurnish rejects {db}" if report.rejected and not dry_run else ""),
        ],
    )
    _print_moves(console, report)
    _print_samples(console, report)
    if dry_run:
        console.print()
        console.print(f"Nothing was written. To do it: unfurnish reclean {db}")


def _print_moves(console: Console, report: Report) -> None:
    if not report.moves:
        return
    moves = sorted(report.moves.items(), key=lambda item: (-item[1], item[0]))
    console.print()
    print_table(
        console,
        ["Lines", "From", "By", "To", "By", "Such as"],
        [(count, *move.before, *move.after, report.examples.get(move, "")) for move, count in moves[:TOP]],
    )
    if rest := moves[TOP:]:
        lines = counted(sum(count for _, count in rest), "line")
        console.print(f"and {lines} in {counted(len(rest), 'other way')}")


def _print_samples(console: Console, report: Report) -> None:
    for sample in report.samples:
        console.print()
        console.print(f"==> {one_line(sample.source)} <==")
        for sign, style, lines in (("-", "red", sample.lost), ("+", "green", sample.gained)):
            for line in lines:
                console.print(f"{sign} {one_line(line)}", style=style)
