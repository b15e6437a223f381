"""Roll-over: where each pupil goes."""

from __future__ import annotations

from library.roll_over import (
    ClassWay,
    ListFault,
    MoveKind,
    Moves,
    OldClass,
    OldPupil,
    Place,
    PupilWay,
    Way,
    moves_of,
)

SEVEN = OldClass(1, 7, "Ә", "kk")
NINE = OldClass(2, 9, "А", "ru")
TEN = OldClass(3, 10, "А", "kk", "ЖМБ")
ELEVEN = OldClass(4, 11, "А", "kk", "ҚГБ")
CLASSES = (SEVEN, NINE, TEN, ELEVEN)


def moved(*pupils: OldPupil, ways=None, choices=None, places=()) -> Moves:
    return moves_of(CLASSES, pupils, ways or {}, choices or {}, places)


def test_a_class_goes_up_with_its_letter_its_language_and_its_track() -> None:
    found = moved(OldPupil(1, 1), OldPupil(2, 3))
    assert [(each.kind, each.entered) for each in found.moves] == [
        (MoveKind.UP, (8, "Ә")), (MoveKind.UP, (11, "А")),
    ]  # fmt: skip
    assert found.classes[11, "А"].track == "ЖМБ" and found.classes[8, "Ә"].track is None


def test_the_last_grade_leaves_as_graduates_and_keeps_its_debts_in_sight() -> None:
    (move,) = moved(OldPupil(1, 4, debts=2)).moves
    assert (move.kind, move.entered, move.debts) == (MoveKind.GRADUATE, None, 2)


def test_grade_nine_waits_for_its_list() -> None:
    assert moved(OldPupil(1, 2)).moves[0].kind is MoveKind.STAY


def test_once_the_list_of_grade_ten_is_there_who_is_not_in_it_leaves() -> None:
    listed = Place(2, 10, "Ә", "kk", "ЖМБ", reader_id=1)
    found = moved(OldPupil(1, 2), OldPupil(2, 2), places=[listed])
    assert [each.kind for each in found.moves] == [MoveKind.LISTED, MoveKind.LEAVE]
    assert found.moves[0].entered == (10, "Ә") and found.classes[10, "Ә"].track == "ЖМБ"


def test_a_class_nine_may_also_go_up_whole_with_a_track_chosen_for_it() -> None:
    found = moved(OldPupil(1, 2), ways={2: Way(ClassWay.UP, "ҚГБ")})
    assert found.moves[0].entered == (10, "А") and found.classes[10, "А"].track == "ҚГБ"


def test_a_choice_for_one_pupil_wins_over_the_class_and_a_list_over_both() -> None:
    choices = {1: PupilWay.REPEAT, 2: PupilWay.LEAVE, 3: PupilWay.REPEAT, 4: PupilWay.UP}
    found = moved(
        OldPupil(1, 1), OldPupil(2, 1), OldPupil(3, 1), OldPupil(4, 2), choices=choices,
        places=[Place(2, 8, "Б", reader_id=3)],
    )  # fmt: skip
    assert [(each.kind, each.entered) for each in found.moves] == [
        (MoveKind.REPEAT, (7, "Ә")), (MoveKind.LEAVE, None), (MoveKind.LISTED, (8, "Б")),
        (MoveKind.UP, (10, "А")),
    ]  # fmt: skip


def test_a_pupil_in_two_classes_of_a_list_is_a_fault_that_names_both_lines() -> None:
    twice = [Place(2, 10, "А", reader_id=1), Place(9, 10, "Ә", reader_id=1)]
    new = [Place(3, 7, "А", same_as="серік әлия"), Place(4, 7, "А", same_as="серік әлия")]
    found = moved(OldPupil(1, 2), places=[*twice, *new])
    assert found.faults == [
        ListFault(9, "in-two-classes", other=2), ListFault(4, "twice-in-list", other=3),
    ]  # fmt: skip


def test_every_pupil_moves_once_and_new_ones_come_after_them() -> None:
    places = [Place(2, 7, "А", same_as="a"), Place(3, 7, "А", same_as="b"),
              Place(4, 10, "А", reader_id=77)]  # fmt: skip
    found = moved(OldPupil(1, 1), OldPupil(2, 2), places=places)
    assert [each.reader_id for each in found.moves] == [1, 2, None, None, 77]
    assert found.count(MoveKind.NEW) == 2
