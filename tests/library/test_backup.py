"""Names of backups, which of them stay, and when somebody has to look."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from library.backup import KEPT_DAYS, is_late, made_of, name_of, spent

NOW = datetime(2026, 10, 14, 5, 24, tzinfo=UTC)
DAY = timedelta(days=1)


def test_a_name_tells_when_it_was_made() -> None:
    made = datetime(2026, 11, 3, 8, 5)
    assert name_of(made) == "library-2026-11-03-0805.zip"
    assert made_of(name_of(made)) == made


@pytest.mark.parametrize(
    "name",
    ["", "library.db", "library-2026-13-01-0000.zip", "library-2026-11-03-0805.zip.part",
     "../library-2026-11-03-0805.zip", "library-٢٠٢٦-11-03-0805.zip", "0005_desk.db"],
)  # fmt: skip
def test_other_files_are_no_backups(name: str) -> None:
    assert made_of(name) is None


def test_of_each_earlier_day_the_last_one_stays_and_of_today_all() -> None:
    names = [name_of(datetime(2026, 10, day, hour)) for day in (12, 13, 14) for hour in (8, 15)]
    assert spent(names, date(2026, 10, 14)) == [names[0], names[2]]


def test_fourteen_days_with_a_backup_stay_however_long_ago() -> None:
    names = [name_of(datetime(2026, 1, 1) + DAY * n * 10) for n in range(20)]
    assert spent([*names, "notes.txt"], date(2026, 10, 14)) == names[:-KEPT_DAYS]


@pytest.mark.parametrize(
    ("last", "since", "late"),
    [
        (None, None, False),
        (None, NOW - DAY, False),
        (None, NOW - DAY * 2.1, True),
        (NOW - DAY * 1.9, NOW - DAY * 90, False),
        (NOW - DAY * 2.1, NOW - DAY * 90, True),
    ],
)
def test_two_days_without_a_good_one_are_too_long(
    last: datetime | None, since: datetime | None, late: bool
) -> None:
    assert is_late(last, since, NOW) is late
