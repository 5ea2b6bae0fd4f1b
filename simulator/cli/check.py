"""`sim check`: scenarios, countries, or this computer, without running anything."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import os
import platform
import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

import click

from simulator.cli import options
from simulator.cli.options import example
from simulator.core import cache
from simulator.core.errors import ExitCode, InputError, InputErrors, SimulatorError
from simulator.core.shipped import (
    country_codes,
    country_hint,
    package_folder,
    scenario_hint,
    shipped_names,
    shipped_path,
)


@click.command(epilog=example("sim check", "sim check my_scenario.yaml", "sim check ESP XYZ.yaml"))
@click.argument("given", nargs=-1, metavar="[SCENARIO|COUNTRY]...")
@click.option(
    "--upgrade",
    is_flag=True,
    help="Rewrite scenario files of version 0.2 first; each is kept as it was as FILE.old.",
)
def check(given: tuple[str, ...], upgrade: bool) -> int:
    """Check scenarios and countries and show every error at once; without a name, check this computer.

    SCENARIO is a file or a shipped name, COUNTRY a country's file or its code. No code is run.

    Without a name: version, Python, processor, memory, cache, data and optional parts; exit code 1 for a
    fault.
    """
    options.reads_only()
    if upgrade:
        _upgraded(given)
    if not given:
        return _computer()
    from simulator.scenario.load import load_several

    countries = [name for name in given if _is_country(name)]
    others = [name for name in given if name not in countries]
    load_several([partial(_scenarios, others), partial(_countries, countries)])
    return ExitCode.OK


def _upgraded(names: Sequence[str]) -> None:
    """Rewrite each scenario file, and print what was changed."""
    from simulator.cli.console import console
    from simulator.scenario.upgrade import upgrade

    if not names:
        raise InputError("names no file; write sim check --upgrade FILE", field="--upgrade")
    for name in names:
        told = upgrade(name)
        for one in told or ["nothing in it is of an earlier version"]:
            console.print(f"{name}: {one}", soft_wrap=True, markup=False, highlight=False)
        if told:
            console.print(f"{name}: rewritten; as it was in {name}.old", soft_wrap=True, markup=False)


def _is_country(name: str) -> bool:
    """Whether a country is meant: by its code, by its file, or by a word that stands for nothing else."""
    if name.upper() in country_codes():
        return True
    try:
        if not (path := Path(name)).is_file():
            is_other = path.exists() or shipped_path(name) or scenario_hint(name)
            return bool(re.fullmatch(r"[^./@]{1,60}", name) and not is_other)
        text = path.read_text(encoding="utf-8", errors="replace")
    except (OSError, ValueError):
        return False
    if re.search(r"^(country|extends)\s*:", text, re.M):
        return False
    return bool(re.search(r"^iso3\s*:", text, re.M) or re.fullmatch("[A-Z]{3}", path.stem))


def _scenarios(names: Sequence[str]) -> None:
    """Print of each scenario that it is valid; InputErrors with the faults of all of them."""
    from rich.text import Text

    from simulator.cli.console import console, warn
    from simulator.indicators import metadata
    from simulator.scenario import Options
    from simulator.scenario.file.code import indicators_of, instruments_of
    from simulator.scenario.file.values import CODE

    for scenario in options.load_all(names, Options(reads_code=True)):
        acting = [*(policy.name for policy in scenario.policies), *(f"law.{name}" for name in scenario.law)]
        policies = ", ".join(acting) or "no policy"
        console.print(Text(f"{scenario.name}: valid ({scenario.country}, {scenario.world_name}; {policies})"))
        if scenario.names_code:
            metadata(None, instruments_of(scenario), indicators_of(scenario))  # names that are taken are told
            files = ", ".join(file for key in CODE for file in getattr(scenario, key).values())
            console.print(Text(f"  it names files of code ({files}): --allow-code to run"))
        warn([scenario])


MODEL = "ESP"
"""The country whose parameters every other sets too."""


def _countries(names: Iterable[str]) -> None:
    """Print of each country that it is valid; InputErrors with the faults of all of them."""
    from rich.text import Text

    from simulator.cli.console import console
    from simulator.scenario.country.check import country_faults
    from simulator.scenario.country.profile import load_country
    from simulator.scenario.load import load_several

    needed = load_country(MODEL).national

    def checked(name: str) -> None:
        path, label, root = _country(name)
        if faults := country_faults(path, label, root, needed):
            raise InputErrors(faults)
        console.print(Text(f"{label}: valid"))

    load_several(partial(checked, name) for name in names)


def _country(name: str) -> tuple[Path, str, Path]:
    """File of a country by path or code, what messages call it, and the folder that holds its tables.

    A file in `countries` beside a folder `tables` has its rows there; any other in the shipped tables.
    """
    shipped, codes, code = package_folder("calibration"), country_codes(), name.upper()
    if code in codes:
        return shipped / "countries" / f"{code}.yaml", f"calibration/countries/{code}.yaml", shipped
    path = Path(name)
    if not path.is_file():
        told = "is no file, no scenario that ships (sim list scenarios) and no country's code; known"
        message = f"{told}: {', '.join(codes)}.{country_hint(name, codes)}"
        raise InputErrors([InputError(message, where=name)])
    own = path.resolve().parent.parent
    return path, name, own if (own / "tables").is_dir() else shipped


def _computer() -> int:
    """Print what was looked at of this computer, and remedies; exit code 1 for a fault."""
    from simulator.cli.console import console, print_table

    looks = _program, _processor, _memory, _cache, _here, _data, _browser, _extras
    found = [one for look in looks for one in look()]
    print_table(("  what", "found"), [(f"{MARKS[one.state]} {one.what}", one.told) for one in found])
    for one in found:
        if one.remedy:
            console.print(f"{one.what}: {one.remedy}", soft_wrap=True)
    faults = sum(one.state == BAD for one in found)
    told = f"{faults} fault{'s' if faults > 1 else ''}: see above." if faults else "Ready to run."
    console.print(told)
    return ExitCode.IDENTITY if faults else ExitCode.OK


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
}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


@dataclass(frozen=True)
class Found:
    """One thing that was looked at: how it is, what was found, and what to do where it is not good."""

    what: str
    state: str
    told: str
    remedy: str = ""


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
    many = [name for name in cache.THREADS if os.environ[name] != "1"]
    told = ", ".join(f"{name}={os.environ[name]}" for name in cache.THREADS)
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
    """Tell of the cache, and whether the first run compiles: it then takes half a minute more."""
    try:
        folder = cache.folder()
    except SimulatorError as error:
        yield Found("cache", BAD, "none that can be written", str(error))
        return
    yield Found("cache", GOOD, f"{folder}, {shutil.disk_usage(folder).free / GIGABYTE:.0f} GB free")
    is_there = any(True for _ in folder.glob("*/*/*.nbi"))
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
    named = [one for one in files if one.suffix in (".csv", ".yaml") and one.hash is not None]
    return {Path(str(one.locate())).resolve(): one.hash.value for one in named if one.hash}


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
