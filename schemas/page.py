"""What goes into the engine: the raw bytes of one page and what is known of where they came from."""

from pydantic import Field

from schemas.base import Record, Text
from schemas.dates import Instant


class Page(Record):
    """One raw page. The bytes are never edited.

    Of what HTTP and web archives say there is only what is used: where and when the page was fetched, what it is said
    to be, whether it is all there. Left out are Content-Language and Link, which repeat the markup or speak for the
    whole site, and Last-Modified and ETag, with which a crawler asks again and which date no text.
    """

    source: Text = Field(
        min_length=1, description="Path as given, or `PATH#N` for the N-th record or line of an archive."
    )
    raw: bytes = Field(description="The page as stored or received.")
    url: Text | None = Field(default=None, description="Address that the page was fetched from, if known.")
    site: Text | None = Field(
        default=None, min_length=1, description="Site named by the user; decides over URL and fingerprints."
    )
    media_type: Text | None = Field(default=None, description="Media type without parameters, such as text/plain.")
    charset: Text | None = Field(default=None, description="Character set declared outside the page, if any.")
    fetched_at: Instant | None = Field(default=None, description="When the page was fetched, RFC 3339.")
    truncated: Text | None = Field(
        default=None,
        min_length=1,
        description="Why there is only the beginning of the page, as WARC-Truncated says it, such as length or time.",
    )


class Reject(Record):
    """Input that is no page; it is kept with this reason and its bytes, or the first of them."""

    source: Text = Field(min_length=1, description="Path as given, or `PATH#N`, as of a page.")
    reason: str = Field(pattern=r"^[a-z][a-z_]*$", description="Stable snake_case code: empty, binary, ...")
    detail: Text = Field(description="One sentence for the user.")
