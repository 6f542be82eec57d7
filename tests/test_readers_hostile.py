"""Files that were made to harm: each ends as text or as a reason, quickly, and nothing leaks or grows."""

import io
import random
import zipfile
import zlib

import docx
import olefile
import openpyxl
import pytest

from dpgkit import paths, readers
from dpgkit.readers import containers
from dpgkit.readers.errors import KINDS

REAL = paths.kit_root().parent / "shared" / "real-documents"
SECTION = ('<?xml version="1.0" encoding="UTF-8"?>{}<hs:sec xmlns:hs="urn:s" xmlns:hp="urn:p">'
           '<hp:p><hp:run><hp:t>{}</hp:t></hp:run></hp:p></hs:sec>')
XXE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
STEPS = "".join(f'<!ENTITY {name} "{f"&{inner};" * 10}">' for inner, name in zip("abcdefgh", "bcdefghi", strict=True))
LAUGHS = f'<!DOCTYPE a [<!ENTITY a "하하하하하하하하">{STEPS}]>'
TEXT = "국민이 원하는 정부를 만듭니다."


def packed(members, method=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def hwpx(section):
    return packed({"mimetype": "application/hwp+zip", "Contents/section0.xml": section})


def word():
    document, file = docx.Document(), io.BytesIO()
    document.add_paragraph(TEXT * 50)
    document.save(file)
    return file.getvalue()


def workbook():
    book, file = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["내용"])
    book.active.append([TEXT])
    book.save(file)
    return file.getvalue()


def real(pattern):
    found = sorted(REAL.glob(pattern))
    if not found:
        pytest.skip("no shared/real-documents beside the kit")
    return found[0].read_bytes()


SAMPLES = {"hwp": lambda: real("hwp/endnote-01.hwp"), "hwpx": lambda: real("hwpx/36404953*.hwpx"),
           "pdf": lambda: real("pdf/endnote-01*.pdf"), "docx": word, "xlsx": workbook}


def ends_well(data, name):
    parts, failures = readers.read_all(data, name)
    assert all(part.text.strip() for part in parts) and (parts or failures)
    assert all(failure.kind in KINDS and "/work" not in failure.message and "Error" not in failure.message for failure in failures)
    return parts, [failure.kind for failure in failures]


def test_the_smallest_package_is_read_without_a_manifest_and_with_backslashes():
    data = packed({"Contents\\section0.xml": SECTION.format("", TEXT)}).replace(b"Contents/", b"Contents\\")
    parts, kinds = ends_well(data, "a.hwpx")
    assert [part.text for part in parts] == [TEXT] and not kinds


@pytest.mark.parametrize("declaration", [XXE, LAUGHS])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_in_packages(declaration, encoding):
    section = SECTION.replace("UTF-8", encoding).format(declaration, TEXT + ("&x;" if "SYSTEM" in declaration else "&i;"))
    assert ends_well(hwpx(section.encode(encoding)), "a.hwpx") == ([], ["too_large"])


@pytest.mark.parametrize(("form", "member"), [("docx", "word/document.xml"), ("xlsx", "xl/workbook.xml")])
def test_entities_are_refused_in_office_files(form, member):
    with zipfile.ZipFile(io.BytesIO(SAMPLES[form]())) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    head, _, rest = members[member].partition(b"?>")
    members[member] = head + b"?>" + XXE.encode() + rest
    assert ends_well(packed(members), f"a.{form}") == ([], ["too_large"])


@pytest.mark.parametrize("name", ["a.xml", "a.html"])
def test_entities_of_a_page_are_not_followed(name):
    parts, _ = ends_well(f'<?xml version="1.0"?>{XXE}<html><p>{TEXT} &x;</p></html>'.encode(), name)
    assert parts and "root:" not in parts[0].text


def test_a_bomb_in_a_package_is_refused():
    bomb = packed({"Contents/section0.xml": b"<a>" + b" " * (containers.SMALL + 1) + b"</a>"})
    assert len(bomb) < 200_000 and ends_well(bomb, "a.hwpx") == ([], ["too_large"])


def test_a_bomb_in_an_archive_loses_only_itself():
    data = packed({"폭탄.txt": b" " * (containers.SMALL + 1), "글.txt": TEXT})
    parts, kinds = ends_well(data, "a.zip")
    assert [part.text for part in parts] == [TEXT] and kinds == ["too_large"]


def test_a_lie_about_the_size_does_not_help_a_bomb():
    data = packed({"Contents/section0.xml": b"<a>" + b" " * 2_000_000 + b"</a>"})
    size = (2_000_007).to_bytes(4, "little")
    assert ends_well(data.replace(size, (50).to_bytes(4, "little")), "a.hwpx")[0] == []


def test_a_deflate_bomb_in_an_old_document_is_refused():
    with pytest.raises(readers.ReadError) as caught:
        compressor = zlib.compressobj(9, wbits=-15)
        containers.inflate(compressor.compress(b"\0" * (containers.SMALL * 2)) + compressor.flush(), "a.hwp")
    assert caught.value.kind == "too_large"


def test_a_deflate_bomb_in_a_real_document_is_refused(tmp_path):
    path = tmp_path / "bomb.hwp"
    path.write_bytes(real("hwp/86712*.hwp"))
    with olefile.OleFileIO(path, write_mode=True) as file:
        size = file.get_size("BodyText/Section0")
        compressor = zlib.compressobj(9, wbits=-15)
        bomb = compressor.compress(b"\0" * (size * 1000)) + compressor.flush()
        file.write_stream("BodyText/Section0", bomb[:size].ljust(size, b"\0"))
    assert ends_well(path.read_bytes(), "a.hwp") == ([], ["too_large"])


def test_a_limit_is_not_tried_again_with_another_engine(monkeypatch):
    from dpgkit.readers import hwp

    def refuse(data, name):
        raise readers.ReadError("too_large", name)

    monkeypatch.setattr(hwp, "_unhwp", refuse)
    monkeypatch.setattr(hwp, "_syhwp", lambda *_: pytest.fail("tried again"))
    assert ends_well(hwpx(SECTION.format("", TEXT)), "a.hwpx") == ([], ["too_large"])


def test_too_many_members_are_refused(monkeypatch):
    monkeypatch.setattr(containers, "MANY", 3)
    assert ends_well(packed({f"{number}.txt": TEXT for number in range(4)}), "a.zip") == ([], ["too_large"])


def test_deep_nesting_ends():
    deep = SECTION.format("", "<a>" * 5000 + TEXT + "</a>" * 5000)
    ends_well(hwpx(deep), "a.hwpx")
    ends_well(("<div>" * 20_000 + TEXT).encode(), "a.html")


@pytest.mark.parametrize("form", SAMPLES)
@pytest.mark.parametrize("share", [0.01, 0.3, 0.6, 0.95])
def test_cut_off_files_end_well(form, share):
    data = SAMPLES[form]()
    ends_well(data[:int(len(data) * share)], f"a.{form}")


@pytest.mark.parametrize("form", SAMPLES)
def test_flipped_bytes_end_well(form):
    data, dice = SAMPLES[form](), random.Random(20231107)
    for _ in range(100):
        broken = bytearray(data)
        for place in dice.sample(range(len(data)), 8):
            broken[place] ^= dice.randrange(1, 256)
        ends_well(bytes(broken), f"a.{form}")
