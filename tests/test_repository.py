"""The repository as a whole: the docs know each command, the layers each module, the pins each package."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from unfurnish.cli import COMMANDS

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PINS = [line for line in (ROOT / "constraints.txt").read_text().splitlines() if line and not line.startswith("#")]
PINNED = {canonicalize_name(name): version for name, _, version in (pin.partition("==") for pin in PINS)}


def declared() -> list[Requirement]:
    project = PROJECT["project"]
    lists = [project["dependencies"], *project["optional-dependencies"].values()]
    rows = [Requirement(row) for rows in lists for row in rows]
    return [row for row in rows if row.name != project["name"]]


def installed_below(name: str, extras: frozenset[str], seen: dict[str, frozenset[str]]) -> None:
    """Collect in `seen` the packages that `name` needs on this machine, as far as they are installed."""
    known = seen.get(name)
    if known is not None and extras <= known:
        return
    try:
        rows = requires(name) or []
    except PackageNotFoundError:  # of an extra that is not installed here
        return
    seen[name] = extras | (known or frozenset())
    for row in map(Requirement, rows):
        if row.marker is None or any(row.marker.evaluate({"extra": extra}) for extra in {"", *extras}):
            installed_below(canonicalize_name(row.name), frozenset(row.extras), seen)


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_is_documented(name: str) -> None:
    assert f"\n## unfurnish {name}\n" in (ROOT / "docs" / "commands.md").read_text()


def test_each_module_of_the_application_stands_in_a_layer() -> None:
    contracts = [row for row in PROJECT["tool"]["importlinter"]["contracts"] if row["type"] == "layers"]
    placed = {module for row in contracts for layer in row["layers"] for module in re.split(r" [:|] ", layer)}
    found = {
        f"unfurnish.{path.stem}"
        for path in (ROOT / "unfurnish").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert found - {"unfurnish.__init__"} <= placed
    assert {"crawlers", "cleaners", "schemas"} <= placed


def test_each_constraint_pins_one_version_and_names_no_place() -> None:
    assert [pin for pin in PINS if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.]*", pin)] == []
    assert len(PINNED) == len(PINS)


@pytest.mark.parametrize("requirement", declared(), ids=str)
def test_each_declared_package_is_pinned_within_its_bounds(requirement: Requirement) -> None:
    assert requirement.specifier.contains(PINNED[canonicalize_name(requirement.name)])


def test_what_the_declared_packages_need_is_pinned_too() -> None:
    seen: dict[str, frozenset[str]] = {}
    for requirement in declared():
        installed_below(canonicalize_name(requirement.name), frozenset(requirement.extras), seen)
    # datasette names pip itself, which is the tool that reads the pins.
    assert seen.keys() - {"pip"} <= PINNED.keys()
    assert len(seen) > len(PROJECT["project"]["dependencies"])
