"""The catalogue of phrases: gettext files that give an English phrase for a Korean one, with numbered holes for what is filled in.

A phrase of the sources such as ``f"지표 {n}개를 쟀습니다."`` stands in the catalogue as ``지표 {1}개를 쟀습니다.``; a shown sentence is
matched against these and what fills the holes is translated in turn.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

HANGUL = re.compile("[가-힣]")
HOLE = re.compile(r"\{(\d+)\}")
FILLED = re.compile(r"\{(=?)(\d+)\}")      # a hole of the English; {=1} leaves in Korean what a reader has to type
BEFORE, AFTER = re.compile(r"^\{(\d+)\} "), re.compile(r"(?<=[.?!]) ?\{(\d+)\}$")
TOLD = re.compile(r", (?=(?:받은 값|쓸 수 있는 값|할 일): )")
JOINED = re.compile(r"(?<=[.?!])\{\d+\} ")      # a hole for a sentence that may be there
WORDS = {"term", "낱말", "용어", "말", "앞말", "뒷말", "후보", "왼쪽", "오른쪽", "surface", "lemma"}     # columns of words that are studied
TYPED = ("받은 값", "쓸 수 있는 값")         # labels of what a reader typed or may type
SENTENCES = re.compile(r"(?<=[가-힣\d)%'}][.?!]) +")
ENGLISH_SENTENCES = re.compile(r"(?<=[.?!]) +(?=[A-Z'\"{\d])")
MARKED = re.compile(r"([-*>□○ㅇ▪·※]+ +|#+ +|\d+[.)]? +(?=[가-힣])|\*\*(?=.+\*\*$))(.+?)(\*\*)?", re.DOTALL)
RULE, CITED = re.compile(r"\[([^\]]+)\] (.+)", re.DOTALL), re.compile(r"(.+?) \[([^\]]+(?:\][~, ]+\[\d+)*)\]", re.DOTALL)
NOTE = re.compile(r"(.+?) ?\((.+)\)", re.DOTALL)
WORD = re.compile("[가-힣]+")
NUMBER = r"\d{4}-\d\d(?:-\d\d)?|[-+]?\d[\d.,]*(?:~\d[\d.,]*)?%?p?"
NUMBERED = re.compile(rf"(?:(.+?) )??(\d{{4}}년 )?({NUMBER})(개국|개|곳|건|줄|명|번|점|쌍|년|회|위|배|편|장|칸|해)?")
COUNTERS = {"줄": "{} rows", "명": "{} people", "번": "{} times", "점": "{} points", "쌍": "{} pairs", "회": "{} times", "위": "no. {}",
            "배": "{} times", "개국": "{} countries", "해": "{} years"}
ENDS = {" 등": " and others", ".": "."}
MORE = re.compile(r"(.+) 등 (\d+)(?:개|가지|곳|명)")
LISTS = (" ↔ ", ", ", "; ", "→", " · ", " / ", "·", " → ", " - ", "\u00a0")
SURE, LIKELY = 4, 2   # syllables; a phrase with fewer fits by chance, unless no Korean, or no more than single words, are left in its holes
REMEMBERED = 50_000


class Phrase(NamedTuple):
    """A Korean phrase with holes: what it looks like within one sentence and beyond, how it begins and ends, and its English."""

    shape: re.Pattern
    longer: re.Pattern
    start: str
    end: str
    syllables: int
    holes: list[int]
    english: str


def files(language: str) -> list[Path]:
    """Return the catalogue files of a language, one a package or lesson.

    >>> {file.suffix for file in files("en")}
    {'.po'}
    """
    return sorted((Path(__file__).parent / language).glob("*.po"))


@cache
def catalogue(language: str) -> tuple[dict[str, str], list[Phrase]]:
    """Return the whole phrases, and the phrases with holes, those that say most first."""
    from babel.messages.pofile import read_po

    whole, holed = {}, []
    for file in files(language):
        with file.open("rb") as lines:
            pairs = [(message.id, message.string) for message in read_po(lines) if message.id and message.string]
        for korean, english in [*pairs, *(part for pair in pairs for part in _sentence_pairs(*pair))]:
            if HOLE.search(korean):
                holed += [_phrase(*form) for form in _forms(korean, english)]
            else:
                whole.setdefault(korean, english)
    return whole, sorted(holed, key=lambda phrase: -phrase.syllables)


@lru_cache(REMEMBERED)
def translate(text: str, language: str) -> str:
    """Return a text in another language as far as the catalogue goes; the rest stays as it is.

    Tried in turn: the whole text, phrases with holes, paragraphs, lines, sentences, what follows a mark, a label and what follows it,
    a word and its note in brackets, a list.
    """
    if not HANGUL.search(text):
        return text
    if text != text.strip():
        bare = text.strip()
        return text.replace(bare, translate(bare, language), 1)
    whole, _ = catalogue(language)
    if text in whole:
        return whole[text]
    for step in (_in_holes, _in_pieces, _in_longer_holes, _in_words):
        said = step(text, language)
        if said is not None:
            return said
    return text


def _sentence_pairs(korean: str, english: str) -> list[tuple[str, str]]:
    """Return the sentences of a phrase side by side, where both languages have equally many."""
    one, other = SENTENCES.split(JOINED.sub(" ", korean)), ENGLISH_SENTENCES.split(JOINED.sub(" ", english))
    pairs = list(zip(one, other, strict=True)) if 1 < len(one) == len(other) else []
    alike = all(_holes(said) <= _holes(spoken) for spoken, said in pairs)
    return [pair for pair in pairs if HANGUL.search(pair[0])] if alike else []


def _forms(korean: str, english: str) -> list[tuple[str, str]]:
    """Return a phrase, and it without a hole for what goes before or after: sentences are joined, and looked up one by one."""
    forms = [(korean, english)]
    for edge in (BEFORE, AFTER):
        for spoken, said in list(forms):
            first, second = edge.search(spoken), edge.search(said)
            if first and second and first[1] == second[1] and len(HANGUL.findall(spoken)) >= SURE:
                forms.append((edge.sub("", spoken), edge.sub("", said)))
    return forms


def _holes(text: str) -> set[str]:
    return {number for _, number in FILLED.findall(text)}


def _phrase(korean: str, english: str) -> Phrase:
    literals = HOLE.split(korean)[::2]
    escaped = list(map(re.escape, literals))
    shape, longer = (re.compile(hole.join(escaped), re.DOTALL) for hole in (r"((?:(?![.?!] ).)*?)", "(.*?)"))
    return Phrase(shape, longer, literals[0], literals[-1], sum(map(len, HANGUL.findall("".join(literals)))),
                  [int(hole) for hole in HOLE.findall(korean)], english)


def _in_holes(text: str, language: str) -> str | None:
    """Return the English of a text that has the shape of a phrase and holds no more sentences than it."""
    return next((said for phrase in catalogue(language)[1] if (said := _fill(phrase, phrase.shape, text, language)) is not None), None)


def _in_longer_holes(text: str, language: str) -> str | None:
    return next((said for phrase in catalogue(language)[1] if (said := _fill(phrase, phrase.longer, text, language)) is not None), None)


def _fill(phrase: Phrase, shape: re.Pattern, text: str, language: str) -> str | None:
    found = text.startswith(phrase.start) and text.endswith(phrase.end) and shape.fullmatch(text)
    if not found or any(part.count("(") != part.count(")") for part in found.groups()):
        return None
    filled = dict(zip(phrase.holes, (translate(part, language) for part in found.groups()), strict=True))
    if phrase.syllables < SURE and any(HANGUL.search(part) and (phrase.syllables < LIKELY or " " in part) for part in filled.values()):
        return None
    plain = dict(zip(phrase.holes, found.groups(), strict=True))
    return FILLED.sub(lambda hole: (plain if hole[1] else filled)[int(hole[2])], phrase.english)


def _in_pieces(text: str, language: str) -> str | None:
    """Return a text said paragraph by paragraph, line by line, sentence by sentence, or after the mark it begins with."""
    for parts, joint in ((text.split("\n\n"), "\n\n"), (text.split("\n"), "\n"), (SENTENCES.split(text), " ")):
        if len(parts) > 1:
            return joint.join(translate(part, language) for part in parts)
    if len(told := TOLD.split(text)) > 1:
        return ", ".join(translate(part, language) for part in told)
    if marked := MARKED.fullmatch(text):
        return f"{marked[1]}{translate(marked[2], language)}{marked[3] or ''}"
    if ruled := RULE.fullmatch(text):
        return f"[{translate(ruled[1], language)}] {translate(ruled[2], language)}"
    if cited := CITED.fullmatch(text):
        return f"{translate(cited[1], language)} [{translate(cited[2], language)}]"
    return None


def _in_words(text: str, language: str) -> str | None:
    """Return a label and what follows it, a list, a word with a note, or a number, where the parts are known."""
    if text.endswith("다."):         # and a sentence may stand without one in the catalogue
        bare = catalogue(language)[0].get(text[:-1]) or _in_holes(text[:-1], language)
        return f"{bare}." if bare else None
    if text.endswith("다") and (said := translate(f"{text}.", language)) != f"{text}.":       # a title is a sentence without its full stop
        return said.removesuffix(".")
    if more := MORE.fullmatch(text):
        return f"{translate(more[1], language)} and others ({more[2]} in all)"
    for end, english in ENDS.items():
        if text.endswith(end) and not text.endswith("다.") and HANGUL.search(text.removesuffix(end)):
            return translate(text.removesuffix(end), language) + english
    label, colon, rest = text.partition(": ")
    if colon and label in TYPED:
        return f"{translate(label, language)}: {rest}"
    if colon and not HANGUL.search(translate(label, language)):
        return f"{translate(label, language)}: {translate(rest, language)}"
    splits = [(text.split(joint), ", " if joint == "·" else joint) for joint in LISTS if joint in text]
    for parts, joint in splits:
        if known := _known(parts, language):
            return joint.join(known)
    if len(pair := text.split(" ")) == 2 and all(word in catalogue(language)[0] for word in pair):
        return " ".join(catalogue(language)[0][word] for word in pair)
    if (noted := NOTE.fullmatch(text)) and (known := _known(noted.groups(), language)):
        return f"{known[0]} ({known[1]})"
    return _counted(text, language)


def _counted(text: str, language: str) -> str | None:
    """Return a number with its counter, after a year and a label if they are there."""
    found = NUMBERED.fullmatch(text)
    if not found:
        return None
    label, year, number, counter = found.groups()
    said = [translate(label, language)] if label else []
    said += [f"{year.removesuffix('년 ')}:"] if year else []
    return None if label and said[0] == label and " " in label else " ".join([*said, COUNTERS.get(counter, "{}").format(number)])


def _known(parts: Iterable[str], language: str) -> list[str]:
    """Return the parts said, or nothing where one of more than a single word is unknown; single words are said all or not at all."""
    told = list(parts)
    said = [translate(part, language) for part in told]
    if any(new == old and HANGUL.search(old) and " " in old for old, new in zip(told, said, strict=True)):
        return []
    if any(new == old and WORD.fullmatch(old) for old, new in zip(told, said, strict=True)):
        said = [old if WORD.fullmatch(old) else new for old, new in zip(told, said, strict=True)]
    return [] if said == told else said
