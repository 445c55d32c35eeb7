"""`unfurnish clean`: pages in, cleaned pages out; no database."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeVar

import click

from cleaners import Engine
from schemas import Cleaned, Document, Page, Reject
from unfurnish import notices, sources
from unfurnish.export import json_line, json_text, page_object
from unfurnish.parameters import Name
from unfurnish.progress import bar
from unfurnish.render import grounds, markdown, plain, print_balance, print_explained, print_header
from unfurnish.terminal import harmless, one_line, open_console
from unfurnish.together import Together

if TYPE_CHECKING:
    from cleaners.explain import Explained

Answer = TypeVar("Answer")
Read = Callable[[sources.Source], tuple[Engine, Page] | Reject]

MEDIA_TYPES = {"auto": None, "text": "text/plain", "html": "text/html"}


@click.command()
@click.argument("paths", metavar="[PATH|-]...", nargs=-1)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json", "jsonl", "explain"]),
    default="text",
    show_default=True,
    help="text: title, blank line, body. markdown: with the known fields too. json: everything, indented. "
    "jsonl: one object a page, for programs. explain: each line with its label, score and reason, and "
    "what spoke for another label.",
)
@click.option(
    "--as",
    "media",
    type=click.Choice(list(MEDIA_TYPES)),
    default="auto",
    show_default=True,
    help="What the pages are; auto looks at each. `--as text` takes HTML for text, `--as html` text for HTML.",
)
@click.option(
    "--engine",
    "judge",
    type=click.Choice(["unfurnish", "trafilatura"]),
    default="unfurnish",
    show_default=True,
    help="trafilatura: clean HTML with that library alone, to compare.",
)
@click.option(
    "--site", type=Name(), metavar="ID", help="The site of the pages, such as mid.ru; otherwise it is recognised."
)
@click.option(
    "--together",
    is_flag=True,
    help="Read all pages first: what several pages of a site, or of a folder, have in common is then known. "
    "Helps with sites that have no profile, from three pages on.",
)
@click.option("--with-text", is_flag=True, help="json and jsonl: add the decoded text, which `lines` refers to.")
@click.pass_context
def clean(
    ctx: click.Context,
    paths: tuple[str, ...],
    form: str,
    media: str,
    judge: str,
    site: str | None,
    together: bool,
    with_text: bool,
) -> None:
    """Clean pages and print them.

    PATH is a text dump, an HTML page, an archive of pages (WARC, WET, JSONL), each packed with gzip or not; a folder
    of those, at any depth; a quoted glob; or - for standard input, which is also read when no PATH is given. What
    cannot be cleaned is named on stderr with the reason; the rest is done, and the exit code is 1. A page of which
    nothing is kept is no error; stderr tells of it, too.

    \b
    Examples:
      unfurnish clean page.txt
      unfurnish clean page.txt --format explain
      unfurnish clean dumps/ --format jsonl > pages.jsonl
      unfurnish clean one-site/ --together
      unfurnish clean page.html --format markdown
      unfurnish clean crawl.warc.gz --format jsonl > pages.jsonl
      unfurnish clean 'dumps/2021-*.txt' --site rusemb.org.uk --format markdown
      curl -s https://example.org/page.txt | unfurnish clean -
    """
    if not paths and sys.stdin.isatty():
        raise click.UsageError("Name files or folders to clean, or - for standard input.")
    if with_text and form not in ("json", "jsonl"):
        raise click.UsageError("--with-text adds a key to json and jsonl; name one of them with --format.")
    if judge == "trafilatura" and form == "explain":
        raise click.UsageError("--format explain tells of our own judges; take another format with trafilatura.")
    found = sources.find(paths or [sources.STANDARD_INPUT], site=site)
    engine = Engine.bundled()
    notices.unknown_site(site, engine)
    rejects: Counter[str] = Counter()
    asides: Counter[str] = Counter()
    empty: list[str] = []
    media_type = MEDIA_TYPES[media]
    files = sources.rereadable(found.pages, asides) if together else found.pages
    read = Together(engine, sources.each(files), media_type).read if together else partial(_read, engine, media_type)
    each = _shown(files, asides)
    if form == "explain":
        explained = _answers(partial(_explained, read), each, rejects)
        _print_for_people((page.cleaned.document, partial(_print_explained, page)) for page in explained)
    else:
        pages = _noted(_answers(partial(_cleaned, read, judge), each, rejects), empty)
        if form == "jsonl":
            for page in pages:
                click.echo(json_line(_object(page, with_text)), nl=False)
        elif form == "json":
            _print_json(pages, with_text)
        else:
            show = {"text": _print_text, "markdown": _print_markdown}[form]
            _print_for_people((page.document, partial(show, page.document)) for page in pages)
    _tell_of_empty(empty)
    notices.skipped(found.skipped)
    notices.asides(asides)
    notices.no_pages(rejects)
    if rejects:
        ctx.exit(notices.SOME_REJECTED)


def _read(engine: Engine, media_type: str | None, source: sources.Source) -> tuple[Engine, Page] | Reject:
    page = sources.read(source)
    if isinstance(page, Reject):
        return page
    return engine, page if media_type is None else page.model_copy(update={"media_type": media_type})


def _shown(files: Sequence[sources.Source], asides: sources.Asides) -> Iterator[sources.Source]:
    """Yield the pages, and show on a terminal how many there were, unless the pages themselves go there."""
    meter = sources.Meter(files)
    pages = sources.each(files, asides, meter)
    if sys.stdout.isatty():
        yield from pages
        return
    with bar(open_console(stderr=True)) as shown:
        task = shown.add_task("Cleaning", total=None)
        for page in pages:
            yield page
            shown.update(task, advance=1, total=meter.total)


def _cleaned(read: Read, judge: str, source: sources.Source) -> Cleaned | Reject:
    found = read(source)
    if isinstance(found, Reject):
        return found
    engine, page = found
    return engine.clean_with_peer(page) if judge == "trafilatura" else engine.clean(page)


def _explained(read: Read, source: sources.Source) -> Explained | Reject:
    found = read(source)
    return found if isinstance(found, Reject) else found[0].explain(found[1])


def _answers(
    ask: Callable[[sources.Source], Answer | Reject], pages: Iterable[sources.Source], rejects: Counter[str]
) -> Iterator[Answer]:
    """Yield the pages that can be cleaned, one at a time; the others are counted in `rejects`, by reason.

    What is wrong is told of at once. What is merely no page, such as the images of an archive, is only counted.
    """
    for source in pages:
        answer = ask(source)
        if isinstance(answer, Reject):
            rejects[answer.reason] += 1
            if source.archive is None or answer.reason not in sources.NO_PAGES:
                notices.rejected(answer)
        else:
            yield answer


def _noted(pages: Iterable[Cleaned], empty: list[str]) -> Iterator[Cleaned]:
    """Yield the pages; those of which nothing was kept are noted in `empty`."""
    for page in pages:
        document = page.document
        if not (document.title or document.body or document.related):
            empty.append(document.source)
        yield page


def _tell_of_empty(names: Sequence[str]) -> None:
    """Tell what of the input came out empty, since nothing on stdout says so; silent if nothing did."""
    if not names:
        return
    name = one_line(names[0]) if len(names) == 1 else f"{len(names):,} pages"
    click.echo(f"{name}: nothing was kept; to see why, line by line: --format explain", err=True)


def _object(page: Cleaned, with_text: bool) -> dict[str, object]:
    return page_object(page.document, page.lines, page.text if with_text else None)


def _several(pages: Iterator[Answer]) -> tuple[bool, Iterator[Answer]]:
    """Tell whether there is more than one page, reading no further than the second."""
    first = list(islice(pages, 2))
    return len(first) > 1, chain(first, pages)


def _print_json(pages: Iterator[Cleaned], with_text: bool) -> None:
    several, pages = _several(pages)
    for number, page in enumerate(pages):
        if several:
            click.echo(b",\n" if number else b"[\n", nl=False)
        click.echo(json_text(_object(page, with_text)), nl=not several)
    if several:
        click.echo(b"\n]")


def _print_for_people(pages: Iterator[tuple[Document, Callable[[], None]]]) -> None:
    several, pages = _several(pages)
    for number, (document, show) in enumerate(pages):
        if several:
            click.echo(f"{chr(10) if number else ''}==> {one_line(document.source)} <==")
        show()


def _print_text(document: Document) -> None:
    text = plain(document)
    click.echo(harmless(text) if sys.stdout.isatty() else text, nl=False)


def _print_markdown(document: Document) -> None:
    click.echo(markdown(document), nl=False)


def _print_explained(page: Explained) -> None:
    console = open_console()
    cleaned = page.cleaned
    print_header(console, cleaned.document, list(grounds(page)))
    console.print()
    print_explained(console, page)
    console.print()
    print_balance(console, cleaned.text, cleaned.lines, cleaned.document.kind)
