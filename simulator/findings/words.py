"""The words of a language for what findings write themselves: reports give them, English stands without."""

from typing import Protocol


class Words(Protocol):
    """Texts of one language; `reports.text.Text` is one."""

    def either(self, name: str, otherwise: str) -> str:
        """Return the message of this id, or else a text of the run in this language."""

    def declared(self, english: str) -> str:
        """Return a text that the code declares in English in this language."""

    def renamed(self, told: str) -> str:
        """Return what is said of AI with the name of the run's technology."""


class English:
    """What stands where no report is written: the texts of the code as they are."""

    def either(self, name: str, otherwise: str) -> str:
        """Return the text of the run: there are no messages."""
        return otherwise

    def declared(self, english: str) -> str:
        """Return the text itself."""
        return english

    def renamed(self, told: str) -> str:
        """Return it as it is."""
        return told
