"""Word lists as CSV files: read, refused row by row where they cannot work, and stacked one on another."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from dpgkit import tables
from dpgkit.errors import DataError

COLUMNS = {"nouns": ["term", "tag", "reason", "kind"], "synonyms": ["variant", "term", "reason"],
           "stopwords": ["term", "reason", "criterion"]}
OPTIONAL = ("kind", "criterion")
ACTIONS = ("add", "remove")
TAGS = ("NNG", "NNP")        # common and proper noun, as the user dictionaries of Komoran and Kiwi name them
LONGEST = 40                 # cleaning breaks longer unspaced runs, so that a longer word could never be found
MARKS = "/#"                 # Komoran writes word/TAG, and takes a line that begins with # for a comment


class Place(NamedTuple):
    """Where a row stands: the file with its folder, and the row as a spreadsheet counts it."""

    file: str
    row: int


def bare(word: str) -> str:
    """Return a word without its spaces; words that differ in spaces only are the same word.

    >>> bare("집합적 임팩트")
    '집합적임팩트'
    """
    return word.replace(" ", "")


def read(path: Path, name: str) -> pd.DataFrame:
    """Return the rows of one list, checked: the columns of ``COLUMNS`` for this list, action, place.

    >>> from dpgkit import paths
    >>> read(paths.kit_root() / "corpus" / "lexicon" / "nouns.csv", "nouns").columns.tolist()
    ['term', 'tag', 'reason', 'kind', 'action', 'place']

    Parameters: ``path`` of a CSV file in UTF-8 or CP949; ``name`` is nouns, synonyms or stopwords. The columns of ``OPTIONAL``
    and action (add, remove; empty is add) may be missing, other columns are passed over. Text comes back in NFC.
    Raises DataError naming file, row and column.
    """
    rows, seen, key = [], {}, COLUMNS[name][0]
    for place, row in _rows(path, name):
        _check(row, name, place)
        first = seen.setdefault(bare(row[key]), place)
        if first is not place:
            raise refusal(place, key, f"{first.row}행과 같은 말이 있습니다", row[key], "한 번씩만. 띄어쓰기만 다르면 같은 말로 봅니다")
        rows.append({**row, "place": place})
    return pd.DataFrame(rows, columns=[*COLUMNS[name], "action", "place"])


def stack(under: pd.DataFrame, over: pd.DataFrame) -> pd.DataFrame:
    """Return two lists as one: a row of ``over`` replaces the row of the same word, or takes it away.

    Raises DataError where ``over`` takes away a word that ``under`` does not have.
    """
    key = under.columns[0]
    known = set(under[key].map(bare))
    for row in over[over["action"] == "remove"].to_dict("records"):
        if bare(row[key]) not in known:
            raise refusal(row["place"], "action", "뺄 말이 키트의 사전에 없습니다", row[key], todo="말을 고치거나 그 행을 지우십시오.")
    kept = under[~under[key].map(bare).isin(set(over[key].map(bare)))]
    return pd.concat([kept, over[over["action"] != "remove"]], ignore_index=True)


def resolve(synonyms: pd.DataFrame) -> pd.DataFrame:
    """Return the synonyms with every chain led to its last word; the reason names the words between.

    >>> place = Place("내 사전/synonyms.csv", 2)
    >>> chain = pd.DataFrame({"variant": ["a", "b"], "term": ["b", "c"], "reason": "시험입니다.", "place": [place, place]})
    >>> resolve(chain)[["term", "reason"]].values.tolist()
    [['c', '시험입니다. (거친 말: b)'], ['c', '시험입니다.']]

    Raises DataError for a circle of any length.
    """
    targets = dict(zip(synonyms["variant"].map(bare), synonyms["term"], strict=True))
    led = [_led(row, targets) for row in synonyms.to_dict("records")]
    return synonyms.assign(term=[words[-1] for words in led],
                           reason=[f"{reason} (거친 말: {', '.join(words[:-1])})" if words[:-1] else reason
                                   for reason, words in zip(synonyms["reason"], led, strict=True)])


def refusal(place: Place, column: str, what: str, value: str, allowed: str = "",
            todo: str = "그 칸을 고치고 다시 실행하십시오.") -> DataError:
    """Return the error for one cell of one file."""
    return DataError(f"{place.file} {place.row}행 '{column}' 열: {what}.", value=value, allowed=allowed, todo=todo)


def _rows(path: Path, name: str) -> Iterator[tuple[Place, dict[str, str]]]:
    """Yield every row that holds something, with its place, its cells tidied."""
    file = "/".join(path.parts[-2:])
    lines = _lines(path, file)
    header = [cell.strip() for cell in lines[0]] if lines else []
    missing = [column for column in COLUMNS[name] if column not in (*header, *OPTIONAL)]
    if missing:
        raise DataError(f"{file}에 있어야 할 열이 없습니다.", value=", ".join(header), allowed=COLUMNS[name],
                        todo=f"다음 열을 더하십시오: {', '.join(missing)}")
    for number, cells in enumerate(lines[1:], start=2):
        place, cells = Place(file, number), [re.sub(" +", " ", cell.strip()) for cell in cells]
        if any(cells[len(header):]):
            raise refusal(place, header[-1], "첫 줄에 적은 열보다 칸이 많습니다", ", ".join(cells),
                          todo="쉼표가 든 칸은 큰따옴표로 싸십시오.")
        if any(cells):
            row = dict(zip(header, cells, strict=False))
            yield place, {column: row.get(column, "") for column in [*COLUMNS[name], "action"]}


def _lines(path: Path, file: str) -> list[list[str]]:
    text = unicodedata.normalize("NFC", tables.read_text(path))
    try:
        return list(csv.reader(io.StringIO(text, newline=None)))
    except csv.Error as error:
        raise DataError(f"{file}의 칸을 나눌 수 없습니다.", value=error,
                        todo="큰따옴표가 짝이 맞는지 확인하고 CSV로 다시 저장하십시오.") from error


def _check(row: dict[str, str], name: str, place: Place) -> None:
    """Refuse a row that could not work, whatever else the lists hold."""
    if row["action"] not in ("", *ACTIONS):
        raise refusal(place, "action", "쓸 수 없는 값이 있습니다", row["action"], f"{', '.join(ACTIONS)}, 빈 칸")
    key = COLUMNS[name][0]
    needed = {key, "reason"} if row["action"] == "remove" else {*COLUMNS[name]} - {*OPTIONAL}
    for column in COLUMNS[name]:
        if column in needed and not row[column]:
            raise refusal(place, column, "빈 칸이 있습니다", "", "이 결정을 한 까닭 한 문장" if column == "reason" else "")
        if column in (key, "term"):
            _check_word(row[column], column, place)
    if "tag" in needed and row["tag"] not in TAGS:
        raise refusal(place, "tag", "없는 품사입니다", row["tag"], "NNG(일반 명사), NNP(고유 명사)")
    if name == "synonyms" and row["variant"] == row["term"]:
        raise refusal(place, "term", "말을 자기 자신으로 바꿀 수 없습니다", row["term"])


def _check_word(word: str, column: str, place: Place) -> None:
    hidden = [letter for letter in word if letter in MARKS or ord(letter) > 0xFFFF or unicodedata.category(letter)[0] == "C"
              or (letter.isspace() and letter != " ")]
    if hidden:
        names = ", ".join(letter if letter in MARKS else f"U+{ord(letter):04X}" for letter in dict.fromkeys(hidden))
        raise refusal(place, column, "분석기가 받지 못하는 글자가 있습니다", f"{repr(word)[1:-1]} ({names})",
                      "빗금, 우물 정자, 탭, 보이지 않는 글자, 그림 글자가 없는 말")
    if len(word) > LONGEST:
        raise refusal(place, column, f"{LONGEST}자보다 깁니다", word, f"{LONGEST}자까지")


def _led(row: dict, targets: dict[str, str]) -> list[str]:
    """Return the words over which a variant is led; the last one is where it ends."""
    words, seen = [row["term"]], set()
    while (here := bare(words[-1])) in targets and here not in seen:
        if bare(targets[here]) == here:              # a rule about spaces: the word is there, written as it should be
            return [*words[:-1], targets[here]]
        if here == bare(row["variant"]):
            raise refusal(row["place"], "term", "유의어가 돌고 돕니다", " → ".join([row["variant"], *words]), "한쪽으로만 모으는 말",
                          "고리 가운데 한 행을 지우십시오.")
        seen.add(here)
        words.append(targets[here])
    return words
