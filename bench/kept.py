"""What a long piece of work has done already, kept on disk."""

import pickle
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


class Kept:
    """Parts of the work by name: each is made once, and read from the folder after that."""

    def __init__(self, folder: Path) -> None:
        """Makes the folder; time counts from now."""
        self.folder = folder
        self.began = time.time()
        self.seconds: dict[str, float] = {}
        folder.mkdir(parents=True, exist_ok=True)

    def __call__(self, name: str, make: Callable[[], Any]) -> Any:
        """The part of this name."""
        path = self.folder / name
        if path.exists():
            with path.open("rb") as source:
                return pickle.load(source)
        begin = time.time()
        made = make()
        with path.open("wb") as sink:
            pickle.dump(made, sink, protocol=5)
        self.done(name, begin)
        return made

    def done(self, name: str, begin: float, more: object = "") -> None:
        """Notes how long a part took that began then, and says that it is done."""
        self.seconds[name] = round(time.time() - begin)
        print(f"{self.passed}  {name} {more}".rstrip(), flush=True)

    @property
    def passed(self) -> str:
        """The time since the beginning."""
        return f"{time.time() - self.began:6.0f} s"
