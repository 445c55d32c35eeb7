"""Page -> Cleaned, and only that: no network, no database, no clock."""

import os

# numpy is loaded when the first page needs it. The model's matrices are small: threads that share the work on them wait
# for each other longer than they work (0.28 of the pace of trafilatura in place of 0.48, on two busy cores), and where
# there are several pages to clean there are processes for them. Who has set the variable keeps it.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from cleaners.engine import Decoded, Engine

__all__ = ["Decoded", "Engine"]
