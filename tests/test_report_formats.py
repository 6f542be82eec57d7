"""The same report in every format, opened again with other libraries: headings, sentences, numbers, pictures, odd content."""

import re
import zipfile
from collections import defaultdict
from pathlib import Path

import docx
import openpyxl
import pypdfium2
import pytest
import unhwp
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from dpgkit import paths, readers, report
from dpgkit.readers import hwp, hwpx_sections
from dpgkit.report import frames, gathering, printed, workbook
from dpgkit.report.layout import PADDING, needs_landscape, pieces, shares, span, split
from dpgkit.report.model import Heading, Paragraph, Report, Section, Topic
from dpgkit.report.outline import mark, outline

REAL = paths.kit_root().parent / "shared" / "real-documents" / "hwpx"
SPEC = {"name": "01_순위", "title": {"text": "4위입니다", "subtitle": ["순위", "출처: 유엔"]}, "description": "순위가 오른 선 그림",
        "data": {"values": [{"해": 1, "값": 3}, {"해": 2, "값": 5}]}, "mark": "line", "width": 200, "height": 100,
        "encoding": {"x": {"field": "해", "type": "quantitative"}, "y": {"field": "값", "type": "quantitative"}}}
LONG = "초거대인공지능기반디지털플랫폼정부구현추진단운영규정" * 4
FORMULAS = ["=1+1", "+82-2", "-5점", "@SUM(A1)"]
EVIL = "<script>alert(1)</script> & </hp:t> #import \"x\" $x$ {{ 7*7 }}"
ODD = "정부 😀 ㉾ 𝔸 ｢법｣ \ue000"


def made(parts, **more):
    section = Section("01_가", "전자정부의 역사", "무엇이 바뀌었습니까?", [Topic("순위", parts)])
    given = {"title": "보고서의 제목", "question": "무엇을 압니까?", "case": "housing", "summary": "사례를 설명합니다.",
             "period": "2020~2024", "verified": "2026-11-23", "outline": outline([section]), "sections": [section],
             "sources": [("신문 2024", "https://example.kr/a?b=1&c=2")],
             "method": [Paragraph("방법을 적습니다."), frames.made("판", ["이름", "값"], [["a", "1"]])]}
    return Report(**{**given, **more})


def parts():
    rows = [[str(row), f"{row}번째 이름", f"{row}.50%"] for row in range(100)]
    tall = frames.made("긴 표", ["차례", "이름", "비율"], rows, source="만든 자료")
    words = [f"{place}째항목이름" for place in range(15)]
    wide = frames.made("넓은 표", words, [[f"{place}번칸의내용" for place in range(15)] for _ in range(3)])
    odd = frames.made("이상한 표", ["글", "식"], [[EVIL, formula] for formula in FORMULAS] + [[LONG, ODD], ["줄\n바꿈", "탭\t칸"]])
    return [Paragraph("순위가 4위입니다. 점수는 올랐습니다."), gathering.chart(SPEC), tall, wide, odd, Paragraph(EVIL), Paragraph(LONG),
            frames.made("빈 표", ["열"], [])]


@pytest.fixture(scope="module")
def content():
    return made([part if not isinstance(part, Paragraph) else Paragraph(gathering.clean(part.text)) for part in parts()])


@pytest.fixture(scope="module")
def files(content, tmp_path_factory):
    """Every format, written once into a folder with a Korean name."""
    folder = tmp_path_factory.mktemp("보고서 폴더")
    return {file.suffix[1:]: file for file in report.write_all(content, folder)}


def bare(text):
    """Letters only, so that line breaks, list marks and spaces of a format do not count."""
    return re.sub(r"[^0-9A-Za-z가-힣]", "", text)


def pdf_text(path):
    document = pypdfium2.PdfDocument(path)
    try:
        return "".join(document[page].get_textpage().get_text_range() for page in range(len(document)))
    finally:
        document.close()


def text_of(kind, path):
    if kind == "pdf":
        return pdf_text(path)
    if kind == "html":
        page = html.fromstring(path.read_text(encoding="utf-8"))
        for node in page.xpath("//script|//style|//noscript"):
            node.drop_tree()
        return page.text_content()
    return readers.read_all(path.read_bytes(), path.name)[0][0].text


