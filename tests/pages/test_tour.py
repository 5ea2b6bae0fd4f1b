"""The README's tour and the start of the site can be followed, command by command."""

import re
from pathlib import Path

from tests.pages.page_blocks import follow

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_tour_can_be_followed(tmp_path: Path) -> None:
    (tour,) = re.findall(r"^## Five minutes\n(.*?)^## ", README, re.DOTALL | re.MULTILINE)
    folder = tmp_path / "work"
    folder.mkdir()
    (printed,) = follow(tour, folder, {"PYTHONPATH": str(ROOT)})
    assert {path.name for path in (folder / "runs").iterdir()} == {"first", "mine"}
    for shown in ("automation_levy", "places_per_1000", "cost, order of magnitude", "AI alone"):
        assert shown in printed
    assert "all hashes agree" in printed


def test_the_start_of_the_site_can_be_followed(tmp_path: Path) -> None:
    printed = follow(
        (ROOT / "docs/index.md").read_text(encoding="utf-8"), tmp_path, {"PYTHONPATH": str(ROOT)}
    )
    assert "Jobs, thousand" in printed[0]
    assert (tmp_path / "runs/first/report.html").is_file()
