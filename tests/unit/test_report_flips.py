"""In which worlds and closures an effect is up and down, in words."""

from dataclasses import replace
from pathlib import Path

import pytest
from reports.story.flips import flips

from reports.data.run import Run
from reports.text import Text
from simulator.core.closure import CLOSURES as NAMED
from simulator.experiment.plan import comparison_of
from simulator.findings.effects import Contrast, Effect, effect
from tests.fake_run import make_fake_run
from tests.unit import fake_options

CLOSURES = [NAMED["as_they_are"], NAMED["nobody_reacts"]]


def test_every_option_has_its_sentence_for_jobs_and_for_the_balance(tmp_path: Path) -> None:
    plan = comparison_of(fake_options.OPTIONS, worlds=["moderate", "rapid"], closures=CLOSURES)
    run = Run(fake_options.run(tmp_path / "run", plan).path)
    for lang in ("en", "fr", "es"):
        told = flips(run, Text(lang))
        assert len(told) == 2 * len(run.options)
    assert all("4 worlds and closures" in one or "moderate" in one for one in flips(run, Text("en")))


def test_a_sign_that_turns_names_both_sides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = comparison_of(fake_options.OPTIONS, worlds=["moderate", "rapid"])
    run = Run(fake_options.run(tmp_path / "run", plan).path)

    def turned(view: Run, contrast: Contrast, indicator: str) -> Effect | None:
        item = effect(view, contrast, indicator)
        sign = 1 if view.world == "moderate" else -1
        return item and replace(item, mean=sign * 2.0, low=sign * 2.0 - 1, high=sign * 2.0 + 1, n=3)

    monkeypatch.setattr("reports.story.flips.effect", turned)
    told = flips(run, Text("en"))
    assert all("the sign turns. Clearly up in moderate; clearly down in rapid" in one for one in told)


def test_one_world_and_closure_tells_nothing(tmp_path: Path) -> None:
    assert flips(Run(make_fake_run(tmp_path / "run", months=12, seeds=2)), Text("en")) == []
