"""US Current Population Survey (ASEC): yearly moves between occupations (del Rio-Chanona et al.)."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from calibration.data.codes import OCCUPATIONS
from calibration.data.sources import extract
from calibration.data.sources.bls import isco_of_soc2010, occupation_shares

SOURCE = "cps-asec-mobility"


def yearly_moves(
    data: Path, shares_of: Callable[[str], dict[str, float]] | None = None
) -> NDArray[np.float64]:
    """Persons who were in occupation i a year ago and are in j now, [40, 40].

    `shares_of` a SOC 2010 code in the 40 occupations; those of `bls.occupation_shares` by default.

    A stayer of a SOC code that maps to several occupations stays in the same one; movers spread over the
    occupations of their new code. Rows are zero where no SOC code maps (subsistence farmers).
    """
    shares_of = shares_of or partial(occupation_shares, isco_of_soc2010(data))
    edges = pl.read_csv(extract(data, "us_occupational_mobility_cps_asec_edges.csv"))
    index = {o: i for i, o in enumerate(OCCUPATIONS)}
    codes = sorted(set(edges["OCC_source"]))
    place = {code: k for k, code in enumerate(codes)}
    shares = np.zeros((len(codes), len(index)))
    for code in codes:
        for occupation, share in shares_of(code).items():
            shares[place[code], index[occupation]] = share
    flow = np.zeros((len(codes), len(codes)))
    columns = ("OCC_source", "OCC_target", "transition_prob_BLS_ASECnorm_corr", "TOT_EMP_OCCLY")
    for source, target, probability, employed in edges.select(columns).iter_rows():
        if target in place:
            flow[place[source], place[target]] = probability * employed
    stayers = np.diag(flow)
    moves = shares.T @ (flow - np.diag(stayers)) @ shares
    return np.asarray(moves + np.diag(shares.T @ stayers))
