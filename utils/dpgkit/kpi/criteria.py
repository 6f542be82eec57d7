"""How good an indicator is: SMART, RACER and CREAM scored 0, 1 or 2, each score with its reason."""

import pandas as pd

from dpgkit import columns
from dpgkit.errors import DataError
from dpgkit.reading import Reading

FRAMEWORKS = {
    "SMART": {"specific": "구체성: 무엇을 누구 가운데서 세는지 한 가지로 읽힙니까?",
              "measurable": "측정 가능성: 다른 사람이 재도 같은 값이 나옵니까?",
              "achievable": "달성 가능성: 해낼 수 있으면서 쉽지 않은 목표입니까?", "relevant": "관련성: 바라는 변화를 바로 잽니까?",
              "time_bound": "기한: 언제까지인지 적혀 있습니까?"},
    "RACER": {"relevant": "관련성: 바라는 변화를 바로 잽니까?", "accepted": "수용성: 값을 내고 쓸 사람들이 받아들였습니까?",
              "credible": "신뢰성: 남이 확인할 수 있는 자료입니까?", "easy": "용이성: 적은 품으로 자주 잴 수 있습니까?",
              "robust": "견고성: 값을 꾸미기 어렵습니까?"},
    "CREAM": {"clear": "명확성: 한 가지로 읽힙니까?", "relevant": "관련성: 바라는 변화를 바로 잽니까?",
              "economic": "경제성: 재는 값이 얻는 것보다 쌉니까?",
              "adequate": "충분성: 이 지표로 성과를 판단할 수 있습니까?",
              "monitorable": "점검 가능성: 남이 따로 확인할 수 있습니까?"},
}
HIGHEST = 2
UNKNOWN = "근거 미확인"
COLUMNS = ["indicator", "framework", "criterion", "score", "reason"]


def questions(framework: str = "SMART") -> pd.DataFrame:
    """Return the criteria of a framework with the question that each asks: 기준, 물음.

    >>> questions("RACER")["기준"].tolist()
    ['관련성', '수용성', '신뢰성', '용이성', '견고성']

    SMART: Doran (1981). CREAM: Kusek and Rist (2004), World Bank. RACER: EU Better Regulation Toolbox. The wording is the kit's.
    Raises ParameterError for an unknown framework.
    """
    columns.known(framework, FRAMEWORKS, "틀")
    return pd.DataFrame([text.split(": ", 1) for text in FRAMEWORKS[framework].values()], columns=["기준", "물음"])


def label(framework: str, criterion: str) -> str:
    """Return the Korean name of a criterion.

    >>> label("SMART", "time_bound")
    '기한'

    A criterion that the framework does not know keeps its own name. Raises ParameterError for an unknown framework.
    """
    columns.known(framework, FRAMEWORKS, "틀")
    return FRAMEWORKS[framework].get(criterion, criterion).split(": ", 1)[0]


def check(judged: pd.DataFrame) -> None:
    """Refuse scores that are incomplete, out of range, given twice or without a reason.

    Parameters: ``judged`` with the columns ``COLUMNS``. Raises DataError naming indicator and criterion; ParameterError for
    an unknown framework.
    """
    scores = columns.numbers(judged, COLUMNS[3:4], "점수표", low=0, high=HIGHEST, empty=True)["score"]
    columns.require(judged, COLUMNS, "점수표", empty=True)
    for framework in judged["framework"].unique():
        columns.known(framework, FRAMEWORKS, "틀")
    known = [row.criterion in FRAMEWORKS[row.framework] for row in judged.itertuples()]
    _refuse(judged[[not flag for flag in known]], "없는 기준입니다.", "기준의 이름을 고치십시오.")
    _refuse(judged[scores % 1 != 0], "점수는 0, 1, 2 가운데 하나입니다.", "점수를 고치십시오.")
    silent = judged["reason"].fillna("").astype(str).str.strip() == ""
    _refuse(judged[silent], "점수에 까닭이 없습니다.", "왜 그 점수인지 한 문장으로 적으십시오.")
    _refuse(judged[judged.duplicated(COLUMNS[:3])], "같은 기준을 두 번 매겼습니다.", "겹친 줄 하나를 지우십시오.")
    _refuse_gaps(judged)


