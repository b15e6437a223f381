"""Titles listed in the order of the shelves. Keys are filled in after the start, in chunks."""

from typing import Any

from server.migrations.dialect import run_sql

INDEX = "CREATE INDEX title_shelf_key ON title (shelf_key);"


def up(migrator: Any, db: Any) -> None:
    """Make the index."""
    run_sql(db, INDEX)
