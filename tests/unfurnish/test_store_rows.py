"""What two captures of the same item have in common."""

import pytest

from schemas import Document, Kind, PartialDate
from unfurnish.store.rows import identity


def of(number: str, title: str, year: str, kind: Kind) -> str | None:
    published = PartialDate(value=year, precision="year", source="dateline", raw=year)
    document = Document(
        source="page", url=None, site="harbours.example", kind=kind, title=title, number=number, published=published,
        body=f"On {title}.",
    )  # fmt: skip
    return identity(document, "harbours.example", body_sha256=title, page_sha256="page")


@pytest.mark.parametrize(
    ("number", "kind", "title", "year", "same"),
    [
        ("58/2024", "article", "The award", "2025", True),
        ("58/24", "article", "The award", "2025", True),
        ("58", "article", "The award", "2024", True),
        ("58", "article", "The award", "2025", False),
        ("58/2024", "record", "The award", "2024", True),
    ],
)
def test_one_number_is_one_document_but_in_another_year(
    number: str, kind: Kind, title: str, year: str, same: bool
) -> None:
    assert (of(number, "The tender", "2024", kind) == of(number, title, year, kind)) is same
