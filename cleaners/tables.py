"""Reading the TOML files that hold what the engine knows, with errors that say where to look."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any, TypeVar

from pydantic import ValidationError

from schemas.base import Record

Table = TypeVar("Table", bound=Record)


def read(model: type[Table], text: str, name: str) -> Table:
    """Read one table; `name` is what errors call it.

    Raises ValueError if the text breaks TOML or the table's schema: one line with name, place and cause.
    """
    try:
        return validated(model, tomllib.loads(text), name)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{name}: {error}") from error


def validated(model: type[Table], found: dict[str, Any], name: str) -> Table:
    """Return a table that was read as TOML already. Raises ValueError as `read` does."""
    try:
        return model.model_validate(found)
    except ValidationError as error:
        places = (
            f"{'.'.join(map(str, problem['loc']))}: {problem['msg'].removeprefix('Value error, ')}".removeprefix(": ")
            for problem in error.errors()
        )
        raise ValueError(f"{name}: {'; '.join(places)}") from error


def load(model: type[Table], package: str) -> tuple[Table, ...]:
    """Read the tables of a package, in order of their file names. Raises ValueError as `read` does."""
    files = (file for file in resources.files(package).iterdir() if file.name.endswith(".toml"))
    return tuple(
        read(model, file.read_text(encoding="utf-8"), file.name) for file in sorted(files, key=lambda file: file.name)
    )
