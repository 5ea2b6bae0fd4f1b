"""What other programs read of a run folder: its data package, and IAMC data."""

import json
from hashlib import sha256
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from simulator.store import manifest
from simulator.store.tables import COLUMNS, NAME, iamc
from tests.cli.calling import sim, words
from tests.fake_run import make_fake_run

TYPES = {"integer": pl.Int64, "number": pl.Float64, "string": pl.String, "boolean": pl.Boolean}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_fake_run(tmp_path_factory.mktemp("exchange") / "run", months=36, seeds=2)


def test_every_table_is_described_as_it_is(folder: Path) -> None:
    package = json.loads((folder / NAME).read_text("utf-8"))
    assert [one["name"] for one in package["resources"]] == ["results", "persons", "flows"]
    for one in package["resources"]:
        path = folder / one["path"]
        assert one["bytes"] == path.stat().st_size
        assert one["hash"] == f"sha256:{sha256(path.read_bytes()).hexdigest()}"
        table, fields = pl.read_parquet(path), one["schema"]["fields"]
        assert [field["name"] for field in fields] == table.columns
        assert all(field["description"] for field in fields)
        for field in fields:
            table[field["name"]].cast(TYPES[field["type"]])
        assert not table.select(one["schema"]["primaryKey"]).is_duplicated().any()
    units = {one["name"]: one["unit"] for one in package["indicators"]}
    assert units["unemployment_rate"] == "share"
    (income,) = [
        one for one in package["resources"][1]["schema"]["fields"] if one["name"] == "equivalised_income"
    ]
    assert income["unit"] == "EUR/month"


def test_its_hash_is_verified(folder: Path) -> None:
    assert NAME in manifest.recorded_files(manifest.read(folder))
    assert not manifest.verify(folder)


def test_iamc_holds_means_over_seeds_and_months_of_each_year(folder: Path) -> None:
    content = manifest.read(folder)["content"]
    table = iamc(folder / "results.parquet", content)
    assert tuple(table.columns) == COLUMNS
    assert not table.select(COLUMNS[:-1]).is_duplicated().any()
    assert table.null_count().to_numpy().sum() == 0
    label = next(one["label"] for one in content["indicators"] if one["name"] == "employed")
    told = table.filter(variable=label, year=2026)
    own = pl.read_parquet(folder / "results.parquet").with_columns(
        pl.col("indicator", "by", "role").cast(str)
    )
    own = own.filter(indicator="employed", by="total").filter(pl.col("month").is_between(12, 23))
    for role in ("policy", "no_policy", "no_ai"):
        (found,) = told.filter(pl.col("scenario").str.contains(f", {role}\\b"))["value"]
        assert found == pytest.approx(np.mean(own.filter(role=role)["value"].to_numpy()), rel=1e-8)
    assert told["region"].unique().to_list() == ["Spain"]


def test_export_writes_it_once(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "run.csv"
    assert sim("report", str(folder), "--as", "iamc", "--out", str(out)) == 0
    assert out.read_text("utf-8").startswith("model,scenario,region,variable,unit,year,value\n")
    capsys.readouterr()
    assert sim("report", str(folder), "--as", "iamc", "--out", str(out)) == 2
    assert "exists; name another file" in words(capsys.readouterr().err)
    assert sim("report", str(folder), "--as", "iamc", "--figures", "debt") == 2
    assert "--figures: is for --as png" in words(capsys.readouterr().err)
