"""Balanced budgets as a scenario file writes them, and what is told before a run."""

from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.scenario import Scenario, load_scenario
from simulator.scenario.financing import Balancing, tax_additions
from simulator.scenario.paying import bounds, in_words, paid_policies
from simulator.scenario.scenario import resolved_yaml
from tests.scenarios.fakes import INSTRUMENTS

Load = Callable[..., Scenario]
TRAINING = "country: ESP\npolicies:\n  - training_programme: {places_per_1000: 8}\n"
LEVY = "country: ESP\npolicies:\n  - automation_levy: {rate: RATE, start: 2026-01}\n"


def balanced(load_text: Load, by: str, text: str = TRAINING, rate: str = "") -> Scenario:
    return load_text(f"{text}financing: {{balanced: {by}{rate}}}\n")


def test_a_tax_is_named_and_its_addition_left_to_the_run(load_text: Load) -> None:
    scenario = balanced(load_text, "income_tax")
    assert scenario.financing == Balancing("income_tax")
    assert tax_additions(scenario.financing) == {}
    assert tax_additions(scenario.at_rate(0.01).financing) == {"income_tax": 0.01}
    assert scenario.without_policies().financing == "deficit"


def test_a_rate_may_be_given(load_text: Load) -> None:
    assert balanced(load_text, "vat", rate=", rate: 2 %").financing == Balancing("vat", 0.02)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("0.25", (-0.25, 1.75)),
        ("{2026-01: 0.1, 2030-01: 0.5}", (-0.1, 1.5)),
        ("{ramp: {from: 2026-01, to: 2027-01, start: 0, end: 0.5}}", (0.0, 1.5)),
        ("{low: 0.1, mode: 0.2, high: 0.4}", (-0.1, 1.6)),
    ],
)
def test_a_levy_stays_within_its_own_bounds(
    load_text: Load, written: str, expected: tuple[float, float]
) -> None:
    scenario = balanced(load_text, "automation_levy.rate", LEVY.replace("RATE", written))
    assert bounds(scenario, INSTRUMENTS) == pytest.approx(expected)


def test_the_addition_stands_on_top_of_a_levy_while_it_acts(load_text: Load) -> None:
    steps = "{2026-01: 0.1, 2030-01: 0.5}"
    scenario = balanced(load_text, "automation_levy.rate", LEVY.replace("RATE", steps)).at_rate(0.2)
    (levy,) = paid_policies(scenario)
    assert [levy.value("rate", month) for month in (11, 12, 60)] == pytest.approx([0.0, 0.3, 0.7])
    assert tax_additions(scenario.financing) == {}


@pytest.mark.parametrize("rate", [None, 0.0123])
def test_a_resolved_scenario_loads_to_itself(load_text: Load, tmp_path: Path, rate: float | None) -> None:
    scenario = balanced(load_text, "income_tax").at_rate(rate)
    path = tmp_path / "scenario.yaml"
    path.write_text(resolved_yaml(scenario), encoding="utf-8")
    again = load_scenario(path, instruments=INSTRUMENTS)
    assert again == scenario
    assert resolved_yaml(again) == resolved_yaml(scenario)
    assert again.provenance.get("financing.rate") == (None if rate is None else "solved by the run")


def test_a_child_may_balance_by_something_else(load_text: Load) -> None:
    scenario = load_text(
        "extends: parent.yaml\nfinancing: {balanced: vat}\n",
        parent=f"{TRAINING}financing: {{balanced: income_tax, rate: 0.1}}\n",
    )
    assert scenario.financing == Balancing("vat")


def test_the_financing_is_told_before_the_run(load_text: Load) -> None:
    words = in_words(balanced(load_text, "income_tax"), INSTRUMENTS)
    assert words.startswith("Balanced: a constant addition to income_tax from 2025-02 on, between -0.1 and")
    assert "will be solved so that the primary balances to 2039-12" in words
    assert "as given in the file" in in_words(balanced(load_text, "vat", rate=", rate: 0.1"), INSTRUMENTS)
    assert in_words(load_text(TRAINING), INSTRUMENTS).startswith("Deficit: ")


def test_explain_tells_that_a_rate_will_be_solved(capsys: pytest.CaptureFixture[str]) -> None:
    from simulator.cli import app as cli

    with pytest.raises(SystemExit):
        cli.main(["explain", "esp/training_programme@income_tax"])
    printed = " ".join(capsys.readouterr().out.split())
    assert "a constant addition to income_tax" in printed
    assert "will be solved so that the primary balances to 2039-12" in printed
    assert "to find the rate that balances" in printed


def test_a_levy_of_zero_that_balances_is_not_called_idle(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    from simulator.cli import app as cli

    path = tmp_path / "levy.yaml"
    path.write_text(
        "extends: esp/training_programme\npolicies:\n  - automation_levy: {rate: 0}\n"
        "financing: {balanced: automation_levy.rate}\n"
    )
    with pytest.raises(SystemExit):
        cli.main(["explain", str(path)])
    printed = " ".join(capsys.readouterr().out.split())
    assert "rate is raised or lowered by a constant that balances the budget" in printed
    assert "it does nothing" not in printed
