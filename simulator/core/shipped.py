"""Where the data that ship with the simulator lie; read as files, never imported."""

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from simulator.core.cache import PACKAGE
from simulator.core.errors import suggestion

_RENAMED = {
    "contribute_and_share": "share",
    "declaration_mix": "mix",
    "training_balanced": "training_programme",
}
_GONE = re.compile(
    r"([a-z]{3})/(adapt|compensate|contribute_and_share|declaration_mix|training_balanced)"
    r"(?:(_equal|_small)_outlay)?(_funded)?(?:\.yaml)?"
)
"""Files that shipped before the library was made from one table."""
SIZES = "sizes.csv"
"""Families of the library by country, each with its size."""
_NAME = re.compile(r"^  [a-z]{2}: (.+)$", re.M)  # in the head of a country's file


def package_folder(package: str) -> Path:
    """Folder of one of our four packages: they lie side by side, whatever else bears such a name."""
    return PACKAGE.parent / package


def shipped_folder() -> Path:
    """Folder of the shipped scenarios."""
    return package_folder("scenarios")


@cache
def shipped_names() -> tuple[str, ...]:
    """Names of the shipped scenarios, such as `baseline` and `esp/adapt`; no worlds or technologies."""
    folder = shipped_folder()
    names = (path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.yaml"))
    others = ("worlds/", "technologies/", "library")
    return tuple(sorted({*library_names(), *(name for name in names if not name.startswith(others))}))


@cache
def library_names() -> tuple[str, ...]:
    """Of these the ones that `simulator.scenario.library` makes when asked for: the rows of `sizes.csv`."""
    lines = (shipped_folder() / SIZES).read_text(encoding="utf-8").splitlines()
    rows = [line.split(",") for line in lines if not line.startswith("#")][1:]
    return tuple(f"{country}/{family}" for country, family, *_ in rows)


@cache
def instrument_names() -> tuple[str, ...]:
    """What else it makes: each instrument alone, such as `esp/care_services`, where no file has the name."""
    countries = dict.fromkeys(name.partition("/")[0] for name in library_names())
    kinds = sorted(one.stem for one in (package_folder("simulator") / "policies").glob("[a-z]*.py"))
    return tuple(
        name for code in countries for kind in kinds if (name := f"{code}/{kind}") not in shipped_names()
    )


def shipped_path(name: str) -> Path | None:
    """Place of a shipped scenario, `NAME` or `NAME@PAYER`; None when there is none of that name."""
    is_shipped = name.partition("@")[0] in (*shipped_names(), *instrument_names())
    return shipped_folder() / f"{name}.yaml" if is_shipped else None


def country_codes() -> list[str]:
    """Codes of the countries that have a profile."""
    folder = package_folder("calibration") / "countries"
    return sorted(path.stem for path in folder.glob("*.yaml"))


def country_code_of(name: object, codes: Iterable[str]) -> str:
    """The code among `codes` of the country that is called `name` (`spain`, `España`), else an empty text."""
    wanted = str(name).strip().casefold()
    for code in codes:
        path = package_folder("calibration") / "countries" / f"{code}.yaml"
        head = path.read_text(encoding="utf-8").partition("\nvalues:")[0] if path.is_file() else ""
        if wanted in (code.casefold(), *(found.casefold() for found in _NAME.findall(head))):
            return code
    return ""


def country_meant(name: object, codes: Sequence[str]) -> str:
    """The code among `codes` that a name or a slip of the pen stands for; none for another country's code."""
    from babel import Locale
    from babel.core import get_global

    meant = country_code_of(name, codes)
    wanted, aliases = str(name).strip().upper(), get_global("territory_aliases")
    (territory, *_), ours = aliases.get(wanted, [wanted]), {aliases.get(code, [code])[0] for code in codes}
    if meant or (territory not in ours and territory in Locale("en").territories):
        return meant
    alike = [code for code in codes if code[0] == wanted[:1]]  # nobody slips at the first letter
    return next(iter(get_close_matches(wanted, alike, n=1)), "")


def country_hint(name: object, codes: Sequence[str]) -> str:
    """Return ' Did you mean "ESP"?' for the country that is meant, or an empty text."""
    meant = country_meant(name, codes)
    return f' Did you mean "{meant}"?' if meant else ""


def now_called(name: str) -> tuple[str, str] | None:
    """What a scenario that shipped before the library is called now, and how it differs; None for others."""
    country, stem, sized, funded = found.groups() if (found := _GONE.fullmatch(name)) else ("", "", "", "")
    if not shipped_path(told := f"{country}/{_RENAMED.get(stem, stem)}"):
        return None
    payer = "income_tax" if funded or stem == "training_balanced" else "borrowing"
    return f"{told}@{payer}", ", at 1 % of GDP" if sized == "_small" else ""


def scenario_hint(name: str, nearby: Iterable[str] = ()) -> str:
    """Which file of `nearby` or shipped scenario is meant; one of a country is never another country's."""
    if name.upper() in country_codes():
        return f" It is a country; name one of its scenarios, as in {name.lower()}/training_programme."
    if moved := now_called(name):
        told, note = moved
        return f' It is now made when asked for: "{told}"{note}; sim list scenarios has the payers.'
    names = sorted((*shipped_names(), *instrument_names()))
    plain = name.removesuffix(".yaml").removesuffix(".yml").partition("@")[0]
    country, is_of_country, rest = plain.rpartition("/")
    kinds = {kind for _, slash, kind in (one.partition("/") for one in names) if slash}
    near = suggestion(name, [*nearby, *(one for one in names if "/" not in one)])
    if near and rest not in kinds:
        return near
    kind = next(iter(get_close_matches(rest.lower(), kinds, n=1)), "")
    having = [one for one in names if one.endswith(f"/{kind}")]
    told = ", ".join(one.partition("/")[0].upper() for one in having)
    if not is_of_country:
        return f" Name its country, as in {having[0]}; it ships for {told}." if having else ""
    code = country_meant(country, country_codes()).lower()
    if not code:
        return f' No country is called "{country}"; this ships for {told}.' if having else ""
    wanted, own = f"{code}/{rest.lower()}", [one for one in names if one.startswith(f"{code}/")]
    hint = suggestion(wanted, own) if wanted in own or rest.lower() not in kinds else ""
    return hint or (f" {kind} ships for {told} alone." if having else "")
