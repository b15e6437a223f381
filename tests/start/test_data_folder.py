"""The data folder: private, held by one program, with secrets that stay."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from start.data_folder import FolderInUse, FolderRefused, open_folder, sole_use


def test_secrets_stay_and_differ(tmp_path: Path) -> None:
    folder = open_folder(tmp_path / "data")
    assert folder.key("one") == open_folder(folder.path).key("one")
    assert folder.key("one") != folder.key("two")
    assert len(folder.key("one")) >= 43


@pytest.mark.skipif(os.name == "nt", reason="POSIX rights")
def test_only_the_owner_reads_it(tmp_path: Path) -> None:
    folder = open_folder(tmp_path / "data")
    folder.key("one")
    written = folder.write_private("note", "text")
    modes = [
        path.stat().st_mode & 0o777 for path in (folder.path, folder.path / "keys" / "one", written)
    ]
    assert modes == [0o700, 0o600, 0o600]


def test_two_programs_cannot_run_on_one_folder(tmp_path: Path) -> None:
    folder = open_folder(tmp_path)
    with sole_use(folder), pytest.raises(FolderInUse), sole_use(folder):
        pass
    with sole_use(folder):
        pass


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FolderRefused):
        open_folder(tmp_path / "file" / "data")
