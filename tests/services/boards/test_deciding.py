"""What a board decides before it ratifies, the attempts that follow, and the examiner's loop."""

from decimal import Decimal

import pytest

from cohort_desk.db.tables import SittingRow, SubmissionRow
from cohort_desk.domain.awards.facts import Outcome
from cohort_desk.domain.errors import EditedMeanwhile, NotFound, RuleBroken
from cohort_desk.domain.regulations.rules import CompensationRules, Regulations
from cohort_desk.services.boards import (
    BoardDetails,
    Opened,
    Ruling,
    Subject,
    add_board,
    add_comment,
    add_member,
    answer_comment,
    attempts_to_open,
    clear_decision,
    decide,
    delete_board,
    edit_board,
    list_boards,
    list_comments,
    open_attempts,
    put_before,
    ratify,
    read_board,
    read_sheet,
    take_proposals,
)
from cohort_desk.services.boards.comments import Incoming, take_comments
from cohort_desk.services.history import undo
from cohort_desk.services.regulations import follow, save_set
from cohort_desk.services.submissions import (
    Due,
    Owner,
    claim_circumstances,
    decide_circumstances,
    give_attempt,
    read_due,
)

ADA, BEN, CY, DEE, EVE, FAY = range(1, 7)


@pytest.fixture
def board(marked):
    """A board with the marks before it, nothing decided."""
    made = add_board(marked.db, 1, BoardDetails("Board of June 2026"))
    put_before(marked.db, made, read_board(marked.db, made).version)
    return made


def line(db, board, person):
    return next(x for x in read_sheet(db, 1, board).lines if x.participant_id == person)


def test_the_proposals_are_taken_for_those_without_a_decision_only(marked, board):
    decide(marked.db, board, Subject(CY), Ruling(Outcome.PASSED, reason="The project was weak"))
    assert take_proposals(marked.db, board) == 5
    assert take_proposals(marked.db, board) == 0
    assert line(marked.db, board, CY).outcome == "Pass"
    dee = line(marked.db, board, DEE)
    assert (dee.outcome, dee.modules[0].decision.words) == ("Referred", "Referred")
    assert line(marked.db, board, ADA).modules[0].decision is None
    undo(marked.db)
    assert line(marked.db, board, DEE).decision is None


def test_a_decision_other_than_proposed_needs_a_reason(marked, board):
    with pytest.raises(RuleBroken, match="The rules propose merit"):
        decide(marked.db, board, Subject(CY), Ruling(Outcome.PASSED))
    decide(marked.db, board, Subject(CY), Ruling(Outcome.MERIT))


def test_the_award_follows_from_what_was_decided_on_modules_and_marks(marked, board):
    passed = Ruling(Outcome.PASSED, reason="The examiners saw the work again")
    decide(marked.db, board, Subject(DEE, module_id=1), passed)
    dee = line(marked.db, board, DEE)
    assert (dee.proposed, dee.modules[0].proposed) == (Outcome.PASSED, Outcome.REFERRED)
    amended = Ruling(mark=Decimal("69"), reason="Two pages were not read")
    decide(marked.db, board, Subject(CY, assessment_id=1), amended)
    assert (line(marked.db, board, CY).mean, line(marked.db, board, CY).near) == (63, ())


@pytest.mark.parametrize(
    ("subject", "ruling", "sentence"),
    [
        (Subject(99), Ruling(Outcome.PASSED), "That candidate is not before this board"),
        (Subject(ADA, module_id=1), Ruling(Outcome.MERIT), "Choose what the board decides"),
        (Subject(ADA), Ruling(Outcome.COMPENSATED), "Choose what the board decides"),
        (Subject(ADA, assessment_id=1), Ruling(reason="x"), "Type the mark as amended"),
        (Subject(ADA, assessment_id=1), Ruling(mark=Decimal(60)), "Say why the mark is amended"),
        (
            Subject(ADA, assessment_id=1),
            Ruling(mark=Decimal(101), reason="x"),
            "A mark is from 0 to 100; 101 is not",
        ),
        (
            Subject(ADA, module_id=3),
            Ruling(Outcome.COMPENSATED, reason="x"),
            "IN is a core module, and a core module is never compensated",
        ),
        (
            Subject(DEE, module_id=1),
            Ruling(Outcome.COMPENSATED, reason="x"),
            "The regulations of this cohort allow no compensation",
        ),
    ],
)
def test_each_refusal_of_a_decision_is_a_sentence(marked, board, subject, ruling, sentence):
    with pytest.raises(RuleBroken, match=sentence):
        decide(marked.db, board, subject, ruling)


