"""Whether a store and a case belong together: targets and gates of one case say nothing about the indicators of another."""

import pandas as pd

from dpgkit import cases, paths
from dpgkit.cases import Case
from dpgkit.errors import DataError
from dpgkit.kpi import indicators
from dpgkit.reading import some

SHOWN = 5                # names of indicators in a message


def check_fit(stored: pd.DataFrame, case: Case) -> None:
    """Refuse a case that has none of the store's indicators. Parameters: ``stored`` as ``measurement.indicators``.

    A store without indicators fits every case. Raises DataError naming the cases that fit.
    """
    if stored.empty or set(stored["name"]) & set(case.indicators["indicator"]):
        return
    fitting = fitting_cases(stored)
    todo = f"저장소를 만든 사례를 적으십시오: {paths.PROGRAM} dashboard --store 저장소 --case {fitting[0] if len(fitting) == 1 else '사례'}"
    if not fitting:
        todo = "저장소를 만든 사례의 이름을 --case에 적거나, 그 사례의 indicators.csv에 저장소의 지표를 적으십시오."
    raise DataError("저장소의 지표가 이 사례에 하나도 없습니다.", value=f"사례 {case.info.id}, 저장소의 지표 {some(stored['name'], SHOWN)}",
                    allowed=fitting or "저장소의 지표를 가진 사례가 없음", todo=todo)


def fitting_cases(stored: pd.DataFrame) -> list[str]:
    """Return the cases that have some of the store's indicators, those with most of them first.

    >>> fitting_cases(pd.DataFrame({"name": ["notice_integration", "ineligible_rate"]}))[0]
    'housing'
    """
    counts = {name: len(_cards(name) & set(stored["name"])) for name in cases.case_names()}
    return sorted((name for name, count in counts.items() if count), key=lambda name: (-counts[name], name))


def cases_with_cards() -> list[str]:
    """Return the cases that a store can be made of: those with indicator cards.

    >>> "housing" in cases_with_cards(), "benefit" in cases_with_cards()
    (True, False)
    """
    return [name for name in cases.case_names() if _cards(name)]


def unknown_here(stored: pd.DataFrame, case: Case) -> str:
    """Return a sentence on the indicators of the store that the case has no card for; nothing where it has all."""
    names = stored.loc[~stored["name"].isin(case.indicators["indicator"]), "name"]
    if names.empty:
        return ""
    return (f"저장소의 지표 {len(stored)}개 가운데 {len(names)}개는 이 사례의 지표 카드에 없어 목표와 단계의 문에 쓰이지 않습니다: "
            f"{some(names, SHOWN)}")


def _cards(name: str) -> set[str]:
    try:
        return set(indicators.case_table(name, "indicators")["indicator"])
    except DataError:                # a case that is being written may not be readable yet
        return set()
