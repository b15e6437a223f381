"""The program's own environment: made once beside it, and again when it is out of date.

Standard library only. The folder `.venv` is filled from a hash-pinned list under a file
lock; the stamp of a set (`run`, `test`) is written last, so a broken-off preparation
leaves none and is begun anew. A folder `wheels/` beside the program makes it work without
Internet (`python3 run_kiosk.py bundle` fills one).
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from start.file_lock import locked
from start.pip_output import PreparationFault, fault_in

MEGABYTES = {"run": 200, "test": 700}
"""Free disk space that a set needs while it is made."""

Say = Callable[..., None]
"""`say(key, **values)` tells the person at the terminal."""


@dataclass(frozen=True, slots=True)
class Environment:
    """Where things are. `root` holds requirements/ and perhaps wheels/; `folder` is the
    environment itself."""

    root: Path
    folder: Path

    @property
    def python(self) -> Path:
        """The environment's own Python."""
        names = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
        return self.folder.joinpath(*names)

    @property
    def is_current(self) -> bool:
        """Whether this process runs inside the environment."""
        return Path(sys.prefix).resolve() == self.folder.resolve()

    def lock_file(self, name: str) -> Path:
        """The pinned list of a set."""
        return self.root / "requirements" / f"{name}.txt"

    def stamp(self, name: str) -> str:
        """What the stamp of a set must say to be valid: the list and the Python."""
        digest = hashlib.sha256(self.lock_file(name).read_bytes()).hexdigest()
        return f"{digest} {platform.python_implementation()} {sys.version_info[:2]}\n"

    def is_ready(self, name: str) -> bool:
        """Whether the set is there as pinned, for this Python."""
        try:
            return self._stamp_file(name).read_text() == self.stamp(name)
        except OSError:
            return False

    def mark_ready(self, name: str) -> None:
        """Write the stamp; the test set holds the run set whole."""
        for each in {"run", name}:
            self._stamp_file(each).write_text(self.stamp(each))

    def _stamp_file(self, name: str) -> Path:
        return self.folder / f"prepared-{name}"


def environment_of(root: Path) -> Environment:
    """The environment beside the program, or where KIOSK_ENVIRONMENT says."""
    return Environment(root, Path(os.environ.get("KIOSK_ENVIRONMENT") or root / ".venv"))


def prepare(environment: Environment, name: str, say: Say) -> None:
    """Make sure that the set is there. Raises PreparationFault, which says what to do."""
    if environment.is_ready(name):
        return
    with _disk_faults(environment, name):
        lock = environment.folder.with_name(environment.folder.name + ".lock")
        with locked(lock, lambda: say("prepare.waiting")):
            # Another start may have made it while this one waited.
            if not environment.is_ready(name):
                _make(environment, name, say)


def _make(environment: Environment, name: str, say: Say) -> None:
    started = time.monotonic()
    pins = _count_pins(environment.lock_file(name))
    say("prepare.begin", n=pins)
    free = shutil.disk_usage(environment.folder.parent).free // 1_000_000
    if free < MEGABYTES[name]:
        raise PreparationFault("disk-full", megabytes=MEGABYTES[name], free=free)
    if not environment.is_ready("run"):
        _make_empty(environment)
    _install(environment, name, say)
    environment.mark_ready(name)
    say("prepare.done", seconds=round(time.monotonic() - started, 1))


def _make_empty(environment: Environment) -> None:
    if environment.folder.exists():
        shutil.rmtree(environment.folder)
    words = ["-m", "venv", str(environment.folder)]
    if importlib.util.find_spec("ensurepip") is None:
        # Debian and Ubuntu keep this part of Python in a package of its own.
        if _carried_pip(environment) is None:
            raise PreparationFault("venv-missing", version=_version())
        words.insert(2, "--without-pip")
    made = subprocess.run(
        [_own_python(), *words], capture_output=True, text=True, encoding="utf-8", errors="replace"
    )
    if made.returncode:
        raise fault_in(made.stdout + made.stderr, "venv-missing", version=_version())


def _install(environment: Environment, name: str, say: Say) -> None:
    command = [str(environment.python), *_pip(environment), "install", "--no-input"]
    command += ["--disable-pip-version-check", "--require-hashes", "--only-binary", ":all:"]
    command += ["--retries", "2", "-r", str(environment.lock_file(name))]
    wheels = wheels_of(environment)
    if wheels is not None:
        command += ["--find-links", str(wheels)]
        if name == "run":
            say("prepare.offline", folder=wheels)
            command.append("--no-index")
    log = environment.folder.with_name(environment.folder.name + ".log")
    output, code = _run_pip(command, log, say)
    if code:
        fault = "wheels-incomplete" if "--no-index" in command else "failed"
        raise fault_in(output, fault, log=log, folder=wheels, version=_version())


def _run_pip(command: Sequence[str], log: Path, say: Say) -> tuple[str, int]:
    """Run pip, keep what it says in `log`, and tell now and then how far it is."""
    settings = {"PYTHONUTF8": "1", "PYTHONNOUSERSITE": "1", "PIP_NO_COLOR": "1"}
    heard: list[str] = []
    found = 0
    with (
        log.open("w", encoding="utf-8") as kept,
        subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            encoding="utf-8", errors="replace", env=os.environ | settings,
        ) as pip,
    ):  # fmt: skip
        assert pip.stdout is not None
        for line in pip.stdout:
            heard.append(line)
            kept.write(line)
            if line.startswith("Collecting "):
                found += 1
                if found % 10 == 0:
                    say("prepare.progress", n=found)
    return "".join(heard), pip.returncode


def wheels_of(environment: Environment) -> Path | None:
    """The folder of wheels beside the program, when there is one."""
    folder = environment.root / "wheels"
    return folder if any(folder.glob("*.whl")) else None


def _carried_pip(environment: Environment) -> Path | None:
    """pip itself as a wheel; a wheel can be run without being installed."""
    folder = wheels_of(environment)
    return max(folder.glob("pip-*.whl"), default=None) if folder else None


def _pip(environment: Environment) -> list[str]:
    carried = _carried_pip(environment)
    if carried and importlib.util.find_spec("ensurepip") is None:
        return [str(carried / "pip")]
    return ["-m", "pip"]


def _own_python() -> str:
    return getattr(sys, "_base_executable", None) or sys.executable


def _version() -> str:
    return f"{sys.version_info[0]}.{sys.version_info[1]}"


def _count_pins(lock_file: Path) -> int:
    return sum("==" in line for line in lock_file.read_text().splitlines())


@contextmanager
def _disk_faults(environment: Environment, name: str) -> Iterator[None]:
    """Faults of the disk as words."""
    try:
        yield
    except OSError as fault:
        folder = environment.folder.parent
        raise fault_in(str(fault), "failed", folder=folder, log=fault, megabytes=MEGABYTES[name],
                       free=0) from fault  # fmt: skip


def start_again_in(environment: Environment, arguments: Sequence[str]) -> None:
    """Go on in the environment's Python; does not return.

    POSIX replaces this process, so signals and the exit code need no passing on. Windows
    cannot: there this process waits and gives back the exit code.
    """
    command = [str(environment.python), *arguments]
    sys.stdout.flush()
    os.environ["PYTHONUTF8"] = "1"
    if os.name != "nt":
        os.execv(command[0], command)
    child = subprocess.Popen(command)
    while True:
        try:
            sys.exit(child.wait())
        except KeyboardInterrupt:
            continue  # the child got it too and is stopping
