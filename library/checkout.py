"""May this copy be lent to this reader today?

Sources: domain §3.2 (limits, periods, blocks), §3.5 of the architecture (states). A textbook
is judged by the plan of the reader's class; where no plan speaks of the reader, it is lent
when its grade is the reader's, one per title.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from library.blocks import late_block, standing_blocks
from library.catalogue import CopyFacts, CopyState, ItemKind
from library.copy_states import Action, Cell, Verdict, cell
from library.loans import LoanFacts
from library.policy import Policy, PolicyLine, due_on, season_end
from library.readers import Category, ReaderFacts, ReaderState
from library.refusals import About, Next, Reason
from library.renewal import Prolonged, decide_renewal
from library.requests import RequestFacts, RequestState
from library.school_year import SchoolCalendar
from library.textbooks import Book, PlanLine, Pupil, Unfit, judge


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """The plan of textbooks as far as it speaks of this pupil and this book."""

    pupil: Pupil
    lines: tuple[PlanLine, ...]
    book: Book


@dataclass(frozen=True, slots=True)
class CheckoutFacts:
    """All that the decision needs: `loans` are all open loans of the reader, `requests`
    the live requests of the title, oldest first; `on_shelf` copies of the title stand
    free on the shelf, this one counted; `plan` for a textbook and a pupil of a class."""

    copy: CopyFacts
    reader: ReaderFacts
    loans: tuple[LoanFacts, ...] = ()
    requests: tuple[RequestFacts, ...] = ()
    on_shelf: int = 1
    plan: PlanFacts | None = None


@dataclass(frozen=True, slots=True)
class Granted:
    """Lend until `due_on`; `fulfils_request` is the reader's own request if any; the
    reader then has `lent` of `limit` of this kind."""

    due_on: date
    fulfils_request: int | None
    lent: int
    limit: int | None


@dataclass(frozen=True, slots=True)
class OwnLoan:
    """The reader has this very copy: offer return, or renewal to `renew_to`."""

    loan: LoanFacts
    renew_to: date | None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """All reasons, the most telling first. `hand_in`: the book goes to a librarian."""

    reasons: tuple[Reason, ...]
    may_request: bool = False
    hand_in: bool = False


# A librarian may overrule these, with a named reason. What is not here is a fact, not a
# rule: a copy in another's hands, kept for another or struck off cannot be lent by anybody.
OVERRIDABLE = frozenset({
    "to-check", "others-wait", "own-copy-ready", "on-display", "reading-room-only",
    "not-for-category", "wrong-grade", "title-already-lent", "limit-reached", "between-years",
    "second-copy", "wrong-edition", "other-language", "other-track", "other-variant",
    "not-chosen", "not-in-plan", "late-loans", "suspended", "suspended-until", "membership-expired",
})
# Waiting helps when nothing else speaks against the loan; to be at the limit passes by itself,
# yet nobody may keep a free book from others by waiting at the limit.
_WORTH_WAITING = frozenset({"on-loan-to-other", "held-for-other", "others-wait", "on-display"})
_PASSES = _WORTH_WAITING | {"limit-reached"}


def decide_checkout(
    facts: CheckoutFacts,
    policy: Policy,
    calendar: SchoolCalendar,
    today: date,
    override: str | None = None,
) -> Granted | OwnLoan | Refusal:
    """Grant, the reader's own loan, or a refusal with every reason. `override` is a
    librarian's named reason: it lifts the rules in OVERRIDABLE."""
    copy, reader = facts.copy, facts.reader
    loan = copy.open_loan
    if copy.state is CopyState.ON_LOAN and loan and loan.reader_id == reader.reader_id:
        verdict = decide_renewal(copy, reader, facts.requests, policy, calendar, today)
        if isinstance(verdict, Prolonged):
            return OwnLoan(loan, verdict.due_on)
        return OwnLoan(loan, None, verdict.reasons)
    state = cell(copy.state, Action.LEND)
    reasons = _all_reasons(facts, state, policy, calendar, today)
    if override:
        reasons = tuple(each for each in reasons if each.code not in OVERRIDABLE)
    if reasons:
        return _refusal(facts, state, reasons)
    return _granted(facts, policy, calendar, today)


def _all_reasons(
    facts: CheckoutFacts, state: Cell, policy: Policy, calendar: SchoolCalendar, today: date
) -> tuple[Reason, ...]:
    line = policy.line(facts.reader.category, facts.copy.item_kind)
    return (
        *_about_state(facts, state),
        *_about_queue(facts),
        *_about_copy(facts, line),
        *_about_textbook(facts),
        *_about_limit(facts, line),
        *_about_season(line, policy, calendar, today),
        *_about_person(facts, policy, today),
    )


def _about_state(facts: CheckoutFacts, state: Cell) -> tuple[Reason, ...]:
    if state.verdict is Verdict.YES:
        return ()
    if facts.copy.state is CopyState.ON_HOLD_SHELF and _own_ready(facts):
        return ()
    return (_book(state.code, state.next_step),)


def _about_queue(facts: CheckoutFacts) -> tuple[Reason, ...]:
    """Copies on the shelf belong to those who wait longest, one to each; whoever has a copy
    kept on the hold shelf takes that one."""
    if facts.copy.state is not CopyState.ON_SHELF:
        return ()
    reader_id = facts.reader.reader_id
    if any(r.state is RequestState.READY and r.reader_id == reader_id for r in facts.requests):
        return (_book("own-copy-ready", Next.TAKE_FROM_HOLD_SHELF),)
    waiting = [r.reader_id for r in facts.requests if r.state is RequestState.WAITING]
    ahead = waiting.index(reader_id) if reader_id in waiting else len(waiting)
    if ahead < facts.on_shelf or not ahead:
        return ()
    return (_book("others-wait", Next.PUT_ON_HOLD_SHELF),)


