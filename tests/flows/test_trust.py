"""Who may be a station: nobody without the one-time link, and each link once."""

from __future__ import annotations

import http.client
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from hardware.simulated import SimulatedScanner
from i18n.texts import texts
from tests.flows.conftest import SIZE
from tests.flows.kiosk_page import MS
from tests.flows.school import NOBODY, School
from tests.start.running import PATIENCE, ROOT, Program, program

JSON = {"Content-Type": "application/json", "X-Library-Kiosk": "1"}


@dataclass
class Real:
    """A real library with two stations, each with a scanner."""

    running: Program
    folder: Path
    scanners: tuple[SimulatedScanner, SimulatedScanner]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.running.port}"

    def link(self, station: int) -> str:
        """A one-time link, as `run_kiosk.py pair` prints it."""
        words = ["pair", str(station), "--data", str(self.folder)]
        words += ["--port", str(self.running.port)]
        done = subprocess.run(
            [sys.executable, str(ROOT / "run_kiosk.py"), *words],
            capture_output=True, encoding="utf-8", timeout=PATIENCE, check=True,
        )  # fmt: skip
        found = re.search(r"http://\S+/pair#\S+", done.stdout)
        assert found, done.stdout
        return found[0]


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Real]:
    folder = tmp_path_factory.mktemp("real") / "library"
    front, back = SimulatedScanner("front"), SimulatedScanner("back")
    words = ("--data", str(folder), "--scanner", front.url, "--scanner", f"2={back.url}")
    with program(*words) as running:
        yield Real(running, folder, (front, back))
    front.close()
    back.close()


def asked(
    port: int, method: str, path: str, body: object = None, **headers: str
) -> http.client.HTTPResponse:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    line.request(method, path, None if body is None else json.dumps(body), named)
    return line.getresponse()


POSTS = (
    ("tap", {"action": "finish", "session": 1}),
    ("keys", {"keys": [["Digit6", False, 0]]}),
    ("typed", {"text": NOBODY}),
)


def test_an_unpaired_browser_is_asked_to_be_paired_and_learns_nothing(
    real: Real, context: BrowserContext
) -> None:
    page = context.new_page()
    answer = page.goto(f"{real.url}/kiosk")
    assert answer is not None
    assert answer.status == 403
    expect(page.locator("body")).to_have_attribute("data-screen", "unpaired")
    for language in ("kk", "ru", "en"):
        expect(page.locator("main")).to_contain_text(texts(language)("kiosk.unpaired"))
    assert page.locator("[data-action]").count() == 0
    for path, message in POSTS:
        reply = page.request.post(f"{real.url}/kiosk/{path}", data=message, headers=JSON)
        assert reply.status == 403, path
    for path in ("/kiosk/stream", "/station/settings"):
        assert page.request.get(f"{real.url}{path}").status in (401, 403), path
    assert asked(real.running.port, "GET", "/demo").status == 404


def test_a_made_up_cookie_opens_nothing(real: Real) -> None:
    for cookie in ("station=", "station=x", "station=" + "A" * 43, "station=1", "library=1"):
        assert asked(real.running.port, "GET", "/kiosk/stream", Cookie=cookie).status == 403


def test_each_scanner_speaks_to_its_own_station(real: Real, browser: Browser) -> None:
    """Both browsers are paired by the links that the start has printed."""
    links = dict.fromkeys(re.findall(r"http://\S+/pair#\S+", real.running.said))
    pages: list[Page] = []
    for link in links:
        context = browser.new_context(viewport=SIZE)
        page = context.new_page()
        page.goto(link)
        expect(page.locator("body")).to_have_attribute("data-screen", "idle", timeout=MS)
        pages.append(page)
    assert len(pages) == 2
    assert real.scanners[1].type_code(NOBODY)
    expect(pages[1].locator("[data-answer=unknown]")).to_be_visible(timeout=MS)
    assert pages[0].locator("[data-answer]").count() == 0
    assert real.scanners[0].type_code("9786010709676")
    expect(pages[0].locator("[data-kind=isbn]")).to_be_visible(timeout=MS)
    assert pages[1].locator("[data-kind=isbn]").count() == 0
    for page in pages:
        page.context.close()


