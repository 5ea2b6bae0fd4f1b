"""The explorer without a browser: what is chosen, how far sliders go, the pair, the thread, what is saved."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import mean

import pytest

import simulator as ls
from reports.text import Text, languages
from simulator.core.closure import CLOSURES
from simulator.core.errors import InputError
from simulator.experiment.tasks import scenario_of
from simulator.explore import page, serve
from simulator.explore.explorer import Choice, Explorer, Pair, View, options_in
from simulator.explore.pictures import answer, pictures
from simulator.policies import discover
from simulator.scenario import load_scenario
from tests.cli.calling import sim

CHOICE = Choice("esp/training_programme", persons=1000)
EARLY = "extends: esp/training_programme\npolicies: [training_programme: {start: 2025-02, wait: 0}]\n"


@pytest.fixture
def early(tmp_path: Path) -> Choice:
    """A choice whose policy acts from the second month on."""
    (tmp_path / "early.yaml").write_text(f"title: Early\n{EARLY}", encoding="utf-8")
    return Choice(str(tmp_path / "early.yaml"), persons=1000)


@pytest.fixture
def explored() -> Iterator[Callable[[Choice], tuple[Explorer, Callable[[Callable[[View], bool]], View]]]]:
    """Make an explorer, and what waits until it shows something."""
    made: list[Explorer] = []

    def make(choice: Choice) -> tuple[Explorer, Callable[[Callable[[View], bool]], View]]:
        changed = threading.Condition()

        def told(_: View) -> None:
            with changed:
                changed.notify_all()

        def draw(pair: Pair, person: int) -> tuple[int, int]:
            return pair.month, pair.chosen.economy.life(person)["month"][-1]

        explorer = Explorer(choice, draw, told)
        made.append(explorer)

        def wait(until: Callable[[View], bool]) -> View:
            with changed:
                assert changed.wait_for(lambda: until(explorer.view), timeout=60)
            return explorer.view

        return explorer, wait

    yield make
    for one in made:
        one.close()
        one._thread.join(timeout=30)


def test_a_policy_can_be_moved_added_and_taken_away() -> None:
    moved = CHOICE.with_value("training_programme.months", 12.0)
    assert moved.scenario.policies[0].value("months", 30) == 12.0
    both = moved.with_policy("basic_income")
    assert [policy.name for policy in both.scenario.policies] == ["training_programme", "basic_income"]
    amount = both.scenario.policies[1].value("amount", 30)
    assert amount == discover()["basic_income"].typical.values["amount"]
    more = both.with_value("basic_income.amount", 2 * amount)
    assert more.without_policy("basic_income") == moved
    assert not CHOICE.is_changed
    assert CHOICE.with_world("moderate") == CHOICE  # it is the scenario's own
    assert CHOICE.with_closure("foreseen").with_closure("as_they_are") == CHOICE


@pytest.mark.parametrize("name", sorted(discover()))
def test_every_instrument_can_be_added_and_its_sliders_reach_what_it_stands_at(name: str) -> None:
    choice = Choice("esp/no_policy", persons=1000).with_policy(name)
    own = [lever for lever in choice.levers if lever.is_own]
    assert own
    for lever in choice.levers:
        least, most = lever.declared.bounds
        assert least <= lever.low <= lever.value <= lever.high <= most
        assert 20 <= (lever.high - lever.low) / lever.step <= 250


def test_the_twin_is_the_run_without_the_policy() -> None:
    pair = Pair(CHOICE.scenario)
    alone = ls.Economy(scenario_of(CHOICE.scenario, "no_policy"))
    for _ in range(3):
        pair.step()
        alone.step()
    months = alone.datacollector.model_vars["employed"]
    assert pair.twin.series("employed") == months
    assert pair.twin.role == "no_policy"
    assert Pair(Choice("esp/no_policy", persons=1000).scenario).twin.role == "no_ai"


def test_what_moves_between_sectors_is_what_the_ledger_says(early: Choice) -> None:
    pair = Pair(early.scenario)
    assert pair.chosen.shares() == {}
    for _ in range(2):
        pair.step()
    economy = pair.chosen.economy
    wages = sum(amount for payer, payee, _, amount in economy.ledger.matrix()
                if (payer, payee) == ("firms", "households"))  # fmt: skip
    assert pair.chosen.flows[-1]["firms", "households"] == pytest.approx(wages * economy.weight)
    state = ("state", "households")
    assert pair.chosen.shares()[state] > pair.twin.shares()[state]  # stipends


def test_who_is_met_is_somebody_whom_the_policy_has_met(early: Choice) -> None:
    pair = Pair(early.scenario)
    for _ in range(6):
        pair.step()
    person = pair.someone()
    here, there = (side.economy.life(person)["status"][-1] for side in (pair.chosen, pair.twin))
    assert here != there
    assert pair.someone(person) != person


@pytest.mark.parametrize("lang", languages())
def test_every_figure_is_drawn_in_every_language_from_month_0_on(lang: str, early: Choice) -> None:
    pair = Pair(early.scenario)
    text = Text(lang)
    for month in range(3):
        drawn = pictures(pair, pair.someone(), text)
        assert [picture.name for picture in drawn] == ["unemployment", "posts", "beveridge", "life", "money"]
        assert len(drawn[0].plot["data"][0]["x"]) == month + 1
        pair.step()


def test_the_answer_counts_the_jobs_between_the_two_economies(early: Choice) -> None:
    pair, text = Pair(early.scenario), Text("en")
    told = [answer(pair, text)]
    for _ in range(6):
        pair.step()
        told.append(answer(pair, text))
    twin, chosen = (mean(side.series("employed")) for side in pair.sides)
    assert told[0].startswith("Training programme: nothing acts before Feb 2025")
    assert "on average over the 7 months to Jul 2025" in told[-1]
    assert ("fewer" if chosen < twin else "more") in told[-1]
    assert text.significant(abs(chosen - twin), 2) in told[-1]


def test_it_steps_plays_stops_and_begins_anew(
    explored: Callable[[Choice], tuple[Explorer, Callable]],
) -> None:
    explorer, wait = explored(CHOICE)
    assert wait(lambda view: view.drawn is not None).month == 0
    explorer.step()
    assert wait(lambda view: view.month == 1).drawn[0] == 1
    explorer.play()
    wait(lambda view: view.is_playing and view.month >= 4)
    explorer.stop()
    stopped = wait(lambda view: not view.is_playing).month
    explorer.step()
    assert wait(lambda view: view.month > stopped).month == stopped + 1
    explorer.choose(CHOICE.with_value("training_programme.months", 12.0))
    moved = wait(lambda view: view.month == 0 and not view.is_making)
    assert moved.choice.scenario.policies[0].value("months", 30) == 12.0
    explorer.step()
    wait(lambda view: view.month == 1)
    explorer.reset()
    assert wait(lambda view: view.month == 0 and not view.is_making).choice == moved.choice


def test_what_cannot_be_made_is_told_and_what_was_there_stays(
    explored: Callable[[Choice], tuple[Explorer, Callable]],
) -> None:
    explorer, wait = explored(CHOICE)
    wait(lambda view: view.drawn is not None)
    explorer.choose(CHOICE.with_value("training_programme.stipend", 7.0))
    view = wait(lambda view: bool(view.fault))
    assert view.fault.startswith("policies.training_programme.stipend: 7 is out of range; allowed: 0 to 1")
    assert (view.choice, view.month) == (CHOICE, 0)
    explorer.step()
    assert wait(lambda view: view.month == 1).fault == ""


def test_months_wait_for_a_browser_that_is_behind(
    explored: Callable[[Choice], tuple[Explorer, Callable]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulator.explore.explorer.PATIENCE", 60.0)
    explorer, wait = explored(CHOICE)
    wait(lambda view: view.drawn is not None)
    explorer.has_drawn(0)
    explorer.play()
    assert wait(lambda view: view.month == 2).month == 2
    threading.Event().wait(0.5)
    assert explorer.view.month == 2
    explorer.has_drawn(2)
    wait(lambda view: view.month >= 3)


def test_a_choice_is_saved_beside_the_file_that_it_extends(early: Choice) -> None:
    choice = early.with_world("rapid").with_closure("foreseen").with_policy("severance")
    choice = choice.with_value("training_programme.months", 12.0)
    path = page.save(choice, "mine")
    assert path == Path(early.base).parent / "mine.yaml"
    again = load_scenario(path)
    assert (again.world, again.policies) == (choice.scenario.world, choice.scenario.policies)
    assert again.closure == choice.scenario.closure == CLOSURES["foreseen"]
    assert again.persons == load_scenario("esp/training_programme").persons  # how it was looked at is no part
    assert page.command(choice, "mine") == f"sim run {path} --open"
    with pytest.raises(InputError, match="exists; nothing was written"):
        page.save(choice, "mine")


@pytest.mark.parametrize("name", ["", "../mine", "a b", "x" * 70])
def test_a_name_that_is_none_for_a_file_is_refused(name: str, early: Choice) -> None:
    with pytest.raises(InputError, match="is no name for a file; allowed"):
        page.save(early, name)
    assert [path.name for path in Path(early.base).parent.iterdir()] == ["early.yaml"]


def test_what_is_wrong_is_told_before_anything_is_served(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (("esp/no_such",), ("--lang", "xx"), ("--persons", "3"), ("--port", "99999")):
        assert sim("explore", *arguments, "--no-open") == 2
        assert capsys.readouterr().err.strip()


def test_without_the_extra_it_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(serve, "NEEDED", ("no_such_module",))
    assert sim("explore", "--no-open") == 2
    assert "labour-displacement-simulator[explore]" in capsys.readouterr().err.replace("\n", "")


def test_a_port_that_is_taken_is_told() -> None:
    taken = serve._listen(0)
    with pytest.raises(InputError, match=r"cannot be used: .* name another, or 0"):
        serve._listen(taken.getsockname()[1])
    taken.close()


def test_the_script_that_draws_is_one_function_with_nothing_around_it() -> None:
    made = serve.library()
    assert made.startswith("//# allFunctionsCalledOnLoad\nwindow.explorePlotly = (function (define) {")
    assert "root.moduleName" not in made  # what Plotly's own file has around it
    assert made.rstrip().endswith('window.dispatchEvent(new Event("explore-plotly"));')


def test_a_script_of_another_shape_is_handed_over_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simulator.explore.serve.get_plotlyjs", lambda: "window.Plotly = {other: 1};")
    assert "window.Plotly = {other: 1};\nreturn window.Plotly;\n});" in serve.library()


def test_every_country_has_options_to_begin_with() -> None:
    assert "esp/adapt@borrowing" in options_in("ESP")
    assert all(options_in(name) for name in ("BRA", "DEU", "FRA", "USA"))
