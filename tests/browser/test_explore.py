"""The explorer in a real browser: start, step, slider, reset, twin, a life, save, language, no network."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from simulator.scenario import load_scenario
from tests.browser.served import Explored, served
from tests.browser.watched import BROWSER, grave

pytest.importorskip("solara", reason="the extra [explore] is not installed")
pytest.importorskip("solara_assets", reason="the extra [explore] is not installed")
pytestmark = BROWSER
POLICY, TWIN = "With AI, with the policy", "With AI, no new policy"
SCENARIO = """\
title: Training early
question: What do courses do from the second month on?
extends: esp/training_programme
horizon: {months: 30}
policies: [training_programme: {places_per_1000: 40, start: 2025-02, wait: 0}]
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("explored")
    (made / "early.yaml").write_text(SCENARIO, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with served(folder, "early.yaml", "--persons", "1000") as found:
        yield found


@pytest.fixture
def explored(browser: Any, address: str) -> Iterator[Explored]:
    made = Explored(browser, address)
    yield made
    made.page.close()
    assert made.complaints == []


def test_months_go_by_until_it_is_stopped_and_one_by_one(explored: Explored) -> None:
    explored.press("Start")
    explored.wait_for_drawn(5)
    explored.press("Stop")
    explored.page.get_by_role("button", name="Start", exact=True).wait_for()
    stopped = explored.month
    explored.page.wait_for_timeout(500)
    assert explored.month == stopped
    before = len(explored.lines()[POLICY])
    explored.press("One month")
    explored.wait_for_drawn(before + 1)


def test_it_ends_with_the_last_month_of_the_scenario(explored: Explored) -> None:
    explored.press("Start")
    explored.wait_for_month("Jun 2027, the last month")
    assert explored.page.get_by_role("button", name="Start", exact=True).is_disabled()
    assert explored.page.get_by_role("button", name="One month", exact=True).is_disabled()


def test_the_twin_is_the_same_economy_until_the_policy_acts(explored: Explored) -> None:
    for count in range(2, 12):
        explored.press("One month")
        explored.wait_for_drawn(count)
    lines = explored.lines()
    assert list(lines) == [TWIN, POLICY]
    assert lines[TWIN][0] == lines[POLICY][0]
    assert lines[TWIN][-1] > lines[POLICY][-1]  # who is in a course is not unemployed
    flows = explored.lines("money")
    assert list(flows) == [TWIN, POLICY]
    assert len(explored.lines("beveridge")) == 2


def test_a_slider_begins_the_economy_anew_and_reset_does_too(explored: Explored) -> None:
    explored.press("One month")
    explored.wait_for_month("Feb 2025")
    slider = explored.page.get_by_label("people in training at a time").first
    slider.focus()
    slider.press("Home")
    explored.wait_for_month("Jan 2025")
    number = explored.page.get_by_label("people in training at a time").nth(1)
    assert number.input_value() == "0"
    for count in range(2, 6):
        explored.press("One month")
        explored.wait_for_drawn(count)
    lines = explored.lines()
    assert lines[TWIN] == lines[POLICY]  # no place, no difference
    explored.press("Reset")
    explored.wait_for_month("Jan 2025")
    explored.wait_for_drawn(1)
    assert number.input_value() == "0"  # what was moved stays


def test_a_number_outside_its_bounds_is_refused_in_words(explored: Explored) -> None:
    number = explored.page.get_by_label("pay while in training", exact=True).nth(1)
    number.fill("7")
    number.blur()
    told = explored.page.get_by_role("alert")
    told.wait_for()
    assert "stipend" in told.inner_text()
    number.fill("0.9")
    number.blur()
    told.wait_for(state="detached")


def test_another_person_is_followed_with_the_twin_beside(explored: Explored) -> None:
    for count in range(2, 8):
        explored.press("One month")
        explored.wait_for_drawn(count)
    title = explored.page.locator(".explore-life h2")
    before = title.inner_text()
    explored.press("Another person")
    explored.page.wait_for_function(
        "(before) => document.querySelector('.explore-life h2').innerText !== before", arg=before
    )
    now = explored.page.locator(".explore-life figcaption p").inner_text()
    with_policy, without = now.partition("Now: ")[2].rstrip(".").split("; ")
    assert with_policy.removeprefix(POLICY) != without.removeprefix(TWIN)  # one whom the policy has met


def test_what_was_chosen_is_saved_as_a_scenario_that_validates(explored: Explored, folder: Path) -> None:
    assert explored.page.locator(".explore-command").inner_text() == "sim run early.yaml --open"
    number = explored.page.get_by_label("length of a course", exact=True).nth(1)
    number.fill("12")
    explored.choose("How fast AI comes", "rapid")
    explored.page.locator("select[data-chosen=rapid]").wait_for()
    assert number.input_value() == "12"  # the answer to what was chosen leaves what is being typed
    number.blur()
    explored.choose("Add a policy", "basic_income")
    explored.page.locator("legend", has_text="Basic income").wait_for()
    explored.page.get_by_label("Name of the file").fill("mine")
    command = explored.page.locator(".explore-command", has_text="sim run mine.yaml --open")
    command.wait_for()
    explored.press("Save as YAML")
    explored.page.get_by_text("mine.yaml is written.").wait_for()
    command_line = [sys.executable, "-m", "simulator.cli.app", "check", "mine.yaml"]
    assert subprocess.run(command_line, cwd=folder, capture_output=True, check=False).returncode == 0
    saved = load_scenario(folder / "mine.yaml")
    assert (saved.world_name, saved.persons, saved.months) == ("rapid", 20_000, 30)
    values = {policy.name: policy for policy in saved.policies}
    assert values["training_programme"].value("months", 24) == 12.0
    assert values["training_programme"].value("places_per_1000", 24) == 40.0
    assert values["basic_income"].value("amount", 24) > 0.0
    explored.press("Save as YAML")
    explored.page.get_by_text("mine.yaml exists; nothing was written").wait_for()


def test_it_speaks_another_language_and_goes_to_another_country(explored: Explored) -> None:
    explored.choose("Language", "fr")
    explored.page.get_by_role("heading", name="Explorer une économie").wait_for()
    explored.page.locator(".explore-month", has_text="janvier 2025").wait_for()
    explored.page.get_by_role("heading", name="Taux de chômage").wait_for()
    separators = "document.querySelector('.explore-posts .explore-chart').layout.separators"
    explored.page.wait_for_function(f"{separators} === ',\\u202f'")
    explored.choose("Option", "esp/no_policy")
    # Without a policy the twin is the economy without further AI.
    explored.page.wait_for_function(
        "document.querySelector('.explore-unemployment .explore-chart').data[0].name.startsWith('Sans')"
    )


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1440, "light")])
def test_axe_finds_nothing_serious_and_nothing_is_cut(
    browser: Any, address: str, width: int, scheme: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    explored = Explored(browser, address, width, scheme)
    assert explored.page.evaluate("document.documentElement.scrollWidth") <= width
    assert grave(axe, explored.page) == []
    explored.page.close()


def test_nothing_was_looked_for_in_the_network_and_nothing_was_wrong(address: str, folder: Path) -> None:
    """The last of this file: what the server has said meanwhile."""
    said = (folder / "said.txt").read_text(encoding="utf-8")
    assert said.split() == [address, "(Ctrl-C", "ends", "it)"]
