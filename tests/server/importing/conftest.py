"""A school that takes files."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from library.import_columns import ImportKind
from server.server import Server
from server.services.desk_station import desk_origin
from server.services.importing.applying import bring_in
from server.services.importing.files import choose, file_of, keep_upload
from server.services.importing.tables import HowToRead
from tests.server.importing.made_files import csv_of

Bring = Callable[..., Mapping[str, int]]


@pytest.fixture
def server(server: Server, tmp_path: Path) -> Server:
    server.files = tmp_path / "files"
    return server


@pytest.fixture
def bring(server: Server) -> Bring:
    """Brings lines in as a CSV; gives the counts."""

    def bring(
        kind: ImportKind, lines: Sequence[Sequence[Any]] | bytes, roster: bool = False,
        others: bool = True,
    ) -> Mapping[str, int]:  # fmt: skip
        data = lines if isinstance(lines, bytes) else csv_of(lines)
        file_id = keep_upload(server, kind, data, None)
        choose(server, file_id, HowToRead(), None, roster)
        return bring_in(server, file_id, desk_origin(server, str(uuid.uuid4()), None), others)

    return bring


def refused_lines(server: Server, file_id: int) -> list[tuple[int, str]]:
    """Numbers and reasons of what was refused."""
    view = file_of(server, file_id)
    assert view is not None and view.outcome is not None
    return [(number, reason) for number, reason, _ in view.outcome["refused"]]
