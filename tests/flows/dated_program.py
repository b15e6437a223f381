"""The whole program on another day: `python -m tests.flows.dated_program INSTANT OPTIONS`.

Its clock runs on from the instant; everything else is the program that a school starts.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from config.command_line import read_command_line
from config.loading import load
from server.server import utc_now
from start.assembly import serve
from start.terminal import Terminal

ROOT = Path(__file__).parents[2]


def main(words: list[str]) -> int:
    """Run until a signal says stop; the exit code."""
    ahead = datetime.fromisoformat(words[0]) - utc_now()
    terminal = Terminal("")
    return serve(
        load(read_command_line(words[1:]), ROOT), ROOT, terminal, lambda: utc_now() + ahead
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