def totals(judged: pd.DataFrame) -> pd.DataFrame:
    """Return sum and minimum for each indicator and framework: indicator, framework, total, highest, lowest, blocked, verdict.

    >>> row = {"indicator": "a", "framework": "SMART", "reason": "까닭"}
    >>> judged = pd.DataFrame([{**row, "criterion": name, "score": 2} for name in FRAMEWORKS["SMART"]])
    >>> totals(judged)[["total", "lowest", "verdict"]].values.tolist()
    [[10, 2, '쓸 수 있음']]

    A single 0 blocks the indicator whatever the sum; ``blocked`` names the criteria in Korean. Raises as ``check``.
    """
    check(judged)
    rows = []
    for (indicator, framework), part in judged.groupby(["indicator", "framework"], sort=False):
        scores = part.set_index("criterion")["score"].astype(int)
        blocked = ", ".join(label(framework, name) for name in scores.index[scores == 0])
        verdict = "막힘" if blocked else "쓸 수 있음" if scores.min() == HIGHEST else "고쳐 씀"
        rows.append((indicator, framework, int(scores.sum()), HIGHEST * len(scores), int(scores.min()), blocked, verdict))
    return pd.DataFrame(rows, columns=["indicator", "framework", "total", "highest", "lowest", "blocked", "verdict"])


def suggest(cards: pd.DataFrame) -> pd.DataFrame:
    """Return the scores that a card decides by itself, to be completed by a person: indicator, framework, criterion, score, reason.

    >>> card = {"indicator": "a", "definition": "가", "numerator": "나", "denominator": "다", "target": 1, "target_year": None,
    ...         "source_title": "라", "guard": "마", "limits": ""}
    >>> suggest(pd.DataFrame([card]))["score"].tolist()
    [2, 2, 1, 2, 1]

    Suggested are specific, measurable and time_bound of SMART, credible and robust of RACER; the others need judgement.
    """
    rows = []
    for card in cards.to_dict("records"):
        for framework, criterion, (score, reason) in _hints({key: "" if pd.isna(value) else value for key, value in card.items()}):
            rows.append((card["indicator"], framework, criterion, score, reason))
    return pd.DataFrame(rows, columns=COLUMNS)


def read_totals(table: pd.DataFrame) -> Reading:
    """Return one sentence on how many indicators a single 0 blocks.

    >>> read_totals(pd.DataFrame({"indicator": ["a", "b"], "framework": "SMART", "verdict": ["막힘", "고쳐 씀"],
    ...                           "blocked": ["기한", ""]}))
    'SMART: 지표 2개 가운데 0점이 하나라도 있어 막힌 것은 1개입니다. 가장 자주 막는 기준은 기한입니다.'
    """
    if table.empty:
        return Reading("점수를 매긴 지표가 없습니다.")
    parts = []
    for framework, rows in table.groupby("framework", sort=False):
        blocked = rows[rows["verdict"] == "막힘"]
        often = blocked["blocked"].str.split(", ").explode().mode()
        tail = f" 가장 자주 막는 기준은 {', '.join(often)}입니다." if len(often) else ""
        parts.append(f"{framework}: 지표 {len(rows)}개 가운데 0점이 하나라도 있어 막힌 것은 {len(blocked)}개입니다.{tail}")
    return Reading(" ".join(parts))


def _refuse(rows: pd.DataFrame, what: str, todo: str) -> None:
    if not rows.empty:
        first = rows.iloc[0]
        raise DataError(what, value=f"{first['indicator']} / {first['framework']} / {first['criterion']} / {first['score']}", todo=todo)


def _refuse_gaps(judged: pd.DataFrame) -> None:
    for (indicator, framework), part in judged.groupby(["indicator", "framework"], sort=False):
        missing = [name for name in FRAMEWORKS[framework] if name not in set(part["criterion"])]
        if missing:
            raise DataError("매기지 않은 기준이 있습니다.", value=f"{indicator} / {framework}: {', '.join(missing)}",
                            allowed=FRAMEWORKS[framework], todo="빠진 기준의 점수와 까닭을 더하십시오.")


def _hints(card: dict[str, object]) -> list[tuple[str, str, tuple[int, str]]]:
    told = {name: card.get(name, "") not in ("", UNKNOWN) for name in
            ("definition", "numerator", "denominator", "target", "target_year", "source_title", "guard", "guard_indicator", "limits")}
    base = told["numerator"] + told["denominator"]
    return [
        ("SMART", "specific", (min(told["definition"] + base, 3) * 2 // 3, "정의, 분자, 분모 가운데 적힌 것을 셌습니다.")),
        ("SMART", "measurable", (2 if base == 2 and told["source_title"] else base // 2, "분자와 분모, 자료의 출처를 보았습니다.")),
        ("SMART", "time_bound", (told["target"] + told["target_year"], "목표와 목표 연도를 보았습니다.")),
        ("RACER", "credible", (2 if told["source_title"] else 0, "자료의 출처를 보았습니다.")),
        ("RACER", "robust", ((told["guard"] or told["guard_indicator"]) + told["limits"], "짝 지표와 한계를 보았습니다.")),
    ]
