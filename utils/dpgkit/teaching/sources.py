"""Reading the teaching source: each file as checked objects; a mistake is told in Korean with its file and place."""

import unicodedata
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from dpgkit import paths
from dpgkit.errors import DataError
from dpgkit.teaching.models import AiRule, Item, Note, Profile, RunSheet, Term

Model = TypeVar("Model")
OWN = "Value error, "
WORDS = {"missing": "빠진 칸이 있습니다.", "extra_forbidden": "모르는 칸입니다.", "string_type": "글을 적어야 합니다.",
         "int_type": "정수를 적어야 합니다.", "int_parsing": "정수를 적어야 합니다.", "greater_than": "0보다 커야 합니다.",
         "greater_than_equal": "1 이상이어야 합니다.", "literal_error": "쓸 수 없는 말입니다.", "list_type": "목록을 적어야 합니다.",
         "string_too_short": "비어 있습니다.", "too_short": "적힌 것이 모자랍니다.", "too_long": "적힌 것이 너무 많습니다.",
         "string_pattern_mismatch": "모양이 다릅니다.", "model_type": "이름과 값의 짝으로 적어야 합니다."}


def folder() -> Path:
    """Return the folder of the teaching source.

    >>> folder().parts[-2:]
    ('teaching', 'source')
    """
    return paths.notebooks_dir() / "teaching" / "source"


def run_sheets(source: Path | None = None) -> dict[str, RunSheet]:
    """Return the run sheets by name, checked.

    >>> list(run_sheets())
    ['managers', 'self_study', 'semester', 'two_days']

    Raises DataError naming the file and the place of the first mistake, as all functions of this module do.
    """
    files = sorted(((source or folder()) / "runsheets").glob("*.yml"))
    return {file.stem: read(file, RunSheet, name=file.stem) for file in files}


def notes(source: Path | None = None) -> dict[str, Note]:
    """Return the notes of the instructor by the number of the lesson.

    >>> list(notes())[0]
    '00'
    """
    read_notes = [read(file, Note) for file in sorted(((source or folder()) / "notes").glob("*.yml"))]
    return {note.lesson: note for note in read_notes}


def terms(source: Path | None = None) -> list[Term]:
    """Return the terms of the glossary in Korean alphabetical order.

    >>> len(terms()) >= 80
    True
    """
    found = read((source or folder()) / "glossary.yml", list[Term])
    return sorted(found, key=lambda term: term.term)


def items(source: Path | None = None) -> list[Item]:
    """Return the items of the tests, in the order of both forms."""
    return read((source or folder()) / "tests.yml", list[Item])


def ai_rule(source: Path | None = None) -> AiRule:
    """Return the rule on the use of assistants."""
    return read((source or folder()) / "ai_rule.yml", AiRule)


def profiles(source: Path | None = None) -> list[Profile]:
    """Return the learner profiles."""
    return read((source or folder()) / "profiles.yml", list[Profile])


def read(file: Path, kind: type[Model], **given: object) -> Model:
    """Return the content of a YAML file as a checked object of a kind.

    Parameters: ``given`` further values, for example the name that the file itself carries.
    Raises DataError for a file that is missing, is no YAML or does not have the shape.
    """
    content = _parsed(file)
    try:
        return TypeAdapter(kind).validate_python({**content, **given} if isinstance(content, dict) else content)
    except ValidationError as error:
        raise _worded(file, content, error) from error


def _parsed(file: Path) -> object:
    if not file.is_file():
        raise DataError("수업 자료의 소스가 없습니다.", value=file.name, todo="notebooks/teaching/source에 그 파일을 두십시오.")
    try:
        return yaml.safe_load(unicodedata.normalize("NFC", file.read_text(encoding="utf-8-sig")))
    except UnicodeDecodeError as error:
        raise DataError(f"{file.name}을 읽지 못했습니다.", allowed="UTF-8로 저장한 파일", todo="UTF-8로 다시 저장하십시오.") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{mark.line + 1}행 {mark.column + 1}칸" if mark else "첫머리"
        raise DataError(f"{file.name} {place}: YAML의 모양이 아닙니다.", allowed="'이름: 값'과 '- 항목'. 쌍점이 든 글은 따옴표로 묶습니다",
                        todo="그 행의 들여쓰기, 따옴표, 쌍점을 보십시오.") from error


def _worded(file: Path, content: object, error: ValidationError) -> DataError:
    first = error.errors()[0]
    said = first["msg"].removeprefix(OWN) if first["type"] == "value_error" else WORDS.get(first["type"], "쓸 수 없는 값입니다.")
    value = first["input"] if isinstance(first["input"], str | int | float) else None
    allowed = str(first.get("ctx", {}).get("expected", "")).replace(" or ", ", ")
    return DataError(f"{file.name} {_place(first['loc'], content)}: {said}", value=value, allowed=allowed,
                     todo="그 자리를 고치고 다시 실행하십시오.")


def _place(steps: tuple[str | int, ...], content: object) -> str:
    """Return where a mistake is, as a reader counts: ``sessions 2째(연표) > minutes``."""
    parts: list[str] = []
    for step in steps:
        content = _inside(content, step)
        if isinstance(step, int):
            title = next((content[key] for key in ("title", "term", "item", "name") if key in content), "") \
                if isinstance(content, dict) else ""
            parts.append(f"{parts.pop() if parts else '목록'} {step + 1}째" + (f"({title})" if title else ""))
        else:
            parts.append(step)
    return " > ".join(parts) or "첫머리"


def _inside(content: object, step: str | int) -> object:
    try:
        return content[step]
    except (KeyError, IndexError, TypeError):
        return None


