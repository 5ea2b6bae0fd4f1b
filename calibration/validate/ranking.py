"""How options of like outlay rank in each world and closure, and where it flips.

RUN is the folder of a comparison, such as those of `make ranking`. In an order `a > b` means that a is
better and the paired 95 % interval of the difference excludes zero, `a ~ b` that the seeds cannot tell.
Pairs are counted where the options' gross outlays, measured in the same runs, are alike: a size that was
solved in one world, or that no further was tried, is another outlay elsewhere.
Where options balance their budget they are ranked by the rate that each needs as well: the solved one, moved
in each seed by what the budget is short of there.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, pairwise, takewhile
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from calibration.study.declaration import Asked, Study, folder
from calibration.study.table import Column, Table
from simulator.core.errors import InputError
from simulator.experiment.places import Closed
from simulator.findings.books import NAMES, SPENDING, gross_outlay, paired, shortfall
from simulator.findings.effects import Contrast, options
from simulator.findings.intervals import Array, Openings, paired_interval
from simulator.findings.money import DEFLATOR
from simulator.findings.results import Results, totals_of
from simulator.findings.rivals import clusters_of, ends
from simulator.findings.windows import settled, window_named
from simulator.store import manifest

type Pair = tuple[str, str]
INDICATORS = {
    "employed": 1e-3, "arop": 100.0, "arop_anchored": 100.0, "real_disposable_income": 1.0, "gini": 100.0,
    "unmanaged_balance": 12e-9, "public_balance": 12e-9,
}  # fmt: skip
"""What options are ranked by, with the factor to thousands, points, currency a month, billions a year."""
RATE, POINTS = "rate needed", 100.0
"""The addition to the tax that pays for an option, and its factor to points."""
OUTLAY, LIKE = "gross outlay", 0.1
"""What is paid under an option's names, and by which part of the larger one two may differ to be compared."""
SIZED, USUAL = "_outlay", "_equal_outlay"
"""What endings of sized options hold, and that of 1 % of GDP, which the name of a table leaves out."""
COUNTED = ("apart", "alike", "unlike", "flips")
"""Cells about pairs, which a row of outlays has none of."""
COLUMNS = (
    Column("indicator", "outcome"),
    Column("world", "world"),
    Column("closure", "closure S/φ"),
    Column("order", "order, best first, effect against no policy"),
    Column("apart", "pairs told apart"),
    Column("alike", "pairs that are not"),
    Column("unlike", "pairs not counted: unlike outlay"),
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


def outlays_of(here: Results, base: str) -> dict[str, float]:
    """What is paid under each option's names, as `sim size` reckons it: a share of the first year's GDP.

    0 where nothing is paid under them, as under a tax or a changed law.
    """
    found = {}
    for name in (one for one in here.comparison["options"] if one != base):
        contrast = Contrast("option", here.role_of(name), here.role_of(base), name, base)
        policies = here.instruments_of(name)
        books = paired(here, contrast, (DEFLATOR, *(f"{SPENDING}{one}" for one in policies)))
        found[name] = 0.0 if books is None else float(gross_outlay(*books, policies).mean())
    return found


def by_outlay(outlays: Mapping[str, float]) -> tuple[list[Pair], list[Pair]]:
    """Pairs of options whose outlays differ by less than `LIKE` of the larger, and all others."""
    found: tuple[list[Pair], list[Pair]] = ([], [])
    for one, other in combinations(sorted(outlays), 2):
        gap, larger = abs(outlays[one] - outlays[other]), max(abs(outlays[one]), abs(outlays[other]))
        found[0 if gap < LIKE * larger or gap == 0.0 else 1].append((one, other))
    return found


def listed(pairs: Iterable[Pair]) -> str:
    """Pairs of options in words."""
    return ", ".join("/".join(pair) for pair in pairs) or "none"


def flips(
    levels: Mapping[str, Array], first: Mapping[str, Array], pairs: Iterable[Pair],
    openings: Openings | None = None,
) -> str:  # fmt: skip
    """Pairs of options whose order is not that of the first place; `!` where the seeds tell it in both."""
    found = []
    for one, other in pairs:
        here, there = (paired_interval(place[one], place[other], openings) for place in (levels, first))
        if here.mean * there.mean < 0.0:
            sure = "!" if here.excludes_zero() and there.excludes_zero() else ""
            found.append(f"{one}/{other}{sure}")
    return ", ".join(found) or "none"


def alike(levels: Mapping[str, Array], pairs: Iterable[Pair], openings: Openings | None = None) -> list[Pair]:
    """Those of the pairs of options that the seeds do not tell apart."""
    intervals = {(a, b): paired_interval(levels[a], levels[b], openings) for a, b in pairs}
    return [pair for pair, found in intervals.items() if not found.excludes_zero()]


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
    """A row for each indicator, world and closure, for the rate that options need, and for their outlays."""
    how, about = content["comparison"], {entry["name"]: entry for entry in content["indicators"]}
    places = [(world, one) for world in how["worlds"] for one in how["closures"]]
    spending = [name for name in about if name.startswith(SPENDING)]
    totals = totals_of(results, [*INDICATORS, *spending, *NAMES, DEFLATOR])
    found = [Results(totals, content, world, one["label"]) for world, one in places]
    outlays = [outlays_of(here, how["base"]) for here in found]
    asked: list[tuple[str, float, str, list[Mapping[str, Array]]]] = [
        (name, factor, about[name]["better"], [ends(here, name) for here in found])
        for name, factor in INDICATORS.items()
        if name in about
    ]
    asked.append((RATE, POINTS, "lower", [rates(here, how["base"]) for here in found]))
    drawn = [clusters_of(here, DEFLATOR) for here in found]
    named = [{"world": world, "closure": Closed.read(closed).short} for world, closed in places]
    ranks = [
        {"indicator": name}
        | place
        | _row(levels, at_each[0], (paid, outlays[0]), how["base"], better, factor, openings)
        for name, factor, better, at_each in asked
        for place, levels, paid, openings in zip(named, at_each, outlays, drawn, strict=True)
        if levels
    ]
    return ranks + [
        {"indicator": OUTLAY} | place | {"order": _in_words(paid)} | dict.fromkeys(COUNTED, "")
        for place, paid in zip(named, outlays, strict=True)
    ]


def _in_words(outlays: Mapping[str, float]) -> str:
    largest = sorted(outlays, key=lambda name: -outlays[name])
    return ", ".join(f"{name} {POINTS * outlays[name]:.2f}" for name in largest)


def _row(
    levels: Mapping[str, Array], first: Mapping[str, Array],
    outlays: tuple[Mapping[str, float], Mapping[str, float]], base: str, better: str, factor: float,
    openings: Openings,
) -> dict[str, str]:  # fmt: skip
    order, apart = ranked(levels, base, better, openings)
    (pairs, unlike), (before, _) = (by_outlay(one) for one in outlays)
    same = alike(levels, pairs, openings)
    return {
        "order": told(order, apart, levels, base, factor),
        "apart": f"{len(pairs) - len(same)} of {len(pairs)}",
        "alike": listed(same),
        "unlike": listed(unlike),
        "flips": flips(levels, first, [one for one in pairs if one in before], openings) if first else "none",
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
        "Employed: thousands; arop (arop_anchored: line of month 0, moved with prices alone), gini, rate "
        "needed: points; income: currency a month and person; budget balance, without the purchases that "
        "support demand (unmanaged_balance, whose taxes it keeps) and with them: billions a year. Money at "
        "first-year prices.",
        "Gross outlay: what is paid under an option's names in the same runs, a mean of the months in which "
        f"it acts, % of the first year's GDP. Pairs whose outlays differ by {LIKE:.0%} of the larger or more "
        "are not counted.",
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
