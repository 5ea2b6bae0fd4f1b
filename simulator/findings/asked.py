"""The comparison that is asked for by its name, of those that a run makes."""

from simulator.core.errors import InputError
from simulator.findings.effects import Contrast, contrasts
from simulator.findings.results import Results


def contrast_of(results: Results, comparison: str = "policy", scenario: str = "") -> Contrast:
    """Return one of `contrasts`: what AI does (`ai`), or what a policy or an option does (`policy`).

    `scenario` names the option of a comparison; the first unless named. Raises InputError, which tells what
    the run compares.
    """
    found = contrasts(results)
    for one in found:
        if one.comparison == comparison and scenario in ("", one.scenario):
            return one
    asked = f"{comparison} of {scenario}" if scenario else comparison
    told = ", ".join(f"{one.comparison} of {one.scenario}" for one in found) or "nothing"
    raise InputError(f'the run does not compare "{asked}"; it compares: {told}', field="comparison")
