"""Panels of lesson 2: every place of a term, the dictionary desk, and two stages beside each other."""

import html
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import ipywidgets
import pandas as pd

from dpgkit import desk
from dpgkit.charts.comparison import MEASURES, furthest, measure_bars
from dpgkit.errors import DataError
from dpgkit.keywords import groups, keyness
from dpgkit.keywords.concordance import concordance
from dpgkit.language.display import say_html
from dpgkit.lexicon.wordlists import TAGS
from dpgkit.morphology import Analysis
from dpgkit.reading import particle
from dpgkit.widgets.page import Page, table_html
from dpgkit.widgets.panel import Panel
from dpgkit.widgets.speech import button, spoken

ALL = "모두"
ORDERS = {"문서 차례": "document", "앞말 차례": "left", "뒷말 차례": "right"}
LINES, EXAMPLES, LATEST, CHANGES = 100, 3, 5, 8      # rows shown of a long table
CANDIDATE = {"compound": "후보", "written": "글에 적힌 모습", "count": "나온 횟수", "documents": "문서 수", "npmi": "NPMI",
             "left_entropy": "앞말의 다양함(비트)", "right_entropy": "뒷말의 다양함(비트)"}
CHANGE = {"term": "낱말", "before": "앞", "after": "뒤", "change": "바뀐 수"}
DECISION = {"number": "차례", "list": "목록", "word": "말", "into": "바뀐 말", "reason": "까닭"}
BUTTONS = {"accept": "받기", "reject": "버리기", "undo": "되돌리기"}
NONE = "고르지 않음"


class DeskPanel(Panel):
    """The dictionary desk: a panel with buttons that write decisions; ``message`` holds what the last one did."""

    def __init__(self, analysis: Analysis, *, folder: Path | str | None = None, min_count: int = 3) -> None:
        self.analysis, self.folder, self.min_count, self.busy = analysis, folder, min_count, False
        self.message = ipywidgets.HTML()
        self.buttons = {name: button(label) for name, label in BUTTONS.items()}
        for name, act in zip(BUTTONS, (self._accept, self._reject, self._undo), strict=True):
            self.buttons[name].on_click(partial(self._do, act))
        super().__init__(
            partial(desk_view, analysis, folder=folder, min_count=min_count),
            candidate=ipywidgets.Dropdown(options=self._options(), value="", description="후보"),
            spelling=ipywidgets.Text(description="고쳐 적기", placeholder="비우면 후보 그대로", continuous_update=False),
            tag=ipywidgets.Dropdown(options=[("일반 명사", TAGS[0]), ("고유 명사", TAGS[1])], description="품사"),
            reason=ipywidgets.Text(description="까닭", placeholder="한 문장", continuous_update=False))

    def draw(self, _change: object = None) -> None:
        """Show the desk, but not between two changes that belong together."""
        if not self.busy:
            super().draw()

    def widget(self) -> ipywidgets.VBox:
        """Return controls, buttons, message and desk as one widget."""
        return ipywidgets.VBox([*self.controls.values(), ipywidgets.HBox(list(self.buttons.values())), self.message, self.output])

    def _do(self, act: Callable, _button: object = None) -> None:
        before = desk.load(self.folder)
        try:
            said = act()
            effect = desk.effect_of(self.analysis.tokens, before, desk.load(self.folder))
            self.message.value = say_html(Page(f"{said} {desk.read_effect(effect)}"))
        except Exception as problem:      # a traceback inside a callback would vanish unseen
            self.message.value = Page.alert(problem)
            return
        self._next()

    def _accept(self) -> str:
        values = self.values()
        desk.accept(_word(values), values["reason"], tag=values["tag"], folder=self.folder)
        return f"'{_word(values)}': 받았습니다."

    def _reject(self) -> str:
        values = self.values()
        desk.reject(_word(values), values["reason"], folder=self.folder)
        return f"'{_word(values)}': 버렸습니다."

    def _undo(self) -> str:
        last = desk.decisions(self.folder)["word"].iloc[-1:].tolist()
        desk.undo(self.folder)
        return f"'{last[0]}': 되돌렸습니다."

    def _next(self) -> None:
        """Offer what is still to be decided, the first of it chosen."""
        self.busy = True
        options = self._options()
        self.controls["candidate"].options = options
        self.controls["candidate"].value = options[min(1, len(options) - 1)][1]
        spoken(self.controls["candidate"])
        self.controls["spelling"].value = self.controls["reason"].value = ""
        self.busy = False
        self.draw()

    def _options(self) -> list[tuple[str, str]]:
        waiting = desk.candidates(self.analysis.tokens, folder=self.folder, sentences=self.analysis.sentences, min_count=self.min_count)
        waiting = waiting.head(desk.MOST)
        return [(NONE, ""), *((f"{word} — {count:,}번", word) for word, count in zip(waiting["written"], waiting["count"], strict=True))]


