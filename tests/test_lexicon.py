"""The lexicon of the kit holds what it promises, stacks with the reader's, and accounts for every token."""

import re
import unicodedata

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpgkit import documents, lexicon, paths, tables
from dpgkit.analyzers import java
from dpgkit.errors import DataError

KIT = lexicon.load()
CORPUS = paths.kit_root() / "corpus"
NAMED = ["집합적 임팩트", "공동의 어젠다", "중추지원조직", "디지털플랫폼정부", "디지털플랫폼정부위원회", "핵심성과지표",
         "데이터기반행정", "마이데이터", "국민비서", "혜택알리미", "정부24", "청약홈", "공공데이터포털", "행정정보공동이용",
         "클라우드 네이티브", "인공지능기본법"]
HEADS = {"nouns": "term,tag,reason,action", "synonyms": "variant,term,reason,action", "stopwords": "term,reason,action"}


def own(folder, encoding="utf-8", **lists):
    place = folder / "내 사전"
    place.mkdir(exist_ok=True)
    for name, text in lists.items():
        (place / f"{name}.csv").write_bytes(f"{HEADS[name]}\n{text}".encode(encoding))
    return place


def tokens(*words, pos="NOUN"):
    rows = [("글", 1, place, word, word, "NNG", pos) for place, word in enumerate(words, start=1)]
    return pd.DataFrame(rows, columns=["document", "sentence", "position", "surface", "lemma", "tag", "pos"])


def loosely(word):
    return re.compile(r"\s?".join(map(re.escape, word.replace(" ", ""))))


def small(nouns=(), synonyms=(), stopwords=()):
    return lexicon.Lexicon(pd.DataFrame([(term, "NNG", "시험", "") for term in nouns], columns=["term", "tag", "reason", "kind"]),
                           pd.DataFrame([(*pair, "시험") for pair in synonyms], columns=["variant", "term", "reason"]),
                           pd.DataFrame([(term, "시험", "") for term in stopwords], columns=["term", "reason", "criterion"]))


def test_the_lists_of_the_kit_are_as_large_as_they_should_be():
    assert len(KIT.nouns) >= 240 and len(KIT.synonyms) >= 60 and len(KIT.stopwords) >= 150
    assert set(NAMED) <= set(KIT.nouns["term"])
    assert KIT.nouns["reason"].is_unique and KIT.nouns["reason"].str.endswith("니다.").all()


def test_most_nouns_stand_in_the_digests():
    text = "\n".join(documents.load_documents("digests")["text"])
    assert sum(bool(loosely(term).search(text)) for term in KIT.nouns["term"]) / len(KIT.nouns) >= 0.85


@pytest.mark.parametrize(("name", "column"), [("nouns", "term"), ("synonyms", "variant")])
def test_every_source_holds_its_word(name, column):
    for row in tables.load(name).to_dict("records"):
        if row["source"] in ("직접 정함", "유두호(2023), 출발점이 된 글"):
            continue
        text = unicodedata.normalize("NFC", tables.read_text(CORPUS / row["source"]))
        assert loosely(row[column]).search(text), row


def test_words_that_carry_policy_meaning_are_left_out_on_request_only():
    asked = lexicon.load(optional=True).stopwords["term"]
    assert {"정책", "사업", "제도", "국민", "정부"} & set(KIT.stopwords["term"]) == set()
    assert {"정책", "사업", "제도", "국민", "정부"} <= set(asked) and asked.is_unique


def test_no_noun_of_the_kit_is_a_stop_word():
    assert not set(KIT.nouns["term"]) & set(lexicon.load(optional=True).stopwords["term"])


@pytest.mark.parametrize("analyzer", ["Komoran", "Okt"])
def test_the_reasons_tell_how_the_analyzers_cut_the_nouns(analyzer):
    java.start()
    import konlpy.tag

    pos, wrong = getattr(konlpy.tag, analyzer)().pos, []
    for row in KIT.nouns.itertuples():
        cut = middle([word for word, _ in pos(f"이 글에서는 {row.term}{'을' if has_final(row.term) else '를'} 살펴본다.")])
        told = "그대로 두" in row.reason if cut in ([row.term], [row.term.replace(" ", "")]) else f"'{' + '.join(cut)}'" in row.reason
        wrong += [] if told else [(row.term, cut)]
    assert not wrong


def has_final(word):
    return "가" <= word[-1] <= "힣" and (ord(word[-1]) - ord("가")) % 28 > 0


def middle(parts):
    start = next(place for place, part in enumerate(parts) if part in ("는", "에서는")) + 1
    end = next(place for place, part in enumerate(parts) if part.startswith("살펴"))
    return parts[start:end - (parts[end - 1] in ("을", "를"))]