@pytest.mark.parametrize("kind", ["html", "docx", "hwpx", "pdf"])
def test_every_heading_sentence_and_caption_is_in_every_format(files, content, kind):
    found, place = bare(text_of(kind, files[kind])), 0
    for block in content.blocks():
        text = block.text if isinstance(block, Heading | Paragraph) else block.caption
        text = bare(mark(block) if isinstance(block, Paragraph) and kind != "pdf" else printed.printable(text))
        if isinstance(block, Heading):
            assert text in found
        else:
            place = found.find(text, place)
            assert place >= 0, text


@pytest.mark.parametrize("kind", ["html", "docx", "hwpx", "pdf"])
def test_every_value_of_every_table_is_in_every_format(files, content, kind):
    found = bare(text_of(kind, files[kind]))
    for table in content.tables:
        for row in table.rows[:40:13] + table.rows[-1:]:
            assert all(bare(printed.printable(cell) if kind == "pdf" else cell) in found for cell in row), row


def test_every_format_has_one_picture_for_each_chart_with_its_text_alternative(files):
    document = docx.Document(files["docx"])
    assert [shape._inline.docPr.get("descr") for shape in document.inline_shapes] == [SPEC["description"]]
    with zipfile.ZipFile(files["hwpx"]) as package:
        body = package.read("Contents/section0.xml").decode("utf-8")
        assert [name for name in package.namelist() if name.startswith("BinData/")] == ["BinData/image1.png"]
    assert body.count("<hp:pic ") == 1 and SPEC["description"] in body
    pdf = pypdfium2.PdfDocument(files["pdf"])
    assert sum(thing.type == 3 for page in pdf for thing in page.get_objects(max_depth=5)) == 1        # FPDF_PAGEOBJ_IMAGE
    assert files["html"].read_text(encoding="utf-8").count("<figure data-chart>") == 1


def test_word_has_real_headings_and_tables_whose_header_repeats(files, content):
    document = docx.Document(files["docx"])
    named = [(part.style.name, part.text) for part in document.paragraphs if part.style.name.startswith(("Heading", "Title"))]
    levels = {1: "Title", 2: "Heading 1", 3: "Heading 2"}
    assert named == [(levels[block.level], block.text) for block in content.blocks() if isinstance(block, Heading)]
    assert len(document.tables) == len(content.tables)
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows][1:] == content.tables[0].rows
    assert all("w:tblHeader" in table.rows[0]._tr.xml for table in document.tables)
    assert all('w:eastAsia="맑은 고딕"' in document.styles[name].element.xml for name in ("Normal", "Heading 1", "Caption", "Cell"))


def test_word_pages_are_a4_and_a_wide_table_stands_sideways(files):
    sections = docx.Document(files["docx"]).sections
    assert [round(section.page_width.cm, 1) for section in sections] == [21.0, 29.7, 21.0]
    assert all("PAGE" in section.footer._element.xml for section in sections)


def test_hwpx_is_read_alike_by_three_readers(files):
    data = files["hwpx"].read_bytes()
    with unhwp.parse_bytes(data) as document:
        first = bare(document.text)
    second = bare(hwp._syhwp(data, "a.hwpx")[0].replace("[그림]", ""))       # it marks the places of pictures
    assert first == second == bare(hwpx_sections.read(data, "a.hwpx")[0]) and len(first) > 2000


def test_hwpx_is_a_package_whose_first_member_says_so(files):
    data = files["hwpx"].read_bytes()
    with zipfile.ZipFile(files["hwpx"]) as package:
        first = package.infolist()[0]
        assert (first.filename, first.compress_type, package.read(first)) == ("mimetype", zipfile.ZIP_STORED, b"application/hwp+zip")
        assert data[30:38] == b"mimetype" and package.testzip() is None
        for name in package.namelist():
            if name.endswith((".xml", ".hpf", ".rdf")):
                etree.fromstring(package.read(name))
        assert package.read("Preview/PrvText.txt").decode("utf-8").startswith("보고서의 제목")


