"""Documents in parts: the same parts however they come, and refused before anything else is done."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpgkit.errors import DataError
from dpgkit.morphology import batches

TABLE = pd.DataFrame({"id": ["01", "나", "c"], "text": ["가 나, \"다\"\n라", "", "국민"], "title": ["x", "y", "z"]})


def parts(documents, characters=5):
    return [list(part.itertuples(index=False, name=None)) for part in batches.split(documents, characters)]


@given(st.lists(st.text(max_size=9), max_size=20), st.integers(1, 30), st.integers(1, 7))
def test_no_document_is_lost_and_parts_do_not_depend_on_the_tables(texts, characters, rows):
    table = pd.DataFrame({"id": [str(number) for number in range(len(texts))], "text": pd.Series(texts, dtype=object)})
    told = parts(table, characters)
    assert [row for part in told for row in part] == list(zip(table["id"], texts, strict=True))
    assert all(sum(len(text) for _, text in part) >= characters > sum(len(text) for _, text in part[:-1]) for part in told[:-1])
    assert parts((table.iloc[start:start + rows] for start in range(0, len(table), rows)), characters) == told


@pytest.mark.parametrize("name", ["글.parquet", "글 [1].csv", "글.csv.gz", "cp949.csv"])
def test_files_are_read_as_the_table_would_be(tmp_path, monkeypatch, name):
    monkeypatch.setattr(batches, "ROWS", 2)
    file = tmp_path / "한글 폴더" / name
    file.parent.mkdir()
    if file.suffix == ".parquet":
        TABLE.to_parquet(file)
    else:
        TABLE.to_csv(file, index=False, encoding="cp949" if "cp949" in name else "utf-8-sig")
    assert parts(file) == parts(str(file)) == parts(TABLE) == [[("01", TABLE["text"][0])], [("나", ""), ("c", "국민")]]


@pytest.mark.parametrize(("documents", "what"), [
    (TABLE.drop(columns="id"), "열이 없습니다(.|\n)*id"), (TABLE.rename(columns={"text": "글"}), "열이 없습니다(.|\n)*text"),
    (pd.concat([TABLE, TABLE.iloc[:1]]), "여럿(.|\n)*01"), ([TABLE.drop(columns="text")], "열이 없습니다"), (["글"], "열이 없습니다"),
    ([TABLE, TABLE], "여럿(.|\n)*01")])
def test_what_is_no_table_of_documents_is_refused(tmp_path, documents, what):
    with pytest.raises(DataError, match=what):
        batches.split(documents, 100)
    if isinstance(documents, pd.DataFrame):
        documents.to_csv(tmp_path / "a.csv", index=False)
        documents.reset_index(drop=True).to_parquet(tmp_path / "a.parquet")
        for name in ("a.csv", "a.parquet"):
            with pytest.raises(DataError, match=what):
                batches.split(tmp_path / name, 1)


@pytest.mark.parametrize(("name", "data", "what"), [
    ("a.csv", b"", "표로 읽을 수 없는"), ("a.parquet", b"PAR1", "표로 읽을 수 없는"), ("a.csv", b'id,text\na,"b\n', "표로 읽을 수 없는"),
    ("a.csv", b"id,text\na,\xff\xff\n", "글자로 읽을 수 없는"), ("a.csv", None, "파일이 없습니다")])
def test_files_that_cannot_be_read_are_told(tmp_path, name, data, what):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(DataError, match=what):
        batches.split(tmp_path / name, 100)


def test_nothing_makes_no_part():
    assert parts(TABLE.iloc[:0]) == parts([]) == parts(iter([TABLE.iloc[:0]])) == []
