"""What people and sponsors are given on paper: what stands there, and what must not."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from cohort_desk.domain.errors import NotFound
from cohort_desk.domain.marks.ladder_parts import LadderInputs, PeerInput
from cohort_desk.domain.marks.rungs import peer_rung
from cohort_desk.domain.modules.guides import Band
from cohort_desk.domain.regulations.rules import PeerMode, PenaltyKind, Regulations
from cohort_desk.reports.feedback_sheet import write_feedback_files, write_feedback_sheet
from cohort_desk.reports.labels import L7160, write_folder_labels, write_place_cards
from cohort_desk.reports.mark_statement import write_mark_statement
from cohort_desk.reports.project_summary import write_project_summary, write_sponsor_summary
from cohort_desk.reports.transcript import write_transcript, write_transcripts
from cohort_desk.services.documents.feedback import CriterionFeedback, FeedbackSheet, Remark
from cohort_desk.services.documents.holders import Holder
from cohort_desk.services.documents.labels import Label, LabelList
from cohort_desk.services.documents.statements import (
    MarkStatement,
    Standing,
    StatementMark,
    StatementModule,
)
from cohort_desk.services.documents.transcripts import (
    SittingMark,
    Transcript,
    TranscriptAward,
    TranscriptModule,
)
from cohort_desk.services.projects.shapes import (
    AgencyName,
    GroupMember,
    Milestone,
    Outcome,
    Partner,
    Project,
    ProjectLine,
)
from cohort_desk.services.projects.summaries import HandedIn, OwnPart, ProjectSummary
from pdf_checks import text_of

ON = date(2026, 11, 14)
LONG = "Wilhelmina Anastasia Featherstonehaugh Cholmondeley of the Northern Fells"
HOLDER = Holder(
    id=1,
    name="Aisha Khan",
    reference="S0001",
    agency="City Council",
    job_title="",
    withdrawn=False,
    programme="Programme",
    organisation="Office",
    cohort="2026 intake",
    cohort_id=1,
    starts_on=None,
)
LONG_OWN = ("Charlie Sample", "Prevention and protection officer", "Fire and Rescue Service of it")
POLICE = AgencyName(2, "West Yorkshire Police", "WYP")
MEMBERS = (GroupMember(1, "Aisha Khan", None), GroupMember(2, "Ben Lee", POLICE))


def transcript(modules=3, holder=HOLDER):
    given = tuple(
        TranscriptModule(
            f"M{number}",
            f"Module {number}",
            20,
            7,
            Decimal(60 + number % 30),
            "Pass",
            (SittingMark("Essay", 100, 1, Decimal(60 + number % 30)),),
        )
        for number in range(1, modules + 1)
    )
    award = TranscriptAward(
        "Merit", given=True, mean=Decimal(62), board="Summer board", decided_on=ON, by_chair=False
    )
    key = (("Merit", "60 and above, below 70"),)
    return Transcript(holder, given, award, 60, key, "Rounded half up.", Decimal("0.83"), ON)


def summary(**changes):
    project = Project(
        1,
        "One check for three agencies",
        "People are checked again. They wait.",
        "One office makes all checks.",
        POLICE,
        "Chief Sample",
        "reported",
        (Partner(1, None, "City University", "advice", 1),),
        (Outcome(1, "service", "One office in place of three.", 1),),
        (
            Milestone(1, "Problem agreed", None, ON, 1),
            Milestone(2, "Handed over to the office", ON, None, 1),
        ),
        (),
        1,
    )
    own = OwnPart(1, "Aisha Khan", "Team leader", "City Council", (HandedIn("Essay (M1)", ON),))
    line = ProjectLine(1, "Group 3", 1, "Projects", MEMBERS, project, in_play=True)
    told = ProjectSummary("Programme", "Office", "2026 intake", line, project, (), own, ON)
    return replace(told, **changes)


def feedback():
    low = Band("Pass", Decimal(50), Decimal("59.99"), "Sound.", 1)
    high = Band("Merit", Decimal(60), Decimal(100), "Weighs the evidence.", 2)
    criterion = CriterionFeedback(
        "Evidence", 100, (("marker", Decimal(55)),), Decimal(55), low, high, ()
    )
    return FeedbackSheet(
        holder=HOLDER,
        module="M1 Innovation",
        assessment="Report",
        assessment_id=1,
        sitting=1,
        group="",
        members=(),
        handed_in_at=datetime(2026, 11, 2, 10, tzinfo=UTC),
        mark=Decimal(55),
        confirmed=False,
        rungs=(),
        markers=1,
        criteria=(criterion,),
        remarks=(Remark("marker", "A clear account."),),
        on=ON,
    )


def test_a_transcript_says_that_it_is_no_certificate_and_when_the_board_met(tmp_path, pages):
    path = tmp_path / "Transcript.pdf"
    write_transcript(transcript(), path)
    (page,) = pages(path)
    assert "It is not an award certificate" in page
    assert "Award: Merit" in page
    assert "Decided by the Summer board on 14 November 2026." in page
    assert "83 % of the required sessions" in page
    assert page.index("Modules") < page.index("Key to the classes")


def test_no_award_is_called_none(tmp_path, pages):
    none = TranscriptAward(
        "Referred", given=False, mean=None, board="Summer board", decided_on=ON, by_chair=True
    )
    write_transcript(replace(transcript(), award=none), tmp_path / "T.pdf")
    (page,) = pages(tmp_path / "T.pdf")
    assert "No award yet: referred" in page
    assert "chair’s action" in page
    assert "Mean of the modules 62" not in page


def test_many_modules_and_a_long_name_go_on_to_further_pages(tmp_path, pages):
    path = tmp_path / "T.pdf"
    write_transcript(transcript(60, replace(HOLDER, name=LONG)), path)
    found = pages(path)
    assert len(found) > 2
    assert LONG in found[0]
    assert "Module 60" in " ".join(found)


def test_a_batch_begins_everybody_on_a_page_of_their_own(tmp_path, pages):
    path = tmp_path / "T.pdf"
    others = [replace(HOLDER, name=f"Person {number}") for number in range(3)]
    write_transcripts([transcript(holder=each) for each in others], path)
    assert ["Person " in page for page in pages(path)] == [True] * 3
    with pytest.raises(NotFound, match="no transcripts yet"):
        write_transcripts([], path)


def test_a_statement_tells_provisional_from_confirmed_and_says_what_that_means(tmp_path, pages):
    marks = (
        StatementMark("Essay", 1, 50, 1, "", Decimal(61), Standing.PROVISIONAL),
        StatementMark("Talk", 2, 50, 1, "Group 3", None, Standing.NOT_SHOWN),
    )
    module = StatementModule("M1", "Innovation", 20, 7, None, marks)
    write_mark_statement(MarkStatement(HOLDER, (module,), ON), tmp_path / "S.pdf")
    (page,) = pages(tmp_path / "S.pdf")
    assert "1 mark, provisional" in page
    assert "the mark may still change" in page
    assert "Talk (Group 3) 50 % – Not released yet" in page
    assert "Confirmed: a board" not in page


def test_a_name_from_right_to_left_leaves_what_follows_it_in_its_place(tmp_path):
    path = tmp_path / "F.pdf"
    write_feedback_sheet(replace(feedback(), holder=replace(HOLDER, name="محمد عبد الله")), path)
    assert "· 2026 intake" in text_of(path)


def test_feedback_ends_in_what_the_band_above_asks_for(tmp_path):
    path = tmp_path / "F.pdf"
    write_feedback_sheet(feedback(), path)
    told = text_of(path)
    assert "provisional, and may still change" in told
    assert "To reach Merit next time: Weighs the evidence." in told
    assert told.index("On the whole") < told.index("By criterion")


@pytest.mark.parametrize("own", [None, Decimal(61)])
def test_peers_ratings_are_told_with_the_numbers_to_check_them_by(tmp_path, own):
    peer = PeerInput(
        mode=PeerMode.PEER_ONLY,
        weighting=Decimal("0.5"),
        factor=Decimal("1.04447376"),
        preliminary=Decimal("67.672"),
        penalised=Decimal("67.672"),
        rated=True,
        penalty_kind=PenaltyKind.PERCENT,
        penalty=Decimal("0.1"),
        override=own,
        reason="Ill for a month",
    )
    inputs = LadderInputs((), 1, peer=peer)
    rung = peer_rung(Decimal("66.2"), inputs, Regulations())
    path = tmp_path / "F.pdf"
    write_feedback_sheet(replace(feedback(), rungs=(rung,)), path)
    told = " ".join(text_of(path).split())
    assert ("Weight: 0.5; your factor: 1.04447376." in told) == (own is None)
    assert ("67.672" in told) == (own is None)


def test_files_of_namesakes_are_told_apart(tmp_path):
    files = write_feedback_files([feedback(), feedback()], tmp_path / "out")
    assert [file.name for file in files] == [
        "M1 Report Aisha Khan.pdf",
        "M1 Report Aisha Khan (2).pdf",
    ]


def test_a_participants_summary_tells_what_was_reached_and_their_part(tmp_path, pages):
    write_project_summary(summary(), tmp_path / "S.pdf")
    (page,) = pages(tmp_path / "S.pdf")
    assert "Aisha Khan, Team leader, City Council" in page
    assert "14 November 2026 Problem agreed" in page
    assert "Handed over" not in page  # not reached
    assert "Handed in alone: Essay (M1) on 14 November 2026." in page


def test_a_participants_summary_of_usual_length_is_a_page(tmp_path, pages):
    told = summary()
    names = ("Ali Sample", "Bo Sample", "Cy Sample", "Di Sample", "Ed Sample", "Flo Sample")
    members = tuple(GroupMember(at, name, POLICE) for at, name in enumerate(names, 1))
    about = "Advice on heating reaches those who ask. People who are cold and do not ask are found "
    project = replace(
        told.project,
        title="Finding who is cold before the winter",
        problem=f"{about}when they come to hospital.",
        summary=f"{about}by visits under an agreement to share data. Legal advice is being taken.",
        outcomes=(
            Outcome(1, "service", "Visits before the winter in twelve streets.", 1),
            Outcome(2, "strategy", "A sharing agreement between health and councils.", 1),
        ),
        milestones=tuple(Milestone(at, f"Step {at}", None, ON, 1) for at in (1, 2)),
    )
    long = OwnPart(1, *LONG_OWN, (HandedIn("Essay (M1)", ON),))
    line = replace(told.line, members=members, project=project)
    write_project_summary(replace(told, line=line, project=project, own=long), tmp_path / "S.pdf")
    (page,) = pages(tmp_path / "S.pdf")
    assert "Your part" in page


def test_a_sponsors_summary_is_short_and_names_no_participants_part(tmp_path, pages):
    told = summary()
    long = replace(told.project, problem="It takes weeks. " * 400)
    write_sponsor_summary(replace(told, project=long), tmp_path / "S.pdf")
    (page,) = pages(tmp_path / "S.pdf")
    assert "A project for West Yorkshire Police, in short" in page
    assert page.count("It takes weeks.") < 30
    assert "What changed Service One office in place of three." in page
    assert "Your part" not in page
    assert "Contact Office" in page


def test_labels_file_by_family_name_and_cards_are_read_from_both_sides(tmp_path, pages):
    label = Label("Aisha Khan", "Khan, Aisha", "West Yorkshire Police", "S0001", "Group 3")
    listing = LabelList("Programme", "2026 intake", (label,) * 22, ON)
    write_folder_labels(listing, tmp_path / "L.pdf", L7160)
    first, second = pages(tmp_path / "L.pdf")
    assert (first.count("Khan, Aisha"), second.count("Khan, Aisha")) == (21, 1)
    write_place_cards(listing, tmp_path / "C.pdf")
    assert [page.count("Aisha Khan") for page in pages(tmp_path / "C.pdf")] == [4] * 11