def test_hwpx_lists_every_part_it_holds(files):
    with zipfile.ZipFile(files["hwpx"]) as package:
        listed = etree.fromstring(package.read("Contents/content.hpf"))
        items = {item.get("id"): item.get("href") for item in listed.iter("{*}item")}
        spine = [item.get("idref") for item in listed.iter("{*}itemref")]
        described = package.read("META-INF/container.rdf").decode()
        names = set(package.namelist())
    assert set(items.values()) == {name for name in names if name.startswith(("Contents/s", "Contents/h", "BinData/", "settings"))}
    assert spine == ["header", "section0", "section1", "section2"] and all(items[name] in described for name in spine)


def test_hwpx_refers_only_to_what_its_head_describes(files):
    with zipfile.ZipFile(files["hwpx"]) as package:
        head = etree.fromstring(package.read("Contents/header.xml"))
        bodies = [etree.fromstring(package.read(f"Contents/section{place}.xml")) for place in range(3)]
    known = {name: {node.get("id") for node in head.iter(f"{{*}}{name}")} for name in ("charPr", "paraPr", "style", "borderFill")}
    for part in (head, *bodies):
        for name, identities in known.items():
            used = {node.get(f"{name}IDRef") for node in part.iter() if node.get(f"{name}IDRef")} - {"4294967295"}
            assert used <= identities
    assert head.get("secCnt") == "3"
    assert all(int(node.get("itemCnt")) == len(node) for node in head.iter() if node.get("itemCnt"))


def test_hwpx_tables_have_the_rows_columns_and_widths_they_tell(files, content):
    with zipfile.ZipFile(files["hwpx"]) as package:
        tables = [table for place in range(3) for table in etree.fromstring(package.read(f"Contents/section{place}.xml")).iter("{*}tbl")]
    assert len(tables) == len(content.tables)
    for table, told_of in zip(tables, content.tables, strict=True):
        cells = [["".join(cell.itertext("{*}t")) for cell in row.iter("{*}tc")] for row in table.iter("{*}tr")]
        told = (int(table.get("rowCnt")), int(table.get("colCnt")))
        assert (len(cells), len(cells[0])) == told == (len(told_of.rows) + 1, len(told_of.headings))
        wide = [int(cell.find("{*}cellSz").get("width")) for cell in next(table.iter("{*}tr"))]
        assert sum(wide) == int(table.find("{*}sz").get("width")) and min(wide) > 1000


def shapes(roots):
    """For each element its attributes and, for each pair of children, whether the first ever stands before the second."""
    names, orders = defaultdict(set), defaultdict(set)
    for root in roots:
        for node in root.iter(etree.Element):
            names[node.tag] |= set(node.attrib)
            inside = [child.tag for child in node]
            orders[node.tag] |= {(first, second) for place, first in enumerate(inside) for second in inside[place + 1:] if first != second}
    return names, orders


@pytest.mark.skipif(not REAL.is_dir(), reason="실제 문서가 이 컴퓨터에 없습니다")
@pytest.mark.parametrize("part", ["Contents/header.xml", "Contents/section0.xml"])
def test_hwpx_is_built_as_hancom_builds_its_own(files, part):
    def roots(paths):
        for path in paths:
            with zipfile.ZipFile(path) as package:
                yield from (etree.fromstring(package.read(name)) for name in package.namelist() if name.startswith(part[:-5]))
    own, (names, orders) = shapes(roots([files["hwpx"]])), shapes(roots(sorted(REAL.glob("*.hwpx"))))
    for tag, attributes in own[0].items():
        assert tag in names and attributes <= names[tag], (tag, attributes - names[tag])
    loose = ("}run", "}p", "}sec", "}t")
    for tag, pairs in own[1].items():
        wrong = {pair for pair in pairs if pair[::-1] in orders[tag] and pair not in orders[tag]}
        assert not wrong or tag.endswith(loose), (tag, wrong)


def test_the_same_content_gives_the_same_hwpx(files, content, tmp_path):
    again, = report.write_all(content, tmp_path, ["hwpx"])
    assert again.read_bytes() == files["hwpx"].read_bytes()


