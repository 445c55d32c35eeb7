"""A teaser that bears the title of another item of its site is a link to it."""

from pathlib import Path

import pytest

from tests.unfurnish.conftest import MakeFolder
from tests.unfurnish.fake_engine import FakeEngine
from unfurnish.ingest import ingest
from unfurnish.store.schema import read_archive
from unfurnish.store.titles import title_key

TARGET = "!site a.org\n# Opening of the Hall\nwords\n"


def links(archive: Path) -> list[tuple[str, str, str | None]]:
    """Return page and title of each teaser, and the page that it links to."""
    sql = """
    SELECT c.source, r.title, f.source FROM related AS r JOIN captures AS c ON c.id = r.capture
        LEFT JOIN documents AS d ON d.id = r.document LEFT JOIN captures AS f ON f.id = d.first_capture
    ORDER BY 1, r.n
    """
    with read_archive(archive) as db:
        return [
            (Path(page).name, title, target and Path(target).name) for page, title, target in db.execute(sql).fetchall()
        ]


def put(archive: Path, *paths: Path) -> None:
    ingest(archive, [str(path) for path in paths], jobs=1, engine=FakeEngine)


@pytest.mark.parametrize(
    ("teaser", "linked"),
    [
        ("Opening of the Hall", True),
        ("OPENING OF\u00a0 THE HALL", True),
        ("Opening of the Halls", False),
        ("Opening of the Hall.", False),
    ],
)
def test_titles_are_the_same_but_for_white_space_and_case(
    archive: Path, folder: MakeFolder, teaser: str, linked: bool
) -> None:
    put(archive, folder({"1.txt": TARGET, "2.txt": f"!site a.org\n# Two\nother words\n~ {teaser}\n"}))
    assert links(archive) == [("2.txt", teaser, "1.txt" if linked else None)]


def test_a_link_is_made_whichever_comes_first(archive: Path, folder: MakeFolder) -> None:
    pages = folder({"1.txt": "!site a.org\n# Two\nother words\n~ Opening of the Hall\n", "2.txt": TARGET})
    put(archive, pages / "1.txt")
    assert links(archive) == [("1.txt", "Opening of the Hall", None)]
    put(archive, pages / "2.txt")
    assert links(archive) == [("1.txt", "Opening of the Hall", "2.txt")]


@pytest.mark.parametrize("other", ["!site b.org\n", ""])
def test_another_site_is_another_matter(archive: Path, folder: MakeFolder, other: str) -> None:
    put(archive, folder({"1.txt": TARGET, "2.txt": f"{other}# Two\nother words\n~ Opening of the Hall\n"}))
    assert links(archive)[0][2] is None


def test_a_page_does_not_link_to_itself(archive: Path, folder: MakeFolder) -> None:
    put(archive, folder({"1.txt": TARGET + "~ Opening of the Hall\n"}))
    assert links(archive) == [("1.txt", "Opening of the Hall", None)]


def test_entries_of_listings_link_and_a_former_title_is_still_found(archive: Path, folder: MakeFolder) -> None:
    first, second = "!site a.org\n!number 1\n# One\nwords\n", "!site a.org\n!number 1\n# One, corrected\nother words\n"
    put(archive, folder({"1.txt": first, "2.txt": second, "3.txt": "!site a.org\n!kind listing\n~ One\n"}))
    assert links(archive) == [("3.txt", "One", "1.txt")]


def test_of_several_items_with_one_title_the_first_is_linked(archive: Path, folder: MakeFolder) -> None:
    files: dict[str, str | bytes] = {f"{n}.txt": f"!site a.org\n# Briefing\nwords {n}\n" for n in range(3)}
    put(archive, folder(files | {"9.txt": "!site a.org\n# Nine\nwords\n~ Briefing\n"}))
    assert links(archive) == [("9.txt", "Briefing", "0.txt")]


def test_a_key_is_the_same_on_every_machine() -> None:
    assert title_key("Ӕ  title") == title_key("ӕ TITLE") == 2991418346598020606
    assert title_key(None) is None
