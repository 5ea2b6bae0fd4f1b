"""`simulator.load` and `simulator.economy`: what was run before, and what is yet to run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from simulator.core.errors import InputError
from simulator.experiment.content import Source, read_given, refuse_code
from simulator.experiment.plan import run_of
from simulator.face.asked import in_python
from simulator.face.comparison import Comparison
from simulator.face.run import Run
from simulator.face.sweep import Sweep
from simulator.scenario import Options
from simulator.store import manifest

if TYPE_CHECKING:
    from simulator.experiment.mesa_model import Economy


@in_python()
def load(folder: str | Path, *, lang: str = "en", window: str | None = None) -> Run | Comparison | Sweep:
    """The run, comparison or sweep in a finished folder; InputError when it is none.

    `window`: over which its findings are told, the folder's own unless named; a sweep has its own alone.
    """
    content = manifest.read(Path(folder))["content"]
    if "sweep" in content:
        if window is not None:
            told = "a sweep keeps its own; sweep again with another window: no run is computed twice"
            raise InputError(told, field="window")
        return Sweep(Path(folder), lang=lang)
    if "comparison" in content:
        return Comparison(Path(folder), lang=lang, window=window)
    return Run(Path(folder), lang=lang, window=window)


@in_python()
def economy(
    scenario: Source, *, persons: int | None = None, seed: int | None = None, allow_code: bool = False
) -> Economy:
    """The economy of a scenario at month 0, ready to `step()`; `seed` stands in for its base seed."""
    from simulator.experiment.mesa_model import Economy

    options = Options(persons=persons, base_seed=seed, allow_code=allow_code)
    (read,), _ = read_given([scenario], options)
    if not allow_code:
        refuse_code(run_of(read), [])
    return Economy(read)
