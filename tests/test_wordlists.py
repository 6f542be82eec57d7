"""Word lists: every broken row is refused with file, row and column, and lists stack one on another."""

import unicodedata

import pandas as pd
import pytest

from dpgkit.errors import DataError
from dpgkit.lexicon import wordlists

HEADS = {"nouns": "term,tag,reason", "synonyms": "variant,term,reason", "stopwords": "term,reason"}


def read(folder, name, text, encoding="utf-8"):
    file = folder / "내 사전" / f"{name}.csv"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(f"{HEADS[name]}\n{text}".encode(encoding))
    return wordlists.read(file, name)


def table(tmp_path, *pairs):
    return read(tmp_path, "synonyms", "".join(f"{variant},{term},시험입니다.\n" for variant, term in pairs))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_files_of_korean_spreadsheets_are_read(tmp_path, encoding, end):
    text = ("term,tag,reason,메모\n집합적  임팩트, NNP ,\"한 말, 두 낱말입니다.\",,,\n,,,\n청약홈,NNP,이름입니다.,\n").replace("\n", end)
    (tmp_path / "nouns.csv").write_bytes(text.encode(encoding))
    rows = wordlists.read(tmp_path / "nouns.csv", "nouns")
    assert rows[["term", "tag", "reason"]].values.tolist() == [
        ["집합적 임팩트", "NNP", "한 말, 두 낱말입니다."], ["청약홈", "NNP", "이름입니다."]]
    assert [place.row for place in rows["place"]] == [2, 4]


def test_text_is_composed_when_it_is_read(tmp_path):
    rows = read(tmp_path, "nouns", unicodedata.normalize("NFD", "청약홈,NNP,누리집입니다.\n"))
    assert rows[["term", "reason"]].values.tolist() == [["청약홈", "누리집입니다."]]


@pytest.mark.parametrize(("name", "text", "message"), [
    ("nouns", "청약홈,NNP,이름입니다.\n,NNP,이름입니다.\n", "내 사전/nouns.csv 3행 'term' 열: 빈 칸"),
    ("nouns", "청약홈,,이름입니다.\n", "2행 'tag' 열: 빈 칸"),
    ("nouns", "청약홈,NNP,\n", "2행 'reason' 열: 빈 칸.*\n.*까닭 한 문장"),
    ("nouns", "청약홈,Noun,이름입니다.\n", "2행 'tag' 열: 없는 품사.*\n.*Noun\n.*NNG.*NNP"),
    ("nouns", "청약홈,NNP,이름입니다.\n\n청약 홈,NNP,또 적었습니다.\n", "4행 'term' 열: 2행과 같은 말.*\n.*청약 홈\n.*띄어쓰기만"),
    ("nouns", "\"청약\t홈\",NNP,이름입니다.\n", r"2행 'term' 열: 분석기가 받지 못하는 글자.*\n.*청약\\t홈 \(U\+0009\)"),
    ("nouns", "청약/홈,NNP,이름입니다.\n", r"받지 못하는 글자.*\n.*청약/홈 \(/\)"),
    ("nouns", "청약\u200b홈,NNP,이름입니다.\n", r"받지 못하는 글자.*\n.*U\+200B"),
    ("nouns", "청약\u00a0홈,NNP,이름입니다.\n", r"받지 못하는 글자.*\n.*U\+00A0"),
    ("nouns", "청약😀,NNP,이름입니다.\n", r"받지 못하는 글자.*\n.*U\+1F600"),
    ("nouns", "#청약,NNP,이름입니다.\n", "받지 못하는 글자"),
    ("nouns", f"{'가' * 41},NNP,이름입니다.\n", "2행 'term' 열: 40자보다 깁니다"),
    ("nouns", "청약홈,NNP,이름, 그리고 곳입니다.\n", "2행 'reason' 열: 첫 줄에 적은 열보다 칸이 많습니다.*\n.*\n.*큰따옴표"),
    ("nouns", "\"청약홈,NNP,이름입니다.\n새올,NNP,이름입니다.\n", r"2행 'term' 열: 분석기가 받지 못하는 글자.*\n.*U\+000A"),
    ("synonyms", "행안부,행안부,이름입니다.\n", "2행 'term' 열: 말을 자기 자신으로"),
    ("synonyms", "행안부,,이름입니다.\n", "2행 'term' 열: 빈 칸"),
    ("synonyms", "행안부,행정안전부,이름입니다.\n행안 부,행정안전부,이름입니다.\n", "3행 'variant' 열: 2행과 같은 말"),
    ("synonyms", "행안부,행정/안전부,이름입니다.\n", "2행 'term' 열: 분석기가 받지 못하는"),
    ("stopwords", "경우,\n", "2행 'reason' 열: 빈 칸"),
])
def test_a_broken_row_is_refused(tmp_path, name, text, message):
    with pytest.raises(DataError, match=message):
        read(tmp_path, name, text)


