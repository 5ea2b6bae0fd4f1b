"""Opening states from a stored steady state: as settled as after a long burn-in, in 60 months for 720."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from calibration.data import build
from simulator.core.rule import resolve_parameters
from simulator.experiment.simulate import prepare
from simulator.scenario.country.profile import load_country
from simulator.start import opening, steady
from simulator.start.burn_in import measures
from tests.small import rescaled, small

PERSONS, MONTHS = 5000, 60
Found = tuple[str, Mapping[str, Any]]


@pytest.fixture(scope="module")
def found() -> Found:
    """Key and steady state of Spain, by a long burn-in of few people."""
    return build.find("ESP", {}, PERSONS, 8101)


def test_an_economy_that_starts_from_it_stays_where_the_country_is(
    found: Found, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setattr(steady, "stored", lambda _: dict([found]))
    monkeypatch.setattr(opening, "folder", lambda: tmp_path)
    e = prepare(small("none", persons=PERSONS, base_seed=4711), role="no_policy", replicate=0)
    assert e.controllers.selection_speed != found[1]["controllers"]["selection_speed"]  # its own chance
    e.frozen_demography = True
    seen = []
    for _ in range(MONTHS):
        e.step()  # raises where an identity fails
        seen.append(measures(e))
    mean = {name: float(np.mean([one[name] for one in seen])) for name in seen[0]}
    v = e.country.values
    assert mean["unemployment"] == pytest.approx(v["unemployment_rate"], abs=0.01)
    assert mean["labour_share"] == pytest.approx(v["labour_share"], abs=0.02)
    assert mean["debt"] == pytest.approx(v["public_debt"], rel=0.05)
    assert mean["exports"] == pytest.approx(v["exports_share"], abs=0.02)
    assert e.aggregates.cpi / e.aggregates.trend_price == pytest.approx(1.0, abs=0.03)


def test_it_is_of_one_country_with_one_set_of_parameters_in_whatever_currency(found: Found) -> None:
    country = load_country("ESP")
    parameters = resolve_parameters(country.parameters({}), [])
    assert steady.key_of(country, parameters, build.YEAR) == found[0]
    assert steady.key_of(rescaled(country, 2.0), parameters, build.YEAR) == found[0]
    meta = {**country.meta, "public_debt": replace(country.meta["public_debt"], value=0.5)}
    others = (
        (country, {**parameters, "wage_speed": 0.2}, build.YEAR), (country, parameters, build.YEAR + 1.0),
        (replace(country, meta=meta), parameters, build.YEAR),
    )  # fmt: skip
    assert all(steady.key_of(*one) != found[0] for one in others)
    own_rule = {**parameters, "of_a_rule_of_ones_own": 0.5}  # month 0 is made with the rules that ship
    assert steady.key_of(country, own_rule, build.YEAR) == found[0]


def test_who_works_is_abler_than_who_does_not_and_nobody_s_ability_is_new(found: Found) -> None:
    e = prepare(small("none"), role="no_policy", replicate=0)
    before = np.sort(e.persons.ability)
    steady._set_ability(e, found[1]["by_ability"])
    q = e.persons
    assert np.array_equal(np.sort(q.ability), before)
    assert q.ability[q.status == steady.EMPLOYED].mean() > q.ability[q.status == steady.UNEMPLOYED].mean()
