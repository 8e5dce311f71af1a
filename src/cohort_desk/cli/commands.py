"""The names of the commands: all that is known of them until one is run."""

from collections.abc import Mapping

COMMANDS: Mapping[str, str] = {
    "demo": "make the sample programme, with its groups and every document, in a folder",
    "new": "make an empty programme",
    "import": "add people from a spreadsheet of nominees",
    "photos": "add photos of people from a folder, matched by their files' names",
    "form": "form mixed groups in a programme",
    "form-table": "form mixed groups from a table: people in, people with a Group column out",
    "why-here": "say why somebody is in a group, or why two people are together or not",
    "recipe": "write the sizes, criteria and rules of a round, or take them over from a file",
    "marks": "show marks, take them from a sheet, or write them into one",
    "why": "say how a candidate's mark came about, rung by rung",
    "board": "show or write the sheet of a board, by candidate number",
    "pack": "make marking packs for tutors, and merge what comes back",
    "savings": "show savings, take them from a sheet, write them, record what was confirmed",
    "certificates": "issue certificates, list their register, revoke, reissue, print and pack them",
    "key": "make, import, list, retire or export the key that certificates are signed with",
    "verify": "say whether certificates are genuine, without any network",
    "export": "write lists, score cards, sheets and badges",
    "check": "check that a programme is sound: file, schema and history",
    "backup": "write a checked copy of a programme file",
}
"""Every command, and what it does."""
