"""Commands about a library, run beside the server or without it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from i18n.texts import texts
from server.database import Library
from server.services.proof import Fault, prove


def check(library: Library, language: str = "kk") -> tuple[tuple[Fault, ...], list[str]]:
    """Prove the library whole: the faults, and lines to print in the language."""
    t = texts(language)
    faults = prove(library)
    if not faults:
        return faults, [t("check.whole")]
    return faults, [t(f"check.{fault.code}", n=fault.places) for fault in faults]


def main(argv: Sequence[str], data_dir: Path, database: str = "", language: str = "kk") -> int:
    """`check`: exit code 0 when whole, 1 with faults, 2 for another word.

    `database` is a `postgresql://` address; empty: `library.db` in the data folder.
    """
    if list(argv[:1]) != ["check"]:
        return 2
    library = Library.open(database or data_dir / "library.db")
    try:
        faults, lines = check(library, language)
    finally:
        library.close()
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if faults else 0
