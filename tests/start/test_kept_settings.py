"""What the desk keeps wins over settings.toml; running stations are told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from config.command_line import read_command_line
from config.loading import load
from config.settings import Settings
from kiosk.session_events import Settings as StationSettings
from server.database import Library
from server.migrations import upgrade
from server.server import Server
from server.services.settings import change_setting
from start.library_server import (
    station_settings,
    stored_zone,
    told_settings,
    with_kiosk_settings,
)
from start.stations import Stations
from tests.builders import POLICY


@pytest.fixture
def server(tmp_path: Path) -> Any:
    library = Library.open(tmp_path / "library.db")
    upgrade(library)
    yield Server(library, POLICY)
    library.close()


def test_a_kept_time_wins_over_the_file(server: Server) -> None:
    settings = Settings(idle_after=45.0, countdown=20.0)
    change_setting(server.library, "kiosk.idle_after", "90")
    about = station_settings(server, settings, 1)
    assert (about.idle_after, about.countdown, about.keypad_offered) == (90.0, 20.0, True)
    change_setting(server.library, "kiosk.keypad", "no")
    assert not station_settings(server, settings, 1).keypad_offered


def test_a_station_elsewhere_takes_what_it_is_told() -> None:
    about = with_kiosk_settings(StationSettings(), Settings(), {"idle_after": 30, "keypad": False})
    assert (about.idle_after, about.keypad_offered, about.countdown) == (30.0, False, 15.0)


def test_a_kept_zone_wins_and_an_unknown_one_counts_as_none(server: Server) -> None:
    assert str(stored_zone(server.library, "Asia/Qyzylorda")) == "Asia/Qyzylorda"
    change_setting(server.library, "school.zone", "Asia/Almaty")
    assert str(stored_zone(server.library, "Asia/Qyzylorda")) == "Asia/Almaty"
    change_setting(server.library, "school.zone", "Mars/Olympus")
    assert str(stored_zone(server.library, "Asia/Qyzylorda")) == "Asia/Qyzylorda"


def test_running_stations_are_told_once_for_each_change() -> None:
    class Told:
        def __init__(self) -> None:
            self.heard: list[StationSettings] = []

        def start(self) -> None:
            pass

        def change_settings(self, settings: StationSettings) -> None:
            self.heard.append(settings)

    station = Told()
    stations = Stations(lambda number: station)  # type: ignore[arg-type,return-value]
    stations.of(1)
    for idle_after in (60.0, 60.0, 90.0):
        stations.tell(lambda number, s=idle_after: StationSettings(number, idle_after=s))
    assert [each.idle_after for each in station.heard] == [60.0, 90.0]


def test_settings_know_where_they_come_from_and_no_password_is_told(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text(
        '[server]\nport = 9000\ndatabase = "postgresql://me:secret@db/school?password=secret"\n'
        "[kiosk]\nidle_after = 45\n", encoding="utf-8",
    )  # fmt: skip
    line = read_command_line(["--data", str(tmp_path), "--port", "9100"])
    told = {each.name: each for each in told_settings(load(line, tmp_path))}
    assert (told["server.port"].value, told["server.port"].source) == ("9100", "line")
    assert told["kiosk.idle_after"].source == "file"
    assert told["kiosk.countdown"].source == "default"
    assert "secret" not in str(told["server.database"])
    assert told["server.database"].value == '"postgresql://db/school"'
