"""From 2015 to 2024: the model beside data, no change and an AR(1).

The model opens in the state of 2015 and is told the population by age, how far output then was from its
potential and how far real GDP per head was from its mean growth since (through households' spending),
nothing of what it is judged by. EU4 runs the four largest countries of the EU, and shows them together too.
"""

from collections.abc import Mapping, Sequence
from math import log
from typing import Any

import numpy as np

from calibration.study.declaration import USUAL, Asked, Study, country
from calibration.study.table import Column, Table
from calibration.validate.backtest.data import GROUPS as TOGETHER
from calibration.validate.backtest.data import Backtest, read, together, weights
from calibration.validate.backtest.model import GROUPS, SHORT_TIME, UNTOLD, Compared, Given, Yearly, measured
from calibration.validate.cycles import regress

PERCENT = 100.0


def notes(compared: Mapping[str, Compared], size: str) -> list[str]:
    """Of a country, or of several of which the first stands for all."""
    members = list(compared.items())[1 if len(compared) > 1 else 0 :]
    data = members[0][1].data
    before, until = data.trend_years
    opening = data.opening
    flows = "job finding, vacancies" if ("vacancy_rate", "all", opening) in data.values else (
        "job finding (today's, moved as long-term unemployment says)")  # fmt: skip
    told = [
        f"{size}; no AI, no policy, closure of the baseline; means over seeds. RMSE: over the years after "
        f"{opening}, in shares (0.01 is a point).",
        f"Given: population by age and sex. Of {opening}: unemployment and participation by age and sex, "
        f"long-term unemployment, {flows}, own-account work, labour share. Trends of output per hour and of "
        f"participation of {before}-{until}, that of participation less what ages alone did. "
        f"{_short_time(members)}{_occupations_given(data)} All else is what ships, some of it set on later "
        "data.",
        f"Given too: how far output was from its potential in {opening} and how fast that gap was to close, "
        f"as the IMF saw it in April {opening}, after its projection at the last yearly pace, by shocks to "
        f"households' spending, year by year. {_gaps(members)}",
        "Given besides, in the first model column: how far real GDP per head was from its mean growth over "
        f"the span, by such shocks; the gap closes in a straight line there. {_cycles(members)} The mean "
        "growth itself is not given.",
        f"Predicted: all that is listed. No unemployment after {opening} is given, nor exports, prices, "
        "interest, policy of the pandemic or migration beyond the projection.",
        f"The labour share is published to {max(data.series('labour_share'))}. {_occupations(data)}",
        f"AR(1): least squares on the years before {opening}, slope within 0 and 1, run on from {opening}.",
    ]
    if len(members) > 1:
        first = next(iter(compared))
        shares = zip((code for code, _ in members), weights([one.data for _, one in members]), strict=True)
        parts = ", ".join(f"{code} {PERCENT * share:.0f} %" for code, share in shares)
        told.append(
            f"{first}: means weighted by the labour force of {opening} ({parts}), the labour share too, in "
            "the data, each seed and the series of no change and AR(1). Four countries, not the EU: over "
            "half of its labour force."
        )
    return told


def _cycles(members: "Sequence[tuple[str, Compared]]") -> str:
    """The deepest year of each country, and by how much the model missed what it was told."""
    said, missed = [], 0.0
    for code, one in members:
        cycle = one.data.gdp_cycle()
        deepest = min(cycle, key=cycle.__getitem__)
        said.append(f"{code} {PERCENT * cycle[deepest]:+.1f} % in {deepest}")
        paths = (one.given, one.data.gdp_told()), (one.alone, one.data.gap_closing())
        gaps = [log(run["real_gdp"][year] / run[UNTOLD][year]) - wanted
                for runs, path in paths for run in runs for year, wanted in path.items()]  # fmt: skip
        missed = max(missed, *map(abs, gaps))
    return f"Furthest below: {', '.join(said)}; both columns told to within {PERCENT * missed:.1f} points."


def _gaps(members: "Sequence[tuple[str, Compared]]") -> str:
    """Each country's gap in the opening year."""
    gaps = [(code, one.data.value("output_gap", one.data.opening)) for code, one in members]
    return f"The gap: {', '.join(f'{code} {PERCENT * gap:+.1f} %' for code, gap in gaps)}."


