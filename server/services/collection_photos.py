"""A photo of a damaged textbook, beside the scan that took it in.

It is decoded and encoded anew: what a telephone writes beside the picture (where, when, whose)
is not kept. A file is named by its own SHA-256, as all uploaded files are: backups take it
along and a restore puts it back.
"""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from peewee import fn
from PIL import Image, ImageOps

from library.operations import Origin
from server.errors import LibraryError
from server.server import Server
from server.services.deeds import Deed, done_before, write_deed
from server.tables import CollectionScan, Operation

MOST_BYTES = 15 * 1024 * 1024
MOST_PIXELS = 60_000_000
"""More than a telephone of today takes; a small file may unpack to far more."""
LONGEST_SIDE = 1600
QUALITY = 80
FORMATS = ("JPEG", "PNG", "WEBP")
KIND = "collection-photo"


class NotAPhoto(LibraryError):
    """What was sent is none: `code` is the end of the text key `collection.photo-<code>`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def shrunk(content: bytes) -> bytes:
    """A JPEG of the same picture, upright, at most 1600 points long, nothing beside it.
    Raises NotAPhoto."""
    if len(content) > MOST_BYTES:
        raise NotAPhoto("too-large")
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as found:
            if found.width * found.height > MOST_PIXELS:
                raise NotAPhoto("too-large")
            found.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            turned = ImageOps.exif_transpose(found).convert("RGB")
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as fault:
        raise NotAPhoto("unread") from fault
    turned.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    # A fresh picture: comments and colour profiles stay behind with the old one.
    clean = Image.new("RGB", turned.size)
    clean.paste(turned)
    packed = io.BytesIO()
    clean.save(packed, "JPEG", quality=QUALITY)
    return packed.getvalue()


def keep_photo(server: Server, origin: Origin, number: int, content: bytes) -> bool:
    """Keep a photo of the copy of a scan; a newer one takes its place. False for a scan that
    took nothing in. Raises NotAPhoto; then nothing changed."""
    picture = shrunk(content)
    sha = hashlib.sha256(picture).hexdigest()
    path = _path(server, sha)
    if path is None:
        raise NotAPhoto("nowhere")
    with server.library.reading():
        if _taken_in(number) is None:
            return False
    _write(path, picture)
    return _change(server, origin, number, sha)


def remove_photo(server: Server, origin: Origin, number: int) -> bool:
    """Take the photo of a scan away, from the disk too."""
    return _change(server, origin, number, None)


def photo_of(server: Server, number: int) -> bytes | None:
    """The JPEG of a scan; None when there is none (any more)."""
    with server.library.reading():
        row: Any = CollectionScan.get_or_none(CollectionScan.id == number)
    path = None if row is None or row.photo is None else _path(server, row.photo)
    try:
        return None if path is None else path.read_bytes()
    except FileNotFoundError:
        return None


def has_photo(server: Server, number: int) -> bool:
    """Whether a scan has one."""
    with server.library.reading():
        row: Any = CollectionScan.get_or_none(CollectionScan.id == number)
        return row is not None and row.photo is not None


def photos_of_lines(line_ids: Iterable[int]) -> dict[int, int]:
    """The scan that has the newest photo, by line of a collection; inside a reading block."""
    undone: Any = Operation.select().where(Operation.undoes == CollectionScan.operation_id)
    rows: Any = (
        CollectionScan.select(CollectionScan.line, CollectionScan.id)
        .where(CollectionScan.line.in_(list(line_ids)), CollectionScan.photo.is_null(False))
        .where(~fn.EXISTS(undone))
        .order_by(CollectionScan.id)
    )
    return dict(rows.tuples())


def _change(server: Server, origin: Origin, number: int, sha: str | None) -> bool:
    with server.library.writing() as work:
        row = _taken_in(number)
        if row is None:
            return False
        deed = Deed(origin, KIND, f"{number} {sha}", copy_id=row.copy_id)
        if done_before(work, deed):
            return True
        old = row.photo
        CollectionScan.update(photo=sha).where(CollectionScan.id == number).execute()
        write_deed(server, work, deed, before={"scan": number, "had_photo": old is not None})
        spare = None if old in (None, sha) else _spare(server, old)
    if spare is not None:
        spare.unlink(missing_ok=True)
    return True


def _taken_in(number: int) -> Any:
    """The scan, when it took a copy in and still stands."""
    row: Any = CollectionScan.get_or_none(CollectionScan.id == number)
    if row is None or row.copy_id is None or row.operation_id is None or row.undone:
        return None
    return row


def _spare(server: Server, sha: str) -> Path | None:
    """The file, when no scan names it any more."""
    named = CollectionScan.select().where(CollectionScan.photo == sha).exists()
    return None if named else _path(server, sha)


def _path(server: Server, sha: str) -> Path | None:
    return None if server.files is None else server.files / sha


def _write(path: Path, content: bytes) -> None:
    """Whole or not there, durable before a scan names it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + ".part")
    partial.touch(mode=0o600)
    with partial.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    partial.replace(path)
