"""How options rank in each world and closure, and where it flips: `python -m calibration.validate.ranking RUN`.

RUN is the folder of a comparison, such as that of `make ranking`. In an order `a > b` means that a is better
and the paired 95 % interval of the difference excludes zero, `a ~ b` that the seeds cannot tell.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import click
import numpy as np
import polars as pl

from calibration.validate.result_table import RESULTS, Column, publish
from simulator.findings.headline import WINDOW
from simulator.findings.statistics import Array, paired_effect
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
Place = tuple[str, str]


def ends(results: pl.DataFrame, indicator: str) -> dict[tuple[str, str, str], Array]:
    """Mean of the last twelve months by seed, of every (scenario, world, closure) but those without AI."""
    last = int(results["month"].to_numpy().max())
    words = ("scenario", "world", "closure", "role", "indicator", "by")
    rows = results.filter(pl.col("month") > last - WINDOW).with_columns(pl.col(words).cast(pl.String))
    rows = rows.filter(
        (pl.col("indicator") == indicator) & (pl.col("by") == "total")
        & pl.col("role").is_in(["policy", "no_policy"])
    ).sort("replicate", "month")  # fmt: skip
    parts = rows.partition_by("scenario", "world", "closure", as_dict=True)
    return {
        (str(name), str(world), str(closure)): np.asarray(part["value"].to_numpy())
        .reshape(-1, WINDOW)
        .mean(axis=1)
        for (name, world, closure), part in parts.items()
    }


def ranked(levels: Mapping[str, Array], base: str, better: str) -> tuple[list[str], list[bool]]:
    """Options from best to worst by the mean effect, and whether each is told apart from the next."""
    sign = -1.0 if better == "lower" else 1.0
    effects = {name: sign * (level - levels[base]) for name, level in levels.items() if name != base}
    order = sorted(effects, key=lambda name: -float(effects[name].mean()))
    apart = [paired_effect(effects[one], effects[next_one]).low > 0.0 for one, next_one in pairwise(order)]
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
        here, there = (paired_effect(place[one], place[other]) for place in (levels, first))
        if here.mean * there.mean < 0.0:
            sure = "!" if here.excludes_zero() and there.excludes_zero() else ""
            found.append(f"{one}/{other}{sure}")
    return ", ".join(found) or "none"


def rows_of(results: pl.DataFrame, content: Mapping[str, Any]) -> list[dict[str, str]]:
    """A row for each indicator, world and closure."""
    how, about = content["comparison"], {entry["name"]: entry for entry in content["indicators"]}
    rows = []
    for indicator, factor in INDICATORS.items():
        found = ends(results, indicator)
        places = [(world, one["label"]) for world in how["worlds"] for one in how["closures"]]
        by_place = [
            {name: one for (name, *here), one in found.items() if tuple(here) == place} for place in places
        ]
        for place, levels in zip(places, by_place, strict=True):
            order, apart = ranked(levels, how["base"], about[indicator]["better"])
            closed = next(one for one in how["closures"] if one["label"] == place[1])
            rows.append({
                "indicator": indicator,
                "world": place[0],
                "closure": f"{closed['stabilisation']:g}/{closed['foreign_response']:g}",
                "order": told(order, apart, levels, how["base"], factor),
                "flips": flips(levels, by_place[0], how["base"]),
            })  # fmt: skip
    return rows


@click.command(help=__doc__)
@click.argument("run", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--out", type=click.Path(path_type=Path), default=RESULTS, help="folder of the tables")
def main(run: Path, out: Path) -> None:
    """Command line."""
    document = manifest.read(run)
    content = document["content"]
    if "comparison" not in content:
        raise click.UsageError(f"{run} is not the folder of a comparison: sim compare writes one")
    notes = [
        f"{content['seeds']} seeds, {content['persons']} persons, mean of the last {WINDOW} of "
        f"{content['horizon']['months']} months. Made by: {document['run']['command']}",
        "Employed: thousands; arop: points; income: currency a month and person; balance: billions a year.",
    ]
    country = content["country"]["iso3"]
    rows = rows_of(pl.read_parquet(run / "results.parquet"), content)
    publish(f"ranking_{country}", "Options by world and closure", COLUMNS, rows, notes, out)


if __name__ == "__main__":
    main()
