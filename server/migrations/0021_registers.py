"""Long inventory books page by page; the acts of a copy."""

from typing import Any

INDEXES = (
    "CREATE INDEX inventory_line_listed ON inventory_line (series, number, id)",
    "CREATE INDEX inventory_line_entered ON inventory_line (series, entered_on, number, id)",
    "CREATE INDEX paper_act_line_copy ON paper_act_line (copy_id) WHERE copy_id IS NOT NULL",
)


def up(migrator: Any, db: Any) -> None:
    """Add the indexes."""
    for sql in INDEXES:
        db.execute_sql(sql)
