"""Settings of one start: which source wins, and all faults at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from config.command_line import read_command_line
from config.faults import Fault, SettingsFaults
from config.loading import Loaded, load
from config.settings import Settings, StationDevices


def loaded(folder: Path, *words: str) -> Loaded:
    return load(read_command_line(["--data", str(folder), *words]), folder)


def faults(folder: Path, *words: str) -> Sequence[Fault]:
    with pytest.raises(SettingsFaults) as caught:
        loaded(folder, *words)
    return caught.value.faults


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")


def test_without_files_and_options_the_defaults_hold(tmp_path: Path) -> None:
    found = load(read_command_line([]), tmp_path)
    assert found.settings.data_folder == tmp_path / "library-data"
    assert found.settings.port == Settings().port
    assert found.stations == (StationDevices(1),)


def test_the_demonstration_has_its_own_folder(tmp_path: Path) -> None:
    found = load(read_command_line(["--demo"]), tmp_path)
    assert found.demo
    assert found.settings.data_folder == tmp_path / "demo-data"


def test_the_command_line_wins_over_the_file(tmp_path: Path) -> None:
    write(tmp_path, "settings.toml", '[server]\nport = 9000\nhost = "0.0.0.0"\n')
    settings = loaded(tmp_path, "--port", "7000").settings
    assert (settings.port, settings.host) == (7000, "0.0.0.0")


def test_a_file_from_notepad_is_read(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_bytes(b"\xef\xbb\xbf[kiosk]\r\nkeypad = false\r\n")
    assert loaded(tmp_path).settings.keypad is False


def test_everything_wrong_is_said_at_once(tmp_path: Path) -> None:
    write(
        tmp_path,
        "settings.toml",
        '[server]\nprot = 1\nport = 99999\nhosts = "one"\n[kiosk]\nkeypad = "maybe"\n'
        'idle_after = "long"\n[start]\nlanguage = "ru-RU"\n[data]\nfolder = "x"\n',
    )
    found = {each.where: (each.code, each.meant) for each in faults(tmp_path, "--rol", "all")}
    assert found == {
        "--rol": ("unknown-option", "--role"),
        "settings.toml: server.prot": ("unknown-setting", "server.port"),
        "settings.toml: server.port": ("out-of-range", ""),
        "settings.toml: server.hosts": ("not-list", ""),
        "settings.toml: kiosk.keypad": ("not-yes-no", ""),
        "settings.toml: kiosk.idle_after": ("not-number", ""),
        "settings.toml: start.language": ("not-one-of", ""),
        "settings.toml: data.folder": ("unknown-setting", "data.folder"),
    }


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    write(tmp_path, "settings.toml", "[server\n")
    assert faults(tmp_path)[0].code == "unreadable-file"


def test_stations_and_their_scanners_come_from_the_file(tmp_path: Path) -> None:
    write(
        tmp_path,
        "station.toml",
        '[[station]]\nnumber = 2\nscanners = ["COM4"]\n'
        '[[station]]\nnumber = 1\nname = "Кіреберіс"\n',
    )
    assert loaded(tmp_path).stations == (
        StationDevices(1, "Кіреберіс"), StationDevices(2, "", ("COM4",)),
    )  # fmt: skip


def test_a_station_may_be_a_desk_and_nothing_else_unheard_of(tmp_path: Path) -> None:
    write(tmp_path, "station.toml", '[[station]]\nnumber = 2\nkind = "desk"\n')
    assert loaded(tmp_path).stations == (StationDevices(2, "", (), "desk"),)
    write(tmp_path, "station.toml", '[[station]]\nnumber = 2\nkind = "shelf"\n')
    assert [each.code for each in faults(tmp_path)] == ["not-station"]


def test_a_scanner_on_the_command_line_replaces_those_of_its_station(tmp_path: Path) -> None:
    write(tmp_path, "station.toml", '[[station]]\nnumber = 1\nscanners = ["COM4"]\n')
    stations = loaded(tmp_path, "--scanner", "usb:1a86:7523?baud=9600", "--scanner", "3=COM5")
    assert stations.stations == (
        StationDevices(1, "", ("usb:1a86:7523?baud=9600",)), StationDevices(3, "", ("COM5",)),
    )  # fmt: skip


def test_faults_of_the_station_file(tmp_path: Path) -> None:
    write(
        tmp_path,
        "station.toml",
        "[[station]]\nnumber = 1\nscaners = []\n[[station]]\nnumber = 1\n[[station]]\n"
        'number = 0\n[[station]]\nnumber = 4\nscanners = "COM1"\n',
    )
    found = [(each.code, each.meant) for each in faults(tmp_path, "--scanner", "2=")]
    assert found == [
        ("unknown-setting", "scanners"), ("station-twice", ""), ("not-station", ""),
        ("not-station", ""), ("bad-scanner", ""),
    ]  # fmt: skip


def test_one_port_cannot_serve_two_stations(tmp_path: Path) -> None:
    found = faults(tmp_path, "--scanner", "COM3", "--scanner", "2=COM3")
    assert [each.code for each in found] == ["scanner-twice"]


def test_a_station_alone_needs_its_server(tmp_path: Path) -> None:
    codes = {each.code for each in faults(tmp_path, "--role", "station")}
    assert codes == {"server-url-missing", "token-file-missing"}


def test_a_server_alone_has_no_stations(tmp_path: Path) -> None:
    assert loaded(tmp_path, "--role", "server").stations == ()
