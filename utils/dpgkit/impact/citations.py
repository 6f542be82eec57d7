"""The evidence line: a cell of the mapping table cites a sentence of a document, and the sentence can be read in its place.

A citation is ``DOCUMENT#SENTENCE``, as in ``2023_dpg_plan#5``; sentences are numbered as ``cleaning.sentences`` does.
"""

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

import pandas as pd

from dpgkit import cleaning, documents, paths
from dpgkit.cases import caserows
from dpgkit.cases.caserows import problem, problem_table
from dpgkit.documents import citable, corpora
from dpgkit.errors import DataError, DpgkitError
from dpgkit.reading import Reading

CITED = ["row", "condition", "actor", "document", "sentence"]
YES = "예"
FIND = f"문서의 이름과 문장 번호는 {paths.PROGRAM} find 말뭉치 \"말\"로 찾습니다."
CANDIDATES = ["document", "sentence", "code", "matched", "text"]


@lru_cache(maxsize=4)
def units(corpus: str = "digests") -> pd.DataFrame:
    """Return the numbered sentences of a corpus: document, sentence, text.

    >>> units()["document"].iloc[0]
    '1961_punch_card_statistics'

    Raises DataError as ``documents.load_documents`` does.
    """
    return cleaning.sentences(documents.load_documents(corpus))


def citations(mapping: pd.DataFrame) -> pd.DataFrame:
    """Return one row a citation: row (position in the mapping), condition, actor, document, sentence.

    >>> citations(pd.DataFrame({"condition": ["backbone"], "actor": ["multi"], "sentences": ["가#2 나#1"]}))["document"].tolist()
    ['가', '나']
    """
    rows = [(place, row.condition, row.actor, *_parts(cited))
            for place, row in enumerate(mapping.itertuples()) for cited in str(row.sentences).split()]
    return pd.DataFrame(rows, columns=CITED)


def in_context(mapping: pd.DataFrame, sentences: pd.DataFrame, *, around: int = 1) -> pd.DataFrame:
    """Return each cited sentence with its neighbours: row, condition, actor, document, sentence, before, text, after.

    Parameters: ``sentences`` as ``units`` returns them; ``around`` how many neighbours on each side.
    Raises DataError for a citation that leads nowhere.
    """
    broken = check_citations(mapping, sentences)
    if not broken.empty:
        raise DataError("근거 문장을 찾지 못했습니다.", value=broken["받은 값"].iloc[0], todo=broken["할 일"].iloc[0])
    cited, text = citations(mapping), sentences.set_index(["document", "sentence"])["text"].to_dict()

    def joined(first: int, last: int) -> list[str]:
        return [" ".join(text.get((row.document, row.sentence + step), "") for step in range(first, last + 1)).strip()
                for row in cited.itertuples()]

    return cited.assign(before=joined(-around, -1), text=joined(0, 0), after=joined(1, around))


def quoted(cited: str, sentences: pd.DataFrame) -> pd.DataFrame:
    """Return the sentences of some citations: document, sentence, text.

    >>> quoted("가#1", pd.DataFrame({"document": ["가"], "sentence": [1], "text": ["첫째."]}))["text"].tolist()
    ['첫째.']

    Parameters: ``cited`` citations separated by a space. Raises DataError for one that leads nowhere.
    """
    asked = pd.DataFrame({"condition": [""], "actor": [""], "sentences": [cited]})
    return in_context(asked, sentences, around=0)[["document", "sentence", "text"]]


def in_words(lines: pd.DataFrame) -> pd.DataFrame:
    """Return cited sentences to read: 조건, 주체, 문장, 앞, 인용한 문장, 뒤.

    Parameters: ``lines`` as ``in_context`` returns them.
    """
    actors = caserows.labels("case-mapping", "actor")
    return pd.DataFrame({"조건": lines["condition"].map(caserows.labels("case-mapping", "condition")), "주체": lines["actor"].map(actors),
                         "문장": lines["document"] + "#" + lines["sentence"].astype(str), "앞": lines["before"],
                         "인용한 문장": lines["text"], "뒤": lines["after"]})


