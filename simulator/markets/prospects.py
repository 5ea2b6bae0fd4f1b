"""What seekers of an occupation can expect to be paid."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def pay_to_expect(table: Array, distance: Array, wage: Array, loss: float, skill_pay: float) -> Array:
    """Mean pay where seekers of an occupation look over its own wage (kinds); NaN where nothing is open.

    `table`: where they look (`matching.directions`). Offers are less by the skill that a move loses.
    """
    looks = table.copy()
    looks[:, 1:] -= table[:, :-1]
    pay = (1.0 - loss * distance) ** skill_pay * wage / wage[:, None]
    return np.where(table[:, -1] > 0.0, (looks * pay).sum(axis=1), np.nan)
