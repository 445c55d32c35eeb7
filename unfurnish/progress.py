"""A progress bar for long work on a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text


class _Rate(ProgressColumn):
    """Pages a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:,.0f} pages/s" if task.speed else "", style="dim")


def bar(console: Console) -> Progress:
    """Return a bar that counts pages and vanishes when they are done; none is shown where there is no terminal."""
    return Progress(
        TextColumn("{task.description:<8}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        redirect_stdout=False,  # what is printed there is no text of a terminal's
        disable=not console.is_terminal,
    )


def line(console: Console) -> Progress:
    """Return a line of text, its task's description, that vanishes at the end; none where there is no terminal."""
    return Progress(
        TextColumn("{task.description}"),
        console=console,
        transient=True,
        redirect_stdout=False,
        disable=not console.is_terminal,
    )
