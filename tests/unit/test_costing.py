"""What a change costs the state by year: items add up to the accounts in each seed; all tell the same."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from reports.data.run import Run
from reports.figures.rows import CostingByYear
from reports.text import Text
from simulator.api.verbs import Finished
from simulator.experiment.plan import comparison_of
from simulator.findings.costing import (
    BALANCE,
    MEASURES,
    NET,
    NOMINAL,
    OUTLAY,
    PARTS,
    REAL,
    costing,
    items_of,
    part_of,
)
from simulator.findings.effects import contrasts, effect
from simulator.findings.windows import Window
from tests import experiment
from tests.fake_run import make_fake_run
from tests.small import small, written
from tests.unit import fake_options

CENT = 0.01


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real economy, a small one: the fake run's numbers obey no accounts."""
    scenario = small(
        policies=(
            written("training_programme", {"months": 6, "places_per_1000": 20}),
            written("automation_levy", {"rate": 0.1}),
        )
    )
    return experiment.run(scenario, out=tmp_path_factory.mktemp("costing") / "run").path


def test_rows_add_up_to_the_accounts_to_the_cent_in_each_seed(folder: Path) -> None:
    run = Run(folder)
    rows = run.results.with_columns(pl.col("indicator", "role").cast(pl.String))
    balance = rows.filter((pl.col("indicator") == BALANCE) & (pl.col("month") > 0))
    by_seed = balance.sort("replicate", "month").partition_by("role", as_dict=True)
    for contrast in contrasts(run):
        treated, base = (by_seed[(role,)] for role in (contrast.treated, contrast.base))
        seeds = treated["replicate"].n_unique()
        apart = (treated["value"] - base["value"]).to_numpy().reshape(seeds, -1)
        for measure in MEASURES:
            found = costing(run, contrast, measure)
            assert found is not None
            assert found.rows
            np.testing.assert_allclose(found.of(*PARTS), found.net, atol=CENT)
            if measure == NOMINAL:
                first = [apart[:, :11].sum(axis=1)]
                later = [apart[:, at : at + 12].sum(axis=1) for at in range(11, apart.shape[1] - 11, 12)]
                np.testing.assert_allclose(found.net, np.stack(first + later, axis=1), atol=CENT)
            if measure == REAL:
                for place, year in enumerate(found.years):
                    same = effect(run, contrast, BALANCE, Window("year", year=year.year, total=True))
                    assert same is not None
                    assert found.interval(found.net)[place].low == pytest.approx(same.low)


def test_what_instruments_pay_is_outlay_and_what_a_law_adds_is_taken_off_its_item() -> None:
    names = (
        "spending_training_programme",
        "revenue_automation_levy",
        "spending_child_benefit",
        "law_child_benefit",
        "law_own_account_contributions",
        "revenue_employee_contributions",
    )
    parts = ["outlay", "levies", "benefits", "outlay", "levies", "contributions"]
    assert [part_of(one) for one in names] == parts
    laws = items_of(names)
    assert laws["spending_child_benefit"] == ("law_child_benefit",)
    assert laws["revenue_employee_contributions"] == ("law_own_account_contributions",)


def test_page_and_python_tell_the_same_costing(folder: Path) -> None:
    run, frame = Run(folder), Finished(folder).costing().filter(measure=REAL)
    told: dict[tuple[str, ...], float] = {}
    for row in CostingByYear(run, Text("en")).table().rows:
        for cell in row[2:]:
            if "finding" in cell.data and "stat" not in cell.data and cell.value is not None:
                _, contrast, _, item, _, _, window, _ = cell.data["finding"].split("|")
                told[contrast, item, window] = cell.value / float(cell.data["factor"])
    for row in frame.iter_rows(named=True):
        known = told[row["comparison"], row["item"], f"year{row['year'] - 2025}"]
        assert known == pytest.approx(row["mean"], rel=1e-8, abs=1e-9)
    assert set(frame["part"]) <= {*PARTS, NET}
    outlay = frame.filter((pl.col("part") == OUTLAY) & (pl.col("comparison") == "policy"))
    assert set(outlay["item"]) == {"spending_training_programme"}
    assert (outlay["mean"] <= 0).all()
    assert outlay["mean"].sum() < 0


def test_an_option_has_its_costing(tmp_path: Path) -> None:
    plan = comparison_of(fake_options.OPTIONS, worlds=["moderate"])
    figure = CostingByYear(Run(fake_options.run(tmp_path / "run", plan).path), Text("en"))
    assert len(figure.plot()["data"]) == len(figure.run.options)


def test_a_figure_names_agency_table_and_year_of_what_was_read(tmp_path: Path) -> None:
    run = Run(make_fake_run(tmp_path / "run", months=24, seeds=2))
    read = {"source": "Eurostat: gov_10a_main", "about": "public revenue share (2023)", "status": "observed"}
    own = {"source": "this project: evidence", "about": "public spending share (2023)", "status": "observed"}
    assumed = {"source": "Eurostat: x", "about": "income tax share (2023)", "status": "assumed"}
    names = ("public_revenue_share", "public_spending_share", "income_tax_share")
    known = zip(names, (read, own, assumed), strict=True)
    run.content["parameters"] = {f"country.{name}": value for name, value in known}  # type: ignore[index]
    source = CostingByYear(run, Text("en")).source()
    assert source.endswith("Published data of the country behind it: Eurostat, gov_10a_main (2023).")
