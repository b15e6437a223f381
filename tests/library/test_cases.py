"""How cases of lost and damaged books may end, what may come in the place of one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from library.cases import (
    CaseState,
    Ended,
    Replacing,
    Way,
    allowed_instead,
    replacing,
    standing_on,
    state_on,
    ways_of,
)
from library.clearance import CaseStanding
from library.textbooks import Edition, ForWhom, PlanLine

TODAY = date(2027, 5, 20)
DAY = timedelta(days=1)


def line(*editions: Edition, parts: int = 1) -> PlanLine:
    return PlanLine(1, 8, "Алгебра", "kk", None, None, ForWhom.CLASS, parts, False, editions)


@pytest.mark.parametrize(
    ("promised", "state", "standing"),
    [
        (None, CaseState.OPEN, CaseStanding.OPEN),
        (TODAY, CaseState.PROMISED, CaseStanding.PROMISED),
        (TODAY + DAY, CaseState.PROMISED, CaseStanding.PROMISED),
        (TODAY - DAY, CaseState.BROKEN, CaseStanding.OPEN),
    ],
)
def test_a_promise_holds_up_to_its_day(
    promised: date | None, state: CaseState, standing: CaseStanding
) -> None:
    assert state_on(TODAY, promised, None) is state
    assert standing_on(TODAY, promised, None) is standing


def test_what_was_not_required_stands_on_slips_for_a_year() -> None:
    ended = Ended(Way.NOT_REQUIRED, TODAY)
    assert state_on(TODAY, None, ended) is CaseState.CLOSED
    assert standing_on(TODAY + 365 * DAY, None, ended) is CaseStanding.NOT_REQUIRED
    assert standing_on(TODAY + 366 * DAY, None, ended) is None
    assert standing_on(TODAY, TODAY, Ended(Way.REPLACED, TODAY)) is None


def test_what_is_lost_is_found_and_what_is_damaged_is_mended() -> None:
    assert Way.FOUND in ways_of("lost") and Way.REPAIRED not in ways_of("lost")
    assert Way.REPAIRED in ways_of("damaged") and Way.FOUND not in ways_of("pages-missing")


def test_a_textbook_may_be_replaced_by_any_edition_of_its_line_and_part() -> None:
    lines = [line(Edition(1, 0), Edition(2, 0)), line(Edition(5, 1), Edition(6, 1), Edition(7, 2))]
    assert allowed_instead(1, lines) == (2,)
    assert allowed_instead(5, lines) == (6,)
    assert replacing(1, 1, lines) is Replacing.SAME
    assert replacing(5, 6, lines) is Replacing.EDITION
    assert replacing(5, 7, lines) is Replacing.EQUAL
    assert replacing(9, 1, lines) is Replacing.EQUAL
