"""What the simulator needs of a computer, and whether it is there; nothing heavy is imported for it."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from simulator.core import cache
from simulator.core.errors import SimulatorError
from simulator.core.shipped import country_codes, package_folder, shipped_names

GOOD, OPEN, BAD = "good", "open", "bad"
MARKS = {GOOD: "✔", OPEN: "–", BAD: "✘"}
OLDEST = (3, 12)
GIGABYTE = 1e9
NEEDED_MEMORY, NEEDED_ROOM = 1.0, 1.0  # gigabytes: one process of 20,000 persons; results of a comparison
EXTRAS = {
    "cluster": ("distributed", "seeds on several machines"),
    "explore": ("solara", "an economy to play with in the browser"),
    "mesa": ("altair", "Mesa's own page of the economy, SolaraViz"),
    "pandas": ("pyarrow", "tables as pandas: to_pandas()"),
    "static": ("kaleido", "figures as PNG, SVG or PDF"),
    "sensitivity": ("SALib", "variance split over parameters"),
    "refresh": ("sdmx", "statistics fetched anew"),
}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


@dataclass(frozen=True)
class Found:
    """One thing that was looked at: how it is, what was found, and what to do where it is not good."""

    what: str
    state: str
    told: str
    remedy: str = ""


def health() -> list[Found]:
    """Everything that was looked at, in the order in which it is told."""
    checks: tuple[Callable[[], Iterator[Found]], ...] = (
        _program, _processor, _memory, _cache, _compiled, _here, _data, _browser, _extras,
    )  # fmt: skip
    return [one for check in checks for one in check()]


def _program() -> Iterator[Found]:
    version = metadata.version("labour-displacement-simulator")
    yield Found("simulator", GOOD, f"{version}, in {cache.PACKAGE.parent}")
    python, is_new = platform.python_version(), sys.version_info[:2] >= OLDEST
    remedy = "" if is_new else "install Python 3.12 or newer"
    yield Found("Python", GOOD if is_new else BAD, f"{python}, {sys.executable}", remedy)


def _processor() -> Iterator[Found]:
    count = getattr(os, "process_cpu_count", os.cpu_count)() or 1  # the former since Python 3.13
    yield Found("cores", GOOD, f"{count}: --jobs {count} uses them all")
    cache.configure()
    threads = {name: os.environ[name] for name in cache.THREADS}
    many = [name for name, value in threads.items() if value != "1"]
    told = ", ".join(f"{name}={value}" for name, value in threads.items())
    remedy = f"unset {', '.join(many)}: with one thread sums keep their order" if many else ""
    yield Found("threads", OPEN if many else GOOD, told, remedy)


def _memory() -> Iterator[Found]:
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        kilobytes = next(int(line.split()[1]) for line in lines if line.startswith("MemAvailable"))
    except (OSError, StopIteration, ValueError):
        yield Found("memory", OPEN, "not told by this system")
        return
    free = kilobytes * 1024 / GIGABYTE
    is_enough = free >= NEEDED_MEMORY
    remedy = "" if is_enough else "close other programs; a run of 20,000 persons takes half a gigabyte"
    yield Found("memory", GOOD if is_enough else BAD, f"{free:.1f} GB free", remedy)


def _cache() -> Iterator[Found]:
    try:
        folder = cache.folder()
    except SimulatorError as error:
        yield Found("cache", BAD, "none that can be written", str(error))
        return
    room = shutil.disk_usage(folder).free / GIGABYTE
    yield Found("cache", GOOD, f"{folder}, {room:.0f} GB free")


def _compiled() -> Iterator[Found]:
    """Tell whether the first run compiles: where nothing is compiled it takes half a minute more."""
    try:
        is_there = any(True for _ in cache.folder().glob("*/*/*.nbi"))
    except SimulatorError:
        return
    told = "yes, of this or an earlier code" if is_there else "not yet: the first run takes longer"
    yield Found("compiled functions", GOOD if is_there else OPEN, told)


def _here() -> Iterator[Found]:
    folder = Path.cwd()
    room = shutil.disk_usage(folder).free / GIGABYTE
    can_write = os.access(folder, os.W_OK)
    told = f"{folder}, {room:.1f} GB free" + ("" if can_write else ", cannot be written")
    is_good = can_write and room >= NEEDED_ROOM
    remedy = "" if is_good else "name a folder with room by --out: runs/ is made in the folder you are in"
    yield Found("this folder", GOOD if is_good else OPEN, told, remedy)


def _data() -> Iterator[Found]:
    """Tell whether every table is whole: as it was installed, or in a checkout a row as long as its head."""
    root = package_folder("calibration")
    tables = [*sorted(root.glob("tables/*.csv")), *sorted(root.glob("countries/*.yaml"))]
    installed = _installed()
    wrong = [path.name for path in tables if not _is_whole(path, installed.get(path.resolve()))]
    told = f"{len(country_codes())} countries, {len(shipped_names())} scenarios, {len(tables)} tables"
    if tables and not wrong:
        yield Found("data", GOOD, f"{told}, {'as installed' if installed else 'all readable'}")
        return
    remedy = "install the simulator again, or take the files from version control"
    damaged = f"{', '.join(wrong[:5])}{' …' if len(wrong) > 5 else ''}" or "all of them"
    yield Found("data", BAD, f"damaged or missing: {damaged}", remedy)


def _installed() -> dict[Path, str]:
    """Hash of every file of the installed wheel, as its record has it; none in a checkout."""
    files = metadata.files("labour-displacement-simulator") or []
    named = {Path(str(one.locate())).resolve(): one.hash for one in files if one.suffix in (".csv", ".yaml")}
    return {path: found.value for path, found in named.items() if found is not None}


def _is_whole(path: Path, recorded: str | None) -> bool:
    try:
        content = path.read_bytes()
        if recorded is not None:
            made = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")
            return made == recorded
        text = content.decode("utf-8")
        rows = csv.reader(io.StringIO(text, newline="")) if path.suffix == ".csv" else [["yaml"]]
        return text.endswith("\n") and len({len(row) for row in rows}) == 1
    except (OSError, UnicodeDecodeError, csv.Error):
        return False


def _browser() -> Iterator[Found]:
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    told = found or "none: reports are read in any browser, figures as files need Chromium or Chrome"
    yield Found("browser", GOOD if found else OPEN, told)


def _extras() -> Iterator[Found]:
    for extra, (module, use) in EXTRAS.items():
        is_there = find_spec(module) is not None
        told = use if is_there else f"{use}: pip install 'labour-displacement-simulator[{extra}]'"
        yield Found(f"extra [{extra}]", GOOD if is_there else OPEN, told)
