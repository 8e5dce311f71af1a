"""Writes the reports that the sample programme's groups hand in.

    python packaging/sample_reports.py

Reads resources/sample/projects.toml and writes one PDF for each project, and one reflection, into
resources/sample/reports. Needs ReportLab; the same input gives the same bytes.
"""

import tomllib
from pathlib import Path
from typing import Any

from reportlab.lib import pagesizes
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer

SAMPLE = Path(__file__).parent.parent / "resources" / "sample"
_LOOK = getSampleStyleSheet()
_REFLECTION = (
    "What I brought",
    (
        "I came with a way of working that is usual where I am employed, and took it for the only "
        "one. The first month with colleagues from elsewhere showed me how much of it is habit."
    ),
    "What changed",
    (
        "I learnt to ask what a word means to the other side before I use it. Twice this saved us "
        "a week. Once I forgot, and it cost us one."
    ),
    "What I will do",
    "I will keep the six-weekly meeting that our group began, and bring a colleague each time.",
)


def main() -> None:
    """Write every report."""
    projects = tomllib.loads((SAMPLE / "projects.toml").read_text("utf-8"))["project"]
    folder = SAMPLE / "reports"
    folder.mkdir(exist_ok=True)
    for project in projects:
        write(folder / f"{project['key']}.pdf", project["title"], chapters(project))
    write(folder / "reflection.pdf", "Reflection on working across agencies", list(_REFLECTION))


def chapters(project: dict[str, Any]) -> list[str]:
    """Return headings and texts in turn."""
    outcomes = " ".join(text for _kind, text in project["outcomes"])
    return [
        "The problem",
        project["problem"],
        "What we did",
        (
            "We spoke with people of each agency who meet the problem at work, read what was "
            "written about it before, and looked at a year of figures. Where figures disagreed we "
            "say so."
        ),
        "What we found",
        project["found"],
        "What should be done",
        project["summary"],
        "What it brings",
        outcomes,
        "How sure we are",
        (
            "The figures are of one city and one year. We name who gave them and where they are "
            "thin. What we recommend can be tried in one place and stopped if it does not help."
        ),
    ]


def write(path: Path, title: str, parts: list[str]) -> None:
    """Write headings and texts as a report of two pages or so."""
    document = SimpleDocTemplate(
        str(path), pagesize=pagesizes.A4, title=title, author="Sample group", invariant=1
    )
    story: list[Any] = [Paragraph(title, _LOOK["Title"]), Spacer(1, 24)]
    for number, (heading, text) in enumerate(zip(parts[::2], parts[1::2], strict=True)):
        if number and number % 3 == 0:
            story.append(PageBreak())
        story += [Paragraph(heading, _LOOK["Heading2"]), Paragraph(text, _LOOK["BodyText"])]
        story.append(Spacer(1, 12))
    document.build(story)


if __name__ == "__main__":
    main()
