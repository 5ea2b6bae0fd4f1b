"""One agency per file: read its raw extract, return it tidy. Nothing here knows the model."""

from pathlib import Path


def extract(data: Path, name: str) -> Path:
    """Path of a raw extract; FileNotFoundError says which file is missing and where it was sought."""
    path = data / name
    if not path.is_file():
        raise FileNotFoundError(
            f"raw extract '{name}' not found in {data}: see DATA.md for where it is published"
        )
    return path
