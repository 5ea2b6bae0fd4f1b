"""What decides the results of an experiment, as its manifest holds it, and what may stand in for runs of it.

Values bear the name of their room: `country.gini`, `world.frontier_growth`, `closure.returns`,
`training_programme.months`; those of the model's own rules and markets stand alone.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from simulator.core.errors import InputError, InputErrors
from simulator.core.param import Param
from simulator.core.time import year_of
from simulator.experiment.plan import Plan, is_balanced
from simulator.experiment.tasks import Task, drawn, roles_of
from simulator.kit.instrument import Instrument
from simulator.scenario import Options, Scenario, load_scenario
from simulator.scenario.country.ensembles import load_ensemble
from simulator.scenario.country.profile import Country, CountryValue, load_country
from simulator.scenario.country.technology import (
    AUTOMATION,
    MEASURES,
    TECHNOLOGY,
    country_of,
    load_technology,
)
from simulator.scenario.file.checks import model_parameters
from simulator.scenario.file.code import indicators_of, instruments_of
from simulator.scenario.file.layers import QUICK, names_folder
from simulator.scenario.file.values import CODE, runs_code
from simulator.scenario.financing import Balancing
from simulator.scenario.law import Clause
from simulator.scenario.load import load_several, refuse_namesakes
from simulator.scenario.priors import PRIOR, centres, read_priors
from simulator.scenario.scenario import CHANGED, SOLVED
from simulator.scenario.setting import Constant, Setting
from simulator.scenario.world import Closing, World, load_world, world_names
from simulator.store import manifest
from simulator.store.folder import RunFolder, encoded, store
from simulator.store.tables import ROLES, TABLES, RunOutput

if TYPE_CHECKING:
    from simulator.scenario import PolicySetting


_MUST_AGREE = {
    "code_hash": "the simulator's code",
    "data_hash": "the country's data",
    "versions": "a package's version",
}
_WHERE = ("country", "horizon", "population", "technology", "closure", "shock")
_SETTING = (*_WHERE, "law", "policies", "financing", *CODE, "parameters")


@dataclass(frozen=True)
class Reusable:
    """A finished run folder and the scenario that it holds, as it is run or compared now."""

    folder: Path
    scenario: "Scenario"

    @cached_property
    def document(self) -> Mapping[str, Any]:
        """The folder's manifest."""
        return manifest.read(self.folder)

    @property
    def recorded(self) -> Mapping[str, Any]:
        """The scenario as it was run; it may have borne another name."""
        found: Mapping[str, Any] = next(iter(self.document["content"]["scenarios"].values()))
        return found

    @property
    def is_quick(self) -> bool:
        """Whether it was a quick look: what is made of it is one as well."""
        return bool(self.document["content"].get("quick"))

    def holds(self, task: Task, plan: Plan) -> bool:
        """Whether a task of `plan` was run in the folder.

        What options share bears another name there, indicators of one name are one text; the rate of a budget
        yet to balance is solved anew.
        """
        is_shared = task.role not in ("policy", "cash") and not plan.variants
        is_mine = is_shared or task.scenario.name == self.scenario.name
        is_mine &= task.scenario.indicators.keys() <= self.scenario.indicators.keys()
        own = drawn(self.scenario, task.replicate)
        is_here = manifest.plain(self.scenario.to_dict()["world"]) == self.recorded["world"]
        is_here = task.role == "no_ai" or (is_here and own.world == task.scenario.world)
        is_here &= own.late == task.scenario.late
        is_here &= task.scenario.closure.plain() == self.recorded["closure"]
        content, paid = self.document["content"], task.scenario.financing
        was_run = task.role in content["roles"] and task.replicate < content["seeds"]
        is_sought = isinstance(paid, Balancing) and paid.rate is None
        return is_mine and is_here and was_run and not is_sought


def refuse_code(plan: Plan, reused: Sequence[Reusable]) -> None:
    """InputErrors for each scenario of which something would be run by a rule file that was not allowed."""
    missing = [task for task in plan.tasks() if not any(one.holds(task, plan) for one in reused)]
    ruled = {task.scenario.name: task.scenario for task in missing if task.scenario.names_code}
    # What a budget needs is measured by runs that borrow, which no finished folder holds.
    ruled |= {one.name: one for one in plan.scenarios if one.names_code and is_balanced(one)}
    # The page is drawn anew, whatever was run before.
    ruled |= {one.name: one for one in plan.scenarios if one.figures}
    if ruled or (plan.precision is not None and any(one.names_code for one in plan.scenarios)):
        raise InputErrors(
            InputError(runs_code(one.rule_sources), where=name, field=one.names_code[0])
            for name, one in (ruled or {one.name: one for one in plan.scenarios if one.names_code}).items()
        )


