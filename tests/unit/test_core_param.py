"""Parameters: declared once, checked, and converted to months by their kind."""

import pytest

from simulator.core.errors import InputError
from simulator.core.param import PARAMS, Parameters, declare, param, to_monthly


def _param(default=0.2, **changes):
    given = {
        "unit": "per year",
        "bounds": (0.0, 1.0),
        "about": "a",
        "source": "s",
        "status": "assumed",
        "kind": "hazard",
    }
    return param(default, **{**given, **changes})


class _World(Parameters):
    exit_hazard = _param()
    price_growth = _param(0.02, kind="growth")
    midpoint = _param(2030, unit="year", bounds=(2000, 2100), kind="number")


def test_values_are_monthly_and_compound_to_the_year():
    world = _World(exit_hazard=0.5)
    assert (1 - world.exit_hazard) ** 12 == pytest.approx(0.5)
    assert (1 + world.price_growth) ** 12 == pytest.approx(1.02)
    assert world.midpoint == 2030
    assert world.given["exit_hazard"] == 0.5


def test_a_value_out_of_bounds_names_field_value_and_range():
    with pytest.raises(ValueError, match=r"exit_hazard = 1\.5 .*\[0, 1\] per year"):
        _World(exit_hazard=1.5)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "0.5"])
def test_only_finite_numbers_are_values(value):
    with pytest.raises(ValueError, match="exit_hazard"):
        _World(exit_hazard=value)


def test_an_unknown_name_is_answered_with_the_closest():
    with pytest.raises(InputError, match="exit_hazard"):
        _World(exit_hazzard=0.1)


def test_subclasses_inherit_and_replace_keeps_the_rest():
    class Other(_World):
        extra = _param(0.1)

    assert list(Other.declared()) == ["exit_hazard", "price_growth", "midpoint", "extra"]
    assert Other(exit_hazard=0.5).replace(extra=0.3).given["exit_hazard"] == 0.5


def test_a_default_out_of_bounds_or_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="default"):
        _param(2.0)
    with pytest.raises(ValueError, match="kind"):
        _param(kind="nonsense")


def test_one_name_has_one_declaration(monkeypatch):
    monkeypatch.setitem(PARAMS, "some_rate", _param())
    declare("some_rate", _param())
    with pytest.raises(ValueError, match="twice"):
        declare("some_rate", _param(0.3))


def test_only_hazards_and_growth_rates_convert():
    with pytest.raises(ValueError, match="share"):
        to_monthly(0.1, "share")
    assert to_monthly(1.0, "hazard") == 1.0
