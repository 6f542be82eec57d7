"""Several analyzers on the same sentences: known facts about each, and lists compared by hand."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpgkit import comparison as module
from dpgkit import lexicon
from dpgkit.analyzers import java
from dpgkit.comparison import analyzernotes
from dpgkit.errors import DataError

SENTENCES = ["디지털플랫폼정부는 모든 데이터를 하나의 플랫폼에서 연결하는 것을 목표로 한다.",
             "지역 문제를 풀기 위해 집합적 임팩트 접근을 민관협력 사업에 적용하였다.",
             "공공데이터와 마이데이터를 활용한 원스톱 서비스가 시군구까지 확대된다.",
             "핵심성과지표를 국민체감 중심으로 다시 설계할 필요가 있다.", "국민비서 구삐가 건강검진 일정을 미리 알려 준다.",
             "데이터기반행정을 담당하는 책임관을 기관마다 지정해야 한다."]
WHOLE = ["디지털플랫폼정부", "공공데이터", "마이데이터", "민관협력", "핵심성과지표", "국민체감", "데이터기반행정"]


@pytest.fixture(scope="module", autouse=True)
def store(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DPGKIT_CACHE", str(tmp_path_factory.mktemp("저장소")))
        yield


@pytest.fixture(scope="module")
def everything():
    return module.compare(SENTENCES, ["hannanum", "okt", "komoran", "kiwi"], progress=False)


@pytest.mark.parametrize(("analyzer", "whole"), [("okt", []), ("komoran", []), ("kiwi", []), ("hannanum", WHOLE)])
def test_policy_terms_that_stay_whole_without_a_dictionary(everything, analyzer, whole):
    rows = everything.counts[everything.counts["analyzer"] == analyzer]
    assert sorted(rows.loc[rows["count"] > 0, "term"]) == sorted(whole) and (rows["literal"] == 1).all()


def test_every_place_of_a_term_is_cut_in_one_way(everything):
    cuts = everything.cuts.groupby(["term", "analyzer"])["count"].sum()
    assert cuts.to_dict() == everything.counts.set_index(["term", "analyzer"])["literal"].to_dict()


def test_okt_loses_the_public_of_public_data(everything):
    okt = everything.cuts[everything.cuts["analyzer"] == "okt"].set_index("term")
    assert okt.loc["공공데이터", ["cut", "lost"]].tolist() == ["공공(관형사) + 데이터(명사)", "공공"]
    assert okt.loc["데이터기반행정", "lost"] == "기·반"
    words = set(everything.top_terms.query("analyzer == 'okt'")["term"])
    assert "데이터" in words and not words & {"공공", "공공데이터"}
    assert any(note.startswith("okt: 명사로 보지 않아") and "'공공데이터' 1번에서 '공공'" in note for note in everything.notes)


@pytest.mark.parametrize("names", [["kiwi", "kkma"], ["kiwi", "okt"]])
def test_the_doubles_of_kkma_are_told_where_kkma_is_asked(names, monkeypatch):
    empty = pd.Series(dtype="int64")
    monkeypatch.setattr(module, "_answer", lambda *_: module._Answer(empty, empty, pd.DataFrame(columns=module.CUTS), ()))
    monkeypatch.setattr(analyzernotes, "doubled", lambda texts: [f"{len(texts)}문장"])
    assert ("6문장" in module.compare(SENTENCES, names).notes) == ("kkma" in names)


def test_slow_analyzers_make_all_read_a_sample_and_it_says_so(everything):
    assert everything.sentences == everything.sentences_in_all == 6          # fewer than ``SLOW_SENTENCES``
    many = [f"{sentence} {number}호." for number in range(200) for sentence in SENTENCES]
    whole = module._sentences(many)
    assert len(module._drawn(whole, ["okt", "kkma"], None, 1)) == module.SLOW_SENTENCES
    assert len(module._drawn(whole, ["okt", "kiwi"], None, 1)) == len(whole)


def test_a_sample_is_the_same_for_all_and_each_time():
    found, again = (module.compare(SENTENCES, ["komoran", "kiwi"], sample=3, seed=7, progress=False) for _ in range(2))
    assert found.counts.equals(again.counts) and found.top_terms.equals(again.top_terms)
    assert (found.sentences, found.sentences_in_all) == (3, 6) and found.notes[0].startswith("문장 6개 가운데 3개를 뽑아(씨앗 7)")
    assert found.counts.groupby("term")["literal"].nunique().eq(1).all() and found.counts["literal"].sum() < 20


def test_a_lexicon_keeps_terms_whole_and_more_are_found_than_written():
    found = module.compare([*SENTENCES, "민관 협력을 넓힌다."], ["komoran", "kiwi"], lexicon=lexicon.load(), progress=False)
    counts = found.counts.pivot(index="term", columns="analyzer", values="count")
    assert (counts.loc[["디지털플랫폼정부", "집합적 임팩트", "공공데이터", "마이데이터", "핵심성과지표"]] == 1).all(axis=None)
    assert (counts.loc["민관협력"] == 2).all() and any("'민관협력' 글자 그대로 1번" in note for note in found.notes)
    assert not any("세지 않는 조각" in note and "공공" in note for note in found.notes)


def test_overlap_by_hand():
    lists = pd.DataFrame({"analyzer": list("aaabbbcc"), "term": ["국민", "정부", "법률", "국민", "정부", "시장", "법률", "시장"]})
    table = module.overlap(lists).set_index(["a", "b"])
    assert table.loc[("a", "b")].tolist() == [2, 0.5] and table.loc[("c", "a")].tolist() == [1, 0.25] and len(table) == 6
    said = module.read_overlap(lists)
    assert said == "많이 나온 낱말을 3개씩 견주면 가장 많이 겹치는 둘은 a·b(0.50)입니다. 가장 적게 겹치는 둘은 a·c(0.25)입니다."


@given(st.lists(st.tuples(st.sampled_from("가나다"), st.sampled_from(["국민", "정부", "법률", "시장"])), min_size=1, unique=True))
def test_overlap_does_not_depend_on_the_side(rows):
    table = module.overlap(pd.DataFrame(rows, columns=["analyzer", "term"]))
    there, back = table.set_index(["a", "b"])["jaccard"], table.set_index(["b", "a"])["jaccard"]
    assert table["jaccard"].between(0, 1).all() and there.sort_index().tolist() == back.sort_index().tolist()


def test_lists_are_cut_at_the_top_and_ties_go_by_letter(everything):
    short = module.compare(SENTENCES, ["komoran", "kiwi"], top=3, progress=False).top_terms
    assert short["rank"].tolist() == [1, 2, 3] * 2
    ranked = everything.top_terms.query("analyzer == 'kiwi'")
    assert ranked.sort_values(["count", "term"], ascending=[False, True])["rank"].is_monotonic_increasing


def test_a_part_of_a_longer_word_is_told():
    found = module.compare(["국민연금과 국민"], ["komoran", "kiwi"], chosen=["국민"], progress=False)
    assert found.cuts.query("analyzer == 'komoran'")[["cut", "count"]].values.tolist() == [["국민(명사)", 1], ["국민연금(고유명사)", 1]]
    assert found.counts["literal"].tolist() == [2, 2]


def test_speed_is_measured_anew_and_nothing_is_kept(tmp_path, monkeypatch):
    monkeypatch.setenv("DPGKIT_CACHE", str(tmp_path / "빈 저장소"))
    table = module.speed(SENTENCES, ["kiwi"])
    assert table.columns.tolist() == module.SPEED and table["characters"].tolist() == [sum(map(len, SENTENCES))]
    assert (table[["start_seconds", "per_second"]] > 0).all(axis=None) and not (tmp_path / "빈 저장소").exists()


def test_speed_stays_out_of_what_a_notebook_shows(everything, monkeypatch):
    monkeypatch.setattr(module, "speed", lambda *_, **__: pd.DataFrame([("kiwi", 1, 1.0, 1.0, 1.0)], columns=module.SPEED))
    found = module.compare(SENTENCES, ["komoran", "kiwi"], timed=True, progress=False)
    assert len(found.speed) == 1 and everything.speed.empty and "per_second" not in repr(found)


def test_without_java_the_others_are_compared(monkeypatch):
    monkeypatch.setattr(java, "is_there", lambda: False)
    found = module.compare(SENTENCES, ["komoran", "kiwi"], progress=False)
    assert found.notes[0] == "komoran: 자바가 없어서 견주지 못했습니다." and set(found.counts["analyzer"]) == {"kiwi"}
    assert found.overlap.empty and module.read_overlap(found.top_terms) == "분석기가 하나뿐이어서 견줄 것이 없습니다."


@pytest.mark.parametrize(("names", "options", "told"), [
    (["okt"], {}, "견줄 분석기가 모자랍니다"), (["okt", "okt"], {}, "견줄 분석기가 모자랍니다"), (["okt", "mecab"], {}, "없는 형태소"),
    (["okt", "kiwi"], {"top": 0}, "수가 너무 작습니다"), (["okt", "kiwi"], {"sample": 0}, "수가 너무 작습니다")])
def test_what_cannot_be_compared_is_refused(names, options, told):
    with pytest.raises(DataError, match=told):
        module.compare(SENTENCES, names, **options)


@pytest.mark.parametrize("texts", [[""], ["   ", "\n"], ["123 !"]])
def test_texts_without_words_give_empty_lists(texts):
    found = module.compare(texts, ["komoran", "kiwi"], progress=False)
    assert found.top_terms.empty and found.cuts.empty and (found.counts["count"] == 0).all()
    assert module.read_counts(found.counts) == "고른 말의 수는 분석기마다 같습니다."
