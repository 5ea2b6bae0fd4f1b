"""The front of a comparison: no best option that is not told apart, both balances, who pays, and when."""

from collections.abc import Callable
from functools import reduce
from pathlib import Path

import polars as pl
import pytest
from reports.brief.sides import by_option
from reports.story.comparison import answers

from reports.data.run import Run
from reports.story.scorecard import scorecard
from reports.text import Text, languages
from simulator.experiment.plan import comparison_of
from simulator.findings.costs import BALANCE
from simulator.findings.effects import contrasts, effect, options
from simulator.findings.who_gets import AFTER, who_gets
from tests.unit import fake_options
from tests.unit.report_page import changed
from tests.unit.test_report_brief import told

ONE, OTHER = "one", "other"
Change = Callable[[pl.DataFrame], pl.DataFrame]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    asked = [fake_options.option(name, fake_options.TRAINING, months=36, seeds=4) for name in (ONE, OTHER)]
    return fake_options.run(tmp_path_factory.mktemp("comparison") / "run", comparison_of(asked)).path


def of_option(name: str, *, until: int = 1000, **moved: float) -> Change:
    """Move indicators of one option, in the months up to one."""
    at = (pl.col("scenario").cast(pl.String) == name) & (pl.col("by").cast(pl.String) == "total")
    at &= pl.col("month") <= until

    def move(table: pl.DataFrame) -> pl.DataFrame:
        for indicator, size in moved.items():
            here = at & (pl.col("indicator").cast(pl.String) == indicator)
            table = table.with_columns(value=pl.col("value") + pl.when(here).then(size).otherwise(0.0))
        return table

    return move


def test_a_best_option_is_named_alone_only_where_it_is_told_apart(made: Path, tmp_path: Path) -> None:
    other = of_option(OTHER, employed=300_000.0)
    near, far = (changed(made, tmp_path / str(more), results=lambda table, more=more: other(
        of_option(ONE, employed=300_000.0 + more)(table))) for more in (5_000.0, 300_000.0))  # fmt: skip
    assert f"“{ONE}” has the highest mean effect on jobs" in told(near).answer
    assert f"and is not shown to differ by as much as counts from “{OTHER}” (" in told(near).answer
    assert f"“{ONE}” would do most for jobs" in told(far).answer
    assert "differ by as much" not in told(far).answer


def swinging(name: str, **by: float) -> Change:
    """Move indicators of one option up in even seeds and as much down in odd ones: no mean, much chance."""
    at = (pl.col("scenario").cast(pl.String) == name) & (pl.col("role") == "policy")
    at &= pl.col("by").cast(pl.String) == "total"
    side = pl.when(pl.col("replicate") % 2 == 0).then(1.0).otherwise(-1.0)

    def move(table: pl.DataFrame) -> pl.DataFrame:
        for indicator, size in by.items():
            here = at & (pl.col("indicator").cast(pl.String) == indicator)
            table = table.with_columns(value=pl.col("value") + pl.when(here).then(size * side).otherwise(0.0))
        return table

    return move


def all_of(*changes: Change) -> Change:
    return lambda table: reduce(lambda made, change: change(made), changes, table)


def test_an_option_whose_own_effect_is_unclear_is_not_told_apart_either(made: Path, tmp_path: Path) -> None:
    """Its mean is 100 thousand behind, within chance; the front once asked of clear options alone."""
    folder = changed(made, tmp_path / "run", results=all_of(
        of_option(ONE, employed=300_000.0), of_option(OTHER, employed=200_000.0),
        swinging(OTHER, employed=900_000.0)))  # fmt: skip
    run = Run(folder)
    assert [effect(run, one, "employed").verdict for one in options(run)] == ["better", "unclear"]
    assert f"“{ONE}” has the highest mean effect on jobs" in told(folder).answer
    assert f"and is not shown to differ by as much as counts from “{OTHER}” (" in told(folder).answer


