"""Whatever `sim list` prints can be described; a country shows how far its numbers can be trusted."""

from __future__ import annotations

import pytest

from simulator.cli.catalogue.listings import LISTINGS
from simulator.core.shipped import country_codes
from simulator.scenario.country.profile import load_country
from tests.cli.calling import sim, words


@pytest.mark.parametrize("what", LISTINGS)
def test_every_name_of_a_list_is_printed_whole_and_can_be_described(
    what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sim("list", what) == 0
    printed = capsys.readouterr().out
    names = [entry[0] for entry in LISTINGS[what][1]()]
    assert names
    for name in names:
        assert f" {name} " in printed
        assert sim("describe", name) == 0, name
        assert name in capsys.readouterr().out


@pytest.mark.parametrize("code", country_codes())
def test_a_country_shows_sources_and_how_many_numbers_are_of_which_status(
    code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    country = load_country(code)
    cells = {**country.meta, **country.national}.values()
    assert sim("describe", code) == 0
    printed = words(capsys.readouterr().out)
    assert f"{len(cells)} single numbers: " in printed
    for status in {cell.status for cell in cells}:
        assert f"{sum(cell.status == status for cell in cells)} {status}" in printed
    for source in {cell.source for cell in cells}:
        assert words(source) in printed


@pytest.mark.parametrize(
    "name", ["world.frontier_ceiling", "closure.stabilisation", "parameters.reservation_decay", "runs.seeds"]
)
def test_a_parameter_can_be_described_by_the_name_that_diff_prints(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sim("describe", name) == 0
    assert f"{name.partition('.')[2]}" in capsys.readouterr().out


def test_list_without_a_kind_says_which_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert sim("list") == 0
    printed = capsys.readouterr().out
    assert all(what in printed for what in LISTINGS)
    assert sim("list", "nonsense") == 2
    assert "'countries', 'policies'" in words(capsys.readouterr().err)
