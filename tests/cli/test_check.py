"""`sim check`: countries with the places of all faults; this computer on one screen; told by the argument."""

import re
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import calibration
from simulator.cli import check
from simulator.scenario.country.profile import available_countries
from tests.cli.calling import sim, words

PROGRAM = "from simulator.cli.app import main; main()"
SHIPPED = Path(calibration.__file__).parent


@pytest.fixture
def spain(tmp_path: Path) -> Path:
    """Spain's file beside its tables, to be spoilt."""
    for part in ("countries", "tables"):
        shutil.copytree(SHIPPED / part, tmp_path / part)
    return tmp_path / "countries" / "ESP.yaml"


def spoil(path: Path, *changes: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


def cell(path: Path, name: str, key: str, new: str) -> None:
    """Give a cell another value for a key."""
    text = path.read_text(encoding="utf-8")
    changed, count = re.subn(rf"(\n  {name}:\n(?:    .*\n)*?    {key}: ).*", rf"\g<1>{new}", text)
    assert count == 1, name
    path.write_text(changed, encoding="utf-8")


def test_every_shipped_country_is_valid(capsys: pytest.CaptureFixture[str]):
    assert sim("check", *available_countries()) == 0
    assert capsys.readouterr().out.count(": valid") == len(available_countries())


def test_all_faults_are_told_at_once_with_line_and_column(spain: Path, capsys: pytest.CaptureFixture[str]):
    cell(spain, "minimum_wage", "value", "5000")
    cell(spain, "ui_cap", "unit", "USD/month")
    cell(spain, "firm_share_250", "value", "0.9")
    cell(spain, "gini", "status", "observed")
    cell(spain, "pension_rate", "value", "7")
    spoil(spain, ("  average_pension:", "  avrage_pension:"), ("  ability_sd:", "  abilty_sd:"),
          ("currency: EUR", "curency: EUR"))  # fmt: skip
    assert sim("check", str(spain)) == 2
    told = capsys.readouterr().err
    for fault in (
        "curency: unknown key",
        "currency: is missing",
        "minimum_wage.value: 5000 is above average_wage",
        "missing values: average_pension",
        "firm_share_0_9.value: firm_share_0_9 + firm_share_10_49 + firm_share_50_249 + firm_share_250 = 1.6",
        "gini.status: what is recalled from memory is assumed",
        "pension_rate.value: pension_rate = 7.0 is outside [0, 2]",
        'parameters.abilty_sd: the model has no such parameter. Did you mean "ability_sd"?',
    ):
        assert fault in told, fault
    placed = [line for line in told.splitlines() if "ESP.yaml:" in line]
    assert all(re.match(r".*ESP\.yaml:\d+:\d+: ", line) for line in placed)
    assert "nothing was run" in told


def test_money_in_another_currency_is_a_fault(spain: Path, capsys: pytest.CaptureFixture[str]):
    cell(spain, "ui_cap", "unit", "USD/month")
    assert sim("check", str(spain)) == 2
    assert "ui_cap.unit" in (told := capsys.readouterr().err)
    assert "money is in EUR" in told


def test_a_country_without_rows_in_the_tables_is_told_each_table(
    spain: Path, capsys: pytest.CaptureFixture[str]
):
    other = spain.with_name("XYZ.yaml")
    other.write_text(spain.read_text("utf-8").replace("iso3: ESP", "iso3: XYZ"), encoding="utf-8")
    assert sim("check", str(other)) == 2
    told = capsys.readouterr().err
    for table in ("employment", "population", "targets"):
        assert f"table {table}.csv has no row for XYZ" in told


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("values: [1, 2", "is not valid YAML"),
        ("format: 1\niso3: ESP\nvalues: 3\n", "needs a mapping"),
        ("", "the file is empty"),
    ],
)
def test_what_is_no_country_is_refused(
    spain: Path, text: str, fault: str, capsys: pytest.CaptureFixture[str]
):
    spain.write_text(text, encoding="utf-8")
    assert sim("check", str(spain)) == 2
    assert fault in capsys.readouterr().err


def test_a_name_that_is_neither_file_nor_code_gets_a_suggestion(capsys: pytest.CaptureFixture[str]):
    assert sim("check", "ESPP") == 2
    assert 'Did you mean "ESP"?' in capsys.readouterr().err


def test_what_is_checked_is_told_by_the_argument(apart: Path, capsys: pytest.CaptureFixture[str]):
    Path("mine.yaml").write_text("extends: esp/no_policy\n")
    Path("TAX.yaml").write_text("extends: esp/no_policy\n")  # a scenario, though it is called as a country is
    assert sim("check", "mine.yaml", "TAX.yaml", "esp", "fra/adapt") == 0
    assert capsys.readouterr().out.count(": valid") == 4
    Path("wrong.yaml").write_text("extends: esp/no_policy\nruns: {seeds: 0}\n")
    Path("land.yaml").write_text("iso3: XYZ\n")
    assert sim("check", "wrong.yaml", "land.yaml", "ESPP", "nowhere.yaml") == 2
    told = capsys.readouterr().err
    for fault in (
        "wrong.yaml:2:15: runs.seeds",
        "land.yaml:1:1: currency: is missing",
        "code; known: ALB",
    ):
        assert fault in told, told
    assert "nowhere.yaml: there is no such file." in told


def test_it_fits_a_screen_and_a_second_of_processor() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    told = subprocess.run(
        [sys.executable, "-c", PROGRAM, "check"], capture_output=True, text=True, check=False
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert told.returncode == 0, told.stdout + told.stderr
    assert len(told.stdout.splitlines()) <= 30
    for what in (
        "simulator",
        "Python",
        "cores",
        "threads",
        "memory",
        "cache",
        "data",
        "browser",
        "extra [static]",
    ):
        assert what in told.stdout
    assert "Ready to run." in told.stdout
    assert after.ru_utime - before.ru_utime <= 2.0  # a second, on a computer that others use too


def test_a_damaged_table_is_a_fault_with_a_remedy(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "tables").mkdir()
    (tmp_path / "countries").mkdir()
    (tmp_path / "tables/good.csv").write_text('a,b\n1,"two\nlines"\n')
    (tmp_path / "tables/cut.csv").write_text("a,b\n1,2\n3")
    monkeypatch.setattr(check, "package_folder", lambda _: tmp_path)
    assert sim("check") == 1
    told = words(capsys.readouterr().out)
    assert "damaged or missing: cut.csv" in told
    assert "install the simulator again" in told
    assert "1 fault: see above." in told
