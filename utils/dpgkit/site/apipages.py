"""Pages of the package, from its docstrings, made by pdoc in the frame of the site."""

import inspect
import pkgutil
import sys
from collections.abc import Iterator
from importlib import import_module

import jinja2
import pandas as pd
import pdoc.doc
import pdoc.render
from pdoc.render_helpers import defuse_unsafe_reprs

import dpgkit
from dpgkit.site import words
from dpgkit.site.pages import Page

HIDDEN = ("dpgkit.exercises.",)          # how answers are checked
OPTIONS = {"docformat": "markdown", "include_undocumented": False, "show_source": False, "search": False, "math": False, "mermaid": False,
           "edit_url": None, "mtime": None, "root_module_name": "dpgkit"}


def names() -> list[str]:
    """Return the names of all modules that have a page, packages before what is in them.

    >>> names()[0], "dpgkit.exercises.keys" in names()
    ('dpgkit', False)
    """
    found = sorted(module.name for module in pkgutil.walk_packages(dpgkit.__path__, "dpgkit.") if not module.name.endswith("__main__"))
    return ["dpgkit", *(name for name in found if not name.startswith(HIDDEN))]


def api_pages(chosen: list[str]) -> Iterator[Page]:
    """Yield a page for each module after one that lists the packages."""
    modules = {name: pdoc.doc.Module(import_module(name)) for name in chosen}
    yield _list(chosen)
    template = _template()
    for name, module in modules.items():
        with defuse_unsafe_reprs():
            text = template.render(module=module, all_modules=modules, **OPTIONS)
        yield Page(place(name), name, text)


def place(name: str) -> str:
    """Return where the page of a module lies.

    >>> place("dpgkit.kpi.ahp")
    'api/dpgkit/kpi/ahp.html'
    """
    return f"api/{name.replace('.', '/')}.html"


def first_line(name: str) -> str:
    """Return the first sentence of what a module says about itself.

    >>> first_line("dpgkit.paths")
    "Where the kit's folders are, and the reader's own, from whichever folder Python was started."
    """
    return (inspect.getdoc(sys.modules[name]) or "").partition("\n")[0]


def _template() -> jinja2.Template:
    """Return pdoc's template for a module without pdoc's frame; the site gives headings, looks and ways on."""
    source = jinja2.PackageLoader("dpgkit", "templates").get_source(pdoc.render.env, "site_module.html")[0]
    own = jinja2.DictLoader({"frame.html.jinja2": "{% block content %}{% endblock %}", "module.html.jinja2": source})
    environment = pdoc.render.env.overlay(loader=jinja2.ChoiceLoader([own, pdoc.render.env.loader]))
    return environment.get_template("module.html.jinja2")


def _list(chosen: list[str]) -> Page:
    rows = [(name, first_line(name)) for name in chosen if name.count(".") <= 1 or name.rpartition(".")[0] not in chosen]
    frame = pd.DataFrame(rows, columns=["모듈", "하는 일"])
    places = {name: place(name).removeprefix("api/") for name, _ in rows}
    told = ("<p>노트북이 부르는 함수의 설명입니다. 코드와 설명은 영어로 적혀 있고, 읽는 사람이 보는 글은 한국어입니다. "
            "보기는 시험할 때마다 실행됩니다. 연습문제의 답을 가리는 모듈은 싣지 않았습니다.</p>")
    return Page("api/index.html", "코드", f"<h1>코드</h1>{told}" + words.table(frame, "모듈의 목록", links={"모듈": places}))
