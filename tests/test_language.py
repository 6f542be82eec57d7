"""What is shown in English is what the catalogue says, and nothing else changes."""

import re

import pandas as pd
import pytest

from dpgkit import language
from dpgkit.errors import DataError
from dpgkit.language import display, marks, phrases, translation


@pytest.fixture
def english(monkeypatch):
    monkeypatch.setenv(language.VARIABLE, "en")


@pytest.fixture
def catalogue(monkeypatch, english):
    """A small catalogue, so that these tests do not depend on how the kit words things."""
    whole = {"시기": "stage", "기관": "organisation", "국토교통부": "Ministry of Land", "전산화": "computerisation", "출처": "Source"}
    holed = [phrases._phrase(*pair) for pair in [
        ("지표 {1}개 가운데 {2}개를 쟀습니다.", "{2} of {1} indicators were measured."), ("{1} 기관 {2}곳", "{2} {1} organisations"),
        ("{1}의 {2}", "{2} of {1}")]]
    monkeypatch.setattr(translation, "catalogue", lambda _: (whole, sorted(holed, key=lambda phrase: -phrase.syllables)))
    translation._marked.cache_clear()
    yield
    translation._marked.cache_clear()


def test_korean_passes_through_untouched():
    table = pd.DataFrame({"시기": ["전산화"]})
    assert language.current() == "ko" and language.say("시기") == "시기" and language.say_table(table) is table


def test_an_unknown_language_is_korean(monkeypatch):
    monkeypatch.setenv(language.VARIABLE, "fr")
    assert language.current() == "ko"


@pytest.mark.parametrize(("korean", "expected"), [
    ("시기", "stage"),
    ("  시기\n", "  stage\n"),
    ("지표 12개 가운데 3개를 쟀습니다.", "3 of 12 indicators were measured."),
    ("지표 2개 가운데 1개를 쟀습니다. 시기", "1 of 2 indicators were measured. stage"),
    ("출처: 국토교통부", "Source: Ministry of Land"),
    ("시기, 기관", "stage, organisation"),
    ("- 시기\n- 기관", "- stage\n- organisation"),
    ("**시기**", "**stage**"),
    ("## 시기", "## stage"),
    ("전산화 (시기)", "computerisation (stage)"),
    ("전산화의 시기", "stage of computerisation"),
    ("[시기] 지표 2개 가운데 1개를 쟀습니다.", "[stage] 1 of 2 indicators were measured."),
    ("시기 3개, 기관 12.5%", "stage 3, organisation 12.5%"),
    ("시기 2줄", "stage 2 rows"), ("2010년 1위", "2010: rank 1"), ("시기, 기관 등", "stage, organisation and others"),
    ("지표 2개 가운데 1개를 쟀습니다", "1 of 2 indicators were measured"), ("시기 [1]", "stage [1]"),
    ("시기 ↔ 기관 2개", "stage ↔ organisation 2"),
    ("모르는 말", "모르는 말"),
    ("plain {1} text", "plain {1} text")])
def test_a_text_is_said_as_far_as_the_catalogue_goes(catalogue, korean, expected):
    assert language.say(korean) == expected


def test_a_short_phrase_does_not_take_a_korean_sentence_apart(catalogue):
    assert language.say("국민의 삶을 바꾸는 시기") == "국민의 삶을 바꾸는 시기"


def test_a_table_is_said_in_headings_labels_and_cells(catalogue):
    table = pd.DataFrame({"시기": ["전산화", "2007"], "n": [1, 2]}, index=pd.Index(["기관", "b"], name="시기"))
    said = language.say_table(table)
    assert said.columns.tolist() == ["Stage", "n"] and said["Stage"].tolist() == ["Computerisation", "2007"]
    assert said.index.tolist() == ["Organisation", "b"] and said.index.name == "Stage" and said["n"].tolist() == [1, 2]
    assert table.columns.tolist() == ["시기", "n"]


def test_repeated_headings_and_two_levels_of_labels_stay_apart(catalogue):
    twice = pd.DataFrame([["전산화", "기관"]], columns=["시기", "시기"])
    assert language.say_table(twice).iloc[0].tolist() == ["Computerisation", "Organisation"]
    deep = pd.DataFrame({"n": [1]}, index=pd.MultiIndex.from_tuples([("전산화", "기관")], names=["시기", "기관"]))
    assert language.say_table(deep).index.tolist() == [("Computerisation", "Organisation")]


