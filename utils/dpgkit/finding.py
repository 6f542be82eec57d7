"""Sentences of a corpus that hold a word, each with the name by which a case can cite it: the command ``find``."""

import argparse
import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from dpgkit.errors import ParameterError
from dpgkit.reading import particle

if TYPE_CHECKING:
    import pandas as pd

# the modules that read and split documents are slow to import, and the command line imports this one: the functions import them

MOST = 20
MARKS = "【】"
HOW = "인용하려면 맨 앞의 이름(문서#번호)을 mapping.csv의 sentences에 옮겨 적습니다."


def find(corpus: str, word: str) -> "pd.DataFrame":
    """Return the sentences of a corpus that hold a word: cited (``document#number``), document, sentence, text.

    >>> find("constitution", "영토는")["text"].tolist()
    ['제3조 대한민국의 영토는 한반도와 그 부속도서로 한다.']

    Numbers are those that ``sentences`` of a mapping table cites. Words are compared in NFC, whatever the case of their letters.
    Parameters: ``corpus`` a name or a folder, as ``documents.load_documents`` takes it. Raises DataError as that does, and
    ParameterError for an empty word.
    """
    return find_in(_sentences(corpus), word)


def find_in(sentences: "pd.DataFrame", word: str) -> "pd.DataFrame":
    """Return the sentences that hold a word, as ``find`` does.

    Parameters: ``sentences`` document, sentence, text, as ``cleaning.sentences`` returns them.
    """
    found = sentences[sentences["text"].str.contains(re.escape(_checked(word)), case=False)]
    cited = found["document"] + "#" + found["sentence"].astype(str)
    return found[["document", "sentence", "text"]].assign(cited=cited)[["cited", "document", "sentence", "text"]].reset_index(drop=True)


def marked(text: str, word: str) -> str:
    """Return a sentence with the word in brackets.

    >>> marked("국민은 국민이다.", "국민")
    '【국민】은 【국민】이다.'
    """
    return re.sub(re.escape(_checked(word)), lambda hit: f"{MARKS[0]}{hit[0]}{MARKS[1]}", text, flags=re.IGNORECASE)


def read_found(sentences: "pd.DataFrame", word: str, *, most: int = MOST, mark: bool = False) -> str:
    """Return the sentences with a word to read, one a line, and how many there are; what to try where there is none.

    >>> import pandas as pd
    >>> print(read_found(pd.DataFrame({"document": ["계획"], "sentence": [2], "text": ["국민이 정한다."]}), "국민", mark=True))
    계획#2  【국민】이 정한다.
    '국민'이 든 문장은 1개입니다. 인용하려면 맨 앞의 이름(문서#번호)을 mapping.csv의 sentences에 옮겨 적습니다.

    Parameters: ``sentences`` as for ``find_in``; ``most`` so many are shown; ``mark`` puts brackets around the word.
    Raises ParameterError for an empty word and for a number below 1.
    """
    from dpgkit.documents import citable

    if most < 1:
        raise ParameterError("보여 줄 문장의 수가 너무 작습니다(--most).", value=most, allowed="1 이상", todo="수를 고치십시오.")
    word, found = _checked(word), find_in(sentences, word)
    if found.empty:
        return _read_none(sentences, word)
    lines = [f"{row.cited}  {marked(row.text, word) if mark else row.text}" for row in found.head(most).itertuples()]
    more = [f"앞의 {most}개만 보였습니다. 모두 보려면 명령의 끝에 덧붙이십시오: --most {len(found)}."] if len(found) > most else []
    count = f"{_quoted(word)} 든 문장은 {len(found)}개입니다."
    odd = citable.read_uncitable(found["document"].unique())
    return "\n".join([*lines, " ".join([count, *more, odd or HOW])])


def add_commands(commands: argparse._SubParsersAction) -> None:
    """Add the command ``find`` to the command line."""
    text = "말뭉치에서 그 말이 든 문장과 인용할 이름(문서#번호)을 찾습니다"
    parser = commands.add_parser("find", help=text, description=text)
    parser.set_defaults(command=_find)
    parser.add_argument("corpus", metavar="말뭉치", help="말뭉치의 이름(digests, bills, 들인 이름)이나 문서 폴더")
    parser.add_argument("word", metavar="말", help="찾을 말. 빈칸이 들면 큰따옴표로 묶습니다")
    parser.add_argument("--most", type=int, default=MOST, metavar="수", help=f"보여 줄 문장의 수 (기본: {MOST})")
    parser.add_argument("--mark", action="store_true", help=f"찾은 말을 {MARKS}로 묶어 보여 줍니다")


def _find(options: argparse.Namespace) -> int:
    print(read_found(_sentences(options.corpus), options.word, most=options.most, mark=options.mark))
    return 0


def _sentences(corpus: str) -> "pd.DataFrame":
    from dpgkit import cleaning, documents

    return cleaning.sentences(documents.load_documents(unicodedata.normalize("NFC", corpus) if not Path(corpus).is_dir() else corpus))


def _checked(word: str) -> str:
    squeezed = " ".join(unicodedata.normalize("NFC", word).split())
    if not squeezed:
        raise ParameterError("찾을 말이 비어 있습니다.", allowed="한 글자 이상", todo="찾을 말을 큰따옴표로 묶어 적으십시오.")
    return squeezed


def _read_none(sentences: "pd.DataFrame", word: str) -> str:
    """Return what to try where no sentence holds a word: the same letters with other spaces may stand there."""
    unspaced = sentences["text"].str.replace(" ", "", regex=False).str.contains(re.escape(word.replace(" ", "")), case=False)
    looked = (f"{_quoted(word)} 든 문장이 없습니다. 문서 {sentences['document'].nunique()}건의 문장 {len(sentences)}개를 "
              "찾아보았습니다.")
    if unspaced.any():
        example = sentences.loc[unspaced, "text"].iloc[0]
        return f"{looked} 띄어쓰기가 다른 문장은 {int(unspaced.sum())}개 있습니다. 예: {example[:80]}"
    return f"{looked} 더 짧은 말이나 다른 이름으로 찾아보십시오. 문서가 다른 말로 썼을 수 있습니다."


def _quoted(word: str) -> str:
    return particle(f"'{word}'", "이", "가")
