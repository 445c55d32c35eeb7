"""What may be given on the command line as the name of something."""

from __future__ import annotations

from typing import Any

import click


class Name(click.types.StringParamType):
    """A site, a language and the like: not empty, and fit to be looked for in an archive."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the value without white space around it."""
        name = super().convert(value, param, ctx).strip()
        if not name:
            self.fail("it is empty; write a name, or leave it out", param, ctx)
        try:
            name.encode()
        except UnicodeEncodeError:
            self.fail(f"{name!r} is no UTF-8; set the terminal to UTF-8 and write it again", param, ctx)
        return name
