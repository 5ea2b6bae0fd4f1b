"""What other programs read of a folder: its data package, IAMC data, shock tables of euromod-linking."""

import json
import re
from hashlib import sha256
from pathlib import Path

import numpy as np
import polars as pl
import pytest

import simulator as ls
from simulator.findings.effects import contrast_of
from simulator.findings.exchange import euromod, iamc
from simulator.findings.results import Results
from simulator.store import manifest
from simulator.store.tables import NAME
from tests.cli.calling import sim, words
from tests.fake_run import make_fake_run
from tests.unit import fake_options

TYPES = {"integer": pl.Int64, "number": pl.Float64, "string": pl.String, "boolean": pl.Boolean}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_fake_run(tmp_path_factory.mktemp("exchange") / "run", months=36, seeds=2)


@pytest.fixture(scope="module")
def folders(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A run, a comparison, and a sweep over a rate and a date."""
    made = tmp_path_factory.mktemp("folders")
    fake_options.run(made / "comparison")
    over = {"automation_levy.rate": [0.1], "automation_levy.start": ["2025-06"]}
    small = {"persons": 1_000, "months": 12, "seeds": 2}
    ls.sweep("esp/automation_levy", over, out=made / "sweep", **small)
    return {"run": folder, "comparison": made / "comparison", "sweep": made / "sweep"}


@pytest.mark.parametrize("kind", ["run", "comparison", "sweep"])
def test_a_data_package_keeps_the_rules_of_its_standard(folders: dict[str, Path], kind: str) -> None:
    """Those of Data Package 2.0, by hand; every column of every table is there with type and meaning."""
    package = json.loads((folders[kind] / NAME).read_text("utf-8"))
    assert package["$schema"].startswith("https://datapackage.org/profiles/2.")
    assert re.fullmatch("[-a-z0-9._/]+", package["name"])
    assert {"name", "path"} <= set(package["licenses"][0])
    assert all(one["title"] for one in package["sources"])
    listed = {one["path"] for one in package["resources"]}
    assert listed == {path.name for path in folders[kind].glob("*.parquet")}
    for one in package["resources"]:
        path = folders[kind] / one["path"]
        assert re.fullmatch("[-a-z0-9._/]+", one["name"])
        assert one["bytes"] == path.stat().st_size
        assert one["hash"] == f"sha256:{sha256(path.read_bytes()).hexdigest()}"
        table, fields = pl.read_parquet(path), one["schema"]["fields"]
        assert [field["name"] for field in fields] == table.columns
        assert all(field["description"] for field in fields)
        for field in fields:
            table[field["name"]].cast(TYPES[field["type"]])
        assert not table.select(one["schema"]["primaryKey"]).is_duplicated().any()


def test_units_stand_in_the_data_package(folder: Path) -> None:
    package = json.loads((folder / NAME).read_text("utf-8"))
    units = {one["name"]: one["unit"] for one in package["indicators"]}
    assert units["unemployment_rate"] == "share"
    persons = {one["name"]: one for one in package["resources"][1]["schema"]["fields"]}
    assert persons["equivalised_income"]["unit"] == "EUR/month"


@pytest.mark.parametrize("kind", ["run", "comparison", "sweep"])
def test_a_number_is_cited_by_version_country_and_run(
    folders: dict[str, Path], kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    made = ls.load(folders[kind])
    assert sim("show", str(folders[kind]), "--cite") == 0
    told = capsys.readouterr().out
    assert told == f"{made.cite()}\n"
    sentence, _, entry = told.partition("\n\n")
    for one in (sentence, entry):
        assert made.content["run_id"] in one
        assert made.content["versions"]["labour-displacement-simulator"] in one
        assert "Spain" in one
    assert entry.startswith("@misc{")
    assert sim("show", str(folders[kind]), "other", "--cite") == 2
    assert "--cite: is of one folder" in words(capsys.readouterr().err)


def test_its_hash_is_verified(folder: Path) -> None:
    assert NAME in manifest.recorded_files(manifest.read(folder))
    assert not manifest.verify(folder)


def test_iamc_holds_means_over_seeds_and_months_of_each_year(folder: Path) -> None:
    """A wide table: five columns of names, then years; no variable twice, none with a sign of pyam's own."""
    content = manifest.read(folder)["content"]
    table = iamc(folder / "results.parquet", content)
    names = ["Model", "Scenario", "Region", "Variable", "Unit"]
    assert table.columns[:8] == [*names, "2025", "2026", "2027"]
    assert not table.select(names).is_duplicated().any()
    assert table.select(names).null_count().to_numpy().sum() == 0
    assert not table["Variable"].str.contains(r"\*|\.\.\.|^\||\|$|\|\|").any()
    label = next(one["label"] for one in content["indicators"] if one["name"] == "employed")
    told = table.filter(Variable=label)
    own = pl.read_parquet(folder / "results.parquet").with_columns(
        pl.col("indicator", "by", "role").cast(str)
    )
    own = own.filter(indicator="employed", by="total").filter(pl.col("month").is_between(12, 23))
    for role in ("policy", "no_policy", "no_ai"):
        (found,) = told.filter(pl.col("Scenario").str.contains(f", {role}\\b"))["2026"]
        assert found == pytest.approx(np.mean(own.filter(role=role)["value"].to_numpy()), rel=1e-8)
    assert told["Region"].unique().to_list() == ["Spain"]
    units = dict(table.select("Variable", "Unit").rows())
    assert (units["GDP"], units["Real GDP"]) == ("EUR/month", "EUR_2025/month")
    assert "Public revenue|Income tax" in units


def test_shocks_are_growth_by_cell_that_no_two_share(folder: Path) -> None:
    """By hand: the change of employment of the middle cell in a year, and every rule of the format."""
    run = ls.load(folder)
    assert isinstance(run, ls.Run)
    table = run.euromod()
    assert table.columns == ["channel", "metric", "group", "period", "op", "value"]
    assert not table.select("channel", "metric", "group", "period").is_duplicated().any()
    assert set(table["op"]) == {"grow"}
    assert table["value"].is_finite().all()
    aligned = table.filter(channel="align")
    assert set(aligned["metric"]) == {"employment", "unemployment"}
    assert set(aligned["group"]) == {"deh=0-2", "deh=3-4", "deh=5-99"}
    assert {"2026", "2027", "last120"} <= set(aligned["period"])
    rows = run.table("employment_rate", by="education").with_columns(pl.col("role", "group").cast(str))
    level = dict(rows.filter(month=24, group="medium").group_by("role").agg(pl.col("value").mean()).rows())
    (told,) = aligned.filter(metric="employment", group="deh=3-4", period="2027")["value"]
    assert told == pytest.approx(level["policy"] / level["no_policy"] - 1, abs=1e-8)
    assert not run.euromod("ai").equals(table)


def test_shocks_are_of_members_of_the_union_alone(folder: Path) -> None:
    content = manifest.read(folder)["content"]
    abroad = content | {"country": content["country"] | {"iso3": "USA"}}
    results = Results(pl.scan_parquet(folder / "results.parquet"), abroad)
    with pytest.raises(ls.InputError, match=r"country.*European Union, not of USA; allowed: AUT, BEL"):
        euromod(results, contrast_of(results))


def test_each_comparison_has_its_shock_table(
    folders: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for kind, names in {"run": {"policy", "ai"}, "comparison": {"training", "income", "ai"}}.items():
        asked = ("report", str(folders[kind]), "--as", "euromod", "--out", str(tmp_path / kind))
        assert sim(*asked) == 0
        assert {path.stem for path in (tmp_path / kind).iterdir()} == names
        capsys.readouterr()
        assert sim(*asked) == 2
        assert "exists; name another place" in words(capsys.readouterr().err)
    comparison = ls.load(folders["comparison"])
    assert isinstance(comparison, ls.Comparison)
    own = pl.read_csv(tmp_path / "comparison/income.csv")
    assert own["value"].to_list() == pytest.approx(comparison.euromod("income")["value"].to_list())


def test_export_writes_it_once(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "run.csv"
    assert sim("report", str(folder), "--as", "iamc", "--out", str(out)) == 0
    assert out.read_text("utf-8").startswith("Model,Scenario,Region,Variable,Unit,2025,2026,2027,")
    capsys.readouterr()
    assert sim("report", str(folder), "--as", "iamc", "--out", str(out)) == 2
    assert "exists; name another place" in words(capsys.readouterr().err)
    assert sim("report", str(folder), "--as", "iamc", "--figures", "debt") == 2
    assert "--figures: is for --as png" in words(capsys.readouterr().err)
