"""WCAG 2.2 AA by axe-core: no violation of level serious or above, on phone and desk, light and dark."""

from pathlib import Path
from typing import Any

import pytest

import reports
from simulator.core.closure import CLOSURES
from simulator.experiment.plan import comparison_of
from tests.browser.watched import BROWSER, Watched, grave
from tests.fake_run import make_fake_run
from tests.unit import fake_options

pytestmark = BROWSER
CASES = [
    ("run", 360, "fr", "light"), ("run", 360, "fr", "dark"), ("run", 1440, "es", "light"),
    ("run", 1440, "es", "dark"), ("run", 1440, "en", "light"),
    ("comparison", 360, "es", "light"), ("comparison", 360, "en", "dark"), ("comparison", 1440, "fr", "dark"),
]  # fmt: skip


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Pages whose tables are short: axe looks at every cell."""
    folder = tmp_path_factory.mktemp("access")
    options = tuple(fake_options.option(one.name, *one.policies, months=12, seeds=2)
                    for one in fake_options.OPTIONS)  # fmt: skip
    comparison = comparison_of(options, worlds=["moderate", "rapid"],
                               closures=[CLOSURES["as_they_are"], CLOSURES["nobody_reacts"]])  # fmt: skip
    compared = fake_options.run(folder / "esp", comparison).path
    return {
        "run": reports.build(make_fake_run(folder / "run", months=12, seeds=2), "all"),
        "comparison": reports.build(compared, "all"),
    }


@pytest.mark.parametrize(("page", "width", "lang", "scheme"), CASES)
def test_axe_finds_nothing_serious(
    browser: Any, pages: dict[str, Path], page: str, width: int, lang: str, scheme: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    watched = Watched(browser, pages[page], width, scheme)
    watched.choose(lang)
    watched.draw_all()
    watched.open_details()
    assert watched.page.evaluate("document.documentElement.scrollWidth") <= width
    assert grave(axe, watched.page) == []
    assert watched.complaints == []
    watched.page.close()
