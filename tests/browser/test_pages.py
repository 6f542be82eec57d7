"""Pages that the kit makes, in a browser without a Korean font: they draw, say what they show, and need no mouse."""

import json
import re
import shutil
import subprocess
import tarfile

import pytest

from dpgkit import paths, report
from dpgkit.dashboard import server
from dpgkit.report import chapters, gathering
from dpgkit.teaching import slides

TAUGHT, REPORTED = "01_egov_history", ("04_architecture", "05_kpi_design")
CHARTS = "document.querySelectorAll('figure svg').length"
DRAWN = "[...document.querySelectorAll('figure svg')].map(one => one.querySelectorAll('path[d], text, line, rect').length)"
LEVELS = "[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(one => +one.tagName[1])"
PICTURES = """async letters => {
  await document.fonts.ready;
  const canvas = Object.assign(document.createElement("canvas"), { width: 40, height: 40 });
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  const style = getComputedStyle(document.body).fontFamily;
  await document.fonts.load("24px " + style, letters.join(""));
  return letters.map(letter => {
    pen.clearRect(0, 0, 40, 40); pen.font = "24px " + style; pen.fillText(letter, 4, 30);
    return pen.getImageData(0, 0, 40, 40).data.join();
  });
}"""
MISSING = "쀍뾃"         # two syllables that no word has
OUTSIDE = """[...document.querySelectorAll('h1, h2, h3, p, li, select, table, figure, svg')].filter(one => {
  for (let frame = one.parentElement; frame && frame !== document.body; frame = frame.parentElement)
    if (['auto', 'scroll'].includes(getComputedStyle(frame).overflowX)
        && frame.getBoundingClientRect().right <= innerWidth + 1) return false;
  return one.getBoundingClientRect().width && one.getBoundingClientRect().right > innerWidth + 1;
}).map(one => one.outerHTML.slice(0, 120))"""
TRIED = "async () => (await axe.run()).passes.length"
FINDINGS = """async () => (await axe.run(document, { resultTypes: ["violations"] })).violations
  .filter(one => ["serious", "critical"].includes(one.impact))
  .map(one => [one.id, one.help, one.nodes.length, one.nodes.slice(0, 3).map(node => node.html.slice(0, 160))])"""


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """A report on a case from two lessons and the slides of another, as files."""
    folder = tmp_path_factory.mktemp("쪽 모음")
    for name in REPORTED:
        shutil.copy(paths.notebooks_dir() / f"{name}.ipynb", folder)
    report.write_all(gathering.gather(folder, "housing"), folder, ["html"])
    (folder / "slides.html").write_text(slides.deck(TAUGHT), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def dashboard():
    with server.serving("housing", port=0) as serving:
        yield serving.address


@pytest.fixture(scope="module")
def pages(files, browser_without_korean, visit, request):
    """Return a page by its name, opened once and drawn to its end."""
    opened = {}

    def page(name):
        if name not in opened:
            opened[name] = visit(browser_without_korean)
            opened[name].goto(request.getfixturevalue("dashboard") if name == "dashboard" else (files / f"{name}.html").as_uri())
            opened[name].wait_for_function(f"{CHARTS} >= 3")
        return opened[name]
    return page


@pytest.fixture(scope="module")
def axe(tmp_path_factory):
    """Return the script of axe-core, fetched for the time of the tests."""
    npm, folder = shutil.which("npm"), tmp_path_factory.mktemp("axe")
    if not npm:
        pytest.skip("npm이 없어 접근성 점검을 건너뜁니다")
    try:
        done = subprocess.run([npm, "pack", "axe-core@4", "--silent", "--cache", str(folder / "cache")], cwd=folder, timeout=120,
                              capture_output=True, check=False)
    except subprocess.TimeoutExpired:
        pytest.skip("axe-core를 제때 받지 못해 접근성 점검을 건너뜁니다")
    if done.returncode:
        pytest.skip("axe-core를 받지 못해 접근성 점검을 건너뜁니다")
    with tarfile.open(next(folder.glob("axe-core-*.tgz"))) as pack:
        return pack.extractfile("package/axe.min.js").read().decode("utf-8")


def test_what_these_tests_look_for_is_found(unwatched, axe):
    """A request to another machine, an error, a picture without words: all of it on a page made for that."""
    unwatched.page.set_content("<img src='http://example.invalid/a.png'><script>throw Error('가')</script>", wait_until="load")
    unwatched.page.evaluate(axe)
    assert unwatched.asked == ["http://example.invalid/a.png"] and "가" in unwatched.errors
    assert "image-alt" in [found[0] for found in unwatched.page.evaluate(FINDINGS)]


def test_the_report_draws_every_chart(pages, files):
    page = pages("report")
    charts = len(gathering.gather(files, "housing").charts)
    page.wait_for_function(f"{CHARTS} === {charts}")
    assert charts >= 5 and min(page.evaluate(DRAWN)) > 10
    assert page.evaluate("[...document.images].every(one => one.complete && one.naturalWidth)")


@pytest.mark.parametrize("name", ["report", "slides", "dashboard"])
def test_a_page_has_one_title_and_headings_in_order(pages, name):
    levels = pages(name).evaluate(LEVELS)
    assert levels.count(1) == 1 and levels[0] == 1 and len(levels) > 4
    assert all(below - above <= 1 for above, below in zip(levels, levels[1:], strict=False))
    assert pages(name).evaluate("document.documentElement.lang") == "ko" and pages(name).title()


@pytest.mark.parametrize("name", ["report", "slides", "dashboard"])
def test_a_picture_has_words_in_its_place(pages, name):
    nameless = """[...document.querySelectorAll('img, svg')].filter(one => !one.closest('[aria-hidden=true]')
      && !one.alt && !one.closest('[aria-label]') && !one.closest('[aria-labelledby]') && !one.querySelector('title')
      && !one.querySelector('[aria-label]') && one.getBoundingClientRect().width).map(one => one.outerHTML.slice(0, 200))"""
    assert pages(name).evaluate(nameless) == []


@pytest.mark.parametrize("name", ["report", "slides"])
def test_every_syllable_of_a_page_is_drawn_by_the_font_that_it_carries(pages, name):
    """Letters that no page has are drawn as one and the same box: so each letter of the page must look like no other."""
    page = pages(name)
    letters = sorted(set(re.findall("[가-힣]", page.evaluate("document.body.textContent"))))
    *drawn, box, other = page.evaluate(PICTURES, [*letters, *MISSING])
    assert len(letters) > 200 and not set(MISSING) & set(letters) and box == other
    assert len({*drawn, box}) == len(letters) + 1


@pytest.mark.parametrize("name", ["report", "slides", "dashboard"])
def test_axe_finds_nothing_serious(pages, axe, name):
    page = pages(name)
    page.evaluate(axe)
    found = page.evaluate(FINDINGS)
    assert page.evaluate(TRIED) > 15
    assert found == [], json.dumps(found, ensure_ascii=False, indent=1)


@pytest.mark.parametrize("name", ["report", "dashboard"])
def test_a_page_fits_a_phone(pages, name):
    """What is wider than the screen stands in a frame of its own that scrolls; the page itself does not."""
    page = pages(name)
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_function(f"{OUTSIDE}.length === 0")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.set_viewport_size({"width": 1280, "height": 900})


def test_the_keyboard_goes_from_the_contents_to_the_words_of_a_chart(pages, files):
    page = pages("report")
    links = page.locator("nav a").count()
    page.evaluate("scrollTo(0, 0)")
    labels = []
    for _ in range(links + 1):
        page.keyboard.press("Tab")
        labels.append(page.evaluate("document.activeElement.textContent.trim()"))
    assert labels == ["본문으로 건너뛰기", *page.locator("nav a").all_inner_texts()]
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.locator("nav a", has_text=chapters.CHAPTERS[REPORTED[0]][0]).press("Enter")
    words = {chart.alternative for chart in gathering.gather(files, "housing").charts}
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('aria-label')") in words:
            return
    pytest.fail("차례에서 그림까지 키보드로 가지 못했습니다")


def test_the_keyboard_turns_the_slides(pages):
    page = pages("slides")
    first = page.locator("#place").inner_text()
    page.keyboard.press("End")
    assert first.startswith("1 / ") and page.locator("#place").inner_text().split(" / ")[0] == first.split(" / ")[1]
    page.keyboard.press("Home")
    assert page.locator("section.on h1").inner_text()


def test_the_report_can_be_read_without_the_script(files, browser_without_korean, visit):
    page = visit(browser_without_korean, java_script_enabled=False)
    page.goto((files / "report.html").as_uri())
    told = page.locator("figure noscript")
    assert told.count() >= 5 and all(len(words) > 10 for words in told.all_inner_texts())


def test_the_dashboard_follows_the_keyboard(pages):
    page = pages("dashboard")
    page.get_by_label("지표", exact=True).focus()
    before = page.evaluate("document.querySelectorAll('figure')[0].getAttribute('aria-label')")
    page.keyboard.press("ArrowDown")
    page.wait_for_function("before => document.querySelectorAll('figure')[0].getAttribute('aria-label') !== before", arg=before)
