"""What `sim size` is given: the cost or outlay to reach, and where the sized scenario is written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.core.errors import InputError
from simulator.core.param import Param
from simulator.core.shipped import shipped_path
from simulator.scenario import Scenario
from simulator.scenario.file.paths import find_scenario
from simulator.scenario.file.reading import Refused, read_number
from simulator.scenario.file.scalars import resolve_scalar

if TYPE_CHECKING:
    from simulator.experiment.solve.size import Goal

NET_COST = Param(
    0.0, "share of GDP", (-0.2, 0.2), "what the public balance loses", "choice", "assumed", kind="share"
)  # fmt: skip


GROSS_OUTLAY = Param(
    0.0, "share of GDP", (0.0, 0.2), "what is paid under policies' names", "choice", "assumed", kind="share"
)  # fmt: skip


def goal_of(net_cost: str | None, gross_outlay: str | None) -> Goal:
    """What is to be reached; InputError unless one of both is asked for, and for what is no size."""
    from simulator.experiment.solve.size import Goal

    if net_cost is not None and gross_outlay is not None:
        raise InputError("give one of --net-cost and --gross-outlay", field="--gross-outlay")
    if gross_outlay is not None:
        return Goal.gross_outlay(_share(gross_outlay, GROSS_OUTLAY, "--gross-outlay"))
    if net_cost is None:
        told = 'say what to reach: --gross-outlay "1 %" or --net-cost "0.5 %"'
        raise InputError(told, field="--gross-outlay")
    return Goal.net_cost(_share(net_cost, NET_COST, "--net-cost"))


def _share(text: str, declared: Param, option: str) -> float:
    try:
        raw: Any = resolve_scalar(text.strip())
        asked = read_number(raw, declared)
    except (Refused, ValueError) as error:
        raise InputError(str(error), field=option) from None
    if asked == 0.0:
        raise InputError("0 is no size: everything at zero costs that", field=option)
    return asked


def places(given: str, scenario: Scenario, out: Path | None, suffix: str) -> tuple[str, Path]:
    """What the sized file extends, and where it is written: beside its parent, where `out` names no file."""
    file, _ = find_scenario(given)
    is_shipped = shipped_path(given) is not None and not Path(given).is_file()
    folder = Path() if is_shipped else file.parent
    path = out or folder / f"{scenario.name}{suffix}.yaml"
    if path.exists():
        raise InputError(f"{path} exists; name another file with --out, or delete it", field="--out")
    if is_shipped:
        return given, path
    if path.parent.resolve() != file.parent.resolve():
        told = f"{path} must lie in the folder of {file}, which it extends"
        raise InputError(told, field="--out")
    return file.name, path
