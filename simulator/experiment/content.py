"""What decides the results of an experiment, as its manifest holds it; what must agree to go on with one."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

import polars as pl

from simulator.core.errors import InputError
from simulator.core.paths import Paths
from simulator.experiment.plan import Plan
from simulator.experiment.tasks import roles_of
from simulator.scenario.financing import Balancing
from simulator.store import manifest
from simulator.store.tables import ROLES, RunOutput

if TYPE_CHECKING:
    from simulator.scenario import Scenario

FOLDER = "scenarios"
"""Where the scenarios of a comparison stand in its run folder."""
# What must be the same for finished seeds to belong to a resumed experiment.
PLANNED = ("scenarios", "code_hash", "data_hash", "plugins", "versions", "roles", "quick")


class Model(Protocol):
    """What an experiment needs of the model; `simulator.economy.model` is one."""

    def simulate(
        self, scenario: "Scenario", *, role: str, replicate: int, twin: Paths | None, plain: Paths | None,
        spent: Paths | None,
    ) -> RunOutput:  # fmt: skip
        """Run one role of one replicate."""

    def indicators(self, scenario: "Scenario") -> Sequence[Mapping[str, Any]]:
        """Metadata of every indicator, in the units of the scenario's country."""

    def describe(self, scenario: "Scenario") -> Mapping[str, Any]:
        """Manifest entries `title`, `question`, `country`, `parameters`, `families`."""

    def fit(self, scenario: "Scenario", results: pl.DataFrame) -> list[dict[str, Any]]:
        """Calibration targets beside what the run gave: manifest entry `targets`."""


def content_of(scenario: "Scenario", model: Model, quick: bool) -> dict[str, Any]:
    """The manifest's content of one scenario: everything that decides what its results will be."""
    # Which layer decided a value (option or file) does not change what is computed. A solved rate is a
    # result and stands under `balancing`: a run with the rate of another's scenario.yaml is the same run.
    asked = scenario.at_rate(None) if isinstance(scenario.financing, Balancing) else scenario
    resolved = {key: value for key, value in asked.to_dict().items() if key != "provenance"}
    return {
        "scenarios": {scenario.name: resolved},
        "scenario_hash": manifest.hash_of(resolved),
        "code_hash": manifest.code_hash(),
        "data_hash": manifest.data_hash(scenario.country),
        "plugins": {place: manifest.hash_of(text) for place, text in scenario.rule_sources.items()},
        "versions": manifest.versions(),
        **model.describe(scenario),
        "indicators": [dict(entry) for entry in model.indicators(scenario)],
        "seeds": scenario.seeds,
        "opening_states": scenario.opening_states,
        "roles": list(roles_of(scenario)),
        "world": scenario.world_name,
        "closure": scenario.closure.label,
        "horizon": {"start": scenario.start, "months": scenario.months},
        "persons": scenario.persons,
        "quick": quick,
    }


def content_of_plan(plan: Plan, model: Model, quick: bool) -> dict[str, Any]:
    """The content of a plan: that of its base, every option beside it, and how they are compared."""
    content = content_of(plan.base, model, quick) | {"window": plan.window}
    roles = content["roles"] if plan.is_run else [role for role in ROLES if role != "cash"]
    content["roles"] = [*roles, *(["cash"] if plan.in_cash else [])]
    if plan.is_run:
        return content | ({} if plan.is_one_run else {"closures": plan.plain()["closures"]})
    for option in plan.options:
        own = content_of(option, model, quick)
        content["scenarios"] |= own["scenarios"]
        content["plugins"] |= own["plugins"]
        content["families"] |= own["families"]
        for name, entry in own["parameters"].items():
            if content["parameters"].get(name) != entry:
                content["parameters"][f"{option.name}: {name}"] = entry
    return content | {
        "title": "",
        "question": "",
        "scenario_hash": manifest.hash_of(content["scenarios"]),
        "world": plan.worlds[0],
        "comparison": manifest.plain(plan.plain()),
        # Beside the scenarios that name them, so that these can be loaded from the folder.
        "plugins": {f"{FOLDER}/{place}": hashed for place, hashed in content["plugins"].items()},
    }


def refuse_mixed(content: Mapping[str, Any], iso3: str) -> None:
    """InputError when code or data changed while an experiment ran: its runs cannot be compared."""
    for key, now, what in (("code_hash", manifest.code_hash(), "the simulator's code"),
                           ("data_hash", manifest.data_hash(iso3), "the country's data")):  # fmt: skip
        if content[key] != now:
            raise InputError(
                f"{what} changed while this ran, so that some of its runs are of the old and some of the new "
                "and cannot be compared; run it again, in a folder of its own, and leave both alone meanwhile"
            )


def planned(content: Mapping[str, Any]) -> dict[str, Any]:
    """The part of the content that must agree when an experiment is resumed."""
    return {key: content[key] for key in (*PLANNED, "comparison") if key in content}
