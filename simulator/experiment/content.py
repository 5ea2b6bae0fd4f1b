"""What decides the results of an experiment, as its manifest holds it; what must agree to go on with one.

What the manifest tells about a scenario's country and parameters: each value with unit, source and status.

Names carry their room: `country.gini`, `world.frontier_growth`, `closure.returns`,
`training_programme.months`; those of the model's own rules and markets stand alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

import polars as pl

from simulator.core.economy import Paths
from simulator.core.errors import InputError
from simulator.core.param import Param
from simulator.core.time import year_of
from simulator.experiment.plan import Plan
from simulator.experiment.tasks import roles_of
from simulator.kit.instrument import Instrument
from simulator.scenario.country.ensembles import load_ensemble
from simulator.scenario.country.exposure import AUTOMATION, MEASURES, TECHNOLOGY
from simulator.scenario.country.profile import Country, CountryValue
from simulator.scenario.country.technology import country_of, load_technology
from simulator.scenario.file.checks import model_parameters
from simulator.scenario.financing import Balancing
from simulator.scenario.law import Clause
from simulator.scenario.own import instruments_of
from simulator.scenario.scenario import CHANGED
from simulator.scenario.setting import Constant, Setting
from simulator.scenario.world import Closing, World, load_world, world_names
from simulator.store import manifest
from simulator.store.tables import ROLES, RunOutput

if TYPE_CHECKING:
    from simulator.scenario import PolicySetting, Scenario


Entry = dict[str, Any]
ADULT_AGE = 16


def describe(scenario: "Scenario") -> dict[str, Any]:
    """Manifest entries `title`, `author`, `question`, `country`, `parameters`, `drawn`, `families`."""
    country, known = country_of(scenario), instruments_of(scenario)
    return {
        "title": scenario.title,
        "author": scenario.author,
        "question": scenario.question,
        "country": {
            "iso3": country.iso3,
            "name": country.name(),
            "names": dict(country.names),
            "currency": country.currency,
            "vintage": country.vintage,
            "weight": _adults(country, year_of(scenario.start)) / scenario.persons,
        },
        "parameters": parameters(scenario, country),
        "drawn": drawn_of(scenario),
        "families": {policy.name: known[policy.name].family for policy in scenario.policies},
    }


def parameters(scenario: "Scenario", country: Country) -> dict[str, Entry]:
    """Every parameter that the run used, in its declared unit."""
    found = {
        name: _national(country, name) if name in country.national and name not in scenario.parameters
        else _entry(scenario.parameters, name, declared)
        for name, declared in model_parameters().items()
    }  # fmt: skip
    if scenario.draws_parameters:
        found.update(_drawn(scenario))
    found.update(_world(scenario))
    found.update(_technology(scenario))
    found.update(_closure(scenario))
    for name, clause in scenario.law.items():
        found[f"law.{name}"] = _clause(clause, scenario, country)
    known = instruments_of(scenario)
    for policy in scenario.policies:
        found.update(_policy(policy, known[policy.name], scenario.start))
    found.update((f"country.{name}", _cell(name, cell)) for name, cell in country.meta.items())
    return found


def drawn_of(scenario: "Scenario") -> Entry:
    """Parameters of the model that opening states draw, and from what; nothing where all have what ships."""
    if not scenario.draws_parameters:
        return {}
    known = load_ensemble(scenario.country)
    return {"kind": known.kind, "draws": len(known.draws), "states": scenario.states,
            "parameters": [name for name, _ in _drawn(scenario)]}  # fmt: skip


def _drawn(scenario: "Scenario") -> Iterator[tuple[str, Entry]]:
    """Entries of the parameters that opening states draw, those apart which the scenario holds."""
    known, declared = load_ensemble(scenario.country), model_parameters()
    for name, (low, high) in known.spans(scenario.states).items():
        if name not in scenario.parameters:
            yield name, {"value": f"{low:.6g} to {high:.6g}", "unit": declared[name].unit,
                         "source": known.source, "status": known.status,
                         "about": declared[name].about}  # fmt: skip


def _national(country: Country, name: str) -> Entry:
    """Entry of a model parameter that the country sets; what it means is the declaration's."""
    return _cell(name, country.national[name]) | {"about": model_parameters()[name].about}


def _cell(name: str, cell: CountryValue) -> Entry:
    """Entry of a number of a country's profile."""
    about = " ".join(part for part in (name.replace("_", " "), f"({cell.year})", cell.note) if part)
    borrowed = f"; borrowed from {cell.borrowed_from}" if cell.borrowed_from else ""
    return {
        "value": cell.value,
        "unit": cell.unit,
        "source": cell.source + borrowed,
        "status": cell.status,
        "about": about,
    }


