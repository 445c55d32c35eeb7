"""`unfurnish crawl`: pages of a permitted site into an archive, and what became of them."""

from __future__ import annotations

import importlib.util
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import Progress

from cleaners import Engine
from unfurnish import labelling, notices
from unfurnish.cli import INTERRUPTED
from unfurnish.errors import CrawlMissing
from unfurnish.progress import bar, line
from unfurnish.store import frontier, read
from unfurnish.store.frontier import Totals
from unfurnish.store.schema import plain_errors
from unfurnish.terminal import counted, one_line, open_console, print_table
from unfurnish.workers import Workers, usable_cores

if TYPE_CHECKING:
    from crawlers.job import Job
    from crawlers.permits import Task
    from crawlers.run import Ended

OUTCOMES = {
    "new": "pages that the archive did not have",
    "changed": "pages with other bytes than before",
    "unchanged": "pages as they were before",
    "links": "listings, sitemaps and feeds that were read",
    "moved": "addresses that lead to another one",
    "gone": "addresses at which nothing is any more",
    "refused": "addresses that were left alone, or answers that were not stored",
    "failed": "addresses that did not answer; asked again by the next crawl",
}
_STOPPING = "Stopping when the requests in flight are answered; Ctrl-C again stops at once."
_SHOWN_EVERY = 0.5  # seconds
_COUNTED_EVERY = 5.0  # seconds: counting a long queue takes a while


