"""How the budget was balanced: by which tax or levy, by how much, how nearly, and what it brought in.

What the policies of a balanced run cost and who pays it, what the rate means, and what moves the debt.

Who paid whom, for what: the payments of the last whole year of the run, in each role.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import polars as pl

from reports.data.run import Run
from reports.draw.table import Cell, Table, level, name
from reports.draw.units import Scale, digits_for, effect_scale, money_unit
from reports.story.sentences import interval_text, label
from reports.story.settings import instrument_name
from reports.text import Text
from simulator.findings.costing import Bill, DebtChange
from simulator.findings.effects import contrasts, effect
from simulator.findings.results import currency_of, first_year, prices_of_year

SHARE = 100.0  # shares are told in percentage points


def bill(run: Run, text: Text, content: Mapping[str, Any], tax: str) -> Table:
    """Return every line of the bill: discounted, in money, as a share of a year's GDP, and by the year."""
    weight, shares = content["weight"], Bill(**content["bill"]).lines
    money = [share * weight["year_of_gdp"] for share in shares.values()]
    whole = _scale(text, weight["currency"], money, 1.0, "")
    yearly = _scale(text, weight["currency"], money, weight["years"], "_year")
    rows = []
    for (part, share), amount in zip(shares.items(), money, strict=True):
        of_gdp = Cell(text.number(share * SHARE, 2, signed=True), share * SHARE)
        total, by_year = (
            Cell(one.show(text, amount, signed=True), amount * one.factor) for one in (whole, yearly)
        )
        rows.append([name(text(f"balancing.bill.{part}", tax=tax)), total, of_gdp, by_year])
    first = text.month(run.content["horizon"]["start"], 0)
    what = text("balancing.bill", interest=text.number(weight["interest"] * SHARE, 2), month=first)
    heads = [what, whole.label(text), text("balancing.bill.gdp"), yearly.label(text)]
    return Table([text.sentence_of(head) for head in heads], rows)


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
    known = pl.col("replicate").is_in([*prices])
    rows = run.flows.filter(known, scenario=run.scenario, role=role, month=month)
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
    every = dict.fromkeys(payment for found in by_role.values() for payment in found)
    largest = {one: max(found.get(one, 0.0) for found in by_role.values()) for one in every}
    rows = []
    for payment in sorted(largest, key=lambda payment: (payment[0], -largest[payment])):
        traced = dict(zip(("payer", "payee", "kind"), payment, strict=True))
        traced |= {"scenario": run.scenario, "month": str(month), "stat": "mean"}
        paid = {role: found.get(payment, 0.0) for role, found in by_role.items()}
        rows.append([*(name(_word(run, text, part)) for part in payment), *_cells(text, scale, paid, traced)])
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
    digits, zeros = (2, 0) if factor * BILLION == 1.0 else (0, 1)
    whole = Scale(factor, f"{unit}_year", digits, currency_of(run.content), zeros=zeros)
    return replace(whole, year=first_year(run.content))


def _word(run: Run, text: Text, part: str) -> str:
    """Return what a sector or a kind of payment is called; an instrument's payments bear its name."""
    if text.has(f"payments.{part}"):
        return text(f"payments.{part}")
    instrument = part.removesuffix("_administration")
    told = instrument_name(run, text, instrument)
    return told if instrument == part else text("payments.administration", what=told)


def _cells(text: Text, scale: Scale, paid: Mapping[str, float], traced: Mapping[str, str]) -> list[Cell]:
    """Return what is paid in each role, and what changes in the last."""
    cells = [level(text, scale, amount, role=role, **traced) for role, amount in paid.items()]
    if len(paid) > 1:
        *_, base, role = paid
        change = paid[role] - paid[base]
        data = {**traced, "scale": f"{scale.factor:.10g}", "role": role, "against": base}
        cells.append(Cell(scale.show(text, change, signed=True), change * scale.factor, data))
    return cells


def year_text(run: Run, text: Text) -> str:
    """Return the year that the table of payments covers."""
    month, start = last_year(run), run.content["horizon"]["start"]
    if month is None:
        return ""
    return text("banner.horizon", first=text.month(start, month - YEAR + 1), last=text.month(start, month))


@dataclass(frozen=True)
class Balancing:
    """What the page tells: a fact for the banner, sentences, the bill, and the rates that were tried."""

    name: str  # of an option of a comparison, with world and closure where there are several
    fact: str
    warns: bool
    sentences: list[str]
    bill: Table
    tried: Table


def balancing(run: Run, text: Text) -> Balancing | None:
    """Return how the budget was balanced, None in a run whose budget was not to balance."""
    content = run.content.get("balancing")
    if not content:
        return None
    search = run.manifest.get("run", {}).get("balancing", {})
    return _told(run, text, "", content, search)


