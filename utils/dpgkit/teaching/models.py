"""The shape of the teaching source: run sheets, notes, terms, test items, rules and learner profiles."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

BREAK = "쉬는 시간"
LETTERS = ("가", "나", "다", "라")
AREAS = ("정책·분석기획", "데이터수집", "데이터분석", "분석결과 활용")
EVERY, REST = "모두", "나머지"      # all numbered sections of a lesson, and those that no earlier block has

Text = Annotated[str, Field(min_length=1)]
LessonNumber = Annotated[str, Field(pattern=r"^\d\d$")]
Minutes = Annotated[int, Field(gt=0)]


class Strict(BaseModel):
    """A piece of the source: unknown keys are refused, spaces at the ends of texts dropped."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class Block(Strict):
    """A stretch of one activity; ``exercises`` are selectors such as ``03 목표 1``."""

    minutes: Minutes
    kind: Literal["강의", "실습", "토론", "쉬는 시간", "시험"]
    title: Text
    lesson: LessonNumber | Literal[""] = ""
    sections: list[Text] = []
    exercises: list[Text] = []
    goal: str = ""
    test: Literal["", "사전", "사후"] = ""

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        if self.kind == BREAK and (self.lesson or self.exercises):
            raise ValueError("쉬는 시간에는 과와 연습문제를 적지 않습니다.")
        if self.sections and not self.lesson:
            raise ValueError("절(sections)을 적으려면 과(lesson)를 적어야 합니다.")
        return self


class Session(Strict):
    """One meeting: a week, a day or a unit, and what is handed in at its end."""

    title: Text
    minutes: Minutes
    product: Text
    blocks: Annotated[list[Block], Field(min_length=1)]

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        total = sum(block.minutes for block in self.blocks)
        if total != self.minutes:
            raise ValueError(f"'{self.title}'의 시간이 맞지 않습니다. 적힌 길이 {self.minutes}분, 더한 길이 {total}분입니다.")
        return self


class RunSheet(Strict):
    """The plan of a course: its meetings in order, and how long it takes in all."""

    name: Text
    title: Text
    audience: Text
    stated: Text
    minutes: Minutes
    sessions: Annotated[list[Session], Field(min_length=1)]

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        total = sum(session.minutes for session in self.sessions)
        if total != self.minutes:
            raise ValueError(f"전체 시간이 맞지 않습니다. 적힌 길이 {self.minutes}분, 더한 길이 {total}분입니다.")
        return self


class Misconception(Strict):
    """What learners often believe, how it shows, and what mends it."""

    belief: Text
    notice: Text
    mend: Text
    section: Text


class DiscussionCase(Strict):
    """A case to discuss: what happened, what the class does with it, and where the facts come from."""

    title: Text
    facts: Text
    task: Text
    sources: Annotated[list[Text], Field(min_length=1)]


class Trouble(Strict):
    """What goes wrong with the machine, and what helps."""

    symptom: Text
    help: Text


class Note(Strict):
    """What an instructor should know before teaching a lesson."""

    lesson: LessonNumber
    misconceptions: Annotated[list[Misconception], Field(min_length=2)]
    questions: Annotated[list[Text], Field(min_length=3)]
    timing: Annotated[list[Text], Field(min_length=1)]
    case: DiscussionCase
    troubles: Annotated[list[Trouble], Field(min_length=1)]


class Term(Strict):
    """An entry of the glossary; ``lesson`` is the first that uses the term, ``source`` who coined or defined it."""

    term: Text
    en: Text
    meaning: Text
    lesson: LessonNumber
    source: str = ""


class Question(Strict):
    """A question with four choices, the right letter, and why it is right."""

    ask: Text
    choices: Annotated[list[Text], Field(min_length=4, max_length=4)]
    answer: Literal[LETTERS]
    reason: Text

    @model_validator(mode="after")
    def _choices_differ(self) -> Self:
        if len(set(self.choices)) < len(self.choices):
            raise ValueError("같은 선택지가 둘 있습니다.")
        return self


class Item(Strict):
    """A pair of questions on the same objective, one for each form of the test."""

    item: Annotated[str, Field(pattern=r"^[A-Z]\d+$")]
    area: Literal[AREAS]
    lesson: LessonNumber
    goal: Annotated[int, Field(ge=1)]
    pre: Question
    post: Question


class Task(Strict):
    """A task that an assistant alone cannot solve, and what shows that a person did it."""

    title: Text
    why: Text
    do: Text
    evidence: Text
    exercises: list[Text] = []


class AiRule(Strict):
    """What is allowed with an assistant, what is declared, what is not allowed, the form, and the tasks."""

    principle: Text
    allowed: list[Text]
    declared: list[Text]
    forbidden: list[Text]
    form: list[Text]
    tasks: list[Task]
    sources: list[Text]


class Profile(Strict):
    """A made-up learner: what they come with, need and fear, and the path that fits."""

    name: Text
    role: Text
    brings: Text
    needs: Text
    obstacle: Text
    path: Text
    sheet: Text
