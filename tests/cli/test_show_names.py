"""Whatever `sim list` prints can be shown; a country shows how far its numbers can be trusted."""

import pytest

from simulator.cli.catalogue import AGENTS
from simulator.cli.list import LISTINGS, entries
from simulator.core.shipped import country_codes
from simulator.scenario.country.profile import load_country
from tests.cli.calling import sim, words


@pytest.mark.parametrize("what", LISTINGS)
def test_every_name_of_a_list_is_printed_whole_and_can_be_shown(
    what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sim("list", what) == 0
    printed = capsys.readouterr().out.split()
    names = [entry[0] for entry in entries(what)]
    assert names
    for name in names:
        assert name in printed
        assert sim("show", name) == 0, name
        assert name in capsys.readouterr().out


@pytest.mark.parametrize("code", country_codes())
def test_a_country_shows_sources_and_how_many_numbers_are_of_which_status(
    code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    country = load_country(code)
    cells = {**country.meta, **country.national}.values()
    assert sim("show", code) == 0
    printed = words(capsys.readouterr().out)
    assert f"{len(cells)} single numbers: " in printed
    for status in {cell.status for cell in cells}:
        assert f"{sum(cell.status == status for cell in cells)} {status}" in printed
    for source in {cell.source for cell in cells}:
        assert words(source) in printed


@pytest.mark.parametrize(
    "name", ["world.frontier_ceiling", "closure.returns", "parameters.reservation_decay", "runs.seeds"]
)
def test_a_parameter_can_be_shown_by_the_name_that_differences_print(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sim("show", name) == 0
    assert f"{name.partition('.')[2]}" in capsys.readouterr().out


def test_list_without_a_kind_says_which_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert sim("list") == 0
    printed = capsys.readouterr().out
    assert all(what in printed for what in LISTINGS)
    assert sim("list", "nonsense") == 2
    assert "'countries', 'policies'" in words(capsys.readouterr().err)


def test_an_agent_shows_what_a_rule_may_read_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    for agent, kind in AGENTS.items():
        assert sim("show", agent) == 0
        printed = words(capsys.readouterr().out)
        for name, column in kind.columns.items():
            assert words(f"{name}: {column.about}") in printed
            assert f"unit: {column.unit or 'none'}; type: {column.dtype}" in printed


def test_a_column_says_who_has_it_and_which_rules_read_and_write_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert sim("show", "months_out") == 0
    readers = "employer_rank, worker_reservation_wage, worker_skill"
    assert f"read by the rules: {readers}" in capsys.readouterr().out
    assert sim("show", "wage") == 0
    printed = words(capsys.readouterr().out)
    assert "wage (column of person)" in printed
    # worker_wage reads the occupation's wage through the person's link.
    _, _, occupation = printed.partition("wage (column of occupation)")
    assert "written by the rules: occupation_wage read by the rules: occupation_wage" in occupation
    assert "worker_wage" in occupation


def test_a_country_tells_what_is_borrowed_and_recalled(capsys: pytest.CaptureFixture[str]) -> None:
    assert sim("show", "DEU") == 0
    told = words(capsys.readouterr().out)
    assert "borrowed: 2-digit split FRA+ITA+USA" in told
    assert "are recalled from memory, to be checked" in told
    assert "ai_adoption_250_2025" in told
    assert "borrowed from ESP" in told


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("schem",), 'Did you mean "schema"?'),
        (("mine.yaml",), "of two files or run folders: sim show FIRST SECOND"),
        (("gini", "employed", "debt"), "WHAT: 3 names are given; name one, or two scenarios to compare"),
        (("gini", "--seeds", "3"), "--seeds: is for benchmarks, B01 to B14; leave it out"),
        (("runs/one", "esp/adapt"), "runs/one: there is no such file"),
    ],
)
def test_what_cannot_be_shown_is_said(
    given: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sim("show", *given) == 2
    assert told in words(capsys.readouterr().err)
