"""Puts the form of a claim together, for each view that makes claims.

making = open_claim_form(desk, show=lambda title, form: …, done=…)
making.make(benefit_id)
"""

from collections.abc import Callable

from cohort_desk.ui.kit.desk import Desk
from cohort_desk.ui.savings.claims.claim_form import ClaimForm
from cohort_desk.ui.savings.claims.evidence import EvidenceFiles
from cohort_desk.ui.savings.claims.form_presenter import ClaimFormPresenter


def open_claim_form(
    form: ClaimForm, desk: Desk, *, show: Callable[[str], None], done: Callable[[], None]
) -> ClaimFormPresenter:
    """Return what fills in a form and makes the claim.

    Args:
        form: the form, which is the presenter's alone.
        desk: the window around it.
        show: puts the form where it is seen, under a title.
        done: takes it away again, after a claim or instead of one.
    """
    presenter, files = ClaimFormPresenter(form, desk, show=show, done=done), EvidenceFiles(desk)

    def forget() -> None:
        files.close()

    form.filled.connect(presenter.claim)
    form.changed.connect(presenter.preview)
    form.cancelled.connect(presenter.cancel)
    form.files_asked.connect(presenter.choose_files)
    form.dropped.connect(presenter.add_files)
    form.file_removed.connect(presenter.remove_file)
    form.open_asked.connect(files.open)
    form.save_asked.connect(files.save)
    form.destroyed.connect(forget)
    return presenter
