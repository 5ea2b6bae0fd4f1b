"""A comparison under several closures: the whole page changes to the one chosen, and the choice is kept."""

from pathlib import Path
from typing import Any

import pytest

import reports
from simulator.core.closure import CLOSURES as NAMED
from simulator.experiment.plan import comparison_of
from tests.browser.watched import BROWSER, Watched
from tests.unit import fake_options

pytestmark = BROWSER
CLOSURES = (NAMED["as_they_are"], NAMED["nobody_reacts"])


@pytest.fixture(scope="module")
def closures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    comparison = comparison_of(fake_options.OPTIONS, closures=CLOSURES)
    return reports.build(fake_options.run(tmp_path_factory.mktemp("closures") / "run", comparison).path)


def shown(watched: Watched) -> str:
    """The closure that the annex names."""
    return str(watched.page.locator(".facts dd:has(#closure-note)").inner_text())


def test_a_reader_switches_the_closure_of_all_figures(browser: Any, closures: Path) -> None:
    watched = Watched(browser, closures, 360)
    page = watched.page
    watched.unfold()
    assert shown(watched).startswith("as they are")
    assert page.locator("#closure option").all_inner_texts() == ["as they are", "nobody reacts"]
    page.locator("#closure").focus()
    page.locator("#closure").select_option("1")
    page.wait_for_function("location.hash === '#closure=1'")
    page.locator("#closure").and_(page.locator(":focus")).wait_for()
    assert shown(watched).startswith("nobody reacts")
    told = page.locator("#table-jobs_by_option").evaluate("node => node.outerHTML")
    assert 'data-closure="nobody_reacts"' in told
    watched.draw_all()
    assert watched.drawn() == page.locator(".plot").count() > 10
    watched.choose("fr")
    assert shown(watched).startswith("personne ne réagit")
    page.wait_for_function("location.hash === '#lang=fr&closure=1'")
    page.reload()
    watched.reads("fr")
    watched.unfold()
    assert shown(watched).startswith("personne ne réagit")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert watched.complaints == []
    page.close()
