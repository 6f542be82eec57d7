"""Documents beside others to compare them with."""

import pandas as pd
import pytest

from dpgkit import documents
from dpgkit.documents import Corpus
from dpgkit.errors import DataError
from dpgkit.keywords import references
from dpgkit.reading import Reading


def corpus(*rows):
    table = pd.DataFrame(rows, columns=["id", "text"]).reindex(columns=documents.COLUMNS, fill_value="")
    return Corpus(table, pd.DataFrame(columns=documents.REFUSED), "시험 말뭉치")


def test_own_documents_stand_beside_the_digests_even_with_the_same_name():
    same = documents.load_documents("digests")["id"].iloc[0]
    both = references.beside(corpus((same, "글"), ("내 것", "글")), "폴더")
    assert both.side.index.is_unique and both.side.value_counts().to_dict() == {"키트의 요약문": 155, "이 말뭉치": 2}
    assert both.read.tolist() == [same, "내 것"] and "155편" in both.label


def test_digests_are_compared_among_themselves_by_what_the_case_cites():
    loaded = documents.read_corpus("digests")
    both = references.beside(loaded, "digests", ["2023_dpg_plan", "없는 문서"])
    assert both.side[both.side == "사례가 인용한 문서"].index.tolist() == ["2023_dpg_plan"] and len(both.read) == 155


def test_one_empty_side_is_refused():
    with pytest.raises(DataError, match="하나가 비어 있습니다"):
        references.sides(references.beside(documents.read_corpus("digests"), "digests"))


def test_a_folder_that_cannot_be_read_is_a_corpus_without_documents(tmp_path):
    (tmp_path / "빈 글.txt").write_text("", encoding="utf-8")
    loaded = references.open_corpus(str(tmp_path))
    assert loaded.documents.empty and len(loaded.refused) == 1 and list(loaded.documents) == documents.COLUMNS
    assert set(references.beside(loaded, str(tmp_path)).side) == {"키트의 요약문"}


NOUNS = pd.DataFrame({"document": ["가", "가", "나"], "sentence": [1, 2, 1], "lemma": ["월세", "은행", "국민"]})
SENTENCES = pd.DataFrame({"document": ["가", "가", "나"], "sentence": [1, 2, 1],
                          "text": ["월세를 지원하기로 정했습니다.", "은행이 창구를 맡기로 했습니다.", "국민이 그 결과를 평가합니다."]})
BOTH = references.Beside(SENTENCES, pd.Series({"가": "앞", "나": "뒤"}), "앞", "뒤", pd.Index(["가", "나"]), "시험")


def test_sentences_of_the_marks_come_from_the_own_side():
    marks = pd.DataFrame({"term": ["은행", "국민"], "z": [2.0, -1.0], "rate_a": [9, 1], "rate_b": [1, 9]})
    assert references.leading_sentences(SENTENCES, NOUNS, BOTH, marks, 5)["term"].tolist() == ["은행"]


def test_without_marks_the_weightiest_words_lead():
    found = references.leading_sentences(SENTENCES, NOUNS, BOTH, Reading("견줄 수 없습니다."), 5)
    assert set(found["term"]) == {"월세", "은행", "국민"}
    assert references.leading_sentences(SENTENCES, NOUNS.head(0), BOTH, Reading("없습니다."), 5).empty


def test_the_seed_decides_the_sample():
    many = pd.DataFrame({"document": "가", "sentence": range(1, 41), "text": [f"{number}번" for number in range(1, 41)]})
    first, again, other = (references.sample(many, seed) for seed in (1, 1, 2))
    assert first.equals(again) and not first.equals(other) and len(first) == 5
    assert references.sample(many.head(0), 1).empty
