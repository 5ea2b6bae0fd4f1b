"""The figures of runs and of comparisons: add a file to add a figure.

Those of one's own lie in the run folder: checked against their hash, run when that is allowed.
"""

import pkgutil
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType

from reports.data.run import Run
from reports.kinds.figure import SECTIONS, Figure
from reports.text import Text
from simulator.core.cache import module_of, parsed, place_in
from simulator.core.errors import InputError
from simulator.store.manifest import hash_of


def discover(*, comparison: bool) -> list[type[Figure]]:
    """Return the figures of runs, or of comparisons, in the order of the page."""
    modules = (import_module(f"{__name__}.{item.name}") for item in pkgutil.iter_modules(__path__))
    every = (kind for module in modules for kind in figures_in(module) if hasattr(kind, "order"))
    found = [kind for kind in every if kind.compares in (None, comparison)]
    return sorted(found, key=lambda kind: (kind.section, kind.order))


def figures_in(module: ModuleType) -> list[type[Figure]]:
    """Return the classes of figures that a file declares; one that only has heirs has no order."""
    own = [one for one in vars(module).values() if isinstance(one, type) and issubclass(one, Figure)]
    return [one for one in own if one.__module__ == module.__name__]


WHAT = "figure file"


def drawn_of(run: Run, text: Text, *, allow_code: bool) -> list[Figure]:
    """The figures of a run or a comparison, and its own where code may run.

    Raises InputError where a file of its own was changed, or fails.
    """
    shipped = [kind(run, text) for kind in discover(comparison=bool(run.comparison))]
    if not allow_code:
        return shipped
    own = [_made(name, path, run, text) for name, path in own_files(run).items()]
    return sorted([*shipped, *own], key=lambda one: (one.section, one.order))


def own_files(run: Run) -> Mapping[str, Path]:
    """Figures of its own that a run folder holds, by name, and where they lie."""
    below = run.folder / ("scenarios/" if run.comparison else "")
    scenarios = run.content.get("scenarios", {}).values()
    return {name: below / file for one in scenarios for name, file in one.get("figures", {}).items()}


def _made(name: str, path: Path, run: Run, text: Text) -> Figure:
    source = path.read_text(encoding="utf-8")
    place = path.relative_to(run.folder).as_posix()
    if run.content.get("plugins", {}).get(place) != hash_of(source):
        raise InputError("is not the figure that the run was made with", where=place)
    kind = own_kind(name, place, source)
    try:
        figure = kind(run, text)
        if figure.available():  # all that a page asks of it
            _ = [figure.finding(), figure.subtitle(), figure.note(), figure.source()]
            _ = [figure.plot(), figure.table()]
    except Exception as error:  # whatever somebody's code may do
        told = f"the figure file fails when it draws: {error!r}"
        raise InputError(told, where=place_in(place, error)) from error
    return figure


def own_kind(name: str, place: str, source: str) -> type[Figure]:
    """The figure class of a file of somebody's own; InputError, with the place, where it holds none."""
    module = module_of(parsed(place, source), source, place, WHAT, named=name)
    if len(own := figures_in(module)) != 1:
        raise InputError(
            f"holds {len(own)} classes of figures; allowed: one that derives from Figure", where=place
        )
    kind = own[0]
    if getattr(kind, "section", "") not in SECTIONS or not isinstance(getattr(kind, "order", None), int):
        told = f"needs a section and an order; allowed sections: {', '.join(SECTIONS)}"
        raise InputError(told, where=place, field="section")
    kind.named = name
    return kind
