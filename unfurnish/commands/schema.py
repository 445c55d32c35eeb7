"""`unfurnish schema`: the data models as JSON Schema."""

from __future__ import annotations

import json
import re

import click

import schemas
from schemas.base import Record
from schemas.rules import Profile, Vocabulary

DIALECT = "https://json-schema.org/draft/2020-12/schema"

# What people write by hand may leave out what has a default; what we print never does.
WRITTEN_BY_HAND: dict[str, type[Record]] = {"profile": Profile, "vocabulary": Vocabulary}
PRINTED: dict[str, type[Record]] = {
    re.sub(r"\B(?=[A-Z])", "-", name).lower(): model
    for name in schemas.__all__
    if isinstance(model := getattr(schemas, name), type) and issubclass(model, Record)
}


@click.command()
@click.argument(
    "model", type=click.Choice(sorted(PRINTED | WRITTEN_BY_HAND)), default="cleaned-page", metavar="[MODEL]"
)
def schema(model: str) -> None:
    """Print the JSON Schema of what goes in and comes out.

    Without MODEL it is that of cleaned-page, one object of `clean --format jsonl`. Others: page, document,
    line, related, counter, note, partial-date, provenance, link, image, reject, cleaned; profile and vocabulary
    for the TOML files.

    \b
    Examples:
      unfurnish schema
      unfurnish schema profile > profile.schema.json
    """
    if model in PRINTED:
        described = PRINTED[model].model_json_schema(mode="serialization")
    else:
        described = WRITTEN_BY_HAND[model].model_json_schema(mode="validation")
    click.echo(json.dumps({"$schema": DIALECT} | described, indent=2, ensure_ascii=False))
