"""The engine with everything that ships in the package."""

import pytest

from cleaners import Engine


@pytest.fixture(scope="session")
def engine() -> Engine:
    return Engine.bundled()
