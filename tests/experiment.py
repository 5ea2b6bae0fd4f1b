"""One scenario beside its counterfactuals, as `sim run` computes it."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

from simulator.experiment import conduct as written_by
from simulator.experiment.conduct import Summary, conduct
from simulator.experiment.plan import run_of
from simulator.scenario import Scenario


@contextmanager
def no_workbook() -> Iterator[None]:
    """Write an empty workbook: to fill it takes as long as all else of a small run, and few tests open it."""
    with patch.object(written_by, "write_workbook", lambda partial, *_: (partial / "tables.xlsx").touch()):
        yield


def run(
    scenario: Scenario, *, out: Path, seeds: int | None = None, workbook: bool = False, **how: Any
) -> Summary:
    """Run it into the folder `out`: `closures`, `window`, `cash` as of a plan, the rest as of `conduct`."""
    asked = scenario if seeds is None else replace(scenario, seeds=seeds)
    over = {name: how.pop(name) for name in ("closures", "window", "cash") if name in how}
    with nullcontext() if workbook else no_workbook():
        return conduct(run_of(asked, **over), out, **how)