def test_keys_follow_the_content_and_not_the_order():
    turned = lexicon.Lexicon(KIT.nouns[::-1], KIT.synonyms[::-1], KIT.stopwords[::-1])
    assert (turned.key, turned.noun_key) == (KIT.key, KIT.noun_key) and re.fullmatch("[0-9a-f]{64}", KIT.key)
    reworded = lexicon.Lexicon(KIT.nouns.assign(reason="다른 까닭입니다."), KIT.synonyms, KIT.stopwords)
    assert reworded.key != KIT.key and reworded.noun_key == KIT.noun_key
    fewer = lexicon.Lexicon(KIT.nouns, KIT.synonyms, KIT.stopwords[1:])
    assert fewer.key != KIT.key and fewer.noun_key == KIT.noun_key
    assert lexicon.Lexicon(KIT.nouns[1:], KIT.synonyms, KIT.stopwords).noun_key != KIT.noun_key


def test_the_key_is_the_same_on_every_machine():
    expected = "7788b9bc6fe47823ba329bdb3bfd05a2d6e247f931d6fc23e563fe0c248a3e4e"
    assert small(["청약홈"], [("행안부", "행정안전부")], ["경우"]).key == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
def test_the_readers_lists_lie_on_top(tmp_path, encoding):
    place = own(tmp_path, encoding, nouns="청약 홈,NNG,일반 명사로 봅니다.,\n새말,NNP,시험입니다.,add\n마이홈,,시험입니다.,remove\n",
                synonyms="행안부,내무부,옛 글을 봅니다.,\n", stopwords="경우,시험입니다.,remove\n")
    mine = lexicon.load(place)
    nouns = mine.nouns.set_index("term")["tag"]
    assert nouns["청약 홈"] == "NNG" and nouns["새말"] == "NNP" and "청약홈" not in nouns and "마이홈" not in nouns
    assert len(mine.nouns) == len(KIT.nouns) and "경우" not in set(mine.stopwords["term"])
    assert mine.synonyms.set_index("variant").loc["행안부", "term"] == "내무부"


def test_one_file_is_enough_and_none_is_refused(tmp_path):
    assert lexicon.load(own(tmp_path, stopwords="자료,시험입니다.,\n")).noun_key == KIT.noun_key
    (tmp_path / "빈 폴더").mkdir()
    with pytest.raises(DataError, match="사전 파일이 없는 폴더.*\n.*빈 폴더\n.*nouns.csv, synonyms.csv, stopwords.csv"):
        lexicon.load(tmp_path / "빈 폴더")


def test_decomposed_text_is_the_same_lexicon(tmp_path):
    text = "새말,NNP,시험입니다.,\n"
    composed = lexicon.load(own(tmp_path, nouns=text)).key
    assert lexicon.load(own(tmp_path, nouns=unicodedata.normalize("NFD", text))).key == composed


def test_a_chain_over_the_kit_leads_on(tmp_path):
    mine = lexicon.load(own(tmp_path, synonyms="행정안전부,안전 부처,하나로 봅니다.,\n")).synonyms.set_index("variant")
    assert mine.loc["행안부", "term"] == "안전 부처" and mine.loc["행안부", "reason"].endswith("(거친 말: 행정안전부)")


def test_a_circle_with_the_kit_is_refused(tmp_path):
    with pytest.raises(DataError, match="행 'term' 열: 유의어가 돌고 돕니다.*\n.*행안부 → 행정안전부 → 행안부"):
        lexicon.load(own(tmp_path, synonyms="행정안전부,행안부,시험입니다.,\n"))


def test_a_variant_that_is_a_stop_word_is_refused(tmp_path):
    with pytest.raises(DataError, match=r"내 사전/synonyms.csv 2행 'variant' 열: 불용어이기도.*lexicon/stopwords.csv \d+행.*\n.*경우"):
        lexicon.load(own(tmp_path, synonyms="경우,상황,시험입니다.,\n"))
    assert lexicon.load(own(tmp_path, synonyms="경우,상황,시험입니다.,\n", stopwords="경우,모읍니다.,remove\n"))


def test_stop_words_of_a_parameter_are_added():
    more = lexicon.with_stopwords(KIT, ["정책", " 정책 ", unicodedata.normalize("NFD", "사업"), "경우", ""])
    assert more.stopwords["term"].tolist()[len(KIT.stopwords):] == ["정책", "사업"]
    with pytest.raises(DataError, match="먼저 모으는 말.*\n.*AI\n.*인공지능"):
        lexicon.with_stopwords(KIT, ["AI"])


@pytest.mark.parametrize(("words", "expected"), [
    (["컬렉티브", "임팩트"], ["집합적 임팩트"]), (["콜렉티브 임팩트"], ["집합적 임팩트"]),
    (["콜렉티브", "임팩트", "사례"], ["집합적 임팩트", "사례"]),
    (["디플정", "위원회"], ["디지털플랫폼정부위원회"]), (["디플정"], ["디지털플랫폼정부"]), (["AI"], ["인공지능"]),
    (["AI", "기본법"], ["인공지능기본법"]), (["LH"], ["한국토지주택공사"]), (["행안부"], ["행정안전부"]), (["행안"], ["행안"])])
