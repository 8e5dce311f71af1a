"""Whether a file is a certificate of the programme, as it was issued."""

from cohort_desk.exchange.verification.files import read_printed, verify_code, verify_file
from cohort_desk.exchange.verification.folders import files_among
from cohort_desk.exchange.verification.pdf_files import Chain
from cohort_desk.exchange.verification.several import Verified, verify_all
from cohort_desk.exchange.verification.trust import read_certificate_file
from cohort_desk.exchange.verification.verdicts import Answer, Verdict

__all__ = [
    "Answer",
    "Chain",
    "Verdict",
    "Verified",
    "files_among",
    "read_certificate_file",
    "read_printed",
    "verify_all",
    "verify_code",
    "verify_file",
]
