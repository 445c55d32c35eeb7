"""The packaged tables and what they claim: files, rules that pages prove, errors, recognition of sites."""

import json
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from cleaners import Decoded, Engine, profiles, tables, vocabulary
from cleaners.profiles import Site, by_host, host_of
from schemas import Cleaned, Page
from schemas.rules import Profile, Vocabulary
from tests.gold import INVENTED, PROFILED

PROFILES = {profile.id: profile for profile in profiles.load()}
RULES = [f"{profile.id}/{rule.id}" for profile in PROFILES.values() for rule in profile.rules]
CASES = json.loads((Path(__file__).parent / "cases" / "sites.json").read_text(encoding="utf-8"))

# Rules that no fixture page needs, each with a page of its own below.
ON_NO_FIXTURE = {
    "mid.ru/time-alone": "14:38\n\nOn a meeting\n\n81-21-01-2021\n\nThe experts met.\n",
    "rusemb.org.uk/contact-label": "Consular questions and answers\n\nOn a meeting\n\nThe experts met.\n",
}


@pytest.fixture(scope="module")
def decisive() -> dict[str, set[str]]:
    """Reasons of labels -> the sites of the fixture pages on which they stand."""
    engine = Engine.bundled()
    sites: dict[str, set[str]] = {}
    for page in PROFILED:
        cleaned = engine.clean(Page(source=page.id, raw=page.path.read_bytes()))
        assert isinstance(cleaned, Cleaned)
        for line in cleaned.lines:
            sites.setdefault(line.reason, set()).add(page.gold["site"])
    return sites


@pytest.mark.parametrize("package", ["profiles", "vocabulary"])
def test_every_table_of_the_package_is_valid_and_named_for_what_it_holds(package: str) -> None:
    model: type[Profile | Vocabulary] = Profile if package == "profiles" else Vocabulary
    folder = resources.files(f"cleaners.{package}")
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".toml"))
    assert names
    for name in names:
        table = tables.read(model, (folder / name).read_text(encoding="utf-8"), name)
        assert f"{table.id if isinstance(table, Profile) else table.language}.toml" == name


def test_a_site_serves_what_its_id_says() -> None:
    for profile in PROFILES.values():
        assert profile.hosts[0] == profile.id
        assert not [host for host in profile.hosts if host.startswith("www.") or host != host.lower()]


def test_no_host_is_claimed_twice() -> None:
    hosts = [host for profile in PROFILES.values() for host in profile.hosts]
    assert len(hosts) == len(set(hosts))


def test_the_languages_of_a_site_have_vocabularies() -> None:
    known = {words.language for words in vocabulary.load()}
    assert {language for profile in PROFILES.values() for language in profile.languages} <= known


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule not in ON_NO_FIXTURE])
def test_every_rule_decides_a_line_of_a_fixture(decisive: dict[str, set[str]], rule: str) -> None:
    assert decisive.get(rule) == {rule.partition("/")[0]}


@pytest.mark.parametrize("rule", ON_NO_FIXTURE)
def test_the_other_rules_decide_a_line_of_their_own(engine: Engine, decisive: dict[str, set[str]], rule: str) -> None:
    assert rule in RULES
    assert rule not in decisive, "a fixture has it now; take it out of the list"
    cleaned = engine.clean(Page(source=rule, raw=ON_NO_FIXTURE[rule].encode(), site=rule.partition("/")[0]))
    assert isinstance(cleaned, Cleaned)
    assert cleaned.lines[0].reason == rule


@pytest.mark.parametrize("site", PROFILES)
def test_a_rule_says_nothing_of_empty_text(site: str) -> None:
    compiled = Site.compile(PROFILES[site])
    assert not any(pattern.fullmatch("") for pattern in compiled.listing_lines)
    assert not any(pattern.search("") for pattern in compiled.cuts)
    assert not any(signs.is_on([], "") for signs in compiled.fingerprints)


