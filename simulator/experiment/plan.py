"""What is run: scenarios, worlds and closures on the same seeds, and the runs that takes.

A plan is of one of two kinds. *Options* differ in their policies alone: each is run in every world under
every closure, and so is the run without policies; the run without further AI once a closure.
These shared runs bear the name of the scenario without policies. *Variants* differ in rules, parameters,
world, technology, exposure, closure or shock: each stands beside counterfactuals of its own, which bear its
name. A run is a plan of one variant.

An effect holds in one world under one closure: results are never pooled over either.

A run folder holds the files of code of its scenarios too: it alone must be enough to run them again.
"""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Self

from simulator.core.closure import CLOSURES, Closure, gone
from simulator.core.errors import InputError, InputErrors, suggestion
from simulator.experiment.tasks import Task, counterfactuals_of, main_role, runs_of, tasks_of
from simulator.findings.windows import HEADLINE
from simulator.scenario.file.values import CODE
from simulator.scenario.financing import Balancing
from simulator.scenario.load import layers_of
from simulator.scenario.paying import is_cash, outlays_of
from simulator.scenario.world import world_names

if TYPE_CHECKING:
    from simulator.scenario import PolicySetting, Scenario


ALL = "all"
"""Stands for every closure."""
OPTION = "--closures"


@dataclass(frozen=True)
class Place:
    """One world under one closure."""

    world: str
    closed: Closure

    @classmethod
    def of(cls, scenario: "Scenario") -> Self:
        """Where a scenario stands."""
        return cls(scenario.world_name, scenario.closure)

    def around(self, scenario: "Scenario") -> "Scenario":
        """The scenario here; as it is where it stands here already, perhaps in a world of its own making."""
        if scenario.world_name != self.world:
            scenario = scenario.with_world(self.world)
        if scenario.closure != self.closed:
            scenario = scenario.with_closure(self.closed)
        return scenario


def check_worlds(names: Sequence[str]) -> Sequence[str]:
    """The names of worlds, as they are; InputError for one that there is not, or that is named twice."""
    known = [name for name in world_names() if name != "none"]  # nothing happens in it: it is the reference
    return _checked(names, known, "world", "--worlds", ".")


def _checked(names: Sequence[str], known: Sequence[str], what: str, option: str, end: str) -> Sequence[str]:
    """The names, if there are such and none stands twice: results are told apart by the name."""
    allowed = f"allowed: {', '.join(known)}{end}"
    unknown = (str(one) for one in names if one not in known)
    wrong = [f'no {what} "{one[:40]}"; {allowed}{suggestion(one, known)}' for one in unknown]
    twice = (one for one in dict.fromkeys(names) if names.count(one) > 1)
    wrong = wrong or [f'"{one}" is named {names.count(one)} times; name it once' for one in twice]
    errors = [InputError(message, field=option) for message in wrong]
    if errors:
        raise errors[0] if len(errors) == 1 else InputErrors(errors)
    return names


def read_closures(given: str) -> list[Closure]:
    """The closures in `as_they_are,nobody_reacts`; every one for `all`.

    Raises InputErrors that name each wrong word with what is allowed, or each that is named twice.
    """
    if given.strip() == ALL:
        return list(CLOSURES.values())
    words = [word.strip() for word in given.split(",")]
    if any(word[:1].isdigit() or "/" in word for word in words):
        raise InputError(gone(f'"{given[:40]}"'), field=OPTION)
    if ALL in words:
        raise InputError(f'"{ALL}" stands alone; leave the others out, or name each', field=OPTION)
    known = list(CLOSURES)
    return [CLOSURES[word] for word in _checked(words, known, "closure", OPTION, f", or {ALL}.")]


