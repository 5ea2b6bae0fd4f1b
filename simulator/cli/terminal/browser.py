"""Showing a report."""

from __future__ import annotations

import webbrowser
from pathlib import Path

from simulator.cli.terminal.console import errors


def open_in_browser(report: Path) -> None:
    """Open a report, or say where it is when no browser can be opened."""
    if not webbrowser.open(report.resolve().as_uri()):
        errors.print(f"No browser could be opened; open {report} yourself.", soft_wrap=True)
