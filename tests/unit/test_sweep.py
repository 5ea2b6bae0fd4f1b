"""Sweeps: what is run at which points, that a point is what `run` gives, and what the page shows."""

import inspect
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest

import simulator as ls
from reports.page.sweep import build
from simulator.core.errors import InputErrors
from simulator.experiment import sweeping as shared
from simulator.experiment import sweeping as sweep
from simulator.experiment.sweeping import Axis, axes_of, design_of, points, read_axes
from simulator.rules.worker_reservation_wage import worker_reservation_wage
from simulator.scenario import Options
from simulator.store import manifest
from tests.cli.calling import sim, words
from tests.unit.report_page import Page, packed_pages

RATE, GROWTH = "automation_levy.rate", "world.frontier_growth"
SMALL = {"persons": 1_000, "months": 36, "seeds": 2}


@pytest.fixture(autouse=True, scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What other sweeps of this user left is not taken: a test counts what its own leave to one another."""
    folder = tmp_path_factory.mktemp("kept")
    with patch.object(shared, "cache_folder", lambda: folder):
        yield


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> ls.Sweep:
    return ls.sweep(
        "esp/levy_pays_training", {RATE: [0, 0.2]}, out=tmp_path_factory.mktemp("sweep") / "s", **SMALL
    )


def test_values_of_the_command_line_are_those_of_python() -> None:
    assert read_axes([f"{RATE}=0,0.1", f"{GROWTH}=0.3..0.6"]) == axes_of({RATE: [0, 0.1], GROWTH: (0.3, 0.6)})
    assert read_axes([f"{RATE}=0.1"]) == axes_of({RATE: 0.1})


@pytest.mark.parametrize("written", ["0.1,", ",0.1", "0.1,,0.2", "0...2"])
def test_values_with_a_comma_or_a_dot_too_many_are_refused(written: str) -> None:
    with pytest.raises(ls.InputErrors, match=r"^automation_levy\.rate: .*(comma too many|three dots)"):
        read_axes([f"{RATE}={written}"])


def test_a_grid_too_large_is_counted_and_never_made() -> None:
    axes = [Axis(name, tuple(range(1_000))) for name in (RATE, GROWTH)]
    with (
        patch.object(sweep, "load_scenario", side_effect=AssertionError("it is read")),
        pytest.raises(ls.InputErrors, match="1,000,000 points; allowed: at most 10,000"),
    ):
        sweep.design_of("esp/automation_levy", axes, latin=None, options=Options(), window="last120")


def test_a_date_is_varied_and_one_seed_bears_no_interval(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "sweep"
    dates = "automation_levy.start=2025-06,2026-01"
    sizes = ("--persons", "1000", "--months", "24", "--seeds", "1")
    assert sim("sweep", "esp/automation_levy", "--over", dates, *sizes, "--out", str(out)) == 0
    told = capsys.readouterr().out
    assert "an interval needs two" in told
    assert "nan" not in told
    assert "nan" not in (out / "effects.csv").read_text().lower()
    found = ls.load(out)
    assert isinstance(found, ls.Sweep)
    assert [point["automation_levy.start"] for point in found.points.values()] == ["2025-06", "2026-01"]
    assert list(found.plot("employed").data[-1].x) == ["2025-06", "2026-01"]
    page = Page(found.report)
    assert "n/a" in [text for _, text in page.all("td")]
    assert "nan" not in [data.get("data-value") for data, _ in page.all("td")]
    assert "nan" not in (out / "paths.csv").read_text().lower()
    early = found.effects.filter(point="p1", comparison="policy", indicator="employed")
    alone = ls.run(out / "points/p1.yaml").effect("employed")
    assert early["difference"][0] == alone.mean != 0.0


def test_the_law_and_the_date_of_its_change_are_varied(tmp_path: Path) -> None:
    def laws(**over: list[Any]) -> list[dict[str, Any]]:
        axes = axes_of({f"law.{name.replace('_start', '.start')}": values for name, values in over.items()})
        made = design_of(path, axes, latin=None, options=Options(), window="last120")
        return [one.law["vat"].plain(one.start) for one in made.points]

    path = tmp_path / "mine.yaml"
    law = "{vat: {2027-01: +2 points, 2032-01: today}}"
    path.write_text(f"extends: esp/training_programme\nlaw: {law}\n", encoding="utf-8")
    assert laws(vat=["25 %"]) == [{"2027-01": "25 %", "2032-01": "today"}]
    assert laws(vat_start=["2030-01"]) == [{"2030-01": "+2 points", "2032-01": "today"}]
    assert laws(vat_start=["2026-01"], vat=["+1 points"]) == [{"2026-01": "+1 points", "2032-01": "today"}]
    with pytest.raises(InputErrors, match=r"vat\.start.*2033-01 is not before the next change, of 2032-01"):
        laws(vat_start=["2033-01"])
    with pytest.raises(InputErrors, match=r"no law\.corporate_tax whose date could be varied"):
        laws(corporate_tax_start=["2030-01"])


def test_lists_make_a_grid() -> None:
    found = points(axes_of({"a": [1, 2], "b": [3, 4, 5]}), None, 0)
    assert found == [(("a", a), ("b", b)) for a in (1, 2) for b in (3, 4, 5)]


def test_a_latin_hypercube_meets_every_slice_of_every_range_once() -> None:
    axes = axes_of({GROWTH: (0.3, 0.6), RATE: (0, 0.2)})
    found = [dict(point) for point in points(axes, 64, 7)]
    for name, low, width in ((GROWTH, 0.3, 0.3), (RATE, 0.0, 0.2)):
        assert sorted(int((point[name] - low) / width * 64) for point in found) == list(range(64))
    assert found == [dict(point) for point in points(axes, 64, 7)]
    assert len(points([*axes, *axes_of({"c": [1, 2]})], 8, 7)) == 16


@pytest.mark.parametrize(
    ("over", "how", "message"),
    [
        ({RATE: [0, 5]}, {}, r"over: policies.automation_levy.rate: 5 is out of range; allowed: 0 to 2"),
        ({"automation_levy.rat": [0]}, {}, 'unknown key.* Did you mean "rate"'),
        ({"basic_income.amount": [0, 100]}, {}, "has no basic_income, it has training_programme"),
        ({"world.frontier": [0]}, {}, 'Did you mean "frontier_growth"'),
        ({"reservation_decai": [0]}, {}, "no such model parameter"),
        ({RATE: (0, 0.2)}, {}, "is a range; say how many points"),
        ({RATE: [0, 0.2]}, {"latin": 8}, "latin: draws from ranges, and there is none"),
        ({RATE: (0, 0.2)}, {"latin": 1}, "1 is out of range; allowed: 2 to 10000"),
        ({RATE: (0.2, 0)}, {"latin": 8}, "is empty; write the lower end first"),
        ({RATE: ("10 %", 0.2)}, {"latin": 8}, "a range runs between two numbers"),
        ({RATE: None}, {}, "needs a value, a list of values, or a range"),
        ({RATE: [None]}, {}, "needs numbers or texts"),
        ({RATE: [0.1, "10 %"]}, {}, "0.1 is listed 2 times"),
        ([RATE], {}, "over: needs a mapping"),
        ({RATE: (0, 0.2)}, {"latin": 1_000_000}, "1,000,000 points; allowed: at most 10,000"),
        ({}, {}, "nothing is varied"),
        ({RATE: [0] * 101, GROWTH: [0.3] * 100}, {}, "10,100 points; allowed: at most 10,000"),
        ({RATE: [0.1]}, {"worlds": ["rapide"]}, 'no world "rapide"'),
        ({RATE: [0.1]}, {"seeds": 0}, "out of range"),
    ],
)  # fmt: skip
def test_bad_input_is_told_and_nothing_is_run(
    over: Mapping[str, Any], how: dict[str, Any], message: str, tmp_path: Path
) -> None:
    with pytest.raises(ls.InputError, match=message):
        ls.sweep("esp/levy_pays_training", over, out=tmp_path / "sweep", **how)
    assert not list(tmp_path.iterdir())


def test_a_point_is_what_a_run_of_its_scenario_gives(made: ls.Sweep) -> None:
    assert [point[RATE] for point in made.points.values()] == [0.0, 0.2]
    alone = ls.run(made.folder / "points/p2.yaml")
    (told,) = made.effects.filter(point="p2", comparison="policy", indicator="employed").to_dicts()
    effect = alone.effect("employed")
    assert (told["difference"], told["low"], told["high"]) == (effect.mean, effect.low, effect.high)
    assert told["verdict"] == effect.verdict
    path = made.paths.filter(point="p2", comparison="policy", indicator="employed").sort("year")
    assert path["year"].to_list() == [2025, 2026, 2027]
    months = np.array([11, 12, 12])  # month 0 is in none of them
    assert np.average(path["difference"], weights=months) == pytest.approx(effect.mean)
    assert (path["low"] <= path["difference"]).all()
    assert path["difference"][0] == 0.0  # the levy begins after it


def test_what_points_share_is_run_once_and_never_again(made: ls.Sweep) -> None:
    again = ls.sweep("esp/levy_pays_training", {RATE: [0, 0.2]}, out=made.folder, **SMALL)
    assert again.effects.equals(made.effects)
    more = ls.sweep("esp/levy_pays_training", {RATE: [0, 0.1, 0.2]}, **SMALL)
    log = (more.folder / "run.log").read_text()
    kept = 2 + 2 + 2 * 2  # without the policy, without AI, with it at two of three points
    assert f"{kept + 2} runs, {kept} of them kept from before" in log
    assert more.manifest["run"]["runs"] == 2
    with pytest.raises(ls.InputError, match=r"sweep\.axes was"):
        ls.sweep("esp/levy_pays_training", {RATE: [0, 0.1]}, out=made.folder, **SMALL)


def test_it_is_loaded_told_and_checked(made: ls.Sweep) -> None:
    loaded = ls.load(made.folder)
    assert isinstance(loaded, ls.Sweep)
    assert "not forecasts" in loaded._repr_html_()
    assert repr(loaded).startswith("<Sweep levy_pays_training over automation_levy.rate: 2 points, 2 seeds")
    assert loaded.plot("employed").data
    with pytest.raises(ls.InputError, match='Did you mean "employed"'):
        loaded.plot("employd")
    assert not manifest.verify(made.folder)


@pytest.mark.parametrize(
    "verb",
    [
        "verify {} --again",
        "report {} --as csv",
        "report {} --as brief",
        "compare {} esp/adapt",
        "show {} esp/adapt",
    ],
)
def test_verbs_that_need_runs_say_that_a_sweep_has_none(
    verb: str, made: ls.Sweep, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sim(*verb.format(made.folder).split()) == 2
    assert re.search("is a sweep|not that of one run", words(capsys.readouterr().err))
    assert sim("report", str(made.folder)) == 0


@pytest.mark.parametrize(
    ("over", "how", "kind"),
    [
        ({RATE: [0, 0.2]}, {}, "scatter"),
        ({RATE: [0, 0.2], GROWTH: [0.3, 0.6]}, {}, "heatmap"),
        ({RATE: (0, 0.2), GROWTH: (0.3, 0.6)}, {"latin": 2}, "scatter"),
        ({RATE: [0.1, 0.2]}, {"worlds": ["moderate", "rapid"]}, "scatter"),
    ],
)
def test_each_design_has_its_figure_and_a_page(
    over: Mapping[str, Any], how: dict[str, Any], kind: str, tmp_path: Path
) -> None:
    found = ls.sweep("esp/levy_pays_training", over, out=tmp_path / "sweep", lang="fr", **SMALL, **how)
    assert found.plot("gini").data[0].type == kind
    page = Page(build(found.folder, "all"))
    assert not page.all("link")
    assert set(packed_pages(page.source)) == {"en", "es", "fr"}
    assert any("plot" in (data.get("class") or "") for data, _ in page.all("div"))


def test_a_budget_is_balanced_at_each_point_and_the_point_runs_again_alone(tmp_path: Path) -> None:
    places = "training_programme.places_per_1000"
    found = ls.sweep(
        "esp/training_programme@income_tax", {places: [2, 40]}, out=tmp_path / "sweep", jobs=2, **SMALL
    )
    texts = [(found.folder / f"points/{name}.yaml").read_text() for name in found.points]
    rates = [float(re.findall(r"^  rate: (\S+)", text, re.MULTILINE)[0]) for text in texts]
    assert rates[0] < rates[1]
    alone = ls.run(found.folder / "points/p2.yaml")
    (told,) = found.effects.filter(
        point="p2", comparison="policy", indicator="public_balance", of_gdp=False
    ).to_dicts()
    assert told["difference"] == alone.effect("public_balance").mean


def test_rule_files_of_the_scenario_are_run_where_that_is_allowed(tmp_path: Path) -> None:
    source = inspect.getsource(inspect.getmodule(worker_reservation_wage.python))  # type: ignore[arg-type]
    (tmp_path / "mine.py").write_text(source)
    (tmp_path / "mine.yaml").write_text(
        "extends: esp/no_policy\nrules: {worker_reservation_wage: mine.py:worker_reservation_wage}\n"
    )
    with pytest.raises(ls.InputError, match="add allow_code=True"):
        ls.sweep(tmp_path / "mine.yaml", {GROWTH: [0.3, 0.6]}, **SMALL)
    found = ls.sweep(
        tmp_path / "mine.yaml", {GROWTH: [0.3, 0.6]}, out=tmp_path / "s", allow_code=True, **SMALL
    )
    plain = ls.sweep("esp/no_policy", {GROWTH: [0.3, 0.6]}, **SMALL)
    assert found.effects.equals(plain.effects)  # the rule is a copy of ours
    assert found.content["sweep"]["comparisons"] == ["ai"]
    assert not manifest.verify(found.folder)
    again = ls.run(found.folder / "points/p1.yaml", allow_code=True)
    assert (
        again.effect("employed", "ai").mean
        == found.effects.filter(point="p1", indicator="employed")["difference"][0]
    )
