"""Documents that are there more than once."""

import random
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpgkit.documents import twins

COLUMNS = ["id", "path", "format", "sha256", "date", "text"]
LETTERS = [chr(code) for code in range(0xAC00, 0xAC00 + 2000, 7)]
LONG = "".join(random.Random(1).choices(LETTERS, k=4000))


def found(*rows):
    table = pd.DataFrame([(name, name.partition(".zip/")[0] + (".zip" if ".zip/" in name else ""), form, *rest)
                          for name, form, *rest in rows], columns=COLUMNS)
    return twins.overlaps(table)[["document", "kept"]].to_numpy().tolist()


@pytest.mark.parametrize(("share", "repeats"), [(0.02, True), (0.1, True), (0.3, False), (1.0, False)])
def test_a_pdf_of_an_hwp_is_found_by_its_text(share, repeats):
    cut = int(len(LONG) * share)
    printed = LONG[cut:] + "".join(random.Random(2).choices(LETTERS, k=cut))
    assert bool(found(("가.hwp", "hwp", "1", "", LONG), ("나.pdf", "pdf", "2", "", printed))) is repeats


def test_the_estimate_is_near_the_exact_overlap():
    other = LONG[800:]
    grams = [{text[place:place + 6] for place in range(len(text) - 5)} for text in (LONG, other)]
    exact = len(grams[0] & grams[1]) / len(grams[0] | grams[1])
    assert twins.resemblance(twins.sketch(LONG), twins.sketch(other)) == pytest.approx(exact, abs=0.04)


@given(st.text("가힣각ㄱ0９9a. \ud7a4\ud800😀한"))
def test_what_is_spoken_is_hangul_and_digits(text):
    assert bytes(twins.spoken(text)) == re.sub("[^0-9가-힣]", "", text).encode("utf-16-le")


def test_two_years_of_one_form_are_two_documents():
    assert found(("2022.hwp", "hwp", "1", "2022", LONG), ("2023.pdf", "pdf", "2", "2023", LONG[50:])) == []
    assert found(("2022.hwp", "hwp", "1", "2022", LONG), ("2022a.pdf", "pdf", "2", "2022-03-01", LONG[50:])) == [["2022a.pdf", "2022.hwp"]]


def test_a_pdf_finds_its_document_among_many():
    texts = ["".join(random.Random(seed).choices(LETTERS, k=3000)) for seed in range(30)]
    rows = [(f"{place}.hwp", "hwp", f"{place}", "", text) for place, text in enumerate(texts)]
    assert found(*rows, ("a.pdf", "pdf", "x", "", texts[17][30:]), ("b.pdf", "pdf", "y", "", texts[4][:-30])) == [
        ["a.pdf", "17.hwp"], ["b.pdf", "4.hwp"]]


def test_spaces_alone_make_no_other_document():
    texts = ["짧은 글 A", "짧은  글\nA", "짧은글 A"]
    assert found(*[(f"{text}.txt", "txt", text, "", text) for text in texts]) == [[f"{texts[1]}.txt", f"{texts[0]}.txt"]]


def test_the_richest_format_stays():
    same = [(f"가.{form}", form, form, "", LONG) for form in ("pdf", "txt", "docx", "hwp", "hwpx")]
    assert found(*same) == [[f"가.{form}", "가.hwpx"] for form in ("pdf", "txt", "docx", "hwp")]


@pytest.mark.parametrize("texts", [("Annex A", "Annex B"), ("표 A동", "표 B동"), ("", "")])
def test_texts_that_differ_in_latin_letters_stay(texts):
    assert found(("가.txt", "txt", "1", "", texts[0]), ("나.txt", "txt", "2", "", texts[1])) == []


def test_members_of_one_archive_are_not_one_file():
    assert found(("가.zip/1.txt", "txt", "1", "", "하나"), ("가.zip/2.txt", "txt", "1", "", "둘")) == []
    assert found(("가.zip/1.txt", "txt", "1", "", "하나"), ("나.zip/1.txt", "txt", "1", "", "하나")) == [["나.zip/1.txt", "가.zip/1.txt"]]
