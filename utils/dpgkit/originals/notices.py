"""Which notices are the same one, and how many of the agencies' notices the integrated list holds, duplicates counted once.

The sources share no number, so that telling notices apart is itself a step of the integration. Two notices are taken for one where
they carry the same LH number, or where title, region and (within some days) the date agree and they come from two sources, or one of
them says that it corrects the other. Within one source, two numbers are two notices otherwise.
"""

import re
import unicodedata
from collections.abc import Iterator

import pandas as pd

from dpgkit.errors import DataError
from dpgkit.reading import Reading

NEEDED = ["source", "notice", "title", "region", "announced", "pan_id"]
CORRECTION = re.compile(r"정정|재공고|변경공고")
NOISE = re.compile(r"[\[(<【〔][^\])>】〕]*(?:정정|재공고|변경공고|공고)[^\])>】〕]*[\])>】〕]|\W|_")
ENDING = re.compile(r"(?:예비)?(?:입주자|당첨자)?(?:추가)?모집(?:정정)?공고(?:문)?$|공고(?:문)?$")
REGIONS = re.compile(r"(특별자치시|특별자치도|특별시|광역시|도)$")
SHORT_NAMES = {"충청북": "충북", "충청남": "충남", "전라북": "전북", "전라남": "전남", "경상북": "경북", "경상남": "경남"}
BY_NUMBER, BY_TITLE = "LH 번호", "제목·지역·날짜"
SOURCES = {"applyhome": "청약홈", "myhome": "마이홈", "lh": "LH"}
ALL = "전체"
SHARED = ["source", "listed", "distinct", "repeated", "shared", "alone", "share"]


def same_notices(notices: pd.DataFrame, *, days: int = 7) -> pd.DataFrame:
    """Return one row a notice of a source, with the number of the real notice that it stands for.

    Parameters: ``notices`` as ``fetch_notices`` returns them (several units of a notice count once); ``days`` that two dates may be apart.
    Columns: those of NEEDED, group (from 1, in order), match (why it shares its group: LH 번호, 제목·지역·날짜, or empty).
    Raises DataError where a column is missing.
    """
    import networkx

    if missing := [name for name in NEEDED if name not in notices]:
        raise DataError("공고 표에 있어야 할 열이 없습니다.", value=", ".join(map(str, notices)), allowed=NEEDED,
                        todo=f"다음 열을 더하십시오: {', '.join(missing)}")
    table = notices.drop_duplicates(["source", "notice"])[NEEDED].reset_index(drop=True)
    graph = networkx.Graph()
    graph.add_nodes_from(table.index)
    pairs = [*_numbered(table), *_titled(table, days)]
    graph.add_edges_from((one, other) for one, other, _ in pairs)
    components = sorted(map(sorted, networkx.connected_components(graph)))
    groups = {node: place for place, nodes in enumerate(components, start=1) for node in nodes}
    why = {node: match for one, other, match in reversed(pairs) for node in (one, other)}
    return table.assign(group=[groups[node] for node in table.index], match=[why.get(node, "") for node in table.index])


def notice_coverage(originals: pd.DataFrame, integrated: pd.DataFrame, *, days: int = 7) -> pd.DataFrame:
    """Return how much of what the agencies announced the integrated list holds: 항목, 값.

    Parameters: two tables as ``fetch_notices`` returns them: the agencies' own notices and the integrated list; ``days`` as for
    ``same_notices``. Raises DataError where there is no notice to look for.
    """
    if originals.empty:
        raise DataError("원래 공고가 없습니다.", value=0, todo="기간을 넓히십시오.")
    marked = pd.concat([originals.assign(side="원래"), integrated.assign(side="통합")], ignore_index=True)
    marked["source"] = marked["side"] + " " + marked["source"]
    table = same_notices(marked, days=days)
    own, listed = (table[table["source"].str.startswith(side)] for side in ("원래", "통합"))
    known, shown = set(own["group"]), set(listed["group"])
    rows = {"서로 다른 원래 공고": len(known), "통합 목록의 공고": len(listed), "통합 목록에서 겹친 공고": len(listed) - len(shown),
            "서로 다른 통합 공고": len(shown), "통합 목록에서 찾은 원래 공고": len(known & shown),
            "원래 공고에 없는 통합 공고": len(shown - known), "겹침을 빼지 않은 비율(%)": 100 * len(listed) / len(known),
            "겹침을 뺀 비율(%)": 100 * len(shown) / len(known), "찾은 원래 공고의 비율(%)": 100 * len(known & shown) / len(known)}
    return pd.DataFrame([(name, round(value, 6)) for name, value in rows.items()], columns=["항목", "값"])


