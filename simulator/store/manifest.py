"""The manifest of a run: what went in (`content`, hashed) and how it went (`run`, not hashed)."""

import csv
import hashlib
import json
import math
import os
import platform
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

from simulator.core.errors import ExitCode, InputError, SimulatorError
from simulator.core.files import write_whole
from simulator.core.shipped import package_folder

FORMAT = 1
TABLE_FILES = ("results.parquet", "persons.parquet", "flows.parquet")
HASHED_FILES = (*TABLE_FILES, "scenario.yaml")
# Made from the results by a library whose version may change the bytes: hashed, but no part of the content.
DERIVED_FILES = ("findings.parquet", "tables.xlsx", "datapackage.json")
REPORT = "report.html"
COUNTRIES = "countries.csv"
"""The one table of a comparison of several countries, whose folders stand beside it."""
_NEEDED = ("country", "indicators", "parameters", "scenarios")
_PACKAGES = ("labour-displacement-simulator", "mesa", "numpy", "numba", "scipy", "polars")


class DiffersError(SimulatorError):
    """What was recomputed is not what the manifest says."""

    exit_code = ExitCode.DIFFERS


def canonical(value: Any) -> str:
    """JSON text that depends on the content only: sorted keys, no spaces, floats as `repr`."""
    return json.dumps(plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def hash_of(value: Any) -> str:
    """Hex blake2b (32 bytes) of a plain value's canonical JSON."""
    return hashlib.blake2b(canonical(value).encode(), digest_size=32).hexdigest()


def file_hash(path: Path) -> str:
    """Hex sha256 of a file, as `sha256sum` prints it."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def tree_hash(root: Path, files: Iterable[Path]) -> str:
    """Hash of files' paths relative to `root` and their bytes, whatever the order of `files`."""
    return hash_of({file.relative_to(root).as_posix(): file_hash(file) for file in files})


def code_hash() -> str:
    """Hash of every Python file and table of the package `simulator`."""
    root = Path(__file__).parents[1]
    return tree_hash(root, [*root.rglob("*.py"), *root.rglob("*.csv")])


def data_hash(iso3: str, *, draws: bool = True) -> str:
    """Hash of what a country is read from: profile, draws, tables of the calibration room."""
    root = package_folder("calibration")
    own = [root / "countries" / f"{iso3}.yaml"]
    own += (root / "ensembles").glob(f"{iso3}.csv") if draws else []
    return tree_hash(root, [*own, *(root / "tables").glob("*.csv")])


def versions() -> dict[str, str]:
    """Python's and the packages' versions that can move a result."""
    found = {"python": platform.python_version()}
    for name in _PACKAGES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = "not installed"
    return found


def machine() -> dict[str, Any]:
    """Processor model, cores and system of this computer."""
    return {"cpu": _cpu_model(), "cores": os.cpu_count(), "system": platform.system()}


def run_id(content: Mapping[str, Any]) -> str:
    """Twelve hex digits that name a run: the hash of its content without the id itself."""
    return hash_of({key: value for key, value in content.items() if key != "run_id"})[:12]


def write(
    folder: Path,
    content: Mapping[str, Any],
    run: Mapping[str, Any],
    scenario_files: Iterable[str] = ("scenario.yaml",),
    tables: Iterable[str] = TABLE_FILES,
) -> dict[str, Any]:
    """Add file hashes and run id to `content` and write manifest.json; returns what was written."""
    rule_files = content.get("plugins", {})
    files = {name: file_hash(folder / name) for name in (*tables, *scenario_files, *rule_files)}
    derived = {name: file_hash(folder / name) for name in DERIVED_FILES if (folder / name).exists()}
    full = plain({"format": FORMAT, **content, "files": files})
    full["run_id"] = run_id(full)
    return _write(folder, {"format": FORMAT, "content": full, "run": plain({**run, "files": derived})})


def record(folder: Path, name: str) -> None:
    """Note the hash of a file that was drawn from a finished run, such as its report in another language.

    A manifest that was changed since it was written is left alone: to seal it would vouch for the change.
    """
    document = read(folder)
    if is_sealed(document) and document["seal"] != _seal(document):
        return
    document["run"]["files"] = {**document["run"].get("files", {}), name: file_hash(folder / name)}
    _write(folder, document)


def is_sealed(document: Mapping[str, Any]) -> bool:
    """Whether a manifest covers how the run went and what was drawn from it; older ones do not."""
    return "seal" in document


def _write(folder: Path, document: Mapping[str, Any]) -> dict[str, Any]:
    sealed = {**document, "seal": _seal(document)}
    text = json.dumps(sealed, indent=1, sort_keys=True, ensure_ascii=False)
    write_whole(folder / "manifest.json", text + "\n")
    return sealed


def _seal(document: Mapping[str, Any]) -> str:
    """Hash of all that a manifest says: the content by its run id, and how the run went."""
    return hash_of({"run_id": document["content"].get("run_id"), "run": document["run"]})


def read(folder: Path) -> dict[str, Any]:
    """A finished run's manifest; InputError when there is none or its format is not known."""
    path = folder / "manifest.json"
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        found = document["format"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError(f"{folder} is no run folder: {path.name} is missing or not readable") from error
    if found != FORMAT:
        raise InputError(f"{path} has format {found!r}, this version reads format {FORMAT}")
    content, run = document.get("content"), document.get("run")
    if not (isinstance(content, dict) and isinstance(run, dict) and isinstance(content.get("files"), dict)):
        raise InputError(f"{path} is no manifest of a run: it names no files and their hashes")
    if lacking := [key for key in _NEEDED if key not in content]:
        raise InputError(f"{path} is no manifest of a run: its content lacks {', '.join(lacking)}")
    return dict(document)


def countries_in(folder: Path) -> dict[str, Path]:
    """The folder of each country, by its code, where the folder compares several; else none."""
    path = folder / COUNTRIES
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        codes = dict.fromkeys(row.get("country") or "" for row in csv.DictReader(file))
    return {code: folder / code for code in codes if code.isalnum()}


def scenario_of_run(folder: Path) -> Path:
    """The resolved scenario of a run folder; InputError for a folder that is not that of one run."""
    if not (folder / "scenario.yaml").is_file() or not (folder / "manifest.json").is_file():
        raise InputError(
            "is a folder, but not that of one run; name a run folder, a scenario, or a file in the "
            "scenarios/ of a comparison",
            where=str(folder),
        )
    return folder / "scenario.yaml"


def recorded_files(document: Mapping[str, Any]) -> dict[str, str]:
    """Hash of each file by its name in the run folder, as a manifest holds them."""
    derived = document["run"].get("files")
    return {**document["content"]["files"], **(derived if isinstance(derived, dict) else {})}


def verify(folder: Path) -> dict[str, str]:
    """Files that no longer agree with the manifest and what is wrong with each; empty when all agree."""
    document = read(folder)
    found = {name: _compared(folder / name, hashed) for name, hashed in recorded_files(document).items()}
    problems = {name: problem for name, problem in found.items() if problem}
    content = document["content"]
    if run_id(content) != content.get("run_id"):
        problems["manifest.json"] = "was changed after the run"
    elif is_sealed(document) and document["seal"] != _seal(document):
        problems["manifest.json"] = 'was changed after the run, in its part "run"'
    return problems


def changed(folder: Path) -> str:
    """What is wrong with the files of which all that a folder tells is made; empty when nothing is."""
    drawn_later = (*DERIVED_FILES, REPORT)
    return "; ".join(f"{name} {told}" for name, told in verify(folder).items() if name not in drawn_later)


def _compared(path: Path, expected: str) -> str:
    if not path.is_file():
        return "is missing"
    try:
        return "" if file_hash(path) == expected else "differs from the manifest"
    except OSError as error:
        return f"cannot be read ({error.strerror})"


def _cpu_model() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    models = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(models, platform.machine())


def plain(value: Any) -> Any:
    """A value as JSON knows it: NumPy scalars become numbers, non-finite numbers become null."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in (sorted(value) if isinstance(value, set | frozenset) else value)]
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if value is None or isinstance(value, str | int | float):
        return value
    raise TypeError(f"{type(value).__name__} cannot stand in a manifest")
