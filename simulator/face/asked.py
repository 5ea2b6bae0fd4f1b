"""What is asked of a verb by keyword: sizes, and how and where it is carried out."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from simulator.core.errors import InputError, InputErrors
from simulator.experiment.places import Closed, read_closures
from simulator.experiment.reuse import Reusable
from simulator.findings.windows import window_named
from simulator.scenario import Options, Scenario


def options_of(**asked: Any) -> Options:
    """Options whose numbers are numbers: their bounds are checked with the scenario."""
    known, faults = ("seeds", "persons", "months", "base_seed"), list[InputError]()
    for name, value in asked.items():
        if name != "allow_code" and name not in known:
            faults.append(InputError(f"no such option; allowed: {', '.join(known)}", field=name))
        elif name in known and value is not None and (isinstance(value, bool) or not isinstance(value, int)):
            faults.append(InputError(f"{value!r} stands where a whole number is needed", field=name))
    if faults:
        raise InputErrors(faults)
    return Options(**asked)


def told_over(
    scenario: Scenario, *, closures: Sequence[str] = (), window: str | None = None
) -> dict[str, Any]:
    """Under which closures what is asked runs, and over which window it is told."""
    around = Closed.of(scenario)
    closed = read_closures(",".join(closures), around) if closures else []
    return {"closures": closed, "window": window_named(window, "window").name}


def made_at(out: str | Path | None, name: str) -> Path:
    """The run folder that was asked for, or one of that name in a temporary folder."""
    return Path(tempfile.mkdtemp(prefix="simulator-")) / name if out is None else Path(out)


def how_done(
    jobs: int, lang: str, out: str | Path | None, reused: Sequence[Reusable], *, allow_code: bool
) -> Mapping[str, Any]:
    """How it is carried out; where it stays, with its report."""
    import reports
    from reports.text import Text

    finish: Callable[[Path], object] | None = None
    if out is not None:
        finish = lambda partial: reports.build(partial, lang, allow_code=allow_code)  # noqa: E731
    is_quick = any(one.is_quick for one in reused)
    return {"jobs": jobs, "finish": finish, "reused": reused, "quick": is_quick, "words": Text(lang)}
