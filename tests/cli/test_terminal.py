"""Progress as a person at a terminal sees it."""

import io

from cohort_desk.cli.terminal import ProgressLine


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_progress_is_one_line_that_is_cleared_at_the_end():
    terminal = Terminal()
    line = ProgressLine(terminal)
    line.steps("Reading rows")(1200, 10_000)
    line.clear()
    assert terminal.getvalue() == "\r\x1b[KReading rows: 1,200 of 10,000\r\x1b[K"


def test_nothing_is_said_into_a_file():
    stream = io.StringIO()
    line = ProgressLine(stream)
    line.steps("Reading rows")(1, 2)
    line.say("Forming groups")
    line.clear()
    assert stream.getvalue() == ""


def test_lines_come_no_oftener_than_eyes_can_follow():
    terminal = Terminal()
    report = ProgressLine(terminal).steps("Reading rows")
    for done in range(1000):
        report(done, 1000)
    assert terminal.getvalue().count("Reading rows") < 50
