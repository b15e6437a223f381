"""Who is a station: a one-time link makes a browser one, a token a computer elsewhere.

Nothing is trusted by its address. Only hashes are kept; a new pairing puts the old
browser out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from server.database import Statement
from server.server import Server
from server.services.secrets_kept import hash_of, new_secret
from server.statements.stations import STATION_BY_SECRET, STATION_BY_TOKEN
from server.tables import Station

LINK_MINUTES = 30


@dataclass(frozen=True, slots=True)
class Paired:
    """The browser is this station now; `secret` goes into its cookie."""

    station_id: int
    secret: str


def add_station(server: Server, name: str, kind: str = "self-service") -> int:
    """A new station; its number. `kind`: self-service, desk, sip2 or board."""
    with server.library.writing():
        return int(Station.create(name=name, kind=kind).id)


def set_kind(server: Server, station_id: int, kind: str) -> None:
    """What this computer's settings say a station is: a kiosk that became a desk loses its
    browser."""
    with server.library.reading():
        row = Station.get_or_none(Station.id == station_id)
    if row is None or row.kind == kind:
        return
    with server.library.writing():
        Station.update(kind=kind, secret_hash=None, token_hash=None, pairing_hash=None).where(
            Station.id == station_id
        ).execute()


def stations(server: Server) -> list[tuple[int, str, str]]:
    """Number, name and kind of each active station."""
    with server.library.reading():
        rows = Station.select(Station.id, Station.name, Station.kind).where(Station.active)
        return [(row.id, row.name, row.kind) for row in rows.order_by(Station.id)]


def make_pairing(server: Server, station_id: int) -> str:
    """The word of a one-time link, good for half an hour; an older one is void.

    Raises KeyError when there is no such station.
    """
    word = new_secret()
    until = server.now() + timedelta(minutes=LINK_MINUTES)
    with server.library.writing():
        changed = (
            Station.update(pairing_hash=hash_of(word), pairing_until=until)
            .where(Station.id == station_id, Station.active)
            .execute()
        )
    if not changed:
        raise KeyError(station_id)
    return word


def pair(server: Server, word: str) -> Paired | None:
    """Spend a one-time link; None when it is unknown, spent or too old."""
    secret = new_secret()
    with server.library.writing():
        station = Station.get_or_none((Station.pairing_hash == hash_of(word)) & Station.active)
        if station is None or station.pairing_until < server.now():
            return None
        station.secret_hash = hash_of(secret)
        station.pairing_hash = station.pairing_until = None
        station.save()
    return Paired(station.id, secret)


def make_token(server: Server, station_id: int) -> str:
    """A new bearer token for a station on another computer; the old one is void.

    Raises KeyError when there is no such station.
    """
    token = new_secret()
    with server.library.writing():
        changed = (
            Station.update(token_hash=hash_of(token))
            .where(Station.id == station_id, Station.active)
            .execute()
        )
    if not changed:
        raise KeyError(station_id)
    return token


def close_station(server: Server, station_id: int) -> None:
    """The station asks no more; its cookie and token are void at once."""
    with server.library.writing():
        put_out(station_id)


def put_out(station_id: int) -> None:
    """The same inside a writing() block."""
    Station.update(active=False, secret_hash=None, token_hash=None, pairing_hash=None).where(
        Station.id == station_id
    ).execute()


def station_of_secret(server: Server, secret: str | None) -> int | None:
    """The station whose browser holds this cookie secret."""
    return _station(server, STATION_BY_SECRET, secret)


def station_of_token(server: Server, token: str | None) -> int | None:
    """The station that holds this bearer token."""
    return _station(server, STATION_BY_TOKEN, token)


def _station(server: Server, statement: Statement, shown: str | None) -> int | None:
    if not shown:
        return None
    with server.library.reading() as work:
        row = work.one(statement, hash=hash_of(shown))
    return None if row is None else row[0]