def check_citations(mapping: pd.DataFrame, sentences: pd.DataFrame, file: str = "mapping.csv", corpus: str = "") -> pd.DataFrame:
    """Return every citation that leads nowhere, as ``caserows.problem_table``.

    >>> mapping = pd.DataFrame({"condition": ["backbone"], "actor": ["multi"], "sentences": ["가#9"]})
    >>> check_citations(mapping, pd.DataFrame({"document": ["가"], "sentence": [1]}))["문제"].tolist()
    ['그 번호의 문장이 없습니다']

    Parameters: ``corpus`` the name by which ``case.yml`` knows the sentences, to be told where a document is not among them.
    """
    last, line = sentences.groupby("document")["sentence"].max(), caserows.lines(mapping).tolist()
    cited_all = citations(mapping)
    how = _how_to_name(set(cited_all["document"]) - set(last.index), last.index, corpus)
    rows = []
    for row in cited_all.itertuples():
        cited = f"{row.document}#{row.sentence}"
        if row.document in how:
            rows.append(problem(file, line[row.row], "sentences", "그 이름의 문서가 없습니다", cited, how[row.document]))
        elif not 1 <= row.sentence <= last[row.document]:
            todo = f"{row.document}의 문장은 1~{last[row.document]}번입니다. {FIND}"
            rows.append(problem(file, line[row.row], "sentences", "그 번호의 문장이 없습니다", cited, todo))
    return problem_table(rows)


def decision_sheet(candidates: pd.DataFrame) -> pd.DataFrame:
    """Return candidate sentences with two empty columns in which a reader accepts them: row, accept.

    >>> found = pd.DataFrame({"document": ["가"], "sentence": [1], "code": ["backbone"], "matched": ["위원회"], "text": ["글"]})
    >>> decision_sheet(found)["accept"].tolist()
    ['']

    Parameters: ``candidates`` document, sentence, code, matched, text. Raises DataError where a column is missing.
    """
    missing = [column for column in CANDIDATES if column not in candidates]
    if missing:
        raise DataError("후보 문장의 표에 있어야 할 열이 없습니다.", value=", ".join(map(str, candidates.columns)), allowed=CANDIDATES,
                        todo=f"다음 열을 더하십시오: {', '.join(missing)}")
    return candidates[CANDIDATES].assign(row="", accept="")


def sheet_in_words(sheet: pd.DataFrame, per_code: int = 1) -> pd.DataFrame:
    """Return the first candidates of each condition to read: 조건, 문장, 걸린 말, 글, 붙일 행, 받아들임.

    Parameters: ``sheet`` as ``decision_sheet`` returns it.
    """
    rows = sheet.groupby("code", sort=False).head(per_code)
    condition = rows["code"].map(caserows.labels("case-mapping", "condition")).fillna(rows["code"])
    return pd.DataFrame({"조건": condition, "문장": rows["document"] + "#" + rows["sentence"].astype(str), "걸린 말": rows["matched"],
                         "글": rows["text"], "붙일 행": rows["row"], "받아들임": rows["accept"]}).reset_index(drop=True)


def accept(mapping: pd.DataFrame, decided: pd.DataFrame) -> pd.DataFrame:
    """Return the mapping with the accepted sentences added to the rows that the reader named; nothing else changes.

    Parameters: ``decided`` as ``decision_sheet`` returns it, ``accept`` filled with ``예`` and ``row`` with the row of the
    mapping, as a spreadsheet counts it. Raises DataError for an accepted sentence without a row of the mapping.
    """
    taken = decided[decided["accept"].astype(str).str.strip() == YES]
    cited = dict(zip(caserows.lines(mapping), mapping["sentences"].astype(str), strict=True))
    for line in taken.itertuples():
        row = pd.to_numeric(line.row, errors="coerce")
        if row not in cited:
            raise DataError("받아들인 문장을 붙일 행이 없습니다.", value=f"{line.document}#{line.sentence} → {line.row or '빈 칸'}",
                            allowed=rows_in_words(cited), todo="row에 매핑 표를 엑셀에서 열었을 때의 행 번호를 적으십시오.")
        cited[row] = " ".join(dict.fromkeys([*cited[row].split(), f"{line.document}#{line.sentence}"]))
    return mapping.assign(sentences=list(cited.values()))


