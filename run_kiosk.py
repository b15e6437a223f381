"""The library kiosk: `python3 run_kiosk.py --demo`, or `--help` for everything else.

This file needs nothing but Python. It looks what was asked, makes the program's own
environment when it is not there (start/preparation.py), goes on in it, and hands over to
the command (start/commands.py). How a start puts the parts together stands in
start/assembly.py.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))

# Below this line old Pythons must still be able to read the file: they are told so.
from start.python_version import require_python  # noqa: E402

require_python(sys.argv)

from config.command_line import read_command_line  # noqa: E402
from start.preparation import (  # noqa: E402
    environment_of,
    prepare,
    start_again_in,
)
from start.terminal import Terminal  # noqa: E402

WITH_TEST_TOOLS = ("test", "bench")
"""Commands that need more packages than a school does."""


def main(words: list[str]) -> int:
    """Run one command; the exit code."""
    line = read_command_line(words)
    terminal = Terminal(str(line.given.get("start.language", "")))
    if line.help or line.faults:
        return terminal.help_or_faults(line)
    environment = environment_of(ROOT)
    with terminal.saying_what_to_do():
        prepare(environment, "test" if line.command in WITH_TEST_TOOLS else "run", terminal.say)
    if not environment.is_current:
        start_again_in(environment, [str(Path(__file__).resolve()), *words])
    from start.commands import run

    return run(line, ROOT, terminal)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
