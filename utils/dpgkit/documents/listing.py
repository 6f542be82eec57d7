"""Every file of an import in one table, and what the command ``import`` says of it: what was read, with which date, what was not."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from dpgkit import paths
from dpgkit.documents import dates, personal
from dpgkit.reading import particle, some

if TYPE_CHECKING:
    from dpgkit.documents.imports import Imported

FILE = "files.csv"          # beside the corpus; a copy of it can stand as dates.csv in the folder of the documents
COLUMNS = ["파일", "결과", "날짜", "날짜의 근거", "인용할 이름", "까닭", "할 일", "글 앞머리의 날짜", "알림"]
SHOWN = COLUMNS[:4]
READ, REPEATED, LOST = "읽음", "겹침", "읽지 못함"
MOST, FEW = 20, 5           # rows of the table, and names in a line, that a console shows
EARLIEST = "1945"           # a document that seems to be older, or of tomorrow, has its number taken for a date
MEND = f"  틀린 날짜가 있으면 위의 표를 문서 폴더에 {dates.FILE}라는 이름으로 복사해 '날짜' 칸을 고치고 다시 들이십시오."
GIVE = ("  할 일: 파일 이름의 앞에 2025-02-03처럼 날짜를 적고 다시 들이십시오. "
        f"이름을 그대로 두려면 위의 표를 문서 폴더에 {dates.FILE}라는 이름으로 복사해 '날짜' 칸을 적습니다. 틀린 날짜도 그렇게 고칩니다.")
WIDEST = 42                 # columns of a console for a file name


def table(documents: pd.DataFrame, names: Sequence[str], origins: Sequence[str], repeated: pd.DataFrame,
          refused: pd.DataFrame) -> pd.DataFrame:
    """Return one row a file: ``COLUMNS``, all text, sorted by file; a member of an archive is a file.

    Parameters: ``documents`` all that were read, repeated ones too, with ``names`` (of the files, as they are written) and
    ``origins`` of their dates in the same order; ``repeated`` and ``refused`` as an import has them.
    """
    same = repeated.set_index("document")
    twice = {row.Index: f"다른 문서와 겹칩니다: {row.kept} ({row.reason})" for row in same.itertuples()}
    read = pd.DataFrame({
        "파일": list(names), "결과": [REPEATED if name in twice else READ for name in documents["id"]], "날짜": documents["date"],
        "날짜의 근거": list(origins), "인용할 이름": documents["id"].where(~documents["id"].isin(list(twice)), ""),
        "까닭": documents["id"].map(twice), "글 앞머리의 날짜": documents["text"].map(dates.first_in), "알림": documents["warnings"]})
    lost = pd.DataFrame({"파일": refused["file"], "결과": LOST, "까닭": refused["message"].str.split("\n").str[0],
                         "할 일": refused["message"].map(todo)})
    rows = pd.concat([read, lost], ignore_index=True).reindex(columns=COLUMNS).fillna("").astype(str)
    return rows.sort_values("파일", kind="stable", ignore_index=True)


def read_import(imported: "Imported", name: str, *, program: str = paths.PROGRAM) -> str:
    """Return what to tell the reader after an import: the counts, the first files, what is wrong with which, what to do next.

    Parameters: ``imported`` as ``imports.import_folder`` returns it; ``name`` of the corpus; ``program`` how commands begin.
    """
    private = personal.read_found(personal.found(imported.documents))
    parts = [[read_counts(imported.flow)], read_table(imported), read_lost(imported.files), read_twins(imported.files),
             read_dates(imported.files, imported.absent), [private] if private else []]
    return "\n\n".join("\n".join(part) for part in [*parts, _next(name, program)] if part)


def read_counts(flow: pd.DataFrame) -> str:
    """Return how many files were found, read and kept.

    >>> steps = ["찾은 파일", "읽은 파일", "읽지 못한 파일", "건너뛴 딸린 파일", "겹친 문서", "남긴 문서"]
    >>> read_counts(pd.DataFrame({"단계": steps, "수": [5, 4, 1, 0, 1, 3]}))
    '파일 5개를 찾아 4개를 읽고 1개를 읽지 못했습니다. 겹친 문서 1건을 빼고 3건을 남겼습니다.'
    """
    number = flow.set_index("단계")["수"]
    passed, twice = number["건너뛴 딸린 파일"], number["겹친 문서"]
    same = f" 겹친 문서 {twice}건을 빼고 {number['남긴 문서']}건을 남겼습니다." if twice else ""
    more = f" 운영 체제나 오피스가 남긴 딸린 파일 {passed}개는 건너뛰었습니다." if passed else ""
    return f"파일 {number['찾은 파일']}개를 찾아 {number['읽은 파일']}개를 읽고 {number['읽지 못한 파일']}개를 읽지 못했습니다.{same}{more}"


def read_table(imported: "Imported") -> list[str]:
    """Return the first files in columns, and where the table of all of them lies."""
    files = imported.files
    shown = files.loc[:, SHOWN].head(MOST)
    shown["날짜"] = shown["날짜"].mask((shown["날짜"] == "") & (shown["결과"] != LOST), dates.UNKNOWN)
    lines = aligned([SHOWN, *shown.to_numpy().tolist()])
    rest = [f"이 밖에 {len(files) - MOST}개가 있습니다."] if len(files) > MOST else []
    return [*lines, *rest, f"모든 파일의 날짜, 까닭, 할 일을 적은 표(엑셀로 엽니다): {imported.folder / FILE}"]


def read_lost(files: pd.DataFrame) -> list[str]:
    """Return the files that were not read, by reason, with what to do about each reason.

    >>> row = {"파일": "가.hwp", "결과": "읽지 못함", "까닭": "암호가 걸린 파일입니다.", "할 일": "암호를 푸십시오."}
    >>> read_lost(pd.DataFrame([row]))
    ['읽지 못한 파일 1개', '  암호가 걸린 파일입니다. (1개): 가.hwp', '    할 일: 암호를 푸십시오.']
    """
    lost = files[files["결과"] == LOST]
    grouped = lost.groupby(["까닭", "할 일"], sort=False)["파일"]
    lines = [line for (why, todo), names in sorted(grouped, key=lambda group: -len(group[1]))
             for line in (f"  {why} ({len(names)}개): {_some(names)}", f"    할 일: {todo}")]
    return [f"읽지 못한 파일 {len(lost)}개", *lines] if len(lost) else []


def read_twins(files: pd.DataFrame) -> list[str]:
    """Return the documents that repeat another and were left out, each with the one that stays.

    >>> row = {"파일": "사본.txt", "결과": "겹침", "까닭": "다른 문서와 겹칩니다: 원본.txt (같은 파일)"}
    >>> read_twins(pd.DataFrame([row]))
    ['겹친 문서 1건: 하나만 남기고 세지 않습니다.', '  사본.txt: 다른 문서와 겹칩니다: 원본.txt (같은 파일)']
    """
    twins = files[files["결과"] == REPEATED]
    lines = [f"  {row.파일}: {row.까닭}" for row in twins.head(MOST).itertuples()]
    more = [f"  이 밖에 {len(twins) - MOST}건"] if len(twins) > MOST else []
    return [f"겹친 문서 {len(twins)}건: 하나만 남기고 세지 않습니다.", *lines, *more] if len(twins) else []


def read_dates(files: pd.DataFrame, absent: Sequence[str] = ()) -> list[str]:
    """Return which years the documents are of, where the dates come from, and how to mend a date or to give one.

    >>> rows = pd.DataFrame({"파일": ["2023.hwp", "나.hwp"], "결과": "읽음", "날짜": ["2023", ""], "날짜의 근거": ["파일 이름", ""]})
    >>> read_dates(rows.assign(**{"글 앞머리의 날짜": ""}))[:2]  # doctest: +NORMALIZE_WHITESPACE
    ['날짜를 아는 문서는 1건(파일 이름 1건)이고 모두 2023년의 글이라 시기를 견줄 수 없습니다.',
     '날짜를 모르는 문서 1건은 시기를 견줄 때 빠집니다(시기 미상): 나.hwp']

    Parameters: ``files`` as ``table`` returns it; ``absent`` files that ``dates.csv`` names and the folder lacks.
    """
    kept = files[files["결과"] == READ]
    known, unknown = kept[kept["날짜"] != ""], kept[kept["날짜"] == ""]
    lines = [_read_span(known), *_read_odd(known), *_read_unknown(unknown)]
    if absent:
        lines.append(f"  {dates.FILE}에 적힌 파일 {len(absent)}개가 폴더에 없습니다: {_some(absent)}. 이름을 고치고 다시 들이십시오.")
    return [*lines, MEND if unknown.empty else GIVE]


def todo(message: str) -> str:
    """Return what the message of an error says is to be done.

    >>> todo("암호가 걸린 파일입니다.\\n  받은 값: 가.hwp\\n  할 일: 암호를 푸십시오.")
    '암호를 푸십시오.'
    """
    return message.partition("\n  할 일: ")[2]


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows as lines whose columns stand under each other; a Hangul syllable takes two columns of a console.

    >>> aligned([["파일", "날짜"], ["가.hwp", "2024"]])
    ['파일    날짜', '가.hwp  2024']
    """
    cells = [[shortened(cell) for cell in row] for row in rows]
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    return ["  ".join(cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=True)).rstrip() for row in cells]