def read_citations(mapping: pd.DataFrame) -> Reading:
    """Return one sentence on how many rows with evidence lead to a sentence one can read.

    >>> mapping = pd.DataFrame({"condition": ["backbone"] * 2, "actor": ["multi"] * 2, "sentences": ["가#1", ""],
    ...                         "status": ["documented"] * 2})
    >>> read_citations(mapping)
    '근거가 있는 2줄 가운데 1줄이 말뭉치의 문장 1개를 가리킵니다.'
    """
    told = mapping[mapping["status"] != "unverified"]
    cited = citations(told)
    return Reading(f"근거가 있는 {len(told)}줄 가운데 {cited['row'].nunique()}줄이 말뭉치의 문장 {len(cited)}개를 가리킵니다.")


def read_candidates(sheet: pd.DataFrame, mapping: pd.DataFrame) -> Reading:
    """Return one sentence on how many candidates the mapping cites already, and that none was taken unasked.

    >>> sheet = pd.DataFrame({"document": ["가", "가"], "sentence": [1, 2], "accept": ["", ""]})
    >>> read_candidates(sheet, pd.DataFrame({"condition": ["backbone"], "actor": ["multi"], "sentences": ["가#1"]}))
    '후보 문장 2개 가운데 표가 이미 인용한 것은 1개, 읽고 받아들인 것은 0개입니다. 받아들이기 전에는 표가 바뀌지 않습니다.'
    """
    cited = set(zip(*(citations(mapping)[column] for column in ("document", "sentence")), strict=True))
    already = sum((row.document, row.sentence) in cited for row in sheet.itertuples())
    taken = int((sheet["accept"].astype(str).str.strip() == YES).sum())
    return Reading(f"후보 문장 {len(sheet)}개 가운데 표가 이미 인용한 것은 {already}개, 읽고 받아들인 것은 {taken}개입니다. "
                   "받아들이기 전에는 표가 바뀌지 않습니다.")


def rows_in_words(rows: Iterable[int]) -> str:
    """Return row numbers to read, runs of them drawn together.

    >>> rows_in_words([2, 3, 4, 9])
    '2~4, 9'
    """
    runs: list[list[int]] = []
    for row in sorted(rows):
        if runs and row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    return ", ".join(f"{first}~{last}" if last > first else f"{first}" for first, last in runs)


def _how_to_name(missing: set[str], known: Iterable[str], corpus: str) -> dict[str, str]:
    """Return what to do about each document that is not there: it is in another corpus, older imports kept names that cannot be cited,
    or the name is not quite right."""
    elsewhere = _elsewhere(missing, corpus) if missing and corpus else {}
    odd = [name for name in known if not citable.is_citable(name)]
    return {name: _moved(corpus, elsewhere[name]) if name in elsewhere else
            f"{citable.read_uncitable(odd)} {FIND}" if odd else _misspelt(name, known, corpus) for name in missing}


def _moved(corpus: str, other: str) -> str:
    return f"case.yml의 corpus({corpus})에는 이 문서가 없고, 말뭉치 '{other}'에는 있습니다. case.yml의 corpus에 적을 이름: {other}"


def _misspelt(name: str, known: Iterable[str], corpus: str) -> str:
    near = get_close_matches(name, list(known), n=1)
    if near and corpus:
        return f"case.yml의 corpus({corpus})에 이 문서가 없습니다. 가장 비슷한 이름: {near[0]}. {FIND}"
    if corpus:
        return f"case.yml의 corpus({corpus})에 이 문서가 없습니다. 문서의 이름(id)을 확인하십시오. {FIND}"
    return f"문서의 이름(id)을 확인하십시오. {FIND}"


def _elsewhere(names: set[str], corpus: str) -> dict[str, str]:
    """Return in which other corpus each document is: those of the reader first, then the digests of the kit."""
    found: dict[str, str] = {}
    for other in [*corpora.corpus_names(), "digests"]:
        if other != corpus:
            found = {**{name: other for name in names & _documents(other)}, **found}
    return found


def _documents(corpus: str) -> set[str]:
    try:
        table = documents.digest_headers() if corpus == "digests" else corpora.load_corpus(corpus)
    except DpgkitError:          # a corpus that cannot be read is no answer here
        return set()
    return set(table["id"])


def _parts(cited: str) -> tuple[str, int]:
    document, _, number = unicodedata.normalize("NFC", cited).rpartition("#")
    return document, int(number) if number.isdecimal() else 0