def test_two_people_deciding_on_one_candidate(marked, board):
    decide(marked.db, board, Subject(ADA), Ruling(Outcome.DISTINCTION))
    with pytest.raises(EditedMeanwhile, match="Someone else has decided on this candidate"):
        decide(marked.db, board, Subject(ADA), Ruling(Outcome.DISTINCTION))
    made = line(marked.db, board, ADA).decision
    clear_decision(marked.db, made.id, made.version)
    assert line(marked.db, board, ADA).decision is None


def test_compensation_where_the_regulations_allow_it(marked):
    rules = Regulations(compensation=CompensationRules(allowed=True))
    marked.hide()
    follow(marked.db, 1, save_set(marked.db, "Kind", rules), None)
    board = add_board(marked.db, 1, BoardDetails("Board"))
    put_before(marked.db, board, read_board(marked.db, board).version)
    dee = line(marked.db, board, DEE)
    assert (dee.modules[0].outcome, dee.outcome) == ("Compensated", "Pass")
    assert take_proposals(marked.db, board) == 6
    assert line(marked.db, board, DEE).modules[0].decision.words == "Compensated"


def test_a_referral_opens_a_capped_attempt_whose_mark_counts_at_the_next_board(marked, board):
    for name, role in (("Prof Chair", "chair"), ("Dr One", "member"), ("Dr Two", "member")):
        add_member(marked.db, board, name, role, present=True)
    take_proposals(marked.db, board)
    assert attempts_to_open(marked.db, board) == ()
    ratify(marked.db, board, read_board(marked.db, board).version, "Prof Chair")
    [offered] = attempts_to_open(marked.db, board)
    assert offered.words == "C1004: LE · Report, referral"
    assert open_attempts(marked.db, board) == Opened((offered,), ())
    assert attempts_to_open(marked.db, board) == ()
    with pytest.raises(RuleBroken, match="nobody another attempt"):
        open_attempts(marked.db, board)
    with marked.db.read() as work:
        [made] = work.session.query(SubmissionRow).filter_by(sitting=2).all()
        assert (made.participant_id, made.basis) == (DEE, "referral")
    with marked.db.begin("handed in") as work:
        work.session.get(SubmissionRow, made.id).submitted_at = marked.DUE
    marked.mark_submission(made.id, 68)
    assert attempts_to_open(marked.db, board) == ()
    second = add_board(marked.db, 1, BoardDetails("Board of September 2026"))
    put_before(marked.db, second, read_board(marked.db, second).version)
    dee = line(marked.db, second, DEE)
    assert (dee.modules[0].marks[0].mark, dee.modules[0].marks[0].sitting) == (50, 2)
    assert (dee.modules[0].outcome, dee.outcome) == ("Pass", "Pass")


def test_boards_are_named_once_and_deleted_whole(marked, board):
    with pytest.raises(RuleBroken, match="already a board called board of June 2026"):
        add_board(marked.db, 1, BoardDetails("board of June 2026"))
    with pytest.raises(RuleBroken, match="Give the board a name"):
        add_board(marked.db, 1, BoardDetails("  "))
    with pytest.raises(EditedMeanwhile):
        edit_board(marked.db, board, 1, BoardDetails("Board of July 2026"))
    take_proposals(marked.db, board)
    delete_board(marked.db, board, read_board(marked.db, board).version)
    assert list_boards(marked.db, 1) == ()
    with pytest.raises(NotFound):
        read_board(marked.db, board)
    undo(marked.db)
    assert line(marked.db, board, ADA).outcome == "Distinction"


