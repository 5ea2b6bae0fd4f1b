"""What all tests share: Hypothesis draws the same examples everywhere, and Python keeps what it compiles."""

import os
import sys

import platformdirs
from hypothesis import settings

settings.register_profile("house", derandomize=True, database=None, deadline=None)
settings.load_profile("house")


def keep_bytecode() -> None:
    """Keep bytecode in a folder apart where it may not lie beside its source.

    Without it every process that a test starts compiles mesa, polars and the rest again: three seconds.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    prefix = platformdirs.user_cache_path("labour-displacement-simulator") / "bytecode"
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix = str(prefix)
    sys.dont_write_bytecode = False


if sys.dont_write_bytecode and sys.pycache_prefix is None:
    keep_bytecode()
