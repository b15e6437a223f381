"""Who signs in at the desk: passwords, growing waits, sessions that can be ended at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from server.server import Server
from server.services.secrets_kept import hash_of, hash_password, new_secret, password_fits
from server.services.slowing import STAFF_PASSWORD, seconds_left
from server.tables import Staff, StaffSession

SESSION_HOURS = 12
IDLE_HOURS = 4
_SEEN_EVERY = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Who is signed in. `role` is a word of library.rights.Role; `must_change`: somebody
    else gave the password, nothing else is done before it is changed."""

    staff_id: int
    login: str
    name: str
    role: str
    must_change: bool = False


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The token goes into the browser's cookie; only its hash is kept here."""

    token: str
    member: StaffMember


@dataclass(frozen=True, slots=True)
class SignInRefused:
    """Wrong login or password (never told which); try again after `wait_seconds`."""

    wait_seconds: int


def add_staff(
    server: Server, login: str, name: str, password: str, role: str, must_change: bool = False
) -> int:
    """A new account; its number. Raises ValueError for a password under 8 characters."""
    if len(password) < 8:
        raise ValueError("a password has at least 8 characters")
    hashed = hash_password(password)
    with server.library.writing():
        made = Staff.create(
            login=login.strip(), name=name, password_hash=hashed, role=role,
            must_change=must_change, made_at=server.now(),
        )  # fmt: skip
    return int(made.id)


def change_password(server: Server, staff_id: int, password: str) -> None:
    """A new password; all sessions of the account end. Raises ValueError when too short."""
    if len(password) < 8:
        raise ValueError("a password has at least 8 characters")
    hashed = hash_password(password)
    with server.library.writing():
        Staff.update(
            password_hash=hashed, failures=0, locked_until=None, must_change=False
        ).where(Staff.id == staff_id).execute()
        end_all_sessions(staff_id, server.now())


def give_account(server: Server, login: str, password: str) -> bool:
    """Make the account `login`, or give an existing one this password; whether it is new.

    The first account of a library is its head's; a closed one is opened again. Raises
    ValueError for a password under 8 characters.
    """
    with server.library.reading():
        known = Staff.get_or_none(Staff.login == login)
        first = not Staff.select().where(Staff.active).exists()
    if known is not None:
        change_password(server, known.id, password)
        with server.library.writing():
            Staff.update(active=True).where(Staff.id == known.id).execute()
        return False
    add_staff(server, login, login, password, "head" if first else "librarian")
    return True


def right_password(server: Server, staff_id: int, password: str) -> bool | int:
    """Whether this is the account's password; the seconds to wait when it is asked too
    often. Counted and slowed as signing in is."""
    with server.library.reading():
        login = Staff.get_by_id(staff_id).login
    answer = sign_in(server, login, password)
    if isinstance(answer, SignInRefused):
        return answer.wait_seconds or False
    sign_out(server, answer.token)
    return True


def sessions_of(server: Server, staff_id: int) -> list[tuple[datetime, datetime]]:
    """When each browser signed in, and when it last did something."""
    now = server.now()
    with server.library.reading():
        rows = StaffSession.select().where(
            StaffSession.staff == staff_id, StaffSession.ended_at.is_null()
        )
        return [(row.started_at, row.seen_at) for row in rows if _alive(row, now)]


def end_sessions(server: Server, staff_id: int) -> None:
    """The account is signed out everywhere."""
    with server.library.writing():
        end_all_sessions(staff_id, server.now())


def dismiss(server: Server, staff_id: int) -> None:
    """Close an account; it is signed out everywhere at once."""
    with server.library.writing():
        Staff.update(active=False).where(Staff.id == staff_id).execute()
        end_all_sessions(staff_id, server.now())


def sign_in(server: Server, login: str, password: str) -> SignedIn | SignInRefused:
    """Start a session. Each try is counted before the password is checked."""
    now = server.now()
    with server.library.writing():
        staff = Staff.get_or_none((Staff.login == login.strip()) & Staff.active)
        wait = server.strangers.wait(login, now) if staff is None else 0
        if staff is not None:
            left = seconds_left(staff.locked_until, now)
            if left:
                return SignInRefused(left)
            staff.failures += 1
            staff.locked_until = STAFF_PASSWORD.until(staff.failures, now)
            wait = STAFF_PASSWORD.wait_after(staff.failures)
            staff.save(only=[Staff.failures, Staff.locked_until])
    if not password_fits(staff.password_hash if staff else None, password) or staff is None:
        return SignInRefused(wait)
    return SignedIn(_start_session(server, staff, now), _member(staff))


def staff_of(server: Server, token: str | None, present: bool = True) -> StaffMember | None:
    """Who holds this session token; None when it is unknown, ended or too old. `present`:
    a person did something; a page that asks by itself keeps no session alive."""
    if not token:
        return None
    now = server.now()
    with server.library.reading():
        session = (
            StaffSession.select(StaffSession, Staff)
            .join(Staff)
            .where(StaffSession.token_hash == hash_of(token), Staff.active)
            .first()
        )
    if session is None or not _alive(session, now):
        return None
    if present and now - session.seen_at > _SEEN_EVERY:
        with server.library.writing():
            StaffSession.update(seen_at=now).where(StaffSession.id == session.id).execute()
    return _member(session.staff)


def sign_out(server: Server, token: str) -> None:
    """End one session."""
    with server.library.writing():
        StaffSession.update(ended_at=server.now()).where(
            StaffSession.token_hash == hash_of(token), StaffSession.ended_at.is_null()
        ).execute()


def has_staff(server: Server) -> bool:
    """Whether anybody can sign in yet."""
    with server.library.reading():
        return bool(Staff.select().where(Staff.active).exists())


def _start_session(server: Server, staff: Staff, now: datetime) -> str:
    token = new_secret()
    with server.library.writing():
        Staff.update(failures=0, locked_until=None).where(Staff.id == staff.id).execute()
        StaffSession.create(token_hash=hash_of(token), staff=staff, started_at=now, seen_at=now)
    return token


def _alive(session: StaffSession, now: datetime) -> bool:
    return (
        session.ended_at is None
        and now - session.started_at < timedelta(hours=SESSION_HOURS)
        and now - session.seen_at < timedelta(hours=IDLE_HOURS)
    )


def end_all_sessions(staff_id: int, now: datetime) -> None:
    """Every browser of the account is signed out. Inside a writing() block."""
    StaffSession.update(ended_at=now).where(
        StaffSession.staff == staff_id, StaffSession.ended_at.is_null()
    ).execute()


def _member(staff: Staff) -> StaffMember:
    return StaffMember(
        staff.id, staff.login, staff.name, staff.role, bool(staff.must_change)
    )