def _entry(given: Mapping[str, float], name: str, declared: Param) -> Entry:
    entry = {
        "value": given.get(name, declared.default),
        "unit": declared.unit,
        "source": declared.source,
        "status": declared.status,
        "about": declared.about,
    }
    if entry["value"] != declared.default:
        entry |= {"source": "the scenario", "status": "assumed"}
    return entry


def _world(scenario: "Scenario") -> Iterator[tuple[str, Entry]]:
    """Entries of the world: a value of the shipped world has that world's source, a changed one has not."""
    base = scenario.world_name.removesuffix(CHANGED)
    shipped = load_world(base) if base in world_names() else None
    for name, declared in World.declared().items():
        entry = _entry(scenario.world, name, declared)
        if shipped is not None and shipped.values[name] == entry["value"]:
            entry |= shipped.sources[name]
        if name in scenario.world_ranges:
            told = scenario.world_ranges[name].describe(declared.unit)
            entry |= {"value": told, "source": "the scenario", "status": "assumed"}
        yield f"world.{name}", entry


def _closure(scenario: "Scenario") -> Iterator[tuple[str, Entry]]:
    """Entries of the closure: its name, and what comes back of what is paid abroad for AI."""
    closure, declared = scenario.closure, Closing.declared()["returns"]
    yield "closure.base", {"value": closure.name, "unit": "", "source": "the scenario", "status": "assumed",
                           "about": closure.about}  # fmt: skip
    yield "closure.returns", _entry({"returns": closure.returns}, "returns", declared)


def _technology(scenario: "Scenario") -> Iterator[tuple[str, Entry]]:
    """Entries of the technology and of the measure of exposure to it."""
    technology = load_technology(scenario.technology)
    shares = [*technology.automation.values(), *technology.adopters.values()]
    status = "assumed" if any(cell.status == "assumed" for cell in shares) else "estimated"
    words = {"name": (scenario.technology, technology.about, status),
             "exposure": (scenario.exposure, MEASURES[scenario.exposure], "estimated")}  # fmt: skip
    for name, (value, source, status) in words.items():
        key = f"technology.{name}"
        yield key, {"value": value, "unit": "", "source": source, "status": status, "about": TECHNOLOGY[key]}
    for code, share in scenario.automation.items():
        yield f"technology.automation.{code}", _entry({code: share}, code, AUTOMATION)


def _clause(clause: Clause, scenario: "Scenario", country: Country) -> Entry:
    """Entry of a value of the law that changes: what it is today and by whose account, and what it moves."""
    lever = clause.lever
    cell = country.meta.get(lever.key) or country.national.get(lever.key)
    return {
        "value": clause.describe(scenario.start),
        "unit": clause.unit,
        "source": "the scenario" + (f"; today's: {cell.source}" if cell is not None else ""),
        "status": "assumed",
        "about": lever.about,
        "law": {
            "kind": lever.kind,
            "today": clause.today if lever.key else None,
            "steps": clause.steps(scenario.start),
            "moves": list(lever.moves),
            "counted": lever.counted,
        },
    }


def _policy(policy: "PolicySetting", kind: type[Instrument], start: str) -> Iterator[tuple[str, Entry]]:
    """Entries of one instrument; what the scenario does not set stands at its default."""
    for name, declared in kind.declared().items():
        setting = policy.values.get(name)
        entry = _entry({}, name, declared)
        if setting is not None:
            entry |= {"value": _shown(setting, declared, start), "status": "assumed"}
            entry["source"] = policy.source or "the scenario"
        yield f"{policy.name}.{name}", entry
    # What is no number of its own: whom it reaches, when, and what amounts follow.
    for key, text in (("for", policy.target.describe()), ("when", policy.trigger.describe())):
        if text:
            source = policy.source or "the scenario"
            yield f"{policy.name}.{key}", {"value": text, "unit": "", "source": source, "status": "assumed",
                                           "about": f"{key}: of {policy.name}"}  # fmt: skip


def _shown(setting: Setting | str, declared: Param, start: str) -> float | str:
    """A constant as a number, all else in words."""
    if isinstance(setting, Constant):
        return setting.value
    return setting if isinstance(setting, str) else setting.describe(declared.unit, start)


def _adults(country: Country, year: float) -> float:
    return float(country.people_in(year)[ADULT_AGE:].sum())


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
