"""The lexical model: a logistic regression over hashed words and letters of a line."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bench.lines.dataset import Example
from cleaners.model.lexical import BITS, lexical_ids

Matrix = Any  # scipy's csr_matrix, which has no types


def sparse(examples: Sequence[Example]) -> Matrix:
    """(lines, 2**BITS) of all examples in order."""
    rows, columns, values, offset = [], [], [], 0
    for example in examples:
        row, column = lexical_ids(example.page)
        count = np.bincount(row, minlength=example.page.n)
        rows.append((row + offset).astype(np.int32))
        columns.append(column.astype(np.int32))
        values.append((1 / np.sqrt(np.maximum(1, count)))[row].astype(np.float32))
        offset += example.page.n
    data = (np.concatenate(values), (np.concatenate(rows), np.concatenate(columns)))
    return csr_matrix(data, shape=(offset, 1 << BITS))


def fit(
    matrix: Matrix, keep: npt.NDArray[np.float64], weight: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.float32], float]:
    """Weights by hash and bias."""
    use = weight > 0
    model = LogisticRegression(C=0.3, max_iter=300, tol=1e-3)
    model.fit(matrix[use], (keep > 0.5)[use], sample_weight=np.minimum(weight, 3.0)[use])
    return model.coef_[0].astype(np.float32), float(model.intercept_[0])
