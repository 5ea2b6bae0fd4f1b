"""Two small instruments that stand in for the shipped ones, so that these tests need no model."""

from simulator.core.param import Parameters, param


class FakeTraining(Parameters):
    """Training places."""

    family = "adapt"
    about = "Training places for job seekers"
    targets = True
    places_per_1000 = param(
        0.0, unit="places per 1,000 labour force", bounds=(0, 200), about="Places", source="choice",
        status="assumed",
    )  # fmt: skip
    months = param(
        9.0, unit="months", bounds=(1, 48), kind="months", about="Length", source="choice", status="assumed"
    )
    stipend = param(
        0.0, unit="share of the average wage", bounds=(0, 1), kind="share", about="Stipend", source="choice",
        status="assumed",
    )  # fmt: skip
    course_cost = param(
        0.0, unit="national currency", bounds=(0, 1e6), kind="money", about="Cost of a course",
        source="choice", status="assumed",
    )  # fmt: skip


class FakeEntitlement(Parameters):
    """What no fund can ration."""

    family = "compensate"
    about = "Higher benefits"
    fundable = False
    rate = param(0.0, unit="share", bounds=(0, 1), kind="share", about="Rate", source="-", status="assumed")


class FakeLevy(Parameters):
    """A levy."""

    family = "contribute"
    about = "Levy on what firms spend on AI"
    rate = param(
        0.0, unit="share of AI spending", bounds=(0, 2), kind="share", about="Rate", source="choice",
        status="assumed",
    )  # fmt: skip


INSTRUMENTS = {"training_programme": FakeTraining, "automation_levy": FakeLevy, "benefits": FakeEntitlement}