NO_POLICY = "no_policy"
"""Name of the scenario without policies, where none is given."""
# What must be the same for two scenarios to be compared, person by person and seed by seed, and the option
# that sets it on the command line.
_SIZES = {"months": "--months", "persons": "--persons", "seeds": "--seeds", "base_seed": "--base-seed"}
_SAME = {"country": "", "start": "", "opening_states": "", **_SIZES}
_PLACE = {"world_name": "--worlds", "world": "--worlds", "closure": "--closures"}
_HORIZON = {"start": "horizon.start", "months": "horizon.months"}
_WORDS = {"opening_states": "runs.opening_states", "world_name": "world", **_HORIZON}
# Scenarios that differ in one of these have no run without policies in common.
_RULED = ("rules", "instruments", "rule_sources", "parameters", "ensemble", "keeps_rule")
_SHARED = (*_PLACE, "technology", "exposure", "shock", *_RULED)
# What must be the same for what was found in two countries to stand side by side.
_BETWEEN = {
    **dict.fromkeys(("start", "technology", "exposure", "shock", "rules", "keeps_rule"), ""),
    **_PLACE,
}
_BETWEEN |= {"months": _SIZES["months"]}


def are_variants(scenarios: Sequence["Scenario"]) -> bool:
    """Whether they differ in more than policies and how these are paid for: each is then its own world."""
    first = scenarios[0]
    return any(getattr(one, name) != getattr(first, name) for one in scenarios for name in _SHARED)


def disagreements(scenarios: Sequence["Scenario"], *, is_one_place: bool) -> list[InputError]:
    """Every field in which scenarios must agree and do not; what is wrong with those without policies.

    Variants of several worlds or closures each stand in their own: in several places they must agree there.
    """
    named = [(f'"{one.name}"', one) for one in scenarios]
    found = _differing(named, _SAME if is_one_place else _SAME | _PLACE)
    return [*found, *([] if are_variants(scenarios) else _of_base(scenarios))]


def _differing(named: Sequence[tuple[str, "Scenario"]], fields: Mapping[str, str]) -> list[InputError]:
    """Every one of the fields that is not the same in all; `fields` have the option that sets each."""
    (called, first), found = named[0], dict[str, InputError]()
    for name, option in fields.items():
        shown, mine = _WORDS.get(name, name), getattr(first, name)
        other = next((item for item in named if getattr(item[1], name) != mine), None)
        if other is not None and shown not in found:
            both = mine, getattr(other[1], name)
            here, there = (one if isinstance(one, str | int) else "of its own" for one in both)
            remedy = f"or set it for all with {option}" if option else "to compare them"
            told = f"is {here} in {called} and {there} in {other[0]}; give all the same {remedy}"
            found[shown] = InputError(told, field=shown)
    return list(found.values())


def _of_base(scenarios: Sequence["Scenario"]) -> Iterator[InputError]:
    without = [one for one in scenarios if not one.has_policy]
    for one, other in combinations(without, 2):
        told = f'"{one.name}" and "{other.name}" both have no policies: they are the same; name one'
        yield InputError(told)
    if len(without) == len(scenarios):
        yield InputError("no scenario has a policy: there is nothing to compare")
    if not without and any(option.name == NO_POLICY for option in scenarios):
        yield InputError(f'a scenario with policies is called "{NO_POLICY}"; give it another "name:"')


def sharing_code(scenarios: Sequence["Scenario"]) -> list["Scenario"]:
    """The scenarios, each with what is of one's own in any: a budget line, an indicator stands in every run.

    Raises InputError where two scenarios call different files by one name.
    """
    own = ("instruments", "figures", "indicators")
    shared: dict[str, Any] = {key: _shared(scenarios, key) for key in own}
    sources: dict[str, str] = {}
    for one in scenarios:
        files = {_file(target) for key in shared for target in getattr(one, key).values()}
        sources |= {file: text for file, text in one.rule_sources.items() if file in files}
    return [replace(one, **shared, rule_sources={**one.rule_sources, **sources}) for one in scenarios]


def _shared(scenarios: Sequence["Scenario"], key: str) -> dict[str, str]:
    """File of each policy, figure or indicator of one's own by its name, of the last with its function."""
    found: dict[str, tuple[str, str]] = {}
    for one in scenarios:
        for name, target in getattr(one, key).items():
            file, function = _file(target), target.removeprefix(_file(target))
            text = one.rule_sources[file]
            taken = [each.name for each in scenarios if each.rule_sources.get(file, text) != text]
            is_other = found.setdefault(name, (target, text + function))[1] != text + function
            if is_other or taken:
                told = "is another file than in a scenario before it"
                told = told if is_other else f"{file} is another file in {taken[0]}"
                told += "; give one of the two another name"
                raise InputError(told, where=one.name, field=f"{key}.{name}")
    return {name: target for name, (target, _) in found.items()}


