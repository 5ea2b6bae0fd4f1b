"""New tasks for people that follow automation."""

from simulator.core.rule import rule


@rule(over="firm", writes="new_tasks")
def firm_new_tasks(new_tasks, automated_share, *, reinstatement, reinstatement_lag):
    """Labour requirement added by new tasks: a share of what was automated, with a lag (share)."""
    return new_tasks + (reinstatement * automated_share - new_tasks) / max(reinstatement_lag, 1.0)
