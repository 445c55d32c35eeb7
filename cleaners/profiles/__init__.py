"""Site profiles: reading, compiling and recognising them. A profile is one TOML file; its schema is schemas.rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, NamedTuple, Protocol
from urllib.parse import urlsplit

from cleaners import tables
from cleaners.reading import Reading
from cleaners.rules import Rule, Rules
from cleaners.structure import GRAMMARS, RULES, SHARED
from schemas.rules import FieldName, Profile
from schemas.rules import Fingerprint as Signs

ANCHORS: Final = frozenset[FieldName | None](
    ("published", "time", "number", "section", "captured", "clock", "counter", "translations")
)
"""Fields of lines by which one sees where on a page the headline is."""

_FINGERPRINT_TEXT = 4_000
# Of a profile's own rule where it is weighed: what feeds a field is of a form that nothing else on the site has.
_BEYOND_DOUBT, _EVIDENCE = 0.9999, 0.98


def load() -> tuple[Profile, ...]:
    """Read the packaged profiles, in order of their ids. Raises ValueError if a file breaks its schema."""
    return tables.load(Profile, __name__)


class Fingerprint(NamedTuple):
    """Signs of a site, compiled."""

    weight: int
    """Lines say more than words. Sites write about each other: the embassy's clocks outweigh a sentence that names the
    other ministry."""
    lines: tuple[re.Pattern[str], ...]
    words: tuple[re.Pattern[str], ...]

    def is_on(self, segments: Sequence[str], text: str) -> bool:
        """Tell whether a page has all the signs; `segments` are folded, from both of its ends."""
        for line in self.lines:
            if not any(map(line.fullmatch, segments)):
                return False
        return all(word.search(text, 0, _FINGERPRINT_TEXT) for word in self.words)


@dataclass(frozen=True)
class Site:
    """A profile compiled for use: its own rules before those of structure."""

    profile: Profile
    rules: Rules
    own: frozenset[str]
    """Reasons of its own rules."""
    anchors: Mapping[FieldName, Rules]
    """Its own rules of what stands above a text, by the field that they feed."""
    evidence: Rules
    """For the page that is not as the profile expects: its own rules are weighed there, with all rules for any site."""
    cuts: tuple[re.Pattern[str], ...]
    listing_lines: tuple[re.Pattern[str], ...]
    fingerprints: tuple[Fingerprint, ...]

    @classmethod
    def compile(cls, profile: Profile) -> Site:
        """Compile a profile; a rule that names an unknown grammar is a ValueError."""
        listing = profile.listing
        own = list(_own_rules(profile))
        # What is last on the site's page has a footer below it where the page is another.
        sure = [replace(rule, score=_BEYOND_DOUBT, last=False) for rule in own if rule.field is not None]
        others = [replace(rule, score=_EVIDENCE, last=False) for rule in own if rule.field is None]
        return cls(
            profile=profile,
            rules=Rules([*own, *_rules_for_any(profile, SHARED)], few=True),
            own=frozenset(rule.reason for rule in own),
            anchors=_anchors(own),
            evidence=Rules([*sure, *_rules_for_any(profile, RULES), *others]),
            cuts=tuple(map(re.compile, profile.cuts)),
            listing_lines=tuple(map(re.compile, listing.patterns)) if listing else (),
            fingerprints=tuple(map(_compiled, profile.fingerprints)),
        )


def _compiled(signs: Signs) -> Fingerprint:
    lines, words = tuple(map(re.compile, signs.lines)), tuple(map(re.compile, signs.words))
    return Fingerprint(2 * len(lines) + len(words), lines, words)


def _own_rules(profile: Profile) -> Iterable[Rule]:
    for rule in profile.rules:
        if rule.grammar is not None and rule.grammar not in GRAMMARS:
            known = ", ".join(sorted(GRAMMARS))
            raise ValueError(f"{profile.id}: rule {rule.id!r} names no grammar of ours; there are {known}")
        matches = GRAMMARS[rule.grammar] if rule.grammar else partial(_fullmatch, re.compile(rule.pattern or ""))
        yield Rule(
            f"{profile.id}/{rule.id}",
            rule.label,
            frozenset(rule.zones),
            matches,
            1.0,
            rule.field,
            rule.first,
            rule.last,
        )


def _anchors(own: Iterable[Rule]) -> dict[FieldName, Rules]:
    above: dict[FieldName, list[Rule]] = {}
    for rule in own:
        if rule.field is not None and rule.field in ANCHORS and not rule.zones.isdisjoint(("head", "lead")):
            above.setdefault(rule.field, []).append(rule)
    return {field: Rules(rules, few=True) for field, rules in above.items()}


def _rules_for_any(profile: Profile, rules: Iterable[Rule]) -> Iterable[Rule]:
    unknown = {f"structure/{name}" for name in profile.without} - {rule.reason for rule in RULES}
    if unknown:
        raise ValueError(f"{profile.id}: `without` names no rule of ours: {', '.join(sorted(unknown))}")
    return (rule for rule in rules if rule.reason.removeprefix("structure/") not in profile.without)


def _fullmatch(pattern: re.Pattern[str], reading: Reading, index: int) -> bool:
    segment = reading.segments[index]
    return segment.whole and pattern.fullmatch(segment.folded) is not None


def host_of(url: str) -> str | None:
    """Return the host of a URL in lower case without `www.`, or None.

    >>> host_of("https://www.rusemb.org.uk/fnapr/6123")
    'rusemb.org.uk'
    """
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


class _Hosted(Protocol):
    @property
    def hosts(self) -> tuple[str, ...]: ...


def by_host(profiles: Mapping[str, _Hosted]) -> dict[str, str]:
    """Return host -> site id, for the hosts of all profiles; a host that two of them claim is a ValueError."""
    ids: dict[str, str] = {}
    for id_, profile in profiles.items():
        for host in profile.hosts:
            if (other := ids.setdefault(host.removeprefix("www."), id_)) != id_:
                raise ValueError(f"{id_}: the host {host!r} is also one of {other}")
    return ids
