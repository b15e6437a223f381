"""Bring a library's tables up to date, after a backup, and prove its references whole."""

from __future__ import annotations

from pathlib import Path

from playhouse.migrations import Runner

from server.database import Library
from server.errors import DamagedDatabase

DIRECTORY = Path(__file__).parent


def pending(library: Library) -> list[str]:
    """Names of migrations not yet applied, in order."""
    with library.reading():
        return [step.name for step in _runner(library).status() if not step.applied]


def known() -> set[str]:
    """Names of all migrations this program has: a library with others is newer."""
    return {path.stem for path in DIRECTORY.glob("[0-9]*.py")}


def upgrade(library: Library, backups: Path | None = None) -> list[str]:
    """Apply what is pending; the names applied.

    An SQLite library that holds something is first copied to `backups` (beside the file
    when None). PostgreSQL is backed up by its own tools. Raises DamagedDatabase when a
    reference is broken afterwards.
    """
    waiting = pending(library)
    if not waiting:
        return []
    with library.reading():
        started = bool(_runner(library).applied())
    if started and library.path is not None:
        back_up(library, (backups or library.path.parent / "backups") / f"{waiting[0]}.db")
    with library.reading():
        applied: list[str] = _runner(library).up()
    check_references(library)
    return applied


def back_up(library: Library, target: Path) -> Path:
    """One whole copy of an SQLite library: written aside, then renamed into place."""
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(target.name + ".part")
    partial.unlink(missing_ok=True)
    with library.reading():
        library.database.execute_sql("VACUUM INTO ?", (str(partial),))
    partial.replace(target)
    return target


def check_references(library: Library) -> None:
    """Raise DamagedDatabase naming the tables with broken references (SQLite)."""
    if not library.is_sqlite:
        return  # PostgreSQL checks every reference itself.
    with library.reading():
        rows = library.database.execute_sql("PRAGMA foreign_key_check").fetchall()
    if rows:
        tables = ", ".join(sorted({row[0] for row in rows}))
        raise DamagedDatabase(f"broken references in: {tables}")


def _runner(library: Library) -> Runner:
    return Runner(library.database, str(DIRECTORY), table_name="schema_migration")
