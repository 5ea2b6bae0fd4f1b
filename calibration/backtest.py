"""From 2015 to 2024: the model beside data, no change and an AR(1): `python -m calibration.backtest USA`.

The model opens in the state of 2015 and is told the population by age and how far real GDP per head was
from its mean growth (through households' spending), nothing of what it is judged by.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import click
import numpy as np

from calibration.backtest_model import Given, Yearly, measured
from calibration.backtest_table import Backtest, read
from calibration.forecasts import autoregression, no_change, rmse
from calibration.result_table import Column, options, publish

FORECASTS = {
    "model": "model, GDP's cycle given",
    "alone": "model, nothing given",
    "no_change": "no change",
    "ar1": "AR(1) to 2014",
}
COLUMNS = (
    Column("series", "series"),
    Column("group", "ISCO"),
    Column("year", "year"),
    Column("data", "data", ".4f"),
    *(Column(key, heading, ".4f") for key, heading in FORECASTS.items()),
    Column("spread", "sd of seeds", ".4f"),
)
RMSE = "RMSE"
YEARLY = ("unemployment_rate", "participation_rate_15_64", "labour_share")
GROUPS = tuple(str(group) for group in range(1, 10))
SHARES = "share of employees by major group"


def table(data: Backtest, given: Sequence[Yearly], alone: Sequence[Yearly]) -> list[dict[str, Any]]:
    """Root mean squared errors first, then year by year (occupations: the last year alone)."""
    rows: list[dict[str, Any]] = []
    for name in YEARLY:
        series = {y: v for y, v in data.series(name).items() if data.opening <= y <= data.last}
        forecasts = {"model": mean_of(given, name), "alone": mean_of(alone, name),
                     "no_change": no_change(data.series(name), data.opening, list(series)),
                     "ar1": autoregression(data.series(name), data.opening, list(series)[1:])}  # fmt: skip
        rows += [
            {"series": name.replace("_", " "), "year": year, "data": value,
             "spread": spread([run[name][year] for run in given]),
             **{key: one.get(year) for key, one in forecasts.items()}}
            for year, value in series.items()
        ]  # fmt: skip
    shares = occupations(data, given, alone)
    return [*errors([row for row in rows if row["year"] > data.opening]), *errors(shares), *rows, *shares]


def occupations(
    data: Backtest, given: Sequence[Yearly], alone: Sequence[Yearly]
) -> list[dict[str, Any]]:  # fmt: skip
    """Shares of the major groups when they were next surveyed: those before plus the model's change."""
    first, last = data.surveyed
    rows = []
    for group in GROUPS:
        before, after = (data.value("employee_share", year, group) for year in (first, last))
        moved, still = ([run[group][last] - run[group][first] for run in runs] for runs in (given, alone))
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


def mean_of(runs: Sequence[Yearly], name: str) -> dict[int, float]:
    """Mean over seeds by year."""
    return {year: float(np.mean([run[name][year] for run in runs])) for year in runs[0][name]}


def spread(values: Sequence[float]) -> float:
    """Standard deviation over seeds; NaN of a single one."""
    return float(np.std(values, ddof=1)) if len(values) > 1 else float("nan")


def notes(data: Backtest, seeds: int, base_seed: int, persons: int) -> list[str]:
    """What was given, what was predicted and what the columns mean."""
    first, last = data.surveyed
    cycle, (before, until) = data.gdp_cycle(), data.trend_years
    deepest = min(cycle, key=cycle.__getitem__)
    return [
        f"{seeds} base seeds from {base_seed}; {persons} persons; no AI, no policy, closure of the baseline; "
        f"means over seeds. RMSE: over the years after {data.opening}, in shares (0.01 is a point).",
        f"Given: population by age and sex. Of {data.opening}: unemployment and participation by age and "
        "sex, long-term unemployment, job finding, vacancies, own-account work, labour share. Trend of "
        f"output per hour of {before}-{until}. Occupations of May {first}, as none of {data.opening} is at "
        "hand. All else is what ships, some of it set on later data.",
        "Given besides, in the first model column: how far real GDP per head was from its mean growth over "
        "the span, by shocks to households' spending, year by year. It was within one per cent of it but for "
        f"{deepest} ({100 * cycle[deepest]:+.1f} %). The mean growth itself is not given.",
        f"Predicted: all that is listed. No unemployment after {data.opening} is given, nor exports, prices, "
        "interest, policy of the pandemic or migration beyond the projection.",
        f"The labour share is published to {max(data.series('labour_share'))}. Occupations were surveyed in "
        f"May {first} and May {last}: the model's change between those Januaries is added to the first; "
        "without yearly data there is no AR(1).",
        f"AR(1): least squares on the years before {data.opening}, slope within 0 and 1, run on from "
        f"{data.opening}.",
    ]


@click.command(help=__doc__)
@options
def main(country: str, seeds: int, base_seed: int, persons: int, jobs: int, out: Path) -> None:
    """Command line."""
    from joblib import Parallel, delayed

    from simulator.core import cache

    cache.configure()
    data = read(country)
    wanted = [Given(country, seed, persons) for seed in range(base_seed, base_seed + seeds)]
    pairs = Parallel(n_jobs=jobs)(map(delayed(partial(measured, data)), wanted))
    given, alone = ([pair[k] for pair in pairs] for k in range(2))
    title = f"Back-test, {data.name}: {data.opening} to {data.last}"
    rows = table(data, given, alone)
    publish(f"backtest_{country}", title, COLUMNS, rows, notes(data, seeds, base_seed, persons), out)


if __name__ == "__main__":
    main()