def kwic_view(documents: pd.DataFrame, analysis: Analysis, term: str = "국민", window: int = 30, sort_by: str = "문서 차례",
              stage: str = ALL, whole: bool = False) -> Page:
    """Return every place of a term with the words around it, its document and its offsets in the cleaned text.

    Parameters: ``documents`` with id and title, and stage where they are to be chosen by it; ``window`` letters on each side;
    ``sort_by`` one of ``ORDERS``; ``whole`` leaves out places inside longer words. The first ``LINES`` places are shown.
    Raises DataError for an unknown order or stage, and as ``concordance.concordance`` does.
    """
    _check_choice("차례", sort_by, [*ORDERS])
    chosen = _of_stage(documents, stage)
    sentences = analysis.sentences[analysis.sentences["document"].isin(chosen["id"].astype(str))]
    found = concordance(sentences, term, tokens=analysis.tokens if whole else None, window=window, sort_by=ORDERS[sort_by])
    where = "" if stage == ALL else f"'{stage}' 시기의 문서에서 "
    if found.empty:
        return Page(f"{where}찾은 곳이 없습니다: '{term}'.")
    more = f" 앞의 {LINES}곳을 보입니다." if len(found) > LINES else ""
    said = f"{where}찾은 곳 {len(found):,}곳, 문서 {found['document'].nunique():,}건: '{term}'.{more}"
    return Page(said, _kwic(found.head(LINES), chosen))


def kwic_panel(documents: pd.DataFrame, analysis: Analysis, term: str = "국민", window: int = 30, sort_by: str = "문서 차례",
               stage: str = ALL, whole: bool = False) -> Panel:
    """Return ``kwic_view`` below controls for term, window, order, stage and whole words."""
    return Panel(partial(kwic_view, documents, analysis),
                 term=ipywidgets.Text(value=term, description="낱말", continuous_update=False),
                 window=ipywidgets.IntSlider(value=window, min=5, max=100, step=5, description="앞뒤 글자", continuous_update=False),
                 sort_by=ipywidgets.Dropdown(options=list(ORDERS), value=sort_by, description="차례"),
                 stage=ipywidgets.Dropdown(options=[ALL, *_stages(documents)], value=stage, description="시기"),
                 whole=ipywidgets.Checkbox(value=whole, description="낱말 전체가 같은 곳만"))


def desk_view(analysis: Analysis, candidate: str = "", spelling: str = "", tag: str = TAGS[0], reason: str = "", *,
              folder: Path | str | None = None, min_count: int = 3, top: int = 12) -> Page:
    """Return the compounds that wait for a decision, what accepting one would change, and the last decisions; nothing is written.

    Parameters: ``candidate`` to look at, ``spelling`` to write it otherwise, ``tag`` and ``reason`` as for ``desk.accept``;
    ``folder`` and ``min_count`` as for ``desk.candidates``.
    """
    waiting = desk.candidates(analysis.tokens, folder=folder, sentences=analysis.sentences, min_count=min_count)
    decided = desk.decisions(folder)
    parts = [_korean(waiting.head(top), CANDIDATE)] if len(waiting) else ["더 볼 후보가 없습니다."]
    if word := spelling.strip() or candidate:
        parts += _preview(analysis, word, tag, reason.strip(), folder)
    if len(decided):
        latest = decided.assign(list=decided["list"].map(desk.NAMES)).iloc[::-1].head(LATEST)
        parts += ["지금까지 내린 결정(나중 것부터)", _korean(latest, DECISION)]
    return Page(f"결정을 기다리는 후보 {len(waiting):,}개, 내린 결정 {len(decided):,}개.", *parts)


def stage_view(counts: pd.DataFrame, stages: pd.Series, a: str, b: str, measure: str = "z", top: int = 10, *, source: str = "말뭉치",
               min_count: int = 3) -> Page:
    """Return the terms that set two stages apart: what they are, a chart, and the numbers.

    Parameters: ``counts`` of ``terms.count_terms``; ``stages`` maps a document id (index) to its stage; ``measure`` one of z, g2,
    log_ratio; ``top`` terms a side; ``source`` names the corpus; ``min_count`` as for ``keyness.keyness``.
    Raises DataError for another measure, and as ``keyness.keyness`` does.
    """
    _check_choice("재는 법", measure, list(MEASURES))
    table = keyness.keyness(counts, stages, a, b, min_count=min_count)
    ends = furthest(table, measure, top=top)
    said = keyness.read_keyness(table, a, b)
    if ends.empty:
        return Page(said if table.empty else f"'{a}' 쪽과 '{b}' 쪽에서 수가 갈리는 낱말이 없습니다.")
    names = ["낱말", f"횟수({a})", f"횟수({b})", f"문서 수({a})", f"문서 수({b})", *MEASURES.values()]
    shown = ends[["term", "count_a", "count_b", "documents_a", "documents_b", *MEASURES]].round(2).set_axis(names, axis=1)
    chart = measure_bars(table, a, b, _title(ends, measure, a, b), source, measure=measure, top=top)
    return Page(said, chart, shown)


