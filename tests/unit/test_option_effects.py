"""A comparison's table: each option against no policy, and one against the other, in each closure."""

from pathlib import Path

import pytest

from calibration.study.__main__ import main
from calibration.study.table import read_csv
from calibration.validate import results_page
from simulator.core.closure import CLOSURES
from simulator.experiment.plan import comparison_of
from simulator.store import manifest
from tests.unit.fake_options import OPTIONS, run


def test_options_stand_beside_no_policy_and_one_beside_the_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    closures = [CLOSURES["as_they_are"], CLOSURES["nobody_reacts"]]
    made = run(tmp_path / "out", comparison_of(OPTIONS, worlds=["moderate"], closures=closures))
    assert main(["option_effects", str(made.path), "--out", str(tmp_path)]) == 0
    written = tmp_path / "option_effects_training_income.csv"
    told, rows = results_page.made_of(written), read_csv(written)
    recorded = manifest.read(made.path)
    assert told["command"] == f"uv run {recorded['run']['command']}".strip()
    assert told["version"] == f"code {recorded['content']['code_hash'][:12]}"
    jobs = [row for row in rows if row["outcome"].startswith("employed")]
    assert [row["closure"] for row in jobs] == ["as_they_are"] * 3 + ["nobody_reacts"] * 3
    effects = {
        (one.place.closed.name, one.row.scenario): one.row.effect.mean / 1e3
        for one in made.rows if one.row.indicator == "employed"
    }  # fmt: skip
    for closure in ("as_they_are", "nobody_reacts"):
        found = {row["of"]: row for row in jobs if row["closure"] == closure}
        assert list(found) == ["training", "income", "training less income"]
        for name in ("training", "income"):
            assert float(found[name]["mean"]) == pytest.approx(effects[closure, name], rel=1e-4)
        apart = found["training less income"]
        assert float(apart["mean"]) == pytest.approx(
            effects[closure, "training"] - effects[closure, "income"], rel=1e-4
        )
        assert float(apart["low"]) < float(apart["mean"]) < float(apart["high"])
    (tmp_path / "empty").mkdir()
    assert main(["option_effects", str(tmp_path / "empty")]) == 2
    assert "Traceback" not in capsys.readouterr().err
