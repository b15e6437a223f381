"""Every screen the kiosk can show, as values: what the look is tried on.

Real titles of the library, long ones on purpose; readers are made up.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from kiosk.screens import (
    AnswerPart,
    Banner,
    FarewellPart,
    IdlePart,
    KeypadPart,
    ListLine,
    ReaderPart,
    Screen,
    ShelfBook,
    UndoPart,
)
from library.operations import (
    ChargeCard,
    CopyCard,
    Destination,
    LessonCard,
    LoanLine,
    SetCard,
)
from library.refusals import About, Next, Reason

ZONE = ZoneInfo("Asia/Qyzylorda")
NOW = datetime(2026, 10, 8, 5, 24, tzinfo=UTC)
DUE = date(2026, 10, 22)
LATER = date(2026, 11, 5)
LANGUAGES = ("kk", "ru", "en")
SIZES = {"tall": (1080, 1920), "wide": (1920, 1080), "tablet": (1280, 800), "small": (800, 480)}
THEMES: dict[str, frozenset[str]] = {
    "plain": frozenset(),
    "contrast": frozenset({"contrast"}),
    "large": frozenset({"large"}),
}

_TITLES = (
    ("Көшпенділер. 1-кітап: Алмас қылыш", "Есенберлин І."),
    ("Балалық шаққа саяхат", "Соқпақбаев Б."),
    ("Махаббат, қызық мол жылдар", "Нұршайықов Ә."),
    ("Абай жолы. 1-кітап", "Әуезов М."),
    ("АЗ и Я: книга благонамеренного читателя", "Сулейменов О."),
    ("Ұшқан ұя", "Момышұлы Б."),
    ("Шығармаларының екі томдық толық жинағы. 2-т.: Поэмалар, аудармалар", "Абай"),
    ("Кішкентай ханзада", "Сент-Экзюпери А. де"),
    ("Қазақстан тарихы. 8-9 сынып", ""),
)
COPIES = tuple(
    CopyCard(n + 1, f"60000000{n}5", title, author, "fiction", n + 1)
    for n, (title, author) in enumerate(_TITLES)
)
LONGEST = COPIES[6]
POEMS = replace(
    LONGEST, title="Шығармаларының екі томдық толық жинағы. 1-т.: Өлеңдер мен аудармалар"
)

REQUESTED = Reason("held-for-other", About.BOOK, Next.PUT_ON_HOLD_SHELF)
LIMIT = Reason("limit-reached", About.BOOK, Next.RETURN_ONE, {"n": 5})
ROOM = Reason("reading-room-only", About.BOOK, Next.READ_HERE)
LATE = Reason("late-loans", About.PERSON, Next.RETURN_LATE, {"n": 2})

READER = ReaderPart("Аружан С.", 3, 5)
SUBJECTS = (
    "Қазақ тілі мен әдебиеті", "Дүниежүзі тарихы", "Көркем еңбек", "Алгебра", "Физика",
    "Информатика", "Ағылшын тілі",
)  # fmt: skip
OWN_SET = SetCard(7, 11, SUBJECTS[:4])
LESSON = LessonCard("8Ә", datetime(2026, 10, 8, 6, 9, tzinfo=UTC))


def lines(count: int, kinds: tuple[str, ...] = ("lent",)) -> tuple[ListLine, ...]:
    """The newest `count` lines of a session; returned ones have no date."""
    found = []
    for n in range(count):
        kind = kinds[n % len(kinds)]
        due = None if kind == "returned" else DUE
        found.append(ListLine(f"operation-{n}", kind, COPIES[n], due))
    return tuple(found)


def loans(count: int) -> tuple[LoanLine, ...]:
    return tuple(
        LoanLine(n, COPIES[n % len(COPIES)], DUE if n else date(2026, 10, 1), n == 0, n in (1, 2))
        for n in range(count)
    )


IDLE = Screen(
    name="idle", version=1, session=1, language="kk", now=NOW,
    school="Е. Әуелбеков атындағы №4 мектеп-лицей-интернаты",
    idle=IdlePart("new", tuple(ShelfBook(replace(c, code="")) for c in COPIES[3:8])),
)  # fmt: skip
SESSION = replace(IDLE, name="session", reader=READER, idle=None, hint="scan-book")
UNDO = UndoPart("operation-0", 51.6)
RETURN = replace(IDLE, name="return", idle=None, hint="scan-next-return", undo=UNDO)


def said(screen: Screen, kind: str, copy: CopyCard | None = COPIES[0], **parts: object) -> Screen:
    """`screen` with an answer of this kind on it."""
    answer = AnswerPart(kind=kind, number=7, copy=copy, **parts)  # type: ignore[arg-type]
    return replace(screen, answer=answer)


def _answers() -> dict[str, Screen]:
    after = replace(SESSION, lines=lines(3), undo=UNDO)
    returned = replace(after, lines=lines(3, ("returned", "lent")))
    return {
        "lent": said(after, "lent", due_on=DUE),
        "lent-first": said(replace(after, lines=lines(1)), "lent", due_on=DUE),
        "lent-long-title": said(after, "lent", LONGEST, due_on=DUE),
        "renewed": said(after, "renewed", due_on=LATER),
        "returned": said(
            returned, "returned", destination=Destination.TROLLEY, provisional=True, late_days=3
        ),
        "already-yours": said(after, "already-yours", due_on=DUE, renew_to=LATER),
        "already-yours-not-renewable": said(
            after, "already-yours", due_on=DUE, reasons=(REQUESTED,)
        ),
        "just-lent": said(after, "just-lent"),
        "refused": said(after, "refused", COPIES[7], reasons=(REQUESTED,), may_request=True),
        "refused-two": said(
            after, "refused", COPIES[7], reasons=(REQUESTED, LIMIT), may_request=True
        ),
        "refused-three": said(
            replace(after, lines=lines(4)),
            "refused",
            LONGEST,
            reasons=(REQUESTED, LIMIT, ROOM),
            person_reasons=1,
        ),
        "refused-folded": said(after, "refused", COPIES[7], person_reasons=1),
        "refused-unfolded": said(
            after, "refused", COPIES[7], reasons=(LATE, LIMIT), person_reasons=1, details=True
        ),
        "unknown": said(after, "unknown", None, code="9786010709676"),
        "isbn": said(after, "isbn", None, code="9786010709676"),
        "closed": said(replace(after, returns_only=True), "closed"),
        "undone": said(after, "undone", undone_kind="check-out"),
        "to-librarian": said(after, "to-librarian"),
        "to-librarian-reasons": said(
            after,
            "to-librarian",
            reasons=(Reason("found-again", About.BOOK, Next.GIVE_TO_LIBRARIAN),),
        ),
        "requested": said(after, "requested", place=2),
        "failed": said(after, "failed", None, code="incident", incident="3F9A2C"),
        "failed-disk": said(after, "failed", None, code="disk-full", incident="77B0E1"),
    }


def _sessions() -> dict[str, Screen]:
    full = replace(SESSION, reader=ReaderPart("Нұрлан Қ.", 5, 5), lines=lines(5), undo=UNDO)
    six = replace(SESSION, reader=ReaderPart("Әлімжан Т.", 6, 10), lines=lines(6), undo=UNDO)
    return {
        "session-begins": SESSION,
        "teacher-may-open-a-lesson": replace(
            SESSION, reader=ReaderPart("Гүлнәр А.", 4, None),
            charges=(ChargeCard(1, "8Ә"), ChargeCard(2, "10Ғ")),
        ),
        "lesson-pupil": said(
            replace(SESSION, reader=replace(READER, own_set=OWN_SET), lines=lines(3),
                    lesson=LESSON, undo=UNDO),
            "lent", due_on=LATER,
        ),
        "lesson-teacher": replace(
            SESSION, reader=ReaderPart("Гүлнәр А.", 4, None), lesson=LESSON,
            charges=(ChargeCard(1, "8Ә"),),
        ),
        "lesson-idle": replace(IDLE, lesson=LESSON),
        "lesson-of-others": said(
            replace(IDLE, lesson=LESSON), "refused", None,
            reasons=(
                Reason("lesson-of-others", About.BOOK, Next.COME_AFTER_LESSON, {"label": "8Ә"}),
            ),
        ),
        "own-set": said(
            replace(SESSION, reader=replace(READER, own_set=OWN_SET), lines=lines(7), undo=UNDO),
            "lent", due_on=LATER,
        ),
        "own-set-begins": replace(
            SESSION, reader=replace(READER, own_set=replace(OWN_SET, held=0, still=SUBJECTS))
        ),
        "own-set-whole": said(
            replace(SESSION, reader=replace(READER, own_set=SetCard(11, 11)), lines=lines(3)),
            "lent", due_on=LATER,
        ),
        "session-notes": replace(SESSION, reader=replace(READER, person_reasons=1)),
        "session-notes-shown": replace(
            SESSION, reader=replace(READER, person_reasons=1), notes=(LATE,)
        ),
        "session-returning": replace(SESSION, returning=True, hint="scan-to-return"),
        "limit-full": said(full, "lent", due_on=DUE),
        "six-books": said(six, "lent", due_on=DUE),
        "six-books-refused": said(
            replace(six, lines=lines(6)), "refused", COPIES[7], reasons=(LIMIT,)
        ),
        "countdown": said(
            replace(SESSION, lines=lines(3), undo=UNDO, idle_seconds=12), "lent", due_on=DUE
        ),
        "banners": said(
            replace(SESSION, lines=lines(3), undo=UNDO, banners=BANNERS[:2]), "lent", due_on=DUE
        ),
        "busy": replace(SESSION, lines=lines(2), busy=True),
        "teacher-no-limit": said(
            replace(SESSION, reader=ReaderPart("Гүлнәр А.", 4, None), lines=lines(2)),
            "lent",
            due_on=DUE,
        ),
    }


BANNERS = (
    Banner("no-connection", {"since": NOW}),
    Banner("scanner-lost", {"since": NOW}),
    Banner("returns-only"),
    Banner("disk-full", {"since": NOW}),
    Banner("no-scanner"),
    Banner("database-damaged", {"since": NOW}),
)


def _returns() -> dict[str, Screen]:
    back = replace(RETURN, lines=lines(2, ("returned",)))
    return {
        "return-trolley": said(back, "returned", destination=Destination.TROLLEY, provisional=True),
        "return-hold-shelf": said(
            back, "returned", COPIES[1], provisional=True, destination=Destination.HOLD_SHELF
        ),
        "return-librarian": said(
            back, "returned", destination=Destination.LIBRARIAN, provisional=True
        ),
        "return-to-check": said(
            replace(RETURN, undo=None, hint="scan-next-return"),
            "to-librarian",
            POEMS,
            reasons=(Reason("to-check", About.BOOK, Next.GIVE_TO_LIBRARIAN),),
        ),
        "return-begins": replace(RETURN, undo=None, hint="scan-next-return"),
        "return-undone": said(replace(RETURN, undo=None), "undone", undone_kind="check-in"),
    }


def _idle() -> dict[str, Screen]:
    return {
        "idle": IDLE,
        "idle-empty": replace(IDLE, idle=None),
        "idle-most-read": replace(
            IDLE, idle=IdlePart("most-read", tuple(ShelfBook(c) for c in COPIES[4:9]))
        ),
        "idle-returns-only": replace(
            IDLE, returns_only=True, banners=BANNERS[2:3], hint="scan-to-return"
        ),
        "idle-banners": replace(IDLE, banners=BANNERS[:1]),
        "idle-muted": replace(IDLE, muted=True),
        "card-first": said(replace(IDLE, hint="scan-card"), "card-first"),
        "idle-unknown": said(IDLE, "unknown", None, code="4870001234567"),
        "idle-refused-card": said(IDLE, "refused", None, person_reasons=1),
    }


def _panels() -> dict[str, Screen]:
    mine = replace(SESSION, name="my-books")
    typing = replace(IDLE, name="keypad", idle=None, hint="type-card")
    bye = replace(IDLE, name="farewell", idle=None)
    return {
        "my-books": replace(mine, loans=loans(6)),
        "my-books-many": replace(mine, loans=loans(14)),
        "my-books-empty": mine,
        "my-books-countdown": replace(mine, loans=loans(6), idle_seconds=9),
        "keypad-card": replace(typing, keypad=KeypadPart("card", 4, 10, "7000")),
        "keypad-pin": replace(typing, keypad=KeypadPart("pin", 2, 4, "••"), hint="type-pin"),
        "keypad-wrong": replace(typing, keypad=KeypadPart("pin", 0, 4, "", True, 8)),
        "help": replace(IDLE, name="help", idle=None),
        "farewell": replace(bye, farewell=FarewellPart(lines(3), 3, 1)),
        "farewell-six": replace(bye, farewell=FarewellPart(lines(6), 6, 0)),
        "farewell-nothing": replace(bye, farewell=FarewellPart((), 0, 2)),
        "call-librarian": replace(SESSION, name="call-librarian"),
        "out-of-service": replace(IDLE, name="out-of-service", idle=None, banners=BANNERS[5:]),
    }


def screens(lang: str = "kk", theme: str = "plain") -> dict[str, Screen]:
    """All screens by name, in one language and one theme."""
    plain = {**_idle(), **_sessions(), **_answers(), **_returns(), **_panels()}
    return {
        name: replace(screen, language=lang, themes=THEMES[theme], version=number)
        for number, (name, screen) in enumerate(plain.items(), start=1)
    }