def test_a_seat_is_taken_once_and_by_a_known_role(marked, board):
    add_member(marked.db, board, "Prof Chair", "chair")
    with pytest.raises(RuleBroken, match="Prof Chair sits on this board already"):
        add_member(marked.db, board, "prof  chair".title(), "member")
    with pytest.raises(RuleBroken, match="Choose a role"):
        add_member(marked.db, board, "Dr One", "guest")


def test_the_examiners_comments_and_their_answers(marked, board):
    db = marked.db
    made = add_comment(db, board, "Prof Outside", "Marks are high.", marked.submission(ADA, 1))
    [comment] = list_comments(db, board)
    assert (comment.about, comment.answered) == ("W111, LE Report", False)
    with pytest.raises(RuleBroken, match="Say why, so that the examiner can follow it"):
        answer_comment(db, made, comment.version, "disagree", " ")
    answer_comment(db, made, comment.version, "disagree", "They follow the rubric.")
    assert list_comments(db, board)[0].answered
    assert read_board(db, board).open_comments == 0


def test_the_same_sheet_of_comments_again_changes_nothing(marked, board):
    sheet = [Incoming("a", "Marks are high."), Incoming("b", "Feedback is thin.")]

    def take(comments):
        with marked.db.begin("comments") as work:
            return take_comments(work, board, "Prof Outside", comments).words

    assert take(sheet) == "2 new comments, 0 changed, 0 the same"
    first = list_comments(marked.db, board)[0]
    answer_comment(marked.db, first.id, first.version, "actioned", "")
    assert take(sheet) == "0 new comments, 0 changed, 2 the same"
    assert read_board(marked.db, board).open_comments == 1
    assert take([Incoming("a", "Marks are too high.")]) == "0 new comments, 1 changed, 0 the same"
    assert read_board(marked.db, board).open_comments == 2


def test_a_deferral_for_extenuating_circumstances_stays_open_and_uncapped(marked):
    due = Due(4, 1, Owner(participant_id=FAY))
    claim = claim_circumstances(marked.db, due, "In hospital", "Letter")
    version = read_due(marked.db, due).members[0].claims[0].version
    decide_circumstances(marked.db, claim, version, "deferred", "Accepted")
    board = add_board(marked.db, 1, BoardDetails("Board"))
    for name, role in (("Prof Chair", "chair"), ("Dr One", "member"), ("Dr Two", "member")):
        add_member(marked.db, board, name, role, present=True)
    put_before(marked.db, board, read_board(marked.db, board).version)
    assert line(marked.db, board, FAY).outcome == "Deferred"
    take_proposals(marked.db, board)
    ratify(marked.db, board, read_board(marked.db, board).version, "Prof Chair")
    open_attempts(marked.db, board)
    with marked.db.read() as work:
        further = work.session.query(SubmissionRow).filter_by(sitting=2)
        bases = {row.participant_id: row.basis for row in further}
    assert bases == {DEE: "referral", FAY: "deferral"}


def test_a_deferred_sitting_does_not_count_even_where_it_was_marked(marked):
    marked.hide()
    due = Due(1, 1, Owner(participant_id=DEE))
    claim = claim_circumstances(marked.db, due, "Ill that week", "Letter")
    version = read_due(marked.db, due).members[0].claims[0].version
    decide_circumstances(marked.db, claim, version, "deferred", "Accepted")
    board = add_board(marked.db, 1, BoardDetails("Board"))
    put_before(marked.db, board, read_board(marked.db, board).version)
    dee = line(marked.db, board, DEE)
    assert (dee.modules[0].marks[0].mark, dee.outcome) == (None, "Deferred")


