"""What flows between the rooms of the house. Imports nothing of ours, does no I/O."""

from schemas.dates import Instant, PartialDate, precision_of
from schemas.document import (
    Cleaned,
    CleanedPage,
    Counter,
    Document,
    Kind,
    Label,
    Line,
    Note,
    Related,
)
from schemas.page import Page, Reject

__all__ = [
    "Cleaned",
    "CleanedPage",
    "Counter",
    "Document",
    "Instant",
    "Kind",
    "Label",
    "Line",
    "Note",
    "Page",
    "PartialDate",
    "Reject",
    "Related",
    "precision_of",
]
