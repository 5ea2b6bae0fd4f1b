"""Runs a measurement in a process of its own: its memory, imports and compiled code are its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from typing import Any


def measure(module: str, *arguments: object, cache: str | None = None) -> dict[str, Any]:
    """What `python -m benchmarks.<module>` prints as JSON on its last line.

    `cache` names a folder for compiled code and opening states, in place of the user's.
    """
    return read([sys.executable, "-m", f"benchmarks.{module}", *map(str, arguments)], cache=cache)


def read(command: Sequence[str], *, cache: str | None = None) -> dict[str, Any]:
    """The JSON on the last line of a command's output."""
    environment = os.environ | ({"XDG_CACHE_HOME": cache} if cache else {})
    environment.pop("NUMBA_CACHE_DIR", None)
    ran = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return found