def test_forty_characters_and_more_lines_in_a_reason_are_fine(tmp_path):
    assert len(read(tmp_path, "nouns", f"{'가' * 40},NNP,\"첫 줄.\n둘째 줄.\"\n")) == 1


@pytest.mark.parametrize(("text", "message"), [
    ("", "열이 없습니다"), ("term,reason\n", "열이 없습니다.*\n.*term, reason\n.*\n.*더하십시오: tag")])
def test_missing_columns_are_named(tmp_path, text, message):
    (tmp_path / "nouns.csv").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=message):
        wordlists.read(tmp_path / "nouns.csv", "nouns")


def test_a_cell_without_end_is_refused(tmp_path):
    with pytest.raises(DataError, match="칸을 나눌 수 없습니다|40자보다 깁니다"):
        read(tmp_path, "stopwords", '"' + "가" * 200_000)


def test_an_unknown_action_and_a_removal_of_nothing_are_refused(tmp_path):
    (tmp_path / "stopwords.csv").write_text("term,reason,action\n경우,시험입니다.,delete\n", encoding="utf-8")
    with pytest.raises(DataError, match="2행 'action' 열: 쓸 수 없는 값.*\n.*delete\n.*add, remove"):
        wordlists.read(tmp_path / "stopwords.csv", "stopwords")
    over = read(tmp_path, "stopwords", "결우,뺍니다.\n").assign(action="remove")
    with pytest.raises(DataError, match="2행 'action' 열: 뺄 말이 키트의 사전에 없습니다.*\n.*결우"):
        wordlists.stack(read(tmp_path, "stopwords", "경우,넣습니다.\n"), over)


def test_a_removal_needs_the_word_and_the_reason_only(tmp_path):
    (tmp_path / "nouns.csv").write_text("term,tag,reason,action\n청약홈,,빼고 봅니다.,remove\n", encoding="utf-8")
    under = read(tmp_path, "nouns", "청약 홈,NNP,이름입니다.\n새올,NNP,이름입니다.\n")
    assert wordlists.stack(under, wordlists.read(tmp_path / "nouns.csv", "nouns"))["term"].tolist() == ["새올"]


def test_the_upper_row_of_the_same_word_wins(tmp_path):
    stacked = wordlists.stack(table(tmp_path, ("행안부", "행정안전부"), ("LH", "공사")), table(tmp_path, ("행 안 부", "내무부")))
    assert stacked[["variant", "term"]].values.tolist() == [["LH", "공사"], ["행 안 부", "내무부"]]


def test_chains_lead_to_the_last_word_and_say_so(tmp_path):
    led = wordlists.resolve(table(tmp_path, ("a", "b"), ("b", "c"), ("c", "d"), ("x", "a"))).set_index("variant")
    assert led["term"].to_dict() == {"a": "d", "b": "d", "c": "d", "x": "d"}
    assert led.loc["x", "reason"] == "시험입니다. (거친 말: a, b, c)" and led.loc["c", "reason"] == "시험입니다."


def test_a_rule_about_spaces_is_no_circle(tmp_path):
    led = wordlists.resolve(table(tmp_path, ("집합적임팩트", "집합적 임팩트"), ("CI", "집합적임팩트")))
    assert led["term"].tolist() == ["집합적 임팩트", "집합적 임팩트"] and "거친" not in "".join(led["reason"])


@pytest.mark.parametrize("length", [2, 3, 5])
def test_circles_of_any_length_are_refused(tmp_path, length):
    words = [f"말{number}" for number in range(length)]
    circle = list(zip(words, [*words[1:], words[0]], strict=True))
    with pytest.raises(DataError, match="3행 'term' 열: 유의어가 돌고 돕니다.*\n.*말0 → 말1 .*→ 말0\n"):
        wordlists.resolve(table(tmp_path, ("들머리", "말0"), *circle))


def test_words_of_another_script_and_marks_inside_are_fine(tmp_path):
    rows = read(tmp_path, "nouns", "정부24+,NNP,시험.\n온-나라,NNP,시험.\nX-Road,NNP,시험.\n정부3.0,NNP,시험.\n電子政府,NNG,시험.\n")
    assert isinstance(rows, pd.DataFrame) and len(rows) == 5
