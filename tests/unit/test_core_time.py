"""Months to and from dates, and the errors that end a command."""

import pickle

import pytest

from simulator.core.errors import ExitCode, IdentityError, InputError, InputErrors, suggestion
from simulator.core.time import month_index, month_label


def test_months_since_the_start_and_back():
    assert month_index("2025-01", "2027-03") == 26
    assert month_index("2025-06", "2025-01") == -5
    assert month_label("2025-06", 7) == "2026-01"
    assert all(month_index("2024-11", month_label("2024-11", m)) == m for m in range(-30, 300))


@pytest.mark.parametrize("date", ["2025", "2025-13", "2025-00", "25-01", "2025-1", "x"])
def test_a_wrong_date_is_an_input_error(date):
    with pytest.raises(InputError, match="2027-01"):
        month_index("2025-01", date)


def test_errors_carry_place_field_and_exit_code():
    error = InputError("too high", where="a.yaml:3:5", field="policies.levy.rate")
    assert str(error) == "a.yaml:3:5: policies.levy.rate: too high"
    assert error.exit_code == ExitCode.INPUT == 2
    assert IdentityError("gdp", 3, "1/0", "1 != 2", "sim run x").exit_code == ExitCode.IDENTITY == 1
    assert "sim run x" in str(IdentityError("gdp", 3, "1/0", "1 != 2", "sim run x"))


@pytest.mark.parametrize(
    "error",
    [
        InputError("m", where="w", field="f"),
        InputErrors([InputError("a"), InputError("b", field="f")]),
        IdentityError("gdp", 3, "1/0", "detail"),
    ],
)
def test_errors_survive_the_way_back_from_a_worker(error):
    copy = pickle.loads(pickle.dumps(error))
    assert (type(copy), str(copy), copy.exit_code) == (type(error), str(error), error.exit_code)


def test_suggestions():
    assert suggestion("wagee", ["wage", "price"]) == ' Did you mean "wage"?'
    assert suggestion("zzz", ["wage"]) == ""
