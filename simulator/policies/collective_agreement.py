"""Collective agreements on AI: covered firms pass a share of what it saves to staff, as pay or hours."""

import numpy as np
from numpy.typing import NDArray

from simulator.core.errors import InputError
from simulator.core.streams import stream_key
from simulator.kit import Economy, Instrument, Sources, Typical, param
from simulator.kit.targeting import draws_of

COVERAGE = {
    "BRA": 0.65,
    "DEU": 0.54,
    "DNK": 0.82,
    "ESP": 0.68,
    "FRA": 0.94,
    "ITA": 0.80,
    "TUR": 0.07,
    "USA": 0.12,
    "ZAF": 0.29,
}
"""Employees covered by agreements: OECD/AIAS ICTWSS, adjusted coverage, last year to 2018 (read); Brazil:
ILO, 2016 (recalled, low)."""
BY_SIZE = 1.1
"""Log odds of coverage from one size class to the next: Germany 2014, 11 % of staff below 10 employees, 82 %
from 1,000 on (Destatis, an account; read)."""


def covered_share(odds: float, size_class: NDArray[np.int64]) -> NDArray[np.float64]:
    """Chance that firms are covered, by log odds of a micro firm and each firm's size class."""
    return np.asarray(1.0 / (1.0 + np.exp(-odds - BY_SIZE * size_class)))


class CollectiveAgreement(Instrument):
    """What AI saves since the agreement began, over the firm's pay, is shared with all of its staff.

    As pay it is a part of the firm's premium, which moves over years and is in costs, prices and what labour
    costs beside AI; as hours the week is shorter at the same pay, and more people do the work. Which firms
    are covered is drawn once, large ones more often; new firms as old ones. Nobody strikes.
    """

    family = "share"
    fundable = False
    channel = "pay and hours of covered firms"
    about = "covered firms share what AI saves with their staff, as pay or as shorter hours at the same pay"
    typical = Typical(share=0.5, as_hours=0.33)

    share = param(0.0, "part that goes to staff", share_of="saving")
    as_hours = param(0.0, "taken as shorter hours, not pay", share_of="that part")
    coverage = param(
        0.0,
        "staff of private firms that is covered; 0: as in the country",
        share_of="employees",
        status="observed",
    )
    foreseen = param(
        0.0,
        "of what staff will get, how much firms take off the saving when they decide on AI",
        share_of="that part",
    )
    sources = Sources(
        typical="choice: half, a third of it as hours; no agreement was read that names a share",
        share="choice of the scenario",
        as_hours="choice of the scenario",
        coverage="OECD/AIAS ICTWSS, to 2018 (read)",
        foreseen="little hold-up: pay answers profit net of the cost of capital (Card, Devicienti and "
        "Maida 2014); unionised firms invest less (Hirsch 2004) (recalled, high)",
    )

    odds = 0.0
    known = before = np.zeros(0)  # firms, and their technique when the agreement began

    def adoption(self, economy: Economy) -> None:
        """What staff has a claim to, as firms stood last month."""
        firms, share = economy.firms, self.value("share")
        if share == 0.0:
            return
        if len(self.known) == 0:
            self.odds = self.log_odds(economy)
            self.known, self.before = np.full(firms.n, -1), firms.technique.copy()
        self.before = np.where(firms.id == self.known, self.before, firms.technique)
        self.known = firms.id.copy()
        draws = draws_of(np.arange(firms.n), firms.id, stream_key(economy.root, f"{self.name} covered", 0))
        covered = (draws < covered_share(self.odds, firms.size_class)) & (firms.public == 0)
        saved = np.maximum(self.before - firms.technique, 0.0) / np.maximum(firms.labour_left, 1e-9)
        due = share * saved * covered
        hours = due * self.value("as_hours")
        firms.agreed_premium += (due - hours) * (1.0 + firms.fixed_premium)
        firms.hours_cut += hours / (1.0 + hours)
        firms.output_cut += hours / (1.0 + hours)
        firms.saving_tax_rate += share * self.value("foreseen") * covered

    def log_odds(self, economy: Economy) -> float:
        """Log odds that a micro firm is covered, such that the share of private staff is as wanted."""
        firms, iso3 = economy.firms, economy.country.iso3
        share = self.value("coverage") or COVERAGE.get(iso3, 0.0)
        if share == 0.0:
            told = f"not known for {iso3}; write the share of employees covered, above 0 and up to 1"
            raise InputError(told, field="policies.collective_agreement.coverage")
        staff = firms.heads * (firms.public == 0)
        least = min(max(share, 1e-9), 1.0 - 1e-9) * float(staff.sum())
        from scipy.optimize import brentq  # too slow to load for verbs that run nothing

        return float(brentq(lambda odds: staff @ covered_share(odds, firms.size_class) - least, -40.0, 40.0))
