"""A corrupted payment through `sim run`: exit 1, a sentence that names it all, and no traceback."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from simulator.cli import app as cli
from simulator.economy import schedule
from simulator.experiment.simulate import prepare
from tests.small import MONTHS, PERSONS, small

MONTH = 3


def test_one_euro_lost_stops_sim_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    prepare(small(), role="no_policy", replicate=0)  # the opening state is made without the fault
    step = schedule.MONTH.index(schedule.income.pay_wages)

    def one_euro_less(economy: Any) -> None:
        schedule.income.pay_wages(economy)
        if economy.month == MONTH:
            economy.persons.deposits[int((economy.persons.earnings > 0.0).argmax())] -= 1.0

    monkeypatch.setattr(
        schedule, "MONTH", (*schedule.MONTH[:step], one_euro_less, *schedule.MONTH[step + 1 :])
    )
    monkeypatch.chdir(tmp_path)
    sizes = ("--persons", str(PERSONS), "--months", str(MONTHS), "--seeds", "2")
    with pytest.raises(SystemExit) as left:
        cli.main(["run", "esp/no_policy", *sizes, "--jobs", "1", "--out", "run"])
    printed = capsys.readouterr()
    assert left.value.code == 1
    for word in ("net lending of households", f"month {MONTH}", "seed 2025, replicate 0"):
        assert word in printed.err
    assert "Traceback" not in printed.out + printed.err
    assert not (tmp_path / "run").exists()
    assert not list(tmp_path.rglob("report.html"))
    (command,) = re.findall(r"^Reproduce with: sim (.*)$", printed.err, re.MULTILINE)
    with pytest.raises(SystemExit) as again:
        cli.main(shlex.split(command))
    assert again.value.code == 1
    assert capsys.readouterr().err == printed.err
