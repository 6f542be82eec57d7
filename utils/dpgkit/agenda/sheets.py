"""Hand coding: a sheet for a human coder, two sheets read together, and the rules compared with a coder."""

import io
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from dpgkit import atomic, tables
from dpgkit.agenda.codebook import terms_of
from dpgkit.errors import DataError, ParameterError
from dpgkit.reading import some

SHEET = {"unit": "문장 번호", "text": "문장", "choices": "쓸 수 있는 부호", "code": "부호", "coder": "부호자", "note": "메모"}
NONE = "없음"                    # what a coder writes where no code fits; an empty cell was not coded


def coding_sheet(sentences: pd.DataFrame, n: int, seed: int, codes: Mapping[str, str], *, groups: pd.Series | None = None) -> pd.DataFrame:
    """Return ``n`` sentences drawn for a human coder, in random order: the columns of ``SHEET``, code and coder still empty.

    Parameters: ``codes`` code -> Korean name, as ``Codebook.labels`` gives them; ``groups`` maps a document to its group, and
    every group then gives as many sentences as it can. The sheet does not show the group.
    Raises ParameterError where there are fewer sentences than asked for.
    """
    group = pd.Series(0, sentences.index) if groups is None else sentences["document"].map(groups)
    known = sentences.assign(group=group).dropna(subset="group").sample(frac=1, random_state=seed, ignore_index=True)
    if not 1 <= n <= len(known):
        raise ParameterError("뽑을 문장의 수가 맞지 않습니다.", value=n, allowed=f"1~{len(known)}", todo="n을 줄이거나 문서를 더하십시오.")
    turns = known.groupby("group").cumcount().sort_values(kind="stable")         # each group's first sentence, then each second
    drawn = known.loc[turns.index[:n]].sample(frac=1, random_state=seed, ignore_index=True)
    choices = "; ".join([*(f"{code}={label}" for code, label in codes.items()), NONE])
    return pd.DataFrame({"unit": _unit(drawn), "text": drawn["text"], "choices": choices, "code": "", "coder": "", "note": ""})


def write_sheet(sheet: pd.DataFrame, path: Path) -> None:
    """Write a coding sheet as a CSV file that Excel opens, with Korean headings.

    Raises DataError where the file is there and a coder has already written codes into it, and where it is open in another program.
    """
    if path.is_file() and (_cells(path)["code"] != "").any():
        raise DataError("부호를 이미 적은 표가 있습니다.", value=path, allowed="새 파일 이름", todo="다른 이름으로 저장하십시오.")
    with atomic.replacing(path, what="부호를 적을 표를 쓰지 못했습니다.") as part:
        sheet[list(SHEET)].rename(columns=SHEET).to_csv(part, **tables.CSV_FOR_EXCEL)


def read_sheets(path_a: Path, path_b: Path) -> pd.DataFrame:
    """Return the sheets of two coders as one long table for ``agreement``: unit, coder, value, document, sentence, choices.

    Several codes in a cell are separated by ``;``; ``value`` holds them sorted, ``없음`` where the coder wrote so, and is empty
    where nothing was coded.
    Raises DataError for a missing column, a code that is not among the choices, a coder without or with several names, the same
    name in both sheets, and sentences that stand in one sheet only.
    """
    sheets = [_read_sheet(Path(path)) for path in (path_a, path_b)]
    names = [sheet["coder"].iloc[0] for sheet in sheets]
    if names[0] == names[1]:
        raise DataError("두 표의 부호자 이름이 같습니다.", value=names[0], allowed="서로 다른 이름",
                        todo="부호자 칸에 각자의 이름을 적으십시오.")
    only = set(sheets[0]["unit"]) ^ set(sheets[1]["unit"])
    if only:
        raise DataError("한쪽 표에만 있는 문장이 있습니다.", value=some(sorted(only), 5),
                        allowed="두 표에 같은 문장", todo="같은 부호표를 나누어 주었는지, 지운 줄이 없는지 확인하십시오.")
    return pd.concat(sheets, ignore_index=True)


def one_code(human: pd.DataFrame, code: str) -> pd.DataFrame:
    """Return hand-coded values as 1 where the code was given and 0 where not, for the agreement on that code alone.

    >>> one_code(pd.DataFrame({"value": ["data; value", "없음", ""]}), "data")["value"].tolist()
    ['1', '0', '']
    """
    given = human["value"].map(lambda value: str(int(code in terms_of(value))) if value else "")
    return human.assign(value=given)


