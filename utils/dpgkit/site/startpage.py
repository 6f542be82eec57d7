"""The first page of the site: what the kit is, how it starts, and the way to everything."""

import html

from dpgkit import lessons
from dpgkit.site import words
from dpgkit.site.assets import PICTURE
from dpgkit.site.pages import Page

LEAD = ("디지털플랫폼정부는 무엇이 새롭고, 무엇이 갖추어져야 성공합니까? 이 키트는 그 물음을 실행하고, 따져 보고, 바꾸어 볼 수 있는 "
        "노트북으로 바꿉니다.")
START = """python3 kit.py run     # 모든 과를 실행하고 보고서를 만듭니다   (Windows: py kit.py run)
python3 kit.py lab     # 주피터랩에서 첫 과를 엽니다
"""
WAYS = [("exercises/index.html", "연습문제", "맞았는지, 무엇을 다시 볼지 바로 알려 주는 문항입니다."),
        ("teaching/index.html", "수업", "한 학기, 이틀, 두 시간의 시간표와 인공지능 도구의 사용 규칙입니다."),
        ("data/index.html", "자료", "표마다 열의 뜻, 단위, 출처, 이용 조건을 적은 부호책입니다."),
        ("cases/index.html", "사례", "다섯 조건마다 누가 무엇을 했는지, 근거는 어디에 있는지 적은 표입니다."),
        ("glossary.html", "용어집", "용어의 뜻과 영어, 처음 나오는 과입니다."),
        ("api/index.html", "코드", "노트북이 부르는 함수의 설명입니다."),
        ("evidence.html", "근거", "과마다 마지막으로 시험한 날과 결과입니다.")]


def start_page(names: list[str]) -> Page:
    """Return the start page; ``names`` are the lessons that the site has."""
    taught = "".join(_card(f"lessons/{name}.html", f"{name[:2]} {one.title}", f"{one.question} ({one.minutes}분)")
                     for name in names for one in [lessons.describe(name)])
    ways = "".join(_card(*way) for way in WAYS)
    return Page("index.html", "dpgkit — 디지털플랫폼정부를 데이터로 읽는 주피터 키트", (
        f'<h1>디지털플랫폼정부를 데이터로 읽기</h1><p class="lead">{LEAD}</p>'
        "<p>대학원 수업, 공무원 교육, 혼자 하는 공부를 위한 것입니다. 이 누리집은 실행한 결과를 보여 주며 인터넷 없이 열립니다.</p>"
        f'<p><img src="assets/{PICTURE}" alt="대한민국과 네 나라의 전자정부발전지수 순위. 값은 01과에 있습니다."></p>'
        f"<h2>과</h2><ul class=\"cards\">{taught}</ul><h2>더 볼 것</h2><ul class=\"cards\">{ways}</ul>"
        "<h2>내 컴퓨터에서 실행하기</h2><p>파이썬 3.11.5 이상만 있으면 됩니다. 키트 폴더에서 다음을 실행합니다.</p>"
        f'<pre tabindex="0">{html.escape(START)}</pre>'))


def _card(place: str, title: str, told: str) -> str:
    return f"<li>{words.link(place, title)}<p>{html.escape(told)}</p></li>"
