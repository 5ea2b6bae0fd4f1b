"""Who paid whom, for what: the payments of the last whole year of the run, in each role."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from reports.data.run import Run
from reports.draw.table import Cell, Table, level, name
from reports.draw.units import Scale, money_unit
from reports.story.settings import instrument_name
from reports.text import Text
from simulator.findings.money import currency_of, first_year, prices_of_year

ROLES = ("no_ai", "no_policy", "policy")
YEAR, BILLION = 12, 1e9
COLUMNS = ("payer", "payee", "kind", "replicate", "amount")
Payment = tuple[str, str, str]  # payer, payee, kind


def last_year(run: Run) -> int | None:
    """Return the month by which the last whole year of payments ends; None when the run has none."""
    months = run.flows["month"].unique().to_numpy()
    whole = months[(months <= run.last_month) & (months >= YEAR)]
    return int(whole.max()) if len(whole) else None


def amounts(run: Run, role: str, month: int) -> Mapping[Payment, float]:
    """Return the mean over seeds of each payment in the year that ends in `month`.

    Currency a year, at the prices of the run's first month, as effects are told.
    """
    prices = prices_of_year(run, role, run.scenario, month)
    rows = run.flows.filter((pl.col("scenario") == run.scenario) & (pl.col("role") == role)
                            & (pl.col("month") == month) & pl.col("replicate").is_in([*prices]))  # fmt: skip
    seeds = max(1, rows["replicate"].n_unique())
    found: dict[Payment, list[float]] = {}
    for payer, payee, kind, replicate, amount in rows.select(*COLUMNS).iter_rows():
        found.setdefault((payer, payee, kind), []).append(amount / prices[replicate])
    return {payment: float(np.sum(values)) / seeds for payment, values in found.items()}


def payments(run: Run, text: Text) -> Table:
    """Return one row a payment, by payer and size: its amount in each role, and what changes in the last."""
    month, roles = last_year(run), [role for role in ROLES if run.has(role)]
    if month is None or not roles:
        return Table([], [])
    by_role = {role: amounts(run, role, month) for role in roles}
    scale = scale_of(run, text)
    largest = {payment: max(found.get(payment, 0.0) for found in by_role.values())
               for found in by_role.values() for payment in found}  # fmt: skip
    rows = [
        [*(name(_word(run, text, part)) for part in payment),
         *_cells(text, scale, payment, by_role, run.scenario, month)]
        for payment in sorted(largest, key=lambda payment: (payment[0], -largest[payment]))
    ]  # fmt: skip
    heads = [text(f"table.payments.{head}") for head in ("payer", "payee", "kind")]
    unit = scale.label(text)
    heads += [f"{text(f'role.{role}')} ({unit})" for role in roles]
    if len(roles) > 1:
        last, before = (text(f"role.{role}") for role in (roles[-1], roles[-2]))
        heads.append(text("table.payments.change", role=last, base=before))
    return Table(heads, rows)


def scale_of(run: Run, text: Text) -> Scale:
    """Return the scale of payments: to ten millions a year, at first-year prices."""
    factor, unit = money_unit(text, BILLION)
    digits = 2 if factor * BILLION == 1.0 else -1
    return Scale(factor, f"{unit}_year", max(digits, 0), currency_of(run.content),
                 year=first_year(run.content), zeros=max(-digits, 0))  # fmt: skip


def _word(run: Run, text: Text, part: str) -> str:
    """Return what a sector or a kind of payment is called; an instrument's payments bear its name."""
    if text.has(f"payments.{part}"):
        return text(f"payments.{part}")
    instrument = part.removesuffix("_administration")
    told = instrument_name(run, text, instrument)
    return told if instrument == part else text("payments.administration", what=told)


def _cells(
    text: Text, scale: Scale, payment: Payment, by_role: Mapping[str, Mapping[Payment, float]], scenario: str,
    month: int,
) -> list[Cell]:  # fmt: skip
    traced = dict(zip(("payer", "payee", "kind"), payment, strict=True))
    traced |= {"scenario": scenario, "month": str(month), "stat": "mean"}
    roles = list(by_role)
    cells = [level(text, scale, by_role[role].get(payment, 0.0), role=role, **traced) for role in roles]
    if len(roles) > 1:
        change = by_role[roles[-1]].get(payment, 0.0) - by_role[roles[-2]].get(payment, 0.0)
        data = traced | {"scale": f"{scale.factor:.10g}", "role": roles[-1], "against": roles[-2]}
        cells.append(Cell(scale.show(text, change, signed=True), change * scale.factor, data))
    return cells


def year_text(run: Run, text: Text) -> str:
    """Return the year that the table of payments covers."""
    month, start = last_year(run), run.content["horizon"]["start"]
    if month is None:
        return ""
    return text("banner.horizon", first=text.month(start, month - YEAR + 1), last=text.month(start, month))
