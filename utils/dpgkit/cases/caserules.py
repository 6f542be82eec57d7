"""The five rules of a mapping table: what a row must say so that a second reader can check it."""

import re
from collections.abc import Iterator
from datetime import date

import pandas as pd

from dpgkit.cases.caserows import labels, lines, problem, problem_table

UNKNOWN, INFERRED, CITIZENS = "근거 미확인", "[추론]", "citizens"
RULES = {
    1: "조건과 주체는 정해진 이름 가운데 하나입니다.",
    2: "줄마다 근거와 출처가 있거나 '근거 미확인'이라고 적고, 미루어 본 줄에는 [추론]을 붙입니다.",
    3: "한 근거를 두 줄에 쓰지 않고, 근거에 든 수에는 해나 기간을 밝힙니다.",
    4: "국민의 줄에는 국민이 하거나 정하는 일을 적고, 받기만 하면 '혜택만'으로 표시합니다.",
    5: "수준을 매긴 줄에는 매긴 사람과 날을 적습니다.",
}
DOING = ("참여", "제안", "고르", "골라", "고른", "결정", "정하", "정합", "정한", "선택", "투표", "평가", "응답", "답하", "제공", "동의",
         "신청", "서약", "약속", "신고", "의견", "요청", "요구", "묻", "검토", "감시", "실천", "청구", "가입", "운영", "만듭", "만들")
PERIOD_TODO = "2024-01 ~ 2026-01처럼 적으십시오. 끝나지 않았으면 2024-01 ~ 처럼 끝을 비웁니다."
INTERNAL_TODO = "주소가 없는 기관의 문서이면 source_url에 '내부 자료'라고 적습니다."
VALUE_TODO = "분자와 분모를 적으십시오. 비율만 알려졌으면 둘을 비우고 rate에 비율(%)을 적습니다."
NEWEST = "2026-11-23"        # the day on which the cases of the kit were verified, whatever the clock of a computer says
PERCENT = ("%", "퍼센트", "%(비율)")
MOMENT = re.compile(r"(?:1[89]|20)\d{2}(?:-\d{2}){0,2}")
PERIOD = re.compile(r"(?:19|20)\d{2}|\d+\s*(?:년|개월|개\s?학년도|학년도|학기|분기|주|일)")


def check_mapping(mapping: pd.DataFrame, file: str = "mapping.csv") -> pd.DataFrame:
    """Return every row of a mapping table that breaks one of the five rules, as ``caserows.problem_table``.

    >>> row = {"condition": "backbone", "actor": "citizens", "activity": "혜택을 받습니다.", "evidence": "근거 미확인",
    ...        "as_of": "", "status": "unverified", "level": "", "coder": "", "date": "", "source_title": "", "source_url": ""}
    >>> check_mapping(pd.DataFrame([row]))["문제"].tolist()
    ['[규칙 4] 국민이 하거나 정하는 일이 적혀 있지 않습니다']

    Parameters: ``mapping`` typed, or text as ``casefiles.read_cells`` returns it with spreadsheet rows as index.
    """
    cells = _text(mapping)
    return problem_table([problem(file, row, column, f"[규칙 {rule}] {what}", value, todo)
                          for check in CHECKS for row, column, rule, what, value, todo in check(cells)])


def check_links(links: pd.DataFrame, file: str = "links.csv") -> pd.DataFrame:
    """Return every link that claims to be documented and names no source, as ``caserows.problem_table``.

    >>> row = {"giver": "LH", "receiver": "국민", "passes": "공고", "status": "documented", "source_url": ""}
    >>> check_links(pd.DataFrame([row]))[["행", "문제"]].values.tolist()
    [[2, '문서로 확인했다고 적었으나 출처의 주소가 없습니다']]
    """
    bare = links[(links["status"] == "documented") & (links["source_url"] == "")]
    what = "문서로 확인했다고 적었으나 출처의 주소가 없습니다"
    todo = f"source_url에 주소를 적거나, status를 unverified(근거 미확인)로 바꾸십시오. {INTERNAL_TODO}"
    return problem_table([problem(file, row, "source_url", what, f"{link.giver} → {link.receiver}: {link.passes}", todo)
                          for row, link in zip(lines(links)[bare.index], bare.itertuples(), strict=True)])


