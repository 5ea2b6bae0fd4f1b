"""Human oversight: in listed occupations a part of each task that AI does stays with people."""

import numpy as np

from simulator.core.economy import Economy
from simulator.core.param import param
from simulator.kit import Instrument, Typical

HIGH_RISK = ("12", "22", "23", "24", "26", "33", "54")
"""ISCO-08 groups in which most uses of AI Act, Annex III lie (read; which groups: choice): managers of staff,
health, teaching, business (credit, hiring), law and society, officials of state and finance, protection."""


class HumanOversight(Instrument):
    """Where oversight asks for more than firms would leave to people, AI saves less and fewer take it up.

    Work already given to AI comes back as far as the law asks. The fee is due for the whole task as before.
    Machines count as AI.
    """

    family = "shape"
    fundable = False
    channel = "work that stays with people"
    about = "in listed occupations people go on doing a least part of each task that is given to AI"
    typical = Typical(
        "EU AI Act, art. 14 and Annex III: people oversee AI of high risk (read); part: what people keep of "
        "a task today, ai_kept_first",
        share=0.53,
    )  # fmt: skip

    share = param(
        0.0, unit="share of a task", bounds=(0.0, 0.95), kind="share",
        about="least part that stays with people",
        source="EU AI Act art. 14 asks for oversight and names no part (read): choice of the scenario",
        status="assumed",
    )  # fmt: skip
    everywhere = param(
        0.0, kind="flag", about="whether it holds in all occupations, not only where uses are of high risk",
        source="neutral: those of Annex III", status="assumed",
    )  # fmt: skip

    def adoption(self, economy: Economy) -> None:
        """More of the work is kept than the technology asks for."""
        occ, listed = economy.occupations, np.isin(economy.country.occupations, HIGH_RISK)
        least = self.value("share") * (listed | (self.value("everywhere") > 0.0))
        occ.ai_kept = np.maximum(occ.ai_kept, least)
