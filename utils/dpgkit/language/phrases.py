"""The catalogue of phrases: gettext files that give an English phrase for a Korean one, with numbered holes for what is filled in.

A phrase of the sources such as ``f"지표 {n}개를 쟀습니다."`` stands in the catalogue as ``지표 {1}개를 쟀습니다.``. Its English may hold
``{1}``, what fills the hole in English; ``{=1}``, that in Korean: a studied word, what a reader types; ``{1:row|rows}``, the word for one
or for another number. ``기능|결과`` is the word 결과 below, or beside, the heading 기능 (``TOLD_APART``).
"""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

HANGUL = re.compile("[가-힣]")
HOLE = re.compile(r"\{(\d+)\}")
FILLED = re.compile(r"\{(=?)(\d+)\}")      # a hole of the English; {=1} stays Korean: what a reader types, a studied word
COUNTED = re.compile(r"\{(\d+):([^|{}]*)\|([^|{}]*)\}")       # {2:row|rows}: the word for one, or for another number, in hole 2
BEFORE, AFTER = re.compile(r"^\{(\d+)\} "), re.compile(r"(?<=[.?!]) ?\{(\d+)\}$")
JOINED = re.compile(r"(?<=[.?!])\{\d+\} ")      # a hole for a sentence that may be there
SENTENCES = re.compile(r"(?<=[가-힣\d)%'}][.?!]) +(?!\(%)")
ENGLISH_SENTENCES = re.compile(r"(?<=[.?!]) +(?=[A-Z'\"{\d])")
BELOW = ("공통 품사|조사", "기능|결과", "표준화|골대", "바뀐 말|뺌", "규칙|다른 품사", "규칙|{1}글자 미만", "규칙|합계")
BESIDE = ("점검|결과", "정정 까닭|결과", "판정|기준값", "계산한 값|기준값", "이 사례|틀", "시기|문서", "기준값|단계", "API|인증키")
TOLD_APART = (*BELOW, *BESIDE)
"""Words of tables that mean different things, or are words of studied texts elsewhere: the heading above or beside, and the word."""
PARTED = {entry.partition("|")[0] for entry in BELOW}
SURE = 4                # syllables; a phrase with fewer fits many texts by chance


class Phrase(NamedTuple):
    """A Korean phrase with holes: what it looks like within one sentence and beyond, how it begins and ends, and its English.

    ``unfinished``: it ends on a hole within a sentence, so that what fills the hole has no full stop.
    """

    shape: re.Pattern
    greedy: re.Pattern
    longer: re.Pattern
    start: str
    end: str
    syllables: int
    holes: list[int]
    english: str
    unfinished: bool


def files(language: str) -> list[Path]:
    """Return the catalogue files of a language, one a package or lesson.

    >>> {file.suffix for file in files("en")}
    {'.po'}
    """
    return sorted((Path(__file__).parent / language).glob("*.po"))


@cache
def catalogue(language: str) -> tuple[dict[str, str], list[Phrase]]:
    """Return the whole phrases, and the phrases with holes: those that keep a word first, then those that say most."""
    pairs = [pair for file in files(language) for pair in _pairs(file)]
    parts = [part for pair in pairs for part in _sentence_pairs(*pair)]
    whole = {korean: english for korean, english in pairs if not HOLE.search(korean)}
    for korean, english in [*pairs, *parts]:       # what a phrase is made of is known too, where it is no phrase of its own
        if not HOLE.search(korean):
            whole.setdefault(korean, english)
            for part, said in zip(korean.split(": "), english.split(": "), strict=False) if ": " in korean and ": " in english else ():
                whole.setdefault(part, said)
    holed = [_phrase(*form) for pair in [*pairs, *parts] if HOLE.search(pair[0]) for form in _forms(*pair)]
    return whole, sorted(holed, key=lambda phrase: ("{=" not in phrase.english, -phrase.syllables))


def _pairs(file: Path) -> list[tuple[str, str]]:
    """Return the phrases of a catalogue file with their English."""
    from babel.messages.pofile import read_po

    with file.open("rb") as lines:
        return [(message.id, message.string) for message in read_po(lines) if message.id and message.string]


def _sentence_pairs(korean: str, english: str) -> list[tuple[str, str]]:
    """Return the sentences of a phrase side by side, where both languages have equally many."""
    one, other = SENTENCES.split(JOINED.sub(" ", korean)), ENGLISH_SENTENCES.split(JOINED.sub(" ", english))
    pairs = list(zip(one, other, strict=True)) if 1 < len(one) == len(other) else []
    alike = all(_holes(said) <= _holes(spoken) for spoken, said in pairs)
    return [pair for pair in pairs if HANGUL.search(pair[0])] if alike else []


def _forms(korean: str, english: str) -> list[tuple[str, str]]:
    """Return a phrase, and it without a hole for what goes before or after: sentences are joined, and looked up one by one."""
    forms = [(korean, english)]
    if korean.startswith(": ") and english.startswith(": "):       # what follows a label
        forms.append((korean[2:], english[2:]))
    for edge in (BEFORE, AFTER):
        for spoken, said in list(forms):
            first, second = edge.search(spoken), edge.search(said)
            if first and second and first[1] == second[1] and len(HANGUL.findall(spoken)) >= SURE:
                forms.append((edge.sub("", spoken), edge.sub("", said)))
    return forms


def _holes(text: str) -> set[str]:
    return {number for _, number in FILLED.findall(text)} | {number for number, _, _ in COUNTED.findall(text)}


def _phrase(korean: str, english: str) -> Phrase:
    literals = HOLE.split(korean)[::2]
    escaped = list(map(re.escape, literals))
    inner = "." if "\n\n" in korean else r"(?:(?![.?!]\s[^(]).)"
    shapes = [re.compile(hole.join(escaped), re.DOTALL) for hole in (f"({inner}*?)", f"({inner}*)", "(.*?)")]
    unfinished = not literals[-1] and literals[-2].strip()[-1:] not in ("", ".", "?", "!")
    return Phrase(*shapes, literals[0], literals[-1], sum(map(len, HANGUL.findall("".join(literals)))),
                  [int(hole) for hole in HOLE.findall(korean)], english, unfinished)