def balanced(run: Run, text: Text) -> list[Balancing]:
    """Return the same of a run, or of each option of a comparison whose budget was to balance."""
    options = [_told(run, text, name, one, {}) for name, one in run.content.get("balanced", {}).items()]
    own = balancing(run, text)
    return options if own is None else [own]


def _told(
    run: Run, text: Text, name: str, content: Mapping[str, Any], search: Mapping[str, Any]
) -> Balancing:
    values = _values(run, text, content, search)
    outcome = "found" if content["balances"] else "missed"
    first, start = run.content["horizon"]["start"], content["start"]  # a levy is raised while it acts
    told = [
        text(f"balancing.{outcome}", **values),
        "" if start is None else text("balancing.when", month=text.month(first, start)),
        text("balancing.gap", **values),
        *weighed(text, content, values["tax"]),
        text("balancing.law") if content["changes_law"] else "",
        "" if name else _paid(run, text, content),
        debt_moved(run, text, content),
    ]
    unheard = f" {text('banner.balancing.unheard')}" if content["unheard_of"] else ""
    return Balancing(
        name=name,
        fact=text(f"banner.balancing.{outcome}", **values) + unheard,
        warns=bool(content["unheard_of"] or not content["balances"]),
        sentences=[sentence for sentence in told if sentence],
        bill=bill(run, text, content, values["tax"]),
        tried=_tried(text, content, search),
    )


def _values(run: Run, text: Text, content: Mapping[str, Any], search: Mapping[str, Any]) -> dict[str, str]:
    factor, unit = _unit(text, content)
    uncertainty, give = search.get("uncertainty"), ""
    if uncertainty is not None:
        form = "give" if uncertainty < abs(content["rate"]) else "untold"
        give = text(f"balancing.{form}", give=text.number(uncertainty * factor, 2))
    low, high = (text.number(bound * factor, 0, signed=True) for bound in content["bounds"])
    rate = text.number(content["rate"] * factor, 2, signed=True)
    gap = text.number(content["gap"] * SHARE, 2, signed=True)
    told = {"tax": _tax(run, text, content["by"]), "tolerance": text.number(content["tolerance"] * SHARE, 2)}
    return told | {"rate": rate, "give": give, "unit": unit, "low": low, "high": high, "gap": gap}


def _unit(text: Text, content: Mapping[str, Any]) -> tuple[float, str]:
    """Factor and unit in which the addition is told."""
    unit, base = str(content["unit"]), f"balancing.base.{content['by']}"
    if not text.has(base) and not unit.startswith("share of "):
        return 1.0, text.declared(unit)
    return SHARE, text("balancing.points", what=text.either(base, unit.removeprefix("share of ")))


def _tax(run: Run, text: Text, by: str) -> str:
    """The tax or levy as it stands inside a sentence."""
    instrument = by.partition(".")[0]
    return text.either(f"balancing.by.{by}", label(run, text, f"revenue_{instrument}"))


def _paid(run: Run, text: Text, content: Mapping[str, Any]) -> str:
    """What the tax or levy brings in beyond the run without the policy, and who pays it."""
    by = str(content["by"])
    policy = next((item for item in contrasts(run) if item.name == "policy"), None)
    item = effect(run, policy, f"revenue_{by.partition('.')[0]}") if policy else None
    if item is None:
        return ""
    shown = effect_scale(run, text, item)
    payer = text.either(f"balancing.payer.{by}", text("balancing.payer"))
    told = {"size": shown.show(text, item.mean, signed=True), "unit": shown.label(text, item.mean)}
    told["interval"] = interval_text(text, shown, item)
    return text.sentence("balancing.paid", tax=_tax(run, text, by), payer=payer, **told)


def _tried(text: Text, content: Mapping[str, Any], search: Mapping[str, Any]) -> Table:
    """Every rate that was tried, in order: on how many seeds, and the gap it left."""
    factor, unit = _unit(text, content)
    rows = [
        [
            name(text.number(index, 0)),
            Cell(text.number(each["rate"] * factor, 4, signed=True), each["rate"] * factor),
            Cell(text.number(each["seeds"], 0), float(each["seeds"])),
            Cell(text.number(each["gap"] * SHARE, 3, signed=True), each["gap"] * SHARE),
        ]
        for index, each in enumerate(search.get("evaluations", ()), 1)
    ]
    heads = [text(f"table.balancing.{head}", unit=unit) for head in ("number", "rate", "seeds", "gap")]
    return Table(heads, rows)
