"""Official values and projections that the country without AI or policy is held against.

A row is taken where its definition is the model's own: people of the labour force survey, general government
in national accounts, public pensions gross. `use` says what for:

- `input`: it sets a number of the profile, so that meeting it proves nothing;
- `judged`: the model's value must lie within `bound` of it;
- `shown`: of another definition or date, which the reader may still want to see.

The bounds were set before the first run of the baseline that they judge.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TABLE = Path(__file__).parents[1] / "inputs" / "official.csv"
EVIDENCE = "official_baselines.csv"
COUNTRIES = ("ESP", "DEU", "USA", "FRA", "ITA", "BRA", "TUR", "ZAF", "ALB")
LAST = 2040
"""Last year that the model reaches."""
INPUT, JUDGED, SHOWN = "input", "judged", "shown"
FORECASTER = "IMF"
"""Whose numbers stand back where the country's own statisticians have some of the same year."""
HEADER = ("iso3", "indicator", "year", "value", "unit", "use", "bound", "definition", "source", "opened")
RELATIVE = "%"


@dataclass(frozen=True)
class Pick:
    """Rows of a quantity whose definition and source match, and what they are used for."""

    quantity: str
    indicator: str
    use: str
    definition: str = ""
    source: str = ""
    first: int = 2026
    """Of earlier years a row sets the base year, so that it is an input."""


WEO, AIREF, REPORT = "IMF WEO database October 2025", "AIReF, Opini", "2024 Ageing Report"
PICKS = (
    Pick("employment", "employment", JUDGED, "national LFS-based"),
    Pick("employment", "employment", JUDGED, "EPA|PNAD Cont|HLFS|QLFS|LFS 15\\+"),
    Pick("employment", "employment", SHOWN, "Ageing Report"),
    Pick("labour force", "labour_force", INPUT, "civilian 16\\+|15\\+|15-64|EPA"),
    Pick("labour force", "labour_force", JUDGED, "peak about 2040"),
    Pick("unemployment rate", "unemployment_rate", JUDGED, "% of labour force|^16\\+|AIReF forecast|BIT"),
    Pick("unemployment rate", "unemployment_rate", INPUT, "mean of four|annual mean|labour force survey"),
    Pick("participation rate", "participation_rate", INPUT, "^16\\+, civilian|EPA 16\\+, Q3"),
    Pick("participation rate", "participation_16_74", INPUT, "16-74"),
    Pick("participation rate", "participation_25_54", INPUT, "25-54"),
    Pick("participation rate", "participation_55_64", INPUT, "55-64"),
    Pick("participation rate", "participation_65_74", INPUT, "65-74"),
    Pick("population", "population", INPUT, "^total$|^total, 1 January|^total, end of year|median"),
    Pick("working-age population", "population_20_64", INPUT, "^20-64($|, 1 January|, end of)"),
    Pick("real GDP growth", "real_gdp_growth", INPUT, "11 years"),
    Pick("real GDP growth", "real_gdp_growth", JUDGED, "mean|annual|AIReF forecast April 2026|^BLS"),
    Pick("potential GDP growth", "potential_growth", INPUT, "annual|mean"),
    Pick("labour productivity growth", "productivity_growth", INPUT, "mean of the period"),
    Pick("public balance", "public_balance", JUDGED, "general government|constant policies"),
    Pick("public balance", "public_balance", SHOWN, "federal"),
    Pick("primary balance", "primary_balance", JUDGED),
    Pick("public debt", "public_debt", JUDGED, "general government|constant policies|AIReF forecast"),
    Pick("public debt", "public_debt", SHOWN, "federal"),
    Pick("current account", "current_account", JUDGED),
    Pick("pension spending", "pensions", JUDGED, "public, gross|pensions, gross|civil|all regimes"),
    Pick("pension spending", "pensions", SHOWN, "Social Security outlays|RGPS"),
    Pick("health spending", "health", INPUT),
    Pick("age-related public spending", "ageing_cost", SHOWN),
)
BOUNDS = {
    "employment": 2.0,
    "labour_force": 2.0,
    "unemployment_rate": 1.0,
    "real_gdp_growth": 0.5,
    "public_balance": 1.0,
    "primary_balance": 1.0,
    "public_debt": 8.0,
    "current_account": 1.5,
    "pensions": 1.0,
}
"""Within how much of the official value: % of persons, points of the labour force, of growth, of GDP."""
UNASSESSED = ("BRA", "TUR", "ZAF", "ALB")
"""Countries without an official potential growth: the last year of the medium term stands for it."""
SHARES = ("employment", "labour_force")
"""Whose bound is a share of the value."""


def picked(row: dict[str, str]) -> Pick | None:
    """The rule that takes a row of the evidence table; none where its definition is another one."""
    if row["country"] not in COUNTRIES or row["opened"].startswith("derived"):
        return None
    for pick in PICKS:
        named = re.search(pick.definition, row["definition"]) and re.search(pick.source, row["source"])
        if pick.quantity == row["quantity"] and named:
            return pick
    return None


def rows(evidence: Path) -> Iterator[dict[str, Any]]:
    """The rows that are taken, in the order of the evidence table."""
    with (evidence / EVIDENCE).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            pick = picked(row)
            years = [int(one) for one in re.findall(r"\d{4}", row["year"])]
            if pick is None or not years or years[0] > LAST or not re.fullmatch(r"[-\d]+s?", row["year"]):
                continue
            use = INPUT if pick.use == JUDGED and years[-1] < pick.first else pick.use
            if row["country"] in UNASSESSED and pick.indicator == "real_gdp_growth" and row["year"] == "2030":
                use = INPUT
            bound = ""
            if use == JUDGED:
                bound = f"{BOUNDS[pick.indicator]:g}" + (RELATIVE if pick.indicator in SHARES else "")
            opened = row["opened"]
            yield dict(
                zip(
                    HEADER,
                    (
                        row["country"],
                        pick.indicator,
                        row["year"],
                        row["value"],
                        row["unit"],
                        use,
                        bound,
                        row["definition"],
                        row["source"],
                        opened,
                    ),
                    strict=True,
                )
            )


def write(evidence: Path, path: Path = TABLE) -> Path:
    """Write the table of official values; return its path."""
    order = {iso3: place for place, iso3 in enumerate(COUNTRIES)}
    found = sorted(rows(evidence), key=lambda row: (order[row["iso3"]], row["indicator"], row["year"]))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEADER, lineterminator="\n")
        writer.writeheader()
        writer.writerows(found)
    return path