def _short_time(members: "Sequence[tuple[str, Compared]]") -> str:
    """Whether short-time work is there; empty where it is in none of them."""
    some = any(code in SHORT_TIME for code, _ in members)
    return "Short-time work, which firms choose, free of charge in the pandemic. " if some else ""


def _occupations_given(data: Backtest) -> str:
    if not data.surveyed:
        return f"Occupations as they ship, for none of {data.opening} are at hand."
    return f"Occupations of May {data.surveyed[0]}, as none of {data.opening} is at hand."


def _occupations(data: Backtest) -> str:
    if not data.surveyed:
        return "Shares of occupations are left out: there are none of two years this far apart."
    first, last = data.surveyed
    return (
        f"Occupations were surveyed in May {first} and May {last}: the model's change between those "
        "Januaries is added to the first; without yearly data there is no AR(1)."
    )


FEWEST = 6
"""Years of data below which no autoregression is fitted."""
Series = Mapping[int, float]


def no_change(series: Series, last: int, years: Sequence[int]) -> dict[int, float]:
    """The value of the last known year, for each year asked."""
    return {year: series[last] for year in years}


def autoregression(series: Series, last: int, years: Sequence[int]) -> dict[int, float]:
    """y(t) = a + b y(t-1) by least squares on the years before `last`, run on from `last`; {} with too few.

    b is kept within 0 and 1: no yearly series of this kind alternates or explodes.
    """
    known = [(series[year - 1], series[year]) for year in series if year < last and year - 1 in series]
    if len(known) < FEWEST - 1:
        return {}
    before, after = (np.array(column) for column in zip(*known, strict=True))
    slope = float(np.clip(regress(after, before)[0], 0.0, 1.0))
    level = float(after.mean() - slope * before.mean())
    found, value = {}, series[last]
    for year in range(last + 1, max(years) + 1):
        value = level + slope * value
        found[year] = value
    return {year: found[year] for year in years}


def rmse(forecast: Series, data: Series) -> float:
    """Root mean squared error over the years that both have; NaN where there are none."""
    errors = [forecast[year] - data[year] for year in data if year in forecast]
    return float(np.sqrt(np.mean(np.square(errors)))) if errors else float("nan")


FORECASTS = {
    "model": "model, GDP's cycle given",
    "alone": "model, cycle not given",
    "no_change": "no change",
    "ar1": "AR(1) to 2014",
}
COLUMNS = (
    Column("country", "country"),
    Column("series", "series"),
    Column("group", "ISCO"),
    Column("year", "year"),
    Column("data", "data", ".4f"),
    *(Column(key, heading, ".4f") for key, heading in FORECASTS.items()),
    Column("spread", "sd of seeds", ".4f"),
)
RMSE = "RMSE"
YEARLY = ("unemployment_rate", "participation_rate_15_64", "labour_share")
SHARES = "share of employees by major group"


def rows_of(compared: Mapping[str, Compared]) -> list[dict[str, Any]]:
    """Root mean squared errors first, then year by year (occupations: the last year alone)."""
    rows = {code: [*by_year(one), *occupations(one)] for code, one in compared.items()}
    opening = {code: one.data.opening for code, one in compared.items()}
    found = [errors([row for row in own if row["year"] > opening[code]]) for code, own in rows.items()]
    return [{"country": code, **row}
            for parts in (dict(zip(rows, found, strict=True)), rows)
            for code, own in parts.items() for row in own]  # fmt: skip


def by_year(one: Compared) -> list[dict[str, Any]]:
    """Each yearly series beside its forecasts."""
    data, rows = one.data, list[dict[str, Any]]()
    for name in YEARLY:
        series = {y: v for y, v in data.series(name).items() if data.opening <= y <= data.last}
        forecasts = {"model": mean_of(one.given, name), "alone": mean_of(one.alone, name),
                     "no_change": no_change(data.series(name), data.opening, list(series)),
                     "ar1": autoregression(data.series(name), data.opening, list(series)[1:])}  # fmt: skip
        rows += [
            {"series": name.replace("_", " "), "year": year, "data": value,
             "spread": spread([run[name][year] for run in one.given]),
             **{key: forecast.get(year) for key, forecast in forecasts.items()}}
            for year, value in series.items()
        ]  # fmt: skip
    return rows


