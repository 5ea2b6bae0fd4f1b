"""The workbook as a spreadsheet program reads it: a sheet a topic, formats, notes, sources, no formulas."""

from typing import Any

import pytest

from simulator.experiment import run as experiment
from simulator.findings.workbook import number_format
from tests.fake_run import FakeModel
from tests.unit.fake_model import fake_scenario

openpyxl = pytest.importorskip("openpyxl")
SHEETS = ["notes", "headline", "who_gets", "jobs", "budget", "distribution", "economy", "groups", "winners",
          "measures", "sources"]  # fmt: skip


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Any:
    scenario = fake_scenario(months=24, seeds=3, title="=1+1", question="@SUM(1)")
    path = experiment.run(scenario, out=tmp_path_factory.mktemp("book") / "run", model=FakeModel()).path
    return openpyxl.load_workbook(path / "tables.xlsx")


def column(sheet: Any, name: str) -> list[Any]:
    (index,) = [cell.column for cell in sheet[1] if cell.value == name]
    return [cell for (cell,) in sheet.iter_rows(min_row=2, min_col=index, max_col=index)]


def test_there_is_a_sheet_a_topic_and_the_notes_tell_of_each(book: Any) -> None:
    assert book.sheetnames == SHEETS
    told = {cell.value for cell in column(book["notes"], "subject")}
    assert {f"sheet {name}" for name in SHEETS if name != "notes"} <= told
    assert all(sheet.max_row > 1 and sheet.freeze_panes == "A2" for sheet in book)


def test_numbers_are_numbers_in_the_format_of_their_unit(book: Any) -> None:
    seen = set()
    for name in ("jobs", "budget", "distribution", "economy"):
        sheet = book[name]
        for unit, value, year in zip(
            column(sheet, "unit"), column(sheet, "policy"), column(sheet, "year"), strict=True
        ):
            assert value.data_type == "n"
            assert value.number_format == number_format(unit.value)
            assert year.number_format == "#,##0"
            seen.add(value.number_format)
    assert {"#,##0", "0.00%"} <= seen
    assert {cell.number_format for cell in column(book["winners"], "net")} == {"0.00%"}
    assert number_format("EUR/hour") == "#,##0.00"


def test_every_parameter_stands_with_its_source_and_status(book: Any) -> None:
    sheet = book["sources"]
    found = dict(zip(*([cell.value for cell in column(sheet, name)] for name in ("parameter", "status")),
                     strict=True))  # fmt: skip
    assert found["unemployment_rate"] == "observed"
    assert found["automation_levy.rate"] == "assumed"
    assert {cell.value for cell in column(sheet, "source")} == {"invented for tests"}
    assert "0.25" in {str(cell.value) for cell in column(sheet, "value")}
    assert {cell.value for cell in column(book["measures"], "indicator")} >= {"unemployment_rate", "gini"}


def test_text_that_begins_like_a_formula_is_text_also_once_it_is_edited(book: Any) -> None:
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    risky = [cell for cell in cells if isinstance(cell.value, str) and cell.value[0] in "=+-@"]
    assert {"=1+1", "@SUM(1)"} <= {cell.value for cell in risky}
    assert all(cell.quotePrefix for cell in risky)
