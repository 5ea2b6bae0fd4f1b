"""A scenario as a mapping of Python: read like a file, with the keys in place of line and column."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simulator.core.errors import InputErrors
from simulator.core.shipped import shipped_names
from simulator.scenario import Options, load_scenario
from tests.scenarios.shipped import shipped


def told(written: dict[Any, Any], **options: Any) -> list[str]:
    """What is wrong with a mapping, one line each."""
    with pytest.raises(InputErrors) as raised:
        load_scenario(written, options=Options(**options))
    return [str(error) for error in raised.value.errors]


def test_every_shipped_scenario_is_the_same_from_a_mapping() -> None:
    for name in shipped_names():
        scenario = shipped(name)
        again = load_scenario(scenario.to_dict())
        assert again == scenario, name
        assert again.provenance == scenario.provenance, name


def test_a_mapping_extends_a_shipped_scenario_or_a_file_of_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine.yaml").write_text("country: ESP\nruns: {seeds: 7}\n")
    scenario = load_scenario({"extends": "mine.yaml", "horizon": {"months": np.int64(24)}})
    assert (scenario.name, scenario.seeds, scenario.months) == ("scenario", 7, 24)
    (policy,) = load_scenario({"extends": "esp/basic_income", "name": "mine"}).policies
    assert policy.name == "basic_income"


@pytest.mark.parametrize(
    ("written", "messages"),
    [
        (
            {"country": "ESP", "policies": [{"basic_income": {}}, {"automation_levy": {"rate": 9}}]},
            ["policies[1].automation_levy.rate: 9 is out of range; allowed: 0 to 2 share of AI spending; "
             'did you mean "9 %"?'],
        ),
        (
            {"country": "ESP", "horizon": {"months": float("nan")}, "runs": {"seeds": 10**400}},
            ["horizon.months: nan is not a finite number; allowed: 2 to 600 months",
             "runs.seeds: a number above 1e308 is too large; allowed: 1 to 1,000 repetitions"],
        ),
        ({}, ["country: is missing; it must be written here (country: ESP) or in what is extended"]),
        (
            {"country": np.array([1]), 2: "x"},
            ["scenario: a key must be a text, not 2",
             "country: ndarray stands where a number, a text, a list or a mapping is needed"],
        ),
        (
            {"country": "ESP", "policies": [{"basic_income": {}}, {"basic_income": {}}]},
            ["policies[1]: stands twice in the list (first at policies[0])"],
        ),
        (
            {"country": "ESP", "policies": [{"job_guarantee": {"wage": {"ramp": {"from": "2026-01"}}}}]},
            [f"policies[0].job_guarantee.wage.ramp: {key} is missing; needed are from, to, start, end"
             for key in ("to", "start", "end")],
        ),
        (
            {"country": "ESP", "financing": "earmarked",
             "policies": [{"profit_tax": {"rate": 0.1, "earmark": "automation_levy"}}, {"public_ai": {}},
                          {"automation_levy": {"rate": 0.1}}, {"job_guarantee": {"wage": 1}}]},
            ['policies[0].profit_tax.earmark: "automation_levy" is no other policy of this scenario that a '
             'fund could pay for; allowed: job_guarantee.'],
        ),
        (
            {"country": "ESP", "title": "a\u202eb", "r\u200buns": {}},
            ["r?uns: the key holds the invisible character U+200B, zero width space; delete it",
             "title: holds the invisible character U+202E, right-to-left override; delete it"],
        ),
        (
            {"country": "ESP", "extends": "esp/nopolicy"},
            ['extends: no shipped scenario "esp/nopolicy"; allowed: a name of sim list scenarios, or a .yaml '
             'file. Did you mean "esp/no_policy"?'],
        ),
    ],
    ids=lambda value: "",
)  # fmt: skip
def test_an_error_names_the_keys_that_lead_to_it(written: dict[Any, Any], messages: list[str]) -> None:
    assert told(written) == messages


def test_a_title_is_one_line_and_any_script_may_be_written() -> None:
    written = {"country": "ESP", "title": " Levy\n  and courses\t", "author": "نام\u200cها 👩\u200d🏫"}
    scenario = load_scenario(written)
    assert (scenario.title, scenario.author) == ("Levy and courses", written["author"])


def test_rules_options_and_circles_are_checked_as_in_a_file() -> None:
    assert told({"country": "ESP"}, seeds=5_000) == [
        "option --seeds: runs.seeds: 5,000 is out of range; allowed: 1 to 1,000 repetitions"
    ]
    (missing,) = told({"country": "ESP", "rules": {"worker_reservation_wage": "no.py:f"}}, allow_code=True)
    assert missing.startswith('rules.worker_reservation_wage: there is no file "no.py"')
    circle: dict[str, Any] = {"country": "ESP"}
    circle["runs"] = circle
    assert all(line.endswith("is nested more than 8 levels deep") for line in told(circle))
