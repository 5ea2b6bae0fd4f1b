"""Each page is followed in an empty folder, with a cache of timings of its own."""

from tests.cli.conftest import apart

__all__ = ["apart"]
