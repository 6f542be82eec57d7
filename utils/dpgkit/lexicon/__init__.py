"""Which nouns stay whole, which words are gathered under one, which are not counted; and what each decision did."""

import hashlib
import json
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from dpgkit import paths
from dpgkit.errors import DataError
from dpgkit.lexicon import phrases, wordlists
from dpgkit.lexicon.wordlists import COLUMNS, bare

LOG = ["규칙 종류", "규칙", "바뀐 말", "까닭", "앞", "뒤"]
EFFECT = ["단계", "앞", "뒤", "줄어든 수", "쓰인 규칙"]
STEPS = MERGED, GATHERED, CHOSEN, SHORT, STOPPED = "명사 합치기", "유의어 모으기", "품사 고르기", "짧은 말 빼기", "불용어 빼기"
TOTAL, DROPPED = "합계", "뺌"
NOT_COUNTED = "이 품사는 세지 않기로 했습니다."
TOO_SHORT = "짧은 말은 홀로 뜻을 가르지 못할 때가 많습니다."


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The decisions about words, each with its reason.

    ``nouns``: term, tag, reason, kind. ``synonyms``: variant, term, reason. ``stopwords``: term, reason, criterion.
    """

    nouns: pd.DataFrame
    synonyms: pd.DataFrame
    stopwords: pd.DataFrame

    @property
    def key(self) -> str:
        """The sha256 (hex) of every cell; the order of rows has no meaning and does not count."""
        return _sha256(self.nouns, self.synonyms, self.stopwords)

    @property
    def noun_key(self) -> str:
        """The sha256 (hex) of what reaches an analyzer: the nouns and their tags, not the reasons."""
        return _sha256(self.nouns[["term", "tag"]])


def load(folder: Path | str | None = None, *, optional: bool = False) -> Lexicon:
    """Return the lexicon of the kit, with the reader's own lists on top.

    >>> load().synonyms.set_index("variant").loc["행안부", "term"]
    '행정안전부'

    Parameters: ``folder`` with any of nouns.csv, synonyms.csv, stopwords.csv: a row replaces the kit's row of the same word,
    and takes it away where its action is ``remove``. ``optional`` adds the stop words that are too broad for some
    questions and carry meaning for others. Words that differ in spaces only are the same word. A synonym of a synonym
    leads to the last word, and its reason names the words between.
    Raises DataError naming file, row (as a spreadsheet counts it) and column.
    """
    kit = paths.kit_root() / "corpus" / "lexicon"
    lists = {name: wordlists.read(kit / f"{name}.csv", name) for name in COLUMNS}
    if optional:
        lists["stopwords"] = wordlists.stack(lists["stopwords"], wordlists.read(kit / "optional_stopwords.csv", "stopwords"))
    for path in _own_files(Path(folder).expanduser()) if folder else []:
        lists[path.stem] = wordlists.stack(lists[path.stem], wordlists.read(path, path.stem))
    lists["synonyms"] = wordlists.resolve(lists["synonyms"])
    _check_against_stopwords(lists["synonyms"], lists["stopwords"])
    return Lexicon(**{name: lists[name][columns].astype(str) for name, columns in COLUMNS.items()})


def with_stopwords(lexicon: Lexicon, terms: Iterable[str], *, reason: str = "매개변수에 적은 말입니다.") -> Lexicon:
    """Return the lexicon with more stop words; a word that is one already keeps its reason.

    >>> "자료" in with_stopwords(load(), ["자료"]).stopwords["term"].tolist()
    True

    Raises DataError for a variant of another word, which would be gathered before it could be left out.
    """
    known, gathered = set(lexicon.stopwords["term"].map(bare)), _phrases(lexicon.synonyms, "variant")
    more = {bare(term): term for term in (unicodedata.normalize("NFC", term.strip()) for term in terms)}
    for word in more.keys() & gathered.keys():
        raise DataError("유의어로 먼저 모으는 말이라 뺄 수 없습니다.", value=more[word], allowed=[gathered[word]],
                        todo="모은 뒤의 말을 적거나 유의어를 지우십시오.")
    added = [(term, reason, "") for word, term in more.items() if word and word not in known]
    extra = pd.DataFrame(added, columns=COLUMNS["stopwords"], dtype=str)
    return replace(lexicon, stopwords=pd.concat([lexicon.stopwords, extra], ignore_index=True))


def merge_nouns(tokens: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """Return the tokens with each noun of the lexicon in one piece, for analyzers that cut it.

    >>> tokens = pd.DataFrame({"document": "a", "sentence": 1, "position": [1, 2, 3], "surface": ["청약", "홈", "이"],
    ...     "lemma": ["청약", "홈", "이"], "tag": ["NNG", "NNG", "JKS"], "pos": ["NOUN", "NOUN", "PARTICLE"]})
    >>> merge_nouns(tokens, load())["lemma"].tolist()
    ['청약홈', '이']

    Parameters: ``tokens`` in reading order with document, sentence, position, surface, lemma, tag, pos. Neighbours (by position)
    of one sentence whose lemmas together, spaces aside, are a noun of the lexicon become one token: the longest noun first,
    whole tokens only, never beginning or ending with a particle or an ending. It has the position of its first part, the
    surfaces of its parts end to end, their tags with + between, and pos NOUN.
    """
    return phrases.rewrite(tokens, _phrases(lexicon.nouns, "term"))[0]


def apply_synonyms(tokens: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """Return the tokens with the variants of the lexicon under one word, found and joined as ``merge_nouns`` does.

    >>> tokens = pd.DataFrame({"document": "a", "sentence": 1, "position": [1, 2], "surface": ["컬렉티브", "임팩트"],
    ...     "lemma": ["컬렉티브", "임팩트"], "tag": ["NNP", "NNG"], "pos": ["NOUN", "NOUN"]})
    >>> apply_synonyms(tokens, load())["lemma"].tolist()
    ['집합적 임팩트']

    It goes on until no variant is left, so that applying it once more changes nothing.
    """
    return phrases.rewrite(tokens, _phrases(lexicon.synonyms, "variant"))[0]


def drop_stopwords(tokens: pd.DataFrame, lexicon: Lexicon, *, min_length: int = 2) -> pd.DataFrame:
    """Return the tokens whose lemma is no stop word and has ``min_length`` characters or more, spaces aside.

    >>> drop_stopwords(pd.DataFrame({"lemma": ["수", "경우", "국민"]}), load())["lemma"].tolist()
    ['국민']
    """
    words = phrases.bare_lemmas(tokens)
    return tokens[(words.str.len() >= min_length) & ~words.isin(set(lexicon.stopwords["term"].map(bare)))]


def decision_log(tokens: pd.DataFrame, lexicon: Lexicon, *, pos: Collection[str] = (), min_length: int = 2) -> pd.DataFrame:
    """Return every rule that touched a token, in the order of the work, and a total for each step: the columns of ``LOG``.

    In a rule's row 앞 and 뒤 count the tokens it touched, before and after; in the row 합계 they count all tokens. The
    differences of the rules of a step add up to that of its total, and each total begins where the one before ended.
    The rule of a noun shows the parts that were found most often. ``pos`` keeps only these common tags once words are whole.
    """
    whole, nouns = phrases.rewrite(tokens, _phrases(lexicon.nouns, "term"))
    gathered, variants = phrases.rewrite(whole, _phrases(lexicon.synonyms, "variant"))
    kept = gathered[gathered["pos"].isin(pos)] if pos else gathered
    words = phrases.bare_lemmas(kept)
    long = words[words.str.len() >= min_length]
    stopped = long[long.isin(set(lexicon.stopwords["term"].map(bare)))].value_counts()
    sizes = [len(tokens), len(whole), len(gathered), len(kept), len(long), len(long) - int(stopped.sum())]
    short = [(f"{min_length}글자 미만", DROPPED, TOO_SHORT, len(words) - len(long), 0)] if len(words) > len(long) else []
    others = [("다른 품사", DROPPED, NOT_COUNTED, len(gathered) - len(kept), 0)] if len(gathered) > len(kept) else []
    rules = [_noun_rows(nouns, lexicon.nouns), _synonym_rows(variants, lexicon.synonyms), others, short,
             [(row.term, DROPPED, row.reason, int(stopped.get(bare(row.term), 0)), 0) for row in lexicon.stopwords.itertuples()]]
    rows = [(step, *row) for step, touched, before, after in zip(STEPS, rules, sizes, sizes[1:], strict=False)
            if pos or step != CHOSEN
            for row in [*sorted(filter(_touched, touched), key=_largest_first), (TOTAL, "", "", before, after)]]
    return pd.DataFrame(rows, columns=LOG)


def effect(log: pd.DataFrame) -> pd.DataFrame:
    """Return one row a step of a decision log: tokens before, after, and fewer; how many rules touched something.

    >>> effect(pd.DataFrame([("불용어 빼기", "경우", "뺌", "넓은 말입니다.", 1, 0), ("불용어 빼기", "합계", "", "", 3, 2)],
    ...                     columns=LOG)).values.tolist()
    [['불용어 빼기', 3, 2, 1, 1]]
    """
    is_total = (log["규칙"] == TOTAL) & (log["까닭"] == "")
    used = log[~is_total].groupby("규칙 종류").size()
    totals = log[is_total]
    rows = [(step, before, after, before - after, int(used.get(step, 0)))
            for step, before, after in zip(totals["규칙 종류"], totals["앞"], totals["뒤"], strict=True)]
    return pd.DataFrame(rows, columns=EFFECT)


def _own_files(folder: Path) -> list[Path]:
    expected = [folder / f"{name}.csv" for name in COLUMNS]
    found = [path for path in expected if path.is_file()]
    if not found:
        raise DataError("사전 파일이 없는 폴더입니다.", value=folder, allowed=[path.name for path in expected],
                        todo="폴더 위치와 파일 이름을 확인하십시오.")
    return found


def _check_against_stopwords(synonyms: pd.DataFrame, stopwords: pd.DataFrame) -> None:
    stopped = {bare(row.term): row.place for row in stopwords.itertuples()}
    for row in synonyms.itertuples():
        if bare(row.variant) in stopped:
            file, number = stopped[bare(row.variant)]
            raise wordlists.refusal(row.place, "variant", f"불용어이기도 한 말입니다 ({file} {number}행)", row.variant,
                                    todo="모을 말인지 세지 않을 말인지 정해 한쪽을 지우십시오.")


def _sha256(*lists: pd.DataFrame) -> str:
    content = [[rows.columns.tolist(), *sorted(rows.astype(str).to_numpy().tolist())] for rows in lists]
    return hashlib.sha256(json.dumps(content).encode("ascii")).hexdigest()


def _phrases(rows: pd.DataFrame, column: str) -> dict[str, str]:
    """Return what to look for, without spaces, and the word to put there."""
    return dict(zip(rows[column].map(bare), rows["term"], strict=True))


def _noun_rows(found: dict[str, Counter], nouns: pd.DataFrame) -> list[tuple]:
    return [(_parts(found[bare(row.term)]), row.term, row.reason, *_sizes(found[bare(row.term)]))
            for row in nouns.itertuples() if bare(row.term) in found]


def _synonym_rows(found: dict[str, Counter], synonyms: pd.DataFrame) -> list[tuple]:
    return [(row.variant, row.term, row.reason, *_sizes(found[bare(row.variant)]))
            for row in synonyms.itertuples() if bare(row.variant) in found]


def _parts(splits: Counter) -> str:
    """Return the commonest way in which a noun was cut, and how many more ways there were."""
    most = min(splits, key=lambda parts: (-splits[parts], parts))
    return " + ".join(most) + (f" 외 {len(splits) - 1}가지" if len(splits) > 1 else "")


def _sizes(splits: Counter) -> tuple[int, int]:
    return sum(len(parts) * count for parts, count in splits.items()), splits.total()


def _touched(rule: tuple) -> bool:
    return rule[3] > 0


def _largest_first(rule: tuple) -> tuple:
    return -rule[3], rule[0]
