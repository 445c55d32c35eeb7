"""`unfurnish rejects`: the inputs that were refused, and their bytes."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from rich.text import Text

from schemas import Reject
from unfurnish import sources
from unfurnish.notices import SOME_REJECTED
from unfurnish.parameters import Name
from unfurnish.store import read
from unfurnish.store.read import Rejected
from unfurnish.terminal import harmless, one_line, open_console, print_pairs, print_table


@click.command()
@click.argument("db", metavar="DB", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("reject", metavar="[ID]", type=click.IntRange(min=1, max=10**18), required=False)
@click.option(
    "--reason",
    "reasons",
    type=Name(),
    metavar="CODE",
    multiple=True,
    help="Only for this reason; may be given again.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=1, max=10**9),
    default=100,
    show_default=True,
    metavar="N",
    help="Show the N latest.",
)
@click.option("--raw", is_flag=True, help="With ID: the input as it came in, byte for byte.")
def rejects(db: Path, reject: int | None, reasons: tuple[str, ...], limit: int, raw: bool) -> None:
    """List the inputs that were refused, the latest first; with ID, one of them.

    Of what a web archive holds that is merely no page, such as an image, the first 16 kB are kept; while the archive
    is where it was, --raw reads all bytes from there.

    \b
    Examples:
      unfurnish rejects corpus.db
      unfurnish rejects corpus.db --reason broken_record --reason truncated
      unfurnish rejects corpus.db 3
      unfurnish rejects corpus.db 3 --raw > refused.bin
    """
    if reject is not None:
        _show(db, reject, raw)
        return
    if raw:
        raise click.UsageError("--raw writes one input; name its ID, as `unfurnish rejects DB` lists them.")
    with read.reading(db) as archive:
        counts = read.reject_reasons(archive)
        found = list(read.rejected(archive, limit, reasons))
    _print_list(db, found, counts, reasons)


def _show(db: Path, reject: int, raw: bool) -> None:
    with read.reading(db) as archive:
        row = read.reject_of(archive, reject)
        content = read.rejected_raw(archive, reject) if raw else None
    if row is None:
        raise click.ClickException(f"{db}: no reject {reject}; `unfurnish rejects {db}` lists them")
    if content is None:
        _print_one(db, row)
        return
    whole = _from_archive(row) if _is_in_archive(row) else content
    content = content if whole is None else whole
    if sys.stdout.isatty():
        click.echo(harmless(content.decode(errors="replace")))
    else:
        click.echo(content, nl=False)
    if whole is None:
        click.get_current_context().exit(SOME_REJECTED)


def _is_in_archive(row: Rejected) -> bool:
    stream = row.source.rpartition("#")[0] == sources.STANDARD_INPUT
    return row.cut and not stream and row.reason in sources.WHOLE_IN_ARCHIVE


def _from_archive(row: Rejected) -> bytes | None:
    """Return the bytes as the archive has them; if it has them no more, say so, and that the beginning is kept."""
    try:
        content = sources.raw_in_archive(Reject(source=row.source, reason=row.reason, detail=row.detail))
        missing = "" if content is not None else "is another by now; put back the one that was read"
    except OSError as error:
        content = None
        missing = f"cannot be read: {(error.strerror or str(error)).lower()}; put it back where it was"
    if missing:
        told = f"{one_line(row.source)}: all the bytes are in that archive alone, which {missing}"
        if not row.size:
            raise click.ClickException(told)
        click.echo(f"{told}; these are the first {row.size:,}", err=True)
    return content


def _print_list(db: Path, found: list[Rejected], counts: dict[str, int], reasons: tuple[str, ...]) -> None:
    console = open_console()
    by_reason = ", ".join(f"{one_line(reason)} {count:,}" for reason, count in counts.items())
    if not found:
        among = f" for {' or '.join(map(one_line, reasons))}" if reasons and counts else ""
        console.print(Text(f"No rejects{among} in {db}{f'; there are {by_reason}' if counts else ''}."))
        return
    print_table(
        console,
        ["ID", "Reason", "Bytes", "When", "Source", "Detail"],
        [(row.id, row.reason, row.size, row.at, row.source, row.detail) for row in found],
    )
    total = sum(count for reason, count in counts.items() if not reasons or reason in reasons)
    if total > len(found):
        more = f"{len(found):,} of {total:,} rejects; --limit {total} shows all"
        console.print(Text(more if reasons else f"{more}, --reason those for one reason: {by_reason}", style="dim"))


def _print_one(db: Path, row: Rejected) -> None:
    raw = f"unfurnish rejects {db} {row.id} --raw"
    size = f"{row.size:,}{', the beginning' if row.cut else ''}"
    if _is_in_archive(row):
        size += "; all of them are in the archive"
    print_pairs(
        open_console(),
        [
            ("source", row.source),
            ("reason", row.reason),
            ("detail", row.detail),
            ("when", row.at),
            ("bytes", f"{size} ({raw})" if row.size or row.cut else size),
        ],
    )
