"""Builds the site for the tests that look at it."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def built(settings: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """What MkDocs says when it builds a site from its settings."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(settings), "-d", str(folder)]
    quiet = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(
        command, cwd=settings.parent, env=quiet, capture_output=True, text=True, check=False
    )


def build(folder: Path) -> Path:
    """The site in a folder; a dead link or anchor fails the test."""
    told = built(ROOT / "mkdocs.yml", folder)
    assert told.returncode == 0, told.stderr
    return folder
