"""The first start: a library without an account is given its name and its head, once."""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from server.server import Server, school_zone
from server.services.accounts import SignedIn, sign_in
from server.services.secrets_kept import hash_of, hash_password, new_secret
from server.services.settings import LANGUAGE, SCHOOL_NAME, ZONE, put_setting
from server.tables import Staff

HEAD = "head"


@dataclass(frozen=True, slots=True)
class SchoolValues:
    """What the set-up page asks."""

    school: str
    language: str
    zone: str
    name: str
    login: str
    password: str


class SetUpDoor:
    """The one-time word of this start. It opens while nobody has an account."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._hash = ""

    def new_word(self) -> str:
        """The word for the address that is printed; an older one is void."""
        word = new_secret()
        self._hash = hash_of(word)
        return word

    def fits(self, word: str) -> bool:
        """Whether this is the word, and the library still waits for its head."""
        known = bool(self._hash) and hmac.compare_digest(hash_of(word), self._hash)
        return known and not self.is_done()

    def is_done(self) -> bool:
        """Whether somebody has an account: then the address is dead."""
        with self._server.library.reading():
            return bool(Staff.select().where(Staff.active).exists())

    def close(self) -> None:
        """The word is used."""
        self._hash = ""


def set_up(server: Server, door: SetUpDoor, word: str, values: SchoolValues) -> SignedIn | None:
    """Name the school and make its head, signed in at once. None when the word is not (or
    no longer) good: of two presses one makes the account. Raises KeyError for a zone that
    is none."""
    zone = school_zone(values.zone)
    hashed = hash_password(values.password)
    if not door.fits(word):
        return None
    with server.library.writing():
        # Another tab may have been quicker.
        if Staff.select().where(Staff.active).exists():
            return None
        put_setting(SCHOOL_NAME, values.school)
        put_setting(LANGUAGE, values.language)
        put_setting(ZONE, values.zone)
        Staff.create(
            login=values.login, name=values.name, password_hash=hashed, role=HEAD,
            made_at=server.now(),
        )  # fmt: skip
    server.zone = zone
    door.close()
    answer = sign_in(server, values.login, values.password)
    return answer if isinstance(answer, SignedIn) else None