def adopt(reusable: Reusable, plan: Plan, into: RunFolder, content: Mapping[str, Any]) -> None:
    """Store those tasks of `plan` that the folder holds, under their names in it.

    Raises InputError when the folder was computed by other code, data, rules or versions.
    """
    folder, run = reusable.folder, reusable.document["run"]
    _check(reusable, content)
    tables = {name: pl.read_parquet(folder / f"{name}.parquet", glob=False) for name in TABLES}
    note = {"seconds": run["seconds_per_run"], "identity_max": run["identity_max"]}
    there = into.stored()
    for task in plan.tasks():
        if task.key in there or not reusable.holds(task, plan):
            continue
        parts = {name: _part(table, task) for name, table in tables.items()}
        if all(len(part) for part in parts.values()):
            store(into.partial, task.key, encoded(parts), note)


def _check(reusable: Reusable, now: Mapping[str, Any]) -> None:
    """The folder must be of this code, its scenario the one asked for, but for world and seeds."""
    before, plain = reusable.document["content"], manifest.plain(now)
    changed = [what for key, what in _MUST_AGREE.items() if before.get(key) != plain.get(key)]
    rules = sorted(map(manifest.hash_of, reusable.scenario.rule_sources.values()))
    changed += ["a code file"] if rules != sorted(before.get("plugins", {}).values()) else []
    _refuse(reusable.folder, f"{', '.join(changed)} has changed since" if changed else _changed(reusable))


def _refuse(folder: Path, told: str) -> None:
    """InputError where something is wrong with a folder that is to be reused."""
    if told:
        remedy = f"name its {folder / 'scenario.yaml'} instead to run it again"
        raise InputError(f"{folder} cannot be reused: {told}; {remedy}")


def _changed(reusable: Reusable) -> str:
    scenario, recorded = reusable.scenario, reusable.recorded
    asked = scenario.at_rate(None) if isinstance(scenario.financing, Balancing) else scenario
    now = manifest.plain(asked.to_dict())
    pairs = {name: (recorded.get(name), now.get(name)) for name in _SETTING}
    for name in ("base_seed", "opening_states"):
        pairs[name] = (recorded["runs"].get(name), now["runs"][name])
    return "; ".join(f"{name} was {was!r}, is {now!r}" for name, (was, now) in pairs.items() if was != now)


def _part(table: pl.DataFrame, task: Task) -> pl.DataFrame:
    """The rows of one run, labelled as the task is; words stand in the order that they have in the folder."""
    label = task.label
    role, world, closure = (pl.col(name).cast(pl.String) for name in ("role", "world", "closure"))
    here = (role == label.role) & (world == label.world) & (closure == label.closure)
    rows = table.filter(here & (pl.col("replicate") == label.replicate))
    rows = rows.with_columns(scenario=pl.lit(label.scenario, dtype=pl.Enum([label.scenario])))
    if "draw" in table.columns:
        rows = rows.with_columns(draw=pl.lit(label.draw, dtype=table.schema["draw"]))
    words = {name: kind.categories for name, kind in rows.schema.items() if isinstance(kind, pl.Enum)}
    return rows.with_columns(
        rows[name].cast(pl.Enum(every.filter(every.is_in(rows[name].unique().cast(pl.String)))))
        for name, every in words.items()
    )


type Source = "str | Path | Mapping[str, Any]"
"""A shipped name, a scenario file, a finished run folder, or what a file would hold."""


def read_given(
    given: Sequence[Source], options: Options, *, by_country: bool = False
) -> tuple[list[Scenario], list[Reusable]]:
    """Every scenario, and those of them that were run already, with their folders.

    Finished runs of one name are told apart by the names of their folders; `by_country` lets scenarios of two
    countries bear one name. Rule files are read, and not yet run. Raises InputErrors with the errors of all.
    """
    named = {place: one for place, one in enumerate(given) if not isinstance(one, Mapping)}
    folders = {place: Path(one) for place, one in named.items() if names_folder(one)}
    for folder in folders.values():
        if sum(other.resolve() == folder.resolve() for other in folders.values()) > 1:
            raise InputError(f"{folder} is given twice; give each run folder once")
    loads = [partial(load_scenario, one, options=options) for one in given]
    for place, folder in folders.items():
        loads[place] = partial(_finished, folder, options)
    scenarios = load_several(loads)
    homes = [scenario.country if by_country else "" for scenario in scenarios]
    names = [(home, scenario.name) for home, scenario in zip(homes, scenarios, strict=True)]
    for place, folder in folders.items():
        if names.count(names[place]) > 1:
            names[place] = homes[place], _free(folder, [name for _, name in names])
    scenarios = [replace(one, name=name) for one, (_, name) in zip(scenarios, names, strict=True)]
    for home in dict.fromkeys(homes):
        refuse_namesakes([one for one, own in zip(scenarios, homes, strict=True) if own == home])
    return scenarios, [Reusable(folder, scenarios[place]) for place, folder in folders.items()]


