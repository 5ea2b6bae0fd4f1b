"""`sim validate-country`: shipped countries pass, faults of a spoilt file are told at once, with places."""

import re
import shutil
from pathlib import Path

import pytest

import calibration
from simulator.cli.app import main
from simulator.scenario.country.profile import available_countries

SHIPPED = Path(calibration.__file__).parent


def sim(*arguments: str) -> int:
    """Exit code of the verb."""
    with pytest.raises(SystemExit) as end:
        main(arguments)
    return int(end.value.code or 0)


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
    assert sim("validate-country", *available_countries()) == 0
    assert capsys.readouterr().out.count(": valid") == len(available_countries())


def test_all_faults_are_told_at_once_with_line_and_column(spain: Path, capsys: pytest.CaptureFixture[str]):
    cell(spain, "minimum_wage", "value", "5000")
    cell(spain, "ui_cap", "unit", "USD/month")
    cell(spain, "firm_share_250", "value", "0.9")
    cell(spain, "gini", "status", "observed")
    cell(spain, "pension_rate", "value", "7")
    spoil(spain, ("  average_pension:", "  avrage_pension:"), ("  ability_sd:", "  abilty_sd:"),
          ("currency: EUR", "curency: EUR"))  # fmt: skip
    assert sim("validate-country", str(spain)) == 2
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
    assert sim("validate-country", str(spain)) == 2
    assert "ui_cap.unit" in (told := capsys.readouterr().err)
    assert "money is in EUR" in told


def test_a_country_without_rows_in_the_tables_is_told_each_table(
    spain: Path, capsys: pytest.CaptureFixture[str]
):
    other = spain.with_name("XYZ.yaml")
    other.write_text(spain.read_text("utf-8").replace("iso3: ESP", "iso3: XYZ"), encoding="utf-8")
    assert sim("validate-country", str(other)) == 2
    told = capsys.readouterr().err
    for table in ("employment", "wealth", "population", "targets"):
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
    assert sim("validate-country", str(spain)) == 2
    assert fault in capsys.readouterr().err


def test_a_name_that_is_neither_file_nor_code_gets_a_suggestion(capsys: pytest.CaptureFixture[str]):
    assert sim("validate-country", "ESPP") == 2
    assert 'Did you mean "ESP"?' in capsys.readouterr().err


def test_describe_tells_what_is_borrowed_and_recalled(capsys: pytest.CaptureFixture[str]):
    assert sim("describe", "DEU") == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "borrowed: 2-digit split FRA+ITA+USA" in told
    assert "are recalled from memory, to be checked" in told
    assert "ai_adoption_250_2025" in told
    assert "borrowed from ESP" in told