def occupations(one: Compared) -> list[dict[str, Any]]:
    """Shares of the major groups when they were next surveyed: those before plus the model's change."""
    if not one.data.surveyed:
        return []
    first, last = one.data.surveyed
    rows = []
    for group in GROUPS:
        before, after = (one.data.value("employee_share", year, group) for year in (first, last))
        moved, still = ([run[group][last] - run[group][first] for run in runs]
                        for runs in (one.given, one.alone))  # fmt: skip
        rows.append({
            "series": SHARES, "year": last, "group": group, "data": after,
            "model": before + float(np.mean(moved)), "alone": before + float(np.mean(still)),
            "no_change": before, "ar1": None, "spread": spread(moved),
        })  # fmt: skip
    return rows


def errors(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Root mean squared error of each forecast of each series, over its years and groups."""
    found = []
    for label in dict.fromkeys(row["series"] for row in rows):
        own = [row for row in rows if row["series"] == label]
        data = {place: row["data"] for place, row in enumerate(own)}
        told = {key: {place: row[key] for place, row in enumerate(own) if row[key] is not None}
                for key in FORECASTS}  # fmt: skip
        found.append({"series": label, "year": RMSE, **{key: rmse(one, data) for key, one in told.items()}})
    return found


def as_one(name: str, parts: Sequence[Compared]) -> Compared:
    """Several countries weighted by labour force, in the data and seed by seed in the runs."""
    data = [one.data for one in parts]
    share = weights(data)

    def mixed(runs: Sequence[Yearly]) -> Yearly:
        return {series: {year: sum(w * run[series][year] for w, run in zip(share, runs, strict=True))
                         for year in runs[0][series]} for series in YEARLY}  # fmt: skip

    given, alone = ([mixed(runs) for runs in zip(*sets, strict=True)]
                    for sets in ([one.given for one in parts], [one.alone for one in parts]))  # fmt: skip
    return Compared(together(name, data, YEARLY), given, alone)


def mean_of(runs: Sequence[Yearly], name: str) -> dict[int, float]:
    """Mean over seeds by year."""
    return {year: float(np.mean([run[name][year] for run in runs])) for year in runs[0][name]}


def spread(values: Sequence[float]) -> float:
    """Standard deviation over seeds; NaN of a single one."""
    return float(np.std(values, ddof=1)) if len(values) > 1 else float("nan")


def calls(asked: Asked) -> list[tuple[Backtest, Given]]:
    """Every base seed of the country, or of all that the group stands for."""
    data = {iso3: read(iso3) for iso3 in members(asked)}
    return [
        (own, Given(iso3, seed, asked.persons)) for iso3, own in data.items() for seed in asked.base_seeds
    ]


def members(asked: Asked) -> Sequence[str]:
    """The country, or those that the group stands for."""
    return TOGETHER[asked.country][1] if asked.country in TOGETHER else asked.countries


def table(asked: Asked, found: Sequence[tuple[Yearly, Yearly]]) -> Table:
    """Errors of all forecasts, then the years; several countries as one before each by itself."""
    compared = {}
    for k, iso3 in enumerate(members(asked)):
        given, alone = zip(*found[asked.seeds * k : asked.seeds * (k + 1)], strict=True)
        compared[iso3] = Compared(read(iso3), given, alone)
    if len(compared) > 1:
        name, _ = TOGETHER[asked.country]
        compared = {asked.country: as_one(name, list(compared.values())), **compared}
    first = next(iter(compared.values())).data
    title = f"Back-test, {first.name}: {first.opening} to {first.last}"
    return Table(asked.country, title, rows_of(compared), notes(compared, asked.size))


STUDY = Study(of=country("ESP"), size=USUAL, columns=COLUMNS, calls=calls, measure=measured, table=table)
