"""Text that no analyzer stumbles over, and its sentences; what was taken out is counted."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import accumulate

import pandas as pd

from dpgkit.cleaning import lines
from dpgkit.readers import marks

LONGEST_UNIT = 300      # analyzers slow down or fail on longer units
LONGEST_WORD = 40       # an unspaced run beyond this is not a Korean word
LONGEST_RUN = 3         # what is left of ten or more equal characters
REPEATED = re.compile(r"(.)\1{9,}", re.DOTALL)
UNSPACED = re.compile(rf"(\S{{{LONGEST_WORD}}})(?=\S)")
NOT_A_MARK = rf"(?<!^[{marks.ORDER}]\. )(?<!\s[{marks.ORDER}]\. )"      # the mark of an item (가.) is no sentence
SENTENCE_END = re.compile(rf"[ \n](?:(?<=\n)|(?<=[가-힣)][.!?] ){NOT_A_MARK})")
CUTS = tuple(map(re.compile, (      # where a sentence that is too long is cut, the best first
    rf"(?<=;) | (?=[{marks.SIGNS}①-⑳❶-❿➊-➓]|(?:\d{{1,2}}|[{marks.ORDER}])[.)] )", r"(?<=[,:/]) ",
    r"(?<=[고며나면서및]) |(?<=거나|하여|되어|으로|에서|경우|따라|위해|또는) ", " ")))
EARLIEST_CUT = 150      # characters before which a sentence is not cut
DROPPED = {"Cf": "보이지 않는 서식 문자", "Co": "사용자 정의 문자", "Cs": "짝을 잃은 문자"}
CONTROL, ASTRAL, CUT, BROKEN = "제어 문자", "그림 문자와 드문 한자", "되풀이한 글자", "띄어 쓰지 않은 긴 낱말"


def clean(text: str) -> str:
    """Return text that no analyzer stumbles over, without changing what it says.

    >>> clean("정부\\x00는 \\ue000정책을\\n\\n추진한다.")
    '정부 는 정책을 추진한다.'

    NFC; format, private-use and surrogate characters are dropped; control and astral characters become a space;
    runs of ten or more equal characters are cut to three, unspaced runs are broken after 40, white space is squeezed.
    """
    return _clean(text, Counter()).replace("\n", " ")


def clean_all(texts: Iterable[str]) -> tuple[list[str], pd.DataFrame]:
    """Return the cleaned texts in lines, and what was taken out of them: kind, documents, count.

    >>> clean_all(["가\\u200b나", "□ 다\\n\\n□ 라"])[0]
    ['가나', '□ 다\\n□ 라']

    Where a line break of the text ends a unit, as ``lines`` decides, a line break stands in place of the space of ``clean``.
    """
    cleaned, found = [], []
    for text in texts:
        counts: Counter = Counter()
        cleaned.append(_clean(text, counts))
        found += [(kind, 1, count) for kind, count in (+counts).items()]
    table = pd.DataFrame(found, columns=["kind", "documents", "count"])
    return cleaned, table.groupby("kind", sort=True).sum().reset_index()


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a cleaned text in lines, none longer than 300 characters.

    >>> split_sentences("가. 목적\\n법을 고친다. 제4.1호를 둔다.")
    ['가. 목적', '법을 고친다.', '제4.1호를 둔다.']

    A sentence ends with its line, and after a Hangul syllable or bracket with a full stop, question or exclamation mark and a
    space. A longer one is cut before the mark of an item, else after a comma, a connective ending, or a word.
    Joined with a space the parts give the text again. A text that is not cleaned is cut within its words where they are too long.
    """
    units: list[str] = []
    for sentence in SENTENCE_END.split(text):
        units.extend((sentence,) if len(sentence) <= LONGEST_UNIT else _short_units(sentence))
    return [unit for unit in units if unit]


def sentences(documents: pd.DataFrame) -> pd.DataFrame:
    """Return one row a sentence: document, sentence (number within the document), start, text.

    >>> sentences(pd.DataFrame({"id": ["a"], "text": ["법을 고친다. 또 고친다."]}))[["sentence", "start"]].values.tolist()
    [[1, 0], [2, 8]]

    Parameters: ``documents`` with columns id and text. ``start`` is the place of the first character in the cleaned text.
    """
    return split_all(documents["id"], clean_all(documents["text"])[0])


def split_all(names: Iterable[str], cleaned: Iterable[str]) -> pd.DataFrame:
    """Return the sentences of texts that are cleaned already, as ``sentences`` does."""
    rows = [(name, number, start, text) for name, whole in zip(names, cleaned, strict=True)
            for number, start, text in _placed(split_sentences(whole))]
    return pd.DataFrame(rows, columns=["document", "sentence", "start", "text"]).astype({"document": str, "text": str})


def _placed(texts: list[str]) -> Iterable[tuple[int, int, str]]:
    starts = accumulate((len(text) + 1 for text in texts), initial=0)
    return zip(range(1, len(texts) + 1), starts, texts, strict=False)


def _clean(text: str, counts: Counter) -> str:
    text = unicodedata.normalize("NFC", text)
    if _odd().search(text):
        text = unicodedata.normalize("NFC", "".join(_safe(letter, counts) for letter in text))
    raw = text.splitlines()
    if len(raw) < 2:
        return _spaced(text, counts)
    return lines.joined(raw, [_spaced(line, counts) for line in raw])


def _spaced(line: str, counts: Counter) -> str:
    words = line.split()
    if len(line) >= 10 and max(map(len, words), default=0) >= 10:
        words = [word if len(word) < 10 else _shortened(word, counts) for word in words]
    return " ".join(words)


@cache
def _odd() -> re.Pattern:
    """Return what finds a character that needs a closer look; most texts hold none."""
    odd = [chr(code) for code in range(0x10000) if unicodedata.category(chr(code)) in (*DROPPED, "Cc") and chr(code) not in "\t\n\v\f\r"]
    return re.compile(f"[{re.escape(''.join(odd))}\U00010000-\U0010ffff]")


def _safe(letter: str, counts: Counter) -> str:
    category = unicodedata.category(letter)
    if category in DROPPED:
        counts[DROPPED[category]] += 1
        return ""
    if ord(letter) > 0xFFFF or (category == "Cc" and letter not in "\t\n\v\f\r"):
        counts[ASTRAL if ord(letter) > 0xFFFF else CONTROL] += 1
        return " "
    return letter


def _shortened(word: str, counts: Counter) -> str:
    cut = REPEATED.sub(r"\1" * LONGEST_RUN, word)
    counts.update({CUT: len(word) - len(cut), BROKEN: int(len(cut) > LONGEST_WORD)})
    return UNSPACED.sub(r"\1 ", cut)


def _short_units(sentence: str) -> Iterable[str]:
    while len(sentence) > LONGEST_UNIT:
        cut = _cut(sentence)
        end = cut or LONGEST_UNIT
        yield sentence[:end]
        sentence = sentence[end + (cut > 0):]
    yield sentence


def _cut(sentence: str) -> int:
    """Return the last of the best blanks at which a long sentence can be cut, 0 where it has none."""
    head = sentence[:LONGEST_UNIT + 6]      # a mark behind the blank must be seen
    for pattern in CUTS:
        found = [match.start() for match in pattern.finditer(head, EARLIEST_CUT) if match.start() <= LONGEST_UNIT]
        if found:
            return found[-1]
    return max(sentence.rfind(" ", 1, EARLIEST_CUT), 0)
