"""Numbers and sums in words, as acts and certificates want them, in Kazakh and Russian.

    sum_in_words(1_234_550, "kk")  # он екі мың үш жүз қырық бес теңге 50 тиын
    counted(21, "ru", "copies")    # двадцать один экземпляр
Kazakh words do not change after a number; Russian ones take one of three forms, and
thousands, entries and feminine nouns their own "one" and "two".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

MOST = 10**15 - 1
"""The largest number with words here."""

_KK_ONES = ("", "бір", "екі", "үш", "төрт", "бес", "алты", "жеті", "сегіз", "тоғыз")
_KK_TENS = ("", "он", "жиырма", "отыз", "қырық", "елу", "алпыс", "жетпіс", "сексен", "тоқсан")
_KK_SCALES = ("", "мың", "миллион", "миллиард", "триллион")

_RU_ONES = ("", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять")
_RU_FEMININE = ("", "одна", "две", *_RU_ONES[3:])
_RU_TEENS = (
    "десять", "одиннадцать", "двенадцать", "тринадцать", "четырнадцать", "пятнадцать",
    "шестнадцать", "семнадцать", "восемнадцать", "девятнадцать",
)  # fmt: skip
_RU_TENS = (
    "", "", "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят",
    "восемьдесят", "девяносто",
)  # fmt: skip
_RU_HUNDREDS = (
    "", "сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот", "восемьсот",
    "девятьсот",
)  # fmt: skip
_RU_SCALES = (
    ("", "", ""),
    ("тысяча", "тысячи", "тысяч"),
    ("миллион", "миллиона", "миллионов"),
    ("миллиард", "миллиарда", "миллиардов"),
    ("триллион", "триллиона", "триллионов"),
)

NOUNS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "kk": {"copies": ("дана",), "lines": ("жазба",), "sheets": ("парақ",), "titles": ("атау",)},
    "ru": {
        "copies": ("экземпляр", "экземпляра", "экземпляров"),
        "lines": ("запись", "записи", "записей"),
        "sheets": ("лист", "листа", "листов"),
        "titles": ("название", "названия", "названий"),
    },
}
"""What papers count, by language; Russian: after 1, 2–4, 5 and more."""

_RU_WOMEN = frozenset({"lines"})
_RU_NEUTER = frozenset({"titles"})


def number_in_words(number: int, language: str, gender: str = "m") -> str:
    """A whole number in words, in small letters; `gender` (m, f, n) matters in Russian.

    Raises ValueError beyond ±MOST and for a language without words (kk and ru have them).
    """
    if abs(number) > MOST:
        raise ValueError("too large a number for words")
    speak = _SPEAKERS.get(language)
    if speak is None:
        raise ValueError(f"no words for numbers in {language!r}")
    if number == 0:
        return "нөл" if language == "kk" else "ноль"
    words = list(speak(abs(number), gender))
    return " ".join(["минус", *words] if number < 0 else words)


def counted(number: int, language: str, noun: str) -> str:
    """A number of `copies`, `lines`, `sheets` or `titles` in words, with the noun."""
    gender = "f" if noun in _RU_WOMEN else "n" if noun in _RU_NEUTER else "m"
    forms = NOUNS[language][noun]
    form = forms[0] if language == "kk" else forms[_russian_form(abs(number))]
    return f"{number_in_words(number, language, gender)} {form}"


def sum_in_words(tiyn: int, language: str) -> str:
    """A sum of tiyn: tenge in words, tiyn in two digits, as accountants write it."""
    tenge, rest = divmod(abs(tiyn), 100)
    said = number_in_words(tenge, language)
    unit, small = ("теңге", "тиын") if language == "kk" else ("тенге", "тиын")
    return f"{'минус ' if tiyn < 0 else ''}{said} {unit} {rest:02d} {small}"


def _kazakh(number: int, _gender: str) -> Iterator[str]:
    for scale, three in _groups(number):
        hundreds, tens, ones = three // 100, three // 10 % 10, three % 10
        if hundreds:
            yield from (_KK_ONES[hundreds], "жүз")
        yield from (word for word in (_KK_TENS[tens], _KK_ONES[ones]) if word)
        if scale:
            yield _KK_SCALES[scale]


def _russian(number: int, gender: str) -> Iterator[str]:
    for scale, three in _groups(number):
        # Thousands are feminine; millions and above masculine; the last group is the noun's.
        shape = "f" if scale == 1 else gender if scale == 0 else "m"
        yield from _russian_three(three, shape)
        if scale:
            yield _RU_SCALES[scale][_russian_form(three)]


def _russian_three(three: int, gender: str) -> Iterator[str]:
    hundreds, tens, ones = three // 100, three // 10 % 10, three % 10
    if hundreds:
        yield _RU_HUNDREDS[hundreds]
    if tens == 1:
        yield _RU_TEENS[ones]
        return
    if tens:
        yield _RU_TENS[tens]
    if ones:
        yield (
            "одно"
            if gender == "n" and ones == 1
            else (_RU_FEMININE[ones] if gender == "f" else _RU_ONES[ones])
        )


def _russian_form(number: int) -> int:
    """Which of three forms follows a number: 1, 2–4, the rest."""
    if number % 100 in range(11, 15):
        return 2
    return {1: 0, 2: 1, 3: 1, 4: 1}.get(number % 10, 2)


def _groups(number: int) -> Iterator[tuple[int, int]]:
    """Scale and three digits, from the largest scale; empty groups are left out."""
    for scale in range(4, -1, -1):
        three = number // 1000**scale % 1000
        if three:
            yield scale, three


_SPEAKERS: dict[str, Callable[[int, str], Iterator[str]]] = {"kk": _kazakh, "ru": _russian}
