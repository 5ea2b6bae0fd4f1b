"""How attached people are to work: how much of the recent past they spent in it."""

from simulator.agents.person import EMPLOYED, INFORMAL, OWN_ACCOUNT, PUBLIC_JOB
from simulator.core.param import param
from simulator.core.rule import rule


@rule(over="person", writes="attachment")
def worker_attach(
    status,
    attachment,
    *,
    attachment_memory=param(
        12.0, bounds=(1.0, 120.0), kind="months",
        about="over which work done, or not done, counts as attachment",
        source="Elsby, Hobijn and Sahin 2015 tell the unemployed apart by what they did a year ago",
    ),
):  # fmt: skip
    """Share of the recent past in work, whatever kind of it, by exponential memory."""
    works = status == EMPLOYED or status == OWN_ACCOUNT or status == INFORMAL or status == PUBLIC_JOB
    return attachment + ((1.0 if works else 0.0) - attachment) / attachment_memory
