"""`unfurnish search`: ranked documents with highlighted snippets."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from schemas import precision_of
from unfurnish.parameters import Name
from unfurnish.store.read import check_kind, check_language, check_site, reading
from unfurnish.store.search import MARK_END, MARK_START, Filter, Hit, match_expression
from unfurnish.store.search import search as find
from unfurnish.terminal import counted, harmless, one_line, open_console

HIGHLIGHT = "bold yellow"


def _date(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value is not None and precision_of(value) is None:
        raise click.BadParameter(f"{value!r} is no date; write 2021, 2021-03 or 2021-03-25.")
    return value


@click.command()
@click.argument("db", metavar="DB", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("query", metavar="QUERY...", nargs=-1, required=True)
@click.option("--site", type=Name(), metavar="ID", help="Only documents of this site.")
@click.option("--language", type=Name(), metavar="CODE", help="Only documents in this language, such as en.")
@click.option(
    "--since",
    metavar="DATE",
    callback=_date,
    help="Only from this date on: 2021, 2021-03 or 2021-03-25 (published, else event).",
)
@click.option("--until", metavar="DATE", callback=_date, help="Only up to this date, the whole year or month included.")
@click.option(
    "--kind",
    type=Name(),
    metavar="KIND",
    help="Only this kind (article, record, other) or type (press_release, speech, ...).",
)
@click.option(
    "--limit",
    type=click.IntRange(min=1, max=1_000_000),
    default=10,
    show_default=True,
    metavar="N",
    help="Show the N best.",
)
def search(
    db: Path,
    query: tuple[str, ...],
    site: str | None,
    language: str | None,
    since: str | None,
    until: str | None,
    kind: str | None,
    limit: int,
) -> None:
    """Search title and body of the documents in a database.

    All words must occur, in any order and case; "words in quotation marks" must stand together;
    word* finds every word with that beginning. Chinese, Japanese, Korean and Thai words are found within
    a sentence as they are. The number before each document is for `unfurnish show`.

    \b
    Examples:
      unfurnish search corpus.db ambassador visa
      unfurnish search corpus.db '"joint statement" minist*' --since 2021 --language en
      unfurnish search corpus.db 大使館
      unfurnish search corpus.db 'посольств*' --site rusemb.org.uk --kind press_release
    """
    words = " ".join(query)
    only = Filter(site=site, language=language, kind=kind, since=since, until=until)
    with reading(db) as archive:
        found = find(archive, words, only, limit)
        if not found.total:
            if site is not None:
                check_site(archive, site, db)
            if language is not None:
                check_language(archive, language, db)
            if kind is not None:
                check_kind(archive, kind, db)
    console = open_console()
    if match_expression(words) is None:
        console.print("Nothing to look for: name a word to find.")
        return
    if not found.total:
        filtered = " that pass the filters" if only != Filter() else ""
        console.print(f"No documents{filtered} match: {one_line(words)}")
        return
    for hit in found.hits:
        _print_hit(console, hit)
    shown = len(found.hits)
    more = f"; --limit {found.total} shows all" if found.total > shown else ""
    console.print(Text(f"{shown:,} of {counted(found.total, 'document')}{more}", style="dim"))


def _print_hit(console: Console, hit: Hit) -> None:
    facts = [hit.date or "no date", hit.site, hit.language, hit.doc_type or hit.kind]
    console.print(
        Text.assemble((f"{hit.document_id}  ", "bold"), ("  ".join(one_line(fact) for fact in facts if fact), "dim"))
    )
    _print_indented(console, _highlighted(hit.title or "(no title)", "bold"))
    if hit.snippet:
        _print_indented(console, _highlighted(hit.snippet, ""))
    console.print()


def _highlighted(marked: str, style: str) -> Text:
    """Return the text with its marks turned into colour; when there is none, the words stand plain."""
    text = Text(style=style)
    for part in " ".join(marked.split()).split(MARK_START):
        found, end, rest = part.rpartition(MARK_END)
        text.append(harmless(found), HIGHLIGHT if end else None)
        text.append(harmless(rest))
    return text


def _print_indented(console: Console, text: Text) -> None:
    if console.is_terminal:
        console.print(Padding(text, (0, 0, 0, 4)), soft_wrap=False)
    else:
        console.print(Text("    ") + text)
