"""`unfurnish crawl`: pages of a permitted site into an archive, and what became of them."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("db", metavar="DB", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("site", metavar="SITE")
@click.option(
    "--profile",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A profile of your own; or your permit, and what else differs, for a site that is known.",
)
@click.option("--since", metavar="DAY", help="Leave out pages that are known to be older, such as 2026-11-01.")
@click.option("--max-pages", type=click.IntRange(min=1), metavar="N", help="Fetch no more pages than these.")
@click.option(
    "--warc-dir",
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write what is sent and received to WARC files there, too.",
)
@click.option(
    "--allow-host",
    "allowed",
    metavar="HOST[:PORT]",
    multiple=True,
    help="Ask this host although it has a private address or an odd port; can be given again.",
)
@click.option("--dry-run", is_flag=True, help="Ask for robots.txt only, and list what would be fetched, or why not.")
@click.option("--refused", is_flag=True, help="List what was refused so far, and why. Nothing is asked for.")
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

    \b
    Examples:
      unfurnish crawl corpus.db example.org --profile example.org.toml
      unfurnish crawl corpus.db example.org --profile example.org.toml --since 2026-11-01
    """
    raise click.ClickException("crawling is not ready yet")
