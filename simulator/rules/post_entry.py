"""How much of a post's entry tier AI leaves."""

from simulator.core.maths import entry_tasks_done
from simulator.core.param import param
from simulator.core.rule import rule


@rule(over="post", writes="entry_open")
def post_entry(
    automated_ahead,
    augmented,
    occupation_new_tasks,
    *,
    entry_first=param(
        1.0, kind="share",
        about="part of the first tasks AI takes over that are beginners' alone; 0 where it takes all alike",
        source="adopters' juniors fell by 8 to 12 % (9 % after six quarters), seniors did not, United "
        "States (Lichtinger and Hosseini 2025; read: abstract, summaries)",
    ),
    entry_share,
):  # fmt: skip
    """Entry posts in what will be left to people, over their usual share (ratio).

    Of a post's old tasks the share e is done in entry posts, and AI takes theirs first (`entry_tasks_done`).
    Openings are for what is left at the end of the firm's plan, and take beginners in that proportion.
    """
    usual = max(entry_share, 1e-9)
    helped = 1.0 + augmented
    left = (1.0 - automated_ahead) / helped + occupation_new_tasks
    if left <= 0.0:
        return 1.0
    entry = (usual - entry_tasks_done(automated_ahead, usual, entry_first)) / helped
    return min(1.0, (entry + usual * occupation_new_tasks) / (usual * left))
