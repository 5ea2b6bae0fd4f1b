"""Variants differ in more than policies, each beside counterfactuals of its own; runs are extended."""

import dataclasses
import html
from pathlib import Path

import polars as pl
import pytest

from reports.data.run import Run
from reports.page.assemble import body
from reports.story.settings import differing_settings
from reports.text import Text
from simulator.core.closure import CLOSURES
from simulator.core.errors import InputError, InputErrors
from simulator.experiment.inputs import Reusable, read_given, refuse_code
from simulator.experiment.plan import comparison_of, housed_together, run_of
from simulator.findings.effects import Effect, effect, options
from simulator.scenario import Options
from simulator.scenario.financing import Balancing
from simulator.store import manifest
from tests import experiment
from tests.fake_run import FakeModel
from tests.unit import fake_budget
from tests.unit.fake_budget import balanced_scenario
from tests.unit.fake_model import FakeScenario, broken
from tests.unit.fake_options import LEVY, MODEL, TABLES, TRAINING, option, run

PATIENT = {"rules": {"worker_skill": "mine.py:slow"}, "rule_sources": {"mine.py": "def slow(): ...\n"}}
OURS, YOURS = option("ours", TRAINING), option("yours", TRAINING, **PATIENT)


def employed(folder: Path, role: str, scenario: str) -> list[float]:
    rows = pl.read_parquet(folder / "results.parquet").with_columns(pl.col(pl.Enum).cast(pl.String))
    rows = rows.filter(indicator="employed", by="total", role=role, scenario=scenario).sort(
        "replicate", "month"
    )
    return rows["value"].to_numpy().reshape(rows["replicate"].n_unique(), -1)[:, 1:].mean(axis=1).tolist()


def test_each_variant_has_counterfactuals_of_its_own(tmp_path: Path) -> None:
    made = run(tmp_path / "both", comparison_of([OURS, YOURS]))
    roles = {(task.scenario.name, task.role) for task in made.plan.tasks()}
    assert roles == {(n, r) for n in ("ours", "yours") for r in ("policy", "no_policy", "no_ai")}
    alone = experiment.run(YOURS, out=tmp_path / "yours", model=MODEL)
    tables = [pl.read_parquet(folder / "results.parquet") for folder in (made.path, alone.path)]
    tables = [table.with_columns(pl.col(pl.Enum).cast(pl.String)) for table in tables]
    assert tables[0].filter(scenario="yours").equals(tables[1])  # as a run of its own


def test_an_effect_of_variants_is_scenario_less_baseline(tmp_path: Path) -> None:
    rapid = option("rapid", world_name="rapid", world={"frontier_growth": 0.9})
    made = run(tmp_path / "worlds", comparison_of([option("as_it_is"), rapid]))
    (row,) = [
        one.row for one in made.rows if (one.row.comparison, one.row.indicator) == ("policy", "employed")
    ]
    ours, theirs = (employed(made.path, "no_policy", name) for name in ("as_it_is", "rapid"))
    assert row.effect.mean == pytest.approx(sum(theirs) / 3 - sum(ours) / 3)
    assert (row.scenario, made.plan.baseline) == ("rapid", "as_it_is")
    other = run(tmp_path / "other", comparison_of([option("as_it_is"), rapid], baseline="rapid"))
    (turned,) = [
        one.row for one in other.rows if (one.row.comparison, one.row.indicator) == ("policy", "employed")
    ]
    assert turned.effect.mean == pytest.approx(-row.effect.mean)


def test_variants_stand_where_they_set_unless_moved() -> None:
    tight = option("tight", LEVY, closure=CLOSURES["rate_at_floor"])
    plan = comparison_of([option("loose", LEVY), tight])
    assert {task.scenario.closure.name for task in plan.tasks()} == {"as_they_are", "rate_at_floor"}
    moved = comparison_of([option("loose", LEVY), tight], closures=[CLOSURES["nobody_reacts"]])
    assert not moved.variants
    several = [CLOSURES["nobody_reacts"], CLOSURES["as_they_are"]]
    rapid = option("rapid", LEVY, world_name="rapid")
    with pytest.raises(InputErrors, match=r"world: is moderate in .* or set it for all with --worlds"):
        comparison_of([option("loose", LEVY), rapid], closures=several)
    assert not comparison_of(
        [option("loose", LEVY), rapid], worlds=["moderate", "rapid"], closures=several
    ).variants


def test_rule_files_of_one_name_are_kept_apart(tmp_path: Path) -> None:
    sources = {"mine.py": "def slow(): ...\n# mine\n"}
    hers = dataclasses.replace(YOURS, name="hers", rule_sources=sources)
    made = run(tmp_path / "both", comparison_of([OURS, YOURS, hers]))
    kept = sorted(path.name for path in (made.path / "scenarios" / "rules").iterdir())
    assert kept == ["mine.py", "mine_2.py"]
    assert manifest.verify(made.path) == {}
    texts = {
        one.name: (made.path / "scenarios" / one.rules["worker_skill"].split(":")[0]).read_text()
        for one in made.plan.options
    }
    assert texts == {"yours": PATIENT["rule_sources"]["mine.py"], "hers": sources["mine.py"]}  # type: ignore[index]


