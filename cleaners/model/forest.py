"""Evaluates boosted oblivious trees in numpy: no library is needed to run a trained model."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

BATCH = 200_000  # cells of one comparison, as many as stay near the processor; more lines are done in turn


@dataclass(frozen=True)
class Forest:
    """Trees whose nodes of one level ask one question, so that a leaf's number is the answers as bits."""

    feature: npt.NDArray[np.int16]  # (trees, depth) column asked at each level, of 8 at most
    border: npt.NDArray[np.float32]  # (trees, depth) the answer is value > border
    leaves: npt.NDArray[np.float32]  # (trees, 2**depth, outputs)
    bias: npt.NDArray[np.float32]  # (outputs,)

    @cached_property
    def _questions(self) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.float32], npt.NDArray[np.intp]]:
        """Column and border of each question, and the number of the question at each level of each tree.

        Trees share questions: of those of the packaged forests a fifth to more than half come again.
        """
        asked = np.stack((self.feature.T.ravel().astype(np.float32), self.border.T.ravel()))
        (feature, border), number = np.unique(asked, axis=1, return_inverse=True)
        return feature.astype(np.intp), border[:, None], number.ravel()

    def __call__(self, rows: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
        """Raw scores (lines, outputs) of a feature matrix (lines, columns)."""
        trees, depth = self.feature.shape
        outputs = self.bias.size
        step = max(1, BATCH // (trees * depth))
        leaves = self.leaves.reshape(-1, outputs)
        # All questions at once, and their answers level by level: one is a byte, and its bit in the leaf's number.
        feature, border, number = self._questions
        bit = (1 << np.arange(depth, dtype=np.uint8))[:, None, None]
        base = (np.arange(trees) << depth)[:, None]
        columns = np.ascontiguousarray(rows.T)  # a question reads a column at a time
        out = np.empty((len(rows), outputs))
        for begin in range(0, len(rows), step):
            told = (columns[:, begin : begin + step].take(feature, 0) > border).view(np.uint8)
            answers = told.take(number, 0).reshape(depth, trees, -1)
            answers *= bit
            leaf = np.bitwise_or.reduce(answers, 0).astype(np.intp)
            leaf += base
            out[begin : begin + step] = leaves.take(leaf, 0).sum(0)
        return out + self.bias
