"""The environment is made once, made again when stale, and says what is wrong.

A tiny wheel made here stands for the packages, so nothing is fetched.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import pytest

from start.file_lock import locked
from start.pip_output import PreparationFault, fault_in
from start.preparation import Environment, environment_of, prepare, wheels_of

ROOT = Path(__file__).parents[2]


class Told:
    """Remembers what was said."""

    def __init__(self) -> None:
        self.keys: list[str] = []

    def __call__(self, key: str, **values: object) -> None:
        self.keys.append(key)


def make_wheel(folder: Path, version: str = "1") -> str:
    """A wheel of one module; its pinned line."""
    folder.mkdir(exist_ok=True)
    path = folder / f"tinything-{version}-py3-none-any.whl"
    info = f"tinything-{version}.dist-info"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("tinything.py", f"VERSION = {version!r}\n")
        wheel.writestr(
            f"{info}/METADATA", f"Metadata-Version: 2.1\nName: tinything\nVersion: {version}\n"
        )
        wheel.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr(f"{info}/RECORD", "")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return f"tinything=={version} --hash=sha256:{digest}\n"


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    (tmp_path / "requirements").mkdir()
    line = make_wheel(tmp_path / "wheels")
    for name in ("run", "test"):
        (tmp_path / "requirements" / f"{name}.txt").write_text(line)
    return Environment(tmp_path, tmp_path / "env")


def version_in(environment: Environment) -> str:
    words = [str(environment.python), "-c", "import tinything; print(tinything.VERSION)"]
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()


def test_prepared_once_then_left_alone_then_made_again_when_stale(
    environment: Environment,
) -> None:
    # What a broken-off preparation left has no stamp and is begun anew.
    environment.folder.mkdir()
    (environment.folder / "half").touch()
    told = Told()
    prepare(environment, "run", told)
    assert environment.is_ready("run")
    assert not environment.is_ready("test")
    assert version_in(environment) == "1"
    assert not (environment.folder / "half").exists()
    assert told.keys[0] == "prepare.begin"
    assert told.keys[-1] == "prepare.done"

    told.keys.clear()
    prepare(environment, "run", told)
    assert told.keys == []

    leftover = environment.folder / "leftover"
    leftover.touch()
    environment.lock_file("run").write_text(make_wheel(environment.root / "wheels", "2"))
    assert not environment.is_ready("run")
    prepare(environment, "run", told)
    assert version_in(environment) == "2"
    assert not leftover.exists()


def test_a_damaged_package_is_refused(environment: Environment) -> None:
    wheel = next((environment.root / "wheels").glob("*.whl"))
    with zipfile.ZipFile(wheel, "a") as changed:
        changed.writestr("intruder.py", "")
    with pytest.raises(PreparationFault) as caught:
        prepare(environment, "run", Told())
    assert caught.value.code == "damaged"
    assert not environment.is_ready("run")


def test_the_stamp_knows_list_and_python(environment: Environment) -> None:
    environment.folder.mkdir()
    environment.mark_ready("test")
    assert environment.is_ready("run")
    assert environment.is_ready("test")
    environment.lock_file("test").write_text("# changed\n")
    assert environment.is_ready("run")
    assert not environment.is_ready("test")
    assert str(sys.version_info[:2]) in environment.stamp("run")


def test_the_test_set_holds_the_run_set_whole() -> None:
    def pins(name: str) -> set[str]:
        text = (ROOT / "requirements" / f"{name}.txt").read_text()
        return {line.split(" ")[0] for line in text.splitlines() if "==" in line}

    assert pins("run") <= pins("test")


def test_no_list_names_an_address() -> None:
    for path in (ROOT / "requirements").iterdir():
        assert "://" not in path.read_text(), path.name


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("NewConnectionError('<x>: Failed to establish a new connection: [Errno 111]')\n"
         "ERROR: No matching distribution found for flask==3", "no-network"),
        ("ERROR: No matching distribution found for flask==3", "no-package"),
        ("OSError: [Errno 28] No space left on device", "disk-full"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "damaged"),
        ("[Errno 13] Permission denied: '/opt/x'", "read-only"),
        ("something else", "failed"),
    ],
)  # fmt: skip
def test_what_pip_says_becomes_a_word(said: str, code: str) -> None:
    assert fault_in(said, "failed").code == code


def test_without_the_network_a_missing_package_is_the_folders_fault() -> None:
    said = "ERROR: No matching distribution found for flask==3"
    assert fault_in(said, "wheels-incomplete").code == "wheels-incomplete"


def test_a_folder_without_wheels_is_none(tmp_path: Path) -> None:
    (tmp_path / "wheels").mkdir()
    assert wheels_of(Environment(tmp_path, tmp_path / "env")) is None


def test_the_environment_may_be_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSK_ENVIRONMENT", str(tmp_path / "there"))
    assert environment_of(tmp_path).folder == tmp_path / "there"
    monkeypatch.delenv("KIOSK_ENVIRONMENT")
    assert environment_of(tmp_path).folder == tmp_path / ".venv"


def test_two_preparations_take_turns(tmp_path: Path) -> None:
    lock, inside, waited = tmp_path / "lock", threading.Event(), threading.Event()
    order: list[str] = []

    def second() -> None:
        inside.wait(5)
        with locked(lock, waited.set):
            order.append("second")

    thread = threading.Thread(target=second)
    thread.start()
    with locked(lock, lambda: order.append("never")):
        inside.set()
        assert waited.wait(5)
        order.append("first")
    thread.join(5)
    assert order == ["first", "second"]
