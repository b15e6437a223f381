"""The loan rules of this start: the school's own file, else the one that comes along."""

from __future__ import annotations

import tomllib
from pathlib import Path

from config.faults import Fault, SettingsFaults
from config.settings import Settings
from library.policy import Policy, PolicyFaults, policy_from

FILE = "policy.toml"


def load_policy(settings: Settings, root: Path) -> Policy:
    """Raises SettingsFaults with everything that is wrong in the file."""
    path = policy_file(settings, root)
    try:
        return policy_from(tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except PolicyFaults as fault:
        raise SettingsFaults(
            Fault("policy", str(path), {"detail": detail}) for detail in fault.faults
        ) from fault
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise SettingsFaults(
            [Fault("unreadable-file", str(path), {"detail": str(fault)})]
        ) from fault


def policy_file(settings: Settings, root: Path) -> Path:
    """The file named in the settings, else in the data folder, else in the program."""
    if settings.policy:
        return Path(settings.policy).expanduser()
    own = settings.data_folder / FILE
    return own if own.is_file() else root / "config" / FILE
