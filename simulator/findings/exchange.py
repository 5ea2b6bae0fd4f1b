"""Results for other programs: the data format of the IAMC, and the shock table of euromod-linking.

Sources: pyam documentation, "The IAMC format" (wide form: a column for each year); euromod-linking 0.2.0,
"The canonical shock table".
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from simulator.core.errors import InputError
from simulator.core.time import MONTHS_PER_YEAR
from simulator.findings.effects import Contrast, contrasts, pair
from simulator.findings.results import AT_FIRST_PRICES, TOTAL, Results, currency_of, first_year
from simulator.findings.windows import settled, windowed, years_in

_MODEL = "Labour displacement simulator"
_PLACE = ("scenario", "role", "world", "closure")
_MEASURED = ("indicator", "by", "group", "unit")
_PARENTS = {"revenue_": "public_revenue", "spending_": "public_spending", "earned_": "gni"}
"""Beginnings of indicators that add up to another one: they are its sub-variables."""


def iamc(results: Path, content: Mapping[str, Any]) -> pl.DataFrame:
    """The long table of a run folder as IAMC data; levels of every run, breakdowns as sub-variables.

    A row for each scenario and variable, a column for each year: the mean over seeds and over the months of
    the year; month 0, the opening state, is left out. Money at the prices of month 0 bears its year, as in
    `EUR_2025/month`.
    """
    labels = _variables(content["indicators"])
    first, month = (int(part) for part in str(content["horizon"]["start"]).split("-"))
    text = [pl.col(name).cast(pl.String) for name in (*_PLACE, *_MEASURED)]
    year = (pl.col("month") + month - 1) // MONTHS_PER_YEAR + first
    table = pl.scan_parquet(results, glob=False).filter(pl.col("month") > 0).with_columns(*text, year=year)
    keys = (*_PLACE, *_MEASURED, "year")
    # In one order of adding up, so that the bytes are the same.
    found = table.group_by(keys, maintain_order=True).agg(pl.col("value").mean().round_sig_figs(9))
    means = found.filter(pl.col("value").is_finite()).sort(keys).collect()
    several = [name for name in _PLACE if name in ("scenario", "role") or means[name].n_unique() > 1]
    breakdown = pl.col("by").str.replace_all("_", " ").str.to_titlecase()
    part = (
        pl.when(pl.col("by") == TOTAL[0]).then(pl.lit("")).otherwise("|" + breakdown + "|" + pl.col("group"))
    )
    currency, version = currency_of(content), content["versions"]["labour-displacement-simulator"]
    dated = pl.col("unit").str.replace(currency, f"{currency}_{first_year(content)}", literal=True)
    is_dated = pl.any_horizontal(pl.col("indicator").str.starts_with(one) for one in AT_FIRST_PRICES)
    long = means.select(
        "year",
        "value",
        Model=pl.lit(f"{_MODEL} {version}"),
        Scenario=pl.concat_str([pl.col(name) for name in several], separator=", "),
        Region=pl.lit(str(content["country"]["name"])),
        Variable=pl.col("indicator").replace(labels) + part,
        Unit=pl.when(is_dated).then(dated).otherwise(pl.col("unit")),
    )
    return long.pivot("year", values="value", sort_columns=True)


def _variables(indicators: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The variable of each indicator: its label below that of what it is a part of.

    A label that begins with dots is a part of the last that does not. Where two are the same they bear the
    indicator's name.
    """
    labels = {str(one["name"]): str(one["label"]) for one in indicators}
    found, whole = dict[str, str](), ""
    for name, label in labels.items():
        if label.startswith("... "):
            found[name] = f"{whole}|{label[4:].capitalize()}"
            continue
        parent = next((labels.get(own) for start, own in _PARENTS.items() if name.startswith(start)), None)
        found[name] = whole = f"{parent}|{label}" if parent else label
    told = list(found.values())
    return {name: one if told.count(one) == 1 else f"{one} ({name})" for name, one in found.items()}


