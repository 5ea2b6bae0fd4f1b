"""A scenario may name how many of an occupation's tasks the technology will do alone at most."""

from pathlib import Path

import numpy as np
import pytest

from simulator.core.errors import InputErrors
from simulator.scenario import load_scenario
from simulator.scenario.country.profile import load_country
from simulator.scenario.country.technology import country_of


def written(folder: Path, shares: str) -> Path:
    path = folder / "mine.yaml"
    path.write_text(f"extends: esp/no_policy\ntechnology: {{automation: {shares}}}\n")
    return path


def test_named_occupations_have_these_shares_and_the_others_their_own(tmp_path: Path) -> None:
    scenario = load_scenario(written(tmp_path, '{4: 60 %, "42": 1, 9: 0}'))
    own, met = load_country("ESP"), country_of(scenario)
    for place, code in enumerate(own.occupations):
        named = {"42": 1.0}.get(code, {"4": 0.6, "9": 0.0}.get(code[0]))
        assert met.automation[place] == (own.automation[place] if named is None else named)
    assert np.all(met.automation + met.augmentation <= 1.0 + 1e-12)  # what is done alone is not helped
    assert load_scenario(scenario.to_dict()) == scenario


@pytest.mark.parametrize(
    ("shares", "message"),
    [
        ("{clerks: 0.5}", '"clerks" is no occupation; write one or two digits of its ISCO-08 code'),
        ("{4: 1.5}", "technology.automation.4: 1.5 is out of range; allowed: 0 to 1 share of tasks"),
        ("0.5", "stands where “ISCO-08 code: share of tasks” lines are needed"),
    ],
)
def test_what_is_no_share_of_an_occupation_is_said(shares: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(InputErrors) as told:
        load_scenario(written(tmp_path, shares))
    assert message in str(told.value)
