"""The command line: a table of commands, each imported only when it is called, and how errors end."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

import click

from unfurnish.errors import UnfurnishError

COMMANDS = {
    "clean": "Clean pages and print them.",
    "ingest": "Clean files and folders of pages into the database DB, which is made if there is none.",
    "crawl": "Fetch the pages of a site that permits it into the database DB, politely.",
    "reclean": "Clean all stored pages again, with today's rules and all that is known of their sites.",
    "stats": "Show what a database holds.",
    "search": "Search title and body of the documents in a database.",
    "show": "Show one document, or what was removed from it and why.",
    "rejects": "List the inputs that were refused, the latest first; with ID, one of them.",
    "export": "Write the documents of a database to a file.",
    "sites": "List the known sites, or the rules of one and how it is crawled.",
    "score": "Score the cleaning of pages whose right answers are known.",
    "schema": "Print the JSON Schema of what goes in and comes out.",
}
"""Name -> short help, in the order of use, so that `--help` need not import the commands."""

WRONG_USE = 2
INTERRUPTED = 130


class CommandTable(click.Group):
    """A group that knows its commands by name, and ends each error in one line and the right exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(f"unfurnish.commands.{cmd_name}"), cmd_name)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as error:
            raise click.NoSuchCommand(error.command_name, possibilities=COMMANDS, ctx=ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()  # so that a closed pipe shows itself where click is silent about it
        except KeyboardInterrupt:
            click.echo("Stopped.", err=True)
            ctx.exit(INTERRUPTED)
        return result

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run the command line and exit; without `standalone_mode`, return or raise as click does."""
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        try:
            code = super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
            sys.exit(WRONG_USE)
        except click.ClickException as error:
            _complain(error.format_message(), error.ctx if isinstance(error, click.UsageError) else None)
        except UnfurnishError as error:
            _complain(str(error))
        except OSError as error:
            _complain(_told(error))
        except click.Abort:  # Ctrl-C before `invoke` was reached
            sys.exit(INTERRUPTED)
        sys.exit(code if isinstance(code, int) else 0)


def _told(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        advice = "; make room and run the same command again"
    else:
        advice = "; check the path and its permissions" if error.filename else ""
    return f"{error.strerror}{f': {error.filename}' if error.filename else ''}{advice}"


def _complain(message: str, ctx: click.Context | None = None) -> NoReturn:
    """Print one line, naming where help is found if `ctx` is a command that was called wrongly; exit 2."""
    line = " ".join(message.split()).replace("is not a valid integer range", "is no whole number")  # click's words
    if not line.isprintable():  # it may hold the name of a file that somebody else made
        from unfurnish.terminal import harmless

        line = harmless(line)
    if ctx is not None:
        line += f"{'' if line.endswith(('.', '?')) else '.'} Try '{ctx.command_path} --help'."
    click.echo(f"Error: {line}", err=True)
    sys.exit(WRONG_USE)


@click.group(cls=CommandTable, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="unfurnish", message="%(prog)s %(version)s")
def cli() -> None:
    """Strip the furniture, keep the statement.

    Turns pages of public institutions into a clean, dated, searchable SQLite archive in which every
    removed line can be seen, explained and given back.

    \b
    Examples:
      unfurnish clean page.txt
      unfurnish ingest corpus.db dumps/
      unfurnish search corpus.db ambassador
      unfurnish show corpus.db 1 --removed
    """


def main(args: Sequence[str] | None = None) -> None:
    """Run the `unfurnish` script and exit."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # closed by the caller: no other file may take its number
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode))
    for stream in (sys.stdout, sys.stderr):
        # Pages hold every script, whatever the locale says; a file name may hold bytes that are no UTF-8.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    cli.main(args, prog_name="unfurnish")
