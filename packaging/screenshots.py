"""Takes the README's pictures of the sample programme: `python packaging/screenshots.py [FOLDER]`.

Run it in the project's environment; no display is needed. With --all it takes every page, light
and dark, at two sizes, for looking at.
"""

import os
import tempfile
from argparse import ArgumentParser
from itertools import product
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cohort_desk.reports.sample import create_sample
from cohort_desk.services.certificates.register import pdf_of, read_register
from cohort_desk.services.marks.queues import Standing, read_queue
from cohort_desk.services.marks.tutors import list_tutors
from cohort_desk.services.pdfium import PDFIUM, open_pdf
from cohort_desk.services.savings.benefits.lists import list_benefits
from cohort_desk.ui.kit.print_painting import page_image
from cohort_desk.ui.kit.session import Viewpoint
from cohort_desk.ui.kit.settings_store import SettingsStore
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.shell.documents import Documents
from cohort_desk.ui.shell.look import install_look
from cohort_desk.ui.shell.programme import OpenProgramme
from cohort_desk.ui.shell.window import MainWindow

README_PICTURES = (("board", "light"), ("savings", "light"), ("desk", "light"))
GROUPS_VIEWS = ("set_up", "proposals", "board", "mix", "published")
SAVINGS_VIEWS = (
    *("benefits", "benefit", "claims", "outcomes", "watch", "reports", "settings", "import"),
)
CERTIFICATE_VIEWS = ("ready", "register", "designs", "verify", "keys")
WORK = ("modules", "sessions", "projects", "marking", "peers", "boards", "certificates", "packs")
PAGES = (
    *("home", "people", "agencies", *GROUPS_VIEWS, *WORK),
    *(f"certificates-{view}" for view in CERTIFICATE_VIEWS),
    *("savings", *(f"savings-{view}" for view in SAVINGS_VIEWS)),
    *("import", "settings", "desk"),
)
"""Each picture's name; the desk is last, for it takes a tutor's view."""
SIZES = ((1280, 800), (1920, 1080))
CERTIFICATE_DPI = 84
SETTLE_MS = 2500
"""Long enough for a report's pages to be drawn while the machine is busy."""


def main() -> int:
    """Take the pictures and return the exit code."""
    parser = ArgumentParser(description="Take pictures of the sample programme.")
    here = Path(__file__).with_name("screenshots")
    parser.add_argument("folder", type=Path, nargs="?", default=here, metavar="FOLDER")
    parser.add_argument("--all", action="store_true", help="every page, in both themes and sizes")
    options = parser.parse_args()
    folder: Path = options.folder
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    with tempfile.TemporaryDirectory() as made:
        sample = Path(made) / "Sample programme.cohort"
        create_sample(sample).engine.dispose()
        settings = SettingsStore(Path(made) / "settings.json")
        install_look(app, settings)
        window = MainWindow(settings)
        documents = Documents(window, settings, None, Path(made))
        window.show()
        documents.open(str(sample))
        # The folder is this run's own, and means nothing to whoever sees the picture.
        window.foot.setText(sample.name)
        if options.all:
            for page, mode, size in product(PAGES, ("light", "dark"), SIZES):
                take(window, page, mode, size, folder / f"{page}-{mode}-{size[0]}.png")
        else:
            for page, mode in README_PICTURES:
                take(window, page, mode, SIZES[0], folder / f"{page}.png")
            picture_certificate(window, folder / "certificate.png")
        window.close()
    return 0


def take(window: MainWindow, page: str, mode: str, size: tuple[int, int], path: Path) -> None:
    """Show a page in a theme at a size, and save what the window then looks like."""
    Theme.current().set_mode(mode)
    window.resize(*size)
    if page in GROUPS_VIEWS:
        show_groups(window, page)
    elif page.startswith("certificates-"):
        window.go("certificates").open_record(page.removeprefix("certificates-"))
    elif page.startswith("savings"):
        show_savings(window, page.partition("-")[2])
    elif page == "desk":
        show_desk(window)
    else:
        window.go(page)
    window.toasts.clear()
    QTest.qWait(SETTLE_MS)
    window.grab().save(str(path))
    print(f"Saved {path}")


def show_groups(window: MainWindow, view: str) -> None:
    """Show one of the views of the first round, which is published; proposals of the newest."""
    page = window.go("groups")
    rounds = page.rounds.list
    rounds.setCurrentRow(rounds.count() - 1 if view == "proposals" else 0)
    page.view_chosen.emit(view)


def show_savings(window: MainWindow, view: str) -> None:
    """Show a view of the savings of all cohorts; without one the portfolio."""
    page = window.go("savings")
    page.show_all_cohorts()
    programme = window.findChild(OpenProgramme)
    if view == "benefit" and programme is not None:
        lines = list_benefits(programme.session.db, None)
        page.open_record(max(lines, key=lambda line: line.validated).id)
    else:
        page.open_record(view or "portfolio")


def show_desk(window: MainWindow) -> None:
    """Show a tutor's desk at the first submission that somebody has begun to mark."""
    programme = window.findChild(OpenProgramme)
    if programme is None:
        return
    session = programme.session
    for tutor in list_tutors(session.db):
        for item in read_queue(session.db, tutor.id, session.cohort_id).items:
            if item.standing is Standing.BEGUN:
                session.take_view(Viewpoint("tutor", tutor.id))
                session.show("marking", item.key)
                return


def picture_certificate(window: MainWindow, path: Path) -> None:
    """Save what a certificate of the former cohort looks like on paper."""
    programme = window.findChild(OpenProgramme)
    if programme is None:
        return
    valid = [entry for entry in read_register(programme.session.db) if entry.status == "valid"]
    with PDFIUM:
        document = open_pdf(pdf_of(programme.session.db, valid[0].id))
        page_image(document, 0, CERTIFICATE_DPI, lying=True).save(str(path))
        document.close()
    print(f"Saved {path}")


if __name__ == "__main__":
    raise SystemExit(main())
