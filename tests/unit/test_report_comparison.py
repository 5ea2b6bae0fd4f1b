"""The report of a comparison: one column an option, one card a world, every sentence true of its numbers."""

from pathlib import Path

import numpy as np
import plotly.graph_objects as go
import pytest

import reports
from reports.data.run import Run
from reports.figures import discover
from reports.story.tradeoff import trade_off
from reports.text import Text
from simulator.experiment.conduct import Summary
from simulator.experiment.plan import comparison_of, stacked
from simulator.findings.effects import contrasts, effect
from simulator.scenario import Constant, PolicySetting
from tests.unit.fake_options import OPTIONS, TRAINING, option, run
from tests.unit.report_page import Page


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Summary:
    comparison = comparison_of(OPTIONS, worlds=["moderate", "rapid"], baseline="training")
    return run(tmp_path_factory.mktemp("page") / "run", comparison)


def test_the_page_is_complete(made: Summary) -> None:
    page = Page(reports.build(made.path))
    assert [found["id"] for found, _ in page.all("section")] == [
        "brief", "of-options", "of-year", "of-trades", "of-pays", "of-who", "of-hangs", "of-basis", "deeper",
        "fit", "annex", "scorecard", "scorecard-2", "compared", "tradeoff", "baseline", "limits", "reproduce",
    ]  # fmt: skip
    assert len(page.source.encode()) < 7e6
    heads = [text for found, text in page.all("th", scope="col") if text in ("No new policy", "income")]
    assert len(heads) >= 4
    ids = [found["id"] for _, found, _ in page.elements if "id" in found]
    assert len(ids) == len(set(ids))


def test_the_page_and_the_terminal_agree_in_every_world(made: Summary) -> None:
    for world in ("moderate", "rapid"):
        shown = Run(made.path, world)
        for contrast in contrasts(shown):
            rows = [
                one.row
                for one in made.rows
                if one.place.world == world and one.row.scenario == contrast.scenario
            ]
            kind = "ai" if contrast.name == "ai" else "policy"
            for row in (row for row in rows if row.comparison == kind and row.indicator != "displaced"):
                found = effect(shown, contrast, row.indicator, of_gdp=row.of_gdp)
                assert found is not None
                assert (found.mean, found.low, found.high) == pytest.approx(
                    (row.effect.mean, row.effect.low, row.effect.high), rel=1e-9, abs=1e-9
                )
                assert str(found.verdict) == row.verdict


def test_the_share_of_seeds_is_that_of_the_terminal(made: Summary) -> None:
    shown = Run(made.path)
    for one in made.rows:
        if one.place.world == "moderate" and one.share is not None and one.row.indicator != "displaced":
            [contrast] = [
                item for item in contrasts(shown) if item.scenario == one.row.scenario and item.name != "ai"
            ]
            found = effect(shown, contrast, one.row.indicator, of_gdp=one.row.of_gdp)
            assert found is not None
            assert found.share == pytest.approx(one.share)


def test_every_figure_is_complete(made: Summary) -> None:
    shown, text = Run(made.path), Text("en")
    for kind in discover(comparison=True):
        figure = kind(shown, text)
        if not figure.available():
            continue
        go.Figure(figure.plot())
        assert all([figure.finding(), figure.subtitle(), figure.note()])
        assert {len(row) for row in figure.table().rows} == {len(figure.table().columns)}


def test_only_what_differs_is_listed(made: Summary) -> None:
    page = Page(reports.build(made.path))
    rows = [text for found, text in page.all("th", scope="row")]
    assert any(text.endswith(": inventedtraining_programme.places_per_1000") for text in rows)
    assert "financing" not in rows  # the same in all


def test_no_option_is_dominated_that_is_better_in_anything(tmp_path: Path) -> None:
    """Half the training is fewer jobs, but a clear saving, however small it is."""
    half = option("half", PolicySetting("levy", {"rate": Constant(0.5)}), months=60)
    made = run(tmp_path / "out", comparison_of([option("training", TRAINING, months=60), half]))
    assert not [one for one in trade_off(Run(made.path), Text("en")).dominated if "“half” is" in one]


def test_one_seed_tells_no_interval(tmp_path: Path) -> None:
    made = run(tmp_path / "out", comparison_of(OPTIONS).with_seeds(1))
    page = Page(reports.build(made.path))
    assert any("One seed cannot show" in text for _, text in page.all("p"))
    assert all("not known" in text for _, text in page.all("tr") if text.startswith("income +"))


def test_provisions_add_up_in_the_table(tmp_path: Path) -> None:
    steps, stack = stacked(option("two", TRAINING, PolicySetting("income", {})))
    made = run(tmp_path / "out", comparison_of(steps, stack=stack))
    rows = trade_off(Run(made.path), Text("en")).interaction.rows
    values = [row[2].value for row in rows[:2]]
    assert np.isclose(*[float(value) for value in values if value is not None])
    assert rows[2][2].text == "0"