def test_the_workbook_holds_numbers_as_numbers_and_lists_its_sheets(files, content):
    book = openpyxl.load_workbook(files["xlsx"])
    assert book.sheetnames == ["목록", "표1 긴 표", "표2 넓은 표", "표3 이상한 표", "표4 판"]
    sheet = book["표1 긴 표"]
    assert [cell.value for cell in sheet[2]] == ["차례", "이름", "비율"] and [cell.value for cell in sheet[4]] == [1, "1번째 이름", 0.015]
    assert sheet["C4"].number_format == "0.00%" and sheet.freeze_panes == "A3" and sheet["A104"].value == "출처: 만든 자료"
    assert sheet.column_dimensions["B"].width > sheet.column_dimensions["A"].width
    assert {cell.value for cell in book["목록"]["A"]} >= {"보고서의 제목", "□ 전자정부의 역사", "표1 긴 표"}


def test_no_text_of_the_workbook_becomes_a_formula(files, content):
    book = openpyxl.load_workbook(files["xlsx"])
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert not [cell for cell in cells if cell.data_type == "f"]
    risky = [cell for cell in cells if cell.value.startswith(workbook.FORMULA)]
    assert {cell.value for cell in risky} >= set(FORMULAS) and all(cell.quotePrefix for cell in risky)
    with zipfile.ZipFile(files["xlsx"]) as package:
        assert not [name for name in package.namelist() if "sheet" in name and b"<f>" in package.read(name)]


def test_sheets_of_one_title_get_names_of_their_own():
    tables = [frames.made(title, ["열"], [["1"]]) for title in ("가" * 40, "가" * 40, "표: [1]/2*?", "목록")]
    names = [name for _, name in workbook._named(tables)]
    assert len(set(names)) == 4 and max(map(len, names)) <= 31 and not any(set("[]:*?/\\") & set(name) for name in names)


def test_the_pdf_has_bookmarks_pages_tags_and_its_own_fonts(files, content):
    pdf = pypdfium2.PdfDocument(files["pdf"])
    marks = [(mark.level, mark.get_title()) for mark in pdf.get_toc()]
    assert marks == [(block.level - 2, block.text) for block in content.blocks() if isinstance(block, Heading) and block.level > 1]
    assert len(pdf) > 4 and pdf.get_metadata_dict()["Title"] == content.title
    data = files["pdf"].read_bytes()
    assert b"/FontFile" in data or b"/ObjStm" in data
    sizes = {tuple(round(side) for side in pdf[page].get_size()) for page in range(len(pdf))}
    assert sizes == {(595, 842), (842, 595)}
    assert pypdfium2.raw.FPDFCatalog_IsTagged(pdf)


def test_the_fonts_of_the_pdf_are_all_embedded(files):
    pdf = pypdfium2.PdfDocument(files["pdf"])
    fonts = [pypdfium2.raw.FPDFTextObj_GetFont(thing) for page in pdf for thing in page.get_objects(max_depth=5) if thing.type == 1]
    assert len(fonts) > 50 and all(pypdfium2.raw.FPDFFont_GetIsEmbedded(font) == 1 for font in fonts)


def test_the_header_of_a_long_table_stands_on_every_page_of_the_pdf(files):
    pdf = pypdfium2.PdfDocument(files["pdf"])
    pages = [text for page in pdf if re.search(r"\d\d번째 이름", text := page.get_textpage().get_text_range())]
    assert len(pages) >= 2 and all(re.search(r"차례\s*이름\s*비율", text) for text in pages)


@pytest.mark.parametrize(("text", "shown"), [("정부 😀", "정부 〓"), ("𝔸", "A"), ("가\u200b나", "가나"), ("①≥", "①≥")])
def test_letters_that_the_font_lacks_are_replaced_in_the_pdf_only(text, shown):
    assert printed.printable(text) == shown


def test_an_empty_case_still_gives_every_format(tmp_path):
    empty = made([], outline=outline([]), sections=[], sources=[], method=[])
    files = report.write_all(empty, tmp_path)
    assert all(file.stat().st_size > 2000 for file in files)
    assert "보고서에 넣을 결과가 없습니다" in text_of("hwpx", tmp_path / "report.hwpx") and pypdfium2.PdfDocument(tmp_path / "report.pdf")


