"""The command line: for scripts, schedules and checks.

Each command is a module with `add_arguments(parser)`, `SHAPE` (what its `--json` holds, key by
key) and `run(options, report)`, which returns an `Answer`. A module is imported only when its
command is called, so that none pays for what another needs.
"""
