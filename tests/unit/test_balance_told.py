"""What is told of a balanced budget: the bill, what the rate is beside others, what moves the debt."""

import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

import reports
from reports.data.run import Run
from reports.story.balancing import balancing
from reports.text import Text
from simulator.cli.headline import debt_told, print_comparison, weighed
from simulator.experiment.conduct import Summary
from simulator.experiment.conduct import conduct as compare
from simulator.experiment.plan import comparison_of
from simulator.policies import discover
from simulator.scenario.country.profile import load_country
from simulator.scenario.financing import targets, yardstick
from simulator.store import manifest
from tests import experiment
from tests.fake_run import FakeModel
from tests.unit import fake_budget
from tests.unit.fake_budget import BACK, COST, balanced_scenario
from tests.unit.report_page import Page, changed


def run(out: Path, model: Any = fake_budget.simulate) -> Summary:
    return experiment.run(balanced_scenario(), out=out, model=FakeModel(model), finish=reports.build)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Summary:
    return run(tmp_path_factory.mktemp("balanced") / "run")


@pytest.fixture(scope="module")
def folder(found: Summary) -> Path:
    return found.path


def test_the_parts_of_the_bill_are_told_and_add_up(found: Summary) -> None:
    """Outlay, what comes back, need, what the tax brings, what is left: in the terminal and on the page."""
    balance = found.balance
    assert balance is not None
    bill = balance.bill
    outlay = 1.05 * COST / (1.0 - BACK)
    assert bill.outlay == pytest.approx(outlay, rel=0.02)
    assert bill.taxes == pytest.approx(BACK * bill.outlay, rel=0.01)
    assert bill.feedback == pytest.approx(BACK * bill.outlay)
    assert bill.lines["need"] == pytest.approx((1.0 - BACK) * bill.outlay)
    assert bill.lines["left"] == pytest.approx(balance.gap, abs=1e-12)
    lines = list(bill.lines.values())
    assert lines[6] == pytest.approx(sum(lines[:6]))
    assert lines[-1] == pytest.approx(sum(lines[6:-1]))
    page = Page(found.path / "report.html")
    [(_, table)] = page.all("table", id="table-bill")
    for share in bill.lines.values():
        assert Text("en").number(100.0 * share, 2, signed=True) in table


def test_a_rate_beyond_any_country_is_told_as_what_it_is(found: Summary, tmp_path: Path) -> None:
    summary = run(tmp_path / "run", fake_budget.too_narrow)
    assert summary.balance is not None
    first, warning = weighed(summary.balance)
    assert "top rate 47.0% today, 87.0% with it" in first
    assert "highest is 55.9% (Denmark" in warning
    assert "alone does not pay" in warning
    page = Page(summary.path / "report.html")
    [(_, told_there)] = page.all("div", id="balancing")
    assert "No country is known to have so much" in told_there
    assert any("No country is known" in text for _, text in page.all("strong"))
    assert found.balance is not None
    assert not found.balance.is_unheard_of
    assert len(list(weighed(found.balance))) == 1


def test_what_moves_debt_is_told_where_debt_is_shown(found: Summary) -> None:
    assert found.balance is not None
    debt = found.balance.debt
    assert sum(debt.moves.values()) == pytest.approx(debt.total, abs=1e-12)
    first = next(debt_told(found.balance))
    assert first.startswith(f"Debt over GDP in the last month {100 * debt.total:+.2f}")
    page = Page(found.path / "report.html")
    [(_, figure)] = page.all("figure", id="figure-debt")
    assert "growth of volumes" in figure


@pytest.mark.parametrize("lang", ["fr", "es"])
def test_a_balanced_budget_is_told_in_other_languages(lang: str, folder: Path, tmp_path: Path) -> None:
    content = manifest.read(folder)["content"]["balancing"] | {"unheard_of": True, "erosion": "prices"}
    told_there = balancing(Run(changed(folder, tmp_path / "run", balancing=content)), Text(lang))
    assert told_there is not None
    words = [told_there.fact, *told_there.sentences, *told_there.bill.columns]
    words += [row[0].text for row in told_there.bill.rows]
    assert [text for text in words if re.search(r"\b(the|of|and|with|what|by|is)\b", text)] == []


@pytest.mark.parametrize("by", targets(discover()))
def test_whatever_can_balance_is_told_in_points_of_its_base(by: str, folder: Path, tmp_path: Path) -> None:
    content = manifest.read(folder)["content"]["balancing"]
    known = yardstick(by, load_country("ESP"))
    told_by = content | {
        "by": by,
        "unit": targets(discover())[by].unit,
        "rate": 0.0123,
        "yardstick": known and asdict(known),
    }
    told_there = balancing(Run(changed(folder, tmp_path / "run", balancing=told_by)), Text("en"))
    assert told_there is not None
    _, _, base = told_there.fact.partition("+1.23 percentage points of ")
    assert base.strip()[0].isalpha()


def test_a_comparison_tells_of_each_budget_that_was_balanced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = [balanced_scenario(tax, name=tax) for tax in ("income_tax", "vat")]
    plan = comparison_of(options)
    model = FakeModel(fake_budget.simulate)
    summary = compare(plan, out=tmp_path / "run", model=model, finish=reports.build)
    print_comparison(summary)
    printed = " ".join(capsys.readouterr().out.split())
    [(_, page)] = Page(summary.path / "report.html").all("div", id="balancing")
    for tax in ("income_tax", "vat"):
        assert f"{tax}: Balanced by {tax}: " in printed or f"{tax}: DOES NOT BALANCE by {tax}" in printed
        assert f"{tax}." in page
    again = compare(plan, out=tmp_path / "run", model=model, resume=True)
    assert {name: one.content() for name, one in again.balances.items()} == {
        name: one.content() for name, one in summary.balances.items()
    }
