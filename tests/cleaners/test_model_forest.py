"""Trees in numpy."""

import numpy as np
import pytest

from cleaners.model import forest
from cleaners.model.forest import Forest


def make(trees: int, depth: int, outputs: int, columns: int) -> Forest:
    random = np.random.default_rng(3)
    return Forest(
        feature=random.integers(0, columns, (trees, depth)).astype(np.int16),
        border=random.normal(size=(trees, depth)).astype(np.float32),
        leaves=random.normal(size=(trees, 1 << depth, outputs)).astype(np.float32),
        bias=random.normal(size=outputs).astype(np.float32),
    )


def slowly(trees: Forest, row: np.ndarray) -> np.ndarray:
    total = trees.bias.astype(np.float64)
    for feature, border, leaves in zip(trees.feature, trees.border, trees.leaves, strict=True):
        leaf = sum(1 << level for level, (f, b) in enumerate(zip(feature, border, strict=True)) if row[f] > b)
        total = total + leaves[leaf]
    return total


@pytest.mark.parametrize("outputs", [1, 4])
@pytest.mark.parametrize("batch", [1, 100, 1_000_000])
def test_answers_as_a_walk_down_each_tree(outputs: int, batch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forest, "BATCH", batch)
    trees = make(7, 3, outputs, 5)
    rows = np.random.default_rng(4).normal(size=(23, 5)).astype(np.float32)
    expected = np.array([slowly(trees, row) for row in rows])
    assert np.allclose(trees(rows), expected, atol=1e-5)
