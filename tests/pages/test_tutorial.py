"""The tutorial does what it says, block by block, in an empty folder."""

import re
from pathlib import Path

import pytest

from tests.pages.page_blocks import blocks, follow
from tests.unit.report_page import unfolded

ROOT = Path(__file__).resolve().parents[2]
OWN = (ROOT / "docs/tutorial/add_a_policy.md").read_text(encoding="utf-8")
PAGE = (ROOT / "docs/tutorial/change_a_rule.md").read_text(encoding="utf-8")


def test_the_tutorial_can_be_followed(apart: Path) -> None:
    printed = follow(PAGE, apart, {"PYTHONPATH": str(ROOT)})
    (effects,) = [text for text in printed if text.startswith("long_term_unemployment_share")]
    shares = [float(number) for number in re.findall(r"[+-]\d+\.\d", effects.splitlines()[0])]
    # What the text tells the reader to expect, on average of the three seeds.
    assert len(shares) == 3
    assert sum(shares) > 0


def test_a_policy_and_a_figure_of_one_s_own_can_be_made(apart: Path) -> None:
    printed = follow(OWN, apart, {"PYTHONPATH": str(ROOT)})
    (effects,) = [text for text in printed if text.startswith("revenue_wage_levy")]
    assert "employed" in effects
    assert 'id="plot-finding_work"' in unfolded(apart / "runs/mine/report.html")


@pytest.mark.parametrize("page", [PAGE, OWN], ids=["change_a_rule", "add_a_policy"])
def test_every_block_of_the_tutorial_is_one_that_the_test_runs(page: str) -> None:
    assert {language for language, _, _ in blocks(page)} <= {"sh", "text", "diff", "python", "yaml"}
    assert page.count("```") == 2 * len(blocks(page))