def compare_with_rules(human: pd.DataFrame, coded: pd.DataFrame) -> pd.DataFrame:
    """Return how the rules compare with one human coder: code, both, rules_only, human_only, precision, recall, f1.

    One row a code among the choices, then ``micro`` (all decisions pooled) and ``macro`` (mean over the codes for which the
    measure exists). A measure without a case to divide by is missing. Sentences that were not coded are left out.

    Parameters: ``human`` as ``read_sheets`` returns it, of one coder.
    Raises DataError for several coders.
    """
    seen = human[human["value"] != ""]
    if seen["coder"].nunique() != 1:
        raise DataError("규칙은 한 사람의 부호와 견줍니다.", value=", ".join(seen["coder"].unique()) or "부호를 붙인 문장이 없습니다",
                        allowed="부호를 붙인 한 사람", todo="한 사람의 줄만 남기거나 둘이 합의한 부호를 쓰십시오.")
    codes = list(dict.fromkeys(code for choices in seen["choices"] for code in terms_of(choices)))
    person = {(unit, code) for unit, value in zip(seen["unit"], seen["value"], strict=True) for code in terms_of(value)}
    units = set(seen["unit"])
    rules = {pair for pair in zip(_unit(coded), coded["code"], strict=True) if pair[0] in units}
    counts = [[sum(pair[1] == code for pair in pairs) for pairs in (person & rules, rules - person, person - rules)] for code in codes]
    return _with_scores(pd.DataFrame(counts, index=codes, columns=["both", "rules_only", "human_only"]))


def _unit(table: pd.DataFrame) -> pd.Series:
    """Return the number of each sentence; Excel takes ``2023-04`` for a date, but not ``2023-04#1``."""
    return table["document"] + "#" + table["sentence"].astype(str)


def _cells(path: Path) -> pd.DataFrame:
    """Return the cells of a sheet under their English names, whichever program saved it."""
    try:
        raw = pd.read_csv(io.StringIO(tables.read_text(path)), dtype=str, keep_default_na=False)
    except ValueError as error:
        raise DataError(f"{path.name}을 표로 읽을 수 없습니다.", value=str(error).splitlines()[0], allowed="쉼표로 나눈 CSV",
                        todo="엑셀에서 'CSV UTF-8(쉼표로 분리)'로 다시 저장하십시오.") from error
    sheet = raw.rename(columns={korean: name for name, korean in SHEET.items()})
    missing = [SHEET[name] for name in ("unit", "choices", "code", "coder") if name not in sheet]
    if missing:
        raise DataError(f"{path.name}은 부호표가 아닙니다.", value=", ".join(map(str, raw.columns)), allowed=SHEET.values(),
                        todo=f"다음 열을 되살리십시오: {', '.join(missing)}")
    return sheet.map(lambda cell: unicodedata.normalize("NFC", cell).strip())


def _read_sheet(path: Path) -> pd.DataFrame:
    cells = _cells(path)
    _check_units(cells["unit"], path)
    names = [name for name in cells["coder"].unique() if name]
    if len(names) != 1:
        raise DataError(f"{path.name}의 부호자 이름이 하나가 아닙니다.", value=", ".join(names) or "빈 칸", allowed="한 사람의 이름",
                        todo="부호자 칸에 이름을 하나만 적으십시오.")
    choices = dict(choice.partition("=")[::2] for choice in terms_of(cells["choices"].iloc[0]))
    known = {**{label: code for code, label in choices.items() if label}, **{code: code for code in choices}}
    values = [_value(row, known, path) for row in cells.to_dict("records")]
    place = cells["unit"].str.rsplit("#", n=1)
    return pd.DataFrame({"unit": cells["unit"], "coder": names[0], "value": values, "document": place.str[0],
                         "sentence": place.str[1].astype(int), "choices": "; ".join(code for code in choices if code != NONE)})


def _check_units(units: pd.Series, path: Path) -> None:
    wrong = units[~units.str.fullmatch(r".+#\d+") | units.duplicated()]
    if units.empty or len(wrong):
        raise DataError(f"{path.name}의 문장 번호가 맞지 않습니다.", value=wrong.iloc[0] if len(wrong) else "문장 없음",
                        allowed="'문서#번호'가 한 번씩", todo="나누어 준 부호표의 문장 번호를 그대로 두십시오.")


def _value(row: dict, known: dict[str, str], path: Path) -> str:
    """Return the codes of one cell, sorted, with names turned into codes."""
    given = terms_of(row["code"])
    wrong = [code for code in given if code not in known] or (given if NONE in given and len(given) > 1 else [])
    if wrong:
        raise DataError(f"{path.name}에 쓸 수 없는 부호가 있습니다.", value=f"{', '.join(wrong)} ({row['unit']})",
                        allowed=sorted(set(known.values())), todo="그 칸의 부호를 고치십시오. 부호가 여럿이면 ;로 나눕니다.")
    return "; ".join(sorted({known[code] for code in given}))


def _with_scores(counts: pd.DataFrame) -> pd.DataFrame:
    totals = counts.sum()
    table = pd.concat([counts, pd.DataFrame([totals, totals], index=["micro", "macro"])])
    both, rules, person = (table[column] for column in counts)
    scores = {"precision": both / (both + rules), "recall": both / (both + person), "f1": 2 * both / (2 * both + rules + person)}
    table = table.assign(**scores)
    table.loc["macro", list(scores)] = table.loc[counts.index, list(scores)].mean()
    return table.rename_axis("code").reset_index()
