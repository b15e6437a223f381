"""Our server on a big library, opened as the root opens it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.big_library import BigLibrary
from benchmarks.children import ROOT
from config.settings import Settings
from server.database import Library
from server.server import Server
from start.rules import load_policy


@contextmanager
def open_server(library: BigLibrary) -> Iterator[Server]:
    """The server's use cases, without HTTP."""
    policy = load_policy(Settings(data_folder=library.folder), ROOT)
    opened = Library.open(library.path)
    try:
        yield Server(opened, policy)
    finally:
        opened.close()
