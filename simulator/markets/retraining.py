"""Moves within a firm: from posts that AI has abolished to others of the firm that have openings."""

from simulator.core.compiled import njit


@njit
def nearest_opening(here, firm, width, active, vacancies, occupation, own, distance):
    """The firm's post with an opening that is nearest in skill to occupation `own`; -1 without."""
    best = -1
    for p in range(firm * width, firm * width + width):
        if p == here or not active[p] or vacancies[p] <= 0:
            continue
        if best < 0 or distance[own, occupation[p]] < distance[own, occupation[best]]:
            best = p
    return best


@njit
def move_within_firms(
    rows, worth, firm, post, occupation, skill, digital, wage, public, active, post_occupation, heads, target,
    vacancies, pending, rounding, any_surplus, distance, loss, learnt, share, price, lost_time, months,
    employer_rate, width, moved, length,
):  # fmt: skip
    """Move people, in the order of `rows`, when the subsidy makes it pay; how many.

    A post with too many people counts once AI has abolished a whole one in it, a part of one rounded as in
    plans; with `any_surplus` wherever AI has taken tasks. A course of months x distance costs its price
    (currency/month) and part of the time at work. The firm bears 1 - `share` of it, and keeps people whose
    keeping is worth more than that but less than the whole: `worth`, in months of pay. moved and length: rows
    and months of course of those who move.
    """
    count = 0
    for i in rows:
        p = post[i]
        if public[firm[i]] or pending[p] <= 0.0 or heads[p] <= target[p]:
            continue
        if not any_surplus and pending[p] + rounding[p] < 1.0:
            continue
        to = nearest_opening(p, firm[i], width, active, vacancies, post_occupation, occupation[i], distance)
        if to < 0:
            continue
        gap = distance[occupation[i], post_occupation[to]] * (1.0 - digital[i])
        course = max(1, int(months * gap + 0.5))
        cost = course * (price / wage[i] + lost_time * (1.0 + employer_rate))
        if not (1.0 - share) * cost < worth[i] <= cost:
            continue
        heads[p] -= 1
        pending[p] -= min(1.0, pending[p])
        heads[to] += 1
        vacancies[to] -= 1
        kept = skill[i] * (1.0 - loss * gap)
        skill[i] = kept + learnt * (1.0 - kept)
        post[i] = to
        occupation[i] = post_occupation[to]
        moved[count] = i
        length[count] = course
        count += 1
    return count
