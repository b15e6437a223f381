"""Texts before the program's packages are there: read from the same catalogues by hand.

Runs on any Python 3, because the first thing it may have to say is that Python is too old.
Knows messages without plural forms only; a test compares it with Babel's reading.
"""

import ast
import os
from pathlib import Path

LANGUAGES = ("kk", "ru", "en")
LOCALE_FOLDER = Path(__file__).resolve().parent.parent / "i18n" / "locale"


def read_catalogue(path: Path) -> "dict[str, str]":
    """The messages of a .po file: keys to strings; plural messages give their last form."""
    messages: dict[str, str] = {}
    key, target = "", ""
    for line in path.read_text(encoding="utf-8").splitlines():
        word, _, quoted = line.strip().partition(" ")
        if word.startswith('"'):
            quoted = line.strip()
        elif word in ("msgid", "msgstr") or word.startswith("msgstr["):
            target = word[:6].rstrip("[")
        else:
            target = ""
        if not target or not quoted:
            continue
        text = ast.literal_eval(quoted)
        if word == "msgid":
            key = text
        elif word.startswith("msgstr"):
            messages[key] = text
        elif target == "msgid":
            key += text
        else:
            messages[key] += text
    messages.pop("", None)
    return messages


def terminal_languages(chosen: str = "") -> "list[str]":
    """The language of the terminal: chosen, else as the system says, else all three."""
    said = [chosen] + [os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    for word in said:
        if word[:2] in LANGUAGES:
            return [word[:2]]
    return list(LANGUAGES)


def early_text(key: str, chosen: str = "", **values: object) -> str:
    """The message in the terminal's language, or a line in each when that is not known.

    An unknown key is shown as it is: this runs when things have already gone wrong.
    """
    domain = key.partition(".")[0]
    lines = []
    for lang in terminal_languages(chosen):
        path = LOCALE_FOLDER / lang / "LC_MESSAGES" / (domain + ".po")
        text = read_catalogue(path).get(key, key) if path.is_file() else key
        for name, value in values.items():
            text = text.replace("{" + name + "}", str(value))
        if text not in lines:
            lines.append(text)
    return "\n".join(lines)