def test_page_and_brief_name_one_best_the_highest_mean_even_where_it_is_unclear(
    made: Path, tmp_path: Path
) -> None:
    folder = changed(made, tmp_path / "run", results=all_of(
        of_option(ONE, employed=300_000.0), of_option(OTHER, employed=400_000.0),
        swinging(OTHER, employed=900_000.0)))  # fmt: skip
    assert f"“{OTHER}” has the highest mean effect on jobs" in told(folder).answer
    assert f"is not shown to differ by as much as counts from “{ONE}” (" in told(folder).answer
    assert "“No new policy” (0)" in told(folder).answer  # nor from what all are compared with
    sentences = [one.words for _, own in answers(Run(folder), Text("en")) for one in own]
    assert any(f"the best mean effect is that of “{OTHER}”" in one for one in sentences)


@pytest.mark.parametrize("lang", languages())
def test_a_worst_option_is_named_alone_only_where_it_is_told_apart(
    made: Path, tmp_path: Path, lang: str
) -> None:
    near, far = (changed(made, tmp_path / str(more), results=all_of(
        of_option(ONE, employed=-300_000.0), of_option(OTHER, employed=-300_000.0 - more),
    )) for more in (5_000.0, 300_000.0))  # fmt: skip
    lowest = {"en": "has the worst mean: about ", "fr": "a le moins bon effet moyen",
              "es": "tiene el peor efecto medio: unos "}[lang]  # fmt: skip
    apart = {
        "en": "is not shown to differ by as much as counts from “",
        "fr": "sans écart avéré qui compte avec «",
        "es": "sin diferencia demostrada que cuente con «",
    }
    assert lowest in told(near, lang).answer
    assert apart[lang] in told(near, lang).answer
    assert lowest not in told(far, lang).answer
    assert apart[lang] not in told(far, lang).answer


def test_poverty_is_lowered_most_only_where_that_is_told_apart(made: Path, tmp_path: Path) -> None:
    near, far = (changed(made, tmp_path / str(more), results=all_of(
        of_option(ONE, arop=-0.05 - more), of_option(OTHER, arop=-0.05),
    )) for more in (0.0001, 0.05))  # fmt: skip
    assert f"“{ONE}” has the lowest mean at-risk-of-poverty rate, lower by " in told(near).answer
    assert f"is not shown to differ by as much as counts from “{OTHER}” (" in told(near).answer
    assert f"“{ONE}” would lower the at-risk-of-poverty rate most" in told(far).answer


def test_in_another_world_too_the_best_is_tested(tmp_path: Path) -> None:
    asked = [fake_options.option(name, fake_options.TRAINING, months=36, seeds=4) for name in (ONE, OTHER)]
    plan = comparison_of(asked, worlds=["moderate", "rapid"])
    made = fake_options.run(tmp_path / "made", plan).path
    ahead = of_option(ONE, employed=600_000.0)
    near, far = (changed(made, tmp_path / str(less), results=all_of(
        ahead, of_option(OTHER, employed=600_000.0 - less))) for less in (5_000.0, 300_000.0))  # fmt: skip
    second = told(near).answer.partition("In the scenario “")[2]
    assert f", too, “{ONE}” has the highest mean effect on jobs" in second
    assert f"is not shown to differ by as much as counts from “{OTHER}”" in second
    assert f"it is “{ONE}” that would do most for jobs" in told(far).answer


def test_of_many_options_that_are_not_told_apart_their_number_is_told(tmp_path: Path) -> None:
    names = [f"option_{number}" for number in range(5)]
    asked = [fake_options.option(name, fake_options.TRAINING, months=36, seeds=4) for name in names]
    made = fake_options.run(tmp_path / "made", comparison_of(asked)).path
    folder = changed(made, tmp_path / "run", results=all_of(
        *(of_option(name, employed=300_000.0 + 10.0 * place) for place, name in enumerate(names))
    ))  # fmt: skip
    assert f"“{names[-1]}” has the highest mean effect on jobs" in told(folder).answer
    assert "and is not shown to differ by as much as counts from 4 others" in told(folder).answer


def test_a_balance_that_may_have_either_sign_is_told_by_its_interval(made: Path, tmp_path: Path) -> None:
    folder = changed(made, tmp_path / "run", results=all_of(
        of_option(ONE, employed=300_000.0), swinging(ONE, **{BALANCE: 30e9})
    ))  # fmt: skip
    run = Run(folder)
    whole = next(effect(run, one, BALANCE) for one in options(run) if one.scenario == ONE)
    assert whole.low < 0 < whole.high
    assert "unclear, \N{MINUS SIGN}" in told(folder).answer


