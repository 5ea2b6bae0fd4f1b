"""The long table: columns, order, and the same bytes for the same content."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
import pytest

from simulator.store import tables as results
from simulator.store.tables import ROLES, RunLabel, tables_of, write_parquet, write_stack
from tests.unit.fake_indicators import DISPLACED, TABLE
from tests.unit.fake_model import FakeOutput, fake_scenario, simulate

SCENARIO = fake_scenario(months=24, seeds=2)


def parts(name: str) -> list[pl.DataFrame]:
    labels = [RunLabel("s", role, "moderate", "c", 0, seed) for role in ROLES for seed in range(2)]
    runs = [(label, simulate(SCENARIO, role=label.role, replicate=label.replicate)) for label in labels]
    return [tables_of(output, label)[name] for label, output in runs]


def stack(name: str, parts: Sequence[pl.DataFrame], order: Mapping[str, Sequence[str]]) -> pl.DataFrame:
    """The parts as the file has them that holds them together."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.parquet"
        write_stack(name, [part.lazy() for part in parts], order, path)
        return pl.read_parquet(path)


def test_columns_are_the_contracted_ones() -> None:
    label = ["scenario", "role", "world", "closure", "replicate"]
    expected = {
        "results": list(results.RESULT_COLUMNS),
        "persons": label + list(results.PERSON_COLUMNS),
        "flows": label + list(results.FLOW_COLUMNS),
    }
    for name, columns in expected.items():
        table = stack(name, parts(name), {"role": ROLES})
        assert table.columns == columns
        assert not any(dtype == pl.String for dtype in table.dtypes)


def test_the_order_of_runs_does_not_show(tmp_path: Path) -> None:
    order = {"role": ROLES, "indicator": list(TABLE)}
    forward = parts("results")
    # Every run holds all groups, so that their order of first appearance is the same.
    for file, given in (("a", forward), ("b", [*forward[1::2], *forward[::2]])):
        write_stack("results", [part.lazy() for part in given], order, tmp_path / file)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_rows_come_by_role_replicate_indicator_group_month() -> None:
    indicators = [*TABLE, *DISPLACED]
    table = stack("results", parts("results"), {"role": ROLES, "indicator": indicators})
    assert table["role"].unique(maintain_order=True).to_list() == list(ROLES)
    first = table.filter((pl.col("role") == "policy") & (pl.col("replicate") == 0))
    assert first["indicator"].unique(maintain_order=True).to_list() == indicators
    assert first["month"].to_list()[:25] == list(range(25))


def test_groups_keep_the_order_of_the_model() -> None:
    table = stack("results", parts("results"), {})
    levels = table.filter(pl.col("by") == "education").sort("group")["group"].unique(maintain_order=True)
    assert levels.to_list() == ["low", "medium", "high", "entrant"]


def test_a_number_written_twice_is_a_fault() -> None:
    part = parts("results")[0]
    for given in ([part, part], [pl.concat([part, part[7:8]])]):
        with pytest.raises(ValueError, match="two rows with the same key"):
            stack("results", given, {})


def test_values_survive_unchanged(tmp_path: Path) -> None:
    table = stack("results", parts("results"), {})
    write_parquet(table, tmp_path / "t.parquet")
    assert pl.read_parquet(tmp_path / "t.parquet").equals(table)


def test_a_column_that_the_model_forgot_is_named() -> None:
    output = simulate(SCENARIO, role="policy", replicate=0)
    rows: dict[str, Any] = {name: column for name, column in output.rows.items() if name != "unit"}
    with pytest.raises(KeyError, match="unit"):
        tables_of(FakeOutput(rows, output.flows, output.persons), RunLabel("s", "policy", "w", "c", 0, 0))
