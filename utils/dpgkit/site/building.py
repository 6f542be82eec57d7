"""The whole site as a folder, which appears whole or not at all."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tqdm import tqdm

from dpgkit import atomic, lessons, locks
from dpgkit.exercises import catalogue
from dpgkit.site import apipages, assets, casepages, datapages, evidencepage, notebookpages, startpage, teachingpages
from dpgkit.site.pages import Page, render

MARK = ".dpgkit-site"            # a folder that holds it was made here, and may be replaced
PLAIN = ".nojekyll"              # tells a host that the pages are ready as they are


@dataclass(frozen=True)
class Choice:
    """What a site is made of, by names; all of the kit unless said otherwise."""

    lessons: list[str] = field(default_factory=lessons.names)
    exercises: list[str] = field(default_factory=lambda: list(catalogue.LESSONS))
    tables: list[str] = field(default_factory=datapages.names)
    cases: list[str] = field(default_factory=casepages.names)
    modules: list[str] = field(default_factory=apipages.names)


def build(folder: Path, choice: Choice | None = None) -> Path:
    """Write the site into a folder and return its start page; an earlier site there stays until the new one is whole.

    Raises DataError where the folder holds something else or cannot be written, and where a lesson was never executed.
    """
    atomic.check_free(Path(folder), MARK)
    folder = Path(folder).absolute()
    with locks.alone(folder):
        texts = {page.place: render(page) for page in pages(choice or Choice())}
        with atomic.replacing_folder(folder, what="누리집을 쓰지 못했습니다.") as staging:
            _write(staging, texts)
    return folder / "index.html"


def pages(choice: Choice) -> Iterable[Page]:
    """Yield the pages of a site; a bar shows how far it is."""
    parts: dict[str, Callable[[], Iterable[Page]]] = {
        "처음": lambda: [startpage.start_page(choice.lessons), evidencepage.evidence_page(choice.lessons)],
        "과": lambda: notebookpages.lesson_pages(choice.lessons),
        "연습문제": lambda: notebookpages.exercise_pages(choice.exercises),
        "수업": lambda: [*teachingpages.teaching_pages(), teachingpages.glossary_page(choice.lessons)],
        "자료": lambda: datapages.table_pages(choice.tables),
        "사례": lambda: casepages.case_pages(choice.cases),
        "코드": lambda: apipages.api_pages(choice.modules)}
    for make in tqdm(parts.values(), desc="누리집을 만듭니다", unit="갈래"):
        yield from make()


def _write(folder: Path, texts: dict[str, str]) -> None:
    shared = {"assets/site.css": assets.style(texts.values()), "assets/charts.js": assets.drawing_script(), "assets/fold.js": assets.FOLD,
              MARK: "dpgkit site\n", PLAIN: ""}
    for place, text in {**texts, **shared}.items():
        target = folder / place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
    (folder / "assets" / assets.PICTURE).write_bytes(assets.picture())
