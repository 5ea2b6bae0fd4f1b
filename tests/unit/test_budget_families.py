"""The public budget in families and by year: nothing is left over, and years are those of the run."""

from pathlib import Path

from reports.data.run import Run
from reports.figures.budget_items import BudgetItemsByOption
from reports.figures.budget_years import BudgetYears
from reports.text import Text
from simulator.experiment.plan import comparison_of
from simulator.findings.budget import FAMILIES, families, family
from tests.fake_run import make_fake_run
from tests.unit import fake_options


def test_every_item_has_a_family_and_instruments_have_their_own() -> None:
    items = ("revenue_vat", "spending_pensions", "spending_training_programme", "revenue_automation_levy")
    assert [family(item) for item in items] == ["sales", "benefits", "spent", "levied"]
    assert list(families(items)) == [
        one for one in FAMILIES if one in ("spent", "levied", "sales", "benefits")
    ]


def test_the_families_of_an_option_add_up_to_all_its_items(tmp_path: Path) -> None:
    plan = comparison_of(fake_options.OPTIONS, worlds=["moderate"])
    figure = BudgetItemsByOption(Run(fake_options.run(tmp_path / "run", plan).path), Text("en"))
    drawn = figure.plot()["data"]
    for place, option in enumerate(figure.run.options):
        parts = sum(bar["x"][place] for bar in drawn)
        every = sum(one.mean for one in figure.items["moderate", option].values()) * figure.scale.factor
        assert abs(parts - every) <= 1e-4 * max(1.0, abs(every))


def test_a_figure_names_agency_table_and_year_of_what_was_read(tmp_path: Path) -> None:
    run = Run(make_fake_run(tmp_path / "run", months=24, seeds=2))
    read = {"source": "Eurostat: gov_10a_main", "about": "public revenue share (2023)", "status": "observed"}
    own = {"source": "this project: evidence", "about": "public spending share (2023)", "status": "observed"}
    assumed = {"source": "Eurostat: x", "about": "income tax share (2023)", "status": "assumed"}
    names = ("public_revenue_share", "public_spending_share", "income_tax_share")
    known = zip(names, (read, own, assumed), strict=True)
    run.content["parameters"] = {f"country.{name}": value for name, value in known}  # type: ignore[index]
    source = BudgetYears(run, Text("en")).source()
    assert source.endswith("Published data of the country behind it: Eurostat, gov_10a_main (2023).")


def test_a_figure_tells_every_whole_year_in_money_and_of_gdp(tmp_path: Path) -> None:
    figure = BudgetYears(Run(make_fake_run(tmp_path / "run", months=48, seeds=3)), Text("fr"))
    assert [bar["x"] for bar in figure.plot()["data"]] == [["2025", "2026", "2027", "2028"]] * 2
    table = figure.table()
    assert len(table.rows) == 8
    assert {cell.data["measure"] for row in table.rows for cell in row[2:]} == {"difference", "of_gdp"}
