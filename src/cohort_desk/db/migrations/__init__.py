"""The schema's history: one numbered script each in versions/, the same for both databases."""

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006")
"""Every revision, oldest first; a file keeps how many of them it has had as its user_version."""

HEAD = REVISIONS[-1]

APPLICATION_ID = 0x43484454
"""What SQLite keeps at byte 68 of a programme file: "CHDT"."""
