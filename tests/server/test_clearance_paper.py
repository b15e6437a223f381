"""The clearance slip on paper: it says what it is worth, and what it says stays on it."""

from __future__ import annotations

from datetime import date

import pypdfium2
import pytest
import zxingcpp

from i18n.texts import texts
from library.clearance import CaseStanding, OwedCase, SlipState, check_code
from server.reports.clearance_slip import HIGH, SlipPaper, slip_pdf, slips_pdf
from tests.labels.rendered import page_pictures

DAY = date(2027, 5, 20)
CASE = OwedCase(
    "Қазақстан тарихы (ерте дәуірден қазіргі заманға дейін), 8-сыныпқа арналған оқулық, 2-бөлім",
    "lost", CaseStanding.NOT_REQUIRED, DAY,
    "№ 124-ө/қ, 20.05.2027, " + ("өрт салдарынан оқушының үйі жанып кеткендіктен " * 5)[:200],
)  # fmt: skip


def paper(language: str, cases: int, state: SlipState = SlipState.VALID) -> SlipPaper:
    return SlipPaper(
        7, 2027, check_code(123456789), "Нұрмұхаммедқызы-Әбдірахманова Айкүміс Мұхамедиярқызы",
        "11Ә", "graduates", [CASE] * cases, DAY, "Г. Өтегенова",
        "Физика-математика бағытындағы мамандандырылған мектеп-интернат КММ", language, state,
    )  # fmt: skip


def lines(pdf: bytes) -> list[tuple[float, str]]:
    """Each piece of text with its lower edge, in points."""
    page = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    boxes = [page.get_rect(place) for place in range(page.count_rects())]
    return [(box[1], page.get_text_bounded(*box)) for box in boxes]


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("cases", [1, 3, 6, 9])
def test_long_cases_leave_the_code_and_the_next_slip_free(language: str, cases: int) -> None:
    pdf = slips_pdf([paper(language, cases), paper(language, 0)])
    said = [edge - HIGH for edge, text in lines(pdf) if edge > HIGH and "оқушының" in text]
    date_on = max(edge - HIGH for edge, text in lines(pdf) if text.strip() == "20.05.2027")
    assert said and min(said) > date_on + 11
    under = [text for edge, text in lines(pdf) if edge < HIGH]
    assert not any("оқушының" in text for text in under)
    (sheet,) = page_pictures(pdf, 203)
    assert len(zxingcpp.read_barcodes(sheet)) == 2
    whole = " ".join(text for edge, text in lines(pdf) if edge > HIGH)
    named = whole.count("•")
    more = str(texts(language)("clearance.paper-more", n=cases - named))
    assert named >= min(cases, 3) and (named == cases or more in whole)


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_only_a_slip_that_holds_says_that_nothing_is_owed(language: str) -> None:
    t = texts(language)
    nothing = str(t("clearance.paper-owes-nothing"))
    for state in SlipState:
        text = " ".join(piece for _edge, piece in lines(slip_pdf(paper(language, 0, state))))
        assert (nothing in text) is (state is SlipState.VALID)
    again = slip_pdf(paper(language, 0, SlipState.OWES_AGAIN))
    assert str(t("clearance.means-owes-again"))[:20] in " ".join(p for _e, p in lines(again))
