"""Sentences of a corpus that hold a word, each with the name by which a case can cite it: the command ``find``."""

import argparse
import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dpgkit.errors import ParameterError
from dpgkit.reading import particle

if TYPE_CHECKING:
    import pandas as pd

# the modules that read and split documents are slow to import, and the command line imports this one: the functions import them

MOST = 20
NEAR = 5                # words that are offered where none was found
ALIKE = 0.75            # of their letters, taken apart into consonants and vowels
WORD = re.compile(r"[가-힣A-Za-z0-9]+")
PARTICLES = re.compile(r"(?<=[가-힣]{2})"
                       r"(?:들|에게|에서|에|서|께서|으로|로|은|는|이|가|을|를|의|와|과|도|만|까지|부터|보다|처럼|마다|이나|라도)+$")
MARKS = "【】"
HOW = "인용하려면 맨 앞의 이름(문서#번호)을 mapping.csv의 sentences에 옮겨 적습니다."


def find(corpus: str, *words: str) -> "pd.DataFrame":
    """Return the sentences of a corpus that hold a word: cited (``document#number``), document, sentence, text.

    >>> find("constitution", "영토는")["text"].tolist()
    ['제3조 대한민국의 영토는 한반도와 그 부속도서로 한다.']

    Numbers are those that ``sentences`` of a mapping table cites. Words are compared in NFC, whatever the case of their letters.
    Parameters: ``corpus`` a name or a folder, as ``documents.load_documents`` takes it; of several ``words`` a sentence holds all.
    Raises DataError as that does, and ParameterError for an empty word.
    """
    return find_in(_sentences(corpus), *words)


def find_in(sentences: "pd.DataFrame", *words: str) -> "pd.DataFrame":
    """Return the sentences that hold all of the words, as ``find`` does.

    Parameters: ``sentences`` document, sentence, text, as ``cleaning.sentences`` returns them.
    """
    found = sentences
    for word in map(_checked, words):
        found = found[found["text"].str.contains(re.escape(word), case=False)]
    cited = found["document"] + "#" + found["sentence"].astype(str)
    return found[["document", "sentence", "text"]].assign(cited=cited)[["cited", "document", "sentence", "text"]].reset_index(drop=True)


def marked(text: str, *words: str) -> str:
    """Return a sentence with the words in brackets.

    >>> marked("국민은 국민이다.", "국민")
    '【국민】은 【국민】이다.'
    """
    longest = sorted(map(_checked, words), key=len, reverse=True)
    return re.sub("|".join(map(re.escape, longest)), lambda hit: f"{MARKS[0]}{hit[0]}{MARKS[1]}", text, flags=re.IGNORECASE)


def read_found(sentences: "pd.DataFrame", *words: str, most: int = MOST, mark: bool = False) -> str:
    """Return the sentences with all of the words to read, one a line, and how many there are; what to try where there is none.

    >>> import pandas as pd
    >>> print(read_found(pd.DataFrame({"document": ["계획"], "sentence": [2], "text": ["국민이 정한다."]}), "국민", mark=True))
    계획#2  【국민】이 정한다.
    '국민'이 든 문장은 1개입니다. 인용하려면 맨 앞의 이름(문서#번호)을 mapping.csv의 sentences에 옮겨 적습니다.

    Parameters: ``sentences`` as for ``find_in``; ``most`` so many are shown; ``mark`` puts brackets around the words.
    Raises ParameterError for an empty word and for a number below 1.
    """
    from dpgkit.documents import citable

    if most < 1:
        raise ParameterError("보여 줄 문장의 수가 너무 작습니다(--most).", value=most, allowed="1 이상", todo="수를 고치십시오.")
    words = tuple(map(_checked, words))
    found = find_in(sentences, *words)
    if found.empty:
        return read_none(sentences, *words)
    lines = [f"{row.cited}  {marked(row.text, *words) if mark else row.text}" for row in found.head(most).itertuples()]
    more = [f"앞의 {most}개만 보였습니다. 모두 보려면 명령의 끝에 덧붙이십시오: --most {len(found)}."] if len(found) > most else []
    count = f"{_quoted(words)} 든 문장은 {len(found)}개입니다."
    odd = citable.read_uncitable(found["document"].unique())
    return "\n".join([*lines, " ".join([count, *more, odd or HOW])])


def read_none(sentences: "pd.DataFrame", *words: str) -> str:
    """Return what was looked through in vain, and what is there instead: words apart, other spaces, a shorter or a near word.

    >>> import pandas as pd
    >>> table = pd.DataFrame({"document": ["계획"], "sentence": [1], "text": ["데이터기반행정을 한다."]})
    >>> print(read_none(table, "데이타기반행정").splitlines()[-1])
      비슷한 말이 든 문장: 데이터기반행정 1개
    """
    looked = (f"{_quoted(words)} 든 문장이 없습니다. 문서 {sentences['document'].nunique()}건의 문장 {len(sentences)}개를 "
              "찾아보았습니다.")
    word = words[0]
    hints = _read_each(sentences, words) if len(words) > 1 else _read_apart(sentences, word) or _read_near(sentences, word)
    return "\n".join([looked, *(hints or ["  더 짧은 말이나 다른 이름으로 찾아보십시오. 문서가 다른 말로 썼을 수 있습니다."])])