def test_files_of_a_short_report_are_small(files):
    assert all(file.stat().st_size < 3_000_000 for file in files.values())


def test_a_wide_table_takes_the_headings_above_it_along():
    wide = frames.made("넓은", [f"{'가' * 8}{place}" for place in range(12)], [["값"] * 12])
    above = [Heading("과", 2), Paragraph("물음?", "question"), Heading("주제", 3)]
    groups = split([Paragraph("앞"), *above, wide, Paragraph("뒤")])
    assert needs_landscape(wide) and [(len(blocks), sideways) for blocks, sideways in groups] == [(1, False), (4, True), (1, False)]


@pytest.mark.parametrize("rows", [[["1", "짧음"]], [["2024-11-23", "긴 설명이 " * 30]], [["", ""]]])
def test_columns_share_the_width_and_keep_their_longest_word(rows):
    given = shares(frames.made("가", ["해", "설명"], rows), 100)
    assert abs(sum(given) - 1) < 1e-9 and min(given) > 0.04 and given[0] * 100 >= min(14, len(rows[0][0]))


ENGLISH = ["government", "business", "Mutually reinforcing activities", "Continuous communication", "Level", "Difference"]


def test_no_english_word_is_broken_where_all_words_fit():
    table = frames.made("Table", ENGLISH, [[word.lower() for word in ENGLISH], ["Review of 2023-07-12: " * 9, *["1"] * 5]])
    given_to = [share * 111 for share in shares(table, 111)]
    assert all(room >= PADDING + max(map(span, cell.split())) for room, cell in zip(given_to, ENGLISH, strict=True))


@given(st.text("가나A1_#.-", max_size=40), st.integers(3, 30))
def test_a_long_word_is_divided_and_nothing_is_lost(word, room):
    parts = pieces(word, room)
    assert "".join(parts) == word and all(span(part) <= room for part in parts)
    assert len(parts) == 1 or span(word) > room


@pytest.fixture(scope="module")
def chapters(tmp_path_factory):
    """A report of eight short chapters, each with a sentence, a chart and a table, as a PDF."""
    table = frames.made("표", ["이름", "값"], [[f"{row}번째", "1"] for row in range(7)])
    shown = [Paragraph("글입니다. " * 20), gathering.chart(SPEC), table]
    sections = [Section(f"0{place}_가", f"{place}째 장", "물음입니까?", [Topic(f"{place}째 주제", shown)]) for place in range(1, 9)]
    file, = report.write_all(made([], sections=sections), tmp_path_factory.mktemp("장"), ["pdf"])
    pdf = pypdfium2.PdfDocument(file)
    yield [page.get_textpage() for page in pdf]


def test_chapters_share_pages(chapters):
    assert len(chapters) <= 7 and sum("째 장" in page.get_text_range() for page in chapters[2:]) >= 3
    lowest = [min(page.get_charbox(place)[1] for place in range(page.count_chars() - 5)) for page in chapters[2:-1]]
    assert max(lowest) < 842 / 2          # no page but the last ends in its upper half


def test_no_page_ends_with_a_heading(chapters):
    for page in chapters[:-1]:
        *_, last, _number = [line for line in page.get_text_range().splitlines() if line.strip()]
        assert not re.fullmatch(r"\d째 (장|주제)|물음입니까\?|표 \d+\. 표", last.strip())


def test_only_the_summary_stands_alone(content):
    assert [block.anchor for block in content.blocks() if isinstance(block, Heading) and block.fresh] == ["case"]


def test_the_page_gives_the_summary_before_the_contents(files):
    page = html.fromstring(files["html"].read_text(encoding="utf-8"))
    order = [node.get("id") or node.tag for node in page.iter("h1", "h2", "nav")]
    assert order[:4] == ["h1", "summary", "nav", "case"]


def test_files_stand_where_a_path_has_hangul_and_spaces(files):
    assert all(Path(file).parent.name.startswith("보고서 폴더") for file in files.values())
