"""A page of the site: its place, its content, what stands before and after it, and the frame around all of them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

import jinja2
import lxml.html

SECTIONS = {      # what the head of every page leads to
    "index.html": "처음", "lessons/index.html": "과", "exercises/index.html": "연습문제", "teaching/index.html": "수업",
    "data/index.html": "자료", "cases/index.html": "사례", "glossary.html": "용어집", "api/index.html": "코드", "evidence.html": "근거"}
LISTED = 3               # headings from which on a page shows a list of them


@dataclass(frozen=True)
class Page:
    """A page; ``place`` is where it lies in the site, ``body`` its HTML with exactly one ``h1``.

    ``before`` and ``after`` are places of pages with their titles, in reading order; ``charts`` tells whether it draws any.
    """

    place: str
    title: str
    body: str
    charts: bool = False
    before: tuple[str, str] = ("", "")
    after: tuple[str, str] = ("", "")

    @property
    def root(self) -> str:
        """The way from this page to the folder of the site.

        >>> Page("api/dpgkit/kpi.html", "", "").root
        '../../'
        """
        return "../" * self.place.count("/")

    @property
    def section(self) -> str:
        """The section that the page belongs to, as a key of ``SECTIONS``.

        >>> Page("data/egdi.html", "", "").section
        'data/index.html'
        """
        return self.place if "/" not in self.place else f"{self.place.partition('/')[0]}/index.html"


def in_order(pages: Iterable[Page]) -> list[Page]:
    """Return pages that know which page is before and after them.

    >>> [page.after[0] for page in in_order([Page("a.html", "가", ""), Page("b.html", "나", "")])]
    ['b.html', '']
    """
    row = list(pages)
    ends = [("", "")] + [(page.place, page.title) for page in row] + [("", "")]
    return [replace(page, before=ends[number], after=ends[number + 2]) for number, page in enumerate(row)]


def render(page: Page) -> str:
    """Return the whole page: head, list of its headings, content, the ways on."""
    body, headings = with_places(page.body)
    shown = headings if len(headings) >= LISTED else []
    return template("site_page.html").render(page=page, body=body, headings=shown, sections=SECTIONS)


def with_places(body: str) -> tuple[str, list[tuple[str, str]]]:
    """Return HTML whose headings all have a place, and the place and the text of those of the second level.

    >>> with_places("<h1>가</h1><h2>1. 나 다</h2>")[1]
    [('1-나-다', '1. 나 다')]
    """
    tree = lxml.html.fragment_fromstring(body, create_parent="div")
    taken = {node.get("id") for node in tree.iterfind(".//*[@id]") if not re.fullmatch(r"h\d", node.tag)}
    for node in tree.iter("h2", "h3", "h4"):
        node.set("id", _free(node.get("id") or re.sub(r"[^\w]+", "-", node.text_content()).strip("-") or "절", taken))
    headings = [(node.get("id"), " ".join(node.text_content().split())) for node in tree.iter("h2")]
    return "".join([tree.text or "", *(lxml.html.tostring(node, encoding="unicode") for node in tree)]), headings


@cache
def template(name: str) -> jinja2.Template:
    """Return one of the kit's templates."""
    loader = jinja2.PackageLoader("dpgkit", "templates")
    return jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True).get_template(name)


def _free(name: str, taken: set[str]) -> str:
    number, free = 1, name
    while free in taken:
        number, free = number + 1, f"{name}-{number + 1}"
    taken.add(free)
    return free
