"""What others ask of collective impact, put to a case: gateways, shifts, critiques, the needle, and what the backbone stands on."""

import re

import pandas as pd

from dpgkit import tables
from dpgkit.cases import UNKNOWN, CaseInfo, values
from dpgkit.cases.facts import Backbone, legal
from dpgkit.impact import condition_labels, five_conditions
from dpgkit.reading import Reading

NEEDLE = 10.0            # per cent of progress on a community-wide measure (White House Council, Bridgespan)
VERDICTS = {"law": ("강함", "국회의 의결이 있어야 없앨 수 있습니다."), "decree": ("약함", "만든 기관이 스스로 없앨 수 있습니다."),
            "agreement": ("약함", "참여 기관이 빠질 수 있습니다."), "none": ("없음", "기댈 규칙이 없습니다."),
            "unknown": ("모름", "먼저 찾아볼 것입니다.")}


WEAK = ("약함", "없음", "못 지킴", "끝남")


def gateways(mapping: pd.DataFrame) -> pd.DataFrame:
    """Return the five gateways of StriveTogether, the first with its items beside the evidence of the case.

    Columns: 관문, 이름, 점검 항목, 조건, 근거 있는 줄. Only the items of the first gateway were seen; the wording of the
    32 benchmarks was not, so the others stay ``근거 미확인``. Source: StriveTogether Theory of Action.
    """
    rows, documented = tables.load("gateways"), _documented(mapping)
    known = rows["condition"] != ""
    counts = rows["condition"].map(documented).astype("Int64").where(known).astype("string").fillna("–")
    return pd.DataFrame({"관문": rows["gateway"], "이름": rows["name_ko"] + " (" + rows["name_en"] + ")", "점검 항목": rows["item_ko"],
                         "조건": rows["condition"].map(condition_labels()).fillna(""), "근거 있는 줄": counts})


def shifts(*, english: bool = False) -> pd.DataFrame:
    """Return the six shifts of collective impact 3.0 with a question each. Source: Cabaj and Weaver (2016), Tamarack.

    >>> shifts()["3.0"].tolist()[1]
    '공동체의 열망'
    """
    rows = tables.load("shifts")
    sides = [rows[f"{side}_ko"] + (" (" + rows[f"{side}_en"] + ")" if english else "") for side in ("from", "to")]
    return pd.DataFrame({"처음의 틀": sides[0], "3.0": sides[1], "물음": rows["question"]})


def critique_checks(mapping: pd.DataFrame, info: CaseInfo) -> pd.DataFrame:
    """Return the critiques as questions with what the table of this case says to each: 누가, 비판, 물음, 표가 말하는 것.

    Sources: Wolff (2016), Wolff et al. (2016/17), Nonprofit Quarterly (2018), ORS Impact and Spark (2018).
    """
    answers = {"affected": _citizens_act(mapping), "systems": _change(info), "money": _means(info.backbone),
               "partners": _first_decision(mapping), "unseen": "표에 없습니다. 사람에게 물어야 압니다.", "contribution": _design(info)}
    rows = tables.load("critiques")
    return pd.DataFrame({"누가": rows["who"], "비판": rows["point_ko"], "물음": rows["question"],
                         "표가 말하는 것": rows["critique"].map(answers)})


def needle(measurements: pd.DataFrame, direction: str = "up", *, threshold: float = NEEDLE) -> pd.DataFrame:
    """Return whether a measure moved by the threshold from its first to its last year: first, last, progress, moved.

    >>> years = pd.DataFrame({"year": [2019, 2023], "numerator": [113, 53], "denominator": [1000, 1000]})
    >>> needle(years, "down")[["progress", "moved"]].values.tolist()
    [[53.1, True]]

    Parameters: ``measurements`` of one indicator as ``values.rates`` takes them; ``direction`` in which better lies;
    ``progress`` in per cent of the first value, NaN with fewer than two years or a first value of 0.
    """
    rows = measurements.sort_values("year")
    rates = values.rates(rows)["rate"].tolist()
    defined = len(rates) > 1 and rates[0] != 0
    change = (rates[-1] / rates[0] - 1) * 100 * (1 if direction == "up" else -1) if defined else float("nan")
    years = rows["year"].tolist()
    ends = (years[0], years[-1]) if years else (None, None)
    return pd.DataFrame([(*ends, round(change, 1), bool(round(change, 9) >= threshold))], columns=["first", "last", "progress", "moved"])


