"""The form of an answer: which fields it has and what goes into each; the same complaints for every exercise."""

import math
from collections.abc import Generator, Iterator, Mapping

from dpgkit import reading
from dpgkit.exercises.values import UNREADABLE, same_words

NUMBER, WHOLE, TEXT, LIST = "수", "정수", "글", "목록"      # a tuple of texts stands for a choice among them
Kind = str | tuple[str, ...]
Form = Mapping[str, Kind]
Step = tuple[bool, str]          # whether it holds, and what to say where it does not
Steps = Generator[Step, None, str]       # of a check that returns what a right answer means
SPOKEN = dict(zip("0123456789ab", "영일이삼사오육칠팔구이비", strict=True))      # the last syllable of what is read aloud


def shaped(answer: object, form: Form) -> dict[str, object]:
    """Return the fields of an answer by their names, each as its kind has it where it can be: 3.0 as 3, one value as a list.

    >>> shaped({"해": 2014, "수": 3.0, "판정": "뒷받침 됨"}, {"해": LIST, "수": WHOLE, "판정": ("뒷받침됨", "어긋남")})
    {'해': [2014], '수': 3, '판정': '뒷받침됨'}

    Parameters: ``answer`` as ``values.plain`` gives it; names that differ in spaces or capitals only are the same.
    """
    if isinstance(answer, list) and len(answer) == 1:
        answer = answer[0]                      # a table of one row
    given = answer if isinstance(answer, dict) else {}
    return {name: _as_kind(next((one for key, one in given.items() if same_words(key, name)), None), kind)
            for name, kind in form.items()}


def filled(fields: Mapping[str, object], form: Form) -> Iterator[Step]:
    """Yield for each field whether something stands in it; the words name all that are empty.

    >>> [words for holds, words in filled({"평균": 1, "해": None}, {"평균": NUMBER, "해": LIST}) if not holds]
    ["'해' 칸이 비어 있습니다. 이름을 고치지 말고 값을 적으십시오."]
    """
    empty = ", ".join(f"'{name}'" for name in form if fields[name] is None)
    for name in form:
        yield fields[name] is not None, f"{empty} 칸이 비어 있습니다. 이름을 고치지 말고 값을 적으십시오."


def steps(fields: Mapping[str, object], form: Form) -> Iterator[Step]:
    """Yield for each field whether it is of its kind.

    >>> [words for holds, words in steps({"평균": "0.5"}, {"평균": NUMBER}) if not holds]
    ["'평균'에는 따옴표 없이 수 하나를 적습니다."]
    """
    for name, kind in form.items():
        yield _fits(fields[name], kind), f"'{name}'에는 {_wanted(kind)}"


def blank(form: Form) -> str:
    """Return the Python text of an answer with nothing filled in, one field a line with what goes into it.

    >>> print(blank({"평균": NUMBER}))
    {
        "평균": ...,  # 수
    }
    """
    lines = [f'    "{name}": ...,  # {_hint(kind)}' for name, kind in form.items()]
    return "\n".join(["{", *lines, "}"])


def particle(word: str, closed: str, open_: str) -> str:
    """Return a word with its Korean particle, as ``reading.particle`` does, but for a digit, an a or a b at its end too.

    >>> particle("answer_1", "은", "는"), particle("02-5", "을", "를"), particle("비율 a", "이", "가")
    ('answer_1은', '02-5를', '비율 a가')
    """
    spoken = SPOKEN.get(word[-1:], word)
    return word + reading.particle(spoken, closed, open_)[len(spoken):]


def _as_kind(value: object, kind: Kind) -> object:
    if kind == LIST:
        value = list(value.values()) if isinstance(value, dict) and UNREADABLE not in value else value     # a Series with labels
        return value if value is None or isinstance(value, list) or _is_row_of_words(value) else [value]
    if kind == WHOLE and isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(kind, tuple):
        said = value.rstrip(".。) ") if isinstance(value, str) else value          # "다." is meant as "다"
        return next((choice for choice in kind if same_words(choice, value) or same_words(choice, said)), value)
    return str(value) if kind == TEXT and _is_number(value) else value


def _fits(value: object, kind: Kind) -> bool:
    if kind == NUMBER:
        return _is_number(value) and math.isfinite(value)
    if kind == WHOLE:
        return _is_number(value) and isinstance(value, int)
    if kind == LIST:
        return isinstance(value, list) and not any(isinstance(one, dict | list) or one is None for one in value)
    return value in kind if isinstance(kind, tuple) else isinstance(value, str)


def _is_row_of_words(value: object) -> bool:
    """Return whether a text looks like a list that was typed without its brackets."""
    return isinstance(value, str) and "," in value


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _wanted(kind: Kind) -> str:
    words = {NUMBER: "따옴표 없이 수 하나를 적습니다.", WHOLE: "따옴표 없이 정수 하나를 적습니다.", TEXT: "글을 따옴표 안에 적습니다.",
             LIST: '목록을 적습니다. 목록은 대괄호로 묶고 말마다 따옴표를 씁니다: ["첫째 말", "둘째 말"]. '
                   "수에는 따옴표를 쓰지 않습니다: [2012, 2014]."}
    return words[kind] if isinstance(kind, str) else f"다음 가운데 하나를 그대로 적습니다: {', '.join(kind)}."


def _hint(kind: Kind) -> str:
    return kind if isinstance(kind, str) else f"고르기: {', '.join(kind)}"
