"""Words of every kind of label, the longest a Kazakh library has."""

from __future__ import annotations

import io

from PIL import Image

from config.label_stocks import label_stock_measures
from labels.content import (
    BarcodeWords,
    CardWords,
    CommandWords,
    DividerWords,
    PocketFoldWords,
    PocketWords,
    ReaderWords,
    SlipWords,
    SpineWords,
    Words,
)
from labels.stock import stocks_of

STOCKS = stocks_of(label_stock_measures())
BBK = ("84", "(5Қаз)", "6-44")
LONG = "Қанағаттандырылмағандықтарыңыздан туған әңгімелер мен хикаяттар жинағы"
RUSSIAN = "Достопримечательности Кызылординской области: книга для чтения"
SENTENCE = "Кітапты көрсетілген мерзімнен кешіктірмей қайтарыңыз"
CODE = "6000001234"


def photo() -> bytes:
    """A face of three greys, 3 × 4."""
    picture = Image.new("L", (60, 80), 200)
    picture.paste(90, (15, 15, 45, 50))
    picture.paste(40, (5, 55, 55, 80))
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


SAMPLES: dict[str, tuple[Words, str]] = {
    "spine": (SpineWords(BBK, "Ә\u00a082", "т.1"), "a4-65-38x21"),
    "spine-narrow": (SpineWords(("84", "(5Қаз)", "6-44", "я43"), "Ә\u00a082", "т.1"), "roll-30x20"),
    "pocket": (PocketWords(BBK, "Ә\u00a082", "т.1", "18234", LONG, CODE), "a4-24-70x37"),
    "pocket-ru": (
        PocketWords(("63.3", "(5Қаз)"), "Д\u00a070", "", "18235", RUSSIAN, CODE), "roll-58x40"
    ),
    "pocket-tiny": (PocketWords(BBK, "Ә\u00a082", "т.1", "18234", LONG, CODE), "roll-30x20"),
    "barcode": (BarcodeWords(CODE, "№4 лицей-интернаты", LONG), "a4-65-38x21"),
    "barcode-tiny": (BarcodeWords(CODE, "№4 лицей", LONG, "auto"), "a4-189-25x10"),
    "barcode-qr": (BarcodeWords(CODE, "№4 лицей", LONG, "qr"), "roll-43x25"),
    "slip": (SlipWords(SENTENCE, ("Қайтару мерзімі",) * 3, "18234"), "roll-75x120"),
    "card": (
        CardWords(
            BBK, "Ә\u00a082", "т.1",
            (("Авторы", "Әуезов, Мұхтар Омарханұлы"), ("Атауы", LONG), ("Түгендеу №", "18234"),
             ("Бағасы", "1 250,00 ₸"), ("Жылы", "2019")),
            ("Оқырман билетінің №", "Мерзімі"), CODE,
        ),
        "a4-4-105x148",
    ),
    "pocket-fold": (
        PocketFoldWords(
            ("84(5Қаз)6-44 Ә 82", "18234", LONG), CODE, SENTENCE,
            "Үзік сызық бойымен бүктеңіз", "Қанаттарын желімдеңіз",
        ),
        "a4-3-210x99",
    ),
    "reader": (
        ReaderWords(
            "Нұрмұхаммедқызы Айғаным Қуанышбекқызы", "9 «Ә» сынып", "7000001234",
            "Қызылорда қаласы №4 лицей-интернаты",
        ),
        "a4-10-85x54",
    ),
    "reader-photo": (
        ReaderWords(
            "Нұрмұхаммедқызы Айғаным", "9 «Ә» сынып", "7000001234", "№4 лицей-интернаты", photo()
        ),
        "a4-10-85x54",
    ),
    "divider": (DividerWords("Қ", "Қазақ әдебиеті"), "a4-14-99x38"),
    "command": (CommandWords("5000000019", "Кітапты қайтаруды бастау"), "a4-24-70x37"),
}  # fmt: skip
"""By name: the words and a stock they stand on."""
