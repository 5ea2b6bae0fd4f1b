"""Moves within a firm: from posts that AI has abolished to others of the firm that have openings."""

from collections import namedtuple

from simulator.core.compiled import njit

Staff = namedtuple("Staff", "firm post occupation skill digital wage")
"""Columns of everyone who may be moved."""
Posts = namedtuple("Posts", "active occupation heads target vacancies ai_pending rounding")
"""Columns of the posts between which they are."""


@njit
def nearest_opening(here, firm, width, posts, own, distance):
    """The firm's post with an opening that is nearest in skill to occupation `own`; -1 without."""
    best = -1
    for p in range(firm * width, firm * width + width):
        if p == here or not posts.active[p] or posts.vacancies[p] <= 0:
            continue
        if best < 0 or distance[own, posts.occupation[p]] < distance[own, posts.occupation[best]]:
            best = p
    return best


@njit
def move_within_firms(
    rows, worth, q, posts, public, any_surplus, distance, loss, learnt, share, price, lost_time, months,
    employer_rate, width, moved, length, duty=0,
):  # fmt: skip
    """Move people, in the order of `rows`, when the subsidy makes it pay or law asks for it; how many.

    A post with too many people counts once AI has abolished a whole one in it, a part of one rounded as in
    plans; with `any_surplus` wherever AI has taken tasks. A course of months x distance costs its price
    (currency/month) and part of the time at work. The firm bears 1 - `share` of it, and keeps people whose
    keeping is worth more than that but less than the whole: `worth`, in months of pay. The law asks firms to
    offer an opening for which a course of `duty` months does. moved and length: rows and months of course of
    those who move.
    """
    count = 0
    for i in rows:
        p = q.post[i]
        if public[q.firm[i]] or posts.ai_pending[p] <= 0.0 or posts.heads[p] <= posts.target[p]:
            continue
        if not any_surplus and posts.ai_pending[p] + posts.rounding[p] < 1.0:
            continue
        to = nearest_opening(p, q.firm[i], width, posts, q.occupation[i], distance)
        if to < 0:
            continue
        gap = distance[q.occupation[i], posts.occupation[to]] * (1.0 - q.digital[i])
        course = max(1, int(months * gap + 0.5))
        cost = course * (price / q.wage[i] + lost_time * (1.0 + employer_rate))
        if course > duty and not (1.0 - share) * cost < worth[i] <= cost:
            continue
        posts.heads[p] -= 1
        posts.ai_pending[p] -= min(1.0, posts.ai_pending[p])
        posts.heads[to] += 1
        posts.vacancies[to] -= 1
        kept = q.skill[i] * (1.0 - loss * gap)
        q.skill[i] = kept + learnt * (1.0 - kept)
        q.post[i] = to
        q.occupation[i] = posts.occupation[to]
        moved[count] = i
        length[count] = course
        count += 1
    return count
