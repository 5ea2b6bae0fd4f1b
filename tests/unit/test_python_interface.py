"""The Python interface: the same checks, folders and numbers as the command line; light to import."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

import simulator as ls
from reports.data.run import Run as Page
from simulator.findings.effects import contrast_of, effect

SMALL = {"persons": 1_000, "months": 24, "seeds": 2}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> ls.Run:
    return ls.run("esp/training_programme", **SMALL, out=tmp_path_factory.mktemp("face") / "run")


def test_importing_it_is_light() -> None:
    heavy = ["numba", "mesa", "polars", "plotly", "scipy", "pydantic"]
    code = f"import sys, simulator; dir(simulator); print([m for m in {heavy} if m in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_an_effect_is_what_the_page_tells(made: ls.Run) -> None:
    page = Page(made.folder)
    for comparison in ("policy", "ai"):
        shown = effect(page, contrast_of(page, comparison), "employed")
        assert shown is not None
        told = made.effect("employed", comparison)
        assert told == shown
    (row,) = made.headline.filter(comparison="policy", indicator="employed").to_dicts()
    assert row["difference"] == made.effect("employed").mean
    both = made.effect(["gini", "employed"], "policy")
    assert both["indicator"].to_list() == ["gini", "employed"]
    assert {name: both.row(1, named=True)[name] for name in row if name in both.columns} == {
        name: value for name, value in row.items() if name in both.columns
    }


@pytest.mark.parametrize("of_gdp", [False, True])
@pytest.mark.parametrize("comparison", ["policy", "ai"])
def test_who_gets_it_adds_up_to_the_change_of_national_income(
    made: ls.Run, comparison: str, of_gdp: bool
) -> None:
    """In the real model: as it is earned and after taxes; the rest of GDP is abroad."""
    told = made.who_gets.filter(comparison=comparison, of_gdp=of_gdp)
    change = dict(told.select("indicator", "difference").rows())
    for stem in ("earned_", "after_tax_"):
        parts = [value for name, value in change.items() if name.startswith(stem)]
        assert sum(parts) == pytest.approx(change["gni"], rel=1e-9)
    page = Page(made.folder)
    gdp = effect(page, contrast_of(page, comparison), "gdp", of_gdp=of_gdp)
    assert gdp is not None
    assert change["gni"] + change["income_abroad"] == pytest.approx(gdp.mean, rel=1e-9)
    assert comparison == "policy" or change["gni"] != 0.0  # the programme begins after these months


def test_tables_and_figures_and_html(made: ls.Run) -> None:
    table = made.table("employed")
    assert table["role"].n_unique() == 4
    assert table.height == 4 * 2 * 24
    assert made.table("unemployment_rate", by="age_group")["group"].n_unique() > 2
    figure = made.plot("unemployment_rate")
    assert figure.data
    assert "not forecasts" in made._repr_html_()
    assert "training_programme" in repr(made)
    assert made.report.is_file()


def test_employees_by_sector_and_by_size_are_all_employees(made: ls.Run) -> None:
    by_year = ["role", "replicate", "month"]
    everybody = made.table("employees").rename({"value": "all"}).select(*by_year, "all")
    guaranteed = made.table("in_public_jobs").rename({"value": "jobs"}).select(*by_year, "jobs")
    for by in ("sector", "firm_size"):
        parts = made.table("employees", by).group_by(by_year).agg(pl.col("value").sum())
        both = parts.join(everybody, on=by_year).join(guaranteed, on=by_year)
        assert both.height == parts.height > 0
        assert (both["value"] + both["jobs"] - both["all"]).abs().max() < 1.0


def test_households_stand_for_all_and_have_their_members(made: ls.Run) -> None:
    first = made.households.filter(pl.col("month") == 0, pl.col("role") == "no_ai", pl.col("replicate") == 0)
    adults = float((first["weight"] * first["household_adults"]).sum())
    everybody = made.table("population_16plus").filter(month=0, role="no_ai", replicate=0)["value"][0]
    assert adults == pytest.approx(everybody)
    assert first["household_id"].is_unique().all()
    alone = first.filter(household_adults=1, household_children=0)
    assert 0.1 < float(alone["weight"].sum() / first["weight"].sum()) < 0.6
    assert set(made.flows.columns) > {"payer", "payee", "kind", "amount"}


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda run: run.effect("employd"), 'no indicator "employd".* Did you mean "employed"'),
        (lambda run: run.table("employed", by="agegroup"), 'no breakdown of employed "agegroup"'),
        (lambda run: run.effect("employed", "rules"), "does not compare"),
        (
            lambda run: run.effect("employed", windw="whole"),
            'such argument.* mean "window"',
        ),
        (lambda run: run.plot("nonsense"), 'no figure "nonsense"'),
        (lambda run: run.plot(["employed"]), "^figure: .* stands where one name is needed"),
        (lambda run: run.table(["employed"]), "^indicator: .* stands where one name is needed"),
        (lambda run: run.effect(["employed", "ginni"]), 'no indicator "ginni".* Did you mean "gini"'),
        (lambda run: run.extend("3"), "^seeds: '3' stands where a whole number"),
    ],
)
def test_what_is_not_there_is_told_with_what_is(made: ls.Run, ask: object, message: str) -> None:
    with pytest.raises(ls.InputError, match=message):
        ask(made)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("scenario", "how", "message"),
    [
        (
            {"country": "ESP", "parameters": {"reservation_decay": 7}},
            {},
            "reservation_decay: 7 is out",
        ),
        ({"country": "ESP", "runs": {"seeds": float("nan")}}, {}, "runs.seeds: .*not a finite number"),
        ({"country": "ESP", "policies": [{"basic_income": {"amount": None}}]}, {}, "basic_income.amount"),
        ("esp/no_policy", {"persons": 3}, "out of range"),
        ("esp/no_policy", {"seeds": 2.5}, "whole number"),
        ("esp/no_policy", {"world": "rapide"}, 'no world "rapide"'),
        ("esp/no_polic", {}, "Did you mean"),
    ],
)
def test_bad_input_is_told_and_nothing_is_run(scenario: object, how: dict[str, object], message: str) -> None:
    with pytest.raises(ls.InputError, match=message):
        ls.run(scenario, **how)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda: ls.run(seed=3), '^seed: no such argument.* Did you mean "seeds"'),
        (lambda: ls.run(), "^run: missing a required argument: 'scenario'"),
        (lambda: ls.compare(), "^scenarios: none is named"),
        (lambda: ls.compare([]), "^scenarios: none is named"),
        (lambda: ls.compare("esp/adapt", worlds="rapide"), '^worlds: no world "rapide"'),
        (lambda: ls.compare("esp/adapt", closures=3), "^closures: 3 stands where a name or a list"),
        (lambda: ls.run("esp/adapt", world=["rapid"]), "^world: .* stands where one name is needed"),
        (lambda: ls.run("esp/adapt", cash="no"), "^cash: 'no' stands where True or False is needed"),
        (lambda: ls.run("esp/adapt", out="."), "exists; name another folder with out=, or delete it"),
        (lambda: ls.load(None), "^folder: nothing stands where the path"),
        (lambda: ls.sweep("esp/adapt", {}, jobs=0), "^jobs: 0 is out of range; allowed: 1 process or more"),
        (lambda: ls.sweep("esp/adapt", {}, lang="de"), '^lang: no reports in "de"; allowed: en, es, fr'),
        (lambda: ls.run("esp/adapt", world="rapide"), '^world: no world "rapide"'),
        (lambda: ls.economy("esp/adapt", persons=3), "^persons: .*out of range"),
        (lambda: ls.economy("esp/adapt", seeds=3), '^seeds: no such argument.* Did you mean "seed"'),
        (lambda: ls.load("runs/mine", widow="last12"), '^widow: no such argument.* Did you mean "window"'),
    ],
)
def test_misuse_is_told_in_the_words_of_python(ask: Callable[[], object], message: str) -> None:
    with pytest.raises(ls.InputError, match=message) as told:
        ask()
    assert "--" not in str(told.value)


def test_a_run_is_extended_saved_and_loaded(made: ls.Run, tmp_path: Path) -> None:
    longer = made.extend(seeds=3)
    assert longer.content["seeds"] == 3
    assert longer.table("employed").filter(replicate=0).equals(made.table("employed").filter(replicate=0))
    kept = longer.save(tmp_path / "kept")
    assert ls.load(kept.folder).manifest == longer.manifest
    temporary = longer.folder
    del longer
    assert not temporary.exists()
    assert kept.report.is_file()


def test_a_comparison_of_finished_runs(made: ls.Run) -> None:
    both = ls.compare(
        [made.folder, "esp/automation_levy"], worlds="moderate", closures="as_they_are", **SMALL
    )
    assert both.effect("training_programme", "employed").mean == made.effect("employed").mean
    assert set(both.scorecard["scenario"]) >= {"training_programme", "automation_levy"}
    assert both.options == ("training_programme", "automation_levy")


def test_an_economy_steps() -> None:
    economy = ls.economy("esp/no_policy", persons=1_000, seed=1)
    economy.step()
    assert economy.month == 1
    assert isinstance(economy, ls.Economy)


def test_a_life_is_told_month_by_month() -> None:
    economy = ls.economy("esp/no_policy", persons=1_000, seed=1)
    for _ in range(3):
        economy.step()
    person = economy.persons[17]
    life = economy.life(person.unique_id)
    assert life["month"].to_list() == [0, 1, 2, 3]
    assert life["disposable_income"][-1] == person.disposable_income
    with pytest.raises(ls.InputError, match="no person -5 was there; allowed"):
        economy.life(-5)


def test_a_group_left_open_gives_all_and_a_policy_that_never_acts_is_warned_of() -> None:
    sizes = {"seeds": 1, "persons": 1000, "months": 13, "cash": False}
    with pytest.warns(UserWarning, match="training_programme will never act because it begins in 2027-01"):
        made = ls.run("esp/training_programme", **sizes)
    by_size = made.effect("employees", "ai", by="firm_size")
    assert list(by_size["group"]) == list(
        made.table("employees", "firm_size")["group"].unique(maintain_order=True)
    )
    assert (
        made.effect("employees", "ai", by="firm_size", group=by_size["group"][0]).mean
        == by_size["difference"][0]
    )
    with pytest.raises(ls.InputError, match=r"sector is there of .*employees"):
        made.effect("employed", by="sector")
    assert made.content["quick"]  # as small as a quick look is one
    assert ls.compare(made, "esp/no_policy", **sizes).options
