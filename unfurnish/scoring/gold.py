"""Pages with gold: what must come out of them, as the gold.json beside them says."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from schemas import Kind, Label
from schemas.dates import precision_of
from unfurnish.errors import InputError, NoSuchPath
from unfurnish.sources import printable

GOLD_FILE = "gold.json"

LABELS: dict[str, Label] = {
    "T": "title",
    "K": "body",
    "M": "meta",
    "R": "related",
    "F": "furniture",
    "B": "blank",
}
"""The letters of `labels`."""


def _date(value: str) -> str:
    if precision_of(value) not in ("year", "month", "day"):
        raise ValueError("expected a date such as 2021-03-25, 2021-03 or 2021")
    return value


_Date = Annotated[str, AfterValidator(_date)]
_Language = Annotated[str, Field(pattern="^[a-z]{2}$")]
_NoneIsEmpty = BeforeValidator(lambda values: [] if values is None else values)


class Gold(BaseModel):
    """The right answers for one page. docs/gold.md describes each key, and what it means that one is left out."""

    model_config = ConfigDict(strict=True, frozen=True, extra="ignore")

    labels: str = Field(pattern="^[TKMRFB]*$")
    title_line: int | None = None
    kind: Kind = "article"
    language: _Language | None = None
    title: str | None = None
    published: _Date | None = None
    published_time: str | None = Field(default=None, pattern=r"^\d\d:\d\d$")
    event_date: _Date | None = None
    captured: _Date | None = None
    place: str | None = None
    counters: Annotated[list[int], _NoneIsEmpty] = []
    section: str | None = None
    number: str | None = None
    source_url: str | None = None
    alt_titles: Annotated[list[str], _NoneIsEmpty] = []
    authors: Annotated[list[str], _NoneIsEmpty] = []
    related: Annotated[int, BeforeValidator(lambda number: 0 if number is None else number)] = 0
    translations: Annotated[list[_Language], _NoneIsEmpty] = []
    site: Annotated[str | None, BeforeValidator(lambda site: None if site is False else site)] = None


@dataclass(frozen=True)
class GoldPage:
    """A page and its gold."""

    path: Path
    name: str
    """Folder and name: what tells it from other pages, wherever the corpus lies."""
    gold: Gold
    given: dict[str, Any]
    """The gold as it stands in the file."""

    @property
    def ignored(self) -> set[str]:
        """Keys of the file that no gold has."""
        return self.given.keys() - Gold.model_fields.keys()

    def read(self) -> bytes:
        """Return the bytes of the page."""
        return self.path.read_bytes()


def find(paths: Iterable[str]) -> list[GoldPage]:
    """Return the pages of gold files, or of each gold.json at any depth of a folder; each page once, by name.

    Raises NoSuchPath, or InputError for a folder without gold, a file that is no gold, and a page that is not there.
    """
    files = dict.fromkeys(file for path in paths for file in _files(path))
    return [page for file in files for page in _pages(file)]


def fingerprint(pages: Iterable[GoldPage]) -> str:
    """Return the sha256 of pages and gold, in hexadecimal; order and place of the files do not matter."""
    parts = sorted(
        (page.name, hashlib.sha256(page.read()).hexdigest(), json.dumps(page.given, sort_keys=True)) for page in pages
    )
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _files(path: str) -> list[Path]:
    start = Path(path)
    if not start.exists():
        raise NoSuchPath(f"{printable(path)}: no such file or folder; check the path")
    if not start.is_dir():
        return [start]
    if not (found := sorted(start.rglob(GOLD_FILE))):
        raise InputError(
            f"{printable(path)}: no {GOLD_FILE} in this folder or below; docs/gold.md says how pages are labelled"
        )
    return found


def _pages(file: Path) -> Iterator[GoldPage]:
    shown = printable(str(file))
    try:
        entries = json.loads(file.read_text(encoding="utf-8-sig"))
    except ValueError as error:
        raise InputError(f"{shown}: no JSON in UTF-8 ({error}); docs/gold.md describes the file") from error
    if not isinstance(entries, dict) or not entries:
        raise InputError(f"{shown}: expected an object of pages by name; docs/gold.md describes it")
    for name, entry in sorted(entries.items()):
        try:
            gold = Gold.model_validate(entry)
        except ValidationError as error:
            wrong = error.errors()[0]
            place = ".".join(map(str, (name, *wrong["loc"])))
            raise InputError(f"{shown}: {place}: {wrong['msg']}; docs/gold.md describes each key") from error
        path = file.parent / name
        if not path.is_file():
            raise InputError(f"{shown}: names {name}, which is not beside it; add the page or take its gold out")
        yield GoldPage(path, f"{file.absolute().parent.name}/{name}", gold, entry)
