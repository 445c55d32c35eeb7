"""`unfurnish score`: how well pages are cleaned whose right answers are known; the gate that holds what was reached."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path

import click
from rich.console import Console

from cleaners import Engine, vocabulary
from schemas import Cleaned, Reject
from unfurnish import notices, sources
from unfurnish.export import json_text
from unfurnish.parameters import Name
from unfurnish.scoring import gate as gates
from unfurnish.scoring.gate import Gate
from unfurnish.scoring.gold import GoldPage, find, fingerprint
from unfurnish.scoring.metrics import Figures
from unfurnish.scoring.pages import Fact, PageScore, score_page
from unfurnish.scoring.report import GROUPS, Errors, Scores, Share, by_reason, grouped, scores, worst
from unfurnish.terminal import counted, one_line, open_console, print_table
from unfurnish.together import Together

FELL = 1
"""Exit code when a figure is below its floor, or the floors are for other pages."""

Tables = Mapping[str, Mapping[str, Scores] | Mapping[str, Share]]
"""What the figures are broken down by -> group -> its figures."""

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("paths", metavar="GOLD...", nargs=-1, required=True)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="json: every figure, unrounded.",
)
@click.option(
    "--by",
    "breakdowns",
    type=click.Choice([*GROUPS, "reason"]),
    multiple=True,
    help="Score groups of pages too; reason: how many lines each rule decided, and how many rightly. "
    "May be given again.",
)
@click.option("--errors", type=click.IntRange(min=1), metavar="N", help="Show what is wrong on the N worst pages.")
@click.option(
    "--site", type=Name(), metavar="ID", help="The site of the pages, such as mid.ru; otherwise it is recognised."
)
@click.option("--no-profiles", is_flag=True, help="Clean as if no site had a profile: how sites never seen come out.")
@click.option(
    "--together",
    is_flag=True,
    help="Clean with what the pages of a site, or of a folder, have in common: as in an archive.",
)
@click.option(
    "--gate",
    type=_FILE,
    metavar="FILE",
    help="Exit 1 if a figure is below its floor in FILE, or if FILE is for other pages or other gold.",
)
@click.option("--pin", type=_FILE, metavar="FILE", help="Write the figures to FILE as floors; none there may fall.")
@click.option("--allow-regression", is_flag=True, help="With --pin: floors may fall.")
@click.pass_context
def score(
    ctx: click.Context,
    paths: tuple[str, ...],
    form: str,
    breakdowns: tuple[str, ...],
    errors: int | None,
    site: str | None,
    no_profiles: bool,
    together: bool,
    gate: Path | None,
    pin: Path | None,
    allow_regression: bool,
) -> None:
    """Score the cleaning of pages whose right answers are known.

    GOLD is a file that says what must come out of the pages beside it, or a folder with such files, named gold.json,
    at any depth; docs/gold.md describes them. Precision, recall and F1 are of kept lines and of their words: micro of
    all pages taken together, macro the mean of each page's.

    \b
    Examples:
      unfurnish score fixtures/dumps
      unfurnish score labelled/ --by site --by reason --errors 3
      unfurnish score fixtures/dumps --no-profiles --format json
      unfurnish score fixtures/dumps --together --by site
      unfurnish score fixtures/dumps --gate fixtures/gate.json
    """
    _check_use(site, no_profiles, gate, pin, allow_regression)
    floors = gates.read(gate) if gate else gates.read(pin) if pin and pin.exists() else None
    found = find(paths)
    _tell_ignored(found)
    engine = Engine((), vocabulary.load()) if no_profiles else Engine.bundled()
    notices.unknown_site(site, engine)
    rejects: list[Reject] = []
    pages = list(_scored(engine, found, site, no_profiles, together, rejects))
    tables = {by: by_reason(pages) if by == "reason" else grouped(pages, by) for by in dict.fromkeys(breakdowns)}
    faulty = None if errors is None else worst(pages, errors)
    if form == "json":
        click.echo(json_text({"engine": engine.version} | _object(scores(pages), tables, faulty)))
    else:
        _print(open_console(), engine.version, scores(pages), tables, faulty)
    if gate or pin:
        measured = Gate(
            corpus=fingerprint(found),
            pages=len(found),
            profiles=not no_profiles,
            together=together,
            floors=gates.measure(pages),
        )
        if pin:
            _pin(pin, floors, measured, allow_regression)
        elif gate and floors and not _passes(gate, floors, measured):
            ctx.exit(FELL)
    if rejects:
        ctx.exit(notices.SOME_REJECTED)


def _check_use(
    site: str | None, no_profiles: bool, gate: Path | None, pin: Path | None, allow_regression: bool
) -> None:
    if site is not None and no_profiles:
        raise click.UsageError("--site names a profile, --no-profiles uses none; give one of the two.")
    if gate is not None and pin is not None:
        raise click.UsageError("--gate compares with floors, --pin writes them; give one of the two.")
    if site is not None and (gate or pin) is not None:
        raise click.UsageError("Floors are for pages whose site is recognised; leave out --site.")
    if allow_regression and pin is None:
        raise click.UsageError("--allow-regression lets --pin lower a floor; name the file with --pin.")


def _tell_ignored(found: Iterable[GoldPage]) -> None:
    """Tell which keys of the gold are none, lest a slip of the pen leave a field unscored; silent if all are known."""
    keys = Counter(key for page in found for key in page.ignored)
    if keys:
        names = ", ".join(f"{key} ({count:,})" for key, count in sorted(keys.items()))
        click.echo(f"Ignored keys that gold does not have, by pages: {one_line(names)}", err=True)


def _scored(
    engine: Engine,
    found: Sequence[GoldPage],
    site: str | None,
    no_profiles: bool,
    together: bool,
    rejects: list[Reject],
) -> Iterator[PageScore]:
    """Yield the score of each page; those that cannot be cleaned are told of at once and added to `rejects`."""
    # Where the user decides on the site, to recognise it is no achievement.
    unscored = ("site",) if site is not None or no_profiles else ()
    files = [sources.Source(str(page.path), site) for page in found]
    clean = Together(engine, files).clean if together else partial(_clean, engine)
    for page, file in zip(found, files, strict=True):
        answer = clean(file)
        if isinstance(answer, Reject):
            notices.rejected(answer)
            rejects.append(answer)
        yield score_page(page, answer, unscored=unscored)


def _clean(engine: Engine, file: sources.Source) -> Cleaned | Reject:
    page = sources.read(file)
    return page if isinstance(page, Reject) else engine.clean(page)


def _pin(path: Path, floors: Gate | None, measured: Gate, allow_regression: bool) -> None:
    fallen = gates.fallen(floors.floors, measured.floors) if floors else []
    if fallen and not allow_regression:
        raise click.ClickException(
            f"{path}: not written, for floors would fall; add --allow-regression if they may: {'; '.join(fallen)}"
        )
    gates.write(path, measured)
    click.echo(f"{path}: {counted(len(measured.floors), 'floor')} on {counted(measured.pages, 'page')}", err=True)


def _passes(path: Path, gate: Gate, measured: Gate) -> bool:
    """Tell on stderr whether the figures hold, and what to do if they do not."""
    fallen = gates.fallen(gate.floors, measured.floors)
    if gate.profiles != measured.profiles:
        trouble = f"pinned {'without --no-profiles; leave it out' if gate.profiles else 'with --no-profiles; add it'}"
    elif gate.together != measured.together:
        trouble = f"pinned {'with --together; add it' if gate.together else 'without --together; leave it out'}"
    elif gate.corpus != measured.corpus:
        trouble = (
            f"pinned on other pages or other gold ({gate.pages:,} pages then, {measured.pages:,} now); if these are"
            f" meant, the same command with --pin {path} in place of --gate {path} pins them"
        )
    elif fallen:
        trouble = (
            f"{'; '.join(fallen)}; --errors 5 shows where it goes wrong, and --pin {path} --allow-regression in place"
            f" of --gate {path} accepts it"
        )
    else:
        risen = gates.risen(gate.floors, measured.floors)
        more = f"; above it, and worth a --pin {path}: {', '.join(risen)}" if risen else ""
        click.echo(f"{path}: no figure is below its floor{more}", err=True)
        return True
    click.echo(f"{path}: {trouble}.", err=True)
    return False


def _object(figures: Scores, tables: Tables, faulty: Sequence[Errors] | None) -> dict[str, object]:
    found: dict[str, object] = asdict(figures)
    if tables:
        found["by"] = {by: {name: asdict(group) for name, group in table.items()} for by, table in tables.items()}
    if faulty is not None:
        found["errors"] = [asdict(page) for page in faulty]
    return found


def _print(console: Console, version: str, figures: Scores, tables: Tables, faulty: Sequence[Errors] | None) -> None:
    console.print(f"{counted(figures.pages, 'page')}, engine {version}")
    console.print()
    print_table(
        console,
        ["Kept", "Precision", "Recall", "F1"],
        [
            (f"{what}, {name}", *_cells(average))
            for what, averages in (("lines", figures.lines), ("words", figures.words))
            for name, average in (("micro", averages.micro), ("macro", averages.macro))
        ],
    )
    console.print()
    print_table(
        console,
        ["Answers", "Right", "Of", "Accuracy", "Precision", "Recall"],
        [
            ("labels of lines", *_share_cells(figures.labels), "", ""),
            *(
                (name, *_share_cells(field), _cell(field.precision), _cell(field.recall))
                for name, field in figures.fields.items()
            ),
        ],
    )
    for by, table in tables.items():
        console.print()
        _print_groups(console, by, table)
    for page in faulty or ():
        console.print()
        _print_errors(console, page)
    if faulty == []:
        console.print()
        console.print("Nothing is wrong on any page.")


def _print_groups(console: Console, by: str, table: Mapping[str, Scores] | Mapping[str, Share]) -> None:
    heads: list[str] = []
    rows: list[tuple[str | int, ...]] = []
    for name, group in table.items():
        if isinstance(group, Share):
            heads = ["Right", "Of", "Accuracy"]
            rows.append((name, *_share_cells(group)))
        else:
            heads = ["Pages", "Line P", "Line R", "Line F1", "Macro", "Word P", "Word R", "Word F1", "Macro", "Labels"]
            rows.append(
                (
                    name,
                    group.pages,
                    *_cells(group.lines.micro),
                    _cell(group.lines.macro.f1),
                    *_cells(group.words.micro),
                    _cell(group.words.macro.f1),
                    _cell(group.labels.accuracy),
                )
            )
    print_table(console, [by.capitalize(), *heads], rows)


def _print_errors(console: Console, page: Errors) -> None:
    console.print(f"==> {one_line(page.name)} <==  line F1 {_cell(page.line_f1)}")
    if page.lines:
        print_table(
            console,
            ["Line", "Should be", "Is", "Reason", "Score", "Text"],
            [(line.n, line.wanted, line.given, line.reason, f"{line.score:.2f}", line.text) for line in page.lines],
        )
    if page.fields:
        print_table(
            console,
            ["Field", "Should be", "Is"],
            [(name, _value(field.wanted), _value(field.given)) for name, field in page.fields.items()],
        )


def _cells(figures: Figures) -> tuple[str, str, str]:
    return _cell(figures.precision), _cell(figures.recall), _cell(figures.f1)


def _share_cells(share: Share) -> tuple[int, int, str]:
    return share.right, share.of, _cell(share.accuracy)


def _cell(figure: float) -> str:
    return f"{figure:.4f}"


def _value(value: Fact) -> str:
    if isinstance(value, list):
        value = ", ".join(map(str, value))
    return "-" if value in (None, "") else str(value)
