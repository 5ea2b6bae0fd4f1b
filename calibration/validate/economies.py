"""In how many of the economies that priors and draws make an effect holds, and which numbers move it.

A shipped scenario is run as anybody would run it, on more seeds: each but the first is an economy of its own.
What was run stays in `--work`, and the same command goes on from there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import sqrt
from pathlib import Path
from typing import Any

import click
import numpy as np
import polars as pl
from scipy.special import ndtr

from calibration.study import Asked, Column, Job, Table, country, option, publish
from simulator.experiment.conduct import conduct
from simulator.experiment.plan import run_of
from simulator.findings.effects import Contrast, effect, pair, policies_first
from simulator.findings.intervals import Array
from simulator.findings.results import TOTAL, Results
from simulator.findings.spread import AI, LABOUR, MACRO, POLICY, kernels_of, spread
from simulator.findings.windows import Key, settled, windowed
from simulator.scenario import load_scenario
from simulator.scenario.priors import PRIOR
from simulator.store import manifest

OUTCOMES = {
    "employed": ("jobs, thousand", 1e-3, ""),
    "unemployment_rate": ("unemployment, points", 100.0, ""),
    "real_gdp": ("real GDP, %", 1.0, "relative"),
    "public_balance": ("public balance, % of GDP", 100.0, "of_gdp"),
    "arop": ("at risk of poverty, points", 100.0, ""),
}
"""What is told, its heading, what it is times, and of what it is a part."""
JOBS = "employed"
COLUMNS = (
    Column("what", "what"),
    Column("mean", "mean", "+.3g"),
    Column("low", "95 % of the mean, from", "+.3g"),
    Column("high", "to", "+.3g"),
    Column("rise", "economies in which it rises, %", ".0f"),
    Column("apart", "the same, chance taken off, %", ".0f"),
    Column("least", "nine in ten, from", "+.3g"),
    Column("most", "to ", "+.3g"),
    Column("seeds", "chance, % of the variance", ".0f"),
    Column(AI, "what AI is like", ".0f"),
    Column(LABOUR, "labour market and population", ".0f"),
    Column(MACRO, "answer of the economy", ".0f"),
    Column(POLICY, "what the policy is like", ".0f"),
)
NUMBERS = (
    Column("what", "number"),
    Column("part", "part"),
    Column("low", "draws, from", ".3g"),
    Column("high", "to", ".3g"),
    Column(PRIOR, "drawn from"),
    Column("ai", "jobs that AI moves, thousand a standard deviation", "+.1f"),
    Column("ai_error", "s.e.", ".1f"),
    Column("policy", "jobs that the policy moves, thousand a standard deviation", "+.1f"),
    Column("policy_error", "s.e. ", ".1f"),
)
CALLED = {"policy": "the policy", "ai": "AI", "cash": "the same money as cash"}


def run(asked: Asked) -> Results:
    """The scenario on as many economies as were asked for."""
    scenario = load_scenario(f"{asked.country.lower()}/{asked.more['of']}")
    scenario = replace(scenario, seeds=asked.seeds, persons=asked.persons, base_seed=asked.base_seed)
    out = asked.more["work"] / f"{scenario.name}_{asked.seeds}_{asked.persons}_{asked.base_seed}"
    conduct(run_of(scenario), out, jobs=asked.jobs, resume=True)
    return Results(pl.read_parquet(out / "results.parquet"), manifest.read(out)["content"])


def outcomes(found: Results) -> Iterator[dict[str, Any]]:
    """A row a comparison and outcome."""
    for contrast in policies_first(found):
        for name, (heading, factor, of) in OUTCOMES.items():
            told = effect(found, contrast, name, relative=of == "relative", of_gdp=of == "of_gdp")
            if told is None or told.nine_in_ten is None:
                continue
            by_economy, keys = moved_in(found, contrast, name)
            parted = spread({("", ""): by_economy}, kernels_of(found, contrast, keys))
            parts, own = parted.shares, sqrt(parted.variance * (1.0 - parted.shares["seeds"]))
            mean = float(by_economy.mean())
            ends = zip(("mean", "low", "high", "least", "most"),
                       (told.mean, told.low, told.high, *told.nine_in_ten), strict=True)  # fmt: skip
            yield {
                "what": f"{CALLED[contrast.comparison]}: {heading}",
                "rise": 100.0 * float(np.mean(by_economy > 0.0)),
                "apart": 100.0 * float(ndtr(mean / own)) if own > 0.0 else 100.0 * (mean > 0.0),
                **{key: factor * value for key, value in ends},
                **{key: 100.0 * share for key, share in parts.items()},
            }


def moved_in(found: Results, contrast: Contrast, name: str) -> tuple[Array, Sequence[Key]]:
    """What a comparison moves an outcome by in each economy, and their keys; LookupError without it."""
    both = pair(found, contrast, name, *TOTAL)
    if both is None:
        raise LookupError(name)
    treated, base = (windowed(series, settled(found.window)) for series in both)
    return treated - base, both[0].keys


def numbers(found: Results) -> list[dict[str, Any]]:
    """A row a number: what a standard deviation of it moves the jobs of each comparison, the others held.

    What moves most of those that AI moves comes first.
    """
    of_one = next(iter(found.content["draws"].values()))
    drawn = np.array([of_one[name] for name in found.drawn["priors"]]).T
    moved = {one.comparison: slopes(found, one, drawn) for one in policies_first(found)}
    rows = list[dict[str, Any]]()
    for place, (name, part) in enumerate(found.drawn["priors"].items()):
        values = drawn[:, place]
        told = {"low": float(values.min()), "high": float(values.max())}
        source = found.content["parameters"][name]["source"].partition(": ")[2]
        row: dict[str, Any] = {"what": name, "part": part, PRIOR: source} | told
        for comparison, (size, error) in moved.items():
            row |= {comparison: size[place], f"{comparison}_error": error[place]}
        rows.append(row)
    return sorted(rows, key=lambda row: -abs(row["ai"]))


def slopes(found: Results, contrast: Contrast, drawn: Array) -> tuple[Array, Array]:
    """Least squares of the jobs of a comparison on the numbers drawn, thousand a standard deviation."""
    jobs = moved_in(found, contrast, JOBS)[0] / 1000.0
    sides = (drawn - drawn.mean(axis=0)) / drawn.std(axis=0)
    design = np.column_stack([np.ones(len(sides)), sides])
    weights, *_ = np.linalg.lstsq(design, jobs, rcond=None)
    rest = jobs - design @ weights
    variance = float(rest @ rest) / (len(sides) - design.shape[1])
    error = np.sqrt(variance * np.diag(np.linalg.inv(design.T @ design)))
    return weights[1:], error[1:]


def study(asked: Asked) -> None:
    """Run, and write both tables."""
    found = run(asked)
    of, name = asked.country, asked.more["of"]
    over = found.window.words(str(found.content["horizon"]["start"]), found.last_month)
    notes = [
        f"{name}, {asked.size}: {over}. A single economy holds its own chance. Parts of "
        "the variance: a Gaussian process, linear in what each part draws; chance is what it does not learn. "
        "Chance taken off: of a normal distribution with the variance that is left."
    ]
    told = Table(of, f"In how many economies effects hold, {of}", list(outcomes(found)), notes)
    publish(asked.study, told, COLUMNS, asked.out, asked.command)
    which = Table(f"{of}_numbers", f"Which numbers move jobs, {of}", numbers(found), notes[:1])
    publish(asked.study, which, NUMBERS, asked.out, asked.command)


OPTIONS = (
    option("of", "the scenario, of the country's library", default="training_programme"),
    option("work", "folder of what was run", click.Path(path_type=Path), Path("runs/economies")),
)
SIZE = {"seeds": 200, "base_seed": 2025, "persons": 5000, "jobs": 2}
STUDY = Job(of=country("ESP"), size=SIZE, options=OPTIONS, does=study)
