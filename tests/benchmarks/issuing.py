"""Prints how fast certificates are issued: drawn, signed and kept, end to end.

python tests/benchmarks/issuing.py [HOW MANY]
"""

import resource
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cohort_desk.db.database import Database
from cohort_desk.db.tables import AttendanceRow, ParticipantRow, TaughtSessionRow
from cohort_desk.domain.certificates.kinds import Kind
from cohort_desk.domain.certificates.starting import NEEDS
from cohort_desk.exchange.certificates import write_zip
from cohort_desk.reports.certificates.issuing import issue_certificates, write_prints
from cohort_desk.services.certificates.designs import add_starting_design
from cohort_desk.services.certificates.register import read_register
from cohort_desk.services.certificates.requests import Request
from cohort_desk.services.programmes import check, create_programme
from cohort_desk.services.programmes.identity import read_identity, set_code
from cohort_desk.services.signing import make_key, unlock

PASSPHRASE = "a benchmark's key, nothing else"  # noqa: S105 - of a file that is thrown away


def filled(db: Database, number: int) -> tuple[int, ...]:
    """Enrol people who have all attended the one session, and return their ids."""
    ends = datetime.now(UTC) - timedelta(days=1)
    ids = tuple(range(1, number + 1))
    with db.begin("people") as work:
        session = {"title": "Day", "starts_at": ends - timedelta(hours=6), "ends_at": ends}
        work.session.add(TaughtSessionRow(id=1, cohort_id=1, **session))
        for key in ids:
            names = {"given_name": f"Person {key}", "family_name": "Sample"}
            work.session.add(ParticipantRow(id=key, cohort_id=1, **names))
            work.session.add(AttendanceRow(session_id=1, participant_id=key, status="present"))
    return ids


@contextmanager
def timed(what: str, number: int) -> Generator[None]:
    """Print how long something takes for so many certificates, by the clock and of the CPU."""
    started, worked = time.perf_counter(), time.process_time()
    yield
    took, work = time.perf_counter() - started, time.process_time() - worked
    print(f"{what:<26}{took:7.1f} s{number / took:8.1f} a second, {work:5.1f} s of CPU")


def main() -> None:
    """Issue, register, print and pack so many certificates."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        db = create_programme(folder / "Benchmark.cohort", "Benchmark", "Cohort", "Sample", "Ann")
        set_code(db, read_identity(db).version, "BENCH")
        make_key(db, PASSPHRASE)
        design = add_starting_design(db, next(n for n in NEEDS if n.kind is Kind.ATTENDANCE))
        request = Request(1, Kind.ATTENDANCE, filled(db, number), design, "Ann")
        signer = unlock(db, PASSPHRASE)
        with timed("issued, signed and kept", number):
            issued = issue_certificates(db, request, signer)
        with timed("register read", number):
            read_register(db)
        with timed("one PDF for printing", number):
            write_prints(db, issued.certificate_ids, folder / "print.pdf")
        with timed("ZIP", number):
            write_zip(db, issued.certificate_ids, folder / "all.zip")
        with timed("checked", number):
            assert all(finding.in_order for finding in check(db))
        for file in sorted(folder.iterdir()):
            print(f"{file.name:<26}{file.stat().st_size / 2**20:7.1f} MB")
        db.close()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'most memory':<26}{most:7.0f} MB")


if __name__ == "__main__":
    main()