EU = (
    "AUT BEL BGR CYP CZE DEU DNK ESP EST FIN FRA GRC HRV HUN IRL ITA LTU LUX LVA MLT NLD POL PRT ROU SVK SVN "
    "SWE"
)
"""Countries of EUROMOD, as the package takes them."""
_DEH = {"low": "deh=0-2", "medium": "deh=3-4", "high": "deh=5-99"}
"""Education in words of EUROMOD; who came of age after month 0 is in no cell."""
_COLUMNS = {**dict.fromkeys(("channel", "metric", "group", "period", "op"), pl.String), "value": pl.Float64}
_SHOCKS: dict[tuple[str, str], tuple[tuple[str, ...], Callable[..., Any]]] = {
    ("align", "employment"): (("employment_rate",), lambda rate: rate),
    ("align", "unemployment"): (
        ("employment_rate", "unemployment_rate"), lambda rate, out: rate * out / (1 - out)
    ),
    ("scale", "ils_udb_yem"): (("real_wage",), lambda pay: pay),
    ("scale", "ils_udb_yse"): (
        ("earned_own_account", "own_account", "informal"), lambda sales, *people: sales / sum(people)
    ),
    ("scale", "ils_udb_yiy"): (("earned_dividends", "earned_interest"), lambda *paid: sum(paid)),
}  # fmt: skip
"""Channel and metric, and from which indicators its level follows; both sides have the same population."""


def euromod(results: Results, contrast: Contrast) -> pl.DataFrame:
    """The changes of a comparison as the shock table that euromod-linking takes.

    A row for each `channel`, `metric`, `group` (a cell of education, or empty: everybody) and `period`: a
    year, or the window over which findings are told. `op` is `grow`, `value` the change of the mean over
    seeds as a share of the level compared with. Money is at the prices of month 0. Raises InputError for a
    country that is not of EUROMOD.
    """
    iso3 = str(results.content["country"]["iso3"])
    if iso3 not in EU.split():
        known = EU.replace(" ", ", ")
        told = f"EUROMOD is of the European Union, not of {iso3}; allowed: {known}; iamc takes any"
        raise InputError(told, field="country")
    rows = [
        (*named, group, period, "grow", round(value, 9))
        for named, (indicators, level) in _SHOCKS.items()
        for group, period, value in _growth(results, contrast, indicators, level)
    ]
    return pl.DataFrame(rows, schema=_COLUMNS, orient="row")


def shocks(results: Path, content: Mapping[str, Any]) -> dict[str, pl.DataFrame]:
    """The shock table of each comparison of a run folder, by its name: an option's, `policy` or `ai`.

    Where there are several worlds the name ends with the world; of closures it is the first.
    """
    table, found = pl.scan_parquet(results, glob=False), dict[str, pl.DataFrame]()
    worlds = content.get("comparison", {}).get("worlds", [""])
    for world in worlds:
        here = Results(table, content, world)
        for one in contrasts(here):
            name = one.scenario if one.name == "option" else one.name
            found[f"{name}-{world}" if len(worlds) > 1 else name] = euromod(here, one)
    return found


def _growth(
    results: Results, contrast: Contrast, indicators: Sequence[str], level: Callable[..., Any]
) -> Iterator[tuple[str, str, float]]:
    """Yield cell, period and growth of what follows from indicators, where the run holds them."""
    first, told = int(first_year(results.content)), settled(results.window)
    groups = results.groups(indicators[0], "education")
    cells = {("education", one): _DEH[one] for one in groups if one in _DEH} or {TOTAL: ""}
    for part, cell in cells.items():
        pairs = [pair(results, contrast, name, *part) for name in indicators]
        held = [one for one in pairs if one is not None]
        if len(held) < len(pairs):
            continue
        # The whole years after the first, in which nothing is broken down, then the window.
        years = {str(first + one.year): one for one in years_in(held[0][0].months) if one.year}
        for period, window in (years | {told.name: told}).items():
            treated, base = (
                float(np.nanmean(level(*(windowed(one[side], window) for one in held)))) for side in (0, 1)
            )
            if np.isfinite(treated) and base:
                yield cell, period, treated / base - 1
