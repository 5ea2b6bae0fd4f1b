"""Kinds of figure that several files share: levels over time, differences over time, by group."""

BUDGET = ("public_revenue_share", "public_spending_share", "income_tax_share", "social_contributions_share")
"""What figures of the public budget rest on."""
