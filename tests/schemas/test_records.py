"""Strictness: closed, immutable, nothing coerced, nothing that cannot be written, everything described."""

import copy
from typing import Any

import pytest
from pydantic import ValidationError

import schemas
from schemas import rules
from schemas.base import Record
from tests.schemas.samples import DOCUMENT, FLOWING, SAMPLES

MODELS = sorted(SAMPLES, key=lambda model: model.__name__)
ALL_MODELS = sorted(
    {
        value
        for module in (schemas, rules)
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Record) and value is not Record
    },
    key=lambda model: model.__name__,
)
ENTRIES = [(model, name) for model in MODELS for name in SAMPLES[model]]
# One value of each type that JSON, TOML or a careless caller could bring.
STRANGERS: tuple[Any, ...] = ("7", b"7", 7, 7.5, True, {"7": 7}, {7}, object())
# Text that is no text of a page, or that is made of ids only.
ANY_CHARACTER = {("Cleaned", "text"), ("Cleaned", "encoding"), ("Line", "reason")}


def named(value: Any) -> str | None:
    return value.__name__ if isinstance(value, type) else None


def test_every_model_of_what_flows_has_a_sample() -> None:
    exported = {value for value in map(vars(schemas).get, schemas.__all__) if isinstance(value, type)}
    assert set(FLOWING) == {value for value in exported if issubclass(value, Record)}
    assert all(set(sample) == set(model.model_fields) for model, sample in FLOWING.items())


@pytest.mark.parametrize("model", MODELS, ids=named)
def test_a_sample_is_valid(model: type[Record]) -> None:
    record = model(**SAMPLES[model])
    assert model.model_validate_json(record.model_dump_json()) == record if model in FLOWING else record


@pytest.mark.parametrize("model", MODELS, ids=named)
def test_an_unknown_key_is_refused(model: type[Record]) -> None:
    with pytest.raises(ValidationError, match="extra"):
        model.model_validate({**SAMPLES[model], "unheard_of": "x"})


@pytest.mark.parametrize(("model", "name"), ENTRIES, ids=named)
def test_nothing_is_coerced(model: type[Record], name: str) -> None:
    sample = SAMPLES[model][name]
    taken = [type(sample), int] if isinstance(sample, float) else [type(sample)]
    for stranger in STRANGERS:
        if type(stranger) in taken:
            continue
        with pytest.raises(ValidationError):
            model(**{**SAMPLES[model], name: stranger})


@pytest.mark.parametrize("json", ['{"days": "12"}', '{"days": 12.5}', '{"days": true}', '{"days": null}'])
def test_json_is_not_coerced_either(json: str) -> None:
    with pytest.raises(ValidationError, match="days"):
        schemas.Counter.model_validate_json(json[:-1] + ', "event": "an event", "since": null}')


@pytest.mark.parametrize(("model", "name"), ENTRIES, ids=named)
def test_nothing_changes_after_it_is_built(model: type[Record], name: str) -> None:
    record = model(**SAMPLES[model])
    with pytest.raises(ValidationError, match="frozen"):
        setattr(record, name, copy.copy(SAMPLES[model][name]))
    with pytest.raises(ValidationError, match="frozen"):
        delattr(record, name)


@pytest.mark.parametrize("model", [model for model in MODELS if model in FLOWING], ids=named)
def test_what_flows_can_stand_in_a_set(model: type[Record]) -> None:
    # Only what is immutable through and through can be hashed.
    assert hash(model(**FLOWING[model])) == hash(model(**FLOWING[model]))


TEXTS = [
    (model, name)
    for model, sample in FLOWING.items()
    for name, value in sample.items()
    if isinstance(value, str) and (model.__name__, name) not in ANY_CHARACTER
]


@pytest.mark.parametrize("character", ["\x00", "\ud800"], ids=ascii)
@pytest.mark.parametrize(("model", "name"), TEXTS, ids=named)
def test_text_that_cannot_be_written_is_refused(model: type[Record], name: str, character: str) -> None:
    with pytest.raises(ValidationError, match=name):
        model(**{**FLOWING[model], name: f"{FLOWING[model][name]}{character}"})


@pytest.mark.parametrize("name", ["alt_titles", "authors"])
def test_text_in_lists_is_text_as_well(name: str) -> None:
    with pytest.raises(ValidationError, match="lone surrogate"):
        schemas.Document(**{**DOCUMENT, name: ("fine", "\ud83d")})


@pytest.mark.parametrize(
    ("model", "name", "value"),
    [
        (schemas.Page, "source", ""),
        (schemas.Page, "site", ""),
        (schemas.Document, "source", ""),
        (schemas.Document, "kind", "page"),
        (schemas.Document, "language", "eng"),
        (schemas.Document, "language", "EN"),
        (schemas.Document, "language", "zh-cn"),
        (schemas.Document, "paragraph_languages", ("en", "unknown")),
        (schemas.Document, "translations", ("ru-RU",)),
        (schemas.Line, "n", 0),
        (schemas.Line, "start", -1),
        (schemas.Line, "label", "boilerplate"),
        (schemas.Line, "reason", ""),
        (schemas.Line, "score", 1.01),
        (schemas.Line, "score", -0.01),
        (schemas.Line, "score", float("nan")),
        (schemas.Related, "title", ""),
        (schemas.Related, "date", "25.03.2021"),
        (schemas.Related, "date", "yesterday"),
        (schemas.Counter, "days", -1),
        (schemas.Counter, "event", ""),
        (schemas.Counter, "since", "20180304"),
        (schemas.Note, "code", "Two words"),
        (schemas.Note, "code", ""),
        (schemas.Reject, "reason", "Binary file"),
        (schemas.Reject, "reason", "binary\n"),
    ],
    ids=named,
)
def test_values_outside_their_range_are_refused(model: type[Record], name: str, value: Any) -> None:
    with pytest.raises(ValidationError, match=name):
        model(**{**FLOWING[model], name: value})


@pytest.mark.parametrize("model", ALL_MODELS, ids=named)
def test_every_field_says_what_it_means(model: type[Record]) -> None:
    assert model.__doc__
    silent = [name for name, field in model.model_fields.items() if not field.description]
    assert not silent


@pytest.mark.parametrize("model", ALL_MODELS, ids=named)
def test_every_model_keeps_the_strict_ways(model: type[Record]) -> None:
    config = model.model_config
    assert (config.get("extra"), config.get("strict"), config.get("frozen")) == ("forbid", True, True)
