"""Every occurrence of a term, at its place in the cleaned text."""

import pandas as pd
import pytest

from dpgkit import cleaning, documents
from dpgkit.errors import DataError
from dpgkit.keywords import concordance as module
from dpgkit.keywords.concordance import concordance, token_spans

TEXTS = pd.DataFrame({"id": ["가", "나"], "text": ["국민이 국민연금을 낸다. 디지털 플랫폼 정부를 연다.",
                                               "디지털플랫폼정부와 디지털플랫폼 정부는 국민 것이다."]})
SENTENCES = cleaning.sentences(TEXTS)


def tokens(*rows):
    return pd.DataFrame([(document, sentence, position, surface, lemma)
                         for document, sentence, text in rows
                         for position, (surface, _, lemma) in enumerate((word.partition("=") for word in text.split("|")), start=1)],
                        columns=["document", "sentence", "position", "surface", "lemma"]).assign(
                            tag="", lemma=lambda table: table["lemma"].where(table["lemma"] != "", table["surface"]))


TOKENS = tokens(("가", 1, "국민|이|국민연금|을|내=내다|ㄴ다|."), ("가", 2, "디지털|플랫폼|정부|를|열=열다|ㄴ다|."),
                ("나", 1, "디지털|플랫폼|정부|와|디지털플랫폼|정부|는|국민|것|이|다|."))


@pytest.mark.parametrize("term, literal, as_tokens", [
    ("국민", 3, 2), ("디지털 플랫폼 정부", 3, 3), ("디지털플랫폼정부", 1, 3), ("국민  연금", 1, 1),
    ("없는 말", 0, 0), ("정부를", 1, 1), ("내다", 0, 1)])
def test_every_occurrence_is_found(term, literal, as_tokens):
    assert len(concordance(SENTENCES, term)) == literal
    assert len(concordance(SENTENCES, term, tokens=TOKENS)) == as_tokens


@pytest.mark.parametrize("kept", [None, TOKENS])
@pytest.mark.parametrize("term", ["국민", "디지털 플랫폼 정부"])
def test_offsets_cut_the_keyword_out_of_the_cleaned_text(term, kept):
    cleaned = dict(zip(TEXTS["id"], map(cleaning.clean, TEXTS["text"]), strict=True))
    for row in concordance(SENTENCES, term, tokens=kept, window=5).itertuples():
        text = cleaned[row.document]
        assert (text[row.start:row.end], row.keyword.replace(" ", "")) == (row.keyword, term.replace(" ", ""))
        assert row.left == text[max(row.start - 5, 0):row.start] and row.right == text[row.end:row.end + 5]
        assert SENTENCES.set_index(["document", "sentence"])["start"][row.document, row.sentence] <= row.start


def test_real_text_gives_what_plain_counting_gives():
    constitution = documents.load_documents("constitution")
    found = concordance(cleaning.sentences(constitution), "국민")
    assert len(found) == cleaning.clean(constitution["text"].iloc[0]).count("국민") > 60


def test_the_order_goes_outwards_from_the_term():
    assert concordance(SENTENCES, "국민", sort_by="right")["right"].str[:2].tolist() == [" 것", "연금", "이 "]
    assert concordance(SENTENCES, "국민", sort_by="left")["left"].str[-2:].tolist() == ["", "는 ", "이 "]
    assert concordance(SENTENCES, "국민")["document"].tolist() == ["가", "가", "나"]


def test_nothing_found_and_nothing_to_search_leave_an_empty_table():
    for rows in (concordance(SENTENCES, "없는 말"), concordance(SENTENCES.head(0), "국민"),
                 concordance(SENTENCES, "국민", tokens=TOKENS.head(0))):
        assert rows.empty and rows.columns.tolist() == module.COLUMNS


@pytest.mark.parametrize("term, options, message", [
    (" ", {}, "비어 있습니다"), ("국민", {"window": -1}, "글자 수"), ("국민", {"sort_by": "date"}, "없는 차례")])
def test_questions_that_make_no_sense_are_refused(term, options, message):
    with pytest.raises(DataError, match=message):
        concordance(SENTENCES, term, **options)


def test_a_decomposed_term_and_signs_of_a_pattern_are_plain_text():
    assert len(concordance(SENTENCES, "\u1100\u116e\u11a8민")) == 3            # 국 as three letters
    assert concordance(SENTENCES, "국.").empty and len(concordance(SENTENCES, "낸다.")) == 1


def test_a_term_that_a_dictionary_joined_and_renamed_is_found_as_it_stands():
    sentences = pd.DataFrame({"document": ["가"], "sentence": [1], "start": [10], "text": ["컬렉티브 임팩트를 본다."]})
    joined = pd.DataFrame({"document": "가", "sentence": 1, "position": [1, 3, 4], "surface": ["컬렉티브임팩트", "를", "보"],
                           "lemma": ["집합적 임팩트", "를", "보다"], "tag": ["NNG+NNG", "JKO", "VV"]})
    found = concordance(sentences, "집합적 임팩트", tokens=joined)
    assert found[["start", "end", "keyword"]].to_numpy().tolist() == [[10, 18, "컬렉티브 임팩트"]]


@pytest.mark.parametrize("text, surfaces, positions, expected", [
    ("법을 고쳤다.", "법 을 고치 었 다 .", [1, 2, 3, 4, 5, 6], ["법", "을", "고쳤", "고쳤", "다", "."]),
    ("해야 할 일", "하 아야 하 ㄹ 일", [1, 2, 3, 4, 5], ["해야 할", "해야 할", "해야 할", "해야 할", "일"]),
    ("정부 혁신의 길", "정부 길", [1, 4], ["정부", "길"]), ("디지털 정부", "디지털정부", [1], ["디지털 정부"]), ("", "국민", [1], [""])])
def test_tokens_find_their_place_in_the_sentence(text, surfaces, positions, expected):
    assert [text[start:end] for start, end in token_spans(text, surfaces.split(), positions)] == expected
