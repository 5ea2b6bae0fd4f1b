"""Where the money goes that is spent on AI: abroad, to providers here, on to owners and state."""

from __future__ import annotations

from functools import cached_property

from reports.draw.pictures import Node, flows
from reports.draw.table import Cell, Table, level, name
from reports.draw.theme import BLUE, GREEN, GREY, ORANGE, PURPLE, Json
from reports.draw.units import Scale
from reports.kinds.by_option import OptionDots
from reports.kinds.figure import Figure
from reports.story.balancing import Payment, amounts, last_year, scale_of, year_text

FEES, PROVIDERS, ABROAD = "ai_fees", "providers", "world"
COLOURS = {"firms": GREY, "state": PURPLE, ABROAD: ORANGE, PROVIDERS: BLUE, "households": GREEN}


class AiMoney(Figure):
    """A Sankey diagram of fees and of what providers at home pay out, in the last whole year."""

    section = "income"
    order = 2

    @cached_property
    def role(self) -> str:
        """The role drawn: the world with AI, with the policy if there is one."""
        return "policy" if self.run.has("policy") else "no_policy"

    @cached_property
    def payments(self) -> dict[Payment, float]:
        """Payments of the year: all fees, and whatever providers pay (currency a year)."""
        month = last_year(self.run)
        found = {} if month is None else amounts(self.run, self.role, month)
        return {
            one: value
            for one, value in found.items()
            if value > 0 and (one[2] == FEES or PROVIDERS in one[:2])
        }

    @cached_property
    def scale(self) -> Scale:
        """Money a year, at first-year prices."""
        return scale_of(self.run, self.text)

    def available(self) -> bool:
        """Tell whether anything is paid for AI."""
        return any(kind == FEES for _, _, kind in self.payments)

    def finding(self) -> str:
        """Return how much is spent on AI, and what part of it leaves the country."""
        fees = {payment: value for payment, value in self.payments.items() if payment[2] == FEES}
        total = sum(fees.values())
        abroad = sum(value for (_, payee, _), value in fees.items() if payee == ABROAD)
        return self.text.sentence(
            "finding.ai_money", total=self.scale.show(self.text, total),
            unit=self.scale.label(self.text, total), abroad=self.text.number(abroad / total * 100, 0),
        )  # fmt: skip

    def values(self) -> dict[str, object]:
        """Return unit, year and role."""
        return {"unit": self.scale.label(self.text), "when": year_text(self.run, self.text),
                "role": self.text(f"role.{self.role}")}  # fmt: skip

    def plot(self) -> Json:
        """Return payers, what they pay for, and who gets it."""
        ends = {**{f"from {payer}": payer for payer, _, _ in self.payments if payer != PROVIDERS},
                **{f"to {payee}": payee for payer, payee, _ in self.payments
                   if payer == PROVIDERS}}  # fmt: skip
        nodes = {ABROAD: ABROAD, PROVIDERS: PROVIDERS, **ends}
        places = {node: place for place, node in enumerate(nodes)}
        links = []
        for (payer, payee, _), value in self.payments.items():
            way = (PROVIDERS, f"to {payee}") if payer == PROVIDERS else (f"from {payer}", payee)
            if way[0] in places and way[1] in places:
                links.append((places[way[0]], places[way[1]], value * self.scale.factor,
                              COLOURS.get(payee, GREY)))  # fmt: skip
        drawn = [Node(self._who(node, who), COLOURS.get(who, GREY)) for node, who in nodes.items()]
        return flows(self.text.separators, drawn, links, digits=self.scale.digits, height=380)

    def _who(self, node: str, who: str) -> str:
        return self.text(f"ai_money.{who}") if node == who else self.text.either(f"payments.{who}", who)

    def table(self) -> Table:
        """Return each payment of the year."""
        heads = [self.text(f"table.payments.{head}") for head in ("payer", "payee", "kind")]
        month = str(last_year(self.run))
        rows: list[list[Cell]] = []
        for payment, value in sorted(self.payments.items(), key=lambda item: -item[1]):
            words = [name(self.text.either(f"payments.{part}", part.replace("_", " "))) for part in payment]
            traced = dict(zip(("payer", "payee", "kind"), payment, strict=True))
            traced |= {"role": self.role, "scenario": self.run.scenario, "month": month, "stat": "mean"}
            rows.append([*words, level(self.text, self.scale, value, **traced)])
        return Table([*heads, self.scale.label(self.text)], rows)


class AiRentsByOption(OptionDots):
    """Paired difference in AI fees paid abroad, by option and world."""

    section = "income"
    order = 2
    indicator = "ai_rents_abroad"
    lower_is_better = True
