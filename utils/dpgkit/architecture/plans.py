"""Links of a case that are only planned, in words: they begin after the day on which the case was verified."""

import pandas as pd

from dpgkit import tables
from dpgkit.architecture import PLAN, SIDES, novelty, planned
from dpgkit.reading import Reading, some

PRESENT = {1: "있음", 0: "없음"}
NAMED = 3                # planned links that a sentence names


def in_words(links: pd.DataFrame, verified: str) -> pd.DataFrame:
    """Return the links to read: what is there before and after in words, and what is only planned called so.

    >>> links = pd.DataFrame({"giver": ["앱"], "before": [0], "after": [1], "since": ["2027"]})
    >>> in_words(links, "2026-11-23")[["이전에 있음", "이후에 있음"]].values.tolist()
    [['없음', '계획']]
    """
    words = {side: links[side].map(PRESENT) for side in SIDES}
    words["after"] = words["after"].mask(planned(links, verified), PLAN)
    return tables.in_korean(links.assign(**words), "case-links")


def read_planned(links: pd.DataFrame, verified: str) -> Reading:
    """Return one to three sentences on the links that are only planned, and on what they would change.

    >>> links = pd.DataFrame({"giver": ["앱"], "receiver": ["국민"], "passes": ["공고"], "before": [0], "after": [1], "since": ["2027"]})
    >>> read_planned(links, "2026-11-23").split(". ")[0]
    '계획한 연결은 1개입니다: 앱 → 국민(공고, 2027)'
    """
    plans = links[planned(links, verified)]
    if plans.empty:
        return Reading("계획한 연결은 없습니다.")
    names = some((f"{link.giver} → {link.receiver}({link.passes}, {link.since})" for link in plans.itertuples()), NAMED)
    linkage, component = novelty(links)["value"]
    return Reading(f"계획한 연결은 {len(plans)}개입니다: {names}. "
                   f"시작할 때가 자료를 확인한 날({verified})보다 뒤이므로 그림과 값에 넣지 않습니다. "
                   f"이루어지면 연결의 새로움은 {linkage:.3f}, 참여자의 새로움은 {component:.3f}이 됩니다.")
