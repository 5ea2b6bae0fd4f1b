"""How options rank in each world and closure, and where it flips.

RUN is the folder of a comparison, such as those of `make ranking`. In an order `a > b` means that a is
better and the paired 95 % interval of the difference excludes zero, `a ~ b` that the seeds cannot tell.
Where options balance their budget they are ranked by the rate that each needs as well: the solved one, moved
in each seed by what the budget is short of there.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise, takewhile
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from calibration.study.declaration import Asked, Study, folder
from calibration.study.table import Column, Table
from simulator.core.errors import InputError
from simulator.experiment.places import Closed
from simulator.findings.books import NAMES, paired, shortfall
from simulator.findings.effects import options
from simulator.findings.intervals import Array, Openings, paired_interval
from simulator.findings.money import DEFLATOR
from simulator.findings.results import Results, totals_of
from simulator.findings.rivals import clusters_of, ends
from simulator.findings.windows import settled, window_named
from simulator.store import manifest

INDICATORS = {
    "employed": 1e-3, "arop": 100.0, "real_disposable_income": 1.0, "gini": 100.0, "unmanaged_balance": 12e-9,
}  # fmt: skip
"""What options are ranked by, with the factor to thousands, points, currency a month, billions a year."""
RATE, POINTS = "rate needed", 100.0
"""The addition to the tax that pays for an option, and its factor to points."""
SIZED, USUAL = "_outlay", "_equal_outlay"
"""What endings of sized options hold, and that of 1 % of GDP, which the name of a table leaves out."""
COLUMNS = (
    Column("indicator", "outcome"),
    Column("world", "world"),
    Column("closure", "closure S/φ"),
    Column("order", "order, best first, effect against no policy"),
    Column("apart", "pairs told apart"),
    Column("alike", "pairs that are not"),
    Column("flips", "pairs that stand the other way round than in the first row"),
)


def ranked(
    levels: Mapping[str, Array], base: str, better: str, openings: Openings | None = None
) -> tuple[list[str], list[bool]]:
    """Options from best to worst by the mean effect, and whether each is told apart from the next."""
    sign = -1.0 if better == "lower" else 1.0
    effects = {name: sign * (level - levels[base]) for name, level in levels.items() if name != base}
    order = sorted(effects, key=lambda name: -float(effects[name].mean()))
    gaps = (paired_interval(effects[one], effects[other], openings) for one, other in pairwise(order))
    apart = [gap.low > 0.0 for gap in gaps]
    return order, apart


def told(
    order: Sequence[str], apart: Sequence[bool], levels: Mapping[str, Array], base: str, factor: float
) -> str:
    """An order in words: names with effects, `>` where the seeds tell, `~` where they do not."""
    names = [f"{name} {factor * float((levels[name] - levels[base]).mean()):+.1f}" for name in order]
    signs = [" > " if told_apart else " ~ " for told_apart in apart]
    return "".join(part for pair in zip(names, [*signs, ""], strict=True) for part in pair)


def flips(
    levels: Mapping[str, Array], first: Mapping[str, Array], base: str, openings: Openings | None = None
) -> str:
    """Pairs of options whose order is not that of the first place; `!` where the seeds tell it in both."""
    found = []
    for one, other in combinations(sorted(name for name in levels if name != base), 2):
        here, there = (paired_interval(place[one], place[other], openings) for place in (levels, first))
        if here.mean * there.mean < 0.0:
            sure = "!" if here.excludes_zero() and there.excludes_zero() else ""
            found.append(f"{one}/{other}{sure}")
    return ", ".join(found) or "none"


def alike(levels: Mapping[str, Array], base: str, openings: Openings | None = None) -> tuple[int, list[str]]:
    """How many pairs of options there are, and those that the seeds do not tell apart."""
    pairs = list(combinations(sorted(name for name in levels if name != base), 2))
    intervals = {(a, b): paired_interval(levels[a], levels[b], openings) for a, b in pairs}
    return len(pairs), ["/".join(pair) for pair, found in intervals.items() if not found.excludes_zero()]


def rates(here: Results, base: str) -> dict[str, Array]:
    """The rate that each option needs, by seed; nothing where one of them balances no budget."""
    balanced, found = here.content.get("balanced", {}), {}
    for contrast in options(here):
        name, books = contrast.scenario, paired(here, contrast)
        solved = next((one for key, one in balanced.items() if _is_of(key, name, here)), None)
        if solved is None or books is None:
            return {}
        bill = solved["bill"]
        yields = (bill["raised"] - bill["lost"]) / solved["rate"]
        found[name] = solved["rate"] + shortfall(*books) / yields
    return {base: np.zeros_like(next(iter(found.values()))), **found} if found else {}


def _is_of(key: str, option: str, here: Results) -> bool:
    """Whether a balanced budget is that of an option in this world and closure."""
    name, _, places = key.partition(" [")
    told = places.removesuffix("]").split(", ") if places else []
    return name == option and all(one in (here.world, here.closure) for one in told)


def rows_of(results: pl.DataFrame, content: Mapping[str, Any]) -> list[dict[str, str]]:
    """A row for each indicator, world and closure, and for the rate that options need where they balance."""
    how, about = content["comparison"], {entry["name"]: entry for entry in content["indicators"]}
    places = [(world, one) for world in how["worlds"] for one in how["closures"]]
    totals = totals_of(results, [*INDICATORS, *NAMES, DEFLATOR])
    found = [Results(totals, content, world, one["label"]) for world, one in places]
    asked: list[tuple[str, float, str, list[Mapping[str, Array]]]] = [
        (name, factor, about[name]["better"], [ends(here, name) for here in found])
        for name, factor in INDICATORS.items()
        if name in about
    ]
    asked.append((RATE, POINTS, "lower", [rates(here, how["base"]) for here in found]))
    return [
        {"indicator": name, "world": world, "closure": Closed.read(closed).short}
        | _row(levels, by_place[0], how["base"], better, factor, clusters_of(here, DEFLATOR))
        for name, factor, better, by_place in asked
        for here, (world, closed), levels in zip(found, places, by_place, strict=True)
        if levels
    ]


def _row(
    levels: Mapping[str, Array], first: Mapping[str, Array], base: str, better: str, factor: float,
    openings: Openings,
) -> dict[str, str]:  # fmt: skip
    order, apart = ranked(levels, base, better, openings)
    pairs, same = alike(levels, base, openings)
    return {
        "order": told(order, apart, levels, base, factor),
        "apart": f"{pairs - len(same)} of {pairs}",
        "alike": ", ".join(same) or "none",
        "flips": flips(levels, first, base, openings) if first else "none",
    }


def measured(run: Path) -> tuple[pl.DataFrame, dict[str, Any]]:
    """Results and manifest of a comparison; InputError for another folder."""
    document = manifest.read(run)
    if "comparison" not in document["content"]:
        raise InputError(f"{run} is not the folder of a comparison: sim compare writes one", field="RUN")
    return pl.read_parquet(run / "results.parquet", glob=False), document


def shared_ending(names: Sequence[str]) -> str:
    """What all names end in, such as `_equal_outlay`; nothing where they share no such part."""
    ends = zip(*(reversed(name.split("_")) for name in names), strict=False)
    shared = [words[0] for words in takewhile(lambda words: len(set(words)) == 1, ends)]
    return "".join(f"_{word}" for word in reversed(shared)) if len(names) > 1 else ""


def table(asked: Asked, found: Sequence[tuple[pl.DataFrame, dict[str, Any]]]) -> Table:
    """A row for each outcome, world and closure."""
    ((results, document),) = found
    content = document["content"]
    window, months = settled(window_named(content.get("window"))), content["horizon"]["months"]
    notes = [
        f"{content['seeds']} seeds, {content['persons']} persons, {window.words(months - 1)}, "
        f"run of {months} months. Made by: {document['run']['command']}",
        "Employed: thousands; arop, gini, rate needed: points; income: currency a month and person; "
        "budget balance without the purchases that support demand: billions a year. Money at first-year "
        "prices.",
    ]
    shared = shared_ending(content["comparison"]["options"])
    ending = shared if SIZED in shared else ""
    rows = [{key: value.replace(ending, "") for key, value in row.items()} if ending else row
            for row in rows_of(results, content)]  # fmt: skip
    notes += [f"Options are named without {ending}, in which all names end."] if ending else []
    of = content["country"]["iso3"] + (ending.removeprefix(USUAL) or "_funded" * ("balanced" in content))
    return Table(of, f"Options by world and closure, {of.replace('_', ' ')}", rows, notes)


STUDY = Study(
    of=folder("RUN"), columns=COLUMNS, calls=lambda asked: [(asked.more["folder"],)],
    measure=measured, table=table,
)  # fmt: skip
