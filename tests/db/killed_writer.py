"""Kills a writing process again and again, and looks at what is left: run by test_durability.py.

Usage: killed_writer.py FILE TIMES SEED. Each writer acknowledges every committed step on a pipe;
after each kill the file is opened as the app opens it, and every acknowledged step must be there.
Prints "TIMES killed, N acknowledged, M lost, K unsound".
"""

import os
import random
import signal
import sys
import time
from pathlib import Path

from sqlalchemy import select

from cohort_desk.db.audit import examine
from cohort_desk.db.tables import ParticipantRow, StepRow
from cohort_desk.services import programmes


def write_for_ever(path, acknowledge, seed):
    """Take steps of one to 300 rows, and name each on the pipe once it is committed."""
    db = programmes.open_programme(path, actor="Writer")
    dice = random.Random(seed)
    for number in range(10**9):
        name = f"step {seed}-{number}"
        with db.begin(name) as work:
            for person in range(dice.choice((1, 1, 1, 40, 300))):
                row = ParticipantRow(cohort_id=1, family_name=f"{name}-{person}", notes="n" * 200)
                work.session.add(row)
        os.write(acknowledge, f"{name}\n".encode())


def kill_one(path, seed):
    """Start a writer, kill it in the middle of something, and return what it acknowledged."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        write_for_ever(path, writer, seed)
    os.close(writer)
    dice = random.Random(-seed)
    heard = b""
    for _ in range(dice.randint(1, 6)):
        heard += os.read(reader, 65536)
    until = time.perf_counter() + dice.uniform(0, 0.03)
    while time.perf_counter() < until:
        pass
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(reader, 65536):
        heard += more
    os.close(reader)
    return heard.decode().splitlines()


def main():
    path, times, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    acknowledged, lost, unsound = 0, 0, 0
    for number in range(times):
        names = kill_one(path, seed + number)
        db = programmes.open_programme(path)
        with db.read() as work:
            kept = set(work.session.scalars(select(StepRow.name)))
        acknowledged += len(names)
        lost += sum(name not in kept for name in names)
        unsound += not all(finding.in_order for finding in examine(db))
        db.engine.dispose()
    print(f"{times} killed, {acknowledged} acknowledged, {lost} lost, {unsound} unsound")


if __name__ == "__main__":
    main()
