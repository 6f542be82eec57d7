"""What the exercises of lesson 6 are about: a case folder damaged on purpose, made-up candidates for evidence, and the case housing."""

from functools import cache
from pathlib import Path
from random import Random

import pandas as pd

from dpgkit import paths
from dpgkit.cases import casefiles

CASE = "housing"
FILES = ("mapping", "actors", "links", "measurements")
ROWS = {"mapping": 7, "links": 5}                    # rows of the damaged files
CANDIDATES, TAKEN = 5, 2
SHOWN = {"mapping": ["condition", "actor", "activity", "evidence", "as_of", "status", "level", "coder", "date", "source_title"],
         "actors": ["name"], "links": ["giver", "receiver", "passes", "since"],
         "measurements": ["indicator", "year", "numerator", "denominator"]}
WRONG_NAMES = {"청약홈": "청약집", "마이홈": "마이 홈 포털", "통합 API": "통합 창구", "토스": "토스앱", "네이버": "네이버앱",
               "국민": "시민", "LH": "주택공사", "SH": "서울공사"}
IDLE = "더 빠르고 편리한 서비스를 누립니다."
BLANK = {"condition": "", "actor": "", "activity": "", "evidence": "", "as_of": "", "status": "", "level": "", "coder": "", "date": "",
         "sentences": "", "source_title": "", "source_url": "", "activity_en": ""}
SOURCE = {"source_title": "지어낸 보고서(가상)", "source_url": "https://example.org/report"}
STANDING = {"condition": "mutually_reinforcing", "actor": "government", "activity": "공고를 모아 오픈 API로 내어 줍니다.",
            "evidence": "2025-03 보고: 기관 세 곳의 공고를 한 API로 냄", "status": "documented", **SOURCE}
GOOD = (
    {"condition": "continuous_communication", "actor": "citizens", "activity": "시험판을 써 보고 고칠 곳을 제안합니다.",
     "evidence": "2025-03 설명회 기록: 이용자가 낸 제안 12건", "status": "documented", **SOURCE},
    {"condition": "shared_measurement", "actor": "business", "activity": "이용 건수를 같은 양식으로 냅니다.",
     "evidence": "근거 미확인", "status": "unverified"},
    {"condition": "backbone", "actor": "government", "activity": "과제를 점검하는 사무국을 둡니다.",
     "evidence": "[추론] 여러 회의 기록에 같은 사무국의 이름이 나옴", "status": "inferred", **SOURCE},
    {"condition": "common_agenda", "actor": "government", "activity": "공고와 신청을 한 곳에 모으는 목표를 알립니다.",
     "evidence": "2024-06 발표: 기관 네 곳이 같은 목표에 서명함", "status": "documented", **SOURCE})
BAD = {
    "출처가 없음": {"condition": "common_agenda", "actor": "business", "activity": "공동의 목표에 합의합니다.",
                "evidence": "2025-05 합의문에 민간 앱 두 곳이 이름을 올림", "status": "documented"},
    "수에 때가 없음": {"condition": "continuous_communication", "actor": "government", "activity": "의견에 답합니다.",
                  "evidence": "받은 의견 가운데 80%에 답함", "status": "documented", **SOURCE},
    "국민이 하는 일이 없음": {"condition": "mutually_reinforcing", "actor": "citizens", "activity": IDLE,
                      "evidence": "2025-06 보도: 한 화면에서 공고를 보게 됨", "status": "documented", **SOURCE},
    "추론 표시가 맞지 않음": {"condition": "shared_measurement", "actor": "government", "activity": "같은 지표로 성과를 봅니다.",
                      "evidence": "회의가 자주 열렸으므로 함께 보았을 것임", "status": "inferred", **SOURCE},
    "다른 줄과 같은 근거": {"condition": "common_agenda", "actor": "government", "activity": "공고를 모으는 목표를 둡니다.",
                    "evidence": STANDING["evidence"], "status": "documented", **SOURCE},
    "없는 조건": {"condition": "홍보", "actor": "government", "activity": "서비스를 널리 알립니다.",
              "evidence": "2025-04 발표: 설명 영상을 올림", "status": "documented", **SOURCE}}