def add_commands(commands: argparse._SubParsersAction) -> None:
    """Add the command ``find`` to the command line."""
    text = "말뭉치에서 그 말이 든 문장과 인용할 이름(문서#번호)을 찾습니다"
    parser = commands.add_parser("find", help=text, description=text)
    parser.set_defaults(command=_find)
    parser.add_argument("corpus", metavar="말뭉치", help="말뭉치의 이름(digests, bills, 들인 이름)이나 문서 폴더")
    several = "찾을 말. 여럿을 적으면 모두 든 문장을, 큰따옴표로 묶으면 그대로 이어진 글을 찾습니다"
    parser.add_argument("words", metavar="말", nargs="+", help=several)
    parser.add_argument("--most", type=int, default=MOST, metavar="수", help=f"보여 줄 문장의 수 (기본: {MOST})")
    parser.add_argument("--mark", action="store_true", help=f"찾은 말을 {MARKS}로 묶어 보여 줍니다")


def _find(options: argparse.Namespace) -> int:
    _check_quotes(options.corpus, options.words)
    print(read_found(_sentences(options.corpus), *options.words, most=options.most, mark=options.mark))
    return 0


def _check_quotes(corpus: str, words: Sequence[str]) -> None:
    """Refuse a folder whose name was parted at its spaces."""
    longer = [] if Path(corpus).expanduser().is_dir() else [" ".join([corpus, *words[:size]]) for size in range(1, len(words) + 1)]
    for folder in longer:
        if Path(folder).expanduser().is_dir():
            raise ParameterError("이름에 빈칸이 있는 폴더입니다.", value=folder, allowed=f'"{folder}"',
                                 todo="폴더 이름을 큰따옴표로 묶으십시오.")


def _sentences(corpus: str) -> "pd.DataFrame":
    from dpgkit import cleaning, documents

    return cleaning.sentences(documents.load_documents(corpus))


def _checked(word: str) -> str:
    squeezed = " ".join(unicodedata.normalize("NFC", word).split())
    if not squeezed:
        raise ParameterError("찾을 말이 비어 있습니다.", allowed="한 글자 이상", todo="찾을 말을 큰따옴표로 묶어 적으십시오.")
    return squeezed


def _read_each(sentences: "pd.DataFrame", words: Sequence[str]) -> list[str]:
    found = {word: len(find_in(sentences, word)) for word in words}
    counts = ", ".join(f"{word} {number}개" for word, number in found.items())
    return [f"  말마다 든 문장: {counts}", *(line for word in words if not found[word] for line in _read_near(sentences, word))]


def _read_apart(sentences: "pd.DataFrame", word: str) -> list[str]:
    """Return what there is with other spaces, or with the words of a phrase apart from each other."""
    unspaced = sentences["text"].str.replace(" ", "", regex=False).str.contains(re.escape(word.replace(" ", "")), case=False)
    if unspaced.any():
        example = sentences.loc[unspaced, "text"].iloc[0]
        return [f"  띄어쓰기가 다른 문장은 {int(unspaced.sum())}개 있습니다. 예: {example[:80]}"]
    together = len(find_in(sentences, *word.split())) if " " in word else 0
    if together:
        return [f"  큰따옴표 없이 적으면({word}) 떨어져 나온 것까지 문장 {together}개를 찾습니다."]
    return _read_each(sentences, word.split()) if " " in word else []


def _read_near(sentences: "pd.DataFrame", word: str) -> list[str]:
    """Return a part of a word that is there: without signs and particles, or its longer half; and words that look like it."""
    bare = max(WORD.findall(word), key=len, default="")
    shorter = [*(bare[:size] for size in range(len(bare), max(1, (len(bare) - 1) // 2), -1)), PARTICLES.sub("", bare)]
    part = next((one for one in shorter if one not in ("", word) and len(find_in(sentences, one))), "")
    lines = [f"  일부만 든 문장: {part} {len(find_in(sentences, part))}개"] if part else []
    near = ", ".join(f"{other} {len(find_in(sentences, other))}개" for other in near_words(sentences["text"], word) if other != part)
    return [*lines, f"  비슷한 말이 든 문장: {near}"] if near else lines


def near_words(texts: Iterable[str], word: str) -> list[str]:
    """Return words of the texts, as long as the one that was looked for and of much the same letters, the nearest first.

    >>> near_words(["국민이 디지털플랫폼을 쓴다."], "디지탈플렛폼"), near_words(["국민의 뜻"], "궁민")
    (['디지털플랫폼'], ['국민'])

    Compared are the beginnings of words, which leaves particles aside. Syllables are taken apart into consonants and vowels.
    """
    wanted, size = unicodedata.normalize("NFD", word), len(word)
    beginnings = {chunk[:size] for text in texts for chunk in WORD.findall(text) if len(chunk) >= size}
    apart = {unicodedata.normalize("NFD", found): found for found in sorted(beginnings) if set(found) & set(word)}
    return [apart[found] for found in difflib.get_close_matches(wanted, apart, n=NEAR, cutoff=ALIKE)]


def _quoted(words: Sequence[str]) -> str:
    told = particle(", ".join(f"'{word}'" for word in words), "이", "가")
    return f"{told} 모두" if len(words) > 1 else told
