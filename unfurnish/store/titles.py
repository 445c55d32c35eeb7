"""Titles that are the same but for white space and case."""

from hashlib import blake2b


def title_key(title: str | None) -> int | None:
    """Return a signed 64-bit hash of a title, white space and case folded; None for None.

    >>> title_key("Opening of the  hall") == title_key("OPENING OF THE HALL ")
    True
    """
    if title is None:
        return None
    folded = " ".join(title.casefold().split())
    return int.from_bytes(blake2b(folded.encode(), digest_size=8).digest(), "big", signed=True)