def _file(target: str) -> str:
    """The file of `file.py` or `file.py:function`."""
    return target if target.endswith(".py") else target.rpartition(":")[0]


RULES, POLICIES, FIGURES, INDICATORS = "rules", "policies", "figures", "indicators"
"""Where rules, and policies, figures and indicators of one's own lie in a run folder."""


def housed_together(scenarios: Sequence["Scenario"]) -> list["Scenario"]:
    """Scenarios as one run folder holds them: the same text in one place, other texts in others.

    Housing housed scenarios changes nothing, so a run made again has the same content.
    """
    sources = ((one, file, text) for one in scenarios for file, text in one.rule_sources.items())
    places = _places({(_kind(one, file), file, text) for one, file, text in sources})
    return [_at(scenario, places) for scenario in scenarios]


def _kind(scenario: "Scenario", file: str) -> str:
    """The folder that a file of code belongs into."""
    kinds = {POLICIES: scenario.instruments, FIGURES: scenario.figures, INDICATORS: scenario.indicators}
    return next((kind for kind, named in kinds.items() if file in map(_file, named.values())), RULES)


def _at(scenario: "Scenario", places: Mapping[tuple[str, str, str], str]) -> "Scenario":
    own = {file: places[_kind(scenario, file), file, text] for file, text in scenario.rule_sources.items()}

    def moved(target: str) -> str:
        return own.get(_file(target), _file(target)) + target.removeprefix(_file(target))

    named: dict[str, Any] = {
        key: {name: moved(one) for name, one in getattr(scenario, key).items()} for key in CODE
    }
    sources = {own[file]: text for file, text in scenario.rule_sources.items()}
    return replace(scenario, **named, rule_sources=sources)


def write_code(scenario: "Scenario", folder: Path) -> None:
    """Write the files of code of a housed scenario into its run folder."""
    for place, text in scenario.rule_sources.items():
        path = folder / place
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def _places(files: Set[tuple[str, str, str]]) -> dict[tuple[str, str, str], str]:
    """Place of each file and text: folder and path with underscores, numbered where two would agree."""
    places: dict[tuple[str, str, str], str] = {}
    # What stands in its place already keeps it; the others give way.
    for folder, file, text in sorted(files, key=lambda item: (_flat(*item[:2]) != item[1], item)):
        stem, number = PurePosixPath(_flat(folder, file)).with_suffix(""), 1
        place = f"{stem}.py"
        while place in places.values():
            number += 1
            place = f"{stem}_{number}.py"
        places[folder, file, text] = place
    return places


def _flat(folder: str, file: str) -> str:
    parts = [part for part in PurePosixPath(file).parts if part != ".."]
    inside = parts[1:] if parts[0] == folder and len(parts) > 1 else parts
    return f"{folder}/" + re.sub(r"[^A-Za-z0-9_.-]", "_", "_".join(inside))


OWN_WORLD = "own"
"""Stands for the world where each variant stands in one that it chooses."""


