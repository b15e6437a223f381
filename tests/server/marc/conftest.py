"""A school that takes files of records."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from server.server import Server
from server.services.desk_station import desk_origin
from server.services.marc.applying import bring_in_marc
from server.services.marc.files import choose_marc, keep_marc
from server.services.marc.reading import HowToReadMarc

BringMarc = Callable[..., Mapping[str, int]]


@pytest.fixture
def server(server: Server, tmp_path: Path) -> Server:
    server.files = tmp_path / "files"
    return server


@pytest.fixture
def bring(server: Server) -> BringMarc:
    """Brings a file in; gives the counts."""

    def bring(content: bytes, target: str = "catalogue", others: bool = False, **how: str):
        file_id = keep_marc(server, content, None)
        choose_marc(server, file_id, HowToReadMarc(**how), target)
        return bring_in_marc(server, file_id, desk_origin(server, str(uuid.uuid4()), None), others)

    return bring
