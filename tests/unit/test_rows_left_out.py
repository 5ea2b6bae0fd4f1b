"""Rules that are applied to some rows alone give what they give on all: nobody left out would change."""

import numpy as np
import pytest

from simulator.agents.person import RETIRED
from simulator.core.economy import Economy
from simulator.core.rule_bind import Binding
from simulator.experiment.simulate import prepare
from tests.small import small, typical

MONTHS = 15
POLICIES = tuple(map(typical, ("bridge_pension", "job_guarantee", "in_work_credit", "basic_income")))


def after() -> Economy:
    """More than a year on, with policies that people take up, retire by and work less for."""
    economy = prepare(small("rapid", POLICIES, persons=3000), role="policy", replicate=0)
    for _ in range(MONTHS):
        economy.step()
    return economy


def test_the_rows_asked_are_all_that_change(monkeypatch: pytest.MonkeyPatch) -> None:
    some = after()
    run = Binding.run
    monkeypatch.setattr(Binding, "run", lambda self, economy, among=None: run(self, economy))
    all_ = after()
    here = (all_.persons.active == 1) & (all_.persons.status != RETIRED)
    for name, column in all_.persons.columns.items():
        found = some.persons.columns[name][: len(here)]
        np.testing.assert_array_equal(found[here], column[: len(here)][here], err_msg=name)
    assert some.aggregates.as_dict() == all_.aggregates.as_dict()
