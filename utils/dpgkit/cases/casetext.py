"""The YAML of a case: read into a table of fields, and what is wrong with it told by line, column and in words."""

import re
from collections.abc import Iterable

import yaml
from pydantic import ValidationError

from dpgkit.errors import DataError

TROUBLES = {       # what YAML says (a pattern): what it expected, what to do
    r"mapping values are not allowed": (
        "값 안의 쌍점(:) 뒤에 빈칸이 있습니다", "쌍점이 든 글은 큰따옴표로 묶고, 줄의 들여쓰기를 앞의 줄과 맞추십시오."),
    r"could not find expected ':'": ("이름 뒤에 쌍점(:)과 빈칸이 있어야 합니다", "'이름: 값'의 모양으로 고치십시오."),
    r"expected <block end>|expected <document start>": (
        "들여쓰기가 앞의 줄과 맞지 않거나, 닫은 따옴표나 괄호 뒤에 글이 더 있습니다",
        "같은 묶음의 줄은 빈칸의 수를 같게 하고, 따옴표나 괄호로 시작하는 글은 전체를 큰따옴표로 묶으십시오."),
    r"character '\\t'": ("탭이 있습니다. 들여쓰기는 빈칸으로 합니다", "탭을 지우고 빈칸으로 바꾸십시오."),
    r"cannot start any token|expected alphabetic|undefined alias|could not determine a constructor|undefined tag|duplicate anchor": (
        "값이 %, @, `, *, &, ! 같은 표시로 시작합니다", "그 글을 큰따옴표로 묶으십시오."),
    r"unexpected end of stream": ("따옴표를 열고 닫지 않았습니다", "열린 따옴표를 닫으십시오."),
    r"expected ',' or '[\]}]'|expected the node content": (
        "괄호 [ ] { } 안에 쉼표가 빠졌거나 괄호를 닫지 않았습니다",
        "쉼표와 닫는 괄호를 넣거나, 괄호로 시작하는 글을 큰따옴표로 묶으십시오."),
    r"unknown escape character": ("큰따옴표 안에 역빗금(\\)이 있습니다", "역빗금을 두 번 적거나 작은따옴표로 묶으십시오."),
    r"expected a comment or a line break|chomping or indentation": (
        "| 나 > 뒤에는 글을 적지 않습니다", "줄을 바꾸고 두 칸 들여 쓴 뒤에 글을 적으십시오."),
    r"special characters are not allowed": ("눈에 보이지 않는 제어 글자가 있습니다", "그 자리의 글자를 지우고 다시 적으십시오."),
    r"expected a single document": ("--- 줄이 하나 더 있습니다", "둘째 --- 줄을 지우십시오."),
}
OTHER = ("YAML의 모양이 아닙니다", "그 줄과 바로 앞 줄의 들여쓰기, 따옴표, 쌍점을 보십시오.")
BEGUN = ("unexpected end of stream", "could not find expected ':'")          # told where the text began, not where YAML gave up
LONGEST = 60          # letters of a line that a message shows
KINDS = {"string_type": ("글이어야 합니다", "글자", "수나 날짜도 큰따옴표로 묶으십시오."),
         "list_type": ("목록이어야 합니다", "'- '로 시작하는 줄", "줄마다 '- '를 붙이십시오."),
         "dict_type": ("'이름: 값'의 묶음이어야 합니다", "이름: 값", "들여쓰고 '이름: 값'으로 적으십시오."),
         "model_type": ("'이름: 값'의 묶음이어야 합니다", "이름: 값", "들여쓰고 '이름: 값'으로 적으십시오.")}


def fields(text: str, file: str = "case.yml") -> dict[str, object]:
    """Return the fields of a YAML text.

    >>> fields("title: 청약")
    {'title': '청약'}

    Raises DataError with line, column and what YAML expected, in Korean; and where the text holds no fields at all.
    """
    try:
        content = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise _told(error, text, file) from error
    except ValueError as error:                 # a date such as 2026-13-40
        raise DataError(f"{file}에 없는 날짜가 있습니다.", allowed='"2026-11-23"처럼 연-월-일',
                        todo="연-월-일로 적은 곳을 보고, 고친 뒤 큰따옴표로 묶으십시오.") from error
    if not isinstance(content, dict):
        raise DataError(f"{file}에 '이름: 값'으로 적은 줄이 없습니다.", value=str(content)[:LONGEST] if content else "빈 파일",
                        allowed="'title: 사례의 이름' 같은 줄", todo="new-case 명령으로 틀을 만들어 견주어 보십시오.")
    return content


def keyed(content: dict[str, object], words: dict[str, dict[str, str]]) -> dict[str, object]:
    """Return fields in which Korean words became the codes that they stand for, at any depth.

    >>> keyed({"backbone": {"legal_basis": "조례"}}, {"legal_basis": {"decree": "대통령령·조례·규칙"}})
    {'backbone': {'legal_basis': 'decree'}}

    Of a word with parts (``가·나``) each part may be written alone. Parameters: ``words`` by the name of the field and the code.
    """
    told = {name: keyed(value, words) if isinstance(value, dict) else value for name, value in content.items()}
    for name in told.keys() & words.keys():
        codes = {word: code for code, label in words[name].items() for word in (label, *label.split("·"))}
        told[name] = codes.get(str(told[name]).strip(), told[name])
    return told


def worded(error: ValidationError, file: str, known: Iterable[str], words: dict[str, dict[str, str]] | None = None) -> DataError:
    """Return the first thing that a file of fields has wrong, with its name, its value and what it may hold.

    Parameters: ``known`` the names of the fields at the top; ``words`` as ``keyed`` takes them.
    """
    first = error.errors()[0]
    name = ".".join(str(part) for part in first["loc"])
    if first["type"] == "missing":
        return DataError(f"{file}에 빠진 항목이 있습니다: {name}", allowed=known, todo="그 항목을 더하십시오.")
    if first["type"] == "extra_forbidden":
        return DataError(f"{file}에 없는 항목이 있습니다: {name}", allowed=known if len(first["loc"]) == 1 else (),
                         todo="이름을 고치거나 그 줄을 지우십시오.")
    codes = (words or {}).get(str(first["loc"][-1]), {})
    levels = ", ".join(f"{code}({word})" for code, word in codes.items()) or _levels(first)
    what, allowed, todo = KINDS.get(first["type"], ("쓸 수 없는 값입니다", levels, "값을 고치십시오."))
    return DataError(f"{file}에 맞지 않는 항목이 있습니다: {name}. {what}.", value=first["input"], allowed=allowed, todo=todo)


def _told(error: yaml.YAMLError, text: str, file: str) -> DataError:
    line, column = _place(error, text)
    what, todo = next((said for pattern, said in TROUBLES.items() if re.search(pattern, str(error))), OTHER)
    lines = text.splitlines()
    shown = lines[line - 1].strip() if line <= len(lines) else ""
    return DataError(f"{file} {line}행 {column}칸: {what}.", value=shown[:LONGEST] or None, todo=todo)


def _place(error: yaml.YAMLError, text: str) -> tuple[int, int]:
    """Return line and column of the problem, counted from 1."""
    begun = any(said in str(error) for said in BEGUN)
    mark = getattr(error, "context_mark" if begun else "problem_mark", None)
    if mark is not None:
        return mark.line + 1, mark.column + 1
    before = text[:getattr(error, "position", 0)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _levels(first: dict) -> str:
    return str(first.get("ctx", {}).get("expected", "")).replace(" or ", ", ").replace("'", "")
