"""The tables that people write by hand: what a profile or a vocabulary may not say."""

from typing import Any

import pytest
from pydantic import ValidationError

from schemas.base import Record
from schemas.rules import Fingerprint, KnownCounter, Listing, Profile, Rule, Vocabulary
from tests.schemas.samples import TABLES

RULE = TABLES[Rule]
PROFILE = TABLES[Profile]
MONTHS = [["jan"], ["feb"], ["mar"], ["apr"], ["may"], ["jun"], ["jul"], ["aug"], ["sep"], ["oct"], ["nov"], ["dec"]]


@pytest.mark.parametrize(
    ("model", "table", "message"),
    [
        (Rule, {**RULE, "grammar": "clock"}, "either pattern or grammar"),
        (Rule, {key: value for key, value in RULE.items() if key != "pattern"}, "either pattern or grammar"),
        (Rule, {**RULE, "pattern": "(12"}, "not a regular expression"),
        (Rule, {**RULE, "zones": []}, "zones"),
        (Rule, {**RULE, "zones": ["head", "middle"]}, "zones"),
        (Rule, {**RULE, "zones": "head"}, "zones"),
        (Rule, {**RULE, "id": "Clock"}, "id"),
        (Rule, {**RULE, "id": "clock-"}, "id"),
        (Rule, {**RULE, "id": "clock/2"}, "id"),
        (Rule, {**RULE, "field": "timestamp"}, "field"),
        (Rule, {**RULE, "first": "yes"}, "first"),
        (Rule, {**RULE, "lable": "body"}, "lable"),
        (KnownCounter, {**TABLES[KnownCounter], "since": "2018-03"}, "expected a day"),
        (KnownCounter, {**TABLES[KnownCounter], "since": "04.03.2018"}, "expected a day"),
        (KnownCounter, {**TABLES[KnownCounter], "since": "2018-02-30"}, "expected a day"),
        (KnownCounter, {**TABLES[KnownCounter], "pattern": "["}, "not a regular expression"),
        (Listing, {**TABLES[Listing], "entries": "table"}, "entries"),
        (Listing, {**TABLES[Listing], "patterns": ["fine", "+"]}, "not a regular expression"),
        (Listing, {**TABLES[Listing], "url": "*"}, "not a regular expression"),
        (Fingerprint, {}, "needs lines or words"),
        (Fingerprint, {"lines": [], "words": []}, "needs lines or words"),
        (Fingerprint, {"words": ["(?P<a>b)(?P<a>c)"]}, "not a regular expression"),
        (Profile, {**PROFILE, "id": "Example.org"}, "id"),
        (Profile, {**PROFILE, "hosts": []}, "hosts"),
        (Profile, {**PROFILE, "hosts": "example.org"}, "hosts"),
        (Profile, {**PROFILE, "languages": []}, "languages"),
        (Profile, {**PROFILE, "cuts": ["(?<=a+)b"]}, "not a regular expression"),
        (Profile, {**PROFILE, "rules": [RULE, {**RULE, "label": "meta"}]}, "stand twice: clock"),
        (Vocabulary, {"language": "eng"}, "language"),
        (Vocabulary, {"language": "en", "months": MONTHS[:11]}, "twelve months"),
        (Vocabulary, {"language": "en", "weekdays": [["mon"]]}, "seven weekdays"),
        (Vocabulary, {"language": "en", "counters": ["("]}, "not a regular expression"),
        (Vocabulary, {"language": "en", "labels": {"advice": ["Print"]}}, "advice"),
    ],
)
def test_a_wrong_table_is_refused(model: type[Record], table: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        model.model_validate(table)


def test_arrays_become_what_nobody_can_change() -> None:
    profile = Profile.model_validate({**PROFILE, "rules": [RULE], "fingerprints": [{"words": ["harbour"]}]})
    assert profile.hosts == ("example.org",)
    assert profile.rules[0].zones == ("head",)
    assert profile.fingerprints[0].words == ("harbour",)
    assert hash(profile) == hash(profile.model_copy())


def test_a_vocabulary_may_have_digits_for_months() -> None:
    assert Vocabulary.model_validate({"language": "zh"}).months == ()
    assert len(Vocabulary.model_validate({"language": "en", "months": MONTHS}).months) == 12
