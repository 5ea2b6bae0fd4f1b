"""Another rule, person, month or policy changes nobody else's draws."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from simulator.core.rule import RULES, rule
from simulator.economy import schedule
from simulator.experiment.simulate import prepare
from tests.small import PERSONS, different, policy, ran, small

COPY = '''"""A rule of a scenario's own that does what ours does."""

from simulator.core.rule import rule


@rule(over="person", writes="pension")
def mine(pension, status, u_nobody_looks_at_this, *, pension_index):
    """Same numbers, one more draw."""
    return pension * pension_index if status == 7 and u_nobody_looks_at_this >= 0.0 else 0.0
'''


def test_a_rule_that_is_not_used_changes_nothing() -> None:
    before = ran(small("rapid"))

    @rule(over="person", writes="skill")
    def person_forgets(skill, u_search, u_separation):
        """Draws from streams that other rules use."""
        return skill * u_search * u_separation

    try:
        assert "person_forgets" in RULES
        assert not different(before, ran(small("rapid")))
    finally:
        del RULES["person_forgets"]


def test_a_rule_that_only_draws_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """It runs every month, between two others, and uses streams of its own and of theirs."""
    before = ran(small("rapid"))

    @rule(over="person", writes="standing")
    def person_gambles(u_roulette, u_separation, u_participation):
        """Writes what is written anew each month before anybody reads it."""
        return u_roulette * u_separation * u_participation

    try:
        monkeypatch.setattr(schedule, "MONTH", (person_gambles.run, *schedule.MONTH, person_gambles.run))
        assert not different(before, ran(small("rapid")))
    finally:
        del RULES["person_gambles"]


def test_a_scenario_s_own_rule_that_does_the_same_gives_the_same(tmp_path: Path) -> None:
    path = tmp_path / "mine.py"
    path.write_text(COPY)
    own = replace(small(), rules={"worker_pension": f"{path}:mine"}, rule_sources={str(path): COPY})
    assert not different(ran(small()), ran(own))


def test_people_who_never_live_change_nobody() -> None:
    """Those who come after the run get other ids: nothing that anyone does may depend on them."""
    few, many = (prepare(small("rapid"), role="no_policy", replicate=0) for _ in range(2))
    later = (many.persons.active == 0) & (many.persons.arrival_month > 12)
    assert later.sum() > 0
    many.persons.id[later] += 10**6
    many.persons.takeup[later] = 0.5
    for economy in (few, many):
        for _ in range(12):
            economy.step()
    for name, values in few.persons.columns.items():
        if name not in ("id", "takeup"):
            same = ~later if name.startswith("u_") else slice(None)  # of those to come, their own
            np.testing.assert_array_equal(values[same], many.persons.columns[name][same], err_msg=name)


def test_more_people_to_come_change_nobody_s_life() -> None:
    """A longer horizon appends rows and scripts more births and deaths; until then all is as it was.

    What people do is equal; amounts of money differ by the rounding of sums over more rows.
    """
    short, long = (prepare(small(months=months), role="no_policy", replicate=0) for months in (24, 36))
    present = short.persons.n
    assert long.persons.n > present
    for economy in (short, long):
        for _ in range(20):
            economy.step()
    lives = (short.persons.active == 1) & (np.arange(present) < PERSONS)
    assert lives.sum() > 900
    for name in ("status", "occupation", "firm", "post", "tenure", "months_out", "leaving", "training_left"):
        ours, theirs = short.persons.columns[name][:present], long.persons.columns[name][:present]
        np.testing.assert_array_equal(ours[lives], theirs[lives], err_msg=name)
    for name in ("wage", "skill", "deposits", "disposable_income", "consumption"):
        ours, theirs = short.persons.columns[name][:present], long.persons.columns[name][:present]
        np.testing.assert_allclose(ours[lives], theirs[lives], rtol=1e-9, err_msg=name)


def test_a_person_outside_the_programme_keeps_the_draws() -> None:
    """Until the first course begins, all are equal; in the first month only those enrolled differ."""
    scenario = small("moderate", (policy("training_programme", places_per_1000=8.0),))
    with_it = prepare(scenario, role="policy", replicate=0)
    without = prepare(small(), role="no_policy", replicate=0)
    for economy in (with_it, without):
        economy.step()
    changed = with_it.persons.status != without.persons.status
    assert 0 < changed.sum() == (with_it.persons.status == 5).sum()
    outside = ~changed
    for name in ("wage", "leaving", "effort", "occupation", "firm", "reservation_wage"):
        ours, theirs = with_it.persons.columns[name], without.persons.columns[name]
        np.testing.assert_array_equal(
            ours[: len(outside)][outside], theirs[: len(outside)][outside], err_msg=name
        )
