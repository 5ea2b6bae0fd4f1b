"""The tutorial does what it says, block by block, in an empty folder."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.page_blocks import blocks, follow

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/tutorial/change_a_rule.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_tutorial_can_be_followed(apart: Path) -> None:
    printed = follow(PAGE, apart, {"PYTHONPATH": str(ROOT)})
    (effects,) = [text for text in printed if text.startswith("long_term_unemployment_share")]
    shares = [float(number) for number in re.findall(r"[+-]\d+\.\d", effects.splitlines()[0])]
    # What the text tells the reader to expect, on average of the three seeds.
    assert len(shares) == 3
    assert sum(shares) > 0


def test_every_block_of_the_tutorial_is_one_that_the_test_runs() -> None:
    assert {language for language, _, _ in blocks(PAGE)} == {"sh", "text", "diff", "python", "yaml"}
    assert PAGE.count("```") == 2 * len(blocks(PAGE))
