"""The printed page: how long it is, and what must be on it. Flows and legends are there."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

import reports
from simulator.core.closure import CLOSURES
from simulator.experiment.plan import comparison_of
from tests.browser.watched import ARGUMENTS, BROWSER, CHROMIUM, Watched
from tests.fake_run import make_fake_run
from tests.unit import fake_options

pytestmark = BROWSER
MOST = {"run": 10, "comparison": 14}  # pages without what is folded


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("print")
    comparison = comparison_of(fake_options.OPTIONS, worlds=["moderate", "rapid"],
                               closures=[CLOSURES["as_they_are"], CLOSURES["nobody_reacts"]])  # fmt: skip
    return {
        "run": reports.build(make_fake_run(folder / "run", months=180, seeds=3), "all"),
        "comparison": reports.build(fake_options.run(folder / "all", comparison).path, "all"),
    }


def on_paper(watched: Watched, path: Path) -> bytes:
    watched.page.wait_for_function("window.Plotly")
    watched.page.pdf(path=path, print_background=True, prefer_css_page_size=True)
    return path.read_bytes()


def pages_of(paper: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page[^s]", paper))


@pytest.mark.parametrize("lang", ["en", "fr", "es"])
@pytest.mark.parametrize("page", ["run", "comparison"])
def test_it_is_no_longer_than_can_be_read(
    browser: Any, printed: dict[str, Path], tmp_path: Path, page: str, lang: str
) -> None:
    watched = Watched(browser, printed[page], 1440)
    watched.choose(lang)
    assert 1 < pages_of(on_paper(watched, tmp_path / "page.pdf")) <= MOST[page]
    assert watched.complaints == []
    watched.page.close()


def test_what_is_unfolded_is_on_paper_with_its_flows_and_legends(
    browser: Any, printed: dict[str, Path], tmp_path: Path
) -> None:
    watched = Watched(browser, printed["run"], 360)
    folded = pages_of(on_paper(watched, tmp_path / "folded.pdf"))
    watched.unfold()
    watched.page.evaluate("""() => { addEventListener("beforeprint", () => {
        const seen = (node) => getComputedStyle(node).opacity === "1" && node.getBBox().width > 0;
        window.found = {
            flows: [...document.querySelectorAll("#figure-ai_money .sankey-link")].filter(seen).length,
            legends: [...document.querySelectorAll("#figure-unemployment .traces")].filter(seen).length,
        };
    }); }""")
    assert pages_of(on_paper(watched, tmp_path / "page.pdf")) > 1.5 * folded
    found = watched.page.evaluate("window.found")
    assert found["flows"] == 3  # all that the figure has
    assert found["legends"] == 2
    watched.page.close()


def test_a_page_that_is_printed_as_soon_as_it_has_loaded_has_every_figure(
    report: Path, tmp_path: Path
) -> None:
    counting = """<script>addEventListener("load", () => addEventListener("beforeprint", () => {
        const plots = [...document.querySelectorAll(".plot")];
        const drawn = plots.filter((one) => one.querySelector(".main-svg *"));
        document.querySelector("h1").textContent = `${drawn.length} of ${plots.length} drawn`;
    }));</script></body>"""
    page, paper = tmp_path / "report.html", tmp_path / "page.pdf"
    page.write_text(report.read_text("utf-8").replace("</body>", counting), "utf-8")
    subprocess.run([str(CHROMIUM), *ARGUMENTS, f"--print-to-pdf={paper}", page.as_uri()],
                   check=True, capture_output=True, timeout=120)  # fmt: skip
    told = re.search(r"(\d+) of (\d+) drawn", PdfReader(paper).pages[0].extract_text())
    assert told
    assert int(told[1]) == int(told[2]) > 4
