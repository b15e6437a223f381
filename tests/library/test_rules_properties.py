"""What holds for every copy, reader, loan, request and day there may be."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from library.catalogue import CopyFacts, CopyState, ItemKind
from library.checkin import CheckinFacts, decide_checkin
from library.checking import Finding, decide_check
from library.checkout import CheckoutFacts, Granted, OwnLoan, Refusal, decide_checkout
from library.loans import LoanFacts
from library.policy import Policy, PolicyLine, due_on
from library.readers import Category, ReaderFacts, ReaderState
from library.refusals import About
from library.renewal import Prolonged, decide_renewal
from library.requests import RequestFacts, RequestState, decide_request
from library.school_year import ClosedPeriod, SchoolCalendar, SchoolYear
from tests.library.facts import CALENDAR, POLICY

READERS, COPIES, TITLES = (st.integers(1, 4) for _ in range(3))
DAYS = st.dates(date(2024, 6, 1), date(2029, 12, 31))
GRADES = st.none() | st.integers(1, 11)
LOANS = st.builds(
    LoanFacts, loan_id=st.integers(1, 99), copy_id=COPIES, title_id=TITLES, reader_id=READERS,
    item_kind=st.sampled_from([kind.value for kind in ItemKind]),
    lent_at=st.just(datetime(2024, 9, 2, tzinfo=UTC)), due_on=DAYS, renewals=st.integers(0, 5),
    station_id=st.none(),
)  # fmt: skip
COPY_FACTS = st.builds(
    CopyFacts, copy_id=COPIES, title_id=TITLES, state=st.sampled_from(CopyState),
    item_kind=st.sampled_from(ItemKind), grade=GRADES, in_programme=st.booleans(),
    reading_room_only=st.booleans(), on_display=st.booleans(), open_loan=st.none() | LOANS,
)  # fmt: skip
READER_FACTS = st.builds(
    ReaderFacts, reader_id=READERS, category=st.sampled_from(Category), grade=GRADES,
    state=st.sampled_from(ReaderState), suspended_until=st.none() | DAYS,
    valid_until=st.none() | DAYS,
)  # fmt: skip
REQUESTS = st.lists(
    st.builds(
        RequestFacts, request_id=st.integers(1, 99), reader_id=READERS,
        state=st.sampled_from([RequestState.WAITING, RequestState.READY]), copy_id=COPIES,
    ), max_size=4, unique_by=lambda request: request.request_id,
).map(tuple)  # fmt: skip
LENT = st.lists(LOANS, max_size=7).map(tuple)
LINES = st.one_of(
    st.builds(PolicyLine, days=st.integers(1, 400)),
    st.sampled_from([PolicyLine(until="year-end"), PolicyLine(until="same-day")]),
)
POLICIES = st.builds(
    lambda vacations, call_in, summer: replace(
        POLICY, vacations=vacations, call_in_days=call_in, summer_due=summer
    ),
    st.sampled_from(["end-before", "read-over"]), st.integers(0, 20),
    st.sampled_from([(9, 5), (8, 20), (9, 30)]),
)  # fmt: skip


@st.composite
def calendars(draw: st.DrawFn) -> SchoolCalendar:
    """A few years with vacations and holidays anywhere, also badly placed ones."""
    years = tuple(
        SchoolYear(str(start), date(start, 9, draw(st.integers(1, 15))),
                   date(start + 1, 5, draw(st.integers(10, 31))))
        for start in draw(st.sets(st.integers(2023, 2027), max_size=3))
    )  # fmt: skip
    closed = []
    for _ in range(draw(st.integers(0, 8))):
        first = draw(DAYS)
        last = first + timedelta(days=draw(st.integers(0, 20)))
        closed.append(ClosedPeriod(draw(st.sampled_from(["vacation", "holiday", "other"])),
                                   "", first, last))
    return SchoolCalendar(years, tuple(closed))


@settings(deadline=None, max_examples=300)
@given(LINES, POLICIES, DAYS, calendars())
def test_a_due_date_is_an_open_day_after_today_or_today_itself_for_the_same_day(
    line: PolicyLine, policy: Policy, today: date, calendar: SchoolCalendar
) -> None:
    due = due_on(line, policy, today, calendar)
    if line.until == "same-day":
        assert due == today
    else:
        assert due > today
        assert calendar.is_open_day(due)


@settings(deadline=None, max_examples=200)
@given(LINES, DAYS, calendars())
def test_no_loan_of_the_year_outlives_it(
    line: PolicyLine, today: date, calendar: SchoolCalendar
) -> None:
    end = calendar.year_end(today)
    if end is not None and end > today:
        assert due_on(line, replace(POLICY, call_in_days=0), today, calendar) <= end


@settings(deadline=None, max_examples=400)
@given(COPY_FACTS, READER_FACTS, LENT, REQUESTS, DAYS, st.sampled_from([None, "reason"]))
def test_a_checkout_is_granted_or_refused_with_reasons_the_book_first(
    copy: CopyFacts, reader: ReaderFacts, loans: tuple[LoanFacts, ...],
    requests: tuple[RequestFacts, ...], today: date, override: str | None,
) -> None:  # fmt: skip
    facts = CheckoutFacts(copy, reader, loans, requests)
    verdict = decide_checkout(facts, POLICY, CALENDAR, today, override)
    match verdict:
        case Granted(due_on=due):
            assert due > today
            assert CALENDAR.is_open_day(due)
            assert copy.state in (CopyState.ON_SHELF, CopyState.ON_HOLD_SHELF, CopyState.TO_CHECK)
            assert reader.state is not ReaderState.LEFT
        case Refusal(reasons=reasons):
            assert reasons
            assert len({each.code for each in reasons}) == len(reasons)
            about = [each.about for each in reasons]
            assert about == sorted(about, key=[About.BOOK, About.PERSON].index)
        case OwnLoan(loan=loan):
            assert loan.reader_id == reader.reader_id


@settings(deadline=None, max_examples=200)
@given(COPY_FACTS, READER_FACTS, LENT, REQUESTS, DAYS)
def test_an_override_only_ever_takes_reasons_away(
    copy: CopyFacts, reader: ReaderFacts, loans: tuple[LoanFacts, ...],
    requests: tuple[RequestFacts, ...], today: date,
) -> None:  # fmt: skip
    facts = CheckoutFacts(copy, reader, loans, requests)
    plain = decide_checkout(facts, POLICY, CALENDAR, today)
    overruled = decide_checkout(facts, POLICY, CALENDAR, today, "reason")
    if isinstance(overruled, Refusal):
        assert isinstance(plain, Refusal)
        assert set(map(str, overruled.reasons)) <= set(map(str, plain.reasons))
    elif isinstance(plain, Granted):
        assert overruled == plain


@settings(deadline=None, max_examples=200)
@given(COPY_FACTS, READER_FACTS, REQUESTS, DAYS, st.booleans(), st.booleans(),
       st.none() | st.floats(), st.none() | READERS, st.sampled_from(Finding))  # fmt: skip
def test_returns_renewals_requests_and_checks_answer_everything(
    copy: CopyFacts, reader: ReaderFacts, requests: tuple[RequestFacts, ...], today: date,
    seen: bool, confirmed: bool, age: float | None, session: int | None, finding: Finding,
) -> None:  # fmt: skip
    facts = CheckinFacts(copy, requests, age, session)
    decide_checkin(facts, POLICY, CALENDAR, today, seen, confirmed)
    decide_check(copy, requests, finding)
    decide_request(copy, reader, requests, today, POLICY)
    renewal = decide_renewal(copy, reader, requests, POLICY, CALENDAR, today)
    if isinstance(renewal, Prolonged):
        assert copy.open_loan is not None
        assert renewal.due_on > max(copy.open_loan.due_on, today)


@pytest.mark.parametrize("today", [date(2024, 10, 7), date(2025, 5, 24), date(2025, 7, 6)])
@pytest.mark.parametrize("state", CopyState)
def test_every_category_meets_every_kind_in_every_state(state: CopyState, today: date) -> None:
    for category, kind, person in product(Category, ItemKind, ReaderState):
        copy = CopyFacts(1, 1, state, kind, grade=8)
        reader = ReaderFacts(1, category, 8, person)
        for policy in (POLICY, Policy()):
            for override in (None, "reason"):
                decide_checkout(CheckoutFacts(copy, reader), policy, CALENDAR, today, override)
