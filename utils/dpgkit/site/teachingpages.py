"""What learners may see of the teaching pack: run sheets, the rule on assistants with its form, the glossary."""

import pandas as pd

from dpgkit import lessons
from dpgkit.site import words
from dpgkit.site.pages import Page, in_order
from dpgkit.teaching import glossary, handouts, places, sources

TOLD = ("<p>시간표와 배우는 사람이 볼 글입니다. 강사 노트, 검사지와 답, 슬라이드는 <code>python3 kit.py teach --to 수업</code>이 "
        "따로 만들며 이 누리집에는 없습니다.</p>")


def teaching_pages() -> list[Page]:
    """Return the pages for learners after a page that lists them.

    Raises DataError for a mistake in the source.
    """
    sheets, rule = sources.run_sheets(), sources.ai_rule()
    rows = [(sheet.title, sheet.audience, sheet.stated, len(sheet.sessions)) for sheet in sheets.values()]
    frame = pd.DataFrame(rows, columns=["시간표", "누구에게", "시간", "모임"])
    texts = {f"teaching/{name}.html": (sheet.title, handouts.run_sheet(sheet)) for name, sheet in sheets.items()}
    texts |= {"teaching/ai_rule.html": ("인공지능 도구의 사용", handouts.ai_rule(rule)),
              "teaching/ai_form.html": ("인공지능 도구 사용 신고서", handouts.ai_form(rule))}
    ways = {sheet.title: f"{name}.html" for name, sheet in sheets.items()}
    listed = "".join(f"<li>{words.link(place.partition('/')[2], title)}</li>" for place, (title, _) in list(texts.items())[len(sheets):])
    first = Page("teaching/index.html", "수업", f"<h1>수업</h1>{TOLD}<h2>시간표</h2>"
                 f"{words.table(frame, '시간표의 목록', links={'시간표': ways})}"
                 f"<h2>배우는 사람에게</h2><ul>{listed}</ul>")
    return [first, *in_order(Page(place, title, words.from_markdown(text)) for place, (title, text) in texts.items())]


def glossary_page(built: list[str]) -> Page:
    """Return the glossary; ``built`` are the names of the lessons that the site has."""
    terms = sources.terms()
    ways = {places.title(name[:2]): f"lessons/{name}.html" for name in lessons.names() if name in built}
    told = f"<p>과에 나오는 용어 {len(terms)}개입니다. 뜻은 이 키트에서 쓰는 뜻이며, 책마다 조금씩 다를 수 있습니다.</p>"
    table = words.table(glossary.table(terms), "용어와 뜻", links={"처음 나오는 과": ways})
    return Page("glossary.html", "용어집", f"<h1>용어집</h1>{told}{table}")