def shortened(text: str, most: int = WIDEST) -> str:
    """Return a text that takes at most so many columns of a console, its middle left out where it is longer.

    >>> shortened("아주 긴 이름의 문서.hwp", 14)
    '아주 긴….hwp'
    """
    if width(text) <= most:
        return text
    head, tail = text, ""
    while width(head) > most // 2:
        head = head[:-1]
    for letter in reversed(text):
        if width(letter + tail) > most - most // 2 - 2:
            break
        tail = letter + tail
    return f"{head}…{tail}"


def width(text: str) -> int:
    """Return how many columns of a console a text takes.

    >>> width("가a")
    3
    """
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _read_span(known: pd.DataFrame) -> str:
    if known.empty:
        return "날짜를 아는 문서가 없습니다."
    origins = ", ".join(f"{origin} {number}건" for origin, number in known["날짜의 근거"].value_counts().items())
    first, last = known["날짜"].min()[:4], known["날짜"].max()[:4]
    if first == last:
        return f"날짜를 아는 문서는 {len(known)}건({origins})이고 모두 {first}년의 글이라 시기를 견줄 수 없습니다."
    return f"날짜를 아는 문서는 {len(known)}건({origins})이고 {first}년부터 {last}년까지의 글입니다."


def _read_odd(known: pd.DataFrame) -> Iterator[str]:
    odd = known[(known["날짜"] < EARLIEST) | (known["날짜"] > date.today().isoformat())]
    if len(odd):
        names = [f"{row.파일} {row.날짜}" for row in odd.itertuples()]
        yield f"  {EARLIEST}년보다 앞이거나 오늘보다 뒤인 날짜가 {len(odd)}건 있습니다. 맞는지 보십시오: {_some(names)}"


def _read_unknown(unknown: pd.DataFrame) -> Iterator[str]:
    if len(unknown):
        yield f"날짜를 모르는 문서 {len(unknown)}건은 시기를 견줄 때 빠집니다({dates.UNKNOWN}): {_some(unknown['파일'])}"
    if hinted := int((unknown["글 앞머리의 날짜"] != "").sum()):
        yield f"  그 가운데 {hinted}건은 글 앞머리에 날짜가 있습니다. 맞는지 몰라 쓰지 않고 표의 '글 앞머리의 날짜'에만 적었습니다."


def _some(names: Iterable[str]) -> str:
    return some(map(shortened, names), FEW, counted="개")


def _next(name: str, program: str) -> list[str]:
    return [f"말뭉치 {particle(repr(name), '을', '를')} 두었습니다.", f"  말을 찾습니다: {program} find {name} 낱말",
            f"  과를 실행합니다: {program} run --corpus {name}"]
