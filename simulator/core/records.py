"""Columns that compiled code takes in one argument: a table of addresses, of which it reads those it uses.

Passed one by one, each array is seven arguments of the compiled function, and as many steps of compiling it.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from simulator.core import cache

_PLACE = 8  # bytes of an address, and of a length


class Record:
    """Columns by name, as attributes; compiled code reads `record.name` as an array [n].

    It holds the arrays: while it lives, their addresses do. Lengths may differ.
    """

    def __init__(self, kind: str, held: Mapping[str, NDArray[Any]]) -> None:
        for name, array in held.items():
            if array.ndim != 1 or not array.flags.c_contiguous:
                raise ValueError(f"{kind}.{name} is no column: shape {array.shape}, strides {array.strides}")
        vars(self).update(held)
        table = [number for array in held.values() for number in (array.ctypes.data, len(array))]
        self._table = np.array(table, np.uint64)
        self._address = self._table.ctypes.data
        self._numba_type_ = type_of(kind, {name: array.dtype for name, array in held.items()})


if TYPE_CHECKING or not cache.only_declarations():
    from llvmlite import ir
    from numba.core import cgutils, types
    from numba.core.datamodel import models
    from numba.core.typing.templates import AttributeTemplate
    from numba.extending import (
        NativeValue,
        infer_getattr,
        lower_getattr_generic,
        register_model,
        unbox,
    )
    from numba.np.arrayobj import populate_array
    from numba.np.numpy_support import from_dtype

    class RecordType(types.Type):
        """What compiled code knows of a record: its kind, the names of its columns and their types."""

        def __init__(self, kind: str, fields: tuple[str, ...], dtypes: tuple[Any, ...]) -> None:
            self.kind, self.fields, self.dtypes = kind, fields, dtypes
            told = ",".join(f"{name}:{dtype}" for name, dtype in zip(fields, dtypes, strict=True))
            super().__init__(f"Record_{cache.digest(f'{kind}({told})')}")

    register_model(RecordType)(models.OpaqueModel)

    @infer_getattr
    class _Columns(AttributeTemplate):  # type: ignore[misc]
        key = RecordType

        def generic_resolve(self, of: RecordType, name: str) -> Any:
            if name in of.fields:
                return types.Array(of.dtypes[of.fields.index(name)], 1, "C")
            return None

    @unbox(RecordType)  # type: ignore[untyped-decorator]
    def _unbox(kind: RecordType, given: Any, c: Any) -> Any:
        address = c.pyapi.object_getattr_string(given, "_address")
        value = c.pyapi.long_as_voidptr(address)
        c.pyapi.decref(address)
        return NativeValue(value, is_error=c.pyapi.c_api_error())

    @lower_getattr_generic(RecordType)  # type: ignore[untyped-decorator]
    def _column(context: Any, builder: Any, of: RecordType, value: Any, name: str) -> Any:
        """An array of the column: no reference is counted, as its holder outlives the call."""
        kind = types.Array(of.dtypes[of.fields.index(name)], 1, "C")
        word = ir.IntType(8 * _PLACE)
        table = builder.bitcast(value, word.as_pointer())
        first = 2 * of.fields.index(name)
        address, length = (
            builder.load(builder.gep(table, [ir.Constant(word, first + k)], inbounds=True)) for k in (0, 1)
        )
        for loaded in (address, length):  # the table is never written: one read serves all
            loaded.set_metadata("invariant.load", builder.module.add_metadata([]))
        array = context.make_array(kind)(context, builder)
        itemsize = context.get_abi_sizeof(context.get_data_type(kind.dtype))
        populate_array(
            array,
            data=builder.inttoptr(address, array.data.type),
            shape=cgutils.pack_array(builder, [length]),
            strides=cgutils.pack_array(builder, [ir.Constant(word, itemsize)]),
            itemsize=ir.Constant(word, itemsize),
            meminfo=None,
        )
        return array._getvalue()


def type_of(kind: str, dtypes: Mapping[str, np.dtype[Any]]) -> Any:
    """The Numba type of a record of such columns."""
    return RecordType(kind, tuple(dtypes), tuple(map(from_dtype, dtypes.values())))
