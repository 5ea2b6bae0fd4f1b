"""The command line as a test calls it: its exit code, and nothing that leaks."""

import pytest

from simulator.cli import app as cli


def sim(*arguments: str) -> int:
    """Run a verb in this process and return its exit code."""
    with pytest.raises(SystemExit) as left:
        cli.main(arguments)
    return int(left.value.code or 0)


def words(text: str) -> str:
    """Printed text without the line breaks and paddings of a table or a folded line."""
    return " ".join(text.split())