SENTENCES = ("공고를 모아 한 곳에서 알립니다.", "신청은 아직 기관마다 따로 합니다.", "의견을 받아 분기마다 답합니다.",
             "민간 앱에 공고를 내어 줍니다.", "같은 지표로 성과를 봅니다.", "못 이룬 일도 보고에 적습니다.",
             "자격을 미리 확인하게 합니다.", "기관마다 맡은 일을 나눕니다.")
UNREADABLE = {"회의자료.hwp": b"\x00\x01 no document" * 20, "보도자료.pdf": b"%PDF-1.4 cut", "사진.png": b"\x89PNG\r\n\x1a\n" + bytes(40)}
EMPTY = "빈 쪽지.txt"
ITEMS = {"사례의 표": 5, "읽은 문서": 12, "문서로 확인한 칸": 15, "매긴 수준": 15, "근거 있는 연결": 10, "지표 카드": 6,
         "잰 값": 6, "이어진 길": 6}


@cache
def whole() -> dict[str, pd.DataFrame]:
    """Return the files of the kit's case housing as text, each indexed by spreadsheet row; for reading only."""
    names = (*FILES, "indicators", "ladder")
    return {name: casefiles.read_cells(paths.cases_dir() / CASE / f"{name}.csv", f"case-{name}") for name in names}


def broken_files(folder: int) -> dict[str, pd.DataFrame]:
    """Return the files of a case folder with one thing wrong in each of mapping, links and measurements, as text by spreadsheet row.

    Parameters: ``folder`` the number of the folder; the rows come from housing and were damaged on purpose.
    """
    chance = Random(f"folder {folder}")
    files = {name: _numbered(whole()[name]) for name in FILES}
    files["mapping"] = _numbered(whole()["mapping"].loc[sorted(_some_rows(chance))])
    files["links"] = _numbered(whole()["links"].loc[sorted(chance.sample(list(_nameable()), ROWS["links"]))])
    _damage_mapping(files["mapping"], chance)
    place = chance.choice(list(files["links"].index))
    column = chance.choice([name for name in ("giver", "receiver") if files["links"].at[place, name] in WRONG_NAMES])
    files["links"].at[place, column] = WRONG_NAMES[files["links"].at[place, column]]
    _damage_measurements(files["measurements"], chance)
    return files


