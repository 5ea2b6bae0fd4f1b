"""Brief, page, workbook, terminal and Python of one run agree on every number that two of them show."""

from collections import Counter
from itertools import combinations
from pathlib import Path

import polars as pl
import pytest

from simulator.cli.console import console
from simulator.experiment import conduct
from simulator.findings import windows
from simulator.findings.effects import Contrast, contrast_of, effect, pair
from simulator.findings.intervals import Interval, mean_interval
from simulator.findings.lives import Panel
from simulator.findings.results import Results
from simulator.findings.spread import GENDER, OLDER, YOUNGER
from simulator.findings.windows import quarters
from simulator.findings.winners import Winners
from simulator.store import manifest
from tests.cli.calling import sim
from tests.fake_run import FakeModel
from tests.unit import fake_options
from tests.unit.shown_numbers import page, terminal, terminal_of_options
from tests.unit.shown_workbook import Key, Shown, workbook

WINDOWS = {one.name: one for one in (
    windows.LAST120, windows.WHOLE, windows.CUMULATED,
    *(windows.year_of_run(year, total=total) for year in range(4) for total in (False, True)),
)}  # fmt: skip
GAPS = {gap.group: gap for gap in (GENDER, OLDER, YOUNGER)}
ASKED = ("--persons", "1000", "--months", "36", "--seeds", "12", "--full")
PAIR = ("esp/automation_levy", "esp/training_programme")


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command line compute with the stand-in, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(console, "width", 300)  # no label is folded
    monkeypatch.setattr(conduct, "Model", FakeModel)


class Asked:
    """Python's answer to a key: what the functions of findings give for it."""

    def __init__(self, folder: Path) -> None:
        content = manifest.read(folder)["content"]
        self.comparison = content.get("comparison", {})
        results, persons = (pl.read_parquet(folder / f"{name}.parquet") for name in ("results", "persons"))
        worlds = self.comparison.get("worlds", [""])
        self.places = {world: Results(results, content, world) for world in worlds}
        self.winners = {world: Winners(Panel(here, persons.filter(here.here)))
                        for world, here in self.places.items()}  # fmt: skip

    def place(self, name: str) -> tuple[str, str]:
        """Scenario and world of a name as the workbook writes it."""
        scenario, _, world = name.partition(" [")
        return scenario, world.removesuffix("]") or next(iter(self.places))

    def number(self, key: Key) -> float | None:
        """What findings say; None where the key is of another kind, or the run has no such number."""
        kind, name, asked, *what = key if len(key) > 3 else (*key, "", "")
        scenario, world = self.place(name)
        if kind not in ("effect", "winners", "without") or world == "none":
            return None
        contrast = contrast_of(self.places[world], asked, scenario)
        if kind == "winners":
            by, group, way, stat = what
            share = self.winners[world].share(contrast, way, by, group)
            return None if share is None else float(getattr(share, stat))
        if kind == "without":
            here, (indicator, by, group, window) = self.places[world], what[:4]
            found = (GAPS[group].effect(here, contrast) if group in GAPS else
                     effect(here, contrast, indicator, WINDOWS[window], by=by, group=group))  # fmt: skip
            return None if found is None else found.base
        return self._effect(self.places[world], contrast, what)

    def _effect(self, here: Results, contrast: Contrast, what: list[str]) -> float | None:
        indicator, by, group, window, measure, _, sign, stat = what
        found: Interval | None
        if window.startswith("quarter"):
            both = pair(here, contrast, indicator, by, group)
            assert both is not None
            at = quarters(both[0])[0].tolist().index(int(window.split()[1]))
            apart = (quarters(both[0])[1] - quarters(both[1])[1])[:, at]
            found = mean_interval(apart, here.clusters(both[0].keys))
        elif group in GAPS:
            found = GAPS[group].effect(here, contrast)
        else:
            found = effect(here, contrast, indicator, WINDOWS[window], by=by, group=group,
                           relative=measure == "relative", of_gdp=measure == "of_gdp",
                           sign=float(sign or 1))  # fmt: skip
        parts = {"difference": "mean", "low": "low", "high": "high"}
        return None if found is None else float(getattr(found, parts[stat]))


def agree(sources: dict[str, Shown]) -> Counter[tuple[str, str, str]]:
    """Compare every pair of sources on every number that both show; returns how many, by kind."""
    compared = Counter[tuple[str, str, str]]()
    for (one, ours), (other, theirs) in combinations(sources.items(), 2):
        for key in ours.keys() & theirs.keys():
            (mine, slack), (yours, more) = ours[key], theirs[key]
            rest = 1e-12 * abs(mine)  # sums in another order
            assert abs(mine - yours) <= slack + more + rest, (one, other, key, mine, yours)
            compared[one, other, key[0]] += 1
    return compared


def asked(folder: Path, *shown: Shown) -> Shown:
    """Python asked for every number that anything else shows."""
    findings = Asked(folder)
    answers = {key: findings.number(key) for source in shown for key in source}
    return {key: (value, 0.0) for key, value in answers.items() if value is not None}


def test_the_four_agree_on_a_run(fake: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert sim("run", "esp/training_programme", *ASKED, "--out", "run") == 0
    folder = Path("run")
    sources = {"page": page(folder), "workbook": workbook(folder),
               "terminal": terminal(capsys.readouterr().out, folder, "training_programme")}  # fmt: skip
    compared = agree(sources | {"python": asked(folder, *sources.values())})
    least = {
        ("page", "workbook"): {"effect": 60, "level": 14, "parameter": 4, "without": 9},
        ("page", "terminal"): {"effect": 60, "without": 9},
        ("workbook", "terminal"): {"effect": 72, "without": 24},
        ("page", "python"): {"effect": 300, "without": 9},
        ("workbook", "python"): {"effect": 72, "winners": 100, "without": 24},
        ("terminal", "python"): {"effect": 72, "without": 24},
    }
    for pair_, kinds in least.items():
        for kind, count in kinds.items():
            assert compared[*pair_, kind] >= count, (pair_, kind, compared)


@pytest.mark.slow
def test_the_four_agree_on_a_comparison(
    fake: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conduct, "Model", lambda: fake_options.MODEL)
    assert sim("compare", *PAIR, *ASKED, "--worlds", "moderate,rapid", "--out", "both") == 0
    folder = Path("both")
    sources = {"page": page(folder), "workbook": workbook(folder),
               "terminal": terminal_of_options(capsys.readouterr().out, folder)}  # fmt: skip
    compared = agree(sources | {"python": asked(folder, *sources.values())})
    least = {
        ("page", "workbook"): {"effect": 180},
        ("page", "terminal"): {"effect": 120},
        ("workbook", "terminal"): {"effect": 144, "without": 48},
        ("page", "python"): {"effect": 120},
        ("workbook", "python"): {"effect": 200, "winners": 40, "without": 72},
        ("terminal", "python"): {"effect": 144, "without": 48},
    }
    for pair_, kinds in least.items():
        for kind, count in kinds.items():
            assert compared[*pair_, kind] >= count, (pair_, kind, compared)