def stage_panel(counts: pd.DataFrame, stages: pd.Series, a: str = "", b: str = "", measure: str = "z", top: int = 10, *,
                order: Sequence[str] | None = None, source: str = "말뭉치", min_count: int = 3) -> Panel:
    """Return ``stage_view`` below controls for the two stages, the measure and the number of terms.

    Parameters: ``order`` of the stages; without ``a`` and ``b`` the first and the last stage that hold documents.
    Raises DataError for a stage without documents.
    """
    for label in filter(None, (a, b)):
        groups.check_label(stages, label)
    labels, measures = groups.ordered(stages, order), [(label, name) for name, label in MEASURES.items()]
    return Panel(partial(stage_view, counts, stages, source=source, min_count=min_count),
                 a=ipywidgets.Dropdown(options=labels, value=a or labels[0], description="한쪽"),
                 b=ipywidgets.Dropdown(options=labels, value=b or labels[-1], description="다른 쪽"),
                 measure=ipywidgets.Dropdown(options=measures, value=measure, description="재는 법"),
                 top=ipywidgets.IntSlider(value=top, min=3, max=30, description="낱말 수", continuous_update=False))


def _word(values: dict[str, object]) -> str:
    return str(values["spelling"]).strip() or str(values["candidate"])


def _preview(analysis: Analysis, word: str, tag: str, reason: str, folder: Path | str | None) -> list[object]:
    """Return what accepting a word would change and a few of its places, or why it would be refused."""
    if refused := desk.refusal(word, reason or NONE, tag=tag, folder=folder):
        return [f"{particle(repr(word), '은', '는')} 받을 수 없습니다.", *refused.splitlines()]
    before = desk.load(folder)
    effect = desk.effect_of(analysis.tokens, before, desk.with_noun(before, word, tag=tag))
    places = concordance(analysis.sentences, word, window=20).head(EXAMPLES)
    missing = [] if reason else ["까닭을 한 문장 적어야 받을 수 있습니다."]
    changes = [_korean(effect.head(CHANGES), CHANGE)] if len(effect) else []
    return [f"'{word}' 하나로 세면: {desk.read_effect(effect)}", *missing, *changes, *([_kwic(places)] if len(places) else [])]


def _kwic(found: pd.DataFrame, documents: pd.DataFrame | None = None) -> Page:
    """Return the places as lines: what stands before the term to the right, the term in bold."""
    titles = {} if documents is None else documents.set_index(documents["id"].astype(str))["title"].to_dict()
    texts = {name: found[name].map(html.escape) for name in ("document", "left", "keyword", "right")}
    shown = pd.DataFrame({
        "앞": _line(texts["left"], "right"), "낱말": _line("<strong>" + texts["keyword"] + "</strong>"), "뒤": _line(texts["right"]),
        "문서": texts["document"], "자리": _line(found["start"].astype(str) + "-" + found["end"].astype(str)),
        "제목": found["document"].map(lambda name: html.escape(titles.get(name, "")))})
    return Page.of_html(table_html(shown if titles else shown.drop(columns="제목"), escape=False))


def _line(cells: pd.Series, side: str = "left") -> pd.Series:
    return f'<div style="text-align: {side}; white-space: nowrap">' + cells + "</div>"


def _korean(table: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    return table[list(names)].round(2).rename(columns=names)


def _check_choice(what: str, value: str, allowed: list[str]) -> None:
    if value not in allowed:
        raise DataError(f"{what}에 없는 값입니다.", value=value, allowed=allowed, todo="값을 고치십시오.")


def _stages(documents: pd.DataFrame) -> list[str]:
    return list(dict.fromkeys(documents["stage"])) if "stage" in documents else []


def _of_stage(documents: pd.DataFrame, stage: str) -> pd.DataFrame:
    _check_choice("시기", stage, [ALL, *_stages(documents)])
    return documents if stage == ALL else documents[documents["stage"] == stage]


def _title(ends: pd.DataFrame, measure: str, a: str, b: str) -> str:
    """Return the terms that stand furthest out on either side."""
    of_a, of_b = ends.loc[ends[measure] > 0, "term"].head(3), ends.loc[ends[measure] < 0, "term"].iloc[::-1].head(3)
    return " / ".join(f"{label}: {'·'.join(terms)}" for label, terms in ((a, of_a), (b, of_b)) if len(terms))
