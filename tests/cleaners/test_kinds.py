"""What the text says of a page's kind, whatever the model says."""

import pytest

from cleaners.kinds import settled
from schemas import Kind

PARAGRAPH = (
    "The ministers met in Oslo on Tuesday and spoke for two hours about fishing quotas, harbour dues and ferries."
)
CHINESE = "港口图书馆除星期一外每天上午九点至下午六点开放，欢迎广大读者前来阅览，未办证者可在服务台办理。"
THAI = "ท่าเรือเก่าของเมืองเปิดให้บริการอีกครั้งหลังจากซ่อมแซมมานานสองปี และผู้คนจำนวนมากมาต้อนรับเรือลำแรกในเช้าวันนี้ด้วยความยินดี"
HEADS = ["Ferries", "Harbour dues", "Quotas"]
FIELDS = ["Number: 12", "Signed at: Oslo", "In force since: 1978", "Parties: Norway and Sweden", "Depositary: Norway"]


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("record", [*HEADS, PARAGRAPH, PARAGRAPH], "article"),
        ("record", ["渡轮", CHINESE, CHINESE], "article"),
        ("record", ["Built | 1788", "Place | Moorau", PARAGRAPH], "record"),
        ("record", [*FIELDS, *HEADS, PARAGRAPH], "record"),
        ("record", [], "record"),
        ("listing", FIELDS, "record"),
        ("article", [*FIELDS, *HEADS], "record"),
        ("article", [*FIELDS, *HEADS * 3], "article"),
        ("article", FIELDS[:3], "article"),
        ("article", ["Question: Why?", "Answer: Because."] * 5, "article"),
        ("listing", ["Date: 12 March", "Place: Oslo", "Date: 13 March", "Place: Bergen"] * 2, "listing"),
        ("listing", ["09:15 Ferries", "10:30 Quotas", "11:45 Dues", "13:00 Weirs", "14:20 Mills"], "listing"),
        ("listing", [f"Case {n}: {what}" for n, what in enumerate(HEADS * 2)], "listing"),
        ("listing", [PARAGRAPH] * 3, "listing"),
        ("listing", [*HEADS, THAI, THAI, THAI], "article"),
        ("listing", ["ท่าเรือ", THAI] * 4, "listing"),
        ("other", FIELDS, "other"),
    ],
)
def test_paragraphs_make_no_record_and_fields_no_article(kind: Kind, text: list[str], expected: Kind) -> None:
    assert settled(kind, text) == expected
