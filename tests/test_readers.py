"""Every real document gives its text, and every bad one its own reason."""

import csv
import io
import pickle
import re
import unicodedata
import zipfile
from collections import Counter

import docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpgkit import paths, readers
from dpgkit.errors import DataError
from dpgkit.readers import encodings, hwp, hwp_records, hwpx_sections, marks, parts
from dpgkit.readers.errors import KINDS

REAL = paths.kit_root().parent / "shared" / "real-documents"
TEXT = "국민이 원하는 디지털플랫폼정부를 만듭니다. 뷁펲똠"


def manifest():
    if not REAL.is_dir():
        return []
    with open(REAL / "MANIFEST.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ROWS = manifest()
UNREADABLE_PDF = "pdf/(250813)"     # printed with fonts that carry no Hangul
KINDS_OF = {"nasty/143E433F503322BD33.pdf": "lfs_pointer", "nasty/testWORD_truncated.docx": "damaged",
            "nasty/chinese_scan.pdf": "no_hangul"}
PLACEHOLDER = "이 문서는 상위 버전의 배포용 문서입니다. 최신 버전을 쓰십시오."


def named(*expected):
    rows = [row["file"] for row in ROWS if row["expected"] in expected and not row["file"].startswith(UNREADABLE_PDF)]
    return rows or [pytest.param("", marks=pytest.mark.skip(reason="no shared/real-documents beside the kit"))]


def grams(text, size=6):
    hangul = re.sub("[^가-힣]", "", text)
    return Counter(hangul[start:start + size] for start in range(len(hangul) - size + 1))


def words(text):
    return Counter(re.findall("[가-힣]+", text))


def recall(wanted, found):
    return (wanted & found).total() / wanted.total()


@pytest.mark.parametrize("file", named("text", "mismatch", "distribution", "any"))
def test_real_documents_give_korean(file):
    parts, failures = readers.read_all((REAL / file).read_bytes(), REAL.joinpath(file).name)
    assert not failures and len(parts) == 1
    text = parts[0].text
    assert len(re.findall("[가-힣]", text)) >= 60 and unicodedata.is_normalized("NFC", text)
    assert not re.search("[\ue000-\uf8ff\x00\ufffd捤獥汤捯漠杳]", text)


@pytest.mark.parametrize("file", named("hwp3", "encrypted", "corrupt", "scan"))
def test_real_bad_files_say_why(file):
    row = next(row for row in ROWS if row["file"] == file)
    parts, failures = readers.read_all((REAL / file).read_bytes(), REAL.joinpath(file).name)
    assert not parts and failures
    assert KINDS_OF.get(file, row["expected"]) in [failure.kind for failure in failures]


@pytest.mark.skipif(not ROWS, reason="no shared/real-documents beside the kit")
def test_a_pdf_without_hangul_is_told_apart():
    file = next(REAL.glob("pdf/(250813)*.pdf"))
    with pytest.raises(readers.ReadError, match="한글이 나오지 않습니다") as caught:
        readers.read(file)
    assert caught.value.kind == "no_hangul" and "HWP" in str(caught.value)


@pytest.mark.skipif(not ROWS, reason="no shared/real-documents beside the kit")
@pytest.mark.parametrize(("pdf", "original"), [
    ("86712_regulatory_analysis-2024", "hwp/86712_regulatory_analysis.hwp"),
    ("86712_regulatory_analysis-2024", "hwpx/86712_regulatory_analysis.hwpx"), ("endnote-01-2022", "hwp/endnote-01.hwp")])
def test_text_holds_what_hancom_printed(pdf, original):
    printed = readers.read(REAL / "pdf" / f"{pdf}.pdf")[0].text
    plain = readers.read(REAL / "pdf" / f"{pdf}.pdf", join_lines=False)[0].text
    text = readers.read(REAL / original)[0].text
    assert recall(grams(printed), grams(text)) >= 0.95
    assert recall(words(text), words(printed)) > recall(words(text), words(plain)) + 0.02 > 0.95


@pytest.mark.skipif(not ROWS, reason="no shared/real-documents beside the kit")
@pytest.mark.parametrize("engine", [hwp._syhwp, "own"])
@pytest.mark.parametrize("file", ["hwp/86712_regulatory_analysis.hwp", "hwpx/86712_regulatory_analysis.hwpx", "hwp/endnote-01.hwp"])
def test_every_engine_alone_reads_as_much(engine, file):
    if engine == "own":
        engine = hwp_records.read if file.endswith("hwp") else hwpx_sections.read
    data = (REAL / file).read_bytes()
    text = readers.read_bytes(data, file)[0].text
    assert recall(grams(text), grams(engine(data, file)[0])) > 0.95


@pytest.mark.skipif(not ROWS, reason="no shared/real-documents beside the kit")
def test_without_the_native_library_another_engine_reads(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "unhwp", None)
    assert "3D 프린팅 기술의 등장" in readers.read(REAL / "hwp" / "endnote-01.hwp")[0].text


@pytest.mark.skipif(not ROWS, reason="no shared/real-documents beside the kit")
@pytest.mark.parametrize(("answer", "kind"), [(PLACEHOLDER, "placeholder"), ("", "no_text")])
def test_a_placeholder_or_nothing_is_not_a_text(monkeypatch, answer, kind):
    def bad(data, name):
        return answer, 0

    monkeypatch.setattr(hwp, "_unhwp", bad)
    assert "3D 프린팅" in readers.read(REAL / "hwp" / "endnote-01.hwp")[0].text
    monkeypatch.setattr(hwp, "_syhwp", bad)
    monkeypatch.setattr(hwp_records, "read", bad)
    failures = readers.read_all((REAL / "hwp" / "endnote-01.hwp").read_bytes(), "a.hwp")[1]
    assert [failure.kind for failure in failures] == [kind]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(encoding):
    mark = {"utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    assert readers.read_bytes(mark + TEXT.encode(encoding), "글.txt")[0].text == TEXT


@pytest.mark.parametrize("encoding", ["utf-8", "cp949"])
def test_a_cut_off_end_is_forgiven(encoding):
    data = (TEXT + "끝").encode(encoding)[:-1]
    assert readers.read_bytes(data, "글.txt")[0].text == TEXT


def test_johab_is_told_from_cp949():
    text = "이 법은 국민의 삶을 위한 정부의 기본 계획을 정하고 이를 시행하는 것을 목적으로 한다."
    assert encodings.decode(text.encode("johab"), "옛 글.txt") == (text, "johab")
    assert encodings.decode(text.encode("cp949"), "글.txt") == (text, "cp949")


def test_decomposed_names_and_texts_become_nfc():
    part = readers.read_bytes(unicodedata.normalize("NFD", TEXT).encode(), unicodedata.normalize("NFD", "계획.txt"))[0]
    assert (part.name, part.title, part.text) == ("계획.txt", "계획", TEXT)


@pytest.mark.parametrize(("name", "data", "form"), [
    ("a.txt", TEXT.encode(), "txt"), ("a.hwp", TEXT.encode(), "txt"), ("a.md", b"# " + TEXT.encode(), "md"),
    ("a.csv", ("번호,내용\n1," + TEXT).encode("cp949"), "csv"), ("a.txt", b"<!DOCTYPE html><p>" + TEXT.encode(), "html")])
def test_plain_formats(name, data, form):
    assert readers.sniff(data, name) == form
    assert TEXT in readers.read_bytes(data, name)[0].text


@pytest.mark.parametrize(("data", "name", "kind"), [
    (b"", "a.hwp", "empty_file"), (b"\0" * 4096, "a.pdf", "empty_file"),
    (b"<html><h1>404 Not Found</h1></html>", "a.hwp", "html_error_page"),
    ("<!doctype html><title>로그인</title>".encode(), "a.pdf", "html_error_page"),
    (b"version https://git-lfs.github.com/spec/v1\n", "a.hwpx", "lfs_pointer"),
    (b"\x89PNG\r\n\x1a\n", "a.pdf", "picture"), (bytes(range(256)) * 20, "a.hwp", "unknown_format"),
    (b"HWP Document File V3.00 \x1a\1\2\3\4\5" + b"\0" * 200, "a.hwp", "hwp3"),
    (b'<?xml version="1.0"?><HWPML Version="2.8">', "a.hml", "hwpml"),
    (b"\x9bDRMONE  This Document is encrypted", "a.hwp", "drm"), (b"%PDF-1.7 broken", "a.pdf", "damaged"),
    (b"12 34", "a.txt", "no_text"), (b"PK\x03\x04broken", "a.hwpx", "damaged"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1broken", "a.hwp", "damaged")])
def test_each_bad_file_has_its_own_kind(data, name, kind):
    parts, failures = readers.read_all(data, name)
    assert not parts and [failure.kind for failure in failures] == [kind]
    assert failures[0].message.startswith(KINDS[kind][0]) and "할 일" in failures[0].message


def test_an_error_shows_no_folder_and_survives_a_process():
    error = readers.ReadError("encrypted", "/home/someone/보고서.hwp")
    copy = pickle.loads(pickle.dumps(error))
    assert "someone" not in str(error) and (copy.kind, str(copy)) == ("encrypted", str(error))


@pytest.mark.parametrize(("head", "facts"), [
    ("date: 2001-03-28\nissuer: 국회", ("2001-03-28", "국회")),
    ("공포일자: 2026-02-27\n소관부처:\n- 행정안전부\n- 법무부", ("2026-02-27", "행정안전부, 법무부")),
    ("date: 2024", ("2024", "")), ("날짜:\n기관: [", ("", "")), ("- 글", ("", ""))])
def test_front_matter_gives_the_date_and_the_issuer(head, facts):
    part = readers.read_bytes(f"---\n{head}\n---\n{TEXT}".encode(), "a.md")[0]
    assert (part.date, part.issuer) == facts


@pytest.mark.parametrize("data", ["BM25로 문서를 찾는 법".encode(), b"II* " + "정부의 글".encode()])
def test_a_text_that_begins_as_a_picture_does_is_a_text(data):
    assert readers.sniff(data, "글.txt") == "txt"


def test_front_matter_gives_the_title_and_is_no_text():
    part = readers.read_bytes(f"---\ntitle: 전자정부법\nyear: 2024\n---\n{TEXT}".encode(), "a.md")[0]
    assert (part.title, part.text) == ("전자정부법", TEXT)


def test_a_web_page_gives_what_it_shows():
    page = (f"<html><head><title>보도자료</title><style>p{{}}</style></head><body><script>x='숨김'</script>"
            f"<p>{TEXT}</p><td>둘</td></body></html>")
    part = readers.read_bytes(page.encode("cp949"), "a.html")[0]
    assert (part.title, part.text) == ("보도자료", f"{TEXT}\n둘")
    assert part.warnings == ("CP949로 저장된 글을 읽었습니다.",)


@pytest.mark.parametrize(("page", "text"), [
    ("<p>국민이\n편리한 <b>정부\n</b>를\r\n만든다.<br>끝</p>", "국민이 편리한 정부 를 만든다.\n끝"),
    ("<ul><li>하나\n<li>둘\n셋</ul>", "하나\n둘 셋"),
    ("<pre>국민\n <b>정부</b>\n끝</pre>", "국민\n정부\n끝"), ("<p>국민</p>정부<my-card>기업</my-card>", "국민\n정부\n기업")])
def test_a_line_break_in_the_source_of_a_page_is_a_space(page, text):
    assert readers.read_bytes(f"<html><body>{page}</body></html>".encode(), "a.html")[0].text == text


def test_xml_of_another_kind_keeps_its_lines():
    assert "목적\n이다" in readers.read_bytes("<?xml version='1.0'?><법령><조문>목적\n이다</조문></법령>".encode(), "a.xml")[0].text


@pytest.mark.parametrize(("written", "meant"), [
    ("국민이\n편리한\n정부", "국민이 편리한 정부"), ("국민이  \n편리한\\\n정부", "국민이\n편리한\\\n정부"),
    ("# 제목\n국민\n\n정부", "# 제목\n국민\n\n정부"),
    ("- 국민이\n  편리한\n- 정부\n* 기업", "- 국민이 편리한\n- 정부\n* 기업"),
    ("  1\\. 국민\n  2\\. 정부\n    가\\. 기업", "1\\. 국민\n  2\\. 정부\n    가\\. 기업"),
    ("□ 국민\nㅇ 정부\n① 기업\n※ 참고", "□ 국민\nㅇ 정부\n① 기업\n※ 참고"), ("| 국민 |\n|---|\n| 정부 |", "| 국민 |\n|---|\n| 정부 |"),
    ("```\n국민\n정부\n```\n기업\n국회", "```\n국민\n정부\n```\n기업 국회"), ("국민이\n**편리한** 정부", "국민이 **편리한** 정부"),
    ("국민\n---\n정부", "국민\n---\n정부")])
def test_markdown_means_a_space_by_a_line_break_in_a_paragraph(written, meant):
    assert readers.read_bytes(written.encode(), "a.md")[0].text == meant


@pytest.mark.parametrize(("line", "wrapped", "begins"), [
    ("□ 개요", False, True), ("  ㅇ 정부", True, True), ("✔ 완료", True, True), ("-5.3%", False, False), ("- 정부", True, True),
    ("1. 목적", True, True),
    ("1.5배", False, False), ("가. 목적", True, True), ("다. 그 밖", False, True), ("다. 그리고", True, False), ("자)는", True, False),
    ("제3조(정의)", True, True),
    ("3의2. 목적", True, True), ("3의 2", True, False),
    ("제3조에 따라", True, False), ("2024년", True, False), ("Ⅱ 추진", True, True), ("", True, False)])
def test_what_begins_with_a_mark(line, wrapped, begins):
    assert marks.begins_item(line, wrapped=wrapped) is begins


def test_latin_text_is_kept_with_a_warning():
    part = readers.read_bytes(b"Digital platform government. " * 20, "a.txt")[0]
    assert part.warnings == ("한글이 거의 없는 문서입니다.",)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_table_gives_its_text_column_and_its_rows(tmp_path, separator):
    path = tmp_path / "의견 모음.csv"
    rows = f'번호{separator}의견\n1{separator}"첫째{separator} 의견은\n길다"\n2{separator}둘째 의견\n3{separator}\n'
    path.write_text(rows, encoding="cp949", newline="")
    assert readers.read(path)[0].text == f"첫째{separator} 의견은\n길다\n\n둘째 의견"
    assert [part.name for part in readers.read_rows(path)] == ["의견 모음.csv#1", "의견 모음.csv#2"]
    with pytest.raises(DataError, match="번호, 의견"):
        readers.read_rows(path, "댓글")


def test_a_workbook_below_a_title_row():
    book = openpyxl.Workbook()
    for row in (["민원 목록"], ["번호", "내용"], [1, TEXT], [2, "둘째 민원입니다."]):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    part = readers.read_bytes(file.getvalue(), "민원.xlsx")[0]
    assert part.text == f"{TEXT}\n\n둘째 민원입니다." and "'내용' 열" in part.warnings[0]


def test_a_word_document_with_table_header_and_order():
    document = docx.Document()
    document.add_paragraph("머리 문단입니다")
    document.add_table(1, 2).cell(0, 1).text = "표 안의 글"
    document.add_paragraph("끝 문단입니다")
    document.sections[0].header.paragraphs[0].text = "머리말입니다"
    file = io.BytesIO()
    document.save(file)
    part = readers.read_bytes(file.getvalue(), "a.hwp")[0]
    assert part.text.split("\n") == ["머리 문단입니다", "", "표 안의 글", "끝 문단입니다", "머리말입니다"]
    assert part.warnings == ("확장자는 .hwp이지만 내용은 DOCX입니다.", "표 1개")


def test_an_archive_gives_each_member_and_each_failure():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("폴더/계획.txt", TEXT)
        archive.writestr("../../etc/나쁜 이름.md", TEXT)
        archive.writestr("빈.hwp", b"")
        archive.writestr("안.zip", b"PK\x05\x06" + b"\0" * 18)
        archive.writestr("__MACOSX/._계획.txt", "x")
    parts, failures = readers.read_all(file.getvalue(), "자료.zip")
    assert [part.name for part in parts] == ["자료.zip/폴더/계획.txt", "자료.zip/etc/나쁜 이름.md"]
    assert {failure.name: failure.kind for failure in failures} == {
        "자료.zip/빈.hwp": "empty_file", "자료.zip/안.zip": "unknown_format", "자료.zip/__MACOSX/._계획.txt": "leftover"}


@pytest.mark.parametrize(("members", "kinds"), [
    (["__MACOSX/._가.hwp", "Thumbs.db"], ["leftover", "leftover", "no_text"]), (["폴더\\.DS_Store", "빈.hwp"], ["leftover", "empty_file"])])
def test_leftovers_in_an_archive_are_told_and_do_not_hide_why(members, kinds):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for member in members:
            archive.writestr(member, b"")
    assert [failure.kind for failure in readers.read_all(file.getvalue(), "자료.zip")[1]] == kinds
    with pytest.raises(readers.ReadError) as caught:
        readers.read_bytes(file.getvalue(), "자료.zip")
    assert caught.value.kind == kinds[-1]


def test_names_in_an_archive_made_on_korean_windows():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("XXXX.txt", TEXT)
    data = file.getvalue().replace(b"XXXX", "계획".encode("cp949"))
    assert readers.read_bytes(data, "a.zip")[0].name == "a.zip/계획.txt"


@given(st.text("가나각 a\t\n\r\u3000\x85\u2028\x0b\x1c\x00\ue000\ufeff\u1100\u1161\u11a8\ud800", max_size=14))
def test_a_text_is_tidied_as_the_rules_say(text):
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    plain = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ue000-\uf8ff\ufeff\ufffe\uffff\ud800-\udfff]", "", text)
    expected = re.sub(r"\n{3,}", "\n\n", re.sub(r"[^\S\n]+\n", "\n", plain + "\n")).strip()
    assert parts.tidy(text) == (expected, len(re.findall("[\ue000-\uf8ff]", text)))


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(DataError, match="파일이 없습니다"):
        readers.read(tmp_path / "없음.hwp")
