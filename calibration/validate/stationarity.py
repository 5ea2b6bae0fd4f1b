"""Whether the model is stationary without AI and policy.

Twenty years with the age structure frozen, on seeds that fitted nothing, each with its own burn-in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

import numpy as np
from scipy.stats import linregress

from calibration.study import USUAL, Asked, Column, Study, Table, country
from calibration.study.runs import HORIZON, Measured, Run
from simulator.core.economy import Economy
from simulator.findings.intervals import over_seeds
from simulator.flows.closing import net_financial_assets
from simulator.scenario.country.profile import Country, load_country

LAST = 120
SIGNIFICANCE = 0.05


@dataclass(frozen=True)
class Checked:
    """A measure: name of its series, label, least slope per decade that matters.

    `target` names a value of the country's profile; without one the first twelve months stand in.
    """

    series: str
    label: str
    material: float
    target: str = ""


CHECKED = (
    Checked("unemployment_rate", "unemployment rate", 0.0025, "unemployment_rate"),
    Checked("labour_share", "labour share", 0.005, "labour_share"),
    Checked("debt_ratio", "public debt / GDP", inf, "public_debt"),  # the deficit is the official one
    Checked("gini", "Gini", 0.004, "gini"),
    Checked("relative_price_sd", "relative prices, sd over sectors", 0.01),
    Checked("relative_price_max", "relative prices, largest", 0.03),
    Checked("household_deposits", "household deposits / GDP", 0.03, "household_deposits"),
    Checked("firm_assets", "firms' net financial assets / GDP", 0.03),
    Checked("bank_equity", "bank equity / GDP", 0.01),
    Checked("foreign_position", "foreign position / GDP", 0.03, "net_foreign_assets"),
)
COLUMNS = (
    Column("measure", "measure"),
    Column("target", "target", ".4f"),
    Column("first_year", "first year", ".4f"),
    Column("last_ten_years", "last ten years", ".4f"),
    Column("spread", "sd of seeds", ".4f"),
    Column("slope", "slope / decade", "+.4f"),
    Column("error", "s.e.", ".4f"),
    Column("p", "p", ".3f"),
    Column("material", "matters from", ".4f"),
    Column("level", "level"),
    Column("trend", "trend"),
    Column("verdict", "verdict"),
)


def sector_balances(economy: Economy) -> dict[str, float]:
    """Dispersion of sector prices relative to month 0, and net financial assets over annual GDP."""
    sectors = economy.sectors
    gdp = 12.0 * economy.accounts_of_month["production"]
    assets = net_financial_assets(economy)
    sells = sectors.weight > 0.0
    relative = np.log(sectors.price[sells] / (sectors.reference_price[sells] * economy.aggregates.cpi))
    return {
        "relative_price_sd": float(relative.std()),
        "relative_price_max": float(np.abs(relative).max()),
        "household_deposits": assets["households"] / gdp,
        "firm_assets": assets["firms"] / gdp,
        "bank_equity": assets["bank"] / gdp,
        "foreign_position": -assets["world"] / gdp,
    }


def judge(checked: Checked, target: float | None, series: Sequence[Any]) -> dict[str, Any]:
    """One row from the monthly series of each seed.

    The trend passes when it does not differ from zero at 5 % over seeds or is too small to matter; both
    are told. Unemployment must also keep its level: each seed within half a point, the mean within 0.3.
    """
    late = np.array([float(one[-LAST:].mean()) for one in series])
    trend = over_seeds([120.0 * linregress(np.arange(len(one)), one).slope for one in series])
    significant, matters = trend.p < SIGNIFICANCE, not abs(trend.mean) < checked.material  # NaN matters
    unknown = np.isnan(trend.mean)
    level = "–"
    if checked.series == "unemployment_rate" and target is not None:
        far = np.abs(late - target)
        level = "pass" if abs(late.mean() - target) <= 0.003 and far.max() <= 0.005 else "fail"
    return {
        "measure": checked.label,
        "target": target,
        "first_year": float(np.mean([one[:12].mean() for one in series])),
        "last_ten_years": float(late.mean()),
        "spread": float(late.std(ddof=1)) if len(late) > 1 else float("nan"),
        "slope": trend.mean,
        "error": trend.error,
        "p": trend.p,
        "material": checked.material,
        "level": level,
        "trend": f"{'significant' if significant else 'none'}, {'matters' if matters else 'small'}",
        "verdict": "fail" if level == "fail" or unknown or (significant and matters) else "pass",
    }


def target_of(country: Country, checked: Checked) -> float | None:
    """The country's value: a calibration target where there is one, else a value of the profile."""
    for target in country.targets:
        if target["target"] == checked.target and target["by"] == "total":
            return float(target["value"])
    value = country.values.get(checked.target)
    return None if value is None else float(value)


def calls(asked: Asked) -> list[Run]:
    """Every base seed."""
    return asked.runs(HORIZON, measure=sector_balances)


def table(asked: Asked, measured: Sequence[Measured]) -> Table:
    """Level and trend of each measure, judged."""
    profile, months = load_country(asked.country), HORIZON - 1
    rows = [
        judge(checked, target_of(profile, checked), [one.totals[checked.series] for one in measured])
        for checked in CHECKED
    ]
    failed = sum(row["verdict"] == "fail" for row in rows)
    notes = [
        f"{months} months without AI or policy, age structure frozen; {asked.size}, each seed with "
        "its own burn-in. Debt may move: the deficit of the base year goes on.",
        "Level: unemployment of the last ten years within 0.3 points of target on the average of seeds (C01) "
        "and within 0.5 in every seed. Trend: least-squares slope of each seed, t-test over seeds.",
        "A trend fails when it is significant at 5 % and as large as what matters. Of "
        f"{len(rows)} trends, {SIGNIFICANCE * len(rows):g} would be called significant by chance.",
        f"{failed} of {len(rows)} fail.",
    ]
    title = f"Stationarity, {profile.name()}: no AI, no policy, {months // 12} years"
    return Table(asked.country, title, rows, notes)


STUDY = Study(of=country("ESP"), size=USUAL, columns=COLUMNS, calls=calls, table=table)
