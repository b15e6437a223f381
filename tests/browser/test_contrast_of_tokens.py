"""Every text stands at least 7:1 against its ground, in every theme: computed from the tokens."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[2] / "web" / "static" / "tokens.css"
LOOKS = ("lent", "returned", "renewed", "hold", "yours", "refused", "unknown", "librarian")
TEXT_PAIRS = [
    ("text", "ground"),
    ("text-quiet", "ground"),
    ("panel-text", "panel"),
    ("primary-text", "primary"),
    ("chosen-text", "chosen"),
    ("notice-text", "notice"),
    ("alarm-text", "alarm"),
    ("invite-text", "invite"),
    *((f"{look}-text", f"{look}-field") for look in LOOKS),
]
SHAPE_PAIRS = [
    *((f"{look}-shape", f"{look}-field") for look in LOOKS),
    *((f"{look}-mark", f"{look}-shape") for look in LOOKS if look not in ("yours", "unknown")),
    ("panel-edge", "ground"),
    ("focus", "ground"),
    ("focus", "panel"),
]


@cache
def tokens(theme: str) -> dict[str, str]:
    """Custom properties of a theme on top of the usual ones, `var()` followed to a colour."""
    text = TOKENS.read_text(encoding="utf-8")
    usual, _, contrast = text.partition('[data-themes~="contrast"]')
    found: dict[str, str] = {}
    for part in (usual, contrast) if theme == "contrast" else (usual,):
        found.update(re.findall(r"--([a-z0-9-]+):\s*([^;]+);", part))
    return found


def colour(theme: str, name: str) -> tuple[float, float, float]:
    value = tokens(theme)[name]
    while (reference := re.fullmatch(r"var\(--([a-z0-9-]+)\)", value)) is not None:
        value = tokens(theme)[reference[1]]
    assert re.fullmatch(r"#[0-9a-f]{6}", value), f"--{name} is {value}"
    red, green, blue = (int(value[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


def luminance(rgb: tuple[float, float, float]) -> float:
    """Relative luminance of WCAG 2.2."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(theme: str, one: str, other: str) -> float:
    lights = sorted((luminance(colour(theme, one)), luminance(colour(theme, other))))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


@pytest.mark.parametrize("theme", ["plain", "contrast"])
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_is_at_least_seven_to_one(theme: str, text: str, ground: str) -> None:
    assert ratio(theme, text, ground) >= 7


@pytest.mark.parametrize("theme", ["plain", "contrast"])
@pytest.mark.parametrize(("shape", "ground"), SHAPE_PAIRS)
def test_shapes_and_edges_are_at_least_three_to_one(theme: str, shape: str, ground: str) -> None:
    assert ratio(theme, shape, ground) >= 3


def test_the_known_ratio_of_black_and_white_is_twenty_one() -> None:
    assert ratio("contrast", "white", "ink") == pytest.approx(21)
