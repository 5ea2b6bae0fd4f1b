"""The workbook as a spreadsheet program reads it: a sheet a topic, formats, notes, sources, no formulas."""

from pathlib import Path
from typing import Any

import pytest

from reports.text import Text
from simulator.findings.workbook import (
    COSTING,
    DECILES,
    GETS,
    GROUPS,
    INDICATORS,
    PARAMETERS,
    README,
    RESULTS,
    TOPICS,
    WINNERS,
    number_format,
)
from tests import experiment
from tests.fake_run import FakeModel
from tests.unit.fake_model import fake_scenario

openpyxl = pytest.importorskip("openpyxl")
SHEETS = [README, RESULTS, COSTING, GETS, DECILES, *TOPICS, GROUPS, WINNERS, INDICATORS, PARAMETERS]
ROLE = "With AI, with the policy"
ROLES = ("No further AI, no new policy", "With AI, no new policy", ROLE)


def made(folder: Path, lang: str) -> Any:
    scenario = fake_scenario(months=24, seeds=3, title="=1+1", question="@SUM(1)")
    path = experiment.run(
        scenario, out=folder / lang, model=FakeModel(), workbook=True, words=Text(lang)
    ).path
    return openpyxl.load_workbook(path / "tables.xlsx")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return made(tmp_path_factory.mktemp("book"), "en")


@pytest.fixture(scope="module", params=["fr", "es"])
def translated(request: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    return made(tmp_path_factory.mktemp("book"), request.param)


def column(sheet: Any, name: str) -> list[Any]:
    (index,) = [cell.column for cell in sheet[1] if cell.value == name]
    return [cell for (cell,) in sheet.iter_rows(min_row=2, min_col=index, max_col=index)]


def test_there_is_a_sheet_a_topic_and_the_first_tells_of_each(book: Any) -> None:
    assert book.sheetnames == SHEETS
    told = {cell.value for cell in column(book[README], "What")}
    assert {f"Sheet {name}" for name in SHEETS if name != README} <= told
    assert all(sheet.max_row > 1 and sheet.freeze_panes == "A2" for sheet in book)


def test_every_column_has_a_name_of_its_own(book: Any) -> None:
    for sheet in book:
        heads = [cell.value for cell in sheet[1]]
        assert all(heads)
        assert len(set(heads)) == len(heads), sheet.title


def test_numbers_are_numbers_in_the_format_of_their_unit(book: Any) -> None:
    seen = set()
    for name in TOPICS:
        sheet = book[name]
        for unit, value in zip(column(sheet, "unit"), column(sheet, ROLE), strict=True):
            assert value.data_type == "n"
            assert value.number_format == number_format(unit.value)
            seen.add(value.number_format)
    assert {"#,##0", "0.00%"} <= seen
    assert {cell.number_format for cell in column(book[WINNERS], "Difference to chance")} == {"0.00%"}
    assert {cell.number_format for cell in column(book[WINNERS], "People")} == {"#,##0"}
    assert number_format("EUR/hour") == "#,##0.00"


def test_no_number_has_more_than_six_significant_digits(book: Any) -> None:
    cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    numbers = [value for value in cells if isinstance(value, float)]
    assert len(numbers) > 500
    assert all(value == float(f"{value:.6g}") for value in numbers)


def test_years_are_those_of_the_calendar(book: Any) -> None:
    for name in (*TOPICS, GROUPS):
        assert {cell.value for cell in column(book[name], "Year")} <= {"opening state", 2025, 2026}
    assert {2025, 2026} <= {cell.value for cell in column(book["Jobs"], "Year")}


def test_every_parameter_stands_with_its_source_and_status(book: Any) -> None:
    sheet = book[PARAMETERS]
    found = dict(zip(*([cell.value for cell in column(sheet, name)] for name in ("parameter", "Status")),
                     strict=True))  # fmt: skip
    assert found["unemployment_rate"] == "observed"
    assert found["automation_levy.rate"] == "assumed"
    assert {cell.value for cell in column(sheet, "Source")} == {"invented for tests"}
    assert "0.25" in {str(cell.value) for cell in column(sheet, "Value")}
    assert {cell.value for cell in column(book[INDICATORS], "indicator")} >= {"unemployment_rate", "gini"}


def test_text_that_begins_like_a_formula_is_text_also_once_it_is_edited(book: Any) -> None:
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    risky = [cell for cell in cells if isinstance(cell.value, str) and cell.value[0] in "=+-@"]
    assert {"=1+1", "@SUM(1)"} <= {cell.value for cell in risky}
    assert all(cell.quotePrefix for cell in risky)


def test_in_another_language_words_change_and_numbers_and_codes_do_not(book: Any, translated: Any) -> None:
    assert len(translated.sheetnames) == len(SHEETS)
    assert not {*translated.sheetnames} & {*SHEETS}
    for ours, theirs in zip(book, translated, strict=True):
        assert ours.dimensions == theirs.dimensions
        for row, other in zip(ours.iter_rows(), theirs.iter_rows(), strict=True):
            numbers, others = ([cell.value for cell in one if cell.data_type == "n"] for one in (row, other))
            assert numbers == others
        heads, others = ([cell.value for cell in sheet[1]] for sheet in (ours, theirs))
        codes = [place for place, head in enumerate(heads) if head.islower()]
        assert [heads[place] for place in codes] == [others[place] for place in codes]
        words = {head for head in heads[: codes[0] if codes else None] if not head.isdigit()}  # years
        assert not words & {*others}
        columns = list(zip(ours.columns, theirs.columns, strict=True))
        for mine, yours in (columns[place] for place in codes):
            assert [cell.value for cell in mine] == [cell.value for cell in yours]


def test_what_is_zero_in_every_run_is_left_out(book: Any) -> None:
    for name in TOPICS:
        columns = [column(book[name], head) for head in ("indicator", *ROLES)]
        moved: dict[str, bool] = {}
        for what, *values in zip(*columns, strict=True):
            moved[what.value] = moved.get(what.value, False) or any(cell.value for cell in values)
        assert moved
        assert [what for what, moves in moved.items() if not moves] == []
