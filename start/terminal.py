"""What the person at the terminal is told, in Kazakh, Russian or English.

Standard library only: it speaks before the program's packages are there.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from config.command_line import CommandLine, help_text
from config.faults import Fault
from start.early_texts import early_text
from start.pip_output import PreparationFault


class Terminal:
    """Says texts by key. `language` empty: the system's, or all three when it has none."""

    def __init__(self, language: str = "") -> None:
        self.language = language

    def text(self, key: str, **values: object) -> str:
        """The message, with a line per language when the language is not known."""
        return early_text(key, self.language, **values)

    def say(self, key: str, **values: object) -> None:
        """Print a message at once."""
        print(self.text(key, **values), flush=True)

    def complain(self, key: str, **values: object) -> None:
        """Print a message where errors go."""
        print(self.text(key, **values), file=sys.stderr, flush=True)

    def faults(self, faults: Iterable[Fault]) -> None:
        """Everything that is wrong with the settings, one line each (in each language)."""
        for fault in faults:
            self.complain(f"config.fault-{fault.code}", where=fault.where, **fault.values)
            if fault.meant:
                self.complain("config.meant", word=fault.meant)

    def help_or_faults(self, line: CommandLine) -> int:
        """Answer `--help`, or a command line that cannot be understood; the exit code."""
        if line.faults:
            self.faults(line.faults)
            self.complain("config.see-help")
            return 2
        print(help_text())
        return 0

    @contextmanager
    def saying_what_to_do(self) -> Iterator[None]:
        """End the program with words instead of a traceback when preparation fails."""
        try:
            yield
        except PreparationFault as fault:
            self.complain(f"prepare.fault-{fault.code}", **fault.values)
            sys.exit(1)
