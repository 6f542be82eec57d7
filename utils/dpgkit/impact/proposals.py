"""Sentences proposed as evidence for the cells of a mapping table that need some; a person accepts them, nothing is filled in."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from dpgkit import lexicon, morphology
from dpgkit.cases import caserows, leftovers
from dpgkit.impact import STATUS, actor_labels, citations, condition_labels, five_conditions
from dpgkit.lexicon import Lexicon
from dpgkit.reading import Reading

UNCITED = "uncited"
STATES = {**STATUS, "documented": "문장 있음", UNCITED: "문장 없음"}
ACTOR_WORDS = {     # what an actor is called besides the names of actors.csv, each a whole word of the analyzer
    "government": ("정부", "부처", "중앙부처", "지자체", "지방자치단체", "공공기관", "행정기관", "행정안전부", "장관", "대통령", "국회"),
    "business": ("기업", "민간기업", "회사", "업체", "사업자", "업계", "산업계", "민간", "은행", "보험사", "스타트업"),
    "citizens": ("국민", "시민", "주민", "이용자", "가입자", "신청자", "환자", "학생", "학부모", "청년"),
    "nonprofit": ("비영리", "시민단체", "단체", "재단", "협회"),
    "academia": ("대학", "대학교", "교수", "연구원", "연구소", "학계", "전문가"),
    "backbone_org": ("추진단", "사무국", "전담조직", "지원단"), "multi": ("민관", "협의체", "공동")}
TELLING = 0.2           # share of the documents in which a word of the topic may stand and still tell them apart
TOPIC = "topic"
SHORTEST = 3            # letters of a name of several words that is looked for as it is written
CELLS = ["condition", "actor", "row", "state", "activity"]
SIGNS = ["matched", "named", "shared"]
PROPOSED = ["condition", "actor", "row", "state", "document", "sentence", *SIGNS, "text"]
ENOUGH = 2              # of the signs, for a sentence to be proposed
PLACE = ["document", "sentence"]
KEY = ["condition", "actor", *PLACE]


def weak_cells(mapping: pd.DataFrame) -> pd.DataFrame:
    """Return the cells without evidence that one can read in a sentence: condition, actor, row, state, activity.

    >>> mapping = pd.DataFrame({"condition": ["backbone"], "actor": ["government"], "status": ["documented"], "sentences": [""],
    ...                         "activity": ["위원회를 두었습니다."]})
    >>> weak_cells(mapping)["state"].value_counts().to_dict()
    {'unwritten': 14, 'uncited': 1}

    ``state`` is the best status of the cell, or ``uncited`` where it is documented but no row names a sentence; an inference that
    names a sentence can be read as well. ``row`` counts as a spreadsheet does: the first row of the cell, 0 where there is none.
    """
    labels = [list(condition_labels()), list(actor_labels(mapping))]
    cells = pd.MultiIndex.from_product(labels, names=["condition", "actor"]).to_frame(index=False)
    order = {status: place for place, status in enumerate(STATUS)}
    rows = five_conditions(mapping).assign(row=caserows.lines, cited=lambda table: table["sentences"] != "")
    rows = rows.assign(rank=rows["status"].map(order)).sort_values(["rank", "cited"], ascending=[True, False], kind="stable")
    best = rows.drop_duplicates(["condition", "actor"])[["condition", "actor", "row", "status", "activity", "cited"]]
    table = cells.merge(best, how="left", on=["condition", "actor"]).fillna({"row": 0, "status": "unwritten", "activity": ""})
    shown = table["status"].isin(["documented", "inferred"]) & table["cited"].eq(True)
    state = table["status"].mask(table["status"] == "documented", UNCITED)
    return table.assign(state=state).astype({"row": "int64"})[~shown][CELLS].reset_index(drop=True)


def with_words(cells: pd.DataFrame, topic: str, words: Lexicon, *, analyzer: str = "komoran") -> pd.DataFrame:
    """Return the cells with a column ``words``: the nouns of their activity, without those of the topic and what actors are called.

    An activity that nobody wrote gives no words.

    Parameters: ``cells`` as ``weak_cells`` returns them; ``topic`` what the whole case is about, for example its title;
    ``words`` the lexicon whose nouns are kept whole and whose stop words are left out.
    """
    if cells.empty:
        return cells.assign(words=pd.Series(dtype=object))
    told = cells["activity"].mask(cells["activity"] == leftovers.UNKNOWN, "")
    texts = pd.DataFrame({"id": [TOPIC, *cells.index.astype(str)], "text": [topic, *told]})
    nouns = _nouns(texts, words, analyzer)
    without = {*nouns.loc[nouns["document"] == TOPIC, "lemma"], *(word for known in ACTOR_WORDS.values() for word in known)}
    found = nouns[~nouns["lemma"].isin(without)].groupby("document")["lemma"].unique()
    return cells.assign(words=[list(found.get(str(place), [])) for place in cells.index])


def topic_words(topic: str, tokens: pd.DataFrame, words: Lexicon, *, analyzer: str = "komoran") -> list[str]:
    """Return the nouns of the topic that tell some of the documents from the others: they stand in at most one of five.

    No word comes back where all that stand anywhere stand in more, so that no document is left out; all of them come back
    where none stands anywhere, so that no document is taken for one about the topic.
    Parameters: ``topic`` a title or some words; ``tokens`` of the documents; the others as for ``with_words``.
    """
    nouns = _nouns(pd.DataFrame({"id": ["1"], "text": [topic]}), words, analyzer)["lemma"].unique().tolist()
    spread = tokens[tokens["lemma"].isin(nouns)].groupby("lemma")["document"].nunique()
    telling = spread.index[spread <= TELLING * tokens["document"].nunique()]
    return [word for word in nouns if word in telling] if len(spread) else nouns


def about(tokens: pd.DataFrame, topic: list[str]) -> pd.Series:
    """Return how many words of the topic stand in each document that has one; all documents, with 0, where the topic has none.

    >>> tokens = pd.DataFrame({"document": ["가", "나"], "lemma": ["실손보험", "국민"]})
    >>> about(tokens, ["실손보험"]).to_dict(), about(tokens, []).to_dict()
    ({'가': 1}, {'가': 0, '나': 0})
    """
    if not topic:
        return pd.Series(0, index=pd.Index(tokens["document"].unique(), name="document"), name="topic", dtype="int64")
    return tokens[tokens["lemma"].isin(topic)].groupby("document")["lemma"].nunique().rename("topic")


def read_about(found: pd.Series, topic: list[str]) -> Reading:
    """Return one sentence on the documents in which candidates are looked for.

    >>> read_about(pd.Series({"가": 1, "나": 1}), ["실손보험"])
    '후보는 사례의 말(실손보험)이 나온 문서 2건에서 찾습니다.'
    """
    if not topic:
        return Reading(f"문서를 가르는 사례의 말이 없어 문서 {len(found)}건 모두에서 후보를 찾습니다.")
    if found.empty:
        return Reading(f"사례의 말({', '.join(topic)})이 나온 문서가 없어 후보를 찾지 않습니다.")
    return Reading(f"후보는 사례의 말({', '.join(topic)})이 나온 문서 {len(found)}건에서 찾습니다.")


def propose(cells: pd.DataFrame, tokens: pd.DataFrame, sentences: pd.DataFrame, coded: pd.DataFrame, actors: pd.DataFrame,
            within: pd.Series, *, per_cell: int = 2) -> pd.DataFrame:
    """Return sentences proposed for the cells: the columns of ``PROPOSED``.

    Three signs are looked for: a rule of the condition fires (``matched``), the actor is named (``named``), a word of the activity
    stands in the sentence (``shared``). A sentence with two of them is proposed; those with more signs come first, then those
    of documents with more words of the topic, then those that share rarer words, each weighing ln(sentences / sentences with it).
    Parameters: ``cells`` as ``with_words`` returns them; ``tokens`` and ``sentences`` of the documents; ``coded`` as
    ``agenda.code_sentences``; ``actors`` name and kind, the names that the case gives; ``within`` the documents to look in, as
    ``about`` returns them; ``per_cell`` so many sentences at most.
    """
    inside = sentences[sentences["document"].isin(within.index)]
    table = cells.drop(columns="words").merge(inside[[*PLACE, "text"]], how="cross")
    table = table.merge(_matched(coded), how="left").merge(_named(tokens, inside, actors), how="left")
    table = table.merge(_shared(cells, tokens, len(sentences)), how="left").fillna({**dict.fromkeys(SIGNS, ""), "weight": 0.0})
    table["signs"] = (table[SIGNS] != "").sum(axis=1)
    table["topic"] = table["document"].map(within)
    table["cell"] = table.groupby(["condition", "actor"], sort=False).ngroup()
    best = table[table["signs"] >= ENOUGH].sort_values(["signs", "topic", "weight"], ascending=False, kind="stable")
    return best.sort_values("cell", kind="stable").groupby("cell").head(per_cell)[PROPOSED].reset_index(drop=True)


def in_words(proposed: pd.DataFrame) -> pd.DataFrame:
    """Return proposals to read: 조건, 주체, 지금, 행, 후보 문장, 글, 조건의 말, 주체의 말, 활동의 말.

    Parameters: ``proposed`` as ``propose`` returns it.
    """
    cited = proposed["document"] + "#" + proposed["sentence"].astype(str)
    row = proposed["row"].map(lambda number: str(number) if number else "새 줄")
    return pd.DataFrame({"조건": proposed["condition"].map(condition_labels()),
                         "주체": proposed["actor"].map(caserows.labels("case-mapping", "actor")),
                         "지금": proposed["state"].map(STATES), "행": row, "후보 문장": cited, "글": proposed["text"],
                         "조건의 말": proposed["matched"], "주체의 말": proposed["named"], "활동의 말": proposed["shared"]})


def read_proposals(cells: pd.DataFrame, proposed: pd.DataFrame) -> Reading:
    """Return one or two sentences on how many of the weak cells got a proposal, and that a proposal is no evidence yet.

    >>> cells = pd.DataFrame({"condition": ["backbone"], "actor": ["citizens"]})
    >>> read_proposals(cells, pd.DataFrame(columns=PROPOSED)).split(". ")[0]
    '근거 문장이 없는 칸은 1개이고, 그 가운데 후보 문장이 나온 칸은 0개입니다(문장 0개)'
    """
    if cells.empty:
        return Reading("모든 칸에 근거 문장이 있어 후보를 찾지 않았습니다.")
    found = len(proposed[["condition", "actor"]].drop_duplicates())
    distinct = len(proposed[PLACE].drop_duplicates())
    start = f"근거 문장이 없는 칸은 {len(cells)}개이고, 그 가운데 후보 문장이 나온 칸은 {found}개입니다(문장 {distinct}개)."
    todo = ("사람이 읽고 받아들이기 전에는 근거가 아닙니다." if found else
            "문서를 더하거나, 매개변수 query에 이 사례에서만 쓰는 말을 적고 다시 찾으십시오.")
    return Reading(f"{start} {todo}")


def as_sheet(proposed: pd.DataFrame) -> pd.DataFrame:
    """Return proposals as ``citations.decision_sheet`` has them, with the row of the mapping filled in and ``accept`` empty.

    Proposals for a cell without a row keep an empty row, since the reader must write that row first.
    """
    sheet = citations.decision_sheet(proposed.rename(columns={"condition": "code"}))
    return sheet.assign(row=proposed["row"].map(lambda number: str(number) if number else "").to_numpy())


def _nouns(texts: pd.DataFrame, words: Lexicon, analyzer: str) -> pd.DataFrame:
    """Return the nouns of some texts without stop words."""
    tokens = morphology.analyze(texts, analyzer, lexicon=words, progress=False).tokens
    merged = lexicon.apply_synonyms(lexicon.merge_nouns(tokens, words), words)
    return lexicon.drop_stopwords(morphology.nouns(merged), words)


def _joined(words: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(", ".join(words).split(", ")))


def _matched(coded: pd.DataFrame) -> pd.DataFrame:
    """Return the terms by which the rules of a condition fire in a sentence: condition, document, sentence, matched."""
    chosen = coded[coded["scheme"] == "condition"].rename(columns={"code": "condition"})
    return chosen.groupby(["condition", *PLACE], as_index=False).agg(matched=("matched", _joined))


def _named(tokens: pd.DataFrame, sentences: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """Return by which words an actor is named in a sentence: actor, document, sentence, named."""
    kinds = pd.Series({word: kind for kind, known in ACTOR_WORDS.items() for word in known})
    by_word = tokens[[*PLACE, "lemma"]].assign(actor=tokens["lemma"].map(kinds)).dropna(subset="actor")
    parts = [by_word.rename(columns={"lemma": "named"})]
    for row in actors.itertuples():
        if len(row.name) >= SHORTEST and row.name not in kinds and row.name not in leftovers.invented_names():
            hits = sentences.loc[sentences["text"].str.contains(row.name, regex=False), PLACE]
            parts.append(hits.assign(actor=row.kind, named=row.name))
    return pd.concat(parts, ignore_index=True).groupby(["actor", *PLACE], as_index=False).agg(named=("named", _joined))


def _shared(cells: pd.DataFrame, tokens: pd.DataFrame, sentences: int) -> pd.DataFrame:
    """Return the words of its activity that stand in a sentence, by cell: condition, actor, document, sentence, shared, weight."""
    wanted = cells[["condition", "actor", "words"]].explode("words").dropna(subset="words").rename(columns={"words": "lemma"})
    there = tokens.loc[tokens["lemma"].isin(wanted["lemma"]), [*PLACE, "lemma"]].drop_duplicates()
    rarity = np.log(sentences / there["lemma"].value_counts().astype("float64"))
    there = there.assign(weight=there["lemma"].map(rarity).astype("float64"))
    pairs = wanted.merge(there, on="lemma").sort_values("weight", ascending=False, kind="stable")
    return pairs.groupby(KEY, as_index=False).agg(shared=("lemma", ", ".join), weight=("weight", "sum"))