def _about_copy(facts: CheckoutFacts, line: PolicyLine | None) -> tuple[Reason, ...]:
    copy = facts.copy
    reasons = []
    if copy.on_display:
        reasons.append(_book("on-display", Next.PLACE_REQUEST))
    if copy.reading_room_only or (line is not None and not line.home):
        reasons.append(_book("reading-room-only", Next.READ_HERE))
    if line is None:
        reasons.append(_book("not-for-category", Next.ASK_LIBRARIAN))
    return tuple(reasons)


def _about_textbook(facts: CheckoutFacts) -> tuple[Reason, ...]:
    copy, reader = facts.copy, facts.reader
    if copy.item_kind is not ItemKind.TEXTBOOK:
        return ()
    if facts.plan is not None:
        held = [loan.title_id for loan in facts.loans]
        verdict = judge(facts.plan.pupil, facts.plan.lines, facts.plan.book, held)
        if verdict is not None:
            return (_unfit(verdict, copy),) if isinstance(verdict, Unfit) else ()
    reasons = []
    if (reader.category is Category.STUDENT and copy.grade is not None
            and copy.grade != reader.grade):
        reasons.append(_book("wrong-grade", Next.TAKE_OWN_GRADE, grade=copy.grade))
    if any(loan.title_id == copy.title_id for loan in facts.loans):
        reasons.append(_book("title-already-lent", Next.PUT_BACK))
    return tuple(reasons)


_BY_GRADE = "other-grade"


def _unfit(verdict: Unfit, copy: CopyFacts) -> Reason:
    """What the plan says, in the words of lending."""
    if verdict.code == _BY_GRADE:
        grade = verdict.line.grade if verdict.line is not None else copy.grade
        return _book("wrong-grade", Next.TAKE_OWN_GRADE, grade=grade)
    return _book(verdict.code, Next.PUT_BACK)


def _about_limit(facts: CheckoutFacts, line: PolicyLine | None) -> tuple[Reason, ...]:
    if line is None or line.limit is None or _lent(facts) < line.limit:
        return ()
    return (_book("limit-reached", Next.RETURN_ONE, n=line.limit),)


def _about_season(
    line: PolicyLine | None, policy: Policy, calendar: SchoolCalendar, today: date
) -> tuple[Reason, ...]:
    if season_end(line or PolicyLine(days=1), policy, today, calendar) is not None:
        return ()
    return (_book("between-years", Next.ASK_LIBRARIAN),)


def _about_person(facts: CheckoutFacts, policy: Policy, today: date) -> tuple[Reason, ...]:
    """The school owes its pupils textbooks: only who left gets none. Works of the
    literature programme are not blocked by lateness."""
    copy = facts.copy
    blocks = standing_blocks(facts.reader, today)
    if copy.item_kind is ItemKind.TEXTBOOK:
        return blocks if facts.reader.state is ReaderState.LEFT else ()
    if copy.item_kind in policy.late_blocks and not copy.in_programme:
        blocks += late_block(facts.loans, policy, today)
    return blocks


def _refusal(facts: CheckoutFacts, state: Cell, reasons: tuple[Reason, ...]) -> Refusal:
    hand_in = state.verdict is Verdict.HAND_IN and reasons[0].code == state.code
    asked = any(each.reader_id == facts.reader.reader_id for each in facts.requests)
    codes = {each.code for each in reasons}
    may_request = (
        not hand_in and not asked
        and facts.copy.item_kind is not ItemKind.TEXTBOOK
        and bool(codes & _WORTH_WAITING) and codes <= _PASSES
    )
    return Refusal(reasons, may_request, hand_in)


def _granted(
    facts: CheckoutFacts, policy: Policy, calendar: SchoolCalendar, today: date
) -> Granted:
    copy, category = facts.copy, facts.reader.category
    own = policy.line(category, copy.item_kind)
    # What stays in the reading room goes out by a librarian's word, as reference works do.
    kind = ItemKind.REFERENCE if copy.reading_room_only else copy.item_kind
    line = policy.line(category, kind) or PolicyLine(days=1)
    if line.until == "same-day" and (copy.reading_room_only or not line.home):
        due = calendar.next_open_day(today + timedelta(days=1))
    else:
        due = due_on(line, policy, today, calendar)
    return Granted(due, _own_request(facts), _lent(facts) + 1, own.limit if own else None)


def _lent(facts: CheckoutFacts) -> int:
    return sum(1 for loan in facts.loans if loan.item_kind == facts.copy.item_kind.value)


def _own_ready(facts: CheckoutFacts) -> bool:
    return any(
        each.state is RequestState.READY and each.copy_id == facts.copy.copy_id
        and each.reader_id == facts.reader.reader_id for each in facts.requests
    )


def _own_request(facts: CheckoutFacts) -> int | None:
    """The reader's own request that this copy fulfils: the one it is kept for, or a waiting
    one. Another copy kept for the reader stays kept."""
    own = [each for each in facts.requests
           if each.reader_id == facts.reader.reader_id
           and (each.state is RequestState.WAITING or each.copy_id == facts.copy.copy_id)]
    own.sort(key=lambda each: each.copy_id != facts.copy.copy_id)
    return own[0].request_id if own else None


def _book(code: str, step: Next, **values: object) -> Reason:
    return Reason(code, About.BOOK, step, values)