def test_html_is_said_in_texts_and_attributes_but_not_in_styles_and_scripts(catalogue):
    page = '<style>.시기{}</style><p title="시기">기관</p><script>var a = "시기";</script><b>시기</b>'
    assert display.say_html(page) == ('<style>.시기{}</style><p title="stage">organisation</p>'
                                      '<script>var a = "시기";</script><b>stage</b>')


def test_a_chart_keeps_its_fields_and_says_its_values_alike_everywhere(catalogue):
    spec = {"title": "시기", "datasets": {"d": [{"시기": "전산화"}]},
            "encoding": {"x": {"field": "시기", "type": "nominal", "sort": ["전산화"]},
                         "color": {"condition": {"test": "datum['시기'] === '전산화'", "value": "red"}}}}
    said = display.say_spec(spec)
    assert said["title"] == "Stage" and said["datasets"]["d"] == [{"시기": "Computerisation"}]
    assert said["encoding"]["x"] == {"field": "시기", "type": "nominal", "sort": ["Computerisation"], "title": "Stage"}
    assert said["encoding"]["color"]["condition"]["test"] == "datum['시기'] === 'Computerisation'"


def test_every_catalogue_file_is_read_and_fills_only_holes_it_has():
    whole, holed = phrases.catalogue("en")
    assert len(whole) > 1000 and len(holed) > 300
    filled = [({int(hole) for _, hole in phrases.FILLED.findall(phrase.english)}, set(phrase.holes), phrase.english) for phrase in holed]
    assert not [english for used, holes, english in filled if not used <= holes]


def test_joined_sentences_are_known_one_by_one():
    pairs = phrases._sentence_pairs("지표 {1}개입니다. 모두 {2}개 쟀습니다.", "Indicators: {1}. In all, {2} were measured.")
    assert pairs == [("지표 {1}개입니다.", "Indicators: {1}."), ("모두 {2}개 쟀습니다.", "In all, {2} were measured.")]
    assert phrases._sentence_pairs("하나. 둘.", "One and two.") == []
    forms = phrases._forms("{1} 가장 약한 고리는 {2}입니다.{3}", "{1} The weakest link is {2}.{3}")
    assert ("가장 약한 고리는 {2}입니다.", "The weakest link is {2}.") in forms and len(forms) == 4


def test_values_to_type_stay_as_they_are_typed(catalogue):
    listed = DataError("시기", value="전산화", allowed=["전산화", "기관"], todo="시기")
    assert listed.said().splitlines()[1:] == ["  받은 값: 전산화", "  쓸 수 있는 값: 전산화 (computerisation), 기관 (organisation)",
                                              "  할 일: stage"]
    described = DataError("시기", allowed="지표 2개 가운데 1개를 쟀습니다.")
    assert described.said().splitlines() == ["stage", "  쓸 수 있는 값: 1 of 2 indicators were measured."]
    filled = translation._fill(phrases._phrase("다음: {1}", "One of: {=1}"), [re.compile("다음: (.*)")], "다음: 시기", "en")
    assert marks.unmarked(filled) == "One of: 시기"


@pytest.mark.parametrize(("columns", "row", "expected"), [
    ({"공통 품사": ["조사"]}, 0, "Particle"), ({"종류": ["조사"]}, 0, "Survey"),
    ({"기능": ["결과"]}, 0, "Result"), ({"수준": ["결과"]}, 0, "Outcome"),
    ({"낱말": ["조사"]}, 0, "조사"), ({"앞선 낱말": ["조사, 결과"], "이름": ["조사·결과"]}, 0, "조사, 결과"),
    ({"매개변수": ["term"], "값": ["조사"]}, 0, "term"), ({"규칙 종류": ["x"], "규칙": ["2글자 미만"], "바뀐 말": ["뺌"]}, 0, "x")])
def test_words_with_two_meanings_are_told_apart_by_what_stands_above_them(english, columns, row, expected):
    assert language.say_table(pd.DataFrame(columns)).iloc[row, 0] == expected