@dataclass(frozen=True)
class Stack:
    """The provisions of one scenario: added one after another, and each alone, by name of the option."""

    steps: tuple[str, ...]
    singles: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """Options (scenarios with policies) beside `base` (without any), in `worlds` under `closures`.

    Effects are against `baseline`, the name of one of them. Of `variants`, `base` is the baseline itself; in
    one place, each stands in the world and under the closure that it sets.

    `window` names the stretch of time that findings tell. With `precision` seeds are added, from
    thirty on, until the employment effect of every option is known to ± that many persons, or there are
    `max_seeds` of them. With `cash` an outlay is paid to all alike as well: see `in_cash`.
    """

    options: tuple["Scenario", ...]
    base: "Scenario"
    worlds: tuple[str, ...]
    closures: tuple[Closure, ...]
    baseline: str
    variants: bool = False
    precision: float | None = None
    max_seeds: int | None = None
    stack: Stack | None = None
    window: str = HEADLINE.name
    cash: bool = False
    rates: Mapping[tuple[str, Place], float] = field(default_factory=dict)

    @property
    def is_run(self) -> bool:
        """Whether one scenario stands alone beside its counterfactuals."""
        return self.variants and not self.options

    @property
    def is_one_run(self) -> bool:
        """Whether that is so under one closure: its scenario can then hold what its run solved."""
        return self.is_run and len(self.closures) == 1

    @property
    def scenarios(self) -> tuple["Scenario", ...]:
        """All of them, the base first."""
        return (self.base, *self.options)

    @cached_property
    def in_cash(self) -> "Scenario | None":
        """The scenario whose outlay is paid to all adults alike in a further role.

        That of a run, the whole of a stack, else the first option. None where none may pay out, or where one
        is cash already.
        """
        asked = (self.base,) if self.is_run else self.options
        if self.stack is not None:
            asked = tuple(one for one in asked if one.name == self.stack.steps[-1])
        paying = [one for one in asked if outlays_of(one)] if self.cash else []
        return None if any(map(is_cash, paying)) else next(iter(paying), None)

    @property
    def drawn_from(self) -> tuple["Scenario", ...]:
        """Those whose uncertain parameters are told in the manifest."""
        return self.scenarios if self.variants else self.options

    @property
    def seeds(self) -> int:
        """Paired repetitions of every run."""
        return self.base.seeds

    @property
    def places(self) -> tuple[Place, ...]:
        """Every world under every closure."""
        return tuple(Place(world, closed) for world in self.worlds for closed in self.closures)

    @property
    def compared(self) -> tuple[str, ...]:
        """Names of what is compared with the baseline."""
        return tuple(one.name for one in self.scenarios if one.name != self.baseline)

    @property
    def expected(self) -> int | None:
        """How many runs it takes; None where that is known at the end only."""
        return len(self.tasks()) if self.is_run and not any(map(is_balanced, self.scenarios)) else None

    @property
    def is_uncertain(self) -> bool:
        """Whether replicates differ in drawn parameters."""
        return any(one.is_uncertain for one in self.scenarios)

    def named(self, option: str, place: Place) -> str:
        """An option with its world and closure, those of which there are several."""
        several = [place.world] if len(self.worlds) > 1 else []
        several += [place.closed.label] if len(self.closures) > 1 else []
        return f"{option} [{', '.join(several)}]" if several else option

    def with_seeds(self, seeds: int) -> Self:
        """The same plan on another number of seeds."""
        options = tuple(replace(option, seeds=seeds) for option in self.options)
        return replace(self, options=options, base=replace(self.base, seeds=seeds))

    def placed(self, scenario: "Scenario", place: Place) -> "Scenario":
        """A scenario in a place, its budget balanced at the rate solved there, if one was."""
        rate = self.rates.get((scenario.name, place))
        here = place.around(scenario) if len(self.places) > 1 else scenario
        return here if rate is None else here.at_rate(rate)

    def tasks(self) -> list[Task]:
        """Every run once, in the order of the tables."""
        every = dict[str, Task]()
        for task in self._of_variants() if self.variants else self._of_options():
            every.setdefault(task.key, task)  # without AI, one world is as another
        return list(every.values())

    def _of_variants(self) -> Iterator[Task]:
        for one in self.scenarios:
            for place in self.places:
                cash = one is self.in_cash
                yield from tasks_of(self.placed(one, place), uncertain=self.is_uncertain, cash=cash)

    def _of_options(self) -> Iterator[Task]:
        """Without policy, option by option, one in cash, without AI."""
        beside = {place: self._beside(self.placed(self.base, place)) for place in self.places}
        for _, no_policy in beside.values():
            yield from no_policy
        for one in self.options:
            for place, runs in beside.items():
                here = self.placed(one, place)
                policy = runs_of(here, "policy", runs, uncertain=self.is_uncertain)
                yield from policy
                if one is self.in_cash:
                    yield from runs_of(here, "cash", [*runs, policy], uncertain=self.is_uncertain)
        for no_ai, _ in beside.values():
            yield from no_ai

    def tasks_for(self, scenario: "Scenario") -> list[Task]:
        """The runs of a scenario where it stands, and those without policy there: what balances a budget."""
        without = scenario if self.variants else Place.of(scenario).around(self.base)
        beside = self._beside(without)
        return [*beside[1], *runs_of(scenario, "policy", beside, uncertain=self.is_uncertain)]

    def _beside(self, scenario: "Scenario") -> tuple[list[Task], list[Task]]:
        return counterfactuals_of(scenario, uncertain=self.is_uncertain)

    def plain(self) -> dict[str, Any]:
        """What is compared, for the manifest."""
        stack = None if self.stack is None else {"steps": self.stack.steps, "singles": self.stack.singles}
        return {
            "options": [option.name for option in self.options],
            "base": self.base.name,
            "baseline": self.baseline,
            "worlds": self.worlds,
            "closures": [{"label": closed.label, **closed.plain()} for closed in self.closures],
            "precision": self.precision,
            "max_seeds": self.max_seeds,
            "stack": stack,
        } | ({"variants": {one.name: main_role(one) for one in self.scenarios}} if self.variants else {})


