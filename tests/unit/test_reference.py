"""The committed reference page is what the declarations say; `make docs` makes it anew."""

import re
from pathlib import Path

import simulator
from simulator.cli.catalogue import api_page, page, shipped_rules
from simulator.indicators import metadata
from simulator.parameters import GROUPS
from simulator.policies import discover

NO_SOURCE = re.compile(
    r"-|same|assumed|(design|to be replaced)\b.*|.*policy table.*|[AC]\d\d([ ,-]+[AC]\d\d)*", re.I
)
"""What tells a reader nothing that could be looked up; "choice: why" and "neutral: what it leaves" do."""

COMMITTED = Path(__file__).resolve().parents[2] / "docs" / "reference.md"
OF_PYTHON = COMMITTED.with_name("api.md")


def test_the_committed_page_is_current() -> None:
    assert COMMITTED.read_text(encoding="utf-8") == page(), "docs/reference.md is out of date: run make docs"


def test_the_page_of_python_is_current_and_names_what_is_offered() -> None:
    text = api_page()
    assert OF_PYTHON.read_text(encoding="utf-8") == text, "docs/api.md is out of date: run make docs"
    assert {line[3:] for line in text.splitlines() if line.startswith("## ")} == set(simulator.__all__)
    for member in ("`effect(", "`who_gets`", "`points`", "`life(", "`marginal_tax_rate`", "`field`: "):
        assert member in text
    assert "---\n" not in text  # a section of numpy's style that was not made a list


def test_the_page_names_everything_that_is_declared() -> None:
    text = page()
    rules = shipped_rules()
    names = [rule.name for rule in rules] + [name for rule in rules for name in rule.params]
    names += [name for group in GROUPS.values() for name in group]
    names += [name for instrument in discover().values() for name in instrument.declared()]
    names += [*discover(), *(str(entry["name"]) for entry in metadata())]
    assert [name for name in names if f"`{name}`" not in text] == []


def test_every_row_has_as_many_cells_as_its_head() -> None:
    for block in page().split("\n\n"):
        lines = [line.replace("\\|", "") for line in block.splitlines() if line.startswith("|")]
        assert len({line.count("|") for line in lines}) <= 1, lines[0]


def test_every_number_says_where_it_comes_from() -> None:
    rows = [
        re.split(r" (?<!\\)\| ", line.strip("| ")) for line in page().splitlines() if line.startswith("| `")
    ]
    numbers = {row[0]: row[6] for row in rows if len(row) == 7}
    assert len(numbers) > 200
    assert {name: source for name, source in numbers.items() if NO_SOURCE.fullmatch(source)} == {}
