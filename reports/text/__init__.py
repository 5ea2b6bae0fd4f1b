"""Words and numbers of one language: the message catalogue (gettext) and Babel's number formats."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from importlib.resources import files
from io import BytesIO
from math import isfinite

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, get_currency_name
from babel.support import Translations

from simulator.findings.official import Published

MINUS = "\N{MINUS SIGN}"
VOWELS = "aeiouyâàéèêîôû"
CURRENCY = re.compile(r"\b[A-Z]{3}(?=/)")  # as in "EUR/month"
MANY = 2.0  # a number that every language puts in the plural: for words without a number, such as heads


def languages() -> tuple[str, ...]:
    """Return the languages that have a catalogue."""
    return tuple(sorted(path.name[:-3] for path in files(__package__).iterdir() if path.name.endswith(".po")))


ALL = "all"
"""What is asked for in place of a language, for a page in all of them."""


def languages_of(lang: str) -> tuple[str, ...]:
    """Return the language that is asked for, or all of them: English, which stands alone elsewhere, first."""
    return tuple(sorted(languages(), key=lambda one: one != "en")) if lang == ALL else (lang,)


@cache
def language_name(lang: str) -> str:
    """Return what a language calls itself, as it stands in a list."""
    own = str(Locale.parse(lang).get_language_name())
    return own[:1].upper() + own[1:]


@cache
def months_of(lang: str) -> dict[str, list[str]]:
    """Return the names of the months in a language, as Plotly wants them for its axes and tooltips."""
    named = Locale.parse(lang).months["format"]
    return {key: [str(named[width][month]) for month in range(1, 13)]
            for key, width in (("months", "wide"), ("shortMonths", "abbreviated"))}  # fmt: skip


def catalogue(name: str) -> Catalog:
    """Read a catalogue: `fr.po`, or `declared/fr.po`."""
    return _read(_written(name))


def _written(name: str) -> bytes:
    """Return a file as it stands now: a figure of one's own adds its sentence to it."""
    return files(__package__).joinpath(name).read_bytes()


@cache
def _read(written: bytes) -> Catalog:
    return read_po(BytesIO(written))


@cache
def _compiled(written: bytes) -> Translations:
    buffer = BytesIO()
    write_mo(buffer, _read(written), use_fuzzy=True)  # a draft in English is better than no page
    buffer.seek(0)
    return Translations(buffer)


@cache
def kinds(written: bytes) -> dict[str, bool]:
    """Return the ids of a catalogue's messages, each with whether it has a plural."""
    told = (one for one in _read(written) if one.string)
    return {one.id[0] if one.pluralizable else str(one.id): one.pluralizable for one in told}