def test_an_attempt_that_is_open_but_not_taken_is_not_used_up(marked):
    give_attempt(marked.db, 1, Owner(participant_id=DEE), "referral")
    board = add_board(marked.db, 1, BoardDetails("Board"))
    put_before(marked.db, board, read_board(marked.db, board).version)
    assert line(marked.db, board, DEE).modules[0].outcome == "Referred"


def _ratified(db, board):
    for name, role in (("Prof Chair", "chair"), ("Dr One", "member"), ("Dr Two", "member")):
        add_member(db, board, name, role, present=True)
    take_proposals(db, board)
    ratify(db, board, read_board(db, board).version, "Prof Chair")


def _refer(db, board, person, module_id):
    """Have the board refer somebody in a module, and so in the award."""
    ruling = Ruling(Outcome.REFERRED, reason="To be taken again")
    for subject in (Subject(person, module_id=module_id), Subject(person)):
        decide(db, board, subject, ruling)


def _second_sitting(marked, assessment_id, person, mark=None):
    """Refer somebody to a second sitting that is over; with a mark, their work was handed in."""
    key = give_attempt(marked.db, assessment_id, Owner(participant_id=person), "referral")
    with marked.db.begin("the second sitting") as work:
        work.session.get(SittingRow, (assessment_id, 2)).deadline = marked.DUE
        if mark is not None:
            work.session.get(SubmissionRow, key).submitted_at = marked.DUE
    if mark is not None:
        marked.mark_submission(key, mark)


def _module(db, board, person, number):
    return line(db, board, person).modules[number - 1]


def test_who_handed_in_nothing_is_referred_and_offered_another_sitting(marked, board):
    assert _module(marked.db, board, FAY, 3).outcome == "Not yet"
    _refer(marked.db, board, FAY, 3)
    _ratified(marked.db, board)
    offered = {each.words for each in attempts_to_open(marked.db, board)}
    assert offered == {"C1004: LE · Report, referral", "C1006: IN · Project, referral"}
    assert len(open_attempts(marked.db, board).opened) == 2
    assert attempts_to_open(marked.db, board) == ()
    with marked.db.read() as work:
        made = work.session.query(SubmissionRow).filter_by(assessment_id=4, sitting=2).one()
        assert (made.participant_id, made.basis) == (FAY, "referral")


def test_a_window_that_closed_with_nothing_handed_in_used_an_attempt(marked):
    _second_sitting(marked, 4, FAY, mark=30)
    sheet = add_board(marked.db, 1, BoardDetails("Board"))
    put_before(marked.db, sheet, read_board(marked.db, sheet).version)
    project = _module(marked.db, sheet, FAY, 3)
    assert (project.outcome, project.reasons[-1]) == ("Fail", "No attempt is left.")
    with pytest.raises(RuleBroken, match="The regulations allow 2 attempts: 2 used"):
        give_attempt(marked.db, 4, Owner(participant_id=FAY), "referral")


def test_a_further_sitting_that_nobody_came_to_is_used_as_well(marked):
    _second_sitting(marked, 1, DEE)
    sheet = add_board(marked.db, 1, BoardDetails("Board"))
    put_before(marked.db, sheet, read_board(marked.db, sheet).version)
    assert _module(marked.db, sheet, DEE, 1).outcome == "Fail"


def test_one_who_has_no_attempt_left_holds_up_nobody_else(marked):
    _second_sitting(marked, 1, DEE, mark=30)
    board = add_board(marked.db, 1, BoardDetails("Board of September 2026"))
    put_before(marked.db, board, read_board(marked.db, board).version)
    _refer(marked.db, board, DEE, 1)
    _refer(marked.db, board, FAY, 3)
    _ratified(marked.db, board)
    opened = open_attempts(marked.db, board)
    assert [each.words for each in opened.opened] == ["C1006: IN · Project, referral"]
    assert [each.words for each in opened.refused] == [
        "C1004: LE · Report, referral. The regulations allow 2 attempts: 2 used."
    ]
    with pytest.raises(RuleBroken, match=r"nobody another attempt that can be opened\. C1004: LE"):
        open_attempts(marked.db, board)
