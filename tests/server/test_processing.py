"""New books: steps ticked by delivery, title and copy; ready with the last one."""

from __future__ import annotations

import pytest

from library.processing import BY_HAND, Step
from server.server import Server
from server.services.processing import (
    NotBack,
    Selection,
    Ticked,
    change_steps,
    finish,
    preview,
    take_back,
    tick,
    undo_tick,
    untick,
)
from server.tables import Request
from tests.builders import Clock, SchoolBuilder
from tests.server.new_books import Workshop


@pytest.fixture
def workshop(server: Server, school: SchoolBuilder) -> Workshop:
    return Workshop(server, school)


def test_a_whole_delivery_is_ticked_in_one_act_after_a_look_how_many(workshop: Workshop) -> None:
    delivery, other = workshop.delivery(), workshop.delivery(1, ("Басқа",))
    whole, server = Selection(delivery.batch_id), workshop.server
    assert preview(server, whole, {Step.STAMPED}) == Ticked(6, 0)
    assert tick(server, workshop.deed("steps-ticked"), whole, {Step.STAMPED}) == Ticked(6, 0)
    assert preview(server, whole, {Step.STAMPED}) == Ticked(0, 0)
    assert workshop.steps(delivery.books[0]).stamped_at == server.now()
    assert workshop.steps(other.books[0]).stamped_at is None
    [kept] = workshop.operations("steps-ticked")
    assert (kept["before"]["batch"], kept["before"]["steps"]) == (delivery.batch_id, ["stamped"])


def test_a_title_or_one_copy_is_ticked_alone(workshop: Workshop) -> None:
    delivery = workshop.delivery()
    first, server = delivery.books[0], workshop.server
    title = Selection(delivery.batch_id, title_id=first.title_id)
    assert tick(server, workshop.deed("steps-ticked"), title, {Step.SLIP}) == Ticked(3, 0)
    one = Selection(copy_id=first.id)
    assert tick(server, workshop.deed("steps-ticked"), one, {Step.SLIP, Step.POCKET}).changed == 1
    assert workshop.steps(delivery.books[1]).pocket_at is None
    assert workshop.steps(delivery.books[3]).slip_at is None


def test_a_step_keeps_the_time_it_was_done_first(workshop: Workshop, clock: Clock) -> None:
    delivery = workshop.delivery()
    first = clock.now
    one = Selection(copy_id=delivery.books[0].id)
    tick(workshop.server, workshop.deed("steps-ticked"), one, {Step.STAMPED})
    clock.pass_(minutes=5)
    whole = Selection(delivery.batch_id)
    assert tick(workshop.server, workshop.deed("steps-ticked"), whole, {Step.STAMPED}).changed == 5
    assert workshop.steps(delivery.books[0]).stamped_at == first


def test_a_form_sent_twice_ticks_once(workshop: Workshop) -> None:
    delivery = workshop.delivery()
    deed, whole = workshop.deed("steps-ticked"), Selection(delivery.batch_id)
    done = tick(workshop.server, deed, whole, BY_HAND)
    assert done == Ticked(6, 0) == tick(workshop.server, deed, whole, BY_HAND)
    assert len(workshop.operations("steps-ticked")) == 1


def test_nothing_to_tick_writes_nothing(workshop: Workshop) -> None:
    delivery = workshop.delivery()
    workshop.tick_all(delivery)
    workshop.tick_all(delivery)
    assert len(workshop.operations("steps-ticked")) == 1
    gone = Selection(batch_id=9_999)
    assert tick(workshop.server, workshop.deed("steps-ticked"), gone, BY_HAND) == Ticked(0, 0)


def test_the_last_tick_makes_a_verified_copy_ready(workshop: Workshop) -> None:
    delivery = workshop.delivery()
    first = delivery.books[0]
    assert workshop.scan(first).kind == "left"
    whole = Selection(delivery.batch_id)
    assert preview(workshop.server, whole, BY_HAND) == Ticked(6, 1)
    assert tick(workshop.server, workshop.deed("steps-ticked"), whole, BY_HAND) == Ticked(6, 1)
    assert workshop.state(first) == "on-shelf"
    assert workshop.steps(first).ready_at == workshop.server.now()


def test_a_step_is_unticked_until_the_copy_is_ready(workshop: Workshop) -> None:
    delivery = workshop.delivery()
    workshop.tick_all(delivery)
    workshop.scan(delivery.books[0])
    whole = Selection(delivery.batch_id)
    assert untick(workshop.server, workshop.deed("steps-unticked"), whole, {Step.SLIP}).changed == 5
    assert workshop.steps(delivery.books[0]).slip_at is not None, "that one is on its shelf"
    assert workshop.steps(delivery.books[1]).slip_at is None


