"""Every wrong file gets its exact message; several faults are told at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from simulator.scenario import Options

Errors = Callable[..., list[str]]


def cases() -> Iterator[tuple[str, str, list[str]]]:
    """Name, text and messages of each block of wrong_files.txt."""
    table = Path(__file__).with_name("wrong_files.txt").read_text(encoding="utf-8")
    for block in table.split("\n=== ")[1:]:
        name, *lines = block.rstrip().split("\n")
        text = "".join(f"{line}\n" for line in lines if not line.startswith("=> "))
        yield name, text, [line.removeprefix("=> ") for line in lines if line.startswith("=> ")]


CASES = list(cases())


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_wrong_file_is_explained(errors_of: Errors, text: str, expected: list[str]) -> None:
    assert errors_of(text) == expected


def test_all_faults_are_told_in_the_order_of_the_file(errors_of: Errors) -> None:
    told = errors_of(
        """\
        titel: x
        country: ESP
        horizon: {months: 0}
        policies:
          - automation_levy: {rate: 9, earmark: nobody}
        runs: {seed: 3}
        """
    )
    places = [line.split(": ")[:2] for line in told]
    assert places == [
        ["case.yaml:1:1", "titel"],
        ["case.yaml:3:19", "horizon.months"],
        ["case.yaml:5:29", "policies.automation_levy.rate"],
        ["case.yaml:5:41", "policies.automation_levy.earmark"],
        ["case.yaml:5:41", "policies.automation_levy.earmark"],
        ["case.yaml:6:8", "runs.seed"],
    ]


def test_a_fault_in_an_extended_file_is_placed_there(errors_of: Errors) -> None:
    told = errors_of("extends: parent.yaml\n", parent="country: ESP\nruns: {seeds: 0}\n")
    assert told == ["parent.yaml:2:15: runs.seeds: 0 is out of range; allowed: 1 to 1,000 repetitions"]


def test_a_circle_of_files_is_found(errors_of: Errors) -> None:
    told = errors_of("extends: a.yaml\n", a="extends: b.yaml\n", b="country: ESP\nextends: case.yaml\n")
    assert told == ['b.yaml:2:10: extends: "case.yaml" extends, in the end, itself']


def test_a_link_out_of_the_folder_is_refused(
    errors_of: Errors, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.yaml"
    secret.write_text("country: ESP\n")
    Path("link.yaml").symlink_to(secret)
    told = errors_of("extends: link.yaml\n")
    assert told == [
        'case.yaml:1:10: extends: "link.yaml" lies outside the folder of the scenario; move it there'
    ]


def test_a_huge_file_is_not_read(errors_of: Errors) -> None:
    told = errors_of("country: ESP\n# " + "x" * 1_048_576)
    assert told == ["case.yaml: the file has 1,048,591 bytes; at most 1,048,576 are read"]


@pytest.mark.parametrize("text", [b"\xff\xfe\x00", b"country: \x00ESP\n", b"country: ESP\x1b[31m\n"])
def test_bytes_that_are_no_text_are_refused(errors_of: Errors, text: bytes) -> None:
    assert len(errors_of(text)) == 1


def test_an_option_out_of_range_names_the_option(errors_of: Errors) -> None:
    told = errors_of("country: ESP\n", options=Options(seeds=5_000))
    assert told == ["option --seeds: runs.seeds: 5,000 is out of range; allowed: 1 to 1,000 repetitions"]


def test_a_missing_file_suggests_its_neighbour(errors_of: Errors, load_text: Callable[..., object]) -> None:
    from simulator.core.errors import InputErrors
    from simulator.scenario import load_scenario

    load_text("country: ESP\n")
    with pytest.raises(InputErrors, match=r'cas\.yaml: there is no such file\. Did you mean "case\.yaml"\?'):
        load_scenario("cas.yaml")
