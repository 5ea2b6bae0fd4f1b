"""What `sim size` is given: the cost to reach, what is scaled, and where the sized scenario is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from simulator.core.errors import InputError
from simulator.core.param import Param
from simulator.core.shipped import shipped_names
from simulator.scenario import Scenario
from simulator.scenario.file.paths import find_scenario
from simulator.scenario.file.reading import Refused, read_number
from simulator.scenario.file.scalars import resolve_scalar

NET_COST = Param(
    0.0, "share of GDP", (-0.2, 0.2), "what the public balance loses", "choice", "assumed", kind="share"
)  # fmt: skip


def cost_share(text: str) -> float:
    """A net cost as a share of GDP; InputError for what is none, and for nothing."""
    try:
        raw: Any = resolve_scalar(text.strip())
        asked = read_number(raw, NET_COST)
    except (Refused, ValueError) as error:
        raise InputError(str(error), field="--net-cost") from None
    if asked == 0.0:
        raise InputError("0 is no size: everything at zero costs that", field="--net-cost")
    return asked


def places(given: str, scenario: Scenario, out: Path | None) -> tuple[str, Path]:
    """What the sized file extends, and where it is written."""
    file, _ = find_scenario(given)
    is_shipped = given in shipped_names() and not Path(given).is_file()
    folder = Path() if is_shipped else file.parent
    path = out or folder / f"{scenario.name}_equal_cost.yaml"
    if path.exists():
        raise InputError(f"{path} exists; name another file with --out, or delete it", field="--out")
    if is_shipped:
        return given, path
    if path.parent.resolve() != file.parent.resolve():
        told = f"{path} must lie in the folder of {file}, which it extends"
        raise InputError(told, field="--out")
    return file.name, path
