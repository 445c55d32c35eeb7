"""What flows between the rooms of the house. Imports nothing of ours, does no I/O."""

from schemas.dates import Instant, PartialDate, precision_of
from schemas.document import (
    Cleaned,
    CleanedPage,
    Counter,
    Document,
    Image,
    Kind,
    Label,
    Line,
    Link,
    Note,
    Provenance,
    Related,
    kept_labels,
)
from schemas.page import Page, Reject

__all__ = [
    "Cleaned",
    "CleanedPage",
    "Counter",
    "Document",
    "Image",
    "Instant",
    "Kind",
    "Label",
    "Line",
    "Link",
    "Note",
    "Page",
    "PartialDate",
    "Provenance",
    "Reject",
    "Related",
    "kept_labels",
    "precision_of",
]
