"""Puts the Savings page and its views together."""

from functools import partial
from pathlib import Path

from cohort_desk.services.programmes import read_programme, remembered_as
from cohort_desk.services.savings.whereabouts import (
    cohort_of_benefit,
    cohort_of_claim,
    cohort_of_outcome,
)
from cohort_desk.ui.kit.hearing import Hearing
from cohort_desk.ui.kit.in_sight import NewsInSight
from cohort_desk.ui.kit.session import Session
from cohort_desk.ui.savings.page import SavingsPage, ViewSpec
from cohort_desk.ui.savings.views import View


def open_savings_page(session: Session, view: str = "portfolio") -> SavingsPage:
    """Return a Savings page that is filled in and listening, turned to one of its views.

    `session.show("savings", 17)` opens a benefit, a view's name turns to that view, and both
    together, such as ("claims", 5), open a record of that view.
    """
    page = SavingsPage(_specs(session))

    def show_cohort(cohort_id: int) -> None:
        cohorts = {each.id: each.name for each in read_programme(session.db).cohorts}
        page.show_cohort(cohort_id, cohorts.get(cohort_id, "This cohort"))

    def take(path: Path) -> None:
        page.turn_to("import", path)

    remembered = f"savings of one cohort of {remembered_as(session.db)}"

    def remember() -> None:
        session.settings.set(remembered, page.cohort_id is not None or None)

    if session.settings.flag(remembered):
        page.show_one_cohort()
    page.scope_chosen.connect(remember)
    page.sheet_dropped.connect(take)
    NewsInSight(page, session.news).changed.connect(page.records_changed)
    Hearing(page, session).cohort_changed.connect(show_cohort)
    show_cohort(session.cohort_id)
    page.turn_to(view)
    return page


def _specs(session: Session) -> tuple[ViewSpec, ...]:
    """Return the views in the order of their tabs; each imports itself when first turned to."""
    makers = (
        *(_portfolio, _benefits, _importing, _claims),
        *(_outcomes, _watch, _reports, _settings),
    )
    return tuple(make(session) for make in makers)


def _portfolio(session: Session) -> ViewSpec:
    def build(page: SavingsPage) -> View:
        from cohort_desk.ui.savings.portfolio.wiring import open_portfolio  # noqa: PLC0415

        return open_portfolio(page, session)

    return ViewSpec(
        "portfolio",
        "Portfolio",
        "What was promised, what is validated, and what changed without money",
        build,
    )


def _benefits(session: Session) -> ViewSpec:
    def build(page: SavingsPage) -> View:
        from cohort_desk.ui.savings.benefits.wiring import open_benefits  # noqa: PLC0415

        return open_benefits(page, session)

    return ViewSpec(
        "benefits",
        "Benefits",
        "Every line of the savings, from the sentence in a report to money that is confirmed",
        build,
        whose=partial(cohort_of_benefit, session.db),
    )


def _importing(session: Session) -> ViewSpec:
    def build(page: SavingsPage) -> View:
        from cohort_desk.ui.savings.importing.wiring import open_importing  # noqa: PLC0415

        return open_importing(page, session)

    return ViewSpec(
        "import",
        "Import",
        "Benefits from a spreadsheet, each row seen before anything is saved",
        build,
        under="benefits",
        of_cohorts=False,
    )


def _claims(session: Session) -> ViewSpec:
    def build(page: SavingsPage) -> View:
        from cohort_desk.ui.savings.claims.wiring import open_claims  # noqa: PLC0415

        return open_claims(page, session)

    return ViewSpec(
        "claims",
        "Claims",
        "What was claimed, what waits for an officer to confirm it, and what was decided",
        build,
        whose=partial(cohort_of_claim, session.db),
    )


def _outcomes(session: Session) -> ViewSpec:
    def build(page: SavingsPage) -> View:
        from cohort_desk.ui.savings.outcomes.wiring import open_outcomes  # noqa: PLC0415

        return open_outcomes(page, session)

    return ViewSpec(
        "outcomes",
        "Outcomes",
        "Strategies changed, services and networks: promised, achieved, and who confirmed them",
        build,
        whose=partial(cohort_of_outcome, session.db),
    )


def _watch(session: Session) -> ViewSpec:
    def build(page: SavingsPage) -> View:
        from cohort_desk.ui.savings.watch.wiring import open_watch  # noqa: PLC0415

        return open_watch(page, session)

    return ViewSpec(
        "watch",
        "To see to",
        "Owners who are gone, updates overdue, gains that did not last, and pots nearly full",
        build,
    )


def _reports(session: Session) -> ViewSpec:
    def build(page: SavingsPage) -> View:
        from cohort_desk.ui.savings.reports.wiring import open_reports  # noqa: PLC0415

        return open_reports(page, session)

    return ViewSpec(
        "reports",
        "Reports",
        "What was reported to the board, agencies and projects, printed again as it was",
        build,
    )


def _settings(session: Session) -> ViewSpec:
    def build(page: SavingsPage) -> View:
        from cohort_desk.ui.savings.reckoning.wiring import open_settings  # noqa: PLC0415

        return open_settings(page, session)

    return ViewSpec(
        "settings",
        "Settings",
        "Rates, prices, confidence and cut-offs that savings are reckoned with",
        build,
        of_cohorts=False,
    )
