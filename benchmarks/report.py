"""How soon the page of a report shows its first text and its last chart, and how much there is of it, in a browser.

    .venv/bin/python benchmarks/report.py [CASE] [ROUNDS]

Reads ``runs/CASE/report.html`` (and ``appendix.html`` where it is there) as a file, each round in a new browser; needs playwright and
Chromium. Seconds are medians over the rounds, measured by the browser itself; machines differ, so quote the ratios.
"""

import shutil
import statistics
import sys
from pathlib import Path

import pandas as pd
from playwright.sync_api import Browser, sync_playwright

from dpgkit import paths

NAMES = ("chromium", "chromium-browser", "google-chrome")
DRAWN = "document.querySelectorAll('figure svg').length === document.querySelectorAll('figure[data-chart]').length"
FOUND = """() => {
  const [page] = performance.getEntriesByType("navigation"), painted = performance.getEntriesByName("first-contentful-paint")[0];
  return { first_paint: painted ? painted.startTime : NaN, interactive: page.domInteractive, loaded: page.loadEventEnd,
           charts_drawn: performance.now(),
           elements: document.querySelectorAll("*").length, elements_without_charts: document.querySelectorAll(":not(svg *)").length,
           charts: document.querySelectorAll("figure[data-chart]").length };
}"""
TIMES = ("first_paint", "interactive", "loaded", "charts_drawn")


def opened(browser: Browser, file: Path) -> dict[str, float]:
    """Return what the browser measured on a page: times in milliseconds, numbers of elements and charts."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(file.as_uri())
    page.wait_for_function(DRAWN)
    found = page.evaluate(FOUND)
    page.close()
    return found


def measured(file: Path, rounds: int) -> dict[str, object]:
    """Return the medians over the rounds of one page, with its size."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    rows = []
    with sync_playwright() as play:
        for _ in range(rounds):
            browser = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
            rows.append(opened(browser, file))
            browser.close()
    median = {name: statistics.median(row[name] for row in rows) for name in rows[0]}
    times = {f"{name}_ms": round(median.pop(name)) for name in TIMES}
    return {"page": file.name, "kilobytes": file.stat().st_size // 1024, **times, **{name: int(value) for name, value in median.items()}}


def main(case: str, rounds: int) -> None:
    """Print one row for each page of the run."""
    folder = paths.runs_dir() / case
    files = [file for name in ("report", "appendix") if (file := folder / f"{name}.html").is_file()]
    if not files:
        sys.exit(f"no report of {case}: run the case first")
    print(pd.DataFrame([measured(file, rounds) for file in files]).T.to_string(header=False))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "housing", int(sys.argv[2]) if len(sys.argv) > 2 else 5)
