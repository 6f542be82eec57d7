"""Controls of lesson 5: weights from pairwise sliders with their consistency, and an editor of one indicator card."""

import os
from collections.abc import Sequence
from functools import partial
from itertools import combinations
from pathlib import Path

import ipywidgets
import pandas as pd

from dpgkit import cases, charts, kpi
from dpgkit.cases import caserows
from dpgkit.errors import DpgkitError, ParameterError
from dpgkit.kpi import ahp, cards, consistency, criteria, indicators
from dpgkit.widgets.page import Page
from dpgkit.widgets.panel import PLAIN, Panel
from dpgkit.widgets.speech import alert, button, note, spoken

MOST = 9                 # criteria: 36 pairs are already more than anybody judges with care
TIMES = [str(number) for number in range(9, 0, -1)] + [f"1/{number}" for number in range(2, 10)]
EQUAL = "1"
LONG = ("definition", "target_basis", "guard", "limits", "assumption")
WIDE = ipywidgets.Layout(width="42em")
STYLE = {"description_width": "14em"}
SOURCE = "판단한 값에서 셈한 값"


def ahp_criteria(case: str, framework: str = "SMART") -> list[str]:
    """Return the Korean names of the criteria that a case has scored, or those of the framework where it has scored none.

    >>> ahp_criteria("housing")
    ['구체성', '측정 가능성', '달성 가능성', '관련성', '기한']

    Raises DataError for an unknown case, ParameterError for an unknown framework.
    """
    scored = indicators.case_table(case, "criteria")
    named = scored.loc[scored["framework"] == framework, "criterion"].unique()
    return [criteria.label(framework, name) for name in named] or criteria.questions(framework)["기준"].tolist()


def ahp_view(names: Sequence[str], judgements: Sequence[str] = (), index_table: str = "dpgkit") -> Page:
    """Return the weights that judgements give, their CR under a named random-index table, and the triple that contradicts most.

    Parameters: ``names`` of 2 to 9 criteria; ``judgements`` one for each pair in the order of ``itertools.combinations``, such as 3 or
    1/5 (how many times more important the first is), all equal where left out; ``index_table`` one of ``consistency.TABLES``.
    Raises ParameterError for too few or too many criteria, names that repeat, and an unknown table; DataError as ``ahp.matrix``.
    """
    _check_names(names)
    pairs = list(combinations(names, 2))
    told = [*judgements] or [EQUAL] * len(pairs)
    table = ahp.matrix(pd.DataFrame([(*pair, value) for pair, value in zip(pairs, told, strict=False)], columns=ahp.JUDGED), list(names))
    weights, found = ahp.weights(table), consistency.consistency(table, index_table=index_table)
    said, title = consistency.read_consistency(found), _heaviest(weights)
    return Page(said, consistency.read_triple(consistency.triples(table)), charts.weight_bars(weights, title, SOURCE),
                weights.round(3).set_axis(["기준", "가중치", "순위"], axis=1))


def ahp_panel(names: Sequence[str], judgements: Sequence[str] = (), index_table: str = "dpgkit") -> Panel:
    """Return ``ahp_view`` below one slider for each pair of criteria, from 9 times the first to 9 times the second.

    Raises as ``ahp_view``.
    """
    _check_names(names)
    pairs = list(combinations(names, 2))
    sliders = {f"pair_{place}": _slider(*pair, value) for place, (pair, value) in enumerate(
        zip(pairs, [*judgements] or [EQUAL] * len(pairs), strict=True))}
    tables = [(label, name) for name, label in consistency.TABLES.items()]
    return Panel(partial(_view_of, list(names)), **sliders, index_table=ipywidgets.Dropdown(
        options=tables, value=index_table, description="무작위 지수의 표", style=STYLE, layout=WIDE))


def card_view(card: dict[str, str], case: str = "") -> Page:
    """Return a card with what is to be mended and its row as CSV: the plain twin of the editor.

    Parameters: ``card`` as ``cards.blank``; ``case`` the set of cards that it belongs to.
    """
    found = _problems(card, case)
    row = cards.as_row(card)
    return Page(cards.read_card(card, found), kpi.card(row, row["indicator"].iloc[0]),
                *([] if found.empty else [found[["열", "문제", "할 일"]].assign(열=found["열"].map(cards.fields()).fillna(found["열"]))]))


