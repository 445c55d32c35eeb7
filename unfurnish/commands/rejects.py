"""`unfurnish rejects`: the inputs that were refused, and their bytes."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from unfurnish.store import read
from unfurnish.store.read import Rejected
from unfurnish.terminal import harmless, open_console, print_pairs, print_table


@click.command()
@click.argument("db", metavar="DB", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("reject", metavar="[ID]", type=click.IntRange(min=1, max=10**18), required=False)
@click.option("--raw", is_flag=True, help="With ID: the input as it came in, byte for byte.")
def rejects(db: Path, reject: int | None, raw: bool) -> None:
    """List the inputs that were refused, the latest first; with ID, one of them.

    \b
    Examples:
      unfurnish rejects corpus.db
      unfurnish rejects corpus.db 3
      unfurnish rejects corpus.db 3 --raw > refused.bin
    """
    if raw and reject is None:
        raise click.UsageError("--raw writes one input; name its ID, as `unfurnish rejects DB` lists them.")
    with read.reading(db) as archive:
        found = list(read.rejected(archive, reject))
        content = read.rejected_raw(archive, reject) if raw and reject is not None else None
    if reject is None:
        _print_list(db, found)
    elif not found:
        raise click.ClickException(f"{db}: no reject {reject}; `unfurnish rejects {db}` lists them")
    elif content is None:
        _print_one(db, found[0])
    elif sys.stdout.isatty():
        click.echo(harmless(content.decode(errors="replace")))
    else:
        click.echo(content, nl=False)


def _print_list(db: Path, found: list[Rejected]) -> None:
    console = open_console()
    if not found:
        console.print(f"No rejects in {db}.")
        return
    print_table(
        console,
        ["ID", "Reason", "Bytes", "When", "Source", "Detail"],
        [(row.id, row.reason, row.size, row.at, row.source, row.detail) for row in found],
    )


def _print_one(db: Path, row: Rejected) -> None:
    print_pairs(
        open_console(),
        [
            ("source", row.source),
            ("reason", row.reason),
            ("detail", row.detail),
            ("when", row.at),
            ("bytes", f"{row.size:,}" + (f" (unfurnish rejects {db} {row.id} --raw)" if row.size else "")),
        ],
    )
