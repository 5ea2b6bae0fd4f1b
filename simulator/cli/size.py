"""`sim size`: solve the scale at which a mix of policies costs a stated amount, and write the scenario."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.cli.console import console
from simulator.cli.run import load_all, progress_bar, words_of
from simulator.core.errors import IdentityError, InputError
from simulator.core.files import write_whole
from simulator.core.param import Param
from simulator.core.shipped import shipped_names
from simulator.policies import discover
from simulator.scenario import Options
from simulator.scenario.file.paths import find_scenario
from simulator.scenario.file.reading import Refused, read_number
from simulator.scenario.file.scalars import resolve_scalar
from simulator.scenario.financing import Balancing
from simulator.scenario.scaling import sizes
from simulator.store.tables import closure_label

if TYPE_CHECKING:
    from simulator.experiment.solve.size import Sized
    from simulator.scenario import Scenario

NET_COST = Param(
    0.0, "share of GDP", (-0.2, 0.2), "what the public balance loses", "choice", "assumed", kind="share"
)  # fmt: skip


def size_scenario(
    given: str, *, net_cost: str, scale: str | None, out: Path | None, jobs: int, resume: bool, **sizing: Any
) -> None:
    """Size the scenario `given` and write the file `out`; what cannot be is said before anything is run."""
    from simulator.experiment.solve.size import size

    asked = _share(net_cost)
    (scenario,) = load_all([given], Options(**sizing))
    if isinstance(scenario.financing, Balancing):
        raise InputError(f"{scenario.name} balances its budget: its net cost is given", field="financing")
    chosen = [name.strip() for name in scale.split(",")] if scale is not None else []
    scaled_ones = sizes(scenario, discover(), chosen)
    parent, path = _places(given, scenario, out)
    told = {"net_cost": f"{asked:.6g}", "scale": scale, **dict(sorted(sizing.items())), "out": path}
    command = words_of("size", [given], told)
    try:
        with progress_bar(f"Sizing {scenario.name}") as callback:
            found = size(scenario, scaled_ones, asked, out=path, jobs=jobs, resume=resume, progress=callback)
    except IdentityError as error:
        error.command = shlex.join([*command, "--resume"])
        raise
    write_whole(path, sized_text(scenario, found, parent, shlex.join(command)))
    console.print(_told(found), soft_wrap=True)
    console.print(f"{path} is written. Compare it with others of the same cost: sim compare", soft_wrap=True)


def _share(text: str) -> float:
    try:
        raw: Any = resolve_scalar(text.strip())
        asked = read_number(raw, NET_COST)
    except (Refused, ValueError) as error:
        raise InputError(str(error), field="--net-cost") from None
    if asked == 0.0:
        raise InputError("0 is no size: everything at zero costs that", field="--net-cost")
    return asked


def _places(given: str, scenario: Scenario, out: Path | None) -> tuple[str, Path]:
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


def sized_text(scenario: Scenario, found: Sized, parent: str, command: str) -> str:
    """The file: what was solved and by which command as a comment, then what differs from the parent."""
    give = "" if found.uncertainty is None else f" +- {found.uncertainty:.2g}"
    scaled_ones = ", ".join(one.name for one in found.sizes)
    comment = [
        f"{scenario.title or scenario.name}, sized to cost {found.asked:.3%} of GDP: see {parent}.",
        f"Made by: {command}",
        f"Scale {found.scale:.6f}{give} (95 %, {scenario.seeds} seeds, {scenario.persons:,} persons);",
        f"net cost {found.cost:.3%} of GDP, mean over {scenario.months} months, world {scenario.world_name},",
        f"{closure_label(scenario.closure)}. Scaled: {scaled_ones}.",
    ]
    # A title may hold a line break, a comment may not.
    return "".join(f"# {' '.join(line.split())}\n" for line in comment) + _document(scenario, found, parent)


def _document(scenario: Scenario, found: Sized, parent: str) -> str:
    from simulator.scenario.file.dump import yaml_text

    instruments = dict.fromkeys(one.instrument for one in found.sizes)
    policies = []
    for policy in found.scenario.policies:
        if policy.name not in instruments:
            continue
        own = policy.plain(scenario.start)
        scaled = {one.parameter: own[one.parameter] for one in found.sizes if one.instrument == policy.name}
        told = f"{', '.join(scaled)} times {found.scale:.6f} (sim size). {policy.source}".strip()
        policies.append({policy.name: {**scaled, "source": told}})
    return yaml_text({
        "title": f"{scenario.title or scenario.name}, at a net cost of {found.asked:.3%} of GDP",
        "author": scenario.author,
        "question": scenario.question,
        "extends": parent,
        "policies": policies,
    })  # fmt: skip


def _told(found: Sized) -> str:
    give = "" if found.uncertainty is None else f" ± {found.uncertainty:.2g}"
    tried = f"{len(found.evaluations)} scales tried between 0 and {found.highest:.4g}"
    return (
        f"Scale {found.scale:.6f}{give}: net cost {found.cost:.4%} of GDP, asked {found.asked:.4%}; {tried}."
    )
