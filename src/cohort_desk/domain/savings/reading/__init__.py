"""What a sentence of a report says of savings, read into lines that a user confirms or puts right.

    read_text("projected to save c £150K annually").lines[0]
    # £150,000, about, every year, gross or net not known

Only ever a proposal, with notes on how it was read; nothing here decides what a programme records.
"""

from cohort_desk.domain.savings.reading.proposals import Proposed, Reading, read_text

__all__ = ["Proposed", "Reading", "read_text"]
