"""Every number on a page is found in the run's files: a walk over the page's data attributes."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from scipy import stats

import reports
from simulator.core.closure import CLOSURES
from simulator.experiment.plan import comparison_of, stacked
from simulator.scenario import PolicySetting
from simulator.scenario.setting import Distribution
from tests.fake_run import make_fake_run
from tests.unit.fake_options import OPTIONS, TRAINING, option, run
from tests.unit.page_lives import course
from tests.unit.page_numbers import Data, Files, numbers, statistic

PLACES = {"places_per_1000": Distribution(2.0, 8.0, 16.0)}
UNCERTAIN = option("uncertain", PolicySetting("training_programme", PLACES))


def effect(files: Files, data: Data) -> float:
    scale = float(data["scale"])
    return statistic(files.difference(data), data["stat"]) * scale


def level(files: Files, data: Data) -> float:
    own = files.by_seed(data)
    own = own / files.output(data) if data.get("measure") == "of_gdp" else own
    return statistic(own, data["stat"]) * float(data["scale"])


def displaced(files: Files, data: Data) -> float:
    """People, months until the next job, or income in % of before: sums over seeds, years and cells."""

    def summed(indicator: str, by: str) -> np.ndarray:
        cells = ({**data, "indicator": indicator, "by": by, "group": cell, "window": "summed"}
                 for cell in data["cells"].split("; "))  # fmt: skip
        return np.sum([files.by_seed(one) for one in cells], axis=0)

    if data["displaced"] == "number":
        return float(summed("displaced_number", "at_layoff").mean())
    if data["displaced"] == "wait":
        waited = summed("displaced_wait", "three_years_after").sum()
        return float(waited / summed("displaced_counted", "three_years_after").sum())
    by = {"1": "one_year_after", "3": "three_years_after", "5": "five_years_after"}[data["displaced"]]
    return float(summed("real_income_after", by).sum() / summed("real_income_before", by).sum()) * 100


def payment(files: Files, data: Data) -> float:
    def mean(role: str) -> float:
        rows = files.flows.filter(pl.col("scenario") == data["scenario"], pl.col("role") == role,
                                  pl.col("month") == int(data["month"]))  # fmt: skip
        wanted = rows.filter(pl.col(part) == data[part] for part in ("payer", "payee", "kind"))
        prices, months = files.table("price_level", role, data["scenario"], "", "", "total", "all")
        year = (months > int(data["month"]) - 12) & (months <= int(data["month"]))
        level = prices[:, year].mean(axis=1)[wanted["replicate"].to_numpy()]
        return float((wanted["amount"].to_numpy() / level).sum()) / rows["replicate"].n_unique()

    found = mean(data["role"]) - (mean(data["against"]) if "against" in data else 0.0)
    return found * float(data["scale"])


def ends(files: Files, indicator: str, data: Data) -> dict[str, np.ndarray]:
    comparison = files.content["comparison"]
    names = [comparison["base"], *comparison["options"]]
    return {
        one: files.by_seed({**data, "indicator": indicator, "scenario": one, "window": "last120",
                            "real": "1" if indicator == "public_balance" else "",
                            "role": "no_policy" if one == comparison["base"] else "policy"})
        for one in names
    }  # fmt: skip


def cost(files: Files, data: Data) -> float:
    summed = {one: files.difference({**data, "indicator": one, "window": "last120",
                                "real": "1" if one == "public_balance" else ""})
              for one in ("public_balance", "employed")}  # fmt: skip
    money, years = -12 * summed["public_balance"], summed["employed"]
    if data["cost"] in ("money", "years"):
        return float(money.mean() * 1e-6 if data["cost"] == "money" else years.mean())
    ratio = float(money.mean() / years.mean())
    if data["cost"] == "ratio":
        return ratio
    # Fieller: the bounds are the ratios at which money − ratio × years just differs from zero.
    sample = money - float(data["value"]) * years
    t = sample.mean() / (sample.std(ddof=1) / np.sqrt(len(sample)))
    assert abs(t) == pytest.approx(stats.t.ppf(0.975, len(sample) - 1), rel=1e-4)
    return float(data["value"])


def interaction(files: Files, data: Data) -> float:
    comparison = files.content["comparison"]
    found = ends(files, data["indicator"], data)
    base, stack = found[comparison["base"]], comparison["stack"]
    joint = found[stack["steps"][-1]] - base
    alone = np.sum([found[one] - base for one in stack["singles"]], axis=0)
    sample = {"joint": joint, "sum": alone, "interaction": joint - alone}[data["interaction"]]
    return statistic(sample, data["stat"]) * float(data["scale"])


def given(files: Files, data: Data) -> float:
    if "target" in data:
        scale = float(data["scale"])
        found = {(one["id"], round(one[data["stat"]] * scale, 9)) for one in files.content["targets"]}
        assert (data["target"], round(float(data["value"]), 9)) in found
        return float(data["value"])
    return float(files.content["parameters"][data["parameter"]]["value"])


def expected(files: Files, data: Data) -> tuple[str, float | None]:
    """What family a number is of, and what it must be; None where another test looks after it."""
    families = (("payer", payment), ("course", course), ("cost", cost),
                ("interaction", interaction), ("target", given), ("parameter", given))  # fmt: skip
    for key, reckon in families:
        if key in data:
            return key, reckon(files, data)
    if "spread" in data:
        return "spread", None  # tests/unit/test_report_sure.py
    if "displaced" in data:  # bounds: Fieller's, which have tests of their own
        return "displaced", displaced(files, data) if data["stat"] == "mean" else None
    return ("effect", effect(files, data)) if "against" in data else ("level", level(files, data))


def walk(folder: Path) -> Counter[str]:
    files, seen = Files(folder), Counter[str]()
    for table, data in numbers(reports.build(folder)):
        family, wanted = expected(files, data)
        seen[family] += 1
        if wanted is not None:
            assert float(data["value"]) == pytest.approx(wanted, rel=1e-6, abs=1e-7), (table, data)
    return seen


def test_every_number_of_a_run_is_found_in_its_files(tmp_path: Path) -> None:
    seen = walk(make_fake_run(tmp_path / "run", months=36, seeds=4))
    assert set(seen) >= {"level", "effect", "payer", "displaced", "cost", "target",
                         "parameter"}  # fmt: skip
    assert seen["effect"] + seen["level"] > 400


@pytest.mark.slow
def test_every_number_of_a_comparison_is_found_in_its_files(tmp_path: Path) -> None:
    uncertain = replace(UNCERTAIN, seeds=6)
    options = (uncertain, *(replace(one, seeds=6) for one in OPTIONS))
    closures = (CLOSURES["as_they_are"], CLOSURES["nobody_reacts"])
    comparison = comparison_of(options, worlds=["moderate", "rapid"], closures=closures)
    seen = walk(run(tmp_path / "run", comparison).path)
    assert set(seen) >= {"effect", "cost", "spread"}  # fmt: skip
    assert seen["effect"] > 200


@pytest.mark.slow
def test_every_number_of_a_stack_is_found_in_its_files(tmp_path: Path) -> None:
    steps, stack = stacked(option("two", TRAINING, PolicySetting("income", {})))
    assert walk(run(tmp_path / "run", comparison_of(steps, stack=stack)).path)["interaction"] == 18
