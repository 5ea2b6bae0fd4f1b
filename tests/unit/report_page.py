"""What the tests of the report's page share: the page read back, and run folders with changed content."""

import gzip
import json
import re
import shutil
from base64 import b64decode
from collections.abc import Callable
from html.parser import HTMLParser
from itertools import accumulate
from pathlib import Path

import polars as pl

Change = Callable[[pl.DataFrame], pl.DataFrame]


def unpacked(words: str) -> str:
    """Return what a script element of a page holds packed."""
    return gzip.decompress(b64decode(words)).decode()


def unfolded(path: Path) -> str:
    """Return a page as it stands once a reader has unfolded all that is folded in it."""
    source = path.read_text("utf-8")
    packs = packed_pages(source)
    if not packs:
        return source
    whole = next(iter(packs.values()))
    start = source.index('<div id="page"')
    end = source.index('<script type="application/gzip"', start)
    return source[:start] + whole + source[end:]


def packed_pages(source: str) -> dict[str, str]:
    """Return the pages that lie packed in a file, by language."""
    found: dict[str, str] = {}
    for names, pack in re.findall(r'<script [^>]*data-pages="([^"]+)">([^<]+)<', source):
        told, *lines = unpacked(pack).split("\n")
        steps = json.loads(told)
        assert list(steps) == names.split()
        found |= {name: "\n".join(lines[one] for one in accumulate(own)) for name, own in steps.items()}
    return found


class Page(HTMLParser):
    """Elements of a page with their text: what stands where, with which attributes."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str], list[str]]] = []
        self.open: list[int] = []
        self.source = unfolded(path)
        self.feed(self.source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {key: value or "" for key, value in attrs}, []))
        if tag not in ("meta", "link", "br", "input", "col"):
            self.open.append(len(self.elements) - 1)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.elements[self.open.pop()][0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        for index in self.open:
            self.elements[index][2].append(data)

    def all(self, tag: str, **attributes: str) -> list[tuple[dict[str, str], str]]:
        return [
            (found, " ".join("".join(words).split()))
            for name, found, words in self.elements
            if name == tag and all(value in found.get(key, "").split() for key, value in attributes.items())
        ]


def with_policy(**moved: float) -> Change:
    """So much more of each of these with the policy."""
    total = (pl.col("role") == "policy") & (pl.col("by") == "total")
    change = pl.lit(0.0)
    for name, size in moved.items():
        change = pl.when(total & (pl.col("indicator") == name)).then(size).otherwise(change)
    return lambda table: table.with_columns(value=pl.col("value") + change)


def changed(
    folder: Path,
    copy: Path,
    *,
    results: Change | None = None,
    persons: Change | None = None,
    **content: object,
) -> Path:
    """Copy a run folder with other results, persons or entries of its manifest, its findings made anew."""
    shutil.copytree(folder, copy)
    (copy / "findings.parquet").unlink(missing_ok=True)
    for name, apply in (("results", results), ("persons", persons)):
        if apply is not None:
            table = pl.read_parquet(copy / f"{name}.parquet")
            texts = table.with_columns(pl.selectors.enum().cast(pl.String))
            apply(texts).write_parquet(copy / f"{name}.parquet")
    manifest = json.loads((copy / "manifest.json").read_text("utf-8"))
    manifest["content"].update(content)
    (copy / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    return copy


def as_role(wanted: str, source: str) -> Change:
    """Give one role the results of another."""

    def apply(table: pl.DataFrame) -> pl.DataFrame:
        copied = table.filter(pl.col("role") == source).with_columns(pl.lit(wanted).alias("role"))
        return pl.concat([table.filter(pl.col("role") != wanted), copied])

    return apply


def first_seed(table: pl.DataFrame) -> pl.DataFrame:
    """Keep the first seed."""
    return table.filter(pl.col("replicate") == 0)
