"""Photos of damaged textbooks: small, without what a telephone writes beside, kept by hash."""

from __future__ import annotations

import hashlib
import io
import re
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from PIL import Image
from werkzeug.test import TestResponse

from server import tables
from server.server import Server
from server.services.backup_making import make_backup
from server.services.collection_photos import NotAPhoto, shrunk
from start.data_folder import open_folder
from start.restore import put_back
from tests.builders import TODAY, SchoolBuilder
from tests.server.desk.visitor import Visitor

PAGE = "/desk/collection/scan"
ORIENTATION, TURNED, MAKER, GPS = 0x0112, 6, 0x010F, 0x8825


def photo(width: int = 2400, height: int = 1200) -> bytes:
    """As a telephone sends it: on its side, with whose and where."""
    picture = Image.new("RGB", (width, height), "white")
    beside = Image.Exif()
    beside[ORIENTATION], beside[MAKER] = TURNED, "Telephone of Aigul"
    beside.get_ifd(GPS)[1] = "N"
    packed = io.BytesIO()
    picture.save(packed, "JPEG", exif=beside, comment=b"Aigul")
    return packed.getvalue()


@pytest.fixture
def scan(librarian: Visitor, server: Server, school: SchoolBuilder, tmp_path: Path) -> str:
    """The number of a scan that took a book in."""
    server.folder, server.files = tmp_path, tmp_path / "files"
    book = school.copy("Алгебра", "textbook", 8)
    school.lent(book, school.reader("Берік", "Серік"), TODAY + timedelta(days=60))
    librarian.send("/desk/collection/open", operation=str(uuid4()), all="1")
    page = librarian.send(PAGE, operation=str(uuid4()), text=book.code).get_data(as_text=True)
    found = re.search(r'name="scan" value="(\d+)"', page)
    assert found is not None
    return found[1]


def send(librarian: Visitor, scan: str, content: bytes) -> TestResponse:
    return librarian.send(
        f"{PAGE}/photo", operation=str(uuid4()), scan=scan,
        photo=(io.BytesIO(content), "photo.jpg"),
    )  # fmt: skip


def kept(server: Server) -> list[str]:
    assert server.files is not None
    return sorted(path.name for path in server.files.glob("*"))


def test_a_photo_is_turned_shrunk_and_says_nothing_beside_the_picture() -> None:
    small = shrunk(photo())
    with Image.open(io.BytesIO(small)) as found:
        assert found.size == (800, 1600)
        assert not found.getexif() and not ({"exif", "comment", "icc_profile"} & found.info.keys())
    assert b"Aigul" not in small


def test_a_photo_is_shown_on_the_line_of_the_pupil_and_comes_back_from_a_backup(
    librarian: Visitor, server: Server, scan: str, tmp_path: Path
) -> None:
    page = send(librarian, scan, photo()).get_data(as_text=True)
    picture = f"/desk/collection/photo/{scan}.jpg"
    assert picture in page
    assert picture in librarian.open("/desk/collection/1").get_data(as_text=True)
    answer = librarian.open(picture)
    name = hashlib.sha256(answer.get_data()).hexdigest()
    assert answer.mimetype == "image/jpeg" and kept(server) == [name]
    again = open_folder(tmp_path / "again")
    put_back(again, make_backup(server).path)
    assert (again.path / "files" / name).read_bytes() == answer.get_data()


def test_a_newer_photo_takes_the_place_and_a_removed_one_leaves_the_disk(
    librarian: Visitor, server: Server, scan: str
) -> None:
    send(librarian, scan, photo(900, 600))
    send(librarian, scan, photo(600, 600))
    assert len(kept(server)) == 1
    librarian.send(f"{PAGE}/photo/remove", operation=str(uuid4()), scan=scan)
    assert kept(server) == []
    assert librarian.open(f"/desk/collection/photo/{scan}.jpg").status_code == 404


def test_what_is_no_photo_changes_nothing(librarian: Visitor, server: Server, scan: str) -> None:
    bomb = io.BytesIO()
    Image.new("1", (9000, 9000)).save(bomb, "PNG")
    for content in (b"", b"no picture", photo()[:5000], bomb.getvalue(), b"GIF89a" * 99):
        answer = send(librarian, scan, content)
        assert answer.status_code == 422 and "alert" in answer.get_data(as_text=True)
    assert send(librarian, "999999", photo(60, 60)).status_code == 200
    with pytest.raises(NotAPhoto, match="too-large"):
        shrunk(bytes(15 * 1024 * 1024 + 1))
    with server.library.reading():
        assert tables.CollectionScan.get().photo is None


def test_a_helping_pupil_may_take_a_photo_and_not_look_at_photos(
    librarian: Visitor, server: Server, scan: str
) -> None:
    with server.library.writing():
        tables.Staff.update(role="assistant").execute()
    page = send(librarian, scan, photo(90, 60)).get_data(as_text=True)
    assert "The photo is kept" in page and "photo/1.jpg" not in page
    assert librarian.open(f"/desk/collection/photo/{scan}.jpg").status_code == 403