def site_of(engine: Engine, **facts: Any) -> str | None:
    decoded = engine.decode(Page(source="page", **facts))
    assert isinstance(decoded, Decoded)
    return decoded.site


@pytest.mark.parametrize("site", PROFILES)
def test_a_profile_alone_claims_the_pages_of_its_own_site_and_no_others(site: str) -> None:
    alone = Engine([PROFILES[site]], vocabulary.load())
    claimed = {page.id for page in INVENTED if site_of(alone, raw=page.path.read_bytes()) == site}
    assert claimed == {page.id for page in INVENTED if page.gold["site"] == site}


@pytest.mark.parametrize("case", CASES["fingerprints"], ids=lambda case: case["label"])
def test_fingerprints(engine: Engine, case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    if "known_failure" in case:
        request.applymarker(pytest.mark.xfail(reason=case["known_failure"]))
    assert site_of(engine, raw=case["text"].encode()) == case["site"]


@pytest.mark.parametrize("case", CASES["urls"], ids=lambda case: case["url"])
def test_the_url_names_the_site_and_the_kind(engine: Engine, case: dict[str, Any]) -> None:
    raw = b"On a meeting\n\nThe experts met and spoke of libraries. They will meet again in the spring.\n"
    cleaned = engine.clean(Page(source="page", raw=raw, url=case["url"]))
    assert isinstance(cleaned, Cleaned)
    assert cleaned.document.site == case["site"]
    if "kind" in case:
        assert cleaned.document.kind == case["kind"]


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.mid.ru/en/a", "mid.ru"),
        ("HTTPS://WWW.MID.RU:443/en", "mid.ru"),
        ("http://user:pass@mid.ru/", "mid.ru"),
        ("//mid.ru/en", "mid.ru"),
        ("https://xn--80a.example/", "xn--80a.example"),
        ("mid.ru/en", None),
        ("/en/news", None),
        ("", None),
        ("mailto:info@mid.ru", None),
        ("http://[::1", None),
        ("http://", None),
    ],
)
def test_the_host_of_a_url(url: str, host: str | None) -> None:
    assert host_of(url) == host


MID = b"25 January 202114:38\n\nOn a meeting\n\n\xe2\x80\xa2 en-GB1 ru-RU1\n\nThe experts met.\n"


@pytest.mark.parametrize(
    ("facts", "site"),
    [
        ({}, "mid.ru"),
        ({"url": "https://example.org/a"}, "example.org"),
        ({"url": "https://mfa-rso.su/en/node/1"}, "mfa.rsogov.org"),
        ({"url": "not a url"}, "mid.ru"),
        ({"site": "cominf.org"}, "cominf.org"),
        ({"site": "cominf.org", "url": "https://mid.ru/"}, "cominf.org"),
        ({"site": "www.cominf.org"}, "cominf.org"),
        ({"site": "mfa-rso.su"}, "mfa.rsogov.org"),
        ({"site": "unheard.example"}, "unheard.example"),
    ],
)
def test_the_user_comes_before_the_url_and_the_url_before_the_text(
    engine: Engine, facts: dict[str, str], site: str
) -> None:
    assert site_of(engine, raw=MID, **facts) == site


@pytest.mark.parametrize(
    ("head", "site"),
    [
        ("14:38\n\nOn a meeting\n\n81-21-01-2021\n", "mid.ru"),
        ("21 January 2021 14:38\r\n81-21-01-2021 \r\nOn a meeting\r\n", "mid.ru"),
        ("Ministry of Tides\nSearch\nMenu\nPress\nOn a meeting\n21 January 2021 14:38\n81-21-01-2021\n", None),
    ],
)
def test_a_number_tells_the_ministry_where_its_pages_bear_it(engine: Engine, head: str, site: str | None) -> None:
    assert site_of(engine, raw=f"{head}The experts met and spoke of libraries.\n".encode()) == site


