"""How options rank in each world and closure, and where it flips.

RUN is the folder of a comparison, such as that of `make ranking`. In an order `a > b` means that a is better
and the paired 95 % interval of the difference excludes zero, `a ~ b` that the seeds cannot tell.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import polars as pl

from calibration.study.declaration import Asked, Study, folder
from calibration.study.table import Column, Table
from simulator.core.errors import InputError
from simulator.experiment.places import Closed
from simulator.findings.intervals import Array, paired_interval
from simulator.findings.money import DEFLATOR
from simulator.findings.results import Results, totals_of
from simulator.findings.rivals import ends
from simulator.findings.windows import settled, window_named
from simulator.store import manifest

INDICATORS = {"employed": 1e-3, "arop": 100.0, "real_disposable_income": 1.0, "public_balance": 12e-9}
"""What options are ranked by, with the factor to thousands, points, currency a month, billions a year."""
COLUMNS = (
    Column("indicator", "outcome"),
    Column("world", "world"),
    Column("closure", "closure S/φ"),
    Column("order", "order, best first, effect against no policy"),
    Column("flips", "pairs that stand the other way round than in the first row"),
)


def ranked(levels: Mapping[str, Array], base: str, better: str) -> tuple[list[str], list[bool]]:
    """Options from best to worst by the mean effect, and whether each is told apart from the next."""
    sign = -1.0 if better == "lower" else 1.0
    effects = {name: sign * (level - levels[base]) for name, level in levels.items() if name != base}
    order = sorted(effects, key=lambda name: -float(effects[name].mean()))
    apart = [paired_interval(effects[one], effects[next_one]).low > 0.0 for one, next_one in pairwise(order)]
    return order, apart


def told(
    order: Sequence[str], apart: Sequence[bool], levels: Mapping[str, Array], base: str, factor: float
) -> str:
    """An order in words: names with effects, `>` where the seeds tell, `~` where they do not."""
    names = [f"{name} {factor * float((levels[name] - levels[base]).mean()):+.1f}" for name in order]
    signs = [" > " if told_apart else " ~ " for told_apart in apart]
    return "".join(part for pair in zip(names, [*signs, ""], strict=True) for part in pair)


def flips(levels: Mapping[str, Array], first: Mapping[str, Array], base: str) -> str:
    """Pairs of options whose order is not that of the first place; `!` where the seeds tell it in both."""
    found = []
    for one, other in combinations(sorted(name for name in levels if name != base), 2):
        here, there = (paired_interval(place[one], place[other]) for place in (levels, first))
        if here.mean * there.mean < 0.0:
            sure = "!" if here.excludes_zero() and there.excludes_zero() else ""
            found.append(f"{one}/{other}{sure}")
    return ", ".join(found) or "none"


def rows_of(results: pl.DataFrame, content: Mapping[str, Any]) -> list[dict[str, str]]:
    """A row for each indicator, world and closure."""
    how, about = content["comparison"], {entry["name"]: entry for entry in content["indicators"]}
    places = [(world, one["label"]) for world in how["worlds"] for one in how["closures"]]
    totals = totals_of(results, [*INDICATORS, DEFLATOR])
    found = {place: Results(totals, content, *place) for place in places}
    rows = []
    for indicator, factor in INDICATORS.items():
        by_place = [ends(here, indicator) for here in found.values()]
        for place, levels in zip(places, by_place, strict=True):
            order, apart = ranked(levels, how["base"], about[indicator]["better"])
            closed = next(one for one in how["closures"] if one["label"] == place[1])
            rows.append({
                "indicator": indicator,
                "world": place[0],
                "closure": Closed.read(closed).short,
                "order": told(order, apart, levels, how["base"], factor),
                "flips": flips(levels, by_place[0], how["base"]),
            })  # fmt: skip
    return rows


def measured(run: Path) -> tuple[pl.DataFrame, dict[str, Any]]:
    """Results and manifest of a comparison; InputError for another folder."""
    document = manifest.read(run)
    if "comparison" not in document["content"]:
        raise InputError(f"{run} is not the folder of a comparison: sim compare writes one", field="RUN")
    return pl.read_parquet(run / "results.parquet"), document


def table(asked: Asked, found: Sequence[tuple[pl.DataFrame, dict[str, Any]]]) -> Table:
    """A row for each outcome, world and closure."""
    ((results, document),) = found
    content = document["content"]
    window, months = settled(window_named(content.get("window"))), content["horizon"]["months"]
    notes = [
        f"{content['seeds']} seeds, {content['persons']} persons, {window.words(months - 1)}, "
        f"run of {months} months. Made by: {document['run']['command']}",
        "Employed: thousands; arop: points; income: currency a month and person; balance: billions a year. "
        "Money at first-year prices.",
    ]
    iso3 = content["country"]["iso3"]
    return Table(iso3, "Options by world and closure", rows_of(results, content), notes)


STUDY = Study(
    of=folder("RUN"), columns=COLUMNS, calls=lambda asked: [(asked.more["folder"],)],
    measure=measured, table=table,
)  # fmt: skip
