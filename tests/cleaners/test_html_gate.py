"""The gate on the invented HTML pages: no figure falls below the floor in fixtures/html/gate.json.

After a change for the better, raise the floors to what is reached:

    python -m tests.cleaners.test_html_gate
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from cleaners import Engine
from schemas import Cleaned, Page
from tests.html_gold import FOLDER, PAGES, HtmlGold

GATE = FOLDER / "gate.json"
FACTS = ("title", "published", "language", "kind")
_CONTENT = {"listing": "KR"}


class Scored(NamedTuple):
    """Words of a page's body that are right, all of the body, all that should be, and the facts that came out."""

    hits: int
    own: int
    gold: int
    facts: list[str]

    @property
    def f1(self) -> float:
        return 2 * self.hits / max(1, self.own + self.gold)


def figures(engine: Engine) -> dict[str, float]:
    """Word F1 of the body, all words alike and all pages alike, and the share of facts that come out."""
    pages = [scored(engine, page) for page in PAGES]
    wanted = Counter(name for page in PAGES for name in FACTS if name in page.facts)
    right = Counter(name for page in pages for name in page.facts)
    return {
        "word_f1_micro": 2 * sum(page.hits for page in pages) / sum(page.own + page.gold for page in pages),
        "word_f1_macro": sum(page.f1 for page in pages) / len(pages),
        **{f"{name}_accuracy": right[name] / wanted[name] for name in FACTS},
    }


def scored(engine: Engine, page: HtmlGold) -> Scored:
    cleaned = engine.clean(Page(source=page.id, raw=page.raw))
    assert isinstance(cleaned, Cleaned)
    document = cleaned.document
    letters = _CONTENT.get(page.facts["kind"], "K")
    own = bag([document.body])
    gold = bag(text for letter, text in page.texts if letter in letters)
    given = {name: getattr(document, name) for name in FACTS if name in page.facts}
    if document.published is not None and "published" in given:
        given["published"] = document.published.value[: len(page.facts["published"])]
    came = [name for name in given if given[name] == page.facts[name]]
    return Scored((own & gold).total(), own.total(), gold.total(), came)


def bag(texts: Iterable[str]) -> Counter[str]:
    return Counter(word for text in texts for word in text.replace("•", " ").split())


def corpus() -> str:
    """A fingerprint of the pages: floors are for these alone."""
    digest = hashlib.sha256()
    for path in sorted(FOLDER.glob("*.page")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def test_no_figure_is_below_its_floor(engine: Engine) -> None:
    gate = json.loads(GATE.read_text("utf-8"))
    assert gate["corpus"] == corpus(), "fixtures/html has changed: run python -m tests.cleaners.test_html_gate"
    found = figures(engine)
    assert found.keys() == gate["floors"].keys()
    fallen = {name: (found[name], floor) for name, floor in gate["floors"].items() if found[name] < floor}
    assert not fallen, "figures and their floors"


def test_the_gate_falls_when_nothing_is_cleaned(engine: Engine) -> None:
    floors = json.loads(GATE.read_text("utf-8"))["floors"]
    bare = engine.with_judges(())
    assert figures(bare)["word_f1_micro"] < floors["word_f1_micro"]


if __name__ == "__main__":
    floors = {name: int(10_000 * value) / 10_000 for name, value in figures(Engine.bundled()).items()}
    GATE.write_text(json.dumps({"corpus": corpus(), "pages": len(PAGES), "floors": floors}, indent=2) + "\n", "utf-8")
