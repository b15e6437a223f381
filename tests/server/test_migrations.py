"""Migrations make exactly the tables, and every old library can be brought up to date."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
from playhouse.schema_diff import diff_models

from server import tables
from server.database import Library
from server.errors import DamagedDatabase
from server.migrations import check_references, pending, upgrade

OLD_LIBRARIES = Path(__file__).parents[1] / "old_libraries"
HISTORY = "schema_migration"


def shape(path: Path) -> dict[str, object]:
    """Columns, references, checks and indexes of each table, order apart."""
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
        found: dict[str, object] = {}
        for kind, name, table, sql in rows:
            if table == HISTORY or sql is None:
                continue
            if kind == "table":
                columns = connection.execute(f"PRAGMA table_info({name})").fetchall()
                keys = connection.execute(f"PRAGMA foreign_key_list({name})").fetchall()
                found[name] = (
                    {column[1:] for column in columns},
                    {key[2:] for key in keys},
                    sorted(checks(sql)),
                )
            else:
                found[name] = plain(sql)
    connection.close()
    return found


def plain(sql: str) -> str:
    return re.sub(r"\s+", " ", sql.replace('"', "")).strip()


def checks(sql: str) -> list[str]:
    return re.findall(r"CHECK \((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)", plain(sql))


def test_migrated_and_made_from_tables_are_the_same(tmp_path: Path, sqlite_shelf) -> None:
    made = Library.open(tmp_path / "made.db")
    with made.writing():
        made.database.create_tables(tables.ALL)
    made.close()
    assert shape(Path(sqlite_shelf.new())) == shape(tmp_path / "made.db")


def test_the_tables_differ_in_nothing_on_both_engines(library: Library) -> None:
    with library.reading():
        assert str(diff_models(library.database, tables.ALL)) == ""


def test_nothing_is_pending_after_an_upgrade(library: Library) -> None:
    assert pending(library) == []
    assert upgrade(library) == []


def test_no_reference_cascades() -> None:
    for table in tables.ALL:
        for key in table._meta.refs:
            assert key.on_delete is None, f"{table.__name__}.{key.name}"


def test_a_broken_reference_is_found(sqlite_shelf) -> None:
    address = sqlite_shelf.new()
    with sqlite3.connect(address) as connection:
        connection.execute("INSERT INTO card (number, reader_id, state) VALUES ('1', 9, 'active')")
    connection.close()
    library = Library.open(address)
    with pytest.raises(DamagedDatabase, match="card"):
        check_references(library)
    library.close()


@pytest.mark.parametrize("dump", sorted(OLD_LIBRARIES.glob("*.sql")), ids=lambda path: path.stem)
def test_an_old_library_is_brought_up_to_date(dump: Path, tmp_path: Path, sqlite_shelf) -> None:
    path = tmp_path / "library.db"
    with sqlite3.connect(path) as connection:
        connection.executescript(dump.read_text(encoding="utf-8"))
        loans = connection.execute("SELECT count(*) FROM loan").fetchone()
    connection.close()
    library = Library.open(path)
    upgrade(library)
    library.close()
    assert shape(path) == shape(Path(sqlite_shelf.new()))
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM loan").fetchone() == loans
        assert loans[0] > 0
    connection.close()
