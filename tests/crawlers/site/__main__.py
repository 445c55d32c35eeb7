"""Serve four invented sites on loopback, and crawl them.

python -m tests.crawlers.site DB      crawl them into the archive DB, twice, and look inside
python -m tests.crawlers.site         only serve them, until Ctrl-C, and say how to crawl them
"""

import shlex
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import click

from tests.crawlers.site.server import Server
from tests.crawlers.site.shapes import Shape, all_of


def _command(archive: str, shape: Shape, profiles: Path) -> list[str]:
    profile = profiles / f"{shape.site}.toml"
    profile.write_text(shape.profile())
    return ["crawl", archive, shape.site, "--profile", str(profile), "--allow-host", shape.host.netloc]


def _run(*args: str) -> None:
    click.echo(f"\n$ unfurnish {shlex.join(args)}")
    subprocess.run([sys.executable, "-c", "from unfurnish.cli import main; main()", *args], check=True)


def main() -> None:
    """Do what the command line says."""
    archive = sys.argv[1] if len(sys.argv) > 1 else None
    with Server() as server, tempfile.TemporaryDirectory(prefix="unfurnish-demo-") as name:
        shapes = all_of(server)
        commands = [_command(archive or "crawl.db", shape, Path(name)) for shape in shapes]
        if archive is None:
            for command in commands:
                click.echo(f"unfurnish {shlex.join(command)}")
            threading.Event().wait()
            return
        _run(*commands[0], "--dry-run")
        for command in commands:
            _run(*command)
        _run(*commands[0])
        _run(*commands[0], "--refused")
        _run("stats", archive)
        forbidden = sum(path in shape.forbidden for shape in shapes for path in shape.host.asked())
        click.echo(
            f"\nThe sites were asked {len(server.requests)} times, {forbidden} times for what robots.txt forbids."
        )


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