def _finished(folder: Path, options: Options) -> Scenario:
    """The scenario of a whole run folder; a rate that other seeds solved is sought anew."""
    file = manifest.scenario_of_run(folder)
    _refuse(folder, "; ".join(f"{name} {what}" for name, what in manifest.verify(folder).items()))
    scenario = load_scenario(file, options=replace(options, allow_code=True))
    is_solved = scenario.provenance.get("financing.rate") == SOLVED
    if isinstance(scenario.financing, Balancing) and is_solved:
        before = manifest.read(folder)["content"]["seeds"]
        scenario = scenario if scenario.seeds == before else scenario.at_rate(None)
    return scenario


def _free(folder: Path, taken: Sequence[str]) -> str:
    """A name made of the folder's that nobody bears."""
    stem = re.sub(r"[^A-Za-z0-9_-]+", "_", folder.resolve().name).strip("_-")[:50] or "run"
    numbered = (stem, *(f"{stem}_{number}" for number in range(2, len(taken) + 2)))
    return next(name for name in numbered if name not in taken)


Entry = dict[str, Any]
ADULT_AGE = 16


def describe(scenario: "Scenario") -> dict[str, Any]:
    """Manifest entries `title`, `author`, `question`, `country`, `parameters`, `drawn`, `families`."""
    country, known = country_of(scenario), instruments_of(scenario)
    adults = country.people_in(year_of(scenario.start))[ADULT_AGE:]
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
            "weight": float(adults.sum()) / scenario.persons,
        },
        "parameters": parameters(scenario, country),
        "drawn": drawn_of(scenario),
        "families": {policy.name: known[policy.name].family for policy in scenario.policies},
    }


def parameters(scenario: "Scenario", country: Country) -> dict[str, Entry]:
    """Every parameter that the run used, in its declared unit."""
    found = {}
    for name, declared in model_parameters().items():
        if name in country.national and name not in scenario.parameters:
            found[name] = _cell(name, country.national[name]) | {"about": declared.about}
        else:
            found[name] = _entry(scenario.parameters, name, declared)
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
    for name, centre in centres(scenario).items():
        found[name] |= {"source": read_priors()[name].told(centre), "status": PRIOR}
    found.update((f"country.{name}", _cell(name, cell)) for name, cell in country.meta.items())
    return found


def drawn_of(scenario: "Scenario") -> Entry:
    """Numbers that opening states and replicates draw, and from what; nothing where all have what ships."""
    priors = {name: read_priors()[name].part for name in centres(scenario)}
    found: Entry = {"priors": priors} if priors else {}
    if not scenario.draws_parameters:
        return found
    known = load_ensemble(scenario.country)
    names = [name for name, _ in _drawn(scenario)]
    own = {"kind": known.kind, "draws": len(known.draws), "states": scenario.states, "parameters": names}
    return own | found


def _drawn(scenario: "Scenario") -> Iterator[tuple[str, Entry]]:
    """Entries of the parameters that opening states draw, those apart which the scenario holds."""
    known, declared = load_ensemble(scenario.country), model_parameters()
    for name, (low, high) in known.spans(scenario.states).items():
        if name not in scenario.parameters:
            about, unit = declared[name].about, declared[name].unit
            yield name, _told(f"{low:.6g} to {high:.6g}", about, unit, known.source, known.status)


def _told(
    value: Any, about: str, unit: str = "", source: str = "the scenario", status: str = "assumed"
) -> Entry:
    return {"value": value, "unit": unit, "source": source, "status": status, "about": about}


def _cell(name: str, cell: CountryValue) -> Entry:
    """Entry of a number of a country's profile."""
    about = " ".join(part for part in (name.replace("_", " "), f"({cell.year})", cell.note) if part)
    borrowed = f"; borrowed from {cell.borrowed_from}" if cell.borrowed_from else ""
    return _told(cell.value, about, cell.unit, cell.source + borrowed, cell.status)


def _entry(given: Mapping[str, float], name: str, declared: Param) -> Entry:
    value = given.get(name, declared.default)
    if value != declared.default:
        return _told(value, declared.about, declared.unit)
    return _told(value, declared.about, declared.unit, declared.source, declared.status)


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
    yield "closure.base", _told(closure.name, closure.about)
    yield "closure.returns", _entry({"returns": closure.returns}, "returns", declared)


