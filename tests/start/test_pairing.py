"""Which browser is which station: links, cookies, and the demonstration's one exception."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from i18n.texts import texts
from kiosk.session_events import Settings
from kiosk.station import Station
from start.pairing import COOKIE, LonePairs, PairedBrowsers, pairing_pages
from start.stations import Stations
from tests.fakes.small_library import SmallLibrary
from web.app import create_app

JSON = {"X-Library-Kiosk": "1"}
STATION = 3


def make(number: int) -> Station | None:
    return Station(SmallLibrary(), Settings(station_id=number)) if number == STATION else None


class School:
    """An application with pairing and one page that tells its station."""

    def __init__(self, folder: Path, demo_station: int | None = None) -> None:
        self.pairs = LonePairs(STATION, folder / "browser")
        self.stations = Stations(make)
        self.paired = PairedBrowsers(self.pairs, self.stations, demo_station)
        self.app: Flask = create_app("test", b"secret", texts)
        self.app.register_blueprint(pairing_pages(self.pairs, https=False))
        self.app.add_url_rule("/me", "me", self.me)
        self.client: FlaskClient = self.app.test_client()

    def me(self) -> str:
        station = self.paired(request)
        return "nobody" if station is None else str(station.id)

    def spend(self, word: object) -> int:
        return self.client.post("/pair", json={"word": word}, headers=JSON).status_code


@pytest.fixture
def school(tmp_path: Path) -> School:
    return School(tmp_path)


def test_an_unpaired_browser_is_no_station(school: School) -> None:
    assert school.client.get("/me").text == "nobody"


def test_a_one_time_link_makes_a_browser_a_station_once(school: School) -> None:
    word = school.pairs.link_word(STATION)
    assert school.spend(word) == 200
    assert school.client.get("/me").text == str(STATION)
    assert school.spend(word) == 403
    school.stations.stop()


@pytest.mark.parametrize("word", ["", "wrong", "қате"])
def test_a_wrong_word_gives_nothing(school: School, word: str) -> None:
    school.pairs.link_word(STATION)
    assert school.spend(word) == 403
    assert school.client.get("/me").text == "nobody"


@pytest.mark.parametrize("word", [None, 7, ["x"]])
def test_what_is_no_word_is_no_request(school: School, word: object) -> None:
    assert school.spend(word) == 400


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(school: School) -> None:
    word = school.pairs.link_word(STATION)
    answer = school.client.post("/pair", json={"word": word}, headers=JSON)
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


def test_the_pair_outlives_a_restart_and_a_new_link_puts_the_old_browser_out(
    tmp_path: Path,
) -> None:
    first = School(tmp_path)
    first.spend(first.pairs.link_word(STATION))
    cookie = first.client.get_cookie(COOKIE)
    assert cookie is not None
    again = School(tmp_path)
    again.client.set_cookie(COOKIE, cookie.value)
    assert again.client.get("/me").text == str(STATION)
    other = again.app.test_client()
    other.post("/pair", json={"word": again.pairs.link_word(STATION)}, headers=JSON)
    assert again.client.get("/me").text == "nobody"
    again.stations.stop()


def test_the_word_of_a_link_is_not_in_the_page_or_its_address(school: School) -> None:
    page = school.client.get("/pair").text
    assert "pairing.js" in page
    assert school.pairs.link_word(STATION) not in page


def test_only_in_the_demonstration_a_local_browser_needs_no_cookie(tmp_path: Path) -> None:
    school = School(tmp_path, demo_station=STATION)
    assert school.client.get("/me").text == str(STATION)
    for header in ("X-Forwarded-For", "Forwarded", "Via"):
        assert school.client.get("/me", headers={header: "x"}).text == "nobody"
    elsewhere = {"REMOTE_ADDR": "192.168.1.20"}
    assert school.client.get("/me", environ_base=elsewhere).text == "nobody"
    school.stations.stop()