@click.command()
@click.argument("db", metavar="DB", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("site", metavar="SITE")
@click.option(
    "--profile",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A profile of your own; or, for a site that is known, your permit and what else differs.",
)
@click.option("--since", metavar="DAY", help="Leave out pages that are known to be older, such as 2026-11-01.")
@click.option("--max-pages", type=click.IntRange(min=1), metavar="N", help="Fetch no more pages than these.")
@click.option(
    "--warc-dir",
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write what is asked and answered into a new WARC file there, too.",
)
@click.option(
    "--allow-host",
    "allowed",
    metavar="HOST[:PORT]",
    multiple=True,
    help="Ask this host although its address is private, or its port unusual; may be given again.",
)
@click.option("--dry-run", is_flag=True, help="Ask for robots.txt only; list what would be fetched, or why not.")
@click.option("--refused", is_flag=True, help="List what was not stored so far, and why; nothing is asked for.")
@click.pass_context
def crawl(
    ctx: click.Context,
    db: Path,
    site: str,
    profile: Path | None,
    since: str | None,
    max_pages: int | None,
    warc_dir: Path | None,
    allowed: tuple[str, ...],
    dry_run: bool,
    refused: bool,
) -> None:
    """Fetch the pages of a site that permits it into the database DB, politely.

    A site is crawled as its profile says, and only with a permit, which you add: docs/crawl.md shows how. robots.txt
    is obeyed always. After an interruption the same command goes on; when all is done, it asks again what has changed.
    The exit code is 1 if a host or a page did not answer, or a page could not be cleaned.

    \b
    Examples:
      unfurnish crawl corpus.db example.org --profile example.org.toml --dry-run
      unfurnish crawl corpus.db example.org --profile example.org.toml
      unfurnish crawl corpus.db example.org --profile example.org.toml --since 2026-11-01
      unfurnish crawl corpus.db example.org --refused
    """
    if refused:
        _print_refused(db, site)
        return
    if importlib.util.find_spec("scrapy") is None:
        raise CrawlMissing("crawling needs Scrapy, which is not installed: pip install 'unfurnish[crawl]'")
    from crawlers import permits, run

    task = permits.task(site, profile, since=since, max_pages=max_pages, allowed=allowed)
    if dry_run:
        _print_preview(db, task)
        return
    errors = open_console(stderr=True)
    with plain_errors(db):
        with line(errors) as shown:
            job, ended = run.crawl(
                db, task, warc=warc_dir, told=_Watch(shown), stopping=lambda: errors.print(_STOPPING, soft_wrap=True)
            )
        try:
            with bar(errors) as cleaning:
                _clean(job, cleaning)
            totals = frontier.totals(job.db, job.run, task.site)
            rejected = _rejected(job)
            if ended.how != "stopped":
                job.finish(job.db)
        finally:
            job.close()
    _print_summary(open_console(), db, task, ended, totals, rejected)
    if ended.how == "stopped":
        click.echo(
            f"Stopped. What was fetched is safe in {db}, and cleaned; the same command goes on from there.", err=True
        )
        ctx.exit(INTERRUPTED)
    if rejected or ended.closed or totals.outcomes.get("failed"):
        ctx.exit(notices.SOME_REJECTED)


class _Watch:
    """Shows on one line how a crawl gets on."""

    def __init__(self, shown: Progress) -> None:
        self._shown = shown
        self._task = shown.add_task("Crawling", total=None)
        self._begun = time.monotonic()
        self._drawn = self._counted = 0.0
        self._pages: int | None = None
        self._queue = 0

    def __call__(self, job: Job, until: float | None) -> None:
        """Draw the line, if it is time to."""
        if self._shown.disable:
            return
        now = time.monotonic()
        if self._pages is None:
            self._pages = job.pages
        if now - self._drawn < _SHOWN_EVERY and (until is None or until < time.time() + _SHOWN_EVERY):
            return
        if now - self._counted > _COUNTED_EVERY:
            self._queue, self._counted = job.frontier.size(), now
        self._drawn = now
        rate = (job.pages - self._pages) / max(now - self._begun, 0.1)
        parts = [
            counted(job.pages, "page"),
            *(f"{name} {job.outcomes[name]:,}" for name in OUTCOMES if job.outcomes[name]),
        ]
        parts += [f"{rate:,.1f} pages/s", f"queue {self._queue:,}"]
        if until is not None and until > time.time():
            parts.append(f"next at {datetime.fromtimestamp(until, UTC).astimezone():%H:%M:%S}")
        self._shown.update(self._task, description="  ".join(parts))


def _clean(job: Job, shown: Progress) -> None:
    tasks = {name: shown.add_task(name, total=None, start=False, visible=False) for name in ("Counting", "Cleaning")}

    def told(name: str) -> labelling.Told:
        def tell(done: int, total: int) -> None:
            shown.start_task(tasks[name])
            shown.update(tasks[name], completed=done, total=total, visible=True)

        return tell

    with Workers[labelling.Cleaner](Engine.bundled, usable_cores()) as workers:
        labelling.finish(
            job.db, job.run, workers, site=job.task.site, counted=told("Counting"), cleaned=told("Cleaning")
        )


def _rejected(job: Job) -> int:
    sql = "SELECT count(*) FROM captures WHERE run = ? AND cleaned_by IS NOT NULL AND kind IS NULL"
    return int(job.db.execute(sql, [job.run]).fetchone()[0])


def _print_summary(console: Console, db: Path, task: Task, ended: Ended, totals: Totals, rejected: int) -> None:
    site = one_line(task.site)
    rows = [(name, totals.outcomes.get(name, 0), what) for name, what in OUTCOMES.items()]
    print_table(console, [site, "", ""], [row for row in rows if row[1] or row[0] in ("new", "changed", "unchanged")])
    bodies = counted(totals.bodies, "body", "bodies")
    console.print(f"{bodies} with {counted(totals.bytes, 'byte')}; still queued: {totals.queued:,}")
    if totals.reasons:
        reasons = ", ".join(f"{name} {count:,}" for name, count in totals.reasons.items())
        console.print(f"Refused or failed: {reasons}; see: unfurnish crawl {db} {site} --refused")
    if rejected:
        console.print(f"Rejected when cleaned: {rejected:,}; see: unfurnish rejects {db}")
    if ended.spent:
        console.print(f"The budget of a run is used up ({ended.spent}); the same command goes on.")
    for host, why in ended.closed.items():
        console.print(f"{one_line(host)}: left in peace: {one_line(why)}; the same command tries again later.")


def _print_preview(db: Path, task: Task) -> None:
    from crawlers import run

    with plain_errors(db):
        preview = run.preview(db, task)
    console = open_console()
    print_table(
        console,
        ["Would be", "Why", "Address"],
        [
            (
                "left alone" if verdict.reason else "asked again" if verdict.known else "fetched",
                f"{verdict.reason}: {verdict.detail}" if verdict.reason else verdict.role,
                verdict.url,
            )
            for verdict in preview.verdicts
        ],
    )
    if preview.left:
        console.print(f"And {preview.left:,} more.")
    for host, delay in preview.delays.items():
        console.print(f"{one_line(host)}: one request at a time, {delay:g} s or more between them.")
    for host, why in preview.closed.items():
        console.print(f"{one_line(host)}: nothing may be asked for now: {one_line(why)}")
    console.print("And what these pages link to, if the profile has a pattern for it.")


def _print_refused(db: Path, site: str) -> None:
    with read.reading(db) as archive:
        found = frontier.declined(archive, site)
    console = open_console()
    if not found:
        console.print(f"Nothing of {one_line(site)} was refused in {db}.")
        return
    print_table(
        console,
        ["State", "Reason", "Status", "When", "Address", "Detail"],
        [
            (row.state, row.reason or "", str(row.status or ""), row.at or "", row.url, row.detail or "")
            for row in found
        ],
    )
