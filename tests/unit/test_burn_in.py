"""Burn-in: what exports, selection and separations answer, and that accounts close when debt is restated."""

import numpy as np
import pytest

from simulator.economy.model import Economy
from simulator.experiment.simulate import prepare
from simulator.flows.closing import net_financial_assets
from simulator.start import burn_in
from simulator.start.hazards import occupations_of_starts, stocks
from tests.small import small

QUIET_MONTH = 1
"""A month in which hazards, pay and appeal are not steered."""


def economy() -> Economy:
    return prepare(small("none"), role="no_policy", replicate=0)


def answers(monkeypatch: pytest.MonkeyPatch, unemployment: float, vacancies: float) -> dict[str, float]:
    """Log changes of exports and selection where both rates are these multiples of their targets."""
    e = economy()
    c, v = e.controllers, e.country.values
    seen = burn_in.measures(e) | {
        "unemployment": unemployment * c.unemployment_target, "vacancy": vacancies * v["vacancy_rate"],
    }  # fmt: skip
    c.last_gap = seen["unemployment"] - c.unemployment_target  # only what lasts, not what is new
    monkeypatch.setattr(burn_in, "measures", lambda _: seen)
    exports, speed = e.world.export_base, c.selection_speed
    burn_in.steer_exports(e, selecting=True)
    burn_in.steer(e, QUIET_MONTH, burn_in.Aim(stocks(e), occupations_of_starts(e)))
    return {
        "exports": float(np.log(e.world.export_base / exports)),
        "selection": float(np.log(c.selection_speed / speed)),
    }


def test_too_much_of_both_is_slow_selection_and_not_a_lack_of_demand(monkeypatch: pytest.MonkeyPatch) -> None:
    change = answers(monkeypatch, 1.5, 1.5)
    assert change["exports"] == pytest.approx(0.0, abs=1e-12)
    assert change["selection"] > 0.0


def test_many_unemployed_and_few_vacancies_are_a_lack_of_demand(monkeypatch: pytest.MonkeyPatch) -> None:
    change = answers(monkeypatch, 1.5, 1.0 / 1.5)
    assert change["exports"] > 0.0
    assert change["selection"] == pytest.approx(0.0, abs=1e-12)
    assert answers(monkeypatch, 1.0 / 1.5, 1.5)["exports"] < 0.0


def test_separations_answer_how_many_find_work_not_how_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """At twice the unemployment and the usual chance of work, twice as many as may lose their jobs do."""
    e = economy()
    c = e.controllers
    usual = c.finding_target / (1.0 - c.finding_target) * c.unemployment_target
    change = []
    for many in (1.0, 2.0):
        seen = burn_in.measures(e) | {"found": many * usual}
        monkeypatch.setattr(burn_in, "measures", lambda _, seen=seen: seen)
        before = c.separation_scale
        burn_in.steer(e, QUIET_MONTH, burn_in.Aim(stocks(e), occupations_of_starts(e)))
        change.append(c.separation_scale / before)
    assert change[0] == pytest.approx(1.0)
    assert change[1] < 1.0


def test_restated_debt_is_the_country_s_and_every_account_still_closes() -> None:
    e = economy()
    bank = net_financial_assets(e)["bank"]
    e.state.bonds *= 1.4
    e.world.account.amount += 0.4 / 1.4 * e.state.bonds
    burn_in._restate_debt(e)
    ratio = e.state.bonds / (12.0 * e.accounts_of_month["production"])
    assert ratio == pytest.approx(e.country.values["public_debt"])
    assert net_financial_assets(e)["bank"] == pytest.approx(bank)
    e.step()  # raises where a balance sheet does not close
    assert e.state.bonds > 0.0


def test_debt_is_restated_every_five_years_and_at_month_0(monkeypatch: pytest.MonkeyPatch) -> None:
    months: list[int] = []
    monkeypatch.setattr(burn_in, "_restate_debt", lambda e: months.append(e.month))
    burn_in.burn_in(economy())
    assert months == [-299, -239, -179, -119, -59, 0]
