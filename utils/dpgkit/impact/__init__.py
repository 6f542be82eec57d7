"""Collective impact as data: five conditions by actors, each cell with its evidence."""

import pandas as pd

from dpgkit import tables
from dpgkit.cases import caserows
from dpgkit.reading import Reading

ACTORS = {"government": "정부", "business": "기업", "citizens": "국민"}       # those of the article's table
STATUS = {"documented": "근거 있음", "inferred": "추론", "benefit_only": "혜택만", "unverified": "근거 미확인", "unwritten": "적지 않음"}
STATUS_EN = {"inferred": "inferred", "benefit_only": "benefit only", "unverified": "unverified"}
BEYOND = {"outcome": "성과", "limit": "한계"}
CELL_WORDS = {15: "열다섯", 20: "스무", 25: "스물다섯", 30: "서른", 35: "서른다섯"}


def condition_labels(language: str = "ko") -> dict[str, str]:
    """Return the name of each condition in Korean or English, in the order of Kania and Kramer (2011).

    >>> list(condition_labels().values())[-1]
    '중추지원조직'
    """
    return tables.load("conditions").set_index("condition")[f"label_{language}"].to_dict()


def five_conditions(mapping: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the five conditions, without those on outcome and limit.

    >>> five_conditions(pd.DataFrame({"condition": ["backbone", "limit"]}))["condition"].tolist()
    ['backbone']
    """
    return mapping[~mapping["condition"].isin(list(BEYOND))]


def actor_labels(mapping: pd.DataFrame) -> dict[str, str]:
    """Return the Korean name of the three actors of the article, and of the others that have a row in the mapping.

    >>> list(actor_labels(pd.DataFrame({"condition": ["backbone"], "actor": ["nonprofit"]})).values())
    ['정부', '기업', '국민', '비영리']
    """
    present = set(five_conditions(mapping)["actor"])
    return {actor: label for actor, label in caserows.labels("case-mapping", "actor").items() if actor in ACTORS or actor in present}


def labelled(mapping: pd.DataFrame) -> pd.DataFrame:
    """Return the mapping with Korean labels, ready to read: 조건, 주체, 활동, 근거, 상태, 출처.

    >>> from dpgkit.cases import load_case
    >>> labelled(load_case("housing").mapping).iloc[0, :2].tolist()
    ['공동의 어젠다', '정부']
    """
    return pd.DataFrame({
        "조건": mapping["condition"].map({**condition_labels(), **BEYOND}),
        "주체": mapping["actor"].map(caserows.labels("case-mapping", "actor")), "활동": mapping["activity"],
        "근거": mapping["evidence"], "상태": mapping["status"].map(STATUS), "출처": mapping["source_title"]})


def table_of_conditions(mapping: pd.DataFrame, *, english: bool = False) -> pd.DataFrame:
    """Return the activities by five conditions and actors, as the article's Table 1 is laid out.

    An activity without documented evidence carries its mark, so that a plan is not read as a fact; empty cells are ``—``.

    >>> from dpgkit.cases import load_case
    >>> table_of_conditions(load_case("housing").mapping).columns.tolist()
    ['조건', '정부', '기업', '국민']

    Parameters: ``english`` adds the English name of each condition and the English words of each activity that has them.
    """
    rows, actors, labels = five_conditions(mapping), actor_labels(mapping), condition_labels()
    cells = rows.assign(text=_marked(rows, english)).groupby(["condition", "actor"])["text"].agg(" / ".join).unstack()
    table = cells.reindex(index=list(labels), columns=list(actors)).fillna("—")
    if english:
        labels = {key: f"{label} ({condition_labels('en')[key]})" for key, label in labels.items()}
    return table.rename(index=labels, columns=actors).rename_axis(index="조건", columns=None).reset_index()


def cell_status(mapping: pd.DataFrame) -> pd.DataFrame:
    """Return the best status of evidence in each cell: condition, actor, status (``unwritten`` where nothing stands).

    >>> mapping = pd.DataFrame({"condition": ["backbone"], "actor": ["government"], "status": ["documented"]})
    >>> cell_status(mapping)["status"].value_counts().to_dict()
    {'unwritten': 14, 'documented': 1}
    """
    rank = {status: place for place, status in enumerate(STATUS)}
    rows = five_conditions(mapping)
    best = rows.assign(rank=rows["status"].map(rank)).groupby(["condition", "actor"])["rank"].min()
    cells = pd.MultiIndex.from_product([condition_labels(), actor_labels(mapping)], names=["condition", "actor"])
    ranks = best.reindex(cells, fill_value=rank["unwritten"])
    return ranks.map(dict(enumerate(STATUS))).rename("status").reset_index()


def evidence_share(mapping: pd.DataFrame, by: str = "condition") -> pd.DataFrame:
    """Return for each condition (or actor) how many of its cells hold documented evidence: label, documented, share.

    >>> mapping = pd.DataFrame({"condition": ["backbone"], "actor": ["citizens"], "status": ["documented"]})
    >>> evidence_share(mapping, by="actor")["documented"].tolist()
    [0, 0, 1]
    """
    labels = {"condition": condition_labels(), "actor": actor_labels(mapping)}[by]
    documented = cell_status(mapping).assign(documented=lambda cells: cells["status"] == "documented")
    table = documented.groupby(by)["documented"].agg(["sum", "mean"]).reindex(list(labels)).reset_index()
    table.columns = [by, "documented", "share"]
    table.insert(1, "label", table[by].map(labels))
    return table.assign(share=table["share"].round(6))


def count_documented(cells: pd.DataFrame) -> pd.DataFrame:
    """Return how many cells of each actor hold documented evidence: actor, documented.

    Parameters: ``cells`` as ``cell_status`` returns them.

    >>> count_documented(pd.DataFrame({"actor": ["business"], "status": ["documented"]}))["documented"].tolist()
    [0, 1, 0]
    """
    actors = [*ACTORS, *dict.fromkeys(cells.loc[~cells["actor"].isin(list(ACTORS)), "actor"])]
    counts = cells.loc[cells["status"] == "documented", "actor"].value_counts()
    return counts.reindex(actors, fill_value=0).rename_axis("actor").rename("documented").reset_index()


def read_evidence(mapping: pd.DataFrame) -> Reading:
    """Return one sentence on how many cells hold evidence and where it is thinnest.

    >>> mapping = pd.DataFrame({"condition": ["backbone"], "actor": ["government"], "status": ["documented"]})
    >>> read_evidence(mapping).split(". ")[0]
    '열다섯 칸 가운데 1칸에 문서로 확인한 근거가 있습니다'
    """
    cells = cell_status(mapping)
    documented = int((cells["status"] == "documented").sum())
    conditions, actors = evidence_share(mapping), evidence_share(mapping, by="actor")
    return Reading(f"{CELL_WORDS[len(cells)]} 칸 가운데 {documented}칸에 문서로 확인한 근거가 있습니다. "
                   f"근거가 가장 얇은 조건은 {_thinnest(conditions)}, 가장 얇은 주체는 {_thinnest(actors)}입니다.")


def shared_words(mapping: pd.DataFrame, keywords: pd.DataFrame) -> pd.DataFrame:
    """Return which keywords of the corpus stand in the activities of each condition: condition, label, words, count.

    Parameters: ``keywords`` a table with a column ``term``, as ``keywords.top_terms`` returns it.

    >>> mapping = pd.DataFrame({"condition": ["backbone"], "activity": ["위원회가 국민을 만납니다."]})
    >>> shared_words(mapping, pd.DataFrame({"term": ["국민", "법률"]}))["words"].tolist()
    ['', '', '', '', '국민']
    """
    text = mapping.groupby("condition")["activity"].agg(" ".join).reindex(list(condition_labels()), fill_value="")
    words = text.map(lambda activity: [term for term in keywords["term"] if term in activity])
    return pd.DataFrame({"condition": text.index, "label": list(condition_labels().values()),
                         "words": words.map(", ".join).tolist(), "count": words.map(len).tolist()})


def read_shared_words(shared: pd.DataFrame) -> Reading:
    """Return one sentence on how far the corpus speaks of what the mapping table speaks of.

    >>> read_shared_words(pd.DataFrame({"label": ["가", "나"], "count": [2, 0]}))
    '핵심어가 한 번이라도 나오는 조건은 2개 가운데 1개(가)입니다.'
    """
    found = shared.loc[shared["count"] > 0, "label"]
    if found.empty:
        return Reading("이 말뭉치의 핵심어 가운데 표의 활동에 나오는 것이 없습니다.")
    return Reading(f"핵심어가 한 번이라도 나오는 조건은 {len(shared)}개 가운데 {len(found)}개({', '.join(found)})입니다.")


def _marked(rows: pd.DataFrame, english: bool) -> pd.Series:
    mark = rows["status"].map(lambda status: "" if status == "documented" else f" [{STATUS[status]}]")
    if not english:
        return rows["activity"] + mark
    words = rows["activity_en"] + rows["status"].map(lambda status: f" [{STATUS_EN[status]}]" if status in STATUS_EN else "")
    return rows["activity"] + mark + words.where(rows["activity_en"] != "", "").map(lambda text: f" ({text})" if text else "")


def _thinnest(shares: pd.DataFrame) -> str:
    return "·".join(shares.loc[shares["share"] == shares["share"].min(), "label"])
