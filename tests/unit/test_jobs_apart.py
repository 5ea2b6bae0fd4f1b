"""Jobs taken apart: in every month of an economy both ways of counting add up to the employed."""

from collections import defaultdict

import pytest

from simulator.experiment.simulate import simulate
from simulator.findings.effects import EMPLOYED, EMPLOYERS, PEOPLE
from tests.small import small, typical


@pytest.mark.parametrize("policies", [(), (typical("job_guarantee"),)])
def test_both_ways_of_counting_add_up_to_the_employed(policies: tuple[object, ...]) -> None:
    scenario = small(policies=policies)  # type: ignore[arg-type]
    rows = simulate(scenario, role="policy" if policies else "no_policy", replicate=0).rows
    names = ("indicator", "by", "month", "value")
    months: dict[int, dict[str, float]] = defaultdict(dict)
    for indicator, by, month, value in zip(*(rows[one] for one in names), strict=True):
        if by == "total":
            months[int(month)][str(indicator)] = float(value)
    assert len(months) > 12
    for found in months.values():
        for way in (EMPLOYERS, PEOPLE):
            told = sum(sign * found[one] for parts in way.values() for one, sign in parts.items())
            assert told == pytest.approx(found[EMPLOYED], rel=1e-9)
    if policies:
        assert max(found["in_public_jobs"] for found in months.values()) > 0.0
