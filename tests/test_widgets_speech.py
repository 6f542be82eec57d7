"""Every panel in English: labels, options, hints, buttons and texts hold no Korean but the words that are studied."""

import html
import re

import ipywidgets
import pandas as pd
import pytest

from dpgkit import charts, language, widgets
from dpgkit.errors import DataError
from dpgkit.language.phrases import HANGUL
from dpgkit.morphology import Analysis
from dpgkit.widgets import cases, history, kpi, speech

QUOTED = re.compile(r"'[^']*'|^[가-힣]+ — ")       # a studied word
STUDIED = re.compile(r"<svg.*?</svg>|<table.*?</table>|<(style|script)\b.*?</\1>", re.DOTALL)
LESSONS = {"country": lambda _: history.country_panel(), "timeline": lambda _: history.timeline_panel(confidence="엇갈림"),
           "mapping": lambda _: cases.MappingEditor("housing"), "compared": lambda _: cases.comparison_panel("housing", ["dpg"]),
           "weights": lambda _: kpi.ahp_panel(kpi.ahp_criteria("housing")), "card": lambda _: kpi.CardEditor("housing", "ineligible_rate")}
WORDS = {"concordance": lambda analysis: widgets.kwic_panel(DOCUMENTS, analysis, term="데이터"),
         "desk": lambda analysis: widgets.DeskPanel(analysis, folder="nowhere", min_count=2),
         "stages": lambda analysis: widgets.stage_panel(COUNTS, STAGES, source="정책 문서 요약문 2편(원문이 아님)", min_count=1)}
DOCUMENTS = pd.DataFrame({"id": ["a", "b"], "title": ["하나", "둘"], "stage": ["지능형정부", "디지털플랫폼정부"]})
STAGES = DOCUMENTS.set_index("id")["stage"]
COUNTS = pd.DataFrame([("a", "데이터", 5), ("a", "국민", 2), ("b", "국민", 6), ("b", "정부", 4)], columns=["document", "term", "count"])


@pytest.fixture
def english(monkeypatch):
    charts.enable()
    monkeypatch.setenv(language.VARIABLE, "en")


@pytest.fixture
def analysis():
    rows = [(document, 1, place, word, word, "NNG", "NOUN") for document in "ab"
            for place, word in enumerate(["공공", "데이터", "개방"], start=1)]
    tokens = pd.DataFrame(rows, columns=["document", "sentence", "position", "surface", "lemma", "tag", "pos"])
    sentences = pd.DataFrame({"document": list("ab"), "sentence": 1, "start": 0, "text": "공공데이터 개방"})
    return Analysis(tokens, sentences, pd.DataFrame(), pd.DataFrame(), "komoran")


def walk(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from walk(child)


def labels(widget):
    """Yield what a reader sees of a control apart from its value."""
    yield from (getattr(widget, hint, None) or "" for hint in speech.HINTS)
    yield from (option[0] if isinstance(option, tuple) else str(option) for option in getattr(widget, "options", None) or ())


def texts(page):
    """Yield the texts of a page, and of the attributes that are read aloud."""
    yield from (html.unescape(text) for text in re.findall(r">([^<>]+)<", f">{page}<"))
    yield from (html.unescape(text) for text in re.findall(r'(?:aria-label|alt|title)="([^"]*)"', page))


@pytest.mark.parametrize("name", [*LESSONS, *WORDS])
def test_labels_options_and_hints_are_english(name, english, analysis):
    shown = [label for part in walk((LESSONS | WORDS)[name](analysis).widget()) for label in labels(part)]
    assert len([label for label in shown if label]) > 3 and not [label for label in shown if HANGUL.search(QUOTED.sub("", label))]


@pytest.mark.parametrize("name", LESSONS)
def test_all_that_a_panel_shows_is_english(name, english):
    pages = [part.value for part in walk(LESSONS[name](None).widget()) if isinstance(part, ipywidgets.HTML)]
    assert any(pages) and not [text for page in pages for text in texts(page) if HANGUL.search(text)]


@pytest.mark.parametrize("name", WORDS)
def test_sentences_of_panels_of_words_are_english_but_for_the_words(name, english, analysis):
    page = STUDIED.sub("", WORDS[name](analysis).output.value)
    sentences = [text for text in texts(page) if HANGUL.search(text)]
    told = [re.sub(r"[가-힣]+ \(\d", "(", QUOTED.sub("", text)) for text in sentences]      # a word and how often it occurs
    assert not [text for text in told if re.search(r"[가-힣]니다|[가-힣]+:", text)]


def test_what_is_chosen_and_what_a_control_means_stay(english):
    panel = history.timeline_panel(confidence="엇갈림")
    assert panel.values() == {"stage": "모두", "kind": "모두", "confidence": "엇갈림", "word": ""}
    panel.controls["kind"].value = "법"
    assert panel.values()["kind"] == "법" and [label for label, _ in panel.controls["kind"].options][0] == "All"


def test_a_korean_control_is_left_alone():
    control = ipywidgets.Dropdown(options=["모두"], description="시기")
    assert speech.spoken(control) is control and control.options == ("모두",)


def test_a_saved_draft_and_a_problem_are_told_in_english(english, tmp_path, monkeypatch):
    monkeypatch.setenv("DPGKIT_DATA", str(tmp_path))
    editor = cases.MappingEditor("housing")
    editor.press("save")
    place, told = editor.status.value.split(".csv. ")
    assert place.startswith("Saved: housing") and not HANGUL.search(told)
    assert speech.alert(DataError("없는 표입니다.", value="x", todo="표 이름을 고치십시오.")).count("What to do") == 1
