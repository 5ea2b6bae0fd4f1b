"""Words and numbers of one language: the message catalogue (gettext) and Babel's number formats."""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from io import BytesIO
from math import isfinite

from babel import Locale
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import Translations

MINUS = "\N{MINUS SIGN}"


def languages() -> tuple[str, ...]:
    """Return the languages that have a catalogue."""
    return tuple(sorted(path.name[:-3] for path in files(__package__).iterdir() if path.name.endswith(".po")))


class Text:
    """Messages by id, in one language. An unknown id raises: no untranslated sentence reaches a page."""

    def __init__(self, lang: str) -> None:
        if lang not in languages():
            raise ValueError(f"--lang {lang}: no such catalogue; there is {', '.join(languages())}")
        self.lang = lang
        self.locale = Locale.parse(lang)
        self._catalog = read_po(BytesIO(files(__package__).joinpath(f"{lang}.po").read_bytes()))
        buffer = BytesIO()
        write_mo(buffer, self._catalog)
        buffer.seek(0)
        self._translations = Translations(buffer)

    def has(self, name: str) -> bool:
        """Tell whether the catalogue holds a message of this id."""
        message = self._catalog.get(name)
        return message is not None and bool(message.string)

    def __call__(self, name: str, **values: object) -> str:
        """Return the message `name` with its `{placeholders}` filled."""
        if not self.has(name):
            raise KeyError(f"{self.lang}.po has no message {name!r}")
        return str(self._translations.gettext(name)).format_map(values)

    def plural(self, name: str, count: int, **values: object) -> str:
        """Return the message for a count, in the plural form that the language asks for."""
        if not self.has(name):
            raise KeyError(f"{self.lang}.po has no message {name!r}")
        form = str(self._translations.ngettext(name, f"{name}.plural", count))
        return form.format_map({"count": self.number(count, 0), **values})

    def either(self, name: str, otherwise: str) -> str:
        """Return the message, or a text of the run itself (a label, a group) that has no message."""
        return self(name) if self.has(name) else otherwise

    def number(self, value: float, digits: int, *, signed: bool = False) -> str:
        """Return a number with this many decimals, with a true minus sign and, if asked, a plus."""
        if not isfinite(value):
            return self("number.missing")
        rounded = round(value, digits)
        text = format_decimal(abs(rounded), format="#,##0" + ("." + "0" * digits if digits else ""),
                              locale=self.locale)  # fmt: skip
        sign = MINUS if rounded < 0 else "+" if signed and rounded > 0 else ""
        return sign + text

    def month(self, start: str, index: int) -> str:
        """Return the name of the month that lies `index` months after `start` ("2025-01")."""
        return str(format_date(month_date(start, index), self("format.month"), locale=self.locale))

    @property
    def separators(self) -> str:
        """Decimal and group separators, as Plotly wants them."""
        sample = format_decimal(1234.5, format="#,##0.0", locale=self.locale)
        return sample[5] + sample[1]

    def sentence(self, name: str, **values: object) -> str:
        """Return the message with its first letter in upper case."""
        text = self(name, **values)
        return text[:1].upper() + text[1:]


def month_date(start: str, index: int) -> date:
    """Return the first day of the month that lies `index` months after `start` ("2025-01")."""
    year, month = (int(part) for part in start.split("-")[:2])
    count = year * 12 + month - 1 + int(index)
    return date(count // 12, count % 12 + 1, 1)