def is_balanced(scenario: "Scenario") -> bool:
    """Whether there is a budget to balance: without policies there is none."""
    return isinstance(scenario.financing, Balancing) and scenario.has_policy


def run_of(
    scenario: "Scenario", *, closures: Sequence[Closure] = (), window: str = HEADLINE.name, cash: bool = False
) -> Plan:
    """The plan of a run: one scenario beside its counterfactuals, under `closures` or else its own.

    With `cash` beside what its outlay does if all adults get the same, too.
    """
    scenario = _moved(scenario, (), closures)
    stands = Place.of(scenario)
    closed = tuple(dict.fromkeys(closures)) or (stands.closed,)
    return Plan((), scenario, (stands.world,), closed, scenario.name, variants=True, window=window, cash=cash)


def comparison_of(
    scenarios: Sequence["Scenario"],
    *,
    baseline: str | None = None,
    worlds: Sequence[str] = (),
    closures: Sequence[Closure] = (),
    **how: Any,
) -> Plan:
    """The comparison of `scenarios`: as options where only their policies differ, else as variants.

    Options are compared with the one without policies, which is made where none is given; variants with the
    first; or either with the `baseline` named.

    Raises InputErrors that name every field in which the scenarios must agree and do not.
    """
    scenarios = [_moved(scenario, worlds, closures) for scenario in sharing_code(scenarios)]
    faults = disagreements(scenarios, is_one_place=max(len(set(worlds)), 1) * max(len(set(closures)), 1) == 1)
    if faults:
        raise InputErrors(faults)
    variants = are_variants(scenarios)
    first = next((one for one in scenarios if variants or not one.has_policy), None)
    base = first or _made_base(scenarios[0])
    names = [base.name, *(one.name for one in scenarios if one is not base)]
    if baseline is not None and baseline not in names:
        told = f'"{baseline}" is not compared; allowed: {", ".join(names)}.{suggestion(baseline, names)}'
        raise InputError(told, field="--baseline")
    if variants:
        base = next(one for one in scenarios if one.name == (baseline or base.name))
    options = tuple(one for one in scenarios if one is not base)
    stand = {one.world_name for one in scenarios}
    chosen = tuple(dict.fromkeys(worlds)) or (base.world_name if len(stand) == 1 else OWN_WORLD,)
    closed = tuple(dict.fromkeys(closures)) or (base.closure,)
    return Plan(options, base, chosen, closed, baseline or base.name, variants=variants, **how)


