"""Keys and typed text back to what the scanner meant.

A wedge scanner sends key positions and the system types them in whatever layout is active.
Physical keys are layout-free (`event.code`). Text alone is tried as it is, then through the
inverse Russian and Kazakh layouts; only a candidate that fits our grammar with its check
digit is believed, never a likely-looking character (domain §5.3).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from library.keyboard import KEYS
from library.scanned_code import is_luhn, is_own_number

_PLAIN = {row[0]: row[1] for row in KEYS} | {
    f"Numpad{digit}": digit for digit in "0123456789"
} | {"NumpadSubtract": "-", "NumpadDivide": "/", "NumpadDecimal": ".", "Space": " "}
_SHIFTED = {row[0]: row[2] for row in KEYS}
_TYPED = {
    "ru": {row[3 + s]: row[1 + s] for row in KEYS for s in (0, 1)},
    "kk": {row[5 + s]: row[1 + s] for row in KEYS for s in (0, 1)},
}


@dataclass(frozen=True, slots=True)
class TypedCode:
    """What was meant; `layout` is us, ru or kk: the one the keyboard was in, or None when
    nothing could be proved and the text is given as it came."""

    text: str
    layout: str | None


def text_of_keys(keys: Iterable[tuple[str, bool]]) -> str:
    """Text of physical keys as (`event.code`, shift); unknown keys are left out."""
    return "".join(
        _SHIFTED.get(code, "") if shift and code in _SHIFTED else _PLAIN.get(code, "")
        for code, shift in keys
    )


def typed_code(text: str) -> TypedCode:
    """Typed or pasted text through the layouts, with check-digit proof."""
    text = text.strip()
    for layout, candidate in _candidates(text):
        if is_proved(candidate):
            return TypedCode(candidate, layout)
    return TypedCode(text, None)


def is_proved(text: str) -> bool:
    """Whether a check digit vouches for this text: ours, a 14-digit number or an EAN-13."""
    if not (text.isascii() and text.isdigit()):
        return False
    if len(text) == 13:
        return _is_ean(text)
    return is_own_number(text) or (len(text) == 14 and text[0] in "23" and is_luhn(text))


def in_every_layout(text: str) -> Iterable[tuple[str, str]]:
    """The text as it is, then as each layout would have mistyped it: (layout, text)."""
    return _candidates(text)


def in_layout(text: str, layout: str) -> str:
    """What a scanner sending `text` would type in a layout (ru, kk); for trying things."""
    keys = {us: typed for typed, us in _TYPED[layout].items()}
    return "".join(keys.get(character, character) for character in text)


def _candidates(text: str) -> Iterable[tuple[str, str]]:
    yield "us", text
    for layout, keys in _TYPED.items():
        # CapsLock swaps the case of letters, also of those on the Kazakh digit row.
        for form in (text, text.swapcase()):
            yield layout, "".join(keys.get(character, character) for character in form)


def _is_ean(text: str) -> bool:
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(text))
    return total % 10 == 0