def test_what_is_typed_and_what_is_studied_stays_and_rules_are_said(english):
    typed = language.say_table(pd.DataFrame({"매개변수": ["term"], "값": ["조사"]}))
    assert typed.iloc[0].tolist() == ["term", "조사"]
    rules = pd.DataFrame({"규칙 종류": ["불용어 빼기", "짧은 말 빼기"], "규칙": ["이름", "2글자 미만"], "바뀐 말": ["뺌", "뺌"]})
    assert language.say_table(rules)[["Rule", "Change"]].values.tolist() == [["이름", "Left out"], ["Fewer than 2 letters", "Left out"]]
    topics = pd.DataFrame({"이름": ["조사·결과"], "앞선 낱말": ["조사, 결과, 사람"]})
    assert language.say_table(topics).iloc[0].tolist() == ["조사·결과", "조사, 결과, 사람"]


@pytest.mark.parametrize(("columns", "expected"), [
    (["점검", "결과"], "Result"), (["판정", "기준값"], "Threshold"), (["계산한 값", "기준값"], "Reference value"),
    (["목표", "기준값"], "Baseline"), (["파일", "이 사례", "틀"], "Template"), (["기준", "틀"], "Framework"),
    (["시기", "문서"], "Documents")])
def test_headings_are_told_apart_by_those_beside_them(english, columns, expected):
    assert language.say_table(pd.DataFrame(columns=columns)).columns[-1] == expected


def test_every_word_told_apart_has_english_and_its_plain_form_another_one():
    whole, _ = phrases.catalogue("en")
    apart = [entry for entry in phrases.TOLD_APART if "{" not in entry]
    assert all(entry in whole for entry in apart)
    homonyms = [entry for entry in apart if not entry.startswith(("규칙|", "바뀐 말|"))]       # those are words of texts elsewhere
    assert [entry for entry in homonyms if whole.get(entry.split("|")[1], "").casefold() == whole[entry].casefold()] == []


@pytest.mark.parametrize(("korean", "expected"), [("지표 1개를 쟀습니다.", "1 indicator was measured."), ("지표 2,001개를 쟀습니다.",
                         "2,001 indicators were measured."), ("지표 여러 개를 쟀습니다.", "지표 여러 개를 쟀습니다.")])
def test_one_and_many(monkeypatch, english, korean, expected):
    phrase = phrases._phrase("지표 {1}개를 쟀습니다.", "{1} {1:indicator was|indicators were} measured.")
    monkeypatch.setattr(translation, "catalogue", lambda _: ({}, [phrase]))
    translation._marked.cache_clear()
    assert language.say(korean) == expected
    translation._marked.cache_clear()


@pytest.mark.parametrize(("korean", "expected"), [
    ("[규칙 4] 시기", "[규칙 4] stage"), ("시기: 전산화?.", "stage: 전산화?"),
    ("'전산화'를", "'computerisation'"), ("'전산화'와 '시기'를", "'computerisation' and 'stage'"),
    ("'전산화' holds the words of one stage", "'전산화' holds the words of one stage"), 
    ("시기(기관, 전산화), 기관", "stage (organisation, computerisation), organisation"),
    ("지표 2개 가운데 1개를 쟀습니다. 시기; 기관", "1 of 2 indicators were measured. stage; organisation"), ("시기 (Stage)", "stage")])
def test_pieces_are_said_one_by_one(catalogue, korean, expected):
    assert language.say(korean) == expected


def test_a_phrase_that_leaves_nothing_korean_is_preferred(monkeypatch, english):
    holed = [phrases._phrase("{1}에서 나온 것이 없습니다", "nothing came from {1}"), phrases._phrase("[규칙 {1}] {2}", "[rule {1}] {2}")]
    whole = {"표에서 나온 것이 없습니다": "the table gives nothing", "규칙 4": "rule 4"}
    monkeypatch.setattr(translation, "catalogue", lambda _: (whole, holed))
    translation._marked.cache_clear()
    assert language.say("[규칙 4] 표에서 나온 것이 없습니다") == "[rule 4] the table gives nothing"
    translation._marked.cache_clear()


@pytest.mark.parametrize(("korean", "expected"), [
    ("기관 사이 — 5번", "기관 사이 — 5 times"), ("기관(7번과 177번)", "기관 (7 against 177)"), ("정부 — 1번", "정부 — 1 time"),
    ("'전산화', '지능형정부'", "'computerisation' and 'intelligent government'")])
def test_studied_words_stay_even_where_another_phrase_knows_them(english, korean, expected):
    assert language.say(korean) == expected
