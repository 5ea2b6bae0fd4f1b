"""Text that people wrote, without the characters that steer a terminal, a page or a reader's eye."""

import re
from typing import Any

# Control characters but tab and line break, marks that turn the direction of writing, halves of characters.
_STEERS = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)


def printable(text: str) -> str:
    """Text with a sign in place of each character that would steer what shows it."""
    return _STEERS.sub("\ufffd", text)


def printable_in(value: Any) -> Any:
    """A value as JSON knows it, its texts made printable."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {printable(key): printable_in(item) for key, item in value.items()}
    return [printable_in(item) for item in value] if isinstance(value, list) else value
