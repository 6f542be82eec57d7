"""The analyzers behind one call: units of text in, tokens out. This is what runs in a worker process."""

import re
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from typing import NamedTuple

from dpgkit.analyzers import java
from dpgkit.errors import DataError

THREADS = 2              # more gain little: results pass through one Python
PART = 250               # units that a thread takes at a time
BETWEEN = "\x1f"         # stands in no cleaned text
OKT_TOKEN = re.compile(r"(\w+)(?:\((.*)\))?: \d+, (\d+)\)", re.DOTALL)
KOMORAN_TOKEN = re.compile(r"Token \[morph=(.+?), pos=([A-Z]+), beginIndex=\d+, endIndex=\d+\](?:, |\]$)", re.DOTALL)
FINALS = {0x11A8 + place: letter for place, letter in enumerate("ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")}
REFUSED = "분석기가 이 글을 받지 못했습니다"
PREDICATES = ("VV", "VA", "VX", "VC", "XSV", "XSA", "P")
Tokens = list[tuple[str, str, str]]      # surface, lemma, tag


class Kind(NamedTuple):
    """What the kit knows of an analyzer: the ``package`` it comes from, what it analyses on its own (``unit``), how many of
    them a worker gets at a time, whether it takes user ``nouns`` (and with spaces in them), and whether it needs ``java``."""

    package: str
    unit: str = "sentence"
    batch: int = 500
    nouns: bool = True
    spaced_nouns: bool = True
    java: bool = True


ANALYZERS = {
    "komoran": Kind("konlpy"), "okt": Kind("konlpy", unit="chunk", batch=5000, spaced_nouns=False),
    "hannanum": Kind("konlpy", batch=20, nouns=False, spaced_nouns=False), "kkma": Kind("konlpy", batch=1, nouns=False, spaced_nouns=False),
    "kiwi": Kind("kiwipiepy", batch=2000, java=False)}


@dataclass(frozen=True)
class Settings:
    """Which analyzer works how: ``nouns`` are (term, tag) pairs, ``norm`` is Okt's normalisation, ``heavy`` says that the
    text is long; the tokens do not depend on it."""

    analyzer: str
    nouns: tuple[tuple[str, str], ...] = ()
    norm: bool = False
    heavy: bool = False


class Tagged(NamedTuple):
    """Tokens of several units, end to end: ``lengths`` tokens of each unit, and the place and reason of ``refused`` ones."""

    lengths: list[int]
    surfaces: list[str]
    lemmas: list[str]
    tags: list[str]
    refused: dict[int, str]


def check(analyzer: str) -> Kind:
    """Return what the kit knows of an analyzer.

    >>> check("okt").unit
    'chunk'

    Raises DataError for one that the kit does not have.
    """
    if analyzer not in ANALYZERS:
        raise DataError("없는 형태소 분석기입니다.", value=analyzer, allowed=ANALYZERS, todo="분석기 이름을 고치십시오.")
    return ANALYZERS[analyzer]


@cache
def version(analyzer: str) -> str:
    """Return the versions that decide what an analyzer answers."""
    packages = [check(analyzer).package] + ["kiwipiepy_model"] * (analyzer == "kiwi")
    return " ".join(f"{package} {metadata.version(package)}" for package in packages)


def tag_units(settings: Settings, units: Sequence[str]) -> Tagged:
    """Return the tokens of each unit; one that the analyzer refuses has none, and its reason is told.

    >>> tag_units(Settings("komoran"), ["법을 고친다."]).surfaces
    ['법', '을', '고치', 'ㄴ다', '.']

    Surfaces and tags are those of KoNLPy's ``pos`` for each unit on its own. Lemmas are dictionary forms of predicates
    (고치다) and equal the surface elsewhere.
    """
    tag, refused = engine(settings), {}
    try:
        tokens = tag(units)
    except Exception:
        tokens = [_alone(tag, unit, place, refused) for place, unit in enumerate(units)]
    return _flat(tokens, refused)


@cache
def engine(settings: Settings) -> Callable[[Sequence[str]], list[Tokens]]:
    """Return the function that analyses units; it is made once in a process."""
    kind = check(settings.analyzer)
    java.check_names()
    if kind.java:
        java.start(heavy=settings.heavy)
    return ENGINES[settings.analyzer](settings)


def _alone(tag: Callable, unit: str, place: int, refused: dict[int, str]) -> Tokens:
    try:
        return tag([unit])[0]
    except Exception as error:
        refused[place] = f"{REFUSED} ({type(error).__name__.rpartition('.')[2]})"
        return []


