"""Scenarios drawn from what parameters declare as possible: whatever is asked for, the accounts balance."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from simulator.core.closure import CLOSURES
from simulator.core.ledger import TOLERANCE
from simulator.core.param import Param
from simulator.policies import discover
from simulator.scenario import Constant, PolicySetting, Scenario
from simulator.scenario.world import World
from tests.small import ran, series, small

MONTHS = 8
DEARER_THAN_PEOPLE = 3000.0
"""Dollars a month for the work of one person: about what pay and contributions are."""


def values(declared: Mapping[str, Param]) -> st.SearchStrategy[dict[str, float]]:
    """Values within the declared bounds, the bounds themselves among them."""
    return st.fixed_dictionaries(
        {
            name: st.sampled_from([float(b) for b in p.bounds]) | st.floats(*p.bounds, allow_subnormal=False)
            for name, p in declared.items()
        }
    )


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """Spain in a world, a closure and with instruments as their declarations allow."""
    instruments = draw(st.lists(st.sampled_from(sorted(discover())), unique=True))
    earmark = draw(st.sampled_from([None, *(n for n in instruments if not discover()[n].raises)]))
    policies = tuple(
        PolicySetting(
            name,
            {key: Constant(value) for key, value in draw(values(discover()[name].declared())).items()},
            start=draw(st.integers(0, MONTHS)),
            end=draw(st.none() | st.integers(1, MONTHS)),
            earmark=earmark if discover()[name].raises else None,
        )
        for name in instruments
    )
    is_earmarked = any(policy.earmark for policy in policies)
    return replace(
        small(),
        policies=policies,
        months=MONTHS,
        persons=draw(st.sampled_from([500, 1000])),
        world=draw(values(World.declared())),
        closure=draw(st.sampled_from(list(CLOSURES.values()))),
        financing="earmarked" if is_earmarked else "deficit",
    )


# Without shrinking: it would run hundreds of economies, and what failed is printed whole.
@settings(max_examples=10, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
          suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])  # fmt: skip
@given(scenario=scenarios(), replicate=st.integers(0, 3))
def test_the_identities_decide(scenario: Scenario, replicate: int) -> None:
    output = ran(scenario, replicate=replicate)
    assert output.identity_max < TOLERANCE
    assert np.isfinite(output.rows["value"]).all()
    assert (series(output, "gdp") > 0.0).all()
    shares = ["unemployment_rate", "labour_share", "gini", "arop", "tasks_automated"]
    if scenario.world["ai_running_cost"] > DEARER_THAN_PEOPLE:  # users of month 0 keep AI whatever it costs
        shares.remove("labour_share")
    for name in shares:
        assert ((series(output, name) >= 0.0) & (series(output, name) <= 1.0)).all(), name
