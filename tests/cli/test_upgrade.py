"""A scenario of version 0.2 is rewritten into one that today's reader takes, and nothing of it is lost."""

import pytest

from simulator.core.errors import InputError
from simulator.scenario import load_scenario
from simulator.scenario.upgrade import upgrade
from tests.cli.calling import sim

OLD = """\
# Mine, of 0.2
title: "Fair hiring and digital skills"
extends: esp/declaration_mix_equal_outlay_funded   # the mix
world: {base: moderate, ai_saving: 0.4, ai_cost_decline: 0.2}
closure:
  stabilisation: 0.3
  foreign_response: 0.5
policies:
- fair_hiring: {strength: 50 %, inspectors: 0.1, start: 2027-01}
- digital_education:
    places_per_1000: 17    # learners at a time
    age: 30
    start: 2028-01
- ai_competition: {enforcement: 0.1, interoperability: 0.2, start: 2027-01}
parameters: {offer_rise: 0.02, debt_feedback: 0.04, screening_noise: 0.3}
rules: {firm_pass_on: mine.py:firm_pass_on}
"""


def test_an_old_scenario_is_rewritten_and_valid(tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text(OLD)
    assert sim("check", "--upgrade", str(file)) == 0
    assert (tmp_path / "mine.yaml.old").read_text() == OLD
    read = load_scenario(file)
    own = {one.name: one for one in read.policies}
    assert own["digital_education"].values["places_per_1000"].value == 17
    assert read.world["ai_cost_decline"] == 0.2
    assert {"transparent_hiring", "ai_competition"} <= set(own)
    assert "fair_hiring" not in own
    assert "# learners at a time" in file.read_text()
    assert upgrade(str(file)) == []


def test_a_scenario_of_today_stays_as_it_is(tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text("extends: esp/training_programme\n\nruns: {seeds: 3}   # few\n")
    assert upgrade(str(file)) == []
    assert not file.with_name("mine.yaml.old").exists()


def test_what_was_kept_earlier_is_never_written_over(tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text(OLD)
    (tmp_path / "mine.yaml.old").write_text("dear to me")
    with pytest.raises(InputError, match="already"):
        upgrade(str(file))
    assert file.read_text() == OLD
    assert (tmp_path / "mine.yaml.old").read_text() == "dear to me"