def _flat(tokens: list[Tokens], refused: dict[int, str]) -> Tagged:
    surfaces, lemmas, tags = (list(column) for column in zip(*(token for unit in tokens for token in unit), strict=True)) \
        if any(tokens) else ([], [], [])
    return Tagged([len(unit) for unit in tokens], surfaces, lemmas, tags, refused)


def _okt(settings: Settings) -> Callable[[Sequence[str]], list[Tokens]]:
    import jpype

    processor = jpype.JClass("org.openkoreantext.processor.OpenKoreanTextProcessorJava")
    if settings.nouns:
        processor.addNounsToDictionary(jpype.java.util.ArrayList([term for term, _ in settings.nouns]))

    def tag(units: Sequence[str]) -> list[Tokens]:
        text = " ".join(units)
        told = processor.tokenize(processor.normalize(text) if settings.norm else text).mkString(BETWEEN)
        groups: list[Tokens] = [[]]
        for token in told.split(BETWEEN):
            if token.startswith(" "):
                groups.append([])
            else:
                groups[-1].append(_okt_token(token))
        if len(groups) != len(units):
            raise ValueError(f"{len(units)} units, {len(groups)} groups")
        return groups

    return _in_threads(tag)


def _okt_token(told: str) -> tuple[str, str, str]:
    """Return a token from how Okt writes it: ``되나욬*(Noun: 0, 3)``, ``예쁜(Adjective(예쁘다): 4, 2)``."""
    length = int(told[told.rindex(" ") + 1:-1])
    surface, rest = told[:length], told[length:].removeprefix("*")
    tag, stem, _ = OKT_TOKEN.fullmatch(rest, 1).groups()
    return surface, stem or surface, tag


def _komoran(settings: Settings) -> Callable[[Sequence[str]], list[Tokens]]:
    from konlpy.tag import Komoran

    java_komoran = Komoran().jki
    if settings.nouns:
        _give_nouns(java_komoran, "".join(f"{term}\t{tag}\n" for term, tag in settings.nouns))

    def tag(units: Sequence[str]) -> list[Tokens]:
        return [_with_lemmas(KOMORAN_TOKEN.findall(java_komoran.analyze(unit).getTokenList().toString())) for unit in units]

    return _in_threads(tag)


def _give_nouns(java_komoran: object, lines: str) -> None:
    """Hand nouns over in a file that Java makes itself: it may not find one of ours, and Komoran would say nothing.

    Where the locale is C, Java writes the Hangul of a folder's name as question marks.
    """
    import jpype

    files = jpype.JClass("java.nio.file.Files")
    dictionary = files.createTempFile("dpgkit", ".txt")
    try:
        java_komoran.setUserDic(str(files.writeString(dictionary, lines)))
    finally:
        files.deleteIfExists(dictionary)


def _hannanum(_settings: Settings) -> Callable[[Sequence[str]], list[Tokens]]:
    from konlpy.tag import Hannanum

    from dpgkit.analyzers import hannanum

    pos = hannanum.anywhere(Hannanum()).pos
    return lambda units: [_with_lemmas(pos(unit)) for unit in units]


def _kkma(_settings: Settings) -> Callable[[Sequence[str]], list[Tokens]]:
    from konlpy.tag import Kkma

    pos = Kkma().pos
    return lambda units: [_with_lemmas(pos(unit)) for unit in units]


def _kiwi(settings: Settings) -> Callable[[Sequence[str]], list[Tokens]]:
    from kiwipiepy import Kiwi

    kiwi = Kiwi(num_workers=THREADS)
    for term, tag in settings.nouns:
        kiwi.add_user_word(term, tag)

    def tag_all(units: Sequence[str]) -> list[Tokens]:
        return [[(token.form.translate(FINALS), token.lemma.translate(FINALS), token.tag) for token in tokens]
                for tokens in kiwi.tokenize(list(units))]

    return tag_all


def _with_lemmas(pairs: Iterable[tuple[str, str]]) -> Tokens:
    return [(surface, surface + "다" if tag.startswith(PREDICATES) else surface, tag) for surface, tag in pairs]


def _in_threads(tag: Callable[[Sequence[str]], list[Tokens]]) -> Callable[[Sequence[str]], list[Tokens]]:
    """Return ``tag`` working on several parts at a time: Java runs while Python waits."""
    pool = ThreadPoolExecutor(THREADS)

    def tag_in_parts(units: Sequence[str]) -> list[Tokens]:
        parts = [units[start:start + PART] for start in range(0, len(units), PART)]
        return [tokens for done in pool.map(tag, parts) for tokens in done]

    return tag_in_parts


ENGINES = {"komoran": _komoran, "okt": _okt, "hannanum": _hannanum, "kkma": _kkma, "kiwi": _kiwi}