def check_measurements(measurements: pd.DataFrame, file: str = "measurements.csv") -> pd.DataFrame:
    """Return every measurement that has no value, two that differ, or no place to look it up, as ``caserows.problem_table``.

    >>> row = {"numerator": "", "denominator": "", "rate": "91.7", "sentences": "", "source_title": "기관", "source_url": ""}
    >>> check_measurements(pd.DataFrame([row]))[["열", "문제"]].values.tolist()
    [['source_url', '값의 출처에 주소가 없습니다']]

    A value is a numerator and a denominator, or a rate in per cent where these are not known; where all three are there, the rate is
    theirs as it was rounded. Parameters: ``measurements`` typed, or text as ``casefiles.read_cells`` returns it.
    """
    cells = _text(measurements)
    counted, told = (cells["numerator"] != "").astype(int) + (cells["denominator"] != ""), cells["rate"] != ""
    rows = [problem(file, row, "numerator", "값이 없습니다" if not counted[row] else "분자와 분모 가운데 하나만 있습니다", "", VALUE_TODO)
            for row in cells.index[(counted == 1) | (counted == 0) & ~told]]
    rows += [problem(file, row, "rate", "비율이 분자와 분모에서 나온 값과 다릅니다", cells["rate"][row],
                     "셋 가운데 틀린 것을 고치거나 rate를 비우십시오.")
             for row in cells.index[(counted == 2) & told] if not _same_rate(cells.loc[row])]
    rows += [problem(file, row, "source_url", "값의 출처에 주소가 없습니다", cells["source_title"][row],
                     f"주소를 적으십시오. {INTERNAL_TODO}") for row in cells.index[_nowhere(cells)]]
    return problem_table(rows)


def check_units(measurements: pd.DataFrame, cards: pd.DataFrame, file: str = "measurements.csv") -> pd.DataFrame:
    """Return every measurement of an indicator that is no percentage, as ``caserows.problem_table``: the kit computes rates only.

    >>> cards = pd.DataFrame({"indicator": ["a", "b"], "unit": ["%", "일"]})
    >>> check_units(pd.DataFrame({"indicator": ["a", "b"]}), cards)[["행", "받은 값"]].values.tolist()
    [[3, 'b: 일']]
    """
    units = dict(zip(cards["indicator"], cards["unit"], strict=True))
    what = "단위가 %가 아닌 지표의 값입니다"
    todo = "'기한 안에 끝난 건의 비율'처럼 비율로 바꾸어 재거나, 이 줄을 지우고 카드만 두십시오. 5과는 비율(%)만 셈합니다."
    rows = zip(lines(measurements), measurements["indicator"], strict=True)
    return problem_table([problem(file, row, "indicator", what, f"{name}: {units[name]}", todo)
                          for row, name in rows if units.get(name, "%") not in PERCENT])


def check_dates(period: str, verified: str, file: str = "case.yml") -> pd.DataFrame:
    """Return what is odd about the period of a case and the day on which it was verified, as ``caserows.problem_table``.

    >>> check_dates("2020-02 ~ 2026-01", "2026-11-23").empty, check_dates("최근", "2026-13-01")["열"].tolist()
    (True, ['period', 'verified'])

    A period is a year, a month or a day, or two of them in order with ``~`` between; the end may be left open. A day that
    was verified lies at most a year ahead, since clocks of computers differ.
    """
    rows = []
    if period == UNKNOWN:
        rows.append(problem(file, 0, "period", "다루는 기간을 적지 않았습니다", period, PERIOD_TODO))
    elif not _is_period(period):
        rows.append(problem(file, 0, "period", "기간을 적는 방식이 다르거나 처음이 끝보다 늦습니다", period, PERIOD_TODO))
    if not _is_day(verified) or int(verified[:4]) > date.today().year + 1 and verified > NEWEST:
        rows.append(problem(file, 0, "verified", "확인한 날이 날짜가 아니거나 먼 앞날입니다", verified,
                            "자료를 마지막으로 확인한 날을 \"2026-11-23\"처럼 연-월-일로 적으십시오."))
    return problem_table(rows)


def rule_table(problems: pd.DataFrame) -> pd.DataFrame:
    """Return the five rules with the number of rows that break each: 규칙, 뜻, 어긴 곳.

    >>> rule_table(pd.DataFrame({"문제": ["[규칙 3] 근거가 겹칩니다"]}))["어긴 곳"].tolist()
    [0, 0, 1, 0, 0]
    """
    broken = problems["문제"].astype(str).str.extract(r"\[규칙 (\d)\]")[0]
    counts = [int((broken == str(rule)).sum()) for rule in RULES]
    return pd.DataFrame({"규칙": list(RULES), "뜻": list(RULES.values()), "어긴 곳": counts})


Found = tuple[int, str, int, str, str, str]


def _known_names(cells: pd.DataFrame) -> Iterator[Found]:
    for column, what in (("condition", "조건"), ("actor", "주체")):
        words = labels("case-mapping", column)
        allowed = ", ".join(f"{key}({label})" for key, label in words.items())
        for row, value in cells.loc[~cells[column].isin(list(words)), column].items():
            yield row, column, 1, f"없는 {what}입니다", value, f"{allowed} 가운데 하나로 고치십시오."


