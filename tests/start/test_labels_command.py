"""Labels from the terminal: the codes that were asked for, read back from the file."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from config.command_line import COMMANDS, read_command_line
from config.loading import load
from i18n.sorting import sort_key
from library.policy import policy_from
from server.database import Library
from server.demonstration.school import build_school
from server.migrations import upgrade
from server.server import Server
from server.tables import Copy
from start.labels_command import HOW, MADE, NOT_MADE, OPTIONS, labels
from start.terminal import Terminal
from tests.labels.printer_twin import tspl_pictures, zpl_pictures
from tests.labels.rendered import codes_of, page_pictures, page_texts

ROOT = Path(__file__).parents[2]
Run = Callable[..., int]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("library")
    policy = policy_from(tomllib.loads((ROOT / "config/policy.toml").read_text(encoding="utf-8")))
    library = Library.open(folder / "library.db")
    upgrade(library)
    server = Server(library, policy)
    build_school(server)
    server.library.close()
    return folder


@pytest.fixture(scope="module")
def codes(folder: Path) -> list[str]:
    library = Library.open(folder / "library.db")
    with library.reading():
        rows = Copy.select(Copy.code).where(Copy.code.is_null(False)).order_by(Copy.code)
        found = [str(row.code) for row in rows.limit(40)]
    library.close()
    return found


@pytest.fixture
def run(folder: Path, tmp_path: Path) -> Run:
    def run(*words: str, file: str = "labels.pdf") -> int:
        asked = ["labels", *words, "-o", str(tmp_path / file), "--data", str(folder)]
        line = read_command_line(asked)
        assert not line.faults
        return labels(load(line, ROOT), ROOT, Terminal("en"), line.rest)

    return run


@pytest.mark.parametrize("dpi", (203, 300))
def test_a_range_becomes_a_sheet_that_reads_back(
    run: Run, codes: list[str], tmp_path: Path, dpi: int, capsys: pytest.CaptureFixture[str]
) -> None:
    span = f"{codes[0]}-{codes[29]}"
    asked = ("--kind", "pocket", "--copies", span, "--stock", "a4-24-70x37", f"--dpi={dpi}")

    assert run(*asked, "--start", "20") == MADE

    pictures = page_pictures((tmp_path / "labels.pdf").read_bytes(), dpi)
    assert sorted(code for one in pictures for code in codes_of(one)) == codes[:30]
    assert "Count: 30, pages: 3" in capsys.readouterr().out


def test_codes_become_labels_of_a_roll_in_their_order(
    run: Run, codes: list[str], tmp_path: Path
) -> None:
    wanted = [codes[5], codes[2], codes[9]]
    asked = ("--kind=barcode", "--copies", ",".join(wanted), "--stock", "roll-58x40")

    assert run(*asked, "--format", "zpl", file="l.zpl") == MADE
    assert run(*asked, "--format", "tspl", file="l.tspl") == MADE

    zpl = zpl_pictures((tmp_path / "l.zpl").read_bytes())
    _, tspl = tspl_pictures((tmp_path / "l.tspl").read_bytes())
    assert [codes_of(one) for one in zpl] == [codes_of(one) for one in tspl]
    assert [codes_of(one) for one in zpl] == [[code] for code in wanted]


def test_a_class_becomes_a_sheet_of_cards_in_kazakh_order(run: Run, tmp_path: Path) -> None:
    assert run("--kind", "reader", "--readers", "9 «ә»", "--stock", "a4-10-85x54") == MADE

    made = (tmp_path / "labels.pdf").read_bytes()
    names = [line for text in page_texts(made) for line in text.splitlines() if " " in line]
    names = [name.strip() for name in names if "лицей" not in name]
    assert len(names) > 15
    assert names == sorted(names, key=sort_key)
    assert all(code.startswith("7") for one in page_pictures(made, 300) for code in codes_of(one))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--kind", "spine", "--copies", "123", "--stock", "roll-30x20"), "code: 123"),
        (("--kind", "spine", "--copies", "FIRST", "--stock", "roll-1x1"), "roll-58x40"),
        (("--kind", "spine", "--copies", "FIRST", "--stock", "roll-30x20", "--start", "2"), "1"),
        (("--kind", "spine", "--batch", "77", "--stock", "roll-30x20"), "of: 77"),
        (("--kind", "reader", "--readers", "12Я", "--stock", "roll-58x40"), "of: 12Я"),
        (("--kind", "reader", "--readers", "сынып", "--stock", "roll-58x40"), "of: сынып"),
        (("--kind", "pocket", "--copies", "FIRST", "--stock", "a4-189-25x10"), "FIRST (code)"),
    ],
)
def test_what_cannot_be_made_is_said_and_no_file_is_left(
    run: Run, codes: list[str], tmp_path: Path, words: tuple[str, ...], said: str,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    given = tuple(codes[0] if word == "FIRST" else word for word in words)

    assert run(*given) == NOT_MADE

    assert said.replace("FIRST", codes[0]) in capsys.readouterr().err
    assert not (tmp_path / "labels.pdf").exists()


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--kind", "spine"),
        ("--kind", "poster", "--copies", "1", "--stock", "roll-30x20"),
        ("--kind", "reader", "--copies", "1", "--stock", "roll-30x20"),
        ("--kind", "spine", "--readers", "9Ә", "--stock", "roll-30x20"),
        ("--kind", "spine", "--copies", "1", "--batch", "2", "--stock", "roll-30x20"),
        ("--kind", "spine", "--copies", "1", "--stock", "roll-30x20", "--dpi", "150"),
        ("--kind", "spine", "--copies", "1", "--stock", "roll-30x20", "--format", "doc"),
        ("--kind", "spine", "--copies", "1", "--stock", "roll-30x20", "--start", "x"),
        ("something", "--kind", "spine", "--copies", "1", "--stock", "roll-30x20"),
    ],
)
def test_a_wrong_command_is_answered_with_how_it_goes(
    run: Run, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*words) == HOW
    assert "--kind spine|pocket" in capsys.readouterr().err


def test_a_file_that_cannot_be_written_is_said(
    run: Run, codes: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("--kind", "spine", "--copies", codes[0], "--stock", "roll-30x20")
    assert run(*asked, file="no/such/folder.pdf") == NOT_MADE
    assert "cannot be written" in capsys.readouterr().err


def test_an_option_without_its_value_is_a_fault_of_the_command_line() -> None:
    line = read_command_line(["labels", "--kind", "--copies", "1", "-o"])

    assert [(fault.code, fault.where) for fault in line.faults] == [
        ("value-missing", "--kind"), ("value-missing", "-o"),
    ]  # fmt: skip
    assert line.rest == ("--copies=1",)
    assert all(option in COMMANDS["labels"] for option in OPTIONS)
