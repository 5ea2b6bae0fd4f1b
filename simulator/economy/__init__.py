"""The economy: its people, firms and state as a Mesa model, and the month as a page of verbs."""

from simulator.core import reading

reading.refuse()
