"""Runs a command: finds it, reads its options, prints its answer."""

import argparse
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from importlib import import_module
from io import TextIOWrapper
from typing import Protocol, cast

from cohort_desk import __version__
from cohort_desk.cli.answers import Answer, as_json, describe, refusal_as_json
from cohort_desk.cli.commands import COMMANDS
from cohort_desk.cli.terminal import ProgressLine
from cohort_desk.domain.errors import CohortDeskError

DONE, REFUSED, MISUSED = 0, 1, 2
_STOPPED = "Stopped. What had been finished is kept; nothing is left half done."


class CommandModule(Protocol):
    """What the module of a command offers."""

    SHAPE: Mapping[str, str]

    def add_arguments(self, parser: ArgumentParser) -> None: ...

    def run(self, options: Namespace, line: ProgressLine) -> Answer: ...


def run(arguments: Sequence[str]) -> int:
    """Run a command and return its exit code.

    0: done. 1: refused, with a sentence on standard error. 2: used wrongly, with the usage.
    """
    _write_any_character()
    try:
        code = _exit_code(arguments)
        # Now, not as Python ends: by then nothing can be done about a reader that has gone.
        print(end="", flush=True)
    except BrokenPipeError:  # "| head" has read all that it wants
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    return code


def command_module(name: str) -> CommandModule:
    """Return the module of a command; only now is it imported, with all that it needs."""
    module = {"import": "import_people"}.get(name, name.replace("-", "_"))
    return cast("CommandModule", import_module(f"cohort_desk.cli.{module}"))


def _exit_code(arguments: Sequence[str]) -> int:
    try:
        return _run(arguments)
    except SystemExit as parsed:  # argparse ends so after the help and after a wrong option
        return parsed.code if isinstance(parsed.code, int) else MISUSED
    except KeyboardInterrupt:  # at any moment: most of a short command goes into its imports
        return _refuse(arguments[0], _STOPPED, as_object="--json" in arguments)


def _run(arguments: Sequence[str]) -> int:
    overview = _overview()
    chosen = overview.parse_args(arguments[:1]).command
    if chosen not in COMMANDS:
        overview.error(
            f"“{chosen}” is no command, and there is no such file. Give a .cohort file, the "
            f"address of an office’s database, or one of: {', '.join(COMMANDS)}."
        )
    module = command_module(chosen)
    options = _parser(chosen, module).parse_args(arguments[1:])
    line = ProgressLine()
    try:
        answer = module.run(options, line)
    except CohortDeskError as error:
        line.clear()
        return _refuse(chosen, str(error), as_object=options.json)
    except KeyboardInterrupt:
        line.clear()
        raise
    line.clear()
    print(as_json(chosen, answer) if options.json else "\n".join(answer.lines))
    if answer.complaint:
        print(answer.complaint, file=sys.stderr)
        return REFUSED
    return DONE


def _write_any_character() -> None:
    """Write UTF-8 even where the system would not, as Windows does into files and pipes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")


def _refuse(command: str, sentence: str, *, as_object: bool) -> int:
    if as_object:
        print(refusal_as_json(command, sentence))
    print(sentence, file=sys.stderr)
    return REFUSED


def _overview() -> ArgumentParser:
    width = max(map(len, COMMANDS)) + 2
    listed = "\n".join(f"  {name:<{width}}{what}" for name, what in COMMANDS.items())
    parser = ArgumentParser(
        prog="cohort-desk",
        usage="cohort-desk [FILE | URL]\n       cohort-desk COMMAND [options]",
        description="Without a command the window opens, with the programme FILE if one is given.",
        epilog=f"commands:\n{listed}\n\nWhat a command takes: cohort-desk COMMAND --help",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"Cohort Desk {__version__}")
    parser.add_argument("command", help=argparse.SUPPRESS)
    return parser


def _parser(name: str, module: CommandModule) -> ArgumentParser:
    what = COMMANDS[name]
    parser = ArgumentParser(
        prog=f"cohort-desk {name}",
        description=f"{what[0].upper()}{what[1:]}.",
        epilog=describe(module.SHAPE),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    module.add_arguments(parser)
    parser.add_argument("--json", action="store_true", help="answer with one JSON object")
    return parser
