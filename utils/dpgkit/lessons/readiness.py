"""What a case still lacks before it can be handed in, computed from its files, its documents and its evidence line."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from dpgkit import documents, kpi
from dpgkit.cases import Case, leftovers
from dpgkit.documents import Corpus, corpora
from dpgkit.impact import cell_status, citations, coders, five_conditions, proposals
from dpgkit.kpi import indicators, trails
from dpgkit.reading import Reading, some

STATES = {"ready": "갖춤", "partial": "일부", "missing": "없음"}
COLUMNS = ["item", "label", "state", "found", "todo"]
FIRST = 3                # so many things to do are named in the closing sentence
REPEATS = "다른 문서와 겹칩니다"      # why a document of a folder was left out
Item = tuple[str, str, str, str, str]


def checklist(case: Case, problems: pd.DataFrame, loaded: Corpus, corpus: str, trail: pd.DataFrame | Reading) -> pd.DataFrame:
    """Return everything that a case needs to be handed in, and how far it is: item, label, state, found, todo.

    ``state`` is ready, partial or missing; ``todo`` is empty where it is ready.
    Parameters: ``problems`` as ``checkup.check_case``; ``loaded`` as ``references.open_corpus`` read the ``corpus`` that was asked
    for; ``trail`` as ``trails.trail``, or the sentence of ``attempt`` where the case has no indicators.
    """
    parts = (_files(case, problems), _texts(loaded, corpus), _citable(case, corpus), _cells(case.mapping), _levels(case),
             _links(case.links), _cards(case), _trail(trail))
    table = pd.DataFrame([row for part in parts for row in part], columns=COLUMNS)
    return table.assign(todo=table["todo"].mask(table["state"] == "ready", ""))


def in_words(table: pd.DataFrame) -> pd.DataFrame:
    """Return a checklist to read: 무엇, 상태, 지금, 할 일."""
    shown = table.assign(state=table["state"].map(STATES))[COLUMNS[1:]]
    return shown.set_axis(["무엇", "상태", "지금", "할 일"], axis=1)


def read_checklist(table: pd.DataFrame) -> Reading:
    """Return how many things are ready, and which to do first: those that are missing before those that are there in part.

    >>> read_checklist(pd.DataFrame({"label": ["가", "나"], "state": ["ready", "missing"], "todo": ["", "나를 적으십시오."]}))
    '점검 2가지 가운데 갖춘 것은 1가지, 일부만 있는 것은 0가지, 없는 것은 1가지입니다. 먼저 할 것: 나.'
    """
    counts = table["state"].value_counts()
    ready, partial, missing = (int(counts.get(state, 0)) for state in STATES)
    start = f"점검 {len(table)}가지 가운데 갖춘 것은 {ready}가지, 일부만 있는 것은 {partial}가지, 없는 것은 {missing}가지입니다."
    open_items = pd.concat([table[table["state"] == state] for state in ("missing", "partial")])["label"].tolist()
    return Reading(f"{start} 먼저 할 것: {some(open_items, FIRST, counted='가지')}." if open_items else f"{start} 낼 준비가 되었습니다.")


def _place(corpus: str) -> str:
    return str(Path(corpus).expanduser().resolve()) if Path(corpus).expanduser().is_dir() else corpus


def _of(count: int, total: int) -> str:
    return "missing" if count == 0 else "ready" if count == total else "partial"


def _files(case: Case, problems: pd.DataFrame) -> Iterator[Item]:
    found, left = int((problems["문제"] != leftovers.WHAT).sum()), _left_over(problems)        # told in a line of its own
    yield ("files", "사례의 표", "partial" if found else "ready", f"고칠 것 {found}곳",
           f"check-case {case.info.id} 명령이 말한 곳을 고칩니다.")
    yield ("template", "틀의 글", "partial" if left else "ready", ", ".join(left) or "남아 있지 않음",
           "틀에 있던 글을 이 사례의 글로 바꿉니다.")


def _left_over(problems: pd.DataFrame) -> list[str]:
    """Return where words of the template still stand; ``근거 미확인`` is what an owner wrote as told, and is not counted."""
    left = problems[problems["문제"] == leftovers.WHAT]
    facts = left.loc[left["파일"] == "case.yml", "열"]
    rows = left.loc[left["파일"] != "case.yml", "파일"].value_counts(sort=False)
    return [*(f"case.yml {name}" for name in facts), *(f"{file} {count}줄" for file, count in rows.items())]


def _repeated(loaded: Corpus, corpus: str) -> int:
    """Return how many documents repeat another: a folder tells them among the refused, an import in a table of its own."""
    told = int(loaded.refused["까닭"].str.startswith(REPEATS).sum())
    file = corpora.corpora_dir() / corpus / "repeated.csv" if corpus in corpora.corpus_names() else None
    return told if file is None or not file.is_file() else len(pd.read_csv(file, encoding="utf-8-sig", dtype=str))


def _texts(loaded: Corpus, corpus: str) -> Iterator[Item]:
    read, repeated = len(loaded.documents), _repeated(loaded, corpus)
    lost = int((~loaded.refused["까닭"].astype(str).str.startswith(REPEATS)).sum())
    state = "missing" if not read else "partial" if lost else "ready"
    yield ("documents", "읽은 문서", state, f"남긴 문서 {read}건, 읽지 못한 파일 {lost}건, 겹친 문서 {repeated}건",
           "읽지 못한 문서를 다른 형식으로 저장해 다시 읽습니다.")
    kind = "missing" if not read else "partial" if corpus in documents.CORPORA else "ready"
    yield ("own", "내가 모은 글", kind, loaded.label, "키트의 글에서 찾은 문장은 원문과 견주고, 원문을 모은 폴더를 corpus에 적습니다.")
    odd = loaded.documents["id"].str.contains(r"[\s#]").sum()
    yield ("names", "인용할 수 있는 이름", "missing" if not read else "partial" if odd else "ready", f"{read}건 가운데 {read - odd}건",
           "파일 이름의 빈칸과 #을 밑줄로 바꾸고 다시 읽습니다.")


def _citable(case: Case, corpus: str) -> Iterator[Item]:
    same = _place(corpus) == _place(case.info.corpus)
    yield ("corpus", "인용하는 말뭉치", "ready" if same else "partial", f"case.yml의 corpus는 {case.info.corpus}",
           "이 말뭉치의 문장을 인용하려면 case.yml의 corpus에 같은 이름이나 폴더를 적습니다.")


def _cells(mapping: pd.DataFrame) -> Iterator[Item]:
    cells, weak = cell_status(mapping), proposals.weak_cells(mapping)
    told, uncited = int((cells["status"] == "documented").sum()), int((weak["state"] == proposals.UNCITED).sum())
    yield ("evidence", "문서로 확인한 칸", _of(told, len(cells)), f"{len(cells)}칸 가운데 {told}칸",
           "빈 칸의 근거를 찾고, 찾지 못하면 '근거 미확인'으로 둡니다.")
    yield ("sentences", "문장을 댄 칸", _of(told - uncited, told), f"확인한 {told}칸 가운데 {told - uncited}칸",
           "받아들인 후보 문장을 sentences에 적습니다.")


def _levels(case: Case) -> Iterator[Item]:
    rows = five_conditions(case.mapping)
    rated, others = int(rows["level"].notna().sum()), case.codings["coder"].nunique()
    yield ("levels", "매긴 수준", _of(rated, len(rows)), f"{len(rows)}줄 가운데 {rated}줄 (매긴 사람: {coders.rater(case.mapping)})",
           "눈금표를 보고 level, coder, date를 적습니다.")
    yield ("second", "둘째로 매긴 사람", "ready" if others else "missing", f"{others}명",
           "다른 사람이 따로 매긴 값을 codings.csv에 둡니다.")


def _links(links: pd.DataFrame) -> Iterator[Item]:
    sourced = int(((links["status"] != "unverified") & (links["source_url"] != "")).sum())
    yield ("links", "근거 있는 연결", _of(sourced, len(links)), f"{len(links)}줄 가운데 {sourced}줄",
           "links.csv에 누가 누구에게 무엇을 넘기는지와 출처를 적습니다.")


def _cards(case: Case) -> Iterator[Item]:
    cards = case.indicators
    broken = indicators.check_cards(cards) if len(cards) else []
    state = "missing" if cards.empty else "partial" if len(broken) else "ready"
    yield ("cards", "지표 카드", state, f"{len(cards)}장, 규칙을 어긴 곳 {len(broken)}곳",
           "indicators.csv를 쓰고, 5과가 말한 곳을 고칩니다.")
    measured = cards["indicator"].isin(case.measurements["indicator"]).sum()
    yield ("values", "잰 값", _of(measured, len(cards)), f"지표 {len(cards)}장 가운데 {measured}장",
           "measurements.csv에 분자와 분모를 적습니다.")
    aimed = int(kpi.latest(cards, case.measurements)["target"].notna().sum())
    yield ("targets", "목표", _of(aimed, len(cards)), f"지표 {len(cards)}장 가운데 {aimed}장", "목표값과 그 근거를 카드에 적습니다.")


def _trail(trail: pd.DataFrame | Reading) -> Iterator[Item]:
    table = trails.or_empty(trail)
    total, stated, beside = table["indicator"].nunique(), trails.whole(table), trails.whole(table, "sentence")
    state, vain = "partial" if beside and not stated else _of(stated, total), trails.whole(table, "cited")
    found = (f"지표 {total}장 가운데 {stated}장, 같은 칸의 문장까지만 {beside}장, 댄 문장에 값이 없는 것 {vain}장" if vain else
             f"지표 {total}장 가운데 {stated}장, 같은 칸의 문장까지만 {beside}장")
    yield ("trail", "값에서 문장까지의 길", state, found,
           f"지표를 재고, 그 값이 적힌 문장을 measurements.csv의 sentences에 적습니다. {citations.FIND}")