def test_code_is_asked_for_only_where_it_is_run(tmp_path: Path) -> None:
    folders = [experiment.run(one, out=tmp_path / one.name, model=MODEL).path for one in (OURS, YOURS)]
    housed = [OURS, *housed_together([YOURS])]
    reused = [Reusable(folder, one) for folder, one in zip(folders, housed, strict=True)]
    refuse_code(comparison_of(housed), reused)
    made = run(tmp_path / "both", comparison_of(housed), reused=reused, model=FakeModel(broken))
    assert made.run_id == run(tmp_path / "anew", comparison_of(housed)).run_id
    more = [dataclasses.replace(one, seeds=4) for one in housed]
    with pytest.raises(InputErrors, match=r"yours: rules: runs code from rules/mine.py; .*--allow-code"):
        refuse_code(comparison_of(more), [Reusable(f, one) for f, one in zip(folders, more, strict=True)])


def test_code_is_asked_for_where_a_budget_needs_runs_that_borrow(tmp_path: Path) -> None:
    """A finished folder holds the runs at its rate, not those that tell what the policies need."""
    ruled = balanced_scenario(financing=Balancing("income_tax", 0.01), **PATIENT)
    folder = experiment.run(ruled, out=tmp_path / "paid", model=FakeModel(fake_budget.simulate)).path
    [paid] = housed_together([ruled])
    with pytest.raises(InputErrors, match=r"runs code from rules/mine.py; .*--allow-code"):
        refuse_code(run_of(paid), [Reusable(folder, paid)])


def extended(tmp_path: Path, scenario: FakeScenario, before: int, after: int) -> tuple[Path, Path, int]:
    fewer = dataclasses.replace(scenario, seeds=before)
    more = dataclasses.replace(scenario, seeds=after)
    first = experiment.run(fewer, out=tmp_path / "first", model=MODEL).path
    seen: list[int] = []
    longer = experiment.run(more, out=tmp_path / "longer", model=MODEL, reused=[Reusable(first, more)],
                            progress=lambda done, total, left: seen.append(total))  # fmt: skip
    whole = experiment.run(more, out=tmp_path / "whole", model=MODEL)
    assert longer.run_id == whole.run_id
    assert longer.rows == whole.rows
    return longer.path, whole.path, seen[-1]


def test_an_extended_run_is_a_run_of_all_seeds_at_once(tmp_path: Path) -> None:
    longer, whole, computed = extended(tmp_path, OURS, 3, 5)
    assert computed == 3 * 2
    for name in (*TABLES, "scenario.yaml", "tables.xlsx"):
        assert (longer / name).read_bytes() == (whole / name).read_bytes(), name


def test_what_changed_since_is_not_extended(tmp_path: Path) -> None:
    folder = experiment.run(OURS, out=tmp_path / "first", model=MODEL).path
    other = dataclasses.replace(OURS, months=36, seeds=5)
    with pytest.raises(InputError, match=r"horizon was .* instead to run it again"):
        experiment.run(other, out=tmp_path / "longer", model=MODEL, reused=[Reusable(folder, other)])


def test_finished_runs_of_one_name_are_told_apart(tmp_path: Path) -> None:
    real = [
        {"name": "same", "country": "ESP", "parameters": {"reservation_decay": decay}}
        for decay in (0.01, 0.03)
    ]
    scenarios, _ = read_given([{**one, "name": f"s{place}"} for place, one in enumerate(real)], Options())
    folders = [tmp_path / "slow", tmp_path / "fast"]
    for scenario, folder in zip(scenarios, folders, strict=True):
        named = dataclasses.replace(scenario, name="same", months=12, seeds=2, persons=1_000)
        experiment.run(named, out=folder, model=MODEL)
    read, reused = read_given(folders, Options())
    assert [one.name for one in read] == ["slow", "same"]
    plan = comparison_of(read)
    refuse_code(plan, reused)
    assert plan.variants
    made = run(tmp_path / "both", plan, reused=reused, model=FakeModel(broken))
    assert {one.row.scenario for one in made.rows} == {"slow", "same"}
    assert run_of(read[0]).is_run


def test_the_page_tells_variants_in_three_languages(tmp_path: Path) -> None:
    rapid = option("rapid", TRAINING, world_name="rapid", world={"frontier_growth": 0.9})
    made = run(tmp_path / "both", comparison_of([OURS, YOURS, rapid]))
    shown = Run(made.path)
    assert [shown.role_of(name) for name in ("ours", "yours")] == ["policy", "policy"]
    for lang in ("en", "fr", "es"):
        text = Text(lang)
        table = differing_settings(shown, text)
        rows = {row[0].about: [cell.text for cell in row[1:4]] for row in table.rows}
        assert rows["rules.worker_skill"] == ["–", "rules/mine.py:slow", "–"]
        assert rows["world.frontier_growth"][0] == rows["world.frontier_growth"][1]
        page = body(shown, text)
        assert text("lead.compared.variants") in html.unescape(page)
        assert text("world.own") in html.unescape(page)
    told = {(item.contrast.scenario, item.indicator): item.mean for item in effects_of(shown)}
    for one in made.rows:
        if one.row.comparison == "policy" and one.row.indicator == "employed":
            assert told[one.row.scenario, "employed"] == pytest.approx(one.row.effect.mean)


def effects_of(shown: Run) -> list[Effect]:
    return [item for one in options(shown) if (item := effect(shown, one, "employed")) is not None]
