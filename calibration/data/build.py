"""Regenerate a country's tables and profile: `python -m calibration.data.build ESP --data DIR`.

DIR holds the agencies' raw extracts (DATA.md says where they are published); EVIDENCE the project's
evidence tables, next to it by default.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from calibration.data import measures, networks, profile, write
from calibration.data.tabulate import Register

HERE = Path(__file__).parents[1]


def build(iso3: str, data: Path, evidence: Path, out: Path) -> Path:
    """Write tables and profile of a country below `out`; return the profile's path."""
    tables = out / "tables"
    (out / "countries").mkdir(parents=True, exist_ok=True)
    tables.mkdir(parents=True, exist_ok=True)
    register = Register(HERE / "tables" / "sources.csv")
    found = profile.gather(iso3, data, evidence, register)
    write.classification(tables, register)
    write.occupations(found, tables, register)
    measures.write(data, tables, register)
    write.sectors(found, tables, register)
    write.employment(found, tables, register)
    write.population(found, data, tables, register)
    write.rates_and_targets(found, tables)
    write.flows(found, tables)
    write.wealth(found, data, tables, register)
    write.schedules(found, data, tables, register)
    network = networks.build(found.settings["borrow"]["mobility_network"], data, found.jobs.minor)
    write.mobility(network, tables, register)
    return write.country(found, out / "countries", register)


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m calibration.data.build", description=__doc__)
    parser.add_argument("iso3", help="country code, e.g. ESP")
    parser.add_argument("--data", type=Path, required=True, help="folder of raw extracts")
    parser.add_argument(
        "--evidence", type=Path, help="folder of evidence tables; default: ../evidence of DIR"
    )
    parser.add_argument("--out", type=Path, default=HERE, help="where tables/ and countries/ are written")
    options = parser.parse_args(arguments)
    evidence = options.evidence or options.data.parent / "evidence"
    print(build(options.iso3.upper(), options.data, evidence, options.out))


if __name__ == "__main__":
    main()
