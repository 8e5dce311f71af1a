"""How quick paper is, beside a bare ReportLab canvas; prints seconds and pages, asserts nothing.

    python tests/benchmarks/paper.py [number of people]

Run from the top of the project. The people are made up, and the files go when the run ends.
"""

import io
import random
import sys
import tempfile
import time
from datetime import date
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "src"))

from PIL import Image
from pypdf import PdfReader
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from cohort_desk.reports.badges import write_badges
from cohort_desk.reports.groups import write_group_pages, write_group_sheet
from cohort_desk.reports.meetings import write_meetings
from cohort_desk.reports.people import write_people_list
from cohort_desk.services.groups.lists import GroupList, ListedGroup, ListedMember
from cohort_desk.services.groups.meetings import MeetingPerson, MeetingRound, Meetings
from cohort_desk.services.people.lists import PeopleList
from cohort_desk.services.people.portraits import portrait

PROGRAMME, COHORT, DAY = "Benchmark", "2026 intake", date(2026, 11, 14)
AGENCY = "Sheffield Teaching Hospitals NHS Foundation Trust"
HEADINGS = ("Name", "Agency", "Sector", "Job title", "E-mail", "Group")
LINES_A_PAGE = 40
ROUNDS = 3


def main(people):
    """Write each document once and print how long it took."""
    groups = group_list(people)
    listing = people_list(people)
    faces, met = photos(people), meetings(people)
    documents = {
        "people list": lambda path: write_people_list(listing, path),
        "group sheet": lambda path: write_group_sheet(groups, path),
        "group pages": lambda path: write_group_pages(groups, path),
        "group sheet with photos": lambda path: write_group_sheet(groups, path, photos=faces),
        "group pages with photos": lambda path: write_group_pages(groups, path, photos=faces),
        "who has met whom": lambda path: write_meetings(met, path),
        "name badges": lambda path: write_badges(groups, path),
        "bare canvas, people list's words": lambda path: bare_canvas(listing, path),
    }
    print(f"{people:,} people")
    with tempfile.TemporaryDirectory() as folder:
        for name, write in documents.items():
            path = Path(folder) / "out.pdf"
            began = time.perf_counter()
            write(path)
            seconds = time.perf_counter() - began
            print(f"  {name:<34}{seconds:6.2f} s {len(PdfReader(path).pages):5} pages")


def people_list(people):
    rows = tuple(
        (f"Surname{n}, Łucja", AGENCY, "Health", "Ward manager", f"p{n}@example.org", "Group 1")
        for n in range(people)
    )
    return PeopleList(PROGRAMME, COHORT, "People", DAY, HEADINGS, rows)


def group_list(people):
    members = [
        ListedMember(
            f"Łucja Surname{n}", AGENCY, "", "health", "Ward manager", f"p{n}@example.org", n
        )
        for n in range(people)
    ]
    groups = tuple(
        ListedGroup(f"Group {at // 6 + 1}", tuple(members[at : at + 6]))
        for at in range(0, people, 6)
    )
    return GroupList(PROGRAMME, COHORT, "Projects", 1, DAY, groups)


def photos(people):
    """Return a noisy picture, as large as photos are kept, for everybody."""
    noise = io.BytesIO()
    Image.effect_noise((480, 600), 60).save(noise, "PNG")
    return dict.fromkeys(range(people), portrait(noise.getvalue()))


def meetings(people):
    """Return who met whom in three rounds of groups of six that are drawn by lot."""
    together, groups = {}, [[""] * ROUNDS for _ in range(people)]
    for number in range(ROUNDS):
        order = list(range(people))
        random.Random(number).shuffle(order)  # noqa: S311 - not for secrets
        for start in range(0, people, 6):
            group = sorted(order[start : start + 6])
            for at in group:
                groups[at][number] = f"Group {start // 6 + 1}"
            for pair in combinations(group, 2):
                together[pair] = (*together.get(pair, ()), number)
    listed = tuple(
        MeetingPerson(n, f"Łucja Surname{n}", n % 20, AGENCY, "STH", tuple(groups[n]))
        for n in range(people)
    )
    rounds = tuple(MeetingRound(n, f"Round {n + 1}", 1) for n in range(ROUNDS))
    return Meetings(PROGRAMME, COHORT, DAY, rounds, listed, together)


def bare_canvas(listing, path):
    canvas = Canvas(str(path), pagesize=landscape(A4))
    for start in range(0, len(listing.rows), LINES_A_PAGE):
        for line, row in enumerate(listing.rows[start : start + LINES_A_PAGE]):
            for column, text in enumerate(row):
                canvas.drawString(30 + 130 * column, 550 - 13 * line, text)
        canvas.showPage()
    canvas.save()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
