"""The catalogue files hold what the sources say, and what is translated is kept."""

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from dpgkit import language, phrasebook

FOLDER = phrasebook.FOLDER


@pytest.mark.parametrize(("code", "expected"), [
    ('"""설명."""\nx = "표"', ["표"]),
    ('def f():\n    """설명."""\n    return f"{a}개 {b:.1f}점"', ["{1}개 {2}점"]),
    ('x = "가" "나"', ["가나"]), ("x = 'english'", []),
    ("x = '{:.0f}행 {name}'", ["{1}행 {2}"]), ("import re\nP = re.compile('[가-힣]+')", []),
    ('f"{f\'{n}줄\' if n else \'\'}입니다"', ["{1}입니다", "{1}줄"])])
def test_phrases_of_code(code, expected):
    assert list(phrasebook.of_code(code)) == expected


def test_a_phrase_stands_in_one_file_only():
    gathered = phrasebook.gathered()
    every = [phrase for phrases in gathered.values() for phrase in phrases]
    assert len(every) == len(set(every)) > 4000 and {"tables", "charts", "lesson01", "kit"} <= set(gathered)


def test_update_keeps_what_is_translated_and_drops_what_is_gone(tmp_path, monkeypatch):
    old = Catalog(charset="utf-8")
    old.add("표", "table")
    old.add("없어진 말", "gone")
    old.add("습니다", "", flags=[phrasebook.DATA])
    with (tmp_path / "some.po").open("wb") as file:
        write_po(file, old)
    monkeypatch.setattr(phrasebook, "gathered", lambda: {"some": ["표", "습니다", "새 말"]})
    left = phrasebook.update(tmp_path)
    assert left.values.tolist() == [["some", "새 말"]]
    text = (tmp_path / "some.po").read_text(encoding="utf-8")
    assert 'msgstr "table"' in text and "없어진 말" not in text and "#, data" in text


def test_side_by_side_tables_are_taken_over(tmp_path):
    phrasebook.update(tmp_path)
    assert 'msgid "덴마크"\nmsgstr "Denmark"' in (tmp_path / "tables.po").read_text(encoding="utf-8")


def test_what_is_translated_comes_before_what_stands_side_by_side(tmp_path):
    old = Catalog(charset="utf-8")
    old.add("대한민국", "Korea")
    with (tmp_path / "tables.po").open("wb") as file:
        write_po(file, old)
    phrasebook.update(tmp_path)
    assert 'msgid "대한민국"\nmsgstr "Korea"' in (tmp_path / "tables.po").read_text(encoding="utf-8")


def test_questions_of_the_template_and_words_told_apart_are_gathered():
    gathered = phrasebook.gathered()
    assert "점검|결과" in gathered["tables"] and any(phrase.startswith("적을 것: ") for phrase in gathered["cases"])


def test_nothing_is_missing_in_the_shipped_catalogue():
    left = phrasebook.missing(FOLDER)
    assert left.empty, f"{len(left)} phrases without English, update with: python -m dpgkit phrases\n{left.head(10)}"


def test_the_shipped_files_are_those_of_the_sources():
    assert {file.stem for file in FOLDER.glob("*.po")} == set(phrasebook.gathered()) and "en" in language.LANGUAGES
