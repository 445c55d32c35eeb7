"""Lines of fields that tell a record where the model takes them for entries."""

import numpy as np
import pytest

from cleaners import vocabulary
from cleaners.cuts import segments
from cleaners.dates import DateReader
from cleaners.field_lines import are_subject
from cleaners.reading import Reading

WORDS = vocabulary.join(vocabulary.load())
FIELDS = ["Number: 12", "Signed at: Tollen", "In force since: 1978", "Type: bilateral", "Depositary: Tollen"]
CELLS = ["Budget\t312,480", "Buyer\tHarbour Board", "Place\tTollen", "Offers\t7", "Result\tSigned", "Kind\tSupplies"]


@pytest.mark.parametrize(
    ("lines", "sure", "expect"),
    [
        (["Treaty on weirs", *FIELDS, "Status: in force", "Protocol of Moorau"], 0.9, True),
        (["Pumps for the north quay", *CELLS, "Notice"], 0.9, True),
        (["Pumps for the north quay", *FIELDS[:3], *CELLS[:3]], 0.9, True),
        (["Treaty on weirs", *FIELDS, "Status: in force"], 0.3, False),
        (["Treaty on weirs", *FIELDS, "Protocol of Moorau"], 0.9, False),
        (["Treaty on weirs", *FIELDS, "Weirs", "Status: in force"], 0.9, False),
        (["Treaties", *FIELDS, "Status: in force", "Weirs", *FIELDS, "Status: in force"], 0.9, False),
        (["Cases", *(f"Case {number}: ferries" for number in range(8))], 0.9, False),
        (["Berths", *(f"{cells}\tPDF" for cells in CELLS)], 0.9, False),
    ],
)
def test_many_fields_in_a_row_make_a_record(lines: list[str], sure: float, expect: bool) -> None:
    page = Reading([part for part in segments("\n".join(lines)) if part.text], WORDS, DateReader.of(WORDS))
    assert are_subject(page, np.full(len(page), sure)) is expect
