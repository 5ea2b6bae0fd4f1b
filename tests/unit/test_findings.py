"""`findings.parquet`: one table of every number, whose statistics are those of SciPy."""

import json
from pathlib import Path

import numpy as np
import polars as pl
import pytest
import scipy

from simulator.core.errors import InputError
from simulator.findings import table
from simulator.findings.effects import cash_contrasts, contrasts, effect
from simulator.findings.table import FINDINGS, SCHEMA, findings_of, places
from simulator.findings.windows import WHOLE, summing
from simulator.store import manifest
from tests.fake_run import make_fake_run
from tests.unit.fake_options import run

KEY = ("scenario", "against", "world", "closure", "contrast", "treated", "base", "kind")
KEYS = (*KEY, "indicator", "by", "group", "window", "measure")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_fake_run(tmp_path_factory.mktemp("findings") / "run")


def words(found: pl.DataFrame) -> pl.DataFrame:
    return found.with_columns(pl.col(pl.Enum).cast(pl.String))


def test_a_run_writes_the_table_it_is_told_from(folder: Path) -> None:
    content = manifest.read(folder)["content"]
    written = table.read(folder)
    assert list(written.columns) == list(SCHEMA)
    parts = (pl.scan_parquet(folder / f"{name}.parquet") for name in ("results", "persons"))
    assert words(written).equals(words(findings_of(content, *parts)))
    assert FINDINGS in manifest.recorded_files(manifest.read(folder))
    package = json.loads((folder / "datapackage.json").read_text())
    assert "findings" in [one["name"] for one in package["resources"]]


def test_no_two_rows_tell_the_same_number(folder: Path) -> None:
    assert not words(table.read(folder)).select(KEYS).is_duplicated().any()


def test_an_interval_is_student_s_of_paired_seeds(folder: Path) -> None:
    content = manifest.read(folder)["content"]
    results = pl.read_parquet(folder / "results.parquet")
    (place,) = places(content, results)
    first = place.last_month + 1 - 60
    means = {
        role: words(results)
        .filter(indicator="employed", by="total", role=role)
        .filter(pl.col("month") >= first)
        .group_by("replicate")
        .agg(pl.col("value").mean())
        .sort("replicate")["value"]
        .to_numpy()
        for role in ("policy", "no_policy", "no_ai")
    }
    told = words(table.read(folder)).filter(kind="effect", indicator="employed", by="total", measure="own")
    for contrast, treated, base in (
        ("policy", "policy", "no_policy"),
        ("ai", "no_policy", "no_ai"),
        ("both", "policy", "no_ai"),
    ):
        sample = means[treated] - means[base]
        due = scipy.stats.ttest_1samp(sample, 0.0)
        row = told.filter(contrast=contrast, window="last60").row(0, named=True)
        ends = due.confidence_interval()
        assert np.allclose(
            [row["mean"], row["low"], row["high"], row["p"]], [sample.mean(), *ends, due.pvalue]
        )


def test_numbers_and_verdicts_are_those_of_a_single_effect(folder: Path) -> None:
    content = manifest.read(folder)["content"]
    (place,) = places(content, pl.read_parquet(folder / "results.parquet"))
    rows = words(table.read(folder)).filter(kind="effect").to_dicts()
    found = {tuple(row[name] for name in KEYS[4:5] + KEYS[8:]): row for row in rows}
    compared = 0
    for one in (*contrasts(place), *cash_contrasts(place)):
        for indicator, role, _, by, group in place.held:
            if role != one.base:
                continue
            for window in (place.window, WHOLE):
                over = summing(indicator, window)
                row = found.get((one.name, indicator, by, group, over.name, "own"))
                due = effect(place, one, indicator, over, by=by, group=group)
                if row is not None and due is not None:
                    compared += 1
                    assert np.allclose([row["mean"], row["low"], row["high"]], [due.mean, due.low, due.high])
                    assert (row["verdict"], row["n"]) == (str(due.verdict), due.n), (row, due)
    assert compared > 100


def test_items_add_up_to_their_part_of_the_budget(folder: Path) -> None:
    costs = words(table.read(folder)).filter(kind="cost", contrast="policy", measure="own")
    split = pl.col("indicator").is_in(["interest_new_debt", "interest_rate"])
    for _, part in costs.filter(pl.col("part") != "net").group_by("window", "part"):
        whole = part.filter(pl.col("indicator") == pl.col("part"))["mean"].item()
        items = part.filter((pl.col("indicator") != pl.col("part")) & ~split)
        assert items["mean"].sum() == pytest.approx(whole, rel=1e-6, abs=1.0)
        if len(halves := part.filter(split)):
            assert halves["mean"].sum() == pytest.approx(whole, rel=1e-6, abs=1.0)


def test_options_are_compared_in_pairs(tmp_path: Path) -> None:
    found = words(table.read(run(tmp_path / "compared").path))
    employed = pl.col("indicator") == "employed"
    pairs = found.filter(employed, contrast="pair", measure="own", by="total")
    assert len(pairs)
    alone = found.filter(employed, contrast="option", measure="own", by="total", window=pairs["window"][0])
    means = {(row["world"], row["scenario"]): row["mean"] for row in alone.to_dicts()}
    for row in pairs.to_dicts():
        due = means[row["world"], row["scenario"]] - means[row["world"], row["against"]]
        assert row["mean"] == pytest.approx(due)


def test_a_torn_file_is_told_and_a_missing_one_made_anew(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    made = make_fake_run(tmp_path / "run")
    due = words(table.read(made))
    (made / FINDINGS).write_bytes((made / FINDINGS).read_bytes()[:500])
    with pytest.raises(InputError, match="delete it"):
        table.read(made)
    (made / FINDINGS).unlink()
    assert words(table.read(made)).equals(due)
    assert "made from its results" in caplog.text
