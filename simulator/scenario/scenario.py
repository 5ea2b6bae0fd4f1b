"""A scenario, fully resolved: what the model needs to know, and no more; as YAML it loads back the same."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from io import StringIO
from typing import Any, Self

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from simulator.core.closure import Closure
from simulator.core.param import opening_of
from simulator.core.time import month_label
from simulator.scenario.file.values import CODE, OTHERS
from simulator.scenario.financing import RULE, Balancing, Financing
from simulator.scenario.law import Clause
from simulator.scenario.reach import Target, Trigger
from simulator.scenario.setting import Distribution, Setting

FORMAT = 1
AI, ILO = "generative_ai", "ilo"
"""The technology, and the measure of exposure to it, where a scenario names none."""
EVERYBODY, ALWAYS = Target(), Trigger()
ENSEMBLE, FIXED = "ensemble", "fixed"
"""What stands under `parameters`: each month 0 takes a draw of the country's, or all have what ships."""
SOLVED = "solved by the run"
"""Where the rate of a balanced budget comes from."""


@dataclass(frozen=True)
class PolicySetting:
    """One instrument as a scenario sets it; parameters are in their declared units.

    It acts from month `start` on and stops in month `end` (None: never), on people in `target`, in months in
    which `trigger` holds. Amounts of money follow `index` from month 0 on. `added` stands on top of a value
    while the instrument acts: what balances the budget.
    """

    name: str
    values: Mapping[str, Setting | str]
    start: int = 0
    end: int | None = None
    earmark: str | None = None
    source: str = ""
    target: Target = EVERYBODY
    trigger: Trigger = ALWAYS
    index: str = "prices"
    added: Mapping[str, float] = field(default_factory=dict)

    def is_active(self, month: int) -> bool:
        """Whether the instrument acts in `month`."""
        return self.start <= month and (self.end is None or month < self.end)

    def value(self, name: str, month: int) -> float:
        """Value of a numeric parameter in `month`; 0 while the instrument does not act."""
        setting = self.values[name]
        if not isinstance(setting, Setting):
            raise TypeError(f"{self.name}.{name} is no number")
        return setting.at(month) + self.added.get(name, 0.0) if self.is_active(month) else 0.0

    def plain(self, start: str) -> dict[str, Any]:
        """The instrument as it is written in a scenario file."""
        written: dict[str, Any] = {
            name: value.plain(start) if isinstance(value, Setting) else value
            for name, value in self.values.items()
        }
        written["start"] = month_label(start, self.start)
        if self.end is not None:
            written["end"] = month_label(start, self.end)
        if self.earmark is not None:
            written["earmark"] = self.earmark
        if self.index != "prices":
            written["index"] = self.index
        blocks = {"for": self.target.plain(), "when": self.trigger.plain()}
        written |= {key: block for key, block in blocks.items() if block}
        return {**written, "source": self.source}


