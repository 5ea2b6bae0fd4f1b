"""In what two scenarios differ: parameter by parameter, in declared units, with what each one means."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from simulator.core.param import Horizon, Param, PopulationSize, Runs
from simulator.core.time import month_label
from simulator.scenario.country.ensembles import load_ensemble
from simulator.scenario.country.technology import TECHNOLOGY, country_of
from simulator.scenario.file.checks import model_parameters
from simulator.scenario.priors import centres
from simulator.scenario.scenario import PolicySetting, Scenario
from simulator.scenario.setting import Setting, show
from simulator.scenario.world import Closing, Shock, World

ABSENT = "–"
_GROUPS = {
    "horizon": Horizon,
    "population": PopulationSize,
    "world": World,
    "closure": Closing,
    "runs": Runs,
}
# Words about a scenario, and what is told by its own rows.
_NO_PARAMETERS = "format name title author question policies law shock rules parameters provenance"


@dataclass(frozen=True)
class Row:
    """One parameter of a scenario as text, its unit and its meaning."""

    value: str
    unit: str = ""
    about: str = ""


@dataclass(frozen=True)
class Difference:
    """One parameter in which two scenarios differ; `ABSENT` where a scenario has none."""

    name: str
    first: str
    second: str
    unit: str
    about: str


def differences(first: Scenario, second: Scenario, instruments: Mapping[str, Any]) -> list[Difference]:
    """Every parameter that differs, in the order of a scenario file; titles and questions are none."""
    one, other = (_with_priors(scenario, dict(_rows(scenario, instruments))) for scenario in (first, second))
    names = [*one, *(name for name in other if name not in one)]
    found = []
    for name in names:
        left, right = one.get(name, Row(ABSENT)), other.get(name, Row(ABSENT))
        if left.value != right.value:
            known = right if left.value == ABSENT else left
            found.append(Difference(name, left.value, right.value, known.unit, known.about))
    return [*found, *_rule_texts(first.rule_sources, second.rule_sources)]


def _with_priors(scenario: Scenario, rows: dict[str, Row]) -> dict[str, Row]:
    for name in centres(scenario):
        place = name if name in rows else f"parameters.{name}"
        rows[place] = replace(rows[place], value=f"{rows[place].value} (prior)")
    return rows


def _rule_texts(first: Mapping[str, str], second: Mapping[str, str]) -> Iterator[Difference]:
    """Rule files that go by the same name on both sides and are not the same."""
    for file in sorted(file for file in {*first, *second} if file in first and file in second):
        ours, theirs = first[file].splitlines(), second[file].splitlines()
        if ours != theirs:
            about = "lines that only one of the two files has"
            yield Difference(f"text of {file}", _only(ours, theirs), _only(theirs, ours), "", about)


def _only(lines: list[str], others: list[str]) -> str:
    return "\n".join(line.strip() for line in lines if line not in others) or ABSENT


def _rows(scenario: Scenario, instruments: Mapping[str, Any]) -> Iterator[tuple[str, Row]]:
    for key, value in scenario.to_dict().items():
        if key not in _NO_PARAMETERS.split():
            yield from _plain(key, value, _GROUPS[key].declared() if key in _GROUPS else {})
    for name, setting in scenario.shock.items():
        declared = Shock.declared()[name]
        yield f"shock.{name}", Row(setting.describe("", scenario.start), declared.unit, declared.about)
    for name, clause in scenario.law.items():
        yield f"law.{name}", Row(clause.describe(scenario.start), clause.unit, clause.lever.about)
    for policy in scenario.policies:
        yield from _policy(policy, scenario.start, instruments[policy.name].declared())
    used = country_of(scenario).parameters(scenario.parameters)
    drawn = load_ensemble(scenario.country).all_spans() if scenario.draws_parameters else {}
    for name, declared in model_parameters().items():
        one = _number(used.get(name, declared.default), declared)
        if name in drawn and name not in scenario.parameters:
            one = Row("{:.6g} to {:.6g} (ensemble)".format(*drawn[name]), declared.unit, declared.about)
        yield f"parameters.{name}", one
    for name, target in scenario.rules.items():
        yield f"rules.{name}", Row(target, about="who replaces this rule")


def _plain(name: str, value: Any, declared: Mapping[str, Param]) -> Iterator[tuple[str, Row]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            about = TECHNOLOGY.get(f"{name}.{key}", "")
            if isinstance(inner, Mapping):  # a range, or shares of tasks by occupation
                parts = ", ".join(f"{part} {number:g}" for part, number in inner.items())
                row = Row(parts or "none", about=about)
            else:
                row = _number(inner, declared[key]) if key in declared else Row(_word(inner), about=about)
            yield f"{name}.{key}", row
    else:
        yield name, Row(_word(value))


def _policy(policy: PolicySetting, start: str, declared: Mapping[str, Param]) -> Iterator[tuple[str, Row]]:
    yield f"{policy.name}.start", Row(month_label(start, policy.start), "month", "first month with it")
    for name, value in policy.values.items():
        one = declared[name]
        text = value.describe("", start) if isinstance(value, Setting) else str(value)
        yield f"{policy.name}.{name}", Row(text, one.unit, one.about)
    if policy.end is not None:
        yield f"{policy.name}.end", Row(month_label(start, policy.end), "month", "first month without it")
    if policy.target.plain():
        yield f"{policy.name}.for", Row(policy.target.describe(), about="whom it reaches")
    if policy.trigger.levels:
        yield f"{policy.name}.when", Row(policy.trigger.describe(), about="months in which it acts")
    if any(one.kind == "money" for one in declared.values()):
        yield f"{policy.name}.index", Row(policy.index, about="what its amounts of money follow")
    if policy.earmark is not None:
        yield f"{policy.name}.earmark", Row(policy.earmark, about="what its revenue pays for")


def _number(value: float, declared: Param) -> Row:
    # A year or a seed number is not written with a thousands separator.
    text = show(value, "") if abs(value) >= 10_000 and declared.kind != "date" else f"{value:.6g}"
    return Row(text, declared.unit, declared.about)


def _word(value: Any) -> str:
    return ABSENT if value is None else str(value)
