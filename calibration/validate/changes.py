"""One thing changed at a time, beside what ships: what a miss comes from is told by what moves it."""

import inspect
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, NamedTuple

from calibration.study.runs import changed

FILE = "changed.py"


class Line(NamedTuple):
    """A line of a rule's file, and what stands in its place; a status that the rule does not know, if any."""

    rule: str
    is_now: str
    instead: str
    status: str = ""


@dataclass(frozen=True)
class Change:
    """Parameters or the closure, in declared units; a line of a rule; or the population keeps its ages."""

    says: str
    parameters: Mapping[str, float] = field(default_factory=dict)
    closure: Mapping[str, float] = field(default_factory=dict)
    line: Line | None = None
    frozen_ages: bool = False

    @property
    def fields(self) -> dict[str, Any]:
        """Fields of a scenario that has it."""
        found: dict[str, Any] = {"parameters": dict(self.parameters), "closure": dict(self.closure)}
        if self.line is not None:
            found["rules"] = {self.line.rule: f"{FILE}:{self.line.rule}"}
            found["rule_sources"] = {FILE: _text(self.line)}
        return {name: value for name, value in found.items() if value}

    def made(self) -> AbstractContextManager[None]:
        """Within it every scenario of a study has it."""
        return changed(**self.fields)

    @property
    def told(self) -> str:
        """What is set to what; nothing where ages stay."""
        if self.line is not None:
            return f"{self.line.rule}: {self.line.instead}"
        return ", ".join(f"{name} {value:g}" for name, value in {**self.parameters, **self.closure}.items())


def _text(line: Line) -> str:
    """The rule's file with the line changed; ValueError unless it stands there once."""
    text = inspect.getsource(import_module(f"simulator.rules.{line.rule}"))
    if text.count(line.is_now) != 1:
        raise ValueError(f"'{line.is_now}' does not stand once in the rule {line.rule}")
    known = f"from simulator.agents.person import {line.status}\n" if line.status else ""
    return known + text.replace(line.is_now, line.instead)


SHIPS = Change("what ships")
OWN_WORK_AT_ANY_PAY = Change(
    "seekers begin own and informal work at any pay",
    line=Line("worker_self_employ", "asked = reservation_wage * hours * kept * net_of_tax", "asked = 0.0"),
)  # fmt: skip
FORESEES = Change("seekers know their chance of finding work", {"finding_optimism": 1.0})
NOT_RESTORED = Change("work restores hardly any skill", {"skill_return": 0.0005})
PAY_ALONE = Change("jobs differ in pay alone", {"job_value_spread": 0.0})
LOOKS_FROM_ENTRY = Change("who enters looks from then on", {"search_before_entry": 1.0})
NO_RETURN_TO_TENURE = Change("tenure pays nothing", {"tenure_return": 0.0})
NO_TRANSFER_LOSS = Change("a new occupation costs no skill", {"skill_transfer_loss": 0.0})
LAYOFFS_AT_ONCE = Change("firms lay off all of an excess at once", {"layoff_speed": 1.0})
SLOW_OPENINGS = Change("firms decide on half of their openings a month", {"opening_speed": 0.5})
ALL_LOSE_JOBS_ALIKE = Change("separations ask for no ability", {"separation_pay_elasticity": 0.0})
HALF_ARE_SLOW = Change("half of the people look less than the others", {"slow_seekers": 0.5})
FEW_LAYOFFS = Change("firms lay off a twentieth of an excess a month, for 0.8", {"layoff_speed": 0.05})
ALL_REPLACED = Change("pay must replace all that a job ends", {"benefits_replaced": 1.0})
ASKS_LESS = Change("seekers first ask half of what they can expect", {"reservation_start": 0.5})
WAGES = (
    ASKS_LESS,
    Change("the last wage is forgotten four times as fast", {"last_wage_fade": 0.2}),
    Change("what is asked falls 2 % a month, for 0.5", {"reservation_decay": 0.02}),
    FORESEES,
    Change("call-backs fall three times as fast", {"callback_penalty": 0.15}),
    Change("the own occupation weighs 0.55, for 0.45", {"own_occupation_share": 0.55}),
    ALL_REPLACED,
    ALL_LOSE_JOBS_ALIKE,
    HALF_ARE_SLOW,
    PAY_ALONE,
    FEW_LAYOFFS,
)
LOW_PAID = (ALL_LOSE_JOBS_ALIKE, ASKS_LESS, PAY_ALONE)
DISPLACED = (
    Change("no skill is lost without work", {"skill_decay": 0.0}),
    NO_RETURN_TO_TENURE,
    NO_TRANSFER_LOSS,
    FORESEES,
    ASKS_LESS,
    ALL_REPLACED,
    PAY_ALONE,
)
CYCLE = (
    Change("the state does not lean against demand", closure={"stabilisation": 0.0}),
    LAYOFFS_AT_ONCE,
    Change("staff can do no more than is ordered", {"capacity_margin": 1.02}),
    OWN_WORK_AT_ANY_PAY,
)