def first_needle(indicators: pd.DataFrame, measurements: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """Return the needle of the first indicator that was measured, and its name; without one, a needle that cannot be seen.

    >>> first_needle(pd.DataFrame({"indicator": [], "name": [], "direction": []}), pd.DataFrame({"indicator": []}))[1]
    '지표'
    """
    measured = indicators[indicators["indicator"].isin(measurements["indicator"])]
    if measured.empty:
        return needle(pd.DataFrame({"year": [], "numerator": [], "denominator": []})), "지표"
    row = measured.iloc[0]
    return needle(measurements[measurements["indicator"] == row["indicator"]], row["direction"]), row["name"]


def read_needle(moved: pd.DataFrame, name: str) -> Reading:
    """Return two sentences on the needle, and that moving is not the same as having moved it.

    >>> table = pd.DataFrame({"first": [2019], "last": [2023], "progress": [53.1], "moved": [True]})
    >>> read_needle(table, "부적격 당첨 비율").split(". ")[0]
    '부적격 당첨 비율: 2019년에서 2023년까지 첫 값의 53.1%만큼 나아져 10%의 문턱을 넘습니다'
    """
    row = moved.iloc[0]
    if pd.isna(row["progress"]):
        return Reading(f"{name}: 두 해 이상의 값이 없어 바늘이 움직였는지 볼 수 없습니다.")
    verb = "나아져" if row["progress"] >= 0 else "나빠져"
    passed = "넘습니다" if row["moved"] else "넘지 못합니다"
    return Reading(f"{name}: {row['first']}년에서 {row['last']}년까지 첫 값의 {abs(row['progress'])}%만큼 {verb} "
                   f"{NEEDLE:g}%의 문턱을 {passed}. 움직였다는 말이지 이 협력이 움직였다는 말은 아닙니다.")


def stress_test(backbone: Backbone | None) -> pd.DataFrame:
    """Return what a backbone stands on, item by item: 점검, 값, 판정, 까닭.

    >>> stress_test(Backbone(name="위원회", legal_basis="decree", sunset="2027-06-30", ended="2025-12"))["판정"].tolist()
    ['약함', '못 지킴', '모름', '모름', '끝남']
    """
    if backbone is None:
        return pd.DataFrame([("중추조직", UNKNOWN, "모름", "case.yml의 backbone에 적습니다.")], columns=["점검", "값", "판정", "까닭"])
    verdict, why = VERDICTS[backbone.legal_basis]
    kept = _sunset(backbone)
    life = f"세운 때: {backbone.established}." + (f" 끝난 때: {backbone.ended}." if backbone.ended else "")
    rows = [("법적 근거", legal(backbone), verdict, why), ("존속기한", backbone.sunset, *kept),
            ("전담 인원", backbone.staff, *_told(backbone.staff)), ("조직의 예산", backbone.budget, *_told(backbone.budget)),
            ("지금도 있습니까", backbone.ended or "있음", "끝남" if backbone.ended else "이어짐", life)]
    return pd.DataFrame(rows, columns=["점검", "값", "판정", "까닭"])


def read_stress(backbone: Backbone | None) -> Reading:
    """Return one sentence on whether the backbone could reach level 3 of the rubric.

    >>> read_stress(Backbone(name="위원회", legal_basis="decree", sunset="2027-06-30", ended="2025-12")).split(". ")[0]
    '위원회: 수준 3(대표나 정부가 바뀌어도 남음)에 이르지 못합니다'
    """
    if backbone is None:
        return Reading("중추조직을 적지 않아 무엇에 기대어 서 있는지 볼 수 없습니다.")
    table = stress_test(backbone)
    weak, unknown = (table.loc[table["판정"].isin(verdicts), "점검"].tolist() for verdicts in (WEAK, ("모름",)))
    if not weak and not unknown:
        return Reading(f"{backbone.name}: 법률과 기한과 인원과 예산을 모두 갖추고 이어지고 있습니다.")
    start = "수준 3(대표나 정부가 바뀌어도 남음)에 이르지 못합니다" if weak else "수준 3(대표나 정부가 바뀌어도 남음)인지 알 수 없습니다"
    found = [f"{label}: {', '.join(items)}" for label, items in (("걸리는 것", weak), ("모르는 것", unknown)) if items]
    return Reading(f"{backbone.name}: {start}. {'. '.join(found)}.")


def _documented(mapping: pd.DataFrame) -> dict[str, int]:
    counts = mapping.loc[mapping["status"] == "documented", "condition"].value_counts()
    return {condition: int(counts.get(condition, 0)) for condition in condition_labels()}


def _citizens_act(mapping: pd.DataFrame) -> str:
    rows = five_conditions(mapping)
    rows = rows[rows["actor"] == "citizens"]
    acts, gets = ((rows["status"] == status).sum() for status in ("documented", "benefit_only"))
    return f"국민의 줄 {len(rows)}개 가운데 한 일이 문서로 확인된 줄 {acts}개, 받기만 한 줄 {gets}개"


def _first_decision(mapping: pd.DataFrame) -> str:
    rows = five_conditions(mapping).query("actor == 'citizens' and status == 'documented'")
    years = re.findall(r"(?:19|20)\d{2}(?:-\d\d)?", " ".join(rows["evidence"]))
    return f"근거에 나오는 가장 이른 때: {min(years)}" if years else "때를 적은 근거가 없습니다."


def _change(info: CaseInfo) -> str:
    words = {"early": "초기의 변화까지", "systems": "제도의 변화까지", "population": "인구의 변화까지"}
    return f"사례에 적은 판단: {words[info.change_level]}" if info.change_level in words else UNKNOWN


def _means(backbone: Backbone | None) -> str:
    return UNKNOWN if backbone is None else f"인원: {backbone.staff.rstrip('.')}. 예산: {backbone.budget}"


def _design(info: CaseInfo) -> str:
    from dpgkit.cases.caserows import labels

    return f"성과의 설계: {labels('ci_case_list', 'design')[info.design]}"


def _sunset(backbone: Backbone) -> tuple[str, str]:
    if backbone.sunset == "없음":
        return "강함", "기한 없이 이어집니다."
    if not re.match(r"\d{4}", backbone.sunset):
        return "모름", "먼저 찾아볼 것입니다."
    if backbone.ended and backbone.ended < backbone.sunset:
        return "못 지킴", "기한보다 먼저 끝났습니다."
    return "지킴", "기한이 남았거나 기한까지 갔습니다."


def _told(text: str) -> tuple[str, str]:
    """Whether a number stands there that is not followed by a confession that the thing itself is unknown."""
    if UNKNOWN in text or not re.search(r"\d", text):
        return "모름", "조직 자체의 값을 찾지 못했습니다."
    return "알려짐", "문서에 수가 있습니다."
