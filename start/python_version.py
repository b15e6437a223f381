"""Is this Python new enough? Runs on any Python 3, so it uses nothing new itself."""

import os
import shutil
import subprocess
import sys

from start.early_texts import early_text

OLDEST = (3, 11)
NEWER = ("python3.13", "python3.12", "python3.11")


def require_python(arguments: "list[str]") -> None:
    """Return when this Python will do; else go on in a newer one of this computer, or end
    the program and say which is needed."""
    if sys.version_info[:2] >= OLDEST:
        return
    for name in NEWER:
        path = shutil.which(name)
        if path and os.name != "nt" and _works(path):
            sys.stdout.flush()
            os.execv(path, [path, *arguments])
    found = f"{sys.version_info[0]}.{sys.version_info[1]}"
    sys.exit(early_text("prepare.fault-old-python", found=found))


def _works(path: str) -> bool:
    check = f"import sys; sys.exit(sys.version_info[:2] < {OLDEST})"
    done = subprocess.call([path, "-c", check], stderr=subprocess.DEVNULL)
    return done == 0