class Text:
    """Messages by id, in one language. An unknown id raises: no untranslated sentence reaches a page."""

    def __init__(self, lang: str, technology: str = "") -> None:
        """Read a catalogue; where it has words for `technology`, they stand in place of AI."""
        lang = languages_of(lang)[0]
        if lang not in languages():
            raise ValueError(f"--lang {lang}: no such catalogue; there is {', '.join(languages())}")
        self.lang = lang
        self._words: dict[str, str] = {}
        self._said: dict[str, str] = {}  # by the English of it
        self.locale = Locale.parse(lang)
        written = _written(f"{lang}.po")
        self._kinds, self._translations = kinds(written), _compiled(written)
        named = f"technology.{technology}"
        words = self(named).split(" | ") if self.has(named) else []
        self._words = dict(pair.split(" → ") for pair in words)

    def has(self, name: str) -> bool:
        """Tell whether the catalogue holds a message of this id."""
        return name in self._kinds

    def __call__(self, name: str, /, **values: object) -> str:
        """Return the message `name` with its `{placeholders}` filled, in the plural if it has one."""
        return self.plural(name, MANY, digits=0, **values)

    def plural(self, name: str, count: float, /, *, digits: int = 0, **values: object) -> str:
        """Return the message in the form that its number asks for, shown with so many decimals.

        The decimals that are shown matter: French says "1,5 point" and "2,0 points".
        """
        if name not in self._kinds:
            raise KeyError(f"{self.lang}.po has no message {name!r}")
        if not self._kinds[name]:
            return self.renamed(str(self._translations.gettext(name))).format_map(values)
        one = self.locale.plural_form(visible(count, digits)) == "one"
        form = str(self._translations.ngettext(name, f"{name}.plural", 1 if one else int(MANY)))
        return self.renamed(form).format_map({"count": self.number(count, digits), **values})

    def renamed(self, told: str) -> str:
        """Return what is said of AI with the name of the run's technology, in upper case where it begins."""
        for word, other in self._words.items():
            told = re.sub(rf"(^|[.!?]\s){word}\b", rf"\g<1>{other[:1].upper()}{other[1:]}", told)
            told = re.sub(rf"\b{word}\b", other, told)
        return told

    def either(self, name: str, otherwise: str) -> str:
        """Return the message, or a text of the run itself (a label, a group) that has no message."""
        return self(name) if self.has(name) else self.declared(otherwise)

    def declared(self, english: str) -> str:
        """Return a text that the code declares in English, as a run folder holds it, in this language.

        What nobody translated comes back as it is: it was written by the user. Titles of the library are told
        part by part: "Adapt, paid by borrowing".
        """
        if english not in self._said:
            parts = english.split(", ")
            told, whole = [self._found(part) for part in parts], self._found(english)
            self._said[english] = whole if whole != english or english in parts else ", ".join(told)
        return self._said[english]

    def _found(self, english: str) -> str:
        for code in ("", *CURRENCY.findall(english)):  # the catalogue has units of money for any currency
            known = english.replace(code, "{currency}") if code else english
            found = self._declared.get(known) if known else None
            if found is not None and found.string:
                return str(found.string).replace("{currency}", code)
        return english

    @cached_property
    def _declared(self) -> Catalog:
        path = files(__package__).joinpath("declared", f"{self.lang}.po")
        return catalogue(f"declared/{self.lang}.po") if path.is_file() else Catalog()

    def number(self, value: float, digits: int, *, signed: bool = False) -> str:
        """Return a number with this many decimals, with a true minus sign and, if asked, a plus."""
        if not isfinite(value):
            return self("number.missing")
        rounded = round(value, digits)
        text = f"{abs(rounded):,.{max(digits, 0)}f}".translate(self._separated)
        sign = MINUS if rounded < 0 else "+" if signed and rounded > 0 else ""
        return sign + text

    def significant(self, value: float, most: int = 6) -> str:
        """Return a number with no more digits than it has, and at most `most` significant ones."""
        if not isfinite(value):
            return self("number.missing")
        exact = Decimal(f"{value:.{most}g}")
        exponent = exact.normalize().as_tuple().exponent
        return self.number(float(exact), max(0, -exponent) if isinstance(exponent, int) else 0)

    def percent(self, number: str) -> str:
        """Return a number, already written, with a percent sign and the space that the language puts."""
        return self("format.percent", number=number)

    def currency(self, code: str, count: float = MANY, digits: int = 0, year: str = "") -> dict[str, str]:
        """Return the placeholders of money: the code, its name for such a number, and "of" that name.

        `year`: at whose prices it is, which each of them then says.
        """
        name = get_currency_name(code, count=visible(count, digits), locale=self.locale)
        many = get_currency_name(code, count=int(MANY), locale=self.locale)
        of = "currency.of.vowel" if many[:1].lower() in VOWELS else "currency.of"
        found = {"currency": code, "currency_name": name, "of_currency": self(of, name=many)}
        if year:
            found = {key: self("money.of_year", money=one, year=year) for key, one in found.items()}
        return found

    def month(self, start: str, index: int) -> str:
        """Return the name of the month that lies `index` months after `start` ("2025-01")."""
        return str(format_date(month_date(start, index), self("format.month"), locale=self.locale))

    def listed(self, names: Sequence[str]) -> str:
        """Return names as a sentence lists them: the last after an "and"."""
        return str(format_list(names, locale=self.locale))

    def day(self, iso: str) -> str:
        """Return a day, as of "2025-01-31", in words."""
        return str(format_date(date.fromisoformat(iso), "long", locale=self.locale)) if iso else iso

    @cached_property
    def separators(self) -> str:
        """Decimal and group separators, as Plotly wants them."""
        sample = format_decimal(1234.5, format="#,##0.0", locale=self.locale)
        return sample[5] + sample[1]

    @cached_property
    def _separated(self) -> dict[int, str]:
        """What stands for the point and the comma that Python puts into numbers."""
        return {ord("."): self.separators[0], ord(","): self.separators[1]}

    def sentence(self, name: str, /, **values: object) -> str:
        """Return the message with its first letter in upper case."""
        return self.sentence_of(self(name, **values))

    def sentence_of(self, words: str) -> str:
        """Return words with their first letter in upper case."""
        return words[:1].upper() + words[1:]


def visible(value: float, digits: int) -> Decimal:
    """Return a number as it is shown: rules of plural look at the decimals, not at the value alone."""
    return Decimal(f"{abs(value):.{digits}f}") if isfinite(value) else Decimal(int(MANY))


def month_date(start: str, index: int) -> date:
    """Return the first day of the month that lies `index` months after `start` ("2025-01")."""
    year, month = (int(part) for part in start.split("-")[:2])
    count = year * 12 + month - 1 + int(index)
    return date(count // 12, count % 12 + 1, 1)


def published_level(text: Text, one: Published) -> str:
    """Return a published share of AI's level with what it is of, where and when."""
    when = one.when if "-" not in one.when else text.month(one.when, 0)
    place, share = text.locale.territories[one.place], share_of(text, one.share)
    what = text(f"ai_level.{one.what}")
    return text("ai_level.published", what=what, published=share, place=place, when=when, source=one.source)


def share_of(text: Text, share: float) -> str:
    """Return a share in % to two significant digits."""
    return text.percent(text.significant(100.0 * share, 2))
