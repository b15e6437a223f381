"""The screen of a state: what this visit may show, and nothing of another."""

from __future__ import annotations

from dataclasses import replace

from kiosk.screens import (
    AnswerPart,
    Banner,
    KeypadPart,
    ReaderPart,
    Screen,
    UndoPart,
)
from kiosk.session_failures import is_quiet
from kiosk.session_state import IDLE, SESSION, State
from kiosk.session_timers import BUSY_AFTER, countdown_seconds
from kiosk.session_visit import newest_undoable, visible_lines
from library.operations import LessonCard
from library.refusals import About

_NO_SCREEN = {"database-damaged"}


def screen_of(state: State) -> Screen:
    """The whole screen; `version` stays that of the last one (see `session.step`)."""
    visit = state.visit
    common = Screen(
        name=IDLE,
        version=state.screen.version,
        session=visit.number,
        language=visit.language,
        now=state.now.wall,
        school=state.settings.school,
        banners=_banners(state),
        busy=_busy(state),
        sound=state.sound,
        keypad_offered=state.settings.keypad_offered,
        returns_only=not state.is_open,
        idle=state.idle,
        lesson=lesson_now(state),
    )
    if visit.veiled:
        # The next person stands here already: own settings of the last one go too.
        return replace(common, language=state.settings.language, sound="none")
    return replace(
        common,
        name=_name(state),
        reader=_reader(state),
        answer=_answer(state),
        lines=visible_lines(visit),
        loans=visit.loans,
        undo=_undo(state),
        keypad=_keypad(state) if visit.view == "keypad" else None,
        farewell=visit.farewell,
        hint=_hint(state),
        idle_seconds=countdown_seconds(state),
        themes=visit.themes,
        muted=visit.muted,
        notes=visit.blocks if visit.blocks_shown else (),
        returning=visit.returning,
        charges=visit.charges,
    )


def lesson_now(state: State) -> LessonCard | None:
    """The lesson of this station as long as its time runs."""
    lesson = state.settings.lesson
    return lesson if lesson is not None and state.now.wall < lesson.until else None


def _name(state: State) -> str:
    visit = state.visit
    if visit.view:
        return visit.view
    damaged = state.trouble is not None and state.trouble.code in _NO_SCREEN
    return "out-of-service" if damaged and visit.phase == IDLE else visit.phase


def _busy(state: State) -> bool:
    awaiting = state.awaiting
    if awaiting is None or is_quiet(awaiting):
        return False
    return state.now.at >= awaiting.since + BUSY_AFTER


def _reader(state: State) -> ReaderPart | None:
    reader = state.visit.reader
    if reader is None:
        return None
    return ReaderPart(
        reader.short_name, reader.lent, reader.limit, len(state.visit.blocks), state.visit.own_set
    )


def _answer(state: State) -> AnswerPart | None:
    """The newest answer; reasons about the person only after a touch."""
    answer = state.visit.answer
    if answer is None:
        return None
    about_person = sum(reason.about is About.PERSON for reason in answer.reasons)
    if answer.details:
        return replace(answer, person_reasons=about_person)
    about_book = tuple(r for r in answer.reasons if r.about is not About.PERSON)
    return replace(answer, reasons=about_book, person_reasons=about_person)


def _undo(state: State) -> UndoPart | None:
    undoable = newest_undoable(state)
    if undoable is None:
        return None
    return UndoPart(undoable.operation_id, round(undoable.until - state.now.at, 1))


def _keypad(state: State) -> KeypadPart:
    entry, settings = state.visit.keypad, state.settings
    wait = max(0, -int(-(entry.wait_until - state.now.at) // 1))
    if entry.step == "card":
        return KeypadPart(
            "card", len(entry.card), settings.card_digits, entry.card, entry.wrong, wait
        )
    return KeypadPart(
        "pin", len(entry.pin), settings.pin_digits, "•" * len(entry.pin), entry.wrong, wait
    )


def _banners(state: State) -> tuple[Banner, ...]:
    banners = []
    if not state.is_open:
        banners.append(Banner("returns-only"))
    if state.trouble and state.trouble.code != "incident":
        banners.append(Banner(state.trouble.code, {"since": state.trouble.moment.wall}))
    if state.lost:
        banners.append(Banner("scanner-lost", {"since": state.lost[0][1].wall}))
    return tuple(banners)


def _hint(state: State) -> str:
    """What to scan next, in one line."""
    visit = state.visit
    if visit.hint:
        return visit.hint
    if visit.view == "keypad":
        return "type-pin" if visit.keypad.step == "pin" else "type-card"
    if visit.confirm and visit.confirm.until >= state.now.at:
        return "scan-again-to-return"
    if visit.phase == SESSION:
        return "scan-to-return" if visit.returning or not state.is_open else "scan-book"
    if visit.pending and visit.pending.until >= state.now.at:
        return "scan-card"
    if visit.phase == "return":
        return "scan-next-return"
    return "scan-card-or-book" if state.is_open else "scan-to-return"
