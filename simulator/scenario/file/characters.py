"""Characters that nobody sees: they would hide in titles and names, and act on terminals and pages."""

from __future__ import annotations

import re
import unicodedata

# Control characters but tab and line feed; joiners and breaks of no width, but those within a script that
# needs them; marks that turn the direction of writing; tags; halves of a character.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
    "|(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])"
)


def unseen(text: str) -> str:
    """What is wrong with a text that holds a character which is not to be seen; empty when none does."""
    found = _UNSEEN.search(text)
    if found is None:
        return ""
    kind, code = unicodedata.category(found[0]), f"U+{ord(found[0]):04X}"
    if kind == "Cs":
        return "holds half a character (\\ud800 to \\udfff)"
    if kind == "Cc":
        return f"holds the control character {code}; delete it"
    return f"holds the invisible character {code}, {unicodedata.name(found[0], 'unnamed').lower()}; delete it"


def without_unseen(text: str) -> str:
    """The text with a question mark for each of them, as it may be printed."""
    return _UNSEEN.sub("?", text)
