"""Whether opening states that begin from the settled state of the first are as from a burn-in of their own.

Each of them both ways, with its own draws, then run on without AI and policy. Levels are means of the first
two years; the margins were named before the first run.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from calibration.study import Asked, Column, Study, Table, country
from calibration.study.runs import Call
from calibration.validate.stationarity import CHECKED, judge, sector_balances, target_of
from simulator.agents.person import EMPLOYED
from simulator.core.economy import Economy
from simulator.core.kernels import Distribution
from simulator.findings.intervals import jackknife, paired_interval
from simulator.scenario.country.profile import load_country

MONTHS, LEVEL = 121, slice(1, 25)


@dataclass(frozen=True)
class Compared:
    """An indicator, how far apart the two ways may be in mean and in spread; `relative`: of its logarithm."""

    series: str
    label: str
    margin: float
    relative: bool = False


COMPARED = (
    Compared("unemployment_rate", "unemployment rate", 0.003),
    Compared("vacancy_rate", "vacancy rate", 0.0007),
    Compared("employed", "people employed, log", 0.003, relative=True),
    Compared("gdp", "GDP, log", 0.01, relative=True),
    Compared("mean_wage", "mean wage, log", 0.01, relative=True),
    Compared("pay_spread", "pay of employees, sd of logs", 0.02),
    Compared("gini", "Gini of incomes", 0.01),
    Compared("wealth_gini", "Gini of deposits", 0.02),
    Compared("labour_share", "labour share", 0.01),
    Compared("long_term_unemployment_share", "long-term share of the unemployed", 0.03),
)
COLUMNS = (
    Column("measure", "measure"),
    Column("own", "own burn-in", ".4f"),
    Column("warm", "from the first", ".4f"),
    Column("low", "difference from", "+.4f"),
    Column("high", "to", "+.4f"),
    Column("own_spread", "sd, own", ".4f"),
    Column("warm_spread", "sd, from the first", ".4f"),
    Column("spread_low", "difference from", "+.4f"),
    Column("spread_high", "to", "+.4f"),
    Column("margin", "margin", ".4f"),
    Column("own_slope", "slope / decade, own", "+.4f"),
    Column("slope", "from the first", "+.4f"),
    Column("verdict", "verdict"),
)
Path = dict[str, np.ndarray]


def spreads(economy: Economy) -> dict[str, float]:
    """How unequal pay and deposits are."""
    q = economy.persons
    deposits = q.deposits[q.active == 1]
    return {
        "pay_spread": float(np.log(q.wage[q.status == EMPLOYED]).std()),
        "wealth_gini": Distribution(deposits, np.ones(len(deposits))).gini(),
    }


def followed(iso3: str, opening: int, openings: int, base_seed: int, persons: int, warm: bool) -> Path:
    """Series [months] of one opening state, run on with the age structure frozen."""
    from dataclasses import replace

    from simulator.economy.recorder import Recorder
    from simulator.experiment.simulate import prepare
    from simulator.experiment.tasks import drawn
    from simulator.scenario.load import load_scenario

    counts = {"seeds": openings + 1, "opening_states": openings + 1}
    sizes: Any = counts | {"persons": persons, "base_seed": base_seed, "months": MONTHS}
    baseline = replace(load_scenario("baseline"), country=iso3, ensemble=True, **sizes)
    scenario = drawn(baseline.without_policies().with_world("none"), opening)
    economy = prepare(scenario, role="no_ai", replicate=opening, followed=False, warm=warm)
    economy.frozen_demography = True
    recorder, more = Recorder(economy), list[dict[str, float]]()
    for month in range(MONTHS):
        if month:
            economy.step()
        recorder.record()
        more.append(sector_balances(economy) | spreads(economy))
    totals = [ours | own for ours, own in zip(recorder.totals, more, strict=True)]
    return {name: np.array([month[name] for month in totals]) for name in totals[0]}


def calls(asked: Asked) -> list[Call]:
    """Every opening state both ways, the first of all ahead of those that begin from it."""
    each = [(opening, warm) for warm in (True, False) for opening in range(1, asked.seeds + 1)]
    extent = asked.seeds, asked.base_seed, asked.persons
    return [(asked.country, opening, *extent, warm) for opening, warm in each]


def compare(one: Compared, own: Sequence[Path], warm: Sequence[Path]) -> dict[str, Any]:
    """One row: difference of means and of spreads over opening states, paired, against the margin."""
    a, b = (np.array([path[one.series][LEVEL].mean() for path in paths]) for paths in (own, warm))
    if one.relative:
        a, b = np.log(a), np.log(b)
    mean = paired_interval(b, a)
    apart = partial(np.delete, np.arange(len(a)))
    spread = float(b.std(ddof=1) - a.std(ddof=1))
    left_out = [b[rest].std(ddof=1) - a[rest].std(ddof=1) for rest in map(apart, range(len(a)))]
    low, high = jackknife(spread, np.array(left_out))
    inside = max(abs(mean.low), abs(mean.high), abs(low), abs(high)) <= one.margin
    return {
        "measure": one.label,
        "own": float(a.mean()),
        "warm": float(b.mean()),
        "low": mean.low,
        "high": mean.high,
        "own_spread": float(a.std(ddof=1)),
        "warm_spread": float(b.std(ddof=1)),
        "spread_low": low,
        "spread_high": high,
        "margin": one.margin,
        "verdict": "inside" if inside else "outside",
    }


def table(asked: Asked, found: Sequence[Path]) -> Table:
    """Each indicator both ways, then trends of the economies that began from the first."""
    warm, own = found[: asked.seeds], found[asked.seeds :]
    rows = [compare(one, own, warm) for one in COMPARED]
    profile = load_country(asked.country)
    for checked in CHECKED:
        target = target_of(profile, checked)
        as_own, judged = (judge(checked, target, [one[checked.series] for one in way]) for way in (own, warm))
        told = f"{judged['verdict']}; own: {as_own['verdict']}"
        slopes = {"own_slope": as_own["slope"], "slope": judged["slope"], "margin": checked.material}
        rows.append({"measure": f"trend: {checked.label}", **slopes, "verdict": told})
    notes = [
        f"{asked.seeds} opening states of base seed {asked.base_seed}, {asked.persons} persons, both ways.",
        "Inside: the intervals of 95 % of both differences, of means and of spreads over opening states, lie "
        "within the margin. Trends of ten years as in the study stationarity.",
    ]
    return Table(asked.country, f"Opening states, {profile.name()}", rows, notes)


SIZE = {"seeds": 10, "base_seed": 2025, "persons": 20_000, "jobs": 1}
STUDY = Study(of=country("ESP"), size=SIZE, columns=COLUMNS, calls=calls, measure=followed, table=table)
