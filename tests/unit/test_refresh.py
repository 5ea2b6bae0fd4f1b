"""Series read anew by SDMX: what changed is shown, and written only when asked.

The messages in `sdmx/` were made for this test in the agencies' formats (SDMX-ML generic and
structure-specific, SDMX-JSON): a few observations with values of our own tables, one or two of them changed.
"""

import csv
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from calibration.data.refresh import Change, Query, observations, refresh, told
from calibration.data.tabulate import TABLES
from calibration.study.__main__ import main
from simulator.core.errors import InputError

sdmx = pytest.importorskip("sdmx")
MESSAGES = Path(__file__).parent / "sdmx"
FILES = {
    "LFSA_EISN2": "eurostat_lfsa_eisn2.xml",
    "DF_UNE_DEAP_SEX_AGE_RT": "ilostat_une_deap_sex_age_rt.xml",
    "DF_EAP_DWAP_SEX_AGE_RT": "ilostat_eap_dwap_sex_age_rt.json",
}
OBSERVATIONS = (17, 8, 8)


def recorded(query: Query) -> Any:
    return message(FILES[query.flow])


def message(name: str) -> Any:
    with (MESSAGES / name).open("rb") as file:
        return sdmx.read_sdmx(file)


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TABLES, tmp_path / "tables"))


def rows(path: Path, iso3: str) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["iso3"] == iso3]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize(("name", "count"), list(zip(FILES.values(), OBSERVATIONS, strict=True)))
def test_each_format_is_read(name: str, count: int) -> None:
    found = list(observations(message(name)))
    assert len(found) == count  # a cell that is not a number is left out
    assert all(2023 <= one.year <= 2025 and one.value > 0 for one in found)


def found_changes(changes: list[Change]) -> dict[tuple[str, str], tuple[float, float]]:
    return {(one.table, one.key): (one.old, one.new) for one in changes}


def test_what_changed_is_shown_and_nothing_is_written(tables: Path) -> None:
    before = contents(tables)
    changes, found = refresh("ESP", tables=tables, fetch=recorded)
    assert found_changes(changes) == {
        ("labour_rates", "unemployment_rate, 25-54, male"): (0.08149743, 0.09078499),
        ("employment", "O, major group 3"): (pytest.approx(220.7), pytest.approx(242.77)),
    }
    assert found == {"labour_rates": 16, "employment": 9}
    assert contents(tables) == before
    lines = told("ESP", changes, found, written=False)
    rate = "unemployment_rate, 25-54, male: 0.0814974 (2024) → 0.090785 (2024), ILOSTAT"
    assert f"labour_rates: {rate}" in lines[0]
    assert lines[-1] == "Nothing was written; --write takes this over."


def test_written_tables_keep_the_split_within_groups_and_every_other_row(tables: Path) -> None:
    before = {name: rows(tables / f"{name}.csv", "ESP") for name in ("employment", "labour_rates")}
    others = {name: rows(tables / f"{name}.csv", "USA") for name in before}
    refresh("ESP", write=True, tables=tables, fetch=recorded)
    assert {name: rows(tables / f"{name}.csv", "USA") for name in before} == others
    for old, new in zip(before["employment"], rows(tables / "employment.csv", "ESP"), strict=True):
        raised = old["sector"] == "O" and old["occupation"].startswith("3")
        assert float(new["value"]) == pytest.approx(float(old["value"]) * (1.1 if raised else 1.0), rel=1e-6)
    (rate,) = [
        row for row in rows(tables / "labour_rates.csv", "ESP")
        if (row["variable"], row["age_group"], row["sex"]) == ("unemployment_rate", "25-54", "male")
    ]  # fmt: skip
    assert (rate["value"], rate["status"], rate["source"]) == ("0.09078499", "estimated", "ilostat-rates")
    again, found = refresh("ESP", tables=tables, fetch=recorded)
    assert not again
    assert not any("--write" in line for line in told("ESP", again, found, written=False))


def test_a_table_from_another_agency_is_left_alone(tables: Path) -> None:
    changes, found = refresh("USA", tables=tables, fetch=recorded)
    assert found["employment"] == 0
    assert "employment.csv, USA: no series by SDMX covers it, left as it is" in told(
        "USA", changes, found, written=False
    )


def test_an_answer_that_lacks_what_was_asked_for_changes_nothing(tables: Path) -> None:
    before = contents(tables)
    for other in ("LFSA_EISN2", "DF_UNE_DEAP_SEX_AGE_RT"):
        with pytest.raises(InputError, match=r"not as expected.*nothing was changed"):
            refresh("ESP", write=True, tables=tables, fetch=lambda query, other=other: message(FILES[other]))
    assert contents(tables) == before


@pytest.mark.parametrize(
    ("iso3", "said"),
    [("XYZ", 'has no rows of "XYZ"; countries: '), ("ESP", "takes a network and their being there")],
)
def test_what_cannot_be_read_is_one_clear_error(
    iso3: str, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")  # where nobody answers
        monkeypatch.setenv(name.lower(), "http://127.0.0.1:9")
    before = contents(TABLES)
    assert main(["refresh", iso3, "--write"]) == 2
    assert said in capsys.readouterr().err
    assert contents(TABLES) == before


def test_without_the_extra_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "sdmx", None)
    assert main(["refresh", "ESP"]) == 2
    assert "pip install 'labour-displacement-simulator[refresh]'" in capsys.readouterr().err