def test_what_households_companies_and_the_state_have_stands_in_one_row(made: Path) -> None:
    run = Run(made)
    for row, asked in zip(by_option(run, Text("en")).rows, options(run), strict=True):
        shares = [cell.value / row[1].value for cell in row[1:4]]
        found = [who_gets(run, asked)[line].mean for line in AFTER]
        assert shares == pytest.approx([one / found[0] for one in found])


def test_an_option_that_costs_jobs_in_a_year_is_named_with_it(made: Path, tmp_path: Path) -> None:
    turns = of_option(ONE, until=12, employed=-900_000.0)
    always = changed(
        made, tmp_path / "run", results=lambda table: turns(of_option(ONE, employed=300_000.0)(table))
    )
    [caveat] = [one for one in told(always).caveats if "not the same all along" in one]
    assert f"with “{ONE}”" in caveat
    assert "in its least favourable year (2025)" in caveat


def test_an_option_that_adds_jobs_over_the_run_and_costs_some_at_its_end_is_named(tmp_path: Path) -> None:
    asked = [fake_options.option(name, fake_options.TRAINING, months=96, seeds=4) for name in (ONE, OTHER)]
    long = fake_options.run(tmp_path / "made", comparison_of(asked)).path
    early, all_along = of_option(ONE, until=30, employed=3_000_000.0), of_option(ONE, employed=-300_000.0)
    turned = changed(long, tmp_path / "run", results=all_of(all_along, early))
    run = Run(turned)
    found = next(effect(run, one, "employed") for one in options(run) if one.scenario == ONE)
    assert found.mean < 0
    [caveat] = [one for one in told(turned).caveats if "not the same all along" in one]
    assert f"with “{ONE}” +" in caveat


def test_where_no_option_adds_jobs_the_best_mean_is_told(made: Path, tmp_path: Path) -> None:
    folder = changed(made, tmp_path / "run", results=all_of(
        of_option(ONE, **{"employed": -900_000.0, BALANCE: -3e9}), of_option(OTHER, **{BALANCE: -1e9}),
    ))  # fmt: skip
    answer = told(folder).answer
    assert f"by as much as counts (best: “{OTHER}”, " in answer


def test_poverty_is_no_headline_where_its_level_is_outside_the_statistics(made: Path, tmp_path: Path) -> None:
    poorer = of_option(ONE, arop=-0.05)
    known = changed(made, tmp_path / "known", results=poorer)
    outside = {"target": "arop", "low": 0.1, "high": 0.12, "simulated": 0.2, "use": "free"}
    missed = changed(made, tmp_path / "missed", results=poorer, targets=[outside])
    assert "at-risk-of-poverty rate" in told(known).answer
    assert "at-risk-of-poverty rate" not in told(missed).answer


def test_no_worst_year_is_told_where_nothing_differs(made: Path, tmp_path: Path) -> None:
    def alike(table: pl.DataFrame) -> pl.DataFrame:
        ours = (pl.col("scenario") == ONE) & (pl.col("role") == "policy")
        without = table.filter(pl.col("role") == "no_policy").with_columns(
            scenario=pl.lit(ONE), role=pl.lit("policy")
        )
        return pl.concat([table.filter(~ours), without.select(table.columns)])

    def told_beside(folder: Path) -> list[int]:
        rows = [row for _, own in scorecard(Run(folder), Text("en")) for row in own]
        place = [one.scenario for one in contrasts(Run(folder))].index(ONE)
        return [len(row.scores[place].beside) for row in rows]

    assert any(told_beside(made))
    assert not any(told_beside(changed(made, tmp_path / "run", results=alike)))


def test_each_option_is_told_with_a_dose_and_who_pays_the_rest(made: Path) -> None:
    *options_told, financing = told(made).contents
    assert len(options_told) == 2
    assert all(" (" in one for one in options_told)
    assert financing == Text("en")("brief.financing.deficit")
