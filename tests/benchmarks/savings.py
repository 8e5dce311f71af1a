"""How quick the portfolio is with 10,000 lines; prints milliseconds, asserts nothing.

    python tests/benchmarks/savings.py [number of lines]

Run from the top of the project. "Read" is the service that screen, paper and command line draw
from; "page" is from turning to the portfolio, after a step has changed something, to its figures
in the window, and to all charts in sight. Beside them stand two plain sums in SQL over the same
file: the headline, and the headline with the same money by agency, year and project, without
splitting any amount. The money is made up, and the file goes when the run ends.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2] / "src"))
sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication
from sqlalchemy import text

from cohort_desk.db.database import Database
from cohort_desk.db.tables import AgencyRow
from cohort_desk.services.programmes import create_programme
from cohort_desk.services.savings.portfolio.portfolio import read_portfolio
from cohort_desk.ui.kit.background import TaskRunner
from cohort_desk.ui.kit.dialogs import QtDialogs
from cohort_desk.ui.kit.responsive import keep_responsive
from cohort_desk.ui.kit.session import Session
from cohort_desk.ui.kit.settings_store import SettingsStore
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.savings.page import SavingsPage
from cohort_desk.ui.savings.wiring import open_savings_page
from synthetic_savings import fill

ROUNDS = 7
WINDOW = (1280, 800)
TODAY = date(2026, 11, 22)
_CLAIMS = """
    FROM benefit_claim c
    JOIN benefit b ON b.id = c.benefit_id
    JOIN claim_decision d ON d.claim_id = c.id AND d.outcome = 'validated'
    WHERE b.type IN ('cashable_spend', 'cashable_income')
      AND NOT EXISTS (SELECT 1 FROM claim_decision n WHERE n.claim_id = c.id AND n.id > d.id)
      AND NOT EXISTS (SELECT 1 FROM benefit_claim n WHERE n.replaces_id = c.id)
      AND c.year >= (SELECT f.first_year FROM benefit_figure f WHERE f.benefit_id = b.id
                     ORDER BY f.kind, f.number DESC LIMIT 1)
      AND coalesce((SELECT e.kind FROM benefit_event e
                    WHERE e.benefit_id = b.id AND e.kind IN ('removed', 'closed', 'reopened')
                    ORDER BY e.id DESC LIMIT 1), '') <> 'removed'
"""
_FIGURES = """
    FROM benefit_figure f
    JOIN benefit_figure_year y ON y.figure_id = f.id
    JOIN benefit b ON b.id = f.benefit_id
"""
HEADLINE = f"SELECT sum(d.pence) {_CLAIMS}"
TABLES = (
    HEADLINE,
    f"SELECT c.year, b.type, sum(c.pence), sum(d.pence) {_CLAIMS} GROUP BY c.year, b.type",
    f"SELECT b.project_id, b.type, f.kind, sum(y.pence) {_FIGURES} GROUP BY 1, 2, 3",
    f"SELECT y.year, b.type, f.kind, sum(y.pence) {_FIGURES} GROUP BY 1, 2, 3",
    f"""SELECT s.agency_id, b.type, f.kind, sum(y.pence * s.basis_points / 10000.0) {_FIGURES}
        JOIN benefit_share s ON s.benefit_id = b.id GROUP BY 1, 2, 3""",
)


def main() -> None:
    """Print a line for each thing that was timed."""
    lines = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    app = QApplication.instance() or QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        db = create_programme(place / "a.cohort", "Benchmark", "Intake 1")
        begun = time.perf_counter()
        rows = fill(db, lines)
        runner = TaskRunner()
        keep_responsive(runner, app)  # as the window does
        said("writing", time.perf_counter() - begun, f"{sum(rows.values()):,} rows")
        of_reading(db)
        of_page(app, db, runner, place)
        db.close()


def of_reading(db: Database) -> None:
    """Time the service beside plain sums."""
    first = timed(lambda: read_portfolio(db, None, TODAY))
    said("first read", first)
    said("later reads", median(lambda: read_portfolio(db, None, TODAY)))
    said("one cohort of ten", median(lambda: read_portfolio(db, 1, TODAY)))
    said("plain SQL sum", median(lambda: ask(db, HEADLINE)), "the headline alone")
    said("plain SQL sums", median(lambda: [ask(db, each) for each in TABLES]), "five of them")
    headline = ask(db, HEADLINE)[0][0]
    same = headline == read_portfolio(db, None, TODAY).headline
    print(f"{'the same headline':<28}{'yes' if same else f'NO: {headline:,} pence in SQL'}")


def of_page(app: QApplication, db: Database, runner: TaskRunner, place: Path) -> None:
    """Time the real page, offscreen."""
    Theme.install(app)
    session = Session(db, runner, SettingsStore(place), QtDialogs(None))
    session.choose_cohort(1)
    page = open_savings_page(session)
    page.scope.setCurrentIndex(1)
    page.resize(*WINDOW)
    begun = time.perf_counter()
    page.show()
    page.turn_to("portfolio")
    page.refresh()
    wait(app, page, None)
    said("page, the first time", time.perf_counter() - begun)
    charts(app, page)
    figures: list[float] = []
    drawn: list[float] = []
    for number in range(ROUNDS):
        before = page.views["portfolio"].presenter.portfolio
        change(db, number)
        begun = time.perf_counter()
        page.refresh()
        wait(app, page, before)
        figures.append(time.perf_counter() - begun)
        charts(app, page)
        drawn.append(time.perf_counter() - begun)
    said("page to figures, later", statistics.median(figures), "after a change")
    said("page to charts, later", statistics.median(drawn), "after a change")
    said("turning back to it", median(page.refresh), "nothing has changed")
    page.close()
    runner.stop_all()


def wait(app: QApplication, page: SavingsPage, before: object) -> None:
    """Let the window work until it shows other figures than before."""
    while page.views["portfolio"].presenter.portfolio in (None, before):
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def charts(app: QApplication, page: SavingsPage) -> None:
    """Let the window draw all charts."""
    views = page.views["portfolio"].panel.board.views
    while any(view.isVisible() and view.chart is None for view in views):
        app.processEvents()
    page.grab()


def change(db: Database, number: int) -> None:
    """Change something that the portfolio shows."""
    with db.begin("new name") as work:
        work.need(AgencyRow, 1).name = f"Sampleton Council {number}"


def ask(db: Database, query: str) -> list[tuple[object, ...]]:
    """Return the rows of a query."""
    with db.read() as work:
        return [tuple(row) for row in work.session.execute(text(query))]


def timed(run: Callable[[], object]) -> float:
    """Return how long it takes, in seconds."""
    begun = time.perf_counter()
    run()
    return time.perf_counter() - begun


def median(run: Callable[[], object]) -> float:
    """Return the median of a few runs, in seconds."""
    return statistics.median(timed(run) for _ in range(ROUNDS))


def said(what: str, seconds: float, more: str = "") -> None:
    """Print a figure."""
    print(f"{what:<28}{seconds * 1000:>8.0f} ms  {more}".rstrip())


if __name__ == "__main__":
    main()
