"""The declaration of one column of an agent class."""

import math
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

_PAGE, _LINE = 4096, 64  # bytes


class Column:
    """One quantity that every agent of a class has.

    On the class it is the declaration; on an agent it reads and writes the agent's row.

    Parameters
    ----------
    dtype
        NumPy type of one value.
    unit, about
        Unit and meaning; codes are explained in `about`.
    default
        Value of a new row.
    shape
        Shape of one row, empty for a single value.
    link
        Name of the set whose rows the values are; unset, a column named like a set links to it.
    """

    def __init__(
        self,
        dtype: DTypeLike,
        *,
        unit: str = "",
        about: str = "",
        default: Any = 0,
        shape: tuple[int, ...] = (),
        link: str = "",
    ) -> None:
        self.dtype: np.dtype[Any] = np.dtype(dtype)
        self.unit = unit
        self.about = about
        self.default = default
        self.shape = shape
        self.link = link
        self.name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def allocate(self, rows: int, place: int = 0) -> NDArray[Any]:
        """Return a new array of shape (rows, *shape) filled with the default.

        Columns of different `place` begin in different lines of a page: large arrays would otherwise all
        begin alike, and the columns that a loop reads side by side would drive each other out of the cache.
        """
        size = rows * math.prod(self.shape) * self.dtype.itemsize
        memory = np.empty(size + _PAGE, np.uint8)
        start = (place * _LINE - memory.ctypes.data) % _PAGE
        array = memory[start : start + size].view(self.dtype).reshape(rows, *self.shape)
        array[...] = self.default
        return array

    def __get__(self, agent: Any, owner: type) -> Any:
        if agent is None:
            return self
        value = agent.array_set.columns[self.name][agent.row]
        return value if self.shape else value.item()

    def __set__(self, agent: Any, value: Any) -> None:
        agent.array_set.columns[self.name][agent.row] = value