def test_synonyms_of_the_kit(words, expected):
    assert lexicon.apply_synonyms(tokens(*words), KIT)["lemma"].tolist() == expected


@pytest.mark.parametrize(("words", "expected"), [
    (["디지털", "플랫폼", "정부", "위원회"], ["디지털플랫폼정부위원회"]), (["정부", "24", "+"], ["정부24+"]),
    (["집합", "적", "임팩트"], ["집합적 임팩트"]),
    (["집합적임팩트"], ["집합적 임팩트"]), (["공공데이터", "개방"], ["공공데이터", "개방"])])
def test_nouns_of_the_kit(words, expected):
    assert lexicon.merge_nouns(tokens(*words), KIT)["lemma"].tolist() == expected


def test_stop_words_and_short_words_go():
    table = tokens("국민", "수", "경우", "법률")
    assert lexicon.drop_stopwords(table, KIT)["lemma"].tolist() == ["국민", "법률"]
    assert lexicon.drop_stopwords(table, KIT, min_length=1)["lemma"].tolist() == ["국민", "수", "법률"]
    assert lexicon.drop_stopwords(tokens("집 가"), KIT, min_length=3).empty


def test_the_log_by_hand():
    words = small(["청약홈"], [("행안부", "행정안전부"), ("컬렉티브 임팩트", "집합적 임팩트")], ["경우", "없는말"])
    table = tokens("청약", "홈", "행안부", "컬렉티브", "임팩트", "수", "경우", "국민", "청약", "홈")
    log = lexicon.decision_log(table, words)
    assert log.drop(columns="까닭").to_numpy().tolist() == [
        ["명사 합치기", "청약 + 홈", "청약홈", 4, 2], ["명사 합치기", "합계", "", 10, 8],
        ["유의어 모으기", "컬렉티브 임팩트", "집합적 임팩트", 2, 1], ["유의어 모으기", "행안부", "행정안전부", 1, 1],
        ["유의어 모으기", "합계", "", 8, 7],
        ["짧은 말 빼기", "2글자 미만", "뺌", 1, 0], ["짧은 말 빼기", "합계", "", 7, 6],
        ["불용어 빼기", "경우", "뺌", 1, 0], ["불용어 빼기", "합계", "", 6, 5]]
    assert lexicon.effect(log)[["줄어든 수", "쓰인 규칙"]].values.tolist() == [[2, 1], [1, 2], [1, 1], [1, 1]]


def test_a_noun_that_was_cut_in_several_ways_says_so():
    log = lexicon.decision_log(tokens("청약", "홈", "청", "약홈", "청약", "홈"), small(["청약홈"]))
    assert log["규칙"].iloc[0] == "청약 + 홈 외 1가지" and log["앞"].iloc[0] == 6 and log["뒤"].iloc[0] == 3


def test_a_stop_word_called_total_is_no_total():
    effect = lexicon.effect(lexicon.decision_log(tokens("합계", "국민"), small(stopwords=["합계"])))
    assert effect.iloc[-1].tolist() == ["불용어 빼기", 2, 1, 1, 1] and len(effect) == 4


WORDS = st.lists(st.sampled_from(["가", "나", "다라", "나다라", "가나", "마바"]), max_size=12)


@given(WORDS, st.integers(1, 3))
def test_the_steps_add_up(words, min_length):
    lists = small(["가나", "가나다라", "마바 가"], [("나 다라", "차카"), ("마바", "사 아"), ("차카 가", "파하")], ["사아", "가나"])
    table = tokens(*words)
    log = lexicon.decision_log(table, lists, min_length=min_length)
    total = log["규칙"] == "합계"
    differences = (log["앞"] - log["뒤"]).groupby(log["규칙 종류"], sort=False)
    assert all(group[~total[group.index]].sum() == group[total[group.index]].sum() for _, group in differences)
    assert log[total]["뒤"].tolist()[:-1] == log[total]["앞"].tolist()[1:]
    left = lexicon.apply_synonyms(lexicon.merge_nouns(table, lists), lists).pipe(lexicon.drop_stopwords, lists, min_length=min_length)
    assert log[total]["앞"].iloc[0] == len(table) and log[total]["뒤"].iloc[-1] == len(left)
    assert len(table) - len(left) == (log["앞"] - log["뒤"])[~total].sum()


@given(WORDS)
def test_synonyms_once_is_enough(words):
    lists = small(synonyms=[("나 다라", "차카"), ("마바", "사 아"), ("차카 가", "파하"), ("사아", "사 아")])
    once = lexicon.apply_synonyms(tokens(*words), lists)
    assert lexicon.apply_synonyms(once, lists).equals(once)


def test_an_empty_table_gives_four_totals_of_nothing():
    log = lexicon.decision_log(tokens(), KIT)
    assert log["앞"].tolist() == [0, 0, 0, 0] and log["규칙"].unique().tolist() == ["합계"]