def test_undoing_a_tick_takes_back_that_tick_alone(workshop: Workshop, clock: Clock) -> None:
    delivery, server = workshop.delivery(), workshop.server
    one, whole = Selection(copy_id=delivery.books[0].id), Selection(delivery.batch_id)
    tick(server, workshop.deed("steps-ticked"), one, {Step.STAMPED})
    clock.pass_(seconds=1)
    deed = workshop.deed("steps-ticked")
    tick(server, deed, whole, {Step.STAMPED, Step.SLIP})
    undoing = workshop.deed("steps-unticked")
    assert undo_tick(server, undoing, deed.origin.operation_id) == Ticked(6, 0)
    assert undo_tick(server, undoing, deed.origin.operation_id) == Ticked(6, 0)
    assert workshop.steps(delivery.books[0]).stamped_at is not None
    assert workshop.steps(delivery.books[0]).slip_at is None
    assert workshop.steps(delivery.books[1]).stamped_at is None
    gone = undo_tick(server, workshop.deed("steps-unticked"), "no-such-operation")
    assert gone == Ticked(0, 0)


def test_a_copy_made_ready_by_mistake_is_scanned_back_once_more(workshop: Workshop) -> None:
    delivery = workshop.delivery()
    workshop.tick_all(delivery)
    first = delivery.books[0]
    workshop.scan(first)
    deed = workshop.deed("copy-unready", copy_id=first.id)
    assert take_back(workshop.server, deed, first.id) is True
    assert take_back(workshop.server, deed, first.id) is True, "the same form again"
    assert workshop.state(first) == "in-processing"
    assert (workshop.steps(first).ready_at, workshop.steps(first).verified_at) == (None, None)
    assert workshop.scan(first).kind == "ready"


def test_what_is_away_or_unknown_is_not_taken_back(workshop: Workshop) -> None:
    server, school = workshop.server, workshop.school
    delivery, old = workshop.delivery(), school.copy("Ескі кітап")

    def tried(copy_id: int) -> bool | NotBack:
        return take_back(server, workshop.deed("copy-unready", copy_id=copy_id), copy_id)

    first = delivery.books[0]
    assert tried(first.id) == NotBack("there")
    assert tried(old.id) == tried(999_999) == NotBack("gone")
    workshop.tick_all(delivery)
    workshop.scan(first)
    school.lent(first, school.reader(), due_on=server.today())
    assert tried(first.id) == NotBack("away")


def test_a_copy_somebody_waits_for_goes_to_the_hold_shelf_and_back(workshop: Workshop) -> None:
    school, delivery = workshop.school, workshop.delivery()
    workshop.tick_all(delivery)
    first, second = delivery.books[:2]
    request_id = school.request(first, school.reader())
    seen = workshop.scan(first)
    assert (seen.kind, workshop.state(first)) == ("ready-hold", "on-hold-shelf")
    assert workshop.scan(second).kind == "ready", "one waits, one is kept"
    take_back(workshop.server, workshop.deed("copy-unready", copy_id=first.id), first.id)
    with workshop.server.library.reading():
        request = Request.get_by_id(request_id)
    assert (request.state, request.copy_id) == ("waiting", None)


def test_a_book_in_hand_is_finished_in_one_step(workshop: Workshop) -> None:
    delivery = workshop.delivery()
    first = delivery.books[0]
    deed = workshop.deed("steps-finished", copy_id=first.id)
    assert finish(workshop.server, deed, first.id) == Ticked(1, 1)
    assert finish(workshop.server, deed, first.id) == Ticked(1, 1)
    assert workshop.state(first) == "on-shelf"
    assert workshop.steps(first).verified_at is not None
    other = workshop.deed("steps-finished", copy_id=first.id)
    assert finish(workshop.server, other, first.id) == Ticked(0, 0), "nothing is left"


def test_a_school_without_slips_says_so_once_and_waiting_copies_are_ready(
    workshop: Workshop,
) -> None:
    delivery = workshop.delivery()
    no_slip = [step for step in BY_HAND if step is not Step.SLIP]
    whole = Selection(delivery.batch_id)
    tick(workshop.server, workshop.deed("steps-ticked"), whole, no_slip)
    first = delivery.books[0]
    assert workshop.scan(first).left == (Step.SLIP,)
    deed = workshop.deed("steps-chosen")
    assert change_steps(workshop.server, deed, frozenset(no_slip)) == Ticked(0, 1)
    assert workshop.state(first) == "on-shelf"
    assert workshop.scan(delivery.books[1]).kind == "ready"


def test_copies_without_a_number_are_ready_by_their_last_tick(
    workshop: Workshop, school: SchoolBuilder
) -> None:
    bare = school.copy("Алгебра", kind="textbook", grade=7, state="in-processing")
    with workshop.server.library.writing():
        from server.tables import Copy

        Copy.update(code=None).where(Copy.id == bare.id).execute()
    none = Selection(batch_id=0)
    done = tick(workshop.server, workshop.deed("steps-ticked"), none, BY_HAND)
    assert done == Ticked(1, 1)
    assert workshop.state(bare) == "on-shelf"
    take_back(workshop.server, workshop.deed("copy-unready", copy_id=bare.id), bare.id)
    again = tick(workshop.server, workshop.deed("steps-ticked"), none, BY_HAND)
    assert again == Ticked(1, 1)