def provider_coverage(notices: pd.DataFrame, *, days: int = 7) -> pd.DataFrame:
    """Return how much of all notices each source holds, and how many of them more than one source holds.

    Parameters: as ``same_notices``. Columns: source (the last row is 전체), listed (notices), distinct (duplicates counted once), repeated
    (listed beyond that), shared (distinct ones that another source has too), alone (that no other has), share (% of all distinct ones).
    """
    found = same_notices(notices, days=days)
    holders, whole = found.groupby("group")["source"].nunique(), found["group"].nunique()
    parts = [*found.groupby("source", sort=False), (ALL, found)]
    rows = []
    for source, part in parts:
        groups = part["group"].unique()
        shared = int((holders.reindex(groups) > 1).sum())
        rows.append((source, len(part), len(groups), len(part) - len(groups), shared, len(groups) - shared,
                     round(100 * len(groups) / max(whole, 1), 6)))
    return pd.DataFrame(rows, columns=SHARED)


def read_coverage(table: pd.DataFrame) -> Reading:
    """Return what the coverage of the sources says, in two sentences.

    >>> read_coverage(pd.DataFrame([("lh", 3, 2, 1, 1, 1, 100.0), ("전체", 4, 2, 2, 1, 1, 100.0)], columns=SHARED))
    '공고는 4건이고 겹친 것을 한 번만 세면 2건이며, 둘 이상의 출처에 실린 것은 1건(50.0%)입니다. 출처별로는 LH 2건(100.0%)을 싣고 있습니다.'
    """
    own, whole = table[table["source"] != ALL], table[table["source"] == ALL].iloc[0]
    if not whole["distinct"]:
        return Reading("공고가 없어 겹침을 셈하지 않았습니다.")
    shares = ", ".join(f"{SOURCES.get(row.source, row.source)} {row.distinct}건({row.share:.1f}%)" for row in own.itertuples())
    return Reading(f"공고는 {whole['listed']}건이고 겹친 것을 한 번만 세면 {whole['distinct']}건이며, 둘 이상의 출처에 실린 것은 "
                   f"{whole['shared']}건({100 * whole['shared'] / whole['distinct']:.1f}%)입니다. 출처별로는 {shares}을 싣고 있습니다.")


def completeness(notices: pd.DataFrame) -> pd.DataFrame:
    """Return how often each source fills each field: source, field, filled (%).

    >>> completeness(pd.DataFrame({"source": ["lh", "lh"], "ends": ["2024-01-02", ""]}))["filled"].tolist()
    [50.0]
    """
    filled = notices.drop(columns="source").map(lambda cell: not pd.isna(cell) and cell != "").groupby(notices["source"]).mean().mul(100)
    return filled.round(6).rename_axis(columns="field").stack().rename("filled").reset_index()


def plain_title(title: str) -> str:
    """Return a title without what two sources write differently: signs, spaces, (정정공고), and the word 모집공고 at the end.

    >>> plain_title("[정정공고] 가나 A-1블록 행복주택 입주자 모집공고"), plain_title("가나 A1블록 행복주택 예비입주자모집공고문")
    ('가나a1블록행복주택', '가나a1블록행복주택')
    """
    return ENDING.sub("", NOISE.sub("", unicodedata.normalize("NFKC", title).casefold()))


def plain_region(region: str) -> str:
    """Return a province by its short name.

    >>> plain_region("서울특별시"), plain_region("경상남도"), plain_region("서울")
    ('서울', '경남', '서울')
    """
    short = REGIONS.sub("", unicodedata.normalize("NFC", region).split(" ")[0])
    return SHORT_NAMES.get(short, short)


def _numbered(table: pd.DataFrame) -> Iterator[tuple[int, int, str]]:
    known = table[table["pan_id"] != ""]
    for _, rows in known.groupby("pan_id"):
        yield from ((rows.index[0], other, BY_NUMBER) for other in rows.index[1:])


def _titled(table: pd.DataFrame, days: int) -> Iterator[tuple[int, int, str]]:
    keyed = table.assign(key=table["title"].map(plain_title), area=table["region"].map(plain_region),
                         day=pd.to_datetime(table["announced"], errors="coerce"))
    for _, rows in keyed[(keyed["key"] != "") & keyed["day"].notna()].sort_values("day").groupby(["key", "area"]):
        records = list(rows[["source", "title", "day"]].itertuples())
        for place, one in enumerate(records):
            for other in records[place + 1:]:
                near = (other.day - one.day).days <= days
                if near and (one.source != other.source or CORRECTION.search(one.title + other.title)):
                    yield one.Index, other.Index, BY_TITLE
