"""Page -> Cleaned, and only that: no network, no database, no clock."""

from cleaners.engine import Decoded, Engine

__all__ = ["Decoded", "Engine"]
