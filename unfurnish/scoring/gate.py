"""The quality gate: figures that were reached once, on pages that may not change unnoticed, are floors from then on."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from unfurnish.errors import InputError
from unfurnish.export import json_text, whole_file
from unfurnish.scoring.pages import PageScore
from unfurnish.scoring.report import scores
from unfurnish.sources import printable

FIELDS = ("title", "published", "published_time", "event_date", "captured")
"""Fields whose accuracy has a floor."""


class Gate(BaseModel):
    """Floors, and what they were measured on. Kept as JSON."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    corpus: str
    """Fingerprint of pages and gold."""
    pages: int
    profiles: bool
    """Whether the engine knew the site profiles."""
    together: bool = False
    """Whether it knew what the pages of a site, or of a folder, have in common."""
    floors: dict[str, float]
    """Figure -> lowest value that passes, 0 to 1."""


def measure(pages: Sequence[PageScore]) -> dict[str, float]:
    """Return the figures that have floors, rounded down to four places: pages of known sites and others apart."""
    figures: dict[str, float] = {}
    for group, members in (
        ("profiled", [page for page in pages if page.page.gold.site]),
        ("unprofiled", [page for page in pages if not page.page.gold.site]),
    ):
        if not members:
            continue
        found = scores(members)
        values = {
            "line_f1_micro": found.lines.micro.f1,
            "line_f1_macro": found.lines.macro.f1,
            "word_f1_micro": found.words.micro.f1,
            "word_f1_macro": found.words.macro.f1,
            "label_accuracy": found.labels.accuracy,
        }
        values |= {f"{name}_accuracy": found.fields[name].accuracy for name in FIELDS if name in found.fields}
        figures |= {f"{group}.{name}": math.floor(value * 10_000) / 10_000 for name, value in values.items()}
    return figures


def fallen(floors: Mapping[str, float], figures: Mapping[str, float]) -> list[str]:
    """Return, one phrase each, the figures that are below their floors or are no longer measured."""
    return [
        f"{name} {figures[name]:.4f} is below {floor:.4f}" if name in figures else f"{name} is not measured any more"
        for name, floor in floors.items()
        if figures.get(name, -1.0) < floor
    ]


def risen(floors: Mapping[str, float], figures: Mapping[str, float]) -> list[str]:
    """Return the figures that are above their floors or have none yet."""
    return [name for name, figure in figures.items() if figure > floors.get(name, -1.0)]


def read(path: Path) -> Gate:
    """Read a gate. Raises InputError if there is none, or the file is something else."""
    shown = printable(str(path))
    if not path.exists():
        raise InputError(f"{shown}: no such file; --pin {shown} writes it")
    try:
        return Gate.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise InputError(f"{shown}: no gate of ours; remove it, and --pin {shown} writes a new one") from error


def write(path: Path, gate: Gate) -> None:
    """Write a gate, whole or not at all."""
    with whole_file(path) as file:
        file.write(json_text(gate.model_dump()) + b"\n")
