"""Every question and answer goes over the wire and comes back the same."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from library.operation_wire import WireFault, answer_from_wire, question_from_wire, to_wire
from library.operations import Answer, Lent, MyLoans, Origin, Question, Refused, Renew
from library.refusals import About, Next, Reason

SETTINGS = settings(deadline=None, max_examples=60)
WHEN = datetime(2024, 10, 7, 5, 24, 13, 250000, tzinfo=UTC)
text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
integers = st.integers(-(2**63), 2**63 - 1)
# What every database behind us can keep; the only values the wire lets through.
st.register_type_strategy(int, integers)
st.register_type_strategy(str, text)
st.register_type_strategy(
    datetime,
    st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
)
st.register_type_strategy(
    Reason,
    st.builds(
        Reason, text, st.sampled_from(About), st.sampled_from(Next),
        st.dictionaries(text, st.one_of(integers, text, st.dates(), st.none())),
    ),
)
RENEW = to_wire(Renew(Origin("o-1", 1, WHEN), 7, "6000000018"))


def over_the_wire(value: Any) -> Any:
    return json.loads(json.dumps(to_wire(value)))


@pytest.mark.parametrize("kind", get_args(Question), ids=lambda kind: kind.__name__)
@SETTINGS
@given(data=st.data())
def test_every_question_comes_back_the_same(kind: type, data: st.DataObject) -> None:
    question = data.draw(st.from_type(kind))
    assert question_from_wire(over_the_wire(question)) == question


@pytest.mark.parametrize("kind", get_args(Answer), ids=lambda kind: kind.__name__)
@SETTINGS
@given(data=st.data())
def test_every_answer_comes_back_the_same(kind: type, data: st.DataObject) -> None:
    answer = data.draw(st.from_type(kind))
    assert answer_from_wire(over_the_wire(answer)) == answer


@pytest.mark.parametrize(
    "change",
    [
        {"is": "Lent"},
        {"is": None},
        {"is": []},
        {"reader_id": "7"},
        {"reader_id": True},
        {"reader_id": 2**63},
        {"reader_id": None},
        {"copy_code": 5},
        {"copy_code": "a\x00b"},
        {"copy_code": "\ud800"},
        {"origin": None},
        {"origin": []},
        {"origin": {}},
        {"origin": {**RENEW["origin"], "happened_at": "2024-10-07T05:24:13"}},
        {"origin": {**RENEW["origin"], "happened_at": "yesterday"}},
        {"origin": {**RENEW["origin"], "happened_at": "0001-01-01T00:00:00+00:00"}},
        {"origin": {**RENEW["origin"], "station_id": 1.5}},
        {"surprise": 1},
    ],
)
def test_what_is_no_question_is_a_fault_that_says_where(change: dict[str, Any]) -> None:
    with pytest.raises(WireFault) as fault:
        question_from_wire({**RENEW, **change})
    assert str(fault.value)


@pytest.mark.parametrize("missing", ["is", "origin", "reader_id", "copy_code"])
def test_a_question_with_something_missing_is_a_fault(missing: str) -> None:
    with pytest.raises(WireFault):
        question_from_wire({key: value for key, value in RENEW.items() if key != missing})


def test_what_has_a_default_may_be_left_out() -> None:
    origin = {key: each for key, each in RENEW["origin"].items() if key != "staff_id"}
    question = question_from_wire({**RENEW, "origin": origin})
    assert isinstance(question, Renew)
    assert question.origin.staff_id is None


def test_an_answer_is_no_question_and_a_question_no_answer() -> None:
    with pytest.raises(WireFault):
        answer_from_wire(RENEW)
    with pytest.raises(WireFault):
        question_from_wire({"is": Lent.__name__})


def test_a_date_among_a_reasons_values_is_a_date_again() -> None:
    reason = Reason("suspended-until", About.PERSON, Next.ASK_LIBRARIAN,
                    {"date": date(2024, 10, 7), "n": 3})
    refused = Refused(None, (reason,))
    assert answer_from_wire(over_the_wire(refused)) == refused


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["is", "origin", "date", "reader_id", "x"]), inner,
                      max_size=4),
    max_leaves=8,
)


@SETTINGS
@given(json_values, st.sampled_from([kind.__name__ for kind in get_args(Question | Answer)]))
def test_garbage_is_a_fault_or_a_value_and_nothing_else(raw: Any, name: str) -> None:
    named = {**raw, "is": name} if isinstance(raw, dict) else raw
    for read in (question_from_wire, answer_from_wire):
        try:
            read(named)
        except WireFault as fault:
            assert str(fault)


def test_a_question_that_changes_nothing_needs_no_origin() -> None:
    assert to_wire(MyLoans(7)) == {"is": "MyLoans", "reader_id": 7}
