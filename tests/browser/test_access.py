"""WCAG 2.2 AA by axe-core: no violation of level serious or above, on phone and desk, light and dark."""

from pathlib import Path
from typing import Any

import pytest

import reports
from tests.browser.watched import BROWSER, Watched
from tests.fake_run import make_fake_run

pytestmark = BROWSER
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report whose tables are short: axe looks at every cell."""
    return reports.build(make_fake_run(tmp_path_factory.mktemp("access") / "run", months=12, seeds=2))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "lang"), [(360, "fr"), (1440, "es")])
def test_axe_finds_nothing_serious(browser: Any, small: Path, width: int, scheme: str, lang: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    watched = Watched(browser, small, width, scheme)
    watched.choose(lang)
    watched.draw_all()
    watched.open_details()
    found = axe.run(watched.page, options=RULES).response["violations"]
    told = [
        f"{one['impact']}: {one['help']}: {', '.join(str(node['target']) for node in one['nodes'][:5])}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]
    assert told == []
    watched.page.close()
