"""Pages for people: run sheets, notes of the instructor, the rule on assistants, learner profiles."""

import pandas as pd

from dpgkit.teaching import places, planning, selectors
from dpgkit.teaching.markdown import bullets, grid
from dpgkit.teaching.models import AiRule, Note, Profile, RunSheet

CLASS = ["때", "분", "종류", "하는 일", "과", "절", "수업 중 연습문제", "숙제로 할 연습문제", "목표"]


def run_sheet(sheet: RunSheet) -> str:
    """Return a run sheet as a Markdown page: one table a meeting, with clock times, sections and exercises."""
    table = planning.table(sheet)
    meetings = "\n\n".join(_meeting(name, table[table["모임"] == name], session.minutes, session.product)
                           for name, session in zip(table["모임"].unique(), sheet.sessions, strict=True))
    return (f"# {sheet.title}\n\n{sheet.audience}. {sheet.stated}, 모두 {sheet.minutes}분입니다. 때는 모임을 시작한 뒤의 시간과 분입니다.\n"
            f"점심시간은 넣지 않았습니다. 수업 시간에 들어가지 않는 연습문제는 숙제로 적었습니다.\n\n{meetings}\n")


def overview(sheets: dict[str, RunSheet]) -> str:
    """Return what all courses do in each meeting, without exercises, as a Markdown page."""
    parts = [f"## {sheet.title} ({sheet.stated})\n\n{sheet.audience}\n\n{grid(_outline(sheet))}" for sheet in sheets.values()]
    return "# 네 가지 시간표\n\n자세한 시간표는 `python3 kit.py teach`가 만듭니다.\n\n" + "\n\n".join(parts) + "\n"


def note(one: Note) -> str:
    """Return the notes of the instructor on a lesson as a Markdown page."""
    wrong = pd.DataFrame([(each.belief, each.notice, each.mend, each.section) for each in one.misconceptions],
                         columns=["흔한 오해", "알아채는 법", "고치는 법", "절"])
    goals = [f"{number}. {goal}" for number, goal in enumerate(places.goals(one.lesson), start=1)]
    parts = ["\n".join(goals) or "이 과는 아직 없습니다.", "## 흔한 오해\n\n" + grid(wrong), "## 던질 물음\n\n" + bullets(one.questions),
             "## 시간\n\n" + bullets([*_times(one.lesson), *one.timing]),
             f"## 토론 사례: {one.case.title}\n\n{one.case.facts}\n\n**할 일.** {one.case.task}\n\n출처: " + " / ".join(one.case.sources),
             "## 컴퓨터가 말을 듣지 않을 때\n\n" + bullets(f"**{each.symptom}** {each.help}" for each in one.troubles)]
    return f"# 강사 노트: {places.title(one.lesson)}\n\n" + "\n\n".join(parts) + "\n"


def ai_rule(rule: AiRule) -> str:
    """Return the rule on the use of assistants as a Markdown page, with the tasks and the exercises that belong to them."""
    tasks = "\n\n".join(f"### {task.title}\n\n{task.do}\n\n- 도구만으로 안 되는 까닭: {task.why}\n- 내는 것: {task.evidence}\n"
                        f"- 이어지는 연습문제: {_exercises(task.exercises)}" for task in rule.tasks)
    lists = [("써도 되는 것", rule.allowed), ("밝힐 것", rule.declared), ("하지 않을 것", rule.forbidden)]
    return (f"# 인공지능 도구의 사용\n\n{rule.principle}\n\n" + "\n\n".join(f"## {name}\n\n{bullets(lines)}" for name, lines in lists)
            + f"\n\n## 도구만으로 풀 수 없는 과제\n\n{tasks}\n\n## 출처\n\n{bullets(rule.sources)}\n")


def ai_form(rule: AiRule) -> str:
    """Return the form in which a learner declares the use of assistants."""
    return "# 인공지능 도구 사용 신고서\n\n" + grid(pd.DataFrame({"적을 것": rule.form, "적는 곳": ""})) + "\n"


def profiles(people: list[Profile], sheets: dict[str, RunSheet]) -> str:
    """Return the learner profiles as a Markdown page."""
    parts = [f"## {one.name}\n\n{one.role}\n\n" + bullets([f"들고 오는 것: {one.brings}", f"얻어 갈 것: {one.needs}",
             f"가로막는 것: {one.obstacle}", f"길: {one.path}", f"시간표: {sheets[one.sheet].title}"]) for one in people]
    return "# 이 키트를 여는 사람들\n\n지어낸 사람들입니다. 반을 준비할 때 누구를 빠뜨리지 않았는지 봅니다.\n\n" + "\n\n".join(parts) + "\n"


def _meeting(name: str, rows: pd.DataFrame, minutes: int, product: str) -> str:
    shown = rows[CLASS].loc[:, lambda table: (table != "").any()]
    return f"## {name}\n\n{minutes}분. 내는 것: {product}\n\n{grid(shown)}"


def _outline(sheet: RunSheet) -> pd.DataFrame:
    rows = [(f"{number}. {session.title}", session.minutes,
             ", ".join(dict.fromkeys(places.title(block.lesson) for block in session.blocks if block.lesson)), session.product)
            for number, session in enumerate(sheet.sessions, start=1)]
    return pd.DataFrame(rows, columns=["모임", "분", "과", "내는 것"])


def _times(number: str) -> list[str]:
    reading, exercises = places.reading_minutes(number, ["모두"]), selectors.exercises_of(number).values()
    minutes = sum(one.minutes for one in exercises)
    return [f"번호가 붙은 절을 읽고 실행하는 데 약 {reading}분, 연습문제 {len(exercises)}개에 {minutes}분입니다."]


def _exercises(named: list[str]) -> str:
    shown = []
    for selector in named:
        found = ", ".join(f"{one.name} {one.title}" for one in selectors.select(selector, set()))
        shown.append(found or f"{selector} {planning.NONE_YET}")
    return ", ".join(shown)
