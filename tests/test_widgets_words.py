"""The panels of lesson 2, moved without a browser."""

import pandas as pd
import pytest

from dpgkit import charts, desk, widgets
from dpgkit.errors import DataError
from dpgkit.morphology import Analysis
from dpgkit.widgets import words

TEXTS = ["열린혁신이 지역 화폐를 <b>바꾼다</b>.", "열린혁신과 지역 화폐는 다르다.", "큰 열린혁신의 지역 화폐를 본다.",
         "열린마당에 열린혁신을 둔다."]
SPLITS = ["열린 혁신 이- 지역 화폐 를-", "열린 혁신 과- 지역 화폐 는-", "큰 열린 혁신 의- 지역 화폐 를-", "열린 마당 에- 열린 혁신 을-"]
DOCUMENTS = pd.DataFrame({"id": ["0", "1", "2", "3"], "title": ["<첫 글>", "둘째", "셋째", "넷째"], "stage": ["앞", "앞", "뒤", "뒤"]})
COUNTS = pd.DataFrame([("0", "전산", 6), ("0", "국민", 2), ("1", "<i>", 4), ("2", "국민", 5), ("2", "데이터", 4), ("3", "데이터", 3),
                       ("3", "국민", 1)], columns=["document", "term", "count"])
STAGES = DOCUMENTS.set_index("id")["stage"]


@pytest.fixture(autouse=True)
def kit_theme():
    charts.enable()


@pytest.fixture
def analysis():
    rows = [(str(number), 1, place, word.rstrip("-"), word.rstrip("-"), "JKS" if word.endswith("-") else "NNG")
            for number, text in enumerate(SPLITS) for place, word in enumerate(text.split(), start=1)]
    tokens = pd.DataFrame(rows, columns=["document", "sentence", "position", "surface", "lemma", "tag"])
    tokens["pos"] = tokens["tag"].map({"JKS": "PARTICLE", "NNG": "NOUN"})
    sentences = pd.DataFrame({"document": list("0123"), "sentence": 1, "start": 0, "text": TEXTS})
    return Analysis(tokens, sentences, pd.DataFrame(), pd.DataFrame(), "komoran")


@pytest.fixture
def panel(analysis, tmp_path):
    return widgets.DeskPanel(analysis, folder=tmp_path / "내 사전")


def test_a_panel_shows_the_page_of_its_twin(analysis):
    panel = widgets.kwic_panel(DOCUMENTS, analysis, term="지역 화폐", window=10)
    page = widgets.kwic_view(DOCUMENTS, analysis, "지역 화폐", 10)
    assert panel.output.value.strip() == page == page._repr_html_() and page.count("<tr") == 4
    assert repr(page) == "찾은 곳 3곳, 문서 3건: '지역 화폐'."


def test_texts_and_titles_are_escaped_and_the_term_stands_out(analysis):
    page = widgets.kwic_view(DOCUMENTS, analysis, "화폐")
    assert "&lt;b&gt;바꾼다" in page and "<b>" not in page and "&lt;첫 글&gt;" in page
    assert page.count("<strong>화폐</strong>") == 3 and ">9-11<" in page
    assert "<script>" not in widgets.kwic_view(DOCUMENTS, analysis, "<script>")


def test_the_term_is_looked_for_in_one_stage(analysis):
    panel = widgets.kwic_panel(DOCUMENTS, analysis, term="열린혁신")
    panel.controls["stage"].value = "뒤"
    assert "시기의 문서에서 찾은 곳 2곳, 문서 2건" in panel.output.value and "둘째" not in panel.output.value


def test_lines_are_put_in_the_order_of_what_follows(analysis):
    panel = widgets.kwic_panel(DOCUMENTS, analysis, term="열린혁신", window=5)
    panel.controls["sort_by"].value = "뒷말 차례"
    places = [panel.output.value.index(f">{text}<") for text in ("과 지역 ", "을 둔다.", "의 지역 ", "이 지역 ")]
    assert places == sorted(places)


def test_whole_words_leave_out_places_inside_longer_ones(analysis):
    panel = widgets.kwic_panel(DOCUMENTS, analysis, term="열")
    assert "5곳" in panel.output.value
    panel.controls["whole"].value = True
    assert "찾은 곳이 없습니다" in panel.output.value


def test_a_long_list_is_cut_and_says_so(analysis, monkeypatch):
    monkeypatch.setattr(words, "LINES", 2)
    page = widgets.kwic_view(DOCUMENTS, analysis, "열린")
    assert page.count("<tr") == 3 and page.said == "찾은 곳 5곳, 문서 4건: '열린'. 앞의 2곳을 보입니다."


@pytest.mark.parametrize(("control", "value", "told"), [
    ("term", "없는 말", "찾은 곳이 없습니다: &#x27;없는 말&#x27;"), ("term", " ", "찾을 낱말이 비어 있습니다")])
def test_what_is_not_found_is_told_in_place(analysis, control, value, told):
    panel = widgets.kwic_panel(DOCUMENTS, analysis)
    panel.controls[control].value = value
    assert told in panel.output.value


@pytest.mark.parametrize("choice", [{"stage": "없음"}, {"sort_by": "없음"}])
def test_an_unknown_choice_is_refused(analysis, choice):
    with pytest.raises(DataError, match="없는 값입니다.*\n.*없음"):
        widgets.kwic_view(DOCUMENTS, analysis, **choice)


def test_documents_without_stages_are_all_shown(analysis):
    panel = widgets.kwic_panel(DOCUMENTS.drop(columns="stage"), analysis, term="화폐")
    assert panel.controls["stage"].options == ("모두",) and "3곳" in panel.output.value


