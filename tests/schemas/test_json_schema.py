"""The machine interface: JSON Schema of one object of `clean --format jsonl`, its keys, and real output."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from cleaners import Engine
from schemas import Cleaned, CleanedPage, Page
from tests.gold import INVENTED, GoldPage

SCHEMA = CleanedPage.model_json_schema(mode="serialization")
VALIDATOR = Draft202012Validator(SCHEMA)

# A contract with whoever reads the output: keys never change their order or go away.
KEYS = """
    source url site kind title alt_titles authors published event captured language paragraph_languages translations
    section place doc_type source_url body related counters notes lines
""".split()
PART_KEYS = {
    "PartialDate": ["value", "precision", "source", "raw"],
    "Related": ["date", "title", "teaser", "url"],
    "Counter": ["days", "event", "since"],
    "Note": ["code", "detail"],
    "Line": ["n", "start", "end", "label", "reason", "score"],
}
PUBLISHED = {"value": "2021", "precision": "year", "source": "url", "raw": "2021"}


@pytest.fixture(scope="module")
def outputs() -> dict[str, dict[str, Any]]:
    engine = Engine.bundled()
    return {page.id: output(engine, page) for page in INVENTED}


def output(engine: Engine, page: GoldPage) -> dict[str, Any]:
    cleaned = engine.clean(Page(source=page.id, raw=page.path.read_bytes()))
    assert isinstance(cleaned, Cleaned)
    printed = CleanedPage(**dict(cleaned.document), lines=cleaned.lines, text=cleaned.text).model_dump_json()
    record = json.loads(printed)
    assert isinstance(record, dict)
    assert CleanedPage.model_validate_json(printed).model_dump(mode="json") == record
    return record


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["type"] == "object"
    assert SCHEMA["additionalProperties"] is False


def test_the_keys_keep_the_order_of_the_contract() -> None:
    assert [key for key in SCHEMA["properties"] if key in KEYS] == KEYS


@pytest.mark.parametrize("model", PART_KEYS)
def test_the_keys_of_the_parts_keep_theirs(model: str) -> None:
    part = SCHEMA["$defs"][model]
    assert list(part["properties"]) == PART_KEYS[model]
    assert part["additionalProperties"] is False


def test_every_key_is_described_in_the_schema() -> None:
    described = [SCHEMA, *SCHEMA["$defs"].values()]
    silent = [key for part in described for key, value in part["properties"].items() if not value.get("description")]
    assert not silent


@pytest.mark.parametrize("page", INVENTED, ids=lambda page: page.id)
def test_real_output_is_valid(outputs: dict[str, dict[str, Any]], page: GoldPage) -> None:
    VALIDATOR.validate(outputs[page.id])
    assert list(outputs[page.id]) == list(CleanedPage.model_fields)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("unheard_of", 1),
        ("kind", "page"),
        ("title", 7),
        ("language", "english"),
        ("published", "2021-03-25"),
        ("published", PUBLISHED | {"precision": "decade"}),
        ("published", PUBLISHED | {"guessed": True}),
        ("related", [{"date": None, "teaser": None, "url": None}]),
        ("counters", [{"days": -1, "event": "x", "since": None}]),
        ("notes", [{"code": "Not a code", "detail": "x"}]),
        ("lines", [{"n": 1, "start": 0, "end": 1, "label": "text", "reason": "x", "score": 1.0}]),
        ("lines", [{"n": 1, "start": 0, "end": 1, "label": "body", "reason": "x", "score": 1.5}]),
        ("lines", None),
    ],
    ids=str,
)
def test_the_schema_refuses_what_the_model_refuses(outputs: dict[str, dict[str, Any]], key: str, value: object) -> None:
    changed = {**next(iter(outputs.values())), key: value}
    assert not VALIDATOR.is_valid(changed)
    with pytest.raises(ValueError, match=key):
        CleanedPage.model_validate_json(json.dumps(changed))