class CardEditor(Panel):
    """An indicator card with a control for each field, its rules checked live, and the row as CSV text to copy.

    Nothing is written unless a file is named and the button pressed. Parameters: ``case`` whose cards it stands among;
    ``indicator`` the card to begin with, an empty one where there is none of this key.
    """

    def __init__(self, case: str, indicator: str = "") -> None:
        self.case, self.status = case, ipywidgets.HTML()
        start = cards.from_case(cases.load_case(case).indicators, indicator)
        self.csv = spoken(ipywidgets.Textarea(description="옮겨 적을 줄", rows=4, style=STYLE, layout=WIDE))
        self.file = spoken(ipywidgets.Text(description="저장할 파일", placeholder="적지 않으면 저장하지 않습니다", style=STYLE,
                                           layout=WIDE))
        self.button = button("파일에 저장")
        self.button.on_click(lambda _: self.save())
        super().__init__(self.check, **{name: _control(name, title, start[name]) for name, title in cards.fields().items()})

    def check(self, **card: str) -> Page:
        """Return the page of the card as it stands, and put its row into the box to copy from."""
        self.csv.value = cards.as_csv(card)
        return card_view(card, self.case)

    def save(self) -> None:
        """Write the card into the file that is named; a problem is shown beside the button."""
        try:
            if not self.file.value.strip():
                raise ParameterError("저장할 파일을 적지 않았습니다.", allowed="CSV 파일의 위치", todo="저장할 파일을 적으십시오.")
            path = Path(self.file.value.strip())
            count = cards.put(self.values(), path)
            self.status.value = note(f"저장했습니다: {path.name}, 카드 {count}개")
        except DpgkitError as problem:
            self.status.value = alert(problem)

    def widget(self) -> ipywidgets.VBox:
        """Return fields, page, row and file as one widget."""
        return ipywidgets.VBox([*self.controls.values(), self.output, self.csv, ipywidgets.HBox([self.file, self.button]), self.status])

    def _repr_mimebundle_(self, **options: object) -> dict[str, object]:
        if os.environ.get(PLAIN):
            return {"text/html": self.output.value, "text/plain": "조작 판: 지표 카드 쓰기"}
        return super()._repr_mimebundle_(**options)


def _view_of(names: list[str], index_table: str, **judgements: str) -> Page:
    return ahp_view(names, [judgements[f"pair_{place}"] for place in range(len(judgements))], index_table)


def _check_names(names: Sequence[str]) -> None:
    if not 2 <= len(names) <= MOST or len(set(names)) < len(names) or not all(str(name).strip() for name in names):
        raise ParameterError("쌍대비교를 할 수 없는 기준입니다.", value=", ".join(map(str, names)), allowed=f"서로 다른 이름 2~{MOST}개",
                             todo="기준의 이름과 수를 고치십시오.")


def _slider(first: str, second: str, value: str) -> ipywidgets.SelectionSlider:
    words = [("같음" if text == EQUAL else f"{second} {text[2:]}배" if "/" in text else f"{first} {text}배", text) for text in TIMES]
    return ipywidgets.SelectionSlider(options=words, value=str(value), description=f"{first} : {second}", style=STYLE, layout=WIDE)


def _heaviest(weights: pd.DataFrame) -> str:
    top = weights[weights["rank"] == 1]
    if len(top) == len(weights):
        return "모든 기준의 가중치가 같습니다"
    return f"가장 무거운 기준은 {'·'.join(top['criterion'])}({top['weight'].iloc[0]:.3f})입니다"


def _control(name: str, title: str, value: str) -> ipywidgets.ValueWidget:
    words = caserows.labels(cards.TABLE, name)
    if words:
        offered = [("", ""), *((label, key) for key, label in words.items())]
        offered += [] if value in dict(offered).values() else [(f"? {value}", value)]
        return ipywidgets.Dropdown(options=offered, value=value, description=title, style=STYLE, layout=WIDE)
    kind = ipywidgets.Textarea if name in LONG else ipywidgets.Text
    return kind(value=value, description=title, style=STYLE, layout=WIDE, **({"rows": 2} if name in LONG else {}))


def _problems(card: dict[str, str], case: str) -> pd.DataFrame:
    if not case:
        return cards.problems(card)
    chosen = cases.load_case(case)
    return cards.problems(card, chosen.indicators, measured=kpi.rates(chosen.measurements))

