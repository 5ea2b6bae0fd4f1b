"""Every wrong file gets its exact message, with file, line and column; several faults are told at once."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from simulator.core.errors import InputErrors
from simulator.scenario import Options, load_scenario

Errors = Callable[..., list[str]]
READS = Options(reads_code=True)
CLASSES = {
    "syntax", "unknown keys", "no value", "wrong types", "units", "bounds", "law", "dates", "references",
    "cycles", "paths", "tags and anchors", "non-finite numbers", "rule files", "reach", "unseen characters",
    "several faults",
}  # fmt: skip


class Case(NamedTuple):
    """A block of wrong_files.txt: what kind of fault, the files, what is said of them."""

    kind: str
    name: str
    files: dict[str, str]
    messages: list[str]

    def write(self, folder: Path) -> None:
        for name, text in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


def cases() -> Iterator[Case]:
    table = Path(__file__).with_name("wrong_files.txt").read_text(encoding="utf-8")
    for section in table.split("\n## ")[1:]:
        kind, *blocks = section.split("\n=== ")
        for block in blocks:
            name, *lines = block.rstrip().split("\n")
            messages = [line.removeprefix("=> ") for line in lines if line.startswith("=> ")]
            text = "".join(f"{line}\n" for line in lines if not line.startswith("=> "))
            first, *others = text.split("@@ ")
            files = dict(other.split("\n", 1) for other in others)
            yield Case(kind.strip(), name, {"case.yaml": first, **files}, messages)


CASES = list(cases())


@pytest.mark.parametrize("case", CASES, ids=[f"{case.kind}: {case.name}" for case in CASES])
def test_a_wrong_file_is_explained(errors_of: Errors, case: Case) -> None:
    case.write(Path())
    assert errors_of(case.files["case.yaml"], options=READS) == case.messages


def test_the_table_has_every_kind_of_fault_and_places_each() -> None:
    assert set(Counter(case.kind for case in CASES)) == CLASSES
    assert len(CASES) >= 40
    for case in CASES:
        assert case.messages, case.name
        for message in case.messages:
            assert re.match(r"[\w./]+:\d+:\d+: ", message), message


def test_every_number_out_of_range_is_told_what_is_allowed() -> None:
    said = [message for case in CASES if case.kind in ("bounds", "units") for message in case.messages]
    for message in said:
        assert re.search("allowed: |not in rising order", message), message


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


BYTES = {
    "UTF-16": ("country: ESP\n".encode("utf-16"), ":1:1: UTF-16 is not UTF-8 text; save the file as UTF-8"),
    "Latin-1": (
        "country: ESP\r\ntitle: España\r\n".encode("latin-1"),
        ":2:12: byte 0xF1 is not UTF-8 text; save the file as UTF-8",
    ),
    "picture": (b"\x89PNG\r\n\x1a\n", ":1:1: byte 0x89 is not UTF-8 text; save the file as UTF-8"),
    "null": (b"country: ESP\ntitle: a\x00b\n", ":2:9: holds the control character U+0000; delete it"),
    "escape": (b"country: ESP\x1b[31m\n", ":1:13: holds the control character U+001B; delete it"),
    "huge": (b"country: ESP\n#" + b"x" * 2**20, ": the file has 1,048,590 bytes; at most 1,048,576 are read"),
    "mark and line ends of Windows": (
        b"\xef\xbb\xbfcountry: ESP\r\nruns: {seeds: 0}\r\n",
        ":2:15: runs.seeds: 0 is out of range; allowed: 1 to 1,000 repetitions",
    ),
    "half a character": (
        b'country: ESP\ntitle: "\\ud800"\n',
        ":2:8: title: holds half a character (\\ud800 to \\udfff)",
    ),
}


@pytest.mark.parametrize(("text", "message"), BYTES.values(), ids=BYTES)
def test_bytes_that_are_no_text_are_refused(errors_of: Errors, text: bytes, message: str) -> None:
    assert errors_of(text) == [f"case.yaml{message}"]


def test_a_very_deep_file_is_refused_without_being_built(errors_of: Errors) -> None:
    (told,) = errors_of("title: " + "[" * 100_000)
    assert told == "case.yaml:1:16: title: is nested more than 8 levels deep"


def test_links_are_followed_only_within_the_folder(
    errors_of: Errors, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.yaml"
    secret.write_text("country: ESP\n")
    Path("link.yaml").symlink_to(secret)
    Path("circle.yaml").symlink_to("circle.yaml")
    assert errors_of("extends: link.yaml\n") == [
        'case.yaml:1:10: extends: "link.yaml" lies outside the folder of the scenario; move it there'
    ]
    (told,) = errors_of("extends: circle.yaml\n")
    assert told.startswith("case.yaml:1:10: extends: ")
    assert '"circle.yaml"' in told


def test_an_option_out_of_range_names_the_option(errors_of: Errors) -> None:
    told = errors_of("country: ESP\n", options=Options(seeds=5_000))
    assert told == ["option --seeds: runs.seeds: 5,000 is out of range; allowed: 1 to 1,000 repetitions"]


def test_a_missing_file_suggests_its_neighbour(errors_of: Errors, load_text: Callable[..., object]) -> None:
    load_text("country: ESP\n")
    with pytest.raises(InputErrors, match=r'cas\.yaml: there is no such file\. Did you mean "case\.yaml"\?'):
        load_scenario("cas.yaml")


def test_a_faulty_country_file_is_told_before_anything_runs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from simulator.core.shipped import package_folder
    from simulator.scenario import load
    from simulator.scenario.country import profile as country

    (tmp_path / "countries").mkdir()
    text = (package_folder("calibration") / "countries" / "ESP.yaml").read_text(encoding="utf-8")
    (tmp_path / "countries" / "ESP.yaml").write_text(text.replace("format: 1", "format: 2"), encoding="utf-8")
    monkeypatch.setattr(country, "package_folder", lambda package: tmp_path)
    load._profile.cache_clear()
    with pytest.raises(InputErrors) as raised:
        load_scenario("baseline")
    assert [str(one) for one in raised.value.errors] == [
        "calibration/countries/ESP.yaml:2:9: format: 2 is not a known format; allowed: 1"
    ]
