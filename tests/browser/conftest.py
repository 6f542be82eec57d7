"""A real browser for the tests of this folder: it asks this machine only, and tells what went wrong on its pages.

The browser lives as long as a module, since an event loop runs in the thread meanwhile and other tests start their own.
"""

import os
import re
import shutil

import pytest

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
             "--no-first-run", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"]
NAMES = ("chromium", "chromium-browser", "google-chrome")
ELSEWHERE = re.compile(r"^(?!(https?|wss?)://(127\.0\.0\.1|localhost)[:/]|(data|blob|about|file):)")
PATIENCE = 120_000            # milliseconds: the machines of the tests are small and shared
# Voila wants a program for formulas, and the dashboard, which has none, gives it an empty one.
EXPLAINED = {"Unexpected token '?'", "MathJax is not defined"}
EVERYTHING = "DPGKIT_BROWSER_ALL"
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include>/etc/fonts/fonts.conf</include><cachedir>{cache}</cachedir>
<selectfont><rejectfont><pattern><patelt name="lang"><string>ko</string></patelt></pattern></rejectfont></selectfont></fontconfig>"""


def pytest_configure(config):
    config.addinivalue_line("markers", f"slow: takes minutes in a browser; runs where {EVERYTHING} is 1")


def pytest_collection_modifyitems(items):
    for item in items:
        if item.get_closest_marker("slow") and os.environ.get(EVERYTHING) != "1":
            item.add_marker(pytest.mark.skip(reason=f"오래 걸려 건너뜁니다. 환경 변수 {EVERYTHING}=1이면 돌립니다"))


class Visit:
    """One page in a browser window of its own: what it asked of other machines, and the errors on its console."""

    def __init__(self, browser, **options):
        self.asked, self.errors = [], []
        self.context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, "locale": "ko-KR", **options})
        self.context.set_default_timeout(PATIENCE)
        self.context.route(ELSEWHERE, self.refuse)
        self.page = self.context.new_page()
        self.page.on("websocket", lambda socket: self.asked.append(socket.url) if ELSEWHERE.match(socket.url) else None)
        self.page.on("console", lambda message: self.errors.append(f"{message.text} ({message.location.get('url', '')})")
                     if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def refuse(self, route):
        self.asked.append(route.request.url)
        route.abort()


@pytest.fixture(scope="module")
def play():
    """The driver; the folder is skipped where it or the browser is not there."""
    sync = pytest.importorskip("playwright.sync_api", reason="playwright가 없어 브라우저 시험을 건너뜁니다")
    if not any(map(shutil.which, NAMES)):
        pytest.skip("크로미엄이 없어 브라우저 시험을 건너뜁니다")
    with sync.sync_playwright() as started:
        yield started


def launched(play, **environment):
    """Start the browser; the driver gives it a folder of its own for the user's data."""
    return play.chromium.launch(executable_path=next(filter(None, map(shutil.which, NAMES))), args=ARGUMENTS, timeout=PATIENCE,
                                env={**os.environ, **environment})


@pytest.fixture(scope="module")
def browser(play):
    started = launched(play)
    yield started
    started.close()


@pytest.fixture(scope="module")
def browser_without_korean(play, tmp_path_factory):
    """A browser on a computer without any Korean font, as far as the system lets fonts be hidden."""
    file = tmp_path_factory.mktemp("fonts") / "fonts.conf"
    file.write_text(FONTS.format(cache=file.parent), encoding="utf-8")
    started = launched(play, FONTCONFIG_FILE=str(file))
    yield started
    started.close()


@pytest.fixture(scope="module")
def visits():
    """All pages that the tests of a module have opened."""
    return []


@pytest.fixture(autouse=True)
def stays_on_this_machine_without_errors(visits):
    """At the end of each test no page may have asked another machine, nor complained on its console."""
    yield
    assert [url for visit in visits for url in visit.asked] == []
    assert [error for visit in visits for error in visit.errors if error not in EXPLAINED] == []


@pytest.fixture(scope="module")
def visit(visits):
    """Open a window in a browser."""
    def opened(browser, **options):
        visits.append(Visit(browser, **options))
        return visits[-1].page
    yield opened
    for one in visits:
        one.context.close()


@pytest.fixture
def unwatched(browser):
    """A visit whose requests and errors the test looks at itself."""
    made = Visit(browser)
    yield made
    made.context.close()