@dataclass(frozen=True)
class Scenario:
    """Everything that defines a run, after `extends`, options and defaults.

    `world`, `shock` and `parameters` hold values in declared units; of `world_ranges` each
    replicate draws a value, and `world` holds the mode; with `ensemble` each month 0 but the first has a draw
    of the country's of what `parameters` does not hold, and each replicate but the first one of
    `simulator.scenario.priors`; `late` holds numbers of model and closure that act from month 1 on;
    `technology`, the measure of
    `exposure` to it and its `automation`, where the scenario names shares of tasks by the first digits of an
    occupation's code, are the same in every role, also without further AI; `rules` maps a rule to
    `file.py:function`, `indicators` a name of one's own to the same, `instruments` and `figures` to its file,
    and `rule_sources` each of those files to its text (empty unless code is allowed or only read).
    `law` holds by name what changes in the law while the policies act.
    `provenance` tells for each key which layer decided it: option, scenario, extends …, default.
    """

    name: str
    country: str
    start: str
    months: int
    persons: int
    seeds: int
    opening_states: int
    base_seed: int
    world_name: str
    world: Mapping[str, float]
    closure: Closure
    world_ranges: Mapping[str, Distribution] = field(default_factory=dict)
    technology: str = AI
    exposure: str = ILO
    automation: Mapping[str, float] = field(default_factory=dict)
    shock: Mapping[str, Setting] = field(default_factory=dict)
    law: Mapping[str, Clause] = field(default_factory=dict)
    policies: tuple[PolicySetting, ...] = ()
    financing: Financing = "deficit"
    title: str = ""
    author: str = ""
    question: str = ""
    rules: Mapping[str, str] = field(default_factory=dict)
    instruments: Mapping[str, str] = field(default_factory=dict)
    figures: Mapping[str, str] = field(default_factory=dict)
    indicators: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, float] = field(default_factory=dict)
    ensemble: bool = False
    late: Mapping[str, float] = field(default_factory=dict)
    rule_sources: Mapping[str, str] = field(default_factory=dict, compare=False)
    provenance: Mapping[str, str] = field(default_factory=dict, compare=False)

    def opening_of(self, replicate: int) -> int:
        """Which of the opening states a replicate begins in."""
        return opening_of(replicate, self.opening_states)

    @property
    def has_policy(self) -> bool:
        """Whether it sets an instrument or changes the law."""
        return bool(self.policies or self.law)

    @property
    def names_code(self) -> tuple[str, ...]:
        """The keys of `CODE` under which it names files of code."""
        return tuple(key for key in CODE if getattr(self, key))

    @property
    def keeps_rule(self) -> bool:
        """Whether the income tax keeps the country's rule for its budget, in every run."""
        return self.financing == RULE

    def without_policies(self) -> Self:
        """The same country and world with no instrument, under today's law and rule for the budget."""
        return replace(self, law={}, policies=(), financing=RULE if self.keeps_rule else "deficit")

    def at_rate(self, rate: float | None) -> Self:
        """The same scenario with this addition to what balances its budget; None: yet to be solved."""
        if not isinstance(self.financing, Balancing):
            raise TypeError(f"{self.name} has no budget to balance")
        told = dict[str, str]()
        for key, layer in self.provenance.items():
            told[key] = layer
            if key == "financing.balanced" and rate is not None:
                told["financing.rate"] = self.provenance.get("financing.rate", SOLVED)
        return replace(self, financing=replace(self.financing, rate=rate), provenance=told)

    def with_world(self, name: str) -> Self:
        """The same scenario in a shipped world."""
        from simulator.scenario.world import load_world

        return replace(self, world_name=name, world=load_world(name).values, world_ranges={})

    def with_closure(self, closure: Closure) -> Self:
        """The same scenario under another closure."""
        return replace(self, closure=closure)

    def distributions(self) -> dict[str, Distribution]:
        """What is drawn: parameters of policies by `instrument.parameter`, of the world by `world.name`."""
        worlds = {f"{WORLD}{name}": value for name, value in self.world_ranges.items()}
        return worlds | {
            f"{policy.name}.{name}": value
            for policy in self.policies
            for name, value in policy.values.items()
            if isinstance(value, Distribution)
        }

    @property
    def states(self) -> int:
        """Opening states that its replicates begin in."""
        return min(self.opening_states, self.seeds)

    @property
    def draws_parameters(self) -> bool:
        """Whether replicates differ in parameters of the model: the first opening state has what ships."""
        return self.ensemble and self.states > 1

    @property
    def draws_priors(self) -> bool:
        """Whether replicates differ in numbers that have priors: the first has what the scenario holds."""
        return self.ensemble and self.seeds > 1

    @property
    def is_uncertain(self) -> bool:
        """Whether replicates differ in drawn parameters, of policies, of the world or of the model."""
        return self.draws_priors or bool(self.distributions())

    def drawn(self, quantiles: Mapping[str, float]) -> Self:
        """The scenario with each distribution replaced by its value at the given quantile in [0, 1]."""
        spread = self.distributions()

        def draw(policy: PolicySetting) -> PolicySetting:
            names = {name: f"{policy.name}.{name}" for name in policy.values}
            fixed = {n: spread[key].draw(quantiles[key]) for n, key in names.items() if key in spread}
            return replace(policy, values={**policy.values, **fixed})

        drawn = {name: one.draw(quantiles[f"{WORLD}{name}"]).value for name, one in self.world_ranges.items()}
        world = {**self.world, **drawn}
        return replace(self, world=world, world_ranges={}, policies=tuple(map(draw, self.policies)))

    def to_dict(self) -> dict[str, Any]:
        """The resolved scenario as a scenario file holds it; loading that gives an equal scenario."""
        base = self.world_name.removesuffix(CHANGED)
        ranges = {name: one.plain(self.start) for name, one in self.world_ranges.items()}
        own = {key: dict(getattr(self, key)) for key in CODE if key != "rules"}
        return {
            "format": FORMAT,
            "name": self.name,
            "title": self.title,
            "author": self.author,
            "question": self.question,
            "country": self.country,
            "horizon": {"start": self.start, "months": self.months},
            "population": {"persons": self.persons},
            "world": {"base": base, **self.world, **ranges},
            "technology": {
                "name": self.technology,
                "exposure": self.exposure,
                "automation": dict(self.automation),
            },
            "closure": self.closure.plain(),
            "shock": {name: value.plain(self.start) for name, value in self.shock.items()},
            "law": {name: clause.plain(self.start) for name, clause in self.law.items()},
            "policies": [{policy.name: policy.plain(self.start)} for policy in self.policies],
            "financing": self.financing if isinstance(self.financing, str) else self.financing.plain(),
            "runs": {"seeds": self.seeds, "opening_states": self.opening_states, "base_seed": self.base_seed},
            "rules": dict(self.rules),
            **{key: files for key, files in own.items() if files},
            "parameters": self._parameters(),
            "provenance": dict(self.provenance),
        }

    def _parameters(self) -> str | dict[str, float | str]:
        word = ENSEMBLE if self.ensemble else FIXED
        return {**self.parameters, OTHERS: word} if self.parameters else word


WORLD = "world."
"""What the name of a drawn number of the world begins with."""
CHANGED = " (changed)"
"""What follows the name of a shipped world of which a scenario changes some values."""


_HEADER = """\
# Resolved scenario: every value that the run used, in its declared unit.
# `provenance` names the layer that decided each value: option > scenario > extends > default.
"""


def resolved_yaml(scenario: Scenario) -> str:
    """Text of the resolved scenario file."""
    return _HEADER + yaml_text(scenario.to_dict())


def yaml_text(document: dict[str, Any]) -> str:
    """A document as YAML text, every text in it quoted."""
    writer = YAML(typ="rt", pure=True)
    writer.width = 1_000_000
    writer.default_flow_style = False
    stream = StringIO()
    writer.dump(_quoted(document), stream)
    return stream.getvalue()


def _quoted(value: Any) -> Any:
    """Quote every text, so that a title such as `25 %` or `null` stays one."""
    if isinstance(value, dict):
        return {key: _quoted(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_quoted(inner) for inner in value]
    return DoubleQuotedScalarString(value) if isinstance(value, str) else value