def comparisons_of(scenarios: Sequence["Scenario"], **how: Any) -> dict[str, Plan]:
    """The comparison of each country by its code, in the order given; `how` is that of `comparison_of`.

    Raises InputErrors with all that is wrong in each country, or in what countries must agree and do not.
    """
    countries = dict[str, list["Scenario"]]()
    for one in scenarios:
        countries.setdefault(one.country, []).append(one)
    if len(countries) < 2:
        return {country: comparison_of(own, **how) for country, own in countries.items()}
    if how.get("precision") is not None:
        told = "is in persons, and countries differ in size; leave it out, or compare one country"
        raise InputError(told, field="--precision")
    plans, faults = dict[str, Plan](), list[InputError]()
    for country, own in countries.items():
        try:
            plans[country] = comparison_of(own, **how)
        except InputError as error:
            each = error.errors if isinstance(error, InputErrors) else [error]
            faults += (InputError(one.message, where=country, field=one.field) for one in each)
    for country, plan in plans.items():
        if plan.variants:
            told = (
                "differ in more than policies; between countries only policies are compared: leave some out"
            )
            faults.append(
                InputError(f"{', '.join(one.name for one in plan.scenarios)} {told}", where=country)
            )
    faults = faults or _differing([(country, plan.base) for country, plan in plans.items()], _BETWEEN)
    if faults:
        raise InputErrors(faults)
    return plans


def _moved(scenario: "Scenario", worlds: Sequence[str], closures: Sequence[Closure]) -> "Scenario":
    """The scenario where the first runs will be, if that was chosen."""
    stands = Place.of(scenario)
    world, closed = (*worlds, stands.world)[0], (*closures, stands.closed)[0]
    return Place(world, closed).around(scenario)


def _made_base(option: "Scenario") -> "Scenario":
    """What is left of an option without its policies, and without what was said about them."""
    left_out = ("policies", "law", "financing.rate")
    told = {key: layer for key, layer in option.provenance.items() if not key.startswith(left_out)}
    told = {"financing" if key == "financing.balanced" else key: layer for key, layer in told.items()}
    return replace(option.without_policies(), name=NO_POLICY, title="", question="", provenance=told)


type Provision = tuple["PolicySetting", ...]
LAW: Provision = ()
"""What a scenario changes in the law: the first provision, without an instrument of its own."""


def stacked(scenario: "Scenario") -> tuple[list["Scenario"], Stack]:
    """Options that add the provisions of `scenario` in its order, and options of one provision each.

    Raises InputError when it has one provision only, or a budget to balance.
    """
    if isinstance(scenario.financing, Balancing):
        message = "cannot be stacked: every step would solve another rate; finance it in another way"
        raise InputError(message, where=scenario.name, field="--stack")
    parts = provisions(scenario.policies)
    if scenario.law:
        parts.insert(0, LAW)
    if len(parts) < 2:
        message = f"needs a scenario of two provisions or more; {scenario.name} has {len(parts)}"
        raise InputError(message, field="--stack")
    steps = [_option(scenario, parts[: count + 1], f"{count + 1}_") for count in range(len(parts))]
    singles = [_option(scenario, [part], "only_") for part in parts[1:]]
    names = tuple(option.name for option in steps)
    return [*steps, *singles], Stack(names, (names[0], *(option.name for option in singles)))


def provisions(policies: Sequence["PolicySetting"]) -> list[Provision]:
    """Instruments that go together, in their order: what is paid for by an earmarked levy comes with it."""
    parts: list[list[PolicySetting]] = []
    for policy in policies:
        name, earmark = policy.name, policy.earmark
        linked = [part for part in parts if any(name == one.earmark or earmark == one.name for one in part)]
        if not linked:
            parts.append([policy])
            continue
        linked[0].append(policy)
        for other in linked[1:]:
            linked[0].extend(other)
            parts.remove(other)
    return [tuple(part) for part in parts]


def _option(scenario: "Scenario", parts: Sequence[Provision], prefix: str) -> "Scenario":
    policies = tuple(policy for part in parts for policy in part)
    name = prefix + ("_".join(policy.name for policy in parts[-1]) or "law")
    law = scenario.law if LAW in parts else {}
    is_earmarked = any(policy.earmark for policy in policies)
    financing = scenario.financing if is_earmarked else "deficit"
    option = replace(scenario, name=name, title="", law=law, policies=policies, financing=financing)
    return replace(option, provenance=layers_of(option, scenario.provenance))