def _technology(scenario: "Scenario") -> Iterator[tuple[str, Entry]]:
    """Entries of the technology and of the measure of exposure to it."""
    technology = load_technology(scenario.technology)
    shares = [*technology.automation.values(), *technology.adopters.values()]
    status = "assumed" if any(cell.status == "assumed" for cell in shares) else "estimated"
    name, exposure = "technology.name", "technology.exposure"
    yield name, _told(scenario.technology, TECHNOLOGY[name], "", technology.about, status)
    measure = MEASURES[scenario.exposure]
    yield exposure, _told(scenario.exposure, TECHNOLOGY[exposure], "", measure, "estimated")
    for code, share in scenario.automation.items():
        yield f"technology.automation.{code}", _entry({code: share}, code, AUTOMATION)


def _clause(clause: Clause, scenario: "Scenario", country: Country) -> Entry:
    """Entry of a value of the law that changes: what it is today and by whose account, and what it moves."""
    lever = clause.lever
    cell = country.meta.get(lever.key) or country.national.get(lever.key)
    today = f"; today's: {cell.source}" if cell is not None else ""
    moved = {
        "kind": lever.kind,
        "today": clause.today if lever.key else None,
        "steps": clause.steps(scenario.start),
        "moves": list(lever.moves),
        "counted": lever.counted,
    }
    told = _told(clause.describe(scenario.start), lever.about, clause.unit, f"the scenario{today}")
    return told | {"law": moved}


def _policy(policy: "PolicySetting", kind: type[Instrument], start: str) -> Iterator[tuple[str, Entry]]:
    """Entries of one instrument; what the scenario does not set stands at its default."""
    source = policy.source or "the scenario"
    for name, declared in kind.declared().items():
        setting = policy.values.get(name)
        if setting is None:
            yield f"{policy.name}.{name}", _entry({}, name, declared)
        else:
            value = _shown(setting, declared, start)
            yield f"{policy.name}.{name}", _told(value, declared.about, declared.unit, source)
    # What is no number of its own: whom it reaches, when, and what amounts follow.
    for key, text in (("for", policy.target.describe()), ("when", policy.trigger.describe())):
        if text:
            yield f"{policy.name}.{key}", _told(text, f"{key}: of {policy.name}", source=source)


def _shown(setting: Setting | str, declared: Param, start: str) -> float | str:
    """A constant as a number, all else in words."""
    if isinstance(setting, Constant):
        return setting.value
    return setting if isinstance(setting, str) else setting.describe(declared.unit, start)


FOLDER = "scenarios"
"""Where the scenarios of a comparison stand in its run folder."""
# What must be the same for finished seeds to belong to a resumed experiment.
PLANNED = ("scenarios", "code_hash", "data_hash", "plugins", "versions", "roles", "quick")


class Model:
    """What an experiment needs of the model, imported when it is first run: checking input must not wait.

    `each_month` is called with the economy after each month of each run; see `Recorder`.
    """

    def __init__(self, each_month: Callable[[Any], object] | None = None) -> None:
        self.each_month = each_month

    def simulate(self, scenario: "Scenario", **run: Any) -> RunOutput:
        """Run one role of one replicate."""
        from simulator.experiment.simulate import simulate

        return simulate(scenario, each_month=self.each_month, **run)

    def indicators(self, scenario: "Scenario") -> Sequence[Mapping[str, Any]]:
        """Metadata of every indicator, in the units of the scenario's country."""
        from simulator.indicators import metadata

        return metadata(load_country(scenario.country), instruments_of(scenario), indicators_of(scenario))

    def describe(self, scenario: "Scenario") -> Mapping[str, Any]:
        """Manifest entries `title`, `author`, `question`, `country`, `parameters`, `drawn`, `families`."""
        return describe(scenario)

    def fit(self, scenario: "Scenario", results: pl.DataFrame) -> list[dict[str, Any]]:
        """Calibration targets of the country beside what the run gave: manifest entry `targets`."""
        from simulator.findings.official import fit

        return fit(load_country(scenario.country).targets, results)


def is_small(scenario: "Scenario") -> bool:
    """Whether it has no more persons, over all seeds, than a quick look."""
    return scenario.persons * scenario.seeds <= QUICK["persons"] * QUICK["seeds"]


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
        "quick": quick or is_small(scenario),
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
    for key, now in {"code_hash": manifest.code_hash(), "data_hash": manifest.data_hash(iso3)}.items():
        if content[key] != now:
            told = (
                "changed while this ran, so that some of its runs are of the old and some of the new and "
                "cannot be compared; run it again, in a folder of its own, and leave both alone meanwhile"
            )
            raise InputError(f"{_MUST_AGREE[key]} {told}")


def planned(content: Mapping[str, Any]) -> dict[str, Any]:
    """The part of the content that must agree when an experiment is resumed."""
    return {key: content[key] for key in (*PLANNED, "comparison") if key in content}