def _evidence_and_source(cells: pd.DataFrame) -> Iterator[Found]:
    unknown, inferred = cells["evidence"] == UNKNOWN, cells["evidence"].str.contains(INFERRED, regex=False)
    unsourced = (cells["source_title"] == "") | _nowhere(cells)
    told = cells["status"] != "unverified"
    for row in cells.index[told & ~unknown & unsourced]:
        todo = f"출처의 이름과 주소를 적거나 '근거 미확인'으로 바꾸십시오. {INTERNAL_TODO}"
        yield row, "source_url", 2, "출처가 없습니다", cells["activity"][row], todo
    for row in cells.index[(unknown != ~told) & (cells["evidence"] != "")]:
        what = "'근거 미확인'이라는 글과 근거 상태가 서로 다릅니다"
        yield row, "status", 2, what, cells["evidence"][row], "둘을 같게 고치십시오."
    for row in cells.index[inferred != (cells["status"] == "inferred")]:
        what = "[추론] 표시와 근거 상태가 서로 다릅니다"
        yield row, "evidence", 2, what, cells["evidence"][row], "미루어 본 줄이면 둘 다 추론으로 적으십시오."


def _nowhere(cells: pd.DataFrame) -> pd.Series:
    """Return for each row whether it names neither an address, nor that there is none, nor a sentence of the corpus."""
    return (cells["source_url"] == "") & (cells.get("sentences", "") == "")


def _same_rate(cells: pd.Series) -> bool:
    """Return whether the rate of a row is what its counts give, rounded to the decimals that are written."""
    try:
        numerator, denominator, rate = (float(cells[name]) for name in ("numerator", "denominator", "rate"))
    except ValueError:              # told by itself
        return True
    return denominator <= 0 or abs(100 * numerator / denominator - rate) <= 0.5 * 10 ** -len(cells["rate"].partition(".")[2]) + 1e-9


def _own_dated_evidence(cells: pd.DataFrame) -> Iterator[Found]:
    told = cells[~cells["evidence"].isin([UNKNOWN, ""])]
    squeezed = told["evidence"].str.replace(r"\s+", "", regex=True)
    for row in told.index[squeezed.duplicated()]:
        yield row, "evidence", 3, "다른 줄과 같은 근거입니다", told["evidence"][row], "이 줄만의 근거를 적으십시오."
    undated = told["evidence"].str.contains(r"\d") & ~told["evidence"].str.contains(PERIOD) & (told["as_of"] == "")
    for row in told.index[undated]:
        todo = "근거에 해나 기간을 쓰거나 as_of(근거의 시점)에 적으십시오. 모르면 '시점 미확인'이라고 적습니다."
        yield row, "as_of", 3, "근거의 수에 해나 기간이 없습니다", told["evidence"][row], todo


def _citizens_act(cells: pd.DataFrame) -> Iterator[Found]:
    five = ~cells["condition"].isin(["outcome", "limit"])
    idle = ~cells["activity"].str.contains("|".join(DOING))
    told = (cells["actor"] == CITIZENS) & (cells["status"] != "benefit_only") & (cells["activity"] != UNKNOWN)
    for row in cells.index[five & told & idle]:
        todo = "국민이 하는 일을 참여, 제안, 결정, 평가, 동의 같은 말로 적거나 상태를 '혜택만'으로 바꾸십시오."
        yield row, "activity", 4, "국민이 하거나 정하는 일이 적혀 있지 않습니다", cells["activity"][row], todo


def _coder_and_date(cells: pd.DataFrame) -> Iterator[Found]:
    for row in cells.index[(cells["level"] != "") & ((cells["coder"] == "") | (cells["date"] == ""))]:
        yield row, "coder", 5, "매긴 사람이나 날이 없습니다", cells["level"][row], "coder와 date를 적으십시오."


def _is_period(text: str) -> bool:
    first, _, last = (part.strip() for part in text.partition("~"))
    good = all(MOMENT.fullmatch(part) and _is_day(f"{part}-01-01"[:10] if len(part) == 4 else f"{part}-01"[:10])
               for part in (first, last or first))
    return good and (not last or first[:len(last)] <= last)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


CHECKS = (_known_names, _evidence_and_source, _own_dated_evidence, _citizens_act, _coder_and_date)


def _text(mapping: pd.DataFrame) -> pd.DataFrame:
    """Return the cells as text, indexed by the row in which a spreadsheet shows them."""
    counted_from_0 = mapping.index.equals(pd.RangeIndex(len(mapping)))
    rows = mapping.set_axis(lines(mapping)) if counted_from_0 else mapping
    return rows.astype(object).where(rows.notna(), "").astype(str)
