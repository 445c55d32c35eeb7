"""`unfurnish export`: the documents of an archive as a file."""

from __future__ import annotations

from pathlib import Path

import click

from unfurnish.export import json_line, stored_object, whole_file
from unfurnish.parameters import Name
from unfurnish.store.read import check_language, check_site, current, reading
from unfurnish.terminal import counted


@click.command()
@click.argument("db", metavar="DB", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl"]),
    default="jsonl",
    show_default=True,
    help="jsonl: one object a document; the keys of `clean --format jsonl` without lines, and the ids of DB.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, allow_dash=True),
    default="-",
    metavar="FILE",
    help="Write to FILE, whole or not at all; otherwise to standard output.",
)
@click.option("--site", type=Name(), metavar="ID", help="Only documents of this site.")
@click.option("--language", type=Name(), metavar="CODE", help="Only documents in this language, such as en.")
def export(db: Path, form: str, output: str, site: str | None, language: str | None) -> None:
    """Write the documents of a database to a file.

    Each document is written once, in its current version, in the order of its number. Listings have no text of
    their own and are left out; `unfurnish show` shows them.

    \b
    Examples:
      unfurnish export corpus.db > corpus.jsonl
      unfurnish export corpus.db -o english.jsonl --language en
    """
    documents = 0
    target = Path(output)
    if output != "-" and target.exists() and db.exists() and target.samefile(db):
        raise click.UsageError(f"-o {target} is DB itself, which would be lost; name another file.")
    with reading(db) as archive:
        if site is not None:
            check_site(archive, site, db)
        if language is not None:
            check_language(archive, language, db)
        with click.open_file(output, "wb") if output == "-" else whole_file(target) as file:
            for stored in current(archive, site=site, language=language):
                file.write(json_line(stored_object(stored)))
                documents += 1
    if output != "-" or not documents:
        click.echo(f"{counted(documents, 'document')} written.", err=True)
