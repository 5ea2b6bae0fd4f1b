"""Parameters of the economy as a whole, a row each of `parameters.csv`.

Those of one behaviour stand in its rule file.
"""

from collections.abc import Mapping
from pathlib import Path

from simulator.core.param import Param, declare, declared_in

_ABOUT = {
    "labour market": "How labour is traded",
    "goods": "How goods are traded, and which firms close",
    "finance": "Interest, ownership and the financial targets of firms and the state",
    "AI": "The AI market and how firms differ in using it",
    "taxes and benefits": "Numbers of the tax-benefit system that the country's profile does not hold",
    "opening state": "Dispersions, shares and hazards that only the opening state uses",
    "homes": "Who lives with whom in month 0, by age, and who of them cares for children",
    "job loss": "Layoffs by digital skill; recall; unemployed by major group of their last job",
    "central bank": "The central bank's rule, and how far its rate reaches spending; defaults are the euro "
    "area's",
}
_ROWS = declared_in(Path(__file__).with_name("parameters.csv"))
GROUPS: Mapping[str, Mapping[str, Param]] = {about: _ROWS[group] for group, about in _ABOUT.items()}
"""Declarations by what they are about, and by name."""

for _declared in GROUPS.values():
    for _name, _declaration in _declared.items():
        declare(_name, _declaration)
