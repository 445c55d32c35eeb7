"""`unfurnish ingest`: pages into an archive, and what became of them."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click
from rich.console import Console

from cleaners import Engine
from unfurnish import notices
from unfurnish.cli import INTERRUPTED
from unfurnish.ingest import UNKNOWN_LANGUAGE, Report
from unfurnish.ingest import ingest as ingest_pages
from unfurnish.labelling import Interrupted
from unfurnish.parameters import Name
from unfurnish.progress import bar
from unfurnish.sources import NO_PAGES
from unfurnish.terminal import counted, one_line, open_console, print_table

TOP_REASONS = 10

PHASES = {"store": "Storing", "clean": "Cleaning"}


@click.command()
@click.argument("db", metavar="DB", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option(
    "--site",
    type=Name(),
    metavar="ID",
    help="The site of all pages, such as mid.ru; otherwise each is recognised. Pages that DB holds keep theirs.",
)
@click.option(
    "--site-from",
    type=click.Choice(["parent-folder"]),
    help="Take the site of each page from the name of the folder that it lies in.",
)
@click.option(
    "--jobs", type=click.IntRange(min=1), metavar="N", help="Processes to work with; one for each core unless given."
)
@click.pass_context
def ingest(
    ctx: click.Context, db: Path, paths: tuple[str, ...], site: str | None, site_from: str | None, jobs: int | None
) -> None:
    """Clean files and folders of pages into the database DB, which is made if there is none.

    PATH is a text dump, an HTML page, an archive of pages (WARC, WET, JSONL), each packed with gzip or not; a folder
    of those, at any depth; a quoted glob; or - for standard input. Pages that DB holds already change nothing, and
    after an interruption the same command goes on. Inputs that are no pages are kept as rejects with the reason; the
    exit code is then 1.

    \b
    Examples:
      unfurnish ingest corpus.db dumps/
      unfurnish ingest corpus.db dumps/ more/*.txt --site rusemb.org.uk
      unfurnish ingest corpus.db crawl.warc.gz
      unfurnish ingest corpus.db sites/ --site-from parent-folder
    """
    if site is not None and site_from is not None:
        raise click.UsageError("--site and --site-from both name the site; give one of them.")
    if site is not None:
        notices.unknown_site(site, Engine.bundled())
    errors = open_console(stderr=True)
    with bar(errors) as shown:
        tasks = {phase: shown.add_task(name, total=None, start=False) for phase, name in PHASES.items()}

        def progress(phase: Literal["store", "clean"], done: int, total: int | None) -> None:
            shown.start_task(tasks[phase])
            shown.update(tasks[phase], completed=done, total=total)

        try:
            report = ingest_pages(
                db, paths, site=site, site_from_folder=site_from is not None, jobs=jobs, progress=progress
            )
        except Interrupted as stop:
            shown.stop()
            click.echo(_stopped(db, stop.report), err=True)
            ctx.exit(INTERRUPTED)
    notices.skipped(report.skipped)
    notices.asides(report.asides)
    console = open_console()
    _print_report(console, db, report)
    _print_elsewhere(console, report)
    notices.outgrown(db, report.outgrown)
    if report.rejected:
        ctx.exit(notices.SOME_REJECTED)


def _stopped(db: Path, report: Report) -> str:
    safe = report.pages
    cleaned = safe - report.waiting
    return (
        f"Stopped. {counted(safe, 'page is', 'pages are')} safe in {db}, {cleaned:,} of them cleaned so far; "
        "the same command goes on from there."
    )


def _print_report(console: Console, db: Path, report: Report) -> None:
    documents = report.new + report.changed + report.seen_again
    if report.unchanged and report.unchanged + report.rejected == report.pages and not report.caught_up:
        rejected = f" Rejected: {report.rejected:,}; see: unfurnish rejects {db}" if report.rejected else ""
        console.print(f"Nothing new: {db} holds {_all(report.unchanged)} already{_at_other_times(report)}.{rejected}")
        return
    print_table(
        console,
        ["Read", "Pages", ""],
        [
            ("new documents", report.new, ""),
            ("changed documents", report.changed, "another version of a known document"),
            ("seen again", report.seen_again, "another capture of a known text"),
            ("listings", report.listings, "lists of items, kept as captures"),
            ("unchanged", report.unchanged, f"the same bytes as before{_at_other_times(report)}"),
            ("rejected", report.rejected, f"see: unfurnish rejects {db}" if report.rejected else ""),
            ("all", report.pages, ""),
        ],
    )
    if len(report.reasons) > 1 or NO_PAGES & report.reasons.keys():
        console.print(f"Rejected: {', '.join(f'{reason} {count:,}' for reason, count in report.reasons.items())}")
    if report.caught_up:
        console.print(f"And {counted(report.caught_up, 'page')} cleaned that an earlier run had only stored.")
    if documents or report.listings:
        console.print()
        _print_characters(console, report)
        console.print()
        console.print(f"languages  {_languages(report)}")
        if documents:
            console.print(
                f"dates      of {counted(documents, 'page')}: published {report.published:,}, "
                f"event {report.event:,}, captured {report.captured:,}"
            )
    if documents:
        console.print()
        console.print(f"Next: unfurnish show {db} 1")


def _at_other_times(report: Report) -> str:
    return f"; {report.sightings:,} of them at another time, now noted" if report.sightings else ""


def _print_elsewhere(console: Console, report: Report) -> None:
    if total := sum(report.elsewhere.values()):
        sites = ", ".join(f"{one_line(site or 'none')} {count:,}" for site, count in report.elsewhere.items())
        what = counted(total, "known page stays", "known pages stay")
        console.print(f"{what} under another site ({sites}); to change that, ingest into a new database.")


def _print_characters(console: Console, report: Report) -> None:
    removed = sorted(
        (
            (chars, reason, label)
            for label, reasons in report.chars_removed.items()
            for reason, chars in reasons.items()
        ),
        key=lambda row: (-row[0], row[1:]),
    )
    total = report.chars_kept + sum(chars for chars, _, _ in removed)
    rows = [
        ("kept", report.chars_kept, ""),
        *(("removed", chars, f"{reason} ({label})") for chars, reason, label in removed),
    ]
    if rest := rows[TOP_REASONS + 1 :]:
        others = sum(chars for _, chars, _ in rest)
        rows[TOP_REASONS + 1 :] = [("removed", others, counted(len(rest), "other reason"))]
    print_table(
        console,
        ["Characters", "", "", "By"],
        [(what, chars, f"{100 * chars / max(total, 1):.1f}%", by) for what, chars, by in rows],
    )


def _languages(report: Report) -> str:
    counts = sorted(report.languages.items(), key=lambda item: (item[0] == UNKNOWN_LANGUAGE, -item[1], item[0]))
    return ", ".join(f"{'unknown' if code == UNKNOWN_LANGUAGE else one_line(code)} {count:,}" for code, count in counts)


def _all(number: int) -> str:
    return "the page" if number == 1 else f"all {number:,} pages"
