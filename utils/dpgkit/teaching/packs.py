"""The whole pack as a folder: what learners get, and apart from it what only the instructor sees."""

from collections.abc import Callable
from pathlib import Path

from tqdm import tqdm

from dpgkit import atomic, locks, workbooks
from dpgkit.teaching import glossary, handouts, places, planning, slides, sources, testpapers
from dpgkit.teaching.markdown import printable

STUDENTS, INSTRUCTORS = "students", "instructors"
MARK = ".dpgkit-teaching"        # a folder that holds it was made here, and may be replaced
GUIDE = """# 수업 자료

| 폴더 | 든 것 | 누구에게 |
| --- | --- | --- |
| students | 시간표, 슬라이드, 용어집, 인공지능 사용 규칙과 신고서, 사전 검사 | 학생에게 |
| instructors | 강사 노트, 시간표(엑셀), 사후 검사, 두 검사의 답, 배우는 사람들 | 강사만 |

슬라이드는 브라우저에서 엽니다. 오른쪽 화살표로 넘기고, 물음이 있는 장은 한 번 더 눌러야 그림이 나옵니다. 인쇄하면 한 장에 한 쪽입니다.
사후 검사는 마지막 날에 나누어 줍니다. 이 폴더를 다시 만들면 든 것이 모두 바뀌므로, 고친 것은 다른 이름의 폴더에 두십시오.
"""
Files = dict[str, Callable[[Path], object]]


def write(folder: Path) -> Path:
    """Write the whole pack into a folder and return it; an earlier pack there stays until the new one is whole.

    Raises DataError for a mistake in the source, for a folder that holds something else, and where it cannot be written.
    """
    atomic.check_free(Path(folder), MARK)
    folder, files = Path(folder).absolute(), contents()
    with locks.alone(folder), atomic.replacing_folder(folder, what="수업 자료를 쓰지 못했습니다.") as staging:
        for name, make in tqdm(files.items(), desc="수업 자료를 만듭니다", unit="개"):
            target = staging / name
            target.parent.mkdir(parents=True, exist_ok=True)
            make(target)
    return folder


def contents() -> Files:
    """Return what makes each file of the pack, by its place in the folder; the source is read and checked here.

    Raises DataError for a mistake in the source.
    """
    sheets, items, rule = sources.run_sheets(), sources.items(), sources.ai_rule()
    testpapers.blueprint(items)
    files: Files = {MARK: _text("dpgkit teach\n"), "README.md": _text(GUIDE), f"{INSTRUCTORS}/시간표.xlsx": _workbook()}
    for place, title, text in _texts(sheets, items, rule):
        files |= {f"{place}.md": _text(text), f"{place}.html": _page(text, title)}
    return files | {f"{STUDENTS}/slides/{name}.html": _deck(name) for name in slides.available()}


def pages() -> dict[str, str]:
    """Return the pages that the kit keeps in ``notebooks/teaching``: those that no exercise changes."""
    sheets = sources.run_sheets()
    return {"glossary.md": glossary.page(sources.terms()), "glossary.en.md": glossary.english_page(sources.terms()),
            "profiles.md": handouts.profiles(sources.profiles(), sheets),
            "runsheets.md": handouts.overview(sheets)}


def write_pages() -> list[Path]:
    """Write the pages of the kit anew and return the files."""
    return [atomic.write_text(sources.folder().parent / name, text) for name, text in pages().items()]


def _texts(sheets: dict, items: list, rule: object) -> list[tuple[str, str, str]]:
    notes = {number: handouts.note(note) for number, note in sources.notes().items()}
    return [
        *[(f"{STUDENTS}/시간표_{sheet.title.replace(' ', '_')}", sheet.title, handouts.run_sheet(sheet)) for sheet in sheets.values()],
        (f"{STUDENTS}/용어집", "용어집", glossary.page(sources.terms())),
        (f"{STUDENTS}/glossary", "Glossary", glossary.english_page(sources.terms())),
        (f"{STUDENTS}/인공지능_사용", "인공지능 도구의 사용", handouts.ai_rule(rule)),
        (f"{STUDENTS}/인공지능_사용_신고서", "인공지능 도구 사용 신고서", handouts.ai_form(rule)),
        (f"{STUDENTS}/사전_검사", "사전 검사", testpapers.paper(items, "사전")),
        (f"{INSTRUCTORS}/사후_검사", "사후 검사", testpapers.paper(items, "사후")),
        *[(f"{INSTRUCTORS}/keys/{form}_검사의_답", f"{form} 검사의 답", testpapers.key(items, form)) for form in testpapers.FORMS],
        *[(f"{INSTRUCTORS}/notes/{number}", f"강사 노트: {places.title(number)}", text) for number, text in notes.items()],
        (f"{INSTRUCTORS}/배우는_사람들", "배우는 사람들", handouts.profiles(sources.profiles(), sheets)),
    ]


def _text(text: str) -> Callable[[Path], object]:
    return lambda target: target.write_text(text, encoding="utf-8", newline="\n")


def _page(text: str, title: str) -> Callable[[Path], object]:
    return lambda target: target.write_text(printable(text, title), encoding="utf-8", newline="\n")


def _deck(name: str) -> Callable[[Path], object]:
    return lambda target: target.write_text(slides.deck(name), encoding="utf-8", newline="\n")


def _workbook() -> Callable[[Path], object]:
    tables = {sheet.title: planning.table(sheet) for sheet in sources.run_sheets().values()}
    return lambda target: workbooks.write(target, tables)