def shown(files: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the files to read, one row a line: 파일, 행, 내용 (the cells that hold something)."""
    rows = [(f"{name}.csv", place, " · ".join(f"{column}={cells[column]}" for column in SHOWN[name] if cells[column] != ""))
            for name, table in files.items() for place, cells in table.to_dict("index").items()]
    return pd.DataFrame(rows, columns=["파일", "행", "내용"])


def write_files(files: dict[str, pd.DataFrame], folder: Path) -> Path:
    """Write the files and the sound indicator cards into a folder, as a case has them, and return the folder."""
    for name, table in {**files, "indicators": whole()["indicators"]}.items():
        table.to_csv(folder / f"{name}.csv", index=False, encoding="utf-8-sig", lineterminator="\n")
    return folder


def pile(folder: int) -> dict[str, bytes]:
    """Return the files of a made-up folder of documents by their names: some to read, some twice, some that cannot be read."""
    chance = Random(f"pile {folder}")
    texts = chance.sample(SENTENCES, chance.randint(4, 6))
    made = {f"문서{place}.txt": text.encode(chance.choice(["utf-8", "cp949"])) for place, text in enumerate(texts, start=1)}
    again = {f"{name.removesuffix('.txt')} 사본.txt": made[name] for name in chance.sample(list(made), chance.randint(1, 2))}
    lost = chance.sample(list(UNREADABLE), chance.randint(1, 3))
    return {**made, **again, EMPTY: b"", **{name: UNREADABLE[name] for name in lost}}


def write_pile(folder: int, place: Path) -> Path:
    """Write the files of ``pile`` into a folder and return it."""
    for name, content in pile(folder).items():
        (place / name).write_bytes(content)
    return place


def checklist(sheet: int) -> pd.DataFrame:
    """Return a made-up checklist before a case is handed in: 무엇, 된 것, 모두; some are done, some in part, some not at all."""
    chance = Random(f"checklist {sheet}")
    fates = ["done"] * chance.randint(2, 3) + ["none"] * 2
    fates += ["part"] * (len(ITEMS) - len(fates))
    chance.shuffle(fates)
    done = {"done": lambda total: total, "none": lambda total: 0, "part": lambda total: chance.randint(1, total - 1)}
    rows = [(item, done[fate](total), total) for (item, total), fate in zip(ITEMS.items(), fates, strict=True)]
    return pd.DataFrame(rows, columns=["무엇", "된 것", "모두"])


def candidates(sheet: int) -> pd.DataFrame:
    """Return made-up rows that someone wants to add to a mapping, five of them, with the columns of ``case-mapping``.

    Parameters: ``sheet`` the number of the sheet. Two rows keep the five rules; each other one breaks one of them.
    """
    chance = Random(f"candidates {sheet}")
    chosen = chance.sample(GOOD, TAKEN) + [BAD[name] for name in chance.sample(list(BAD), CANDIDATES - TAKEN)]
    chance.shuffle(chosen)
    return pd.DataFrame([{**BLANK, **row} for row in chosen], index=range(1, CANDIDATES + 1))


def standing() -> pd.DataFrame:
    """Return the one made-up row that the mapping holds already."""
    return pd.DataFrame([{**BLANK, **STANDING}], index=[0])


def to_read(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows of a mapping with the columns that matter for the five rules."""
    return rows[["condition", "actor", "activity", "evidence", "as_of", "status", "source_title"]].rename_axis("후보").reset_index()


def _some_rows(chance: Random) -> list[int]:
    """Return rows of the mapping: some with evidence, some of citizens, some without evidence."""
    table = whole()["mapping"]
    inside = ~table["condition"].isin(["outcome", "limit"])
    told = table.index[inside & (table["status"] == "documented")]
    citizens = table.index[inside & (table["actor"] == "citizens") & (table["status"] != "benefit_only")]
    chosen = {*chance.sample(list(told), 3), *chance.sample(list(citizens), 2)}
    rest = [row for row in table.index[inside] if row not in chosen]
    return [*chosen, *chance.sample(rest, ROWS["mapping"] - len(chosen))]


@cache
def _nameable() -> pd.Index:
    links = whole()["links"]
    return links.index[links["giver"].isin(list(WRONG_NAMES)) | links["receiver"].isin(list(WRONG_NAMES))]


def _damage_mapping(table: pd.DataFrame, chance: Random) -> None:
    told = list(table.index[table["status"] == "documented"])
    citizens = list(table.index[(table["actor"] == "citizens") & (table["status"] != "benefit_only")])
    rule = chance.randint(1, 5)
    place = {2: chance.choice(told), 3: told[-1], 4: chance.choice(citizens)}.get(rule, chance.choice(list(table.index)))
    changes = {1: {"condition": "홍보"}, 2: {"source_title": "", "source_url": ""}, 3: {"evidence": table.at[told[0], "evidence"]},
               4: {"activity": IDLE}, 5: {"coder": "", "date": ""}}[rule]
    for column, value in changes.items():
        table.at[place, column] = value


def _damage_measurements(table: pd.DataFrame, chance: Random) -> None:
    place = chance.choice(list(table.index)[1:-1])
    column = chance.choice(["year", "numerator", "denominator"])
    value = table.at[place, column]
    table.at[place, column] = {"year": chance.choice([f"{value}년", str(int(value) - 1)]), "numerator": f"약 {value}",
                               "denominator": f"{value}명"}[column]


def _numbered(table: pd.DataFrame) -> pd.DataFrame:
    return table.copy().set_axis(range(2, len(table) + 2))
