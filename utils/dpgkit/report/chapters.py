"""What the chapters of a report on a case are called: a lesson names its headings for learners, a report for readers."""

from collections.abc import Sequence
from dataclasses import replace

from dpgkit.language import say
from dpgkit.report.model import Paragraph, Section, Table, Topic

CHAPTERS = {        # lesson: title and question of the chapter
    "01_egov_history": ("나라의 흐름", "이 사례가 놓인 나라의 흐름은 어떻습니까?"),
    "02_policy_text": ("문서의 말", "모은 문서는 무엇을 되풀이해 말합니까?"),
    "03_collective_impact": ("다섯 조건과 근거", "다섯 조건마다 누가 무엇을 했고, 그 근거는 어디에 있습니까?"),
    "04_architecture": ("자료의 흐름, 이전과 이후", "누가 누구에게 자료를 넘기며, 무엇이 바뀌었고, 한 곳이 멈추면 무엇이 함께 멈춥니까?"),
    "05_kpi_design": ("지표와 단계의 문", "무엇을 재고, 값은 얼마이며, 다음 단계로 가는 문은 열렸습니까?"),
    "06_your_case": ("근거의 길과 모자란 것", "지표의 값은 어느 문장까지 거슬러 가며, 무엇이 모자랍니까?"),
}
PREFIXED = {"조건의 수준": "매긴 수준", "두 사람의 일치": "두 사람의 일치"}      # whose first sentence does not say what it speaks of
HEADINGS = {        # heading of the lesson: heading of the report
    "사례의 매핑 표": "조건과 주체의 매핑 표", "수준 매기기": "조건의 수준", "두 사람이 따로 매기기": "두 사람의 일치",
    "다른 틀로 되묻기": "중추조직과 비판의 점검", "종이와 모둠": "활동마다의 근거", "표에서 관계로": "연결 표",
    "새로움을 두 수로": "연결과 참여자의 새로움", "쉬운 수 하나: 인증키": "공개 API의 인증키",
    "지표 카드와 열 가지 규칙": "지표 카드의 점검", "좋은 지표입니까: SMART와 RACER": "SMART와 RACER",
    "달성률은 하나가 아닙니다": "달성률", "꾸민 수 찾기": "값의 점검", "이 문서의 말": "문서를 가르는 말", "마무리": "맺음",
}


def chapter(section: Section) -> Section:
    """Return a section with the titles that a report on a case gives it.

    >>> chapter(Section("04_architecture", "관계의 설계", "", [Topic("표에서 관계로", [])])).topics[0].heading
    '연결 표'
    """
    title, question = CHAPTERS.get(section.name, (section.title, section.question))
    return replace(section, title=title, question=question, topics=[_renamed(topic) for topic in section.topics])


def once(sections: Sequence[Section]) -> list[Section]:
    """Return sections in which no sentence is said twice; what is left without content falls away.

    >>> said = Topic("가", [Paragraph("4위입니다.")])
    >>> [section.name for section in once([Section("1", "", "", [said]), Section("2", "", "", [said])])]
    ['1']
    """
    told: set[str] = set()
    kept = [replace(section, topics=[_new(topic, told) for topic in section.topics]) for section in sections]
    kept = [replace(section, topics=[topic for topic in section.topics if topic.parts]) for section in kept]
    return [section for section in kept if section.topics]


def title_of(heading: str) -> str:
    """Return what a report on a case calls a heading of a lesson.

    >>> title_of("수준 매기기"), title_of("측정값")
    ('조건의 수준', '측정값')
    """
    return next((title for said, title in HEADINGS.items() if heading in (said, say(said))), heading)


def prefix(heading: str) -> str:
    """Return what stands before a sentence on the first page that does not say itself what it speaks of.

    >>> prefix("수준 매기기"), prefix("측정값")
    ('(매긴 수준) ', '')
    """
    said = PREFIXED.get(title_of(heading))
    return f"({say(said)}) " if said else ""


def _renamed(topic: Topic) -> Topic:
    """Return a topic under its new heading, which is also the title of tables that have none of their own."""
    heading = title_of(topic.heading)
    return Topic(heading, [replace(part, title=heading) if isinstance(part, Table) and part.title == topic.heading else part
                           for part in topic.parts])


def _new(topic: Topic, told: set[str]) -> Topic:
    parts = []
    for part in topic.parts:
        if not isinstance(part, Paragraph) or part.text not in told:
            parts.append(part)
        if isinstance(part, Paragraph):
            told.add(part.text)
    return replace(topic, parts=parts)
