"""What each of `cohort-desk certificates ready|issue|list|…` takes beside the programme."""

from argparse import ArgumentParser
from pathlib import Path

from cohort_desk.cli.certificate_choices import add_subject_argument
from cohort_desk.cli.passphrases import add_passphrase_argument
from cohort_desk.cli.programmes import add_cohort_argument
from cohort_desk.domain.certificates.reasons import REASON_WORDS
from cohort_desk.domain.certificates.statuses import STATUS_WORDS


def add_ready(parser: ArgumentParser) -> None:
    """Add the cohort and what is certified."""
    add_cohort_argument(parser)
    add_subject_argument(parser)


def add_issue(parser: ArgumentParser) -> None:
    """Add to whom, by whom and by which design."""
    add_ready(parser)
    parser.add_argument(
        "--to", action="append", metavar="NAME", help="one of those ready; all if left out"
    )
    parser.add_argument("--award", metavar="WORDS", help="what is awarded; else as it was last")
    parser.add_argument("--by", metavar="NAME", help="who issues; the computer’s user if left out")
    parser.add_argument("--batch", metavar="BATCH", help="go on with this batch instead")
    _add_design(parser)
    add_passphrase_argument(parser)


def add_list(parser: ArgumentParser) -> None:
    """Add what the register is narrowed to."""
    parser.add_argument("--cohort", metavar="NAME", help="all cohorts if left out")
    parser.add_argument("--status", choices=[*STATUS_WORDS], help="only those")
    parser.add_argument("--text", metavar="WORDS", help="in a serial, a code or a name")
    parser.add_argument(
        "--changed", action="store_true", help="valid ones whose name or award changed since"
    )


def add_revoke(parser: ArgumentParser) -> None:
    """Add which certificate, and why."""
    parser.add_argument("serial", metavar="SERIAL", help="or the verification code")
    parser.add_argument(
        "--reason",
        required=True,
        choices=[*REASON_WORDS],
        help=f"what whoever verifies it is told: {_reasons()}",
    )
    parser.add_argument(
        "--note",
        default="",
        metavar="TEXT",
        help="what only the register shows, to the office; verifying never tells it",
    )


def _reasons() -> str:
    return ", ".join(f"{key} ({words.lower()})" for key, words in REASON_WORDS.items())


def add_reissue(parser: ArgumentParser) -> None:
    """Add which certificate, why, by whom and by which design."""
    add_revoke(parser)
    parser.add_argument("--by", metavar="NAME", help="who issues; the computer’s user if left out")
    _add_design(parser)
    add_passphrase_argument(parser)


def _add_design(parser: ArgumentParser) -> None:
    parser.add_argument("--design", metavar="NAME", help="the first of its kind if left out")


def add_choice(parser: ArgumentParser) -> None:
    """Add which certificates, and the file to write."""
    parser.add_argument("serials", nargs="*", metavar="SERIAL", help="all if left out")
    parser.add_argument("--cohort", metavar="NAME", help="those of a cohort")
    parser.add_argument("--batch", metavar="BATCH", help="those of a batch, in print order")
    parser.add_argument("--out", type=Path, required=True, metavar="OUT", help="the file to write")


def add_zip(parser: ArgumentParser) -> None:
    """Add which certificates, and whether those no longer valid are wanted."""
    add_choice(parser)
    parser.add_argument(
        "--records",
        action="store_true",
        help="revoked and superseded ones too, under names that say so",
    )


def add_code(parser: ArgumentParser) -> None:
    """Add the code that is set."""
    parser.add_argument("code", nargs="?", metavar="CODE", help="such as SCRLP; else it is shown")
