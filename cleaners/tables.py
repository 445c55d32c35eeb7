"""Reading the TOML files that hold what the engine knows, with errors that say where to look."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from importlib import resources
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

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
        problems = error.errors()
        places = [problem["loc"] for problem in problems]
        said = (
            f"{'.'.join(map(str, problem['loc']))}: {_cause(model, problem)}".removeprefix(": ")
            for problem in problems
            # What holds something wrong may lack it for that alone.
            if not any(other != problem["loc"] and other[: len(problem["loc"])] == problem["loc"] for other in places)
        )
        raise ValueError(f"{name}: {'; '.join(said)}") from error


def load(model: type[Table], package: str) -> tuple[Table, ...]:
    """Read the tables of a package, in order of their file names. Raises ValueError as `read` does."""
    files = (file for file in resources.files(package).iterdir() if file.name.endswith(".toml"))
    return tuple(
        read(model, file.read_text(encoding="utf-8"), file.name) for file in sorted(files, key=lambda file: file.name)
    )


def _cause(model: type[BaseModel], problem: ErrorDetails) -> str:
    if problem["type"] == "missing":
        return "missing"
    if problem["type"] == "extra_forbidden":
        return f"no such key; there are {', '.join(_keys(model, problem['loc'][:-1]))}"
    return problem["msg"].removeprefix("Value error, ").replace("Input should be", "expected")


def _keys(model: type[BaseModel], place: Iterable[int | str]) -> list[str]:
    """Return the keys of the table that stands at a place below one of the model."""
    for step in place:
        inner = next((field for name, field in model.model_fields.items() if step in (name, field.alias)), None)
        if inner is not None:
            model = next(_models(inner.annotation), model)
    return [field.alias or name for name, field in model.model_fields.items()]


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)