def test_rules_of_structure_that_a_site_is_without_do_not_hold_there(engine: Engine) -> None:
    raw = b"HARBOUR NEWS\n\n21.09.2020\n\nOn a meeting\n\nThe experts met and spoke of libraries.\n"
    shared = Engine([PROFILES["rusemb.org.uk"].model_copy(update={"without": ()})], vocabulary.load())
    for tool, reason in ((engine, "rusemb.org.uk/title"), (shared, "structure/section")):
        cleaned = tool.clean(Page(source="page", raw=raw, site="rusemb.org.uk"))
        assert isinstance(cleaned, Cleaned)
        assert cleaned.lines[0].reason == reason


HEAD = 'id = "example.org"\nname = "An example"\nhosts = ["example.org"]\nlanguages = ["en"]\n'
RULE = '[[rules]]\nid = "clock"\nlabel = "furniture"\nzones = ["head"]\n'


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (HEAD + "cuts = [", ["Invalid value"]),
        (HEAD + 'colour = "red"\n', ["colour: no such key; there are id, name, hosts, languages, "]),
        (HEAD.replace('"An example"', "7"), ["name"]),
        (HEAD.replace("id =", "key ="), ["id", "key"]),
        (HEAD + 'cuts = ["a", "(b"]\n', ["cuts.1", "not a regular expression"]),
        (HEAD + RULE, ["rules.0", "'clock'", "pattern or grammar"]),
        (HEAD + RULE + "pattern = '['\n", ["rules.0.pattern", "not a regular expression"]),
        (HEAD + RULE + 'pattern = "a"\nzone = "head"\n', ["rules.0.zone: no such key; there are id, label, zones, "]),
        (HEAD + (RULE + 'pattern = "a"\n') * 2, ["stand twice", "clock"]),
    ],
)
def test_a_broken_profile_is_one_line_that_says_where(text: str, parts: list[str]) -> None:
    with pytest.raises(ValueError, match=r"^example\.org\.toml: ") as caught:
        tables.read(Profile, text, "example.org.toml")
    assert "\n" not in str(caught.value)
    foreign = ("Value error", "Input should", "Extra inputs", "Field required")
    assert not [words for words in foreign if words in str(caught.value)]
    assert not [part for part in parts if part not in str(caught.value)]


def profile(**changes: Any) -> Profile:
    table = {"id": "example.org", "name": "An example", "hosts": ["example.org"], "languages": ["en"], **changes}
    return Profile.model_validate(table)


@pytest.mark.parametrize(
    ("changes", "parts"),
    [
        (
            {"rules": [{"id": "clock", "label": "furniture", "zones": ["head"], "grammar": "clok"}]},
            ["example.org", "'clock'", "no grammar", "clock-date"],
        ),
        ({"without": ["section", "sections"]}, ["example.org", "without", "structure/sections"]),
    ],
)
def test_a_name_that_nothing_has_is_one_line_that_says_where(changes: dict[str, Any], parts: list[str]) -> None:
    with pytest.raises(ValueError, match=r"^example\.org: ") as caught:
        Engine([profile(**changes)], vocabulary.load())
    assert "\n" not in str(caught.value)
    assert not [part for part in parts if part not in str(caught.value)]


def test_two_profiles_cannot_claim_a_host() -> None:
    sites = [profile(), profile(id="example.net", hosts=["example.net", "www.example.org"])]
    with pytest.raises(ValueError, match=r"^example\.net: the host 'www\.example\.org' is also one of example\.org$"):
        by_host({site.id: site for site in sites})


def test_the_version_changes_with_the_tables(engine: Engine) -> None:
    words = vocabulary.load()
    assert Engine(PROFILES.values(), words).version == engine.version
    fewer = Engine([PROFILES["mid.ru"]], words)
    other = Engine([PROFILES["mid.ru"].model_copy(update={"day_first": True})], words)
    assert len({engine.version, fewer.version, other.version, Engine(PROFILES.values(), words[1:]).version}) == 4
