"""What a run leaves for a reader: one report as a page, a Word, a Hancom and a PDF document and a workbook, and every chart as a picture.

``report.write(folder, case)`` after a run; ``report.remake(case, ["hwpx"])`` from an earlier one. The report speaks of the case;
what lessons teach by other examples goes into an appendix of its own.
"""

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from dpgkit.report.commands import add_commands

if TYPE_CHECKING:
    import nbformat

    from dpgkit.report.model import Report, Topic
    from dpgkit.report.pictures import Picture

__all__ = ["FORMATS", "add_commands", "font", "parts", "remake", "write", "write_all", "write_charts"]

FORMATS = ("html", "docx", "hwpx", "xlsx", "pdf")
PICTURED = {"docx", "hwpx", "pdf"}
REPORT, APPENDIX = "report", "appendix"        # names of the files
OPEN = "그 파일을 연 프로그램(한글, 워드, 엑셀, PDF 보기)을 닫고 다시 실행하십시오."


# the modules behind these functions are slow to import, and the command line imports this one


def write(folder: Path, case: str, *, with_lessons: bool = False) -> Path:
    """Write ``charts/`` and the report in every format beside the executed notebooks in ``folder``; return the HTML page.

    Parameters: ``with_lessons`` also writes the appendix on the course.
    Raises DataError where the folder holds no executed lesson, or where a file cannot be written.
    """
    from dpgkit.report import gathering, pictures

    notebooks = gathering.read_notebooks(folder)
    reports, specs = _gathered(folder, case, notebooks, with_lessons), gathering.specs(notebooks)
    drawn = {id(spec): picture for spec, picture in zip(specs, pictures.draw_all(specs), strict=True)}
    _save_charts(folder / "charts", specs, drawn.values())
    for name, made in reports.items():
        write_all(made, folder, name=name, drawn={chart.number: drawn[id(chart.spec)] for chart in made.charts})
    return folder / f"{REPORT}.html"


def remake(case: str, formats: Iterable[str] = FORMATS, to: Path | None = None, *, with_lessons: bool = False,
           language: str = "ko") -> list[Path]:
    """Write the report on an earlier run again, without executing a lesson, and return the files.

    Parameters: ``formats`` of ``FORMATS``; ``to`` a folder other than the one of the run; ``with_lessons`` also writes the
    appendix on the course; ``language`` of the run.
    Raises ParameterError for an unknown format, DataError where the case was not run yet or a file cannot be written.
    """
    from dpgkit import cases, paths
    from dpgkit.language import speaking
    from dpgkit.report import gathering

    chosen = checked(formats)
    cases.load_info(case)
    folder = paths.run_dir(case, language)
    with speaking(language):
        reports = _gathered(folder, case, gathering.read_notebooks(folder), with_lessons)
        return [file for name, made in reports.items() for file in write_all(made, to or folder, chosen, name=name)]


def write_all(report: "Report", folder: Path, formats: Iterable[str] = FORMATS, *, name: str = REPORT,
              drawn: "Mapping[int, Picture] | None" = None) -> list[Path]:
    """Write a report in these formats into a folder and return the files; each appears whole or not at all.

    Parameters: ``name`` of the files; ``drawn`` the pictures of the charts by their number, where there are any already.
    """
    from dpgkit import atomic
    from dpgkit.report import pictures

    formats = checked(formats)
    if drawn is None:
        specs = [chart.spec for chart in report.charts] if PICTURED & set(formats) else []
        drawn = dict(enumerate(pictures.draw_all(specs), start=1))
    for kind in formats:
        with atomic.replacing(folder / f"{name}.{kind}", what="보고서를 쓰지 못했습니다.", todo=OPEN) as part:
            _writer(kind)(report, part, drawn)
    return [folder / f"{name}.{kind}" for kind in formats]


def checked(formats: Iterable[str]) -> list[str]:
    """Return the names of formats, each once.

    >>> checked(["PDF", "pdf"])
    ['pdf']

    Raises ParameterError for a name that is no format.
    """
    from dpgkit.errors import ParameterError

    names = list(dict.fromkeys(name.lower().lstrip(".") for name in formats))
    if unknown := [name for name in names if name not in FORMATS]:
        raise ParameterError("보고서를 만들 수 없는 형식입니다.", value=", ".join(unknown), allowed=FORMATS,
                             todo="형식의 이름을 고치십시오.")
    return names


def write_charts(folder: Path, notebooks: "dict[str, nbformat.NotebookNode]") -> list[Path]:
    """Write every chart of the notebooks as SVG and PNG, named as the chart is, and return the files."""
    from dpgkit.report import gathering, pictures

    specs = gathering.specs(notebooks)
    return _save_charts(folder, specs, pictures.draw_all(specs))


def parts(notebook: "nbformat.NotebookNode") -> "list[Topic]":
    """Return what the report shows of a notebook: sentences, tables and charts below their headings, in the order of the lesson."""
    from dpgkit.report import gathering

    return gathering.topics(notebook)


def font(text: str, weight: str = "") -> str:
    """Return the glyphs of ``text`` from the kit's Korean font as WOFF in base64, for machines without such a font."""
    from dpgkit.report import webfonts

    return webfonts.font(text, weight)


def _gathered(folder: Path, case: str, notebooks: "dict[str, nbformat.NotebookNode]", with_lessons: bool) -> "dict[str, Report]":
    from dpgkit.report import gathering

    made = {REPORT: gathering.gather(folder, case, notebooks)}
    return {**made, APPENDIX: gathering.gather_lessons(folder, case, notebooks)} if with_lessons else made


def _save_charts(folder: Path, specs: Iterable[dict], drawn: "Iterable[Picture]") -> list[Path]:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    for spec, picture in zip(specs, drawn, strict=True):
        (folder / f"{spec['name']}.svg").write_text(picture.svg, encoding="utf-8")
        (folder / f"{spec['name']}.png").write_bytes(picture.png)
    return sorted(folder.iterdir())


def _writer(name: str) -> object:
    from dpgkit.report import hancom, printed, webpage, wordfile, workbook

    writers = {"docx": wordfile.write, "hwpx": hancom.write, "pdf": printed.write,
               "xlsx": lambda report, path, _: workbook.write(report, path),
               "html": lambda report, path, _: path.write_text(webpage.to_html(report), encoding="utf-8", newline="\n")}
    return writers[name]
