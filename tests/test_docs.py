"""The pages of docs/ leave nothing out: each table, rule, key and link. That their output is real, cog checks."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from cleaners import Engine
from cleaners.structure import GRAMMARS, RULES
from crawlers.safety import REASONS
from schemas import Cleaned, Kind, Label, Page, PartialDate
from schemas.crawl import Crawl, Permit, Start, StartKind
from schemas.dates import DateSource, Precision
from schemas.rules import FieldName, Fingerprint, KnownCounter, Listing, Profile, Rule, Zone
from unfurnish.store.frontier import Outcome
from unfurnish.store.schema import open_archive

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "fixtures" / "README.md", *sorted(DOCS.glob("*.md"))]


def section(page: str, heading: str) -> str:
    """Return what stands under a heading of a page of docs/."""
    text = (DOCS / page).read_text()
    marks = re.search(rf"^(#+) {re.escape(heading)}$", text, re.MULTILINE)
    assert marks is not None, f"docs/{page} has no heading {heading!r}"
    end = re.search(rf"^#{{1,{len(marks[1])}}} ", text[marks.end() :], re.MULTILINE)
    return text[marks.end() :][: end.start() if end else None]


def named(text: str) -> set[str]:
    """Return what the first cells of the text's tables name in `code`."""
    cells = re.findall(r"^\| (`[^|]+`) \|", text, re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`([^`]+)`", cell)}


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as they are made for Markdown."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_each_link_leads_somewhere(page: Path) -> None:
    prose = re.sub(r"^```.*?^```$", "", page.read_text(), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\((?!https?:)([^)\s]+)\)", prose):
        path, _, anchor = target.partition("#")
        linked = (page.parent / path).resolve() if path else page
        assert linked.exists(), target
        assert not anchor or anchor in anchors(linked), target


def test_the_readme_links_each_page() -> None:
    readme = (ROOT / "README.md").read_text()
    assert [page.name for page in DOCS.glob("*.md") if f"](docs/{page.name})" not in readme] == []


def test_each_table_and_view_is_described_and_queried(tmp_path: Path) -> None:
    with open_archive(tmp_path / "corpus.db", create=True) as db:
        columns = {
            name: {row["name"] for row in db.query("SELECT name FROM pragma_table_info(?)", [name])}
            for name in [*db.table_names(), *db.view_names()]
            if not name.startswith("documents_fts_")  # those FTS5 keeps for itself
        }
    described = {name: section("store.md", f"`{name}`") for name in columns}
    assert {name: named(text) for name, text in described.items()} == columns
    queries = {
        name: "".join(re.findall(r"^```sql\n([^`]+)```\n\n```text\n", described[name], re.MULTILINE))
        for name in columns
    }
    assert [name for name, query in queries.items() if name not in query] == []


def test_each_rule_without_a_site_is_explained() -> None:
    assert {rule.reason for rule in RULES} <= named(section("labels.md", "Rules without a site"))


def test_each_reason_that_fixtures_bear_is_explained() -> None:
    engine = Engine.bundled()
    profiled = {f"{site}/{rule.id}" for site, profile in engine.profiles.items() for rule in profile.rules}
    explained = named(section("labels.md", "Reasons"))
    # On a known site, what follows from the place of a line bears the site's name.
    placed = {f"{site}/{reason.partition('/')[2]}" for site in engine.profiles for reason in explained}
    found = set()
    for path in (ROOT / "fixtures" / "dumps").glob("*/*.txt"):
        cleaned = engine.clean(Page(source=str(path), raw=path.read_bytes()))
        assert isinstance(cleaned, Cleaned)
        found |= {line.reason for line in cleaned.lines}
    assert found - profiled - placed - explained - {"blank"} == set()


@pytest.mark.parametrize(
    ("page", "heading", "names"),
    [
        ("labels.md", "The six labels", get_args(Label)),
        ("labels.md", "Zones: where a rule is looked for", get_args(Zone)),
        ("dates.md", "The four parts of a date", PartialDate.model_fields),
        ("sites.md", "Fields", get_args(FieldName)),
        ("sites.md", "Grammars", GRAMMARS),
        ("sites.md", "Listings", get_args(Listing.model_fields["entries"].annotation)),
        ("sites.md", "The file", Profile.model_fields),
        ("sites.md", "`[[fingerprints]]`", Fingerprint.model_fields),
        ("sites.md", "`[[counters]]`", KnownCounter.model_fields),
        ("sites.md", "`[listing]`", Listing.model_fields),
        ("sites.md", "`[[rules]]`", Rule.model_fields),
        ("crawl.md", "`[crawl]`", Crawl.model_fields),
        ("crawl.md", "`[[crawl.start]]`", Start.model_fields.keys() - {"first"} | {"from"}),
        ("crawl.md", "`[crawl.permit]`", Permit.model_fields),
        ("crawl.md", "What becomes of an address", [*(set(get_args(Outcome)) - {"later"}), *REASONS]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_table_of_the_docs_names_all_there_are(page: str, heading: str, names: Iterable[str]) -> None:
    assert set(names) <= named(section(page, heading))


@pytest.mark.parametrize(
    ("page", "names"),
    [("labels.md", get_args(Kind)), ("dates.md", get_args(Precision)), ("dates.md", get_args(DateSource))],
)
def test_a_page_of_the_docs_names_all_there_are(page: str, names: Iterable[str]) -> None:
    text = (DOCS / page).read_text()
    assert [name for name in names if f"`{name}`" not in text] == []


def test_the_profile_of_the_guide_to_sites_is_valid_and_shows_each_key() -> None:
    blocks = re.findall(r"^```toml\n(.*?)^```$", (DOCS / "sites.md").read_text(), re.MULTILINE | re.DOTALL)
    assert len(blocks) == 1
    tables: dict[str, Any] = tomllib.loads(blocks[0])
    Profile.model_validate(tables)
    places: list[tuple[type[BaseModel], list[dict[str, Any]]]] = [
        (Profile, [tables]),
        (Fingerprint, tables["fingerprints"]),
        (KnownCounter, tables["counters"]),
        (Listing, [tables["listing"]]),
        (Rule, tables["rules"]),
    ]
    for model, examples in places:
        assert {key for example in examples for key in example} == set(model.model_fields)


def test_the_profile_of_the_guide_to_crawling_is_valid_and_shows_each_key() -> None:
    permit, whole = re.findall(r"^```toml\n(.*?)^```$", (DOCS / "crawl.md").read_text(), re.MULTILINE | re.DOTALL)
    crawl = Profile.model_validate(tables := tomllib.loads(whole)).crawl
    assert crawl is not None
    assert tables["crawl"].keys() == Crawl.model_fields.keys()
    assert tables["crawl"]["permit"].keys() == Permit.model_fields.keys()
    keys = {key for start in tables["crawl"]["start"] for key in start}
    assert keys == {field.alias or key for key, field in Start.model_fields.items()}
    assert {start.kind for start in crawl.start} == set(get_args(StartKind))
    Permit.model_validate(tomllib.loads(permit)["crawl"]["permit"])