def test_the_desk_offers_candidates_and_shows_what_one_would_change(panel):
    assert [value for _, value in panel.controls["candidate"].options] == ["", "지역 화폐", "열린혁신"]
    panel.controls["candidate"].value = "열린혁신"
    shown = panel.output.value
    assert "열린혁신 0→4" in shown and "까닭을 한 문장" in shown and "<strong>열린혁신</strong>" in shown and "<b>" not in shown


def test_looking_writes_nothing(panel, tmp_path):
    panel.controls["candidate"].value, panel.controls["reason"].value = "열린혁신", "정책의 이름입니다."
    assert not (tmp_path / "내 사전").exists()


def test_accepting_writes_and_offers_the_next(panel, tmp_path):
    panel.controls["candidate"].value, panel.controls["reason"].value = "열린혁신", "정책의 이름입니다."
    panel.buttons["accept"].click()
    assert desk.decisions(tmp_path / "내 사전")[["list", "word"]].values.tolist() == [["nouns", "열린혁신"]]
    assert "받았습니다" in panel.message.value and "열린혁신 0→4" in panel.message.value
    assert panel.values() == {"candidate": "지역 화폐", "spelling": "", "tag": "NNG", "reason": ""} and "합칠 명사" in panel.output.value


def test_rejecting_and_undoing(panel, tmp_path):
    panel.controls["candidate"].value, panel.controls["reason"].value = "지역 화폐", "두 낱말로 봅니다."
    panel.buttons["reject"].click()
    assert "버렸습니다. 수가 바뀌는 낱말이 없습니다" in panel.message.value
    assert "지역 화폐" not in [value for _, value in panel.controls["candidate"].options]
    panel.buttons["undo"].click()
    assert desk.decisions(tmp_path / "내 사전").empty and "지역 화폐&#x27;: 되돌렸습니다" in panel.message.value


def test_a_decision_without_a_reason_is_refused_in_place(panel, tmp_path):
    panel.controls["candidate"].value = "열린혁신"
    panel.buttons["accept"].click()
    assert 'role="alert"' in panel.message.value and "빈 칸이 있습니다" in panel.message.value and not (tmp_path / "내 사전").exists()
    panel.buttons["undo"].click()
    assert "되돌릴 결정이 없습니다" in panel.message.value


def test_another_spelling_goes_before_the_candidate(panel, tmp_path):
    panel.controls["candidate"].value, panel.controls["spelling"].value = "열린혁신", "열린/혁신"
    assert "받을 수 없습니다" in panel.output.value and "분석기가 받지 못하는 글자" in panel.output.value
    panel.controls["spelling"].value, panel.controls["reason"].value = "열린 혁신", "띄어 적습니다."
    panel.buttons["accept"].click()
    assert desk.decisions(tmp_path / "내 사전")["word"].tolist() == ["열린 혁신"]


def test_a_desk_with_nothing_left_says_so(analysis, tmp_path):
    page = widgets.desk_view(analysis, folder=tmp_path, min_count=99)
    assert "더 볼 후보가 없습니다." in page and page.said == "결정을 기다리는 후보 0개, 내린 결정 0개."


def test_the_desk_has_its_buttons_above_its_table(panel):
    boxes = panel.widget().children
    assert [button.description for button in boxes[4].children] == ["받기", "버리기", "되돌리기"]
    assert boxes[-2:] == (panel.message, panel.output)


@pytest.mark.parametrize("measure", charts.comparison.MEASURES)
def test_every_measure_is_drawn_with_its_numbers(measure):
    panel = widgets.stage_panel(COUNTS, STAGES, order=["앞", "뒤"], source="시험")
    panel.controls["measure"].value = measure
    shown = panel.output.value
    assert panel.values()["a"] == "앞" and 'role="img"' in shown and ">전산<" in shown and "<td>6</td>" in shown
    assert "&lt;i&gt;" in shown and "<i>" not in shown and "\n\n" not in shown.strip()


def test_the_number_of_terms_is_that_of_each_side():
    panel = widgets.stage_panel(COUNTS, STAGES, order=["앞", "뒤"])
    panel.controls["top"].value = 3
    assert panel.output.value.count("<tr") == 1 + 4       # 전산 and <i>, 데이터 and 국민
    assert "전산·&lt;i&gt; / 뒤: " in panel.output.value


def test_one_stage_with_itself_is_refused_in_place():
    panel = widgets.stage_panel(COUNTS, STAGES)
    panel.controls["b"].value = panel.controls["a"].value
    assert 'role="alert"' in panel.output.value and "같은 시기를 서로 견줄 수 없습니다" in panel.output.value


def test_stages_without_a_difference_say_so():
    even = pd.DataFrame([(name, term, 3) for name in "0123" for term in ("국민", "정부")], columns=["document", "term", "count"])
    assert "수가 갈리는 낱말이 없습니다" in widgets.stage_view(even, STAGES, "앞", "뒤")
    assert "견줄 만큼 나온 낱말이 없습니다" in widgets.stage_view(even, STAGES, "앞", "뒤", min_count=99)


def test_an_unknown_measure_is_refused():
    with pytest.raises(DataError, match="재는 법에 없는 값"):
        widgets.stage_view(COUNTS, STAGES, "앞", "뒤", "tfidf")


def test_a_page_of_pages_is_one_block():
    page = widgets.Page("말", pd.DataFrame({"가": ["나\n\n다\r\r라"]}), widgets.Page("안"), "글 & <b>")
    assert widgets.as_html(page).strip() == page and "글 &amp; &lt;b&gt;" in page
