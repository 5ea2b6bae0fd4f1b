"""What the policies of a balanced run cost and who pays it, what the rate means, and what moves the debt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reports.data.run import Run
from reports.draw.table import Cell, Table, name
from reports.draw.units import Scale, digits_for, money_unit
from reports.text import Text
from simulator.findings.bill import Bill, DebtChange

SHARE = 100.0  # shares are told in percentage points


def bill(run: Run, text: Text, content: Mapping[str, Any], tax: str) -> Table:
    """Return every line of the bill: discounted, in money, as a share of a year's GDP, and by the year."""
    weight, shares = content["weight"], Bill(**content["bill"]).lines
    money = [share * weight["year_of_gdp"] for share in shares.values()]
    whole, yearly = (_scale(text, weight["currency"], money, years, unit)
                     for years, unit in ((1.0, ""), (weight["years"], "_year")))  # fmt: skip
    rows = [
        [
            name(text(f"balancing.bill.{part}", tax=tax)),
            Cell(whole.show(text, amount, signed=True), amount * whole.factor),
            Cell(text.number(share * SHARE, 2, signed=True), share * SHARE),
            Cell(yearly.show(text, amount, signed=True), amount * yearly.factor),
        ]
        for (part, share), amount in zip(shares.items(), money, strict=True)
    ]
    first = text.month(run.content["horizon"]["start"], 0)
    what = text("balancing.bill", interest=text.number(weight["interest"] * SHARE, 2), month=first)
    heads = [what, whole.label(text), text("balancing.bill.gdp"), yearly.label(text)]
    return Table([head[:1].upper() + head[1:] for head in heads], rows)


def _scale(text: Text, currency: str, money: list[float], years: float, unit: str) -> Scale:
    """One scale for a column of money."""
    peak = max(abs(amount) for amount in money) / years
    factor, stem = money_unit(text, peak)
    digits = digits_for([peak * factor])
    return Scale(factor / years, stem + unit, max(digits, 0), currency, zeros=max(-digits, 0))


def weighed(text: Text, content: Mapping[str, Any], tax: str) -> list[str]:
    """Return what the rate is beside today's, and whether any country is known to have so much."""
    weight, known = content["weight"], content["yardstick"]
    parts = {key: text.number(weight[key] * SHARE, 1) for key in ("without", "paid")}
    if known is None:
        return [text.sentence("balancing.weighed", tax=tax, **parts)]
    now = {"today": known["today"], "then": known["today"] + content["rate"], "highest": known["highest"]}
    rates = {key: text.number(rate * SHARE, 1) for key, rate in now.items()}
    by = content["by"]
    told = [text.sentence("balancing.beside", what=text(f"balancing.today.{by}"), tax=tax, **parts, **rates)]
    if content["unheard_of"]:
        highest = text(f"balancing.highest.{by}", rate=rates["highest"])
        told.append(text("balancing.unheard", highest=highest))
    return told


def debt_moved(run: Run, text: Text, content: Mapping[str, Any]) -> str:
    """Return what moves the debt ratio where a budget was balanced."""
    debt, month = DebtChange(**content["debt"]), text.month(run.content["horizon"]["start"], run.last_month)
    shares = {"total": debt.total, **debt.moves}
    points = {key: text.number(share * SHARE, 2, signed=True) for key, share in shares.items()}
    told = text("balancing.debt", month=month, **points)
    erosion = content["erosion"]
    return f"{told} {text(f'balancing.eroded.{erosion}')}" if erosion else told
