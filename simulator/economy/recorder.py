"""Collects what one run gives: the long table, yearly flows and the panel of persons."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from simulator.agents.person import STATUS_NAMES
from simulator.core.economy import Economy
from simulator.economy import examples
from simulator.indicators import (
    breakdowns,
    budget,
    displacement,
    households,
    income,
    labour,
    law,
    macro,
    metadata,
    monetary,
)
from simulator.indicators.aftermath import Aftermath
from simulator.indicators.income_parts import IncomeParts

PANEL = 4000


@dataclass
class RunOutput:
    """Columns of the result, flow and person tables of one run; seconds; largest identity residual."""

    rows: dict[str, Any]
    flows: dict[str, Any]
    persons: dict[str, Any]
    seconds: float = 0.0
    identity_max: float = 0.0


@dataclass
class Recorder:
    """Records months; `output` turns them into columns."""

    economy: Economy
    totals: list[dict[str, float]] = field(default_factory=list)
    parts: list[tuple[int, dict[tuple[str, str, str], float]]] = field(default_factory=list)
    flows: dict[tuple[int, str, str, str], float] = field(default_factory=dict)
    panel: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.memory = displacement.Memory(self.economy)
        self.aftermath, self.incomes = Aftermath(self.economy), IncomeParts()
        self.first = self.economy.month
        count = self.economy.population
        self.sample = np.unique(np.linspace(0, count - 1, min(PANEL, count)).astype(np.int64))

    def record(self) -> None:
        """Take this month's totals; in January of each year the breakdowns and the panel."""
        e = self.economy
        self.aftermath.count(e)
        self.totals.append(
            labour.measure(e) | displacement.measure(e, self.memory) | macro.measure(e) | monetary.measure(e)
            | income.measure(e) | households.measure(e)
            | self.incomes.count(e) | budget.measure(e) | law.measure(e)
        )  # fmt: skip
        year = 12 * (e.month // 12) + 11  # named by its last month
        for payer, payee, kind, amount in e.ledger.matrix():
            key = (year, payer, payee, kind)
            self.flows[key] = self.flows.get(key, 0.0) + amount * e.weight
        if e.month % 12 == 0:
            parts = breakdowns.measure(e) | labour.by_sex(e) | macro.by_major_group(e)
            self.parts.append((e.month, parts | self.aftermath.measure(e) | self.incomes.measure()))
            self._record_panel()

    def _record_panel(self) -> None:
        e, q = self.economy, self.economy.persons
        rows = self.sample[q.active[self.sample] == 1]
        named = {
            by: np.asarray(labels, dtype=object)[code[rows]]
            for by, (code, labels) in breakdowns.codes(e).items()
        }
        since = np.where(q.displaced_month[rows] >= 0, e.month - q.displaced_month[rows], -1)
        self.panel.append({
            "person_id": q.id[rows].copy(),
            "month": np.full(len(rows), e.month, np.int16),
            "status": np.asarray(STATUS_NAMES, dtype=object)[q.status[rows]],
            "status_months": q.months_in_status[rows].astype(np.int16),
            "occupation": np.asarray(e.country.occupations, dtype=object)[q.occupation[rows]],
            "age_group": named["age_group"],
            "generation": named["generation"],
            "sex": named["sex"],
            "education": named["education"],
            "exposure_quintile": named["exposure_quintile"],
            "income_decile": named["income_decile"],
            "equivalised_income": e.households.equivalised_income[q.household[rows]],
            "displaced_months": since.astype(np.int16),
            "weight": np.full(len(rows), e.weight * e.population / len(self.sample)),
        })  # fmt: skip

    def output(self, seconds: float) -> RunOutput:
        """Return the columns; the run is over."""
        self.parts.append((self.economy.month, examples.measure(self.economy)))
        units = {m["name"]: m["unit"] for m in metadata(self.economy.country, self.economy.own_instruments)}
        months = np.arange(self.first, self.first + len(self.totals))
        names = list(self.totals[0])
        parts = [(month, *key, value) for month, values in self.parts for key, value in values.items()]
        indicator = np.asarray(names, dtype=object).repeat(len(months))
        rows = {
            "month": np.concatenate([np.tile(months, len(names)), [p[0] for p in parts]]).astype(np.int16),
            "indicator": np.concatenate([indicator, np.asarray([p[1] for p in parts], dtype=object)]),
            "by": np.asarray(["total"] * len(indicator) + [p[2] for p in parts], dtype=object),
            "group": np.asarray(["all"] * len(indicator) + [p[3] for p in parts], dtype=object),
            "value": np.concatenate(
                [np.array([[t[name] for t in self.totals] for name in names]).ravel(), [p[4] for p in parts]]
            ),
        }
        rows["unit"] = np.asarray([units[name] for name in rows["indicator"]], dtype=object)
        keys = sorted(self.flows)
        flows = {
            "month": np.array([k[0] for k in keys], dtype=np.int16),
            "payer": [k[1] for k in keys],
            "payee": [k[2] for k in keys],
            "kind": [k[3] for k in keys],
            "amount": np.array([self.flows[k] for k in keys]),
        }
        columns = self.panel[0].keys()
        persons = {name: np.concatenate([p[name] for p in self.panel]) for name in columns}
        return RunOutput(rows, flows, persons, seconds, self.economy.checker.worst)
