"""Evaluates boosted oblivious trees in numpy: no library is needed to run a trained model."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

BATCH = 2_000_000  # cells of one comparison; more lines than fit are done in turn


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees whose nodes of one level ask one question, so that a leaf's number is the answers as bits."""

    feature: npt.NDArray[np.int16]  # (trees, depth) column asked at each level
    border: npt.NDArray[np.float32]  # (trees, depth) the answer is value > border
    leaves: npt.NDArray[np.float32]  # (trees, 2**depth, outputs)
    bias: npt.NDArray[np.float32]  # (outputs,)

    def __call__(self, rows: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
        """Raw scores (lines, outputs) of a feature matrix (lines, columns)."""
        trees, depth = self.feature.shape
        outputs = self.bias.size
        step = max(1, BATCH // (trees * depth))
        flat = self.leaves.reshape(-1, outputs)
        base = (np.arange(trees, dtype=np.int32) << depth)[:, None]
        out = np.empty((len(rows), outputs))
        for begin in range(0, len(rows), step):
            columns = np.ascontiguousarray(rows[begin : begin + step].T)  # a tree reads a column at a time
            leaf = np.zeros((trees, columns.shape[1]), np.int32)
            for level in range(depth):
                leaf |= (columns[self.feature[:, level]] > self.border[:, level, None]).astype(np.int32) << level
            leaf += base
            if outputs == 1:
                out[begin : begin + step, 0] = flat[leaf, 0].sum(0)
            else:
                out[begin : begin + step] = flat[leaf].sum(0)
        return out + self.bias