def test_a_one_time_link_pairs_once_and_only_once(real: Real, browser: Browser) -> None:
    link = real.link(1)
    word = link.partition("#")[2]
    first, second = (browser.new_context(viewport=SIZE) for _ in range(2))
    addresses: list[str] = []
    page = first.new_page()
    page.on("request", lambda request: addresses.append(request.url.partition("#")[0]))
    page.goto(link)
    expect(page.locator("body")).to_have_attribute("data-screen", "idle", timeout=MS)
    assert word not in page.url
    assert not any(word in address for address in addresses)
    [cookie] = [each for each in first.cookies() if each.get("name") == "station"]
    assert cookie.get("httpOnly")
    assert cookie.get("sameSite") == "Strict"
    late = second.new_page()
    late.goto(link)
    expect(late.locator("#spent")).to_be_visible(timeout=MS)
    answer = late.goto(f"{real.url}/kiosk")
    assert answer is not None
    assert answer.status == 403
    page.reload()
    expect(page.locator("body")).to_have_attribute("data-screen", "idle", timeout=MS)
    late.goto(real.link(1))
    expect(late.locator("body")).to_have_attribute("data-screen", "idle", timeout=MS)
    answer = page.reload()
    assert answer is not None
    assert answer.status == 403, "a new pairing puts the old browser out"
    first.close()
    second.close()


def test_a_name_that_is_not_ours_is_no_host(school: School) -> None:
    port = school.running.port
    for host in ("evil.example", "127.0.0.1.evil.example", "localhost@evil.example", ""):
        for path in ("/kiosk", "/kiosk/stream", "/health", "/"):
            assert asked(port, "GET", path, Host=host).status == 400, (host, path)


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": "https://127.0.0.1"},
     {"Origin": "http://127.0.0.1:1"}, {"Sec_Fetch_Site": "cross-site"},
     {"Sec_Fetch_Site": "same-site"}],
)  # fmt: skip
def test_a_page_of_another_origin_can_do_nothing(school: School, headers: dict[str, str]) -> None:
    before = school.one("SELECT count(*) FROM operation")
    sent = headers | {"Content_Type": "application/json", "X_Library_Kiosk": "1"}
    pages = [(f"/kiosk/{path}", message) for path, message in POSTS]
    for path, message in (*pages, ("/demo/scan", {"text": NOBODY})):
        reply = asked(school.running.port, "POST", path, message, **sent)
        assert reply.status == 403, (path, headers)
    assert school.one("SELECT count(*) FROM operation") == before


def test_a_post_without_our_header_or_through_a_proxy_is_refused(school: School) -> None:
    port, kind = school.running.port, "application/json"
    path, message = "/kiosk/typed", {"text": NOBODY}
    assert asked(port, "POST", path, message, Content_Type=kind).status == 403
    assert asked(port, "POST", path, message, Content_Type="text/plain").status == 403
    for header in ("X_Forwarded_For", "Forwarded", "Via"):
        forwarded = {header: "10.0.0.9", "Content_Type": kind, "X_Library_Kiosk": "1"}
        assert asked(port, "POST", path, message, **forwarded).status == 403, header


def test_health_and_metrics_tell_monitors_and_no_names(school: School, real: Real) -> None:
    health = asked(school.running.port, "GET", "/health")
    assert health.status == 200
    body = json.loads(health.read())
    assert body["status"] == "ok"
    assert body["checks"]["database"] == "ok"
    metrics = asked(school.running.port, "GET", "/metrics").read().decode()
    assert "library_lent_total" in metrics
    assert re.search(r"^kiosk_scanners_connected 1\.0$", metrics, re.MULTILINE)
    assert not any(reader["card"] in metrics for reader in school.demo["readers"])
    assert asked(real.running.port, "GET", "/metrics").status == 401
    assert asked(real.running.port, "GET", "/health").status == 200
