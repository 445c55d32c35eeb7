"""What every model here shares: strict, closed, immutable, and text that can be written as UTF-8."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict


class Record(BaseModel):
    """A strict model: unknown keys are errors, nothing is coerced, nothing changes after it is built."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def _writable(text: str) -> str:
    if text.isprintable():  # Neither prints, and most texts are one line.
        return text
    # pydantic lets lone surrogates pass and SQLite then cannot write them; NUL ends a string for SQL's length().
    if "\x00" in text:
        raise ValueError("text holds a NUL character")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ValueError("text holds a lone surrogate") from error
    return text


Text = Annotated[str, AfterValidator(_writable)]
"""A string without NUL and without lone surrogates; it may be empty."""
