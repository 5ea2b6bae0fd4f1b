"""The order in which groups are shown: by number, by education, late arrivals last."""

from collections.abc import Iterable

LADDER = "low medium high"  # groups whose order is not that of the alphabet
ENTRANT = "entrant"  # the group of those who arrive after the groups were frozen


def ordered(groups: Iterable[str]) -> tuple[str, ...]:
    """Return the groups of one breakdown in their order."""
    return tuple(sorted(groups, key=lambda group: (group == ENTRANT, LADDER.find(group), natural(group))))


def natural(name: str) -> tuple[tuple[int, int | str], ...]:
    """Sort key that puts 2 before 10 and text after numbers ("15-24" before "25-34")."""
    pieces: list[tuple[int, int | str]] = []
    digits = ""
    for char in name + "\0":
        if char.isdigit():
            digits += char
            continue
        if digits:
            pieces.append((0, int(digits)))
            digits = ""
        pieces.append((1, char))
    return tuple(pieces)
