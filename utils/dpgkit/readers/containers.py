"""ZIP packages, OLE files and XML, opened with limits: nothing is written to disk, nothing grows without end."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

import olefile

from dpgkit.readers.errors import ReadError

LARGEST = 300 * 2**20       # bytes that one file may hold when unpacked
STEEPEST = 100              # times that a file may grow when unpacked ...
SMALL = 20 * 2**20          # ... unless it stays below so many bytes
MANY = 20_000               # members of one package
OLE = olefile.MAGIC
DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
WIDE_DECLARATION = re.compile(b"<\0!\0(D\0O\0C\0T\0Y|E\0N\0T\0I)")   # UTF-16, whose other byte order differs by one zero in front
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError, KeyError)


class Package:
    """A ZIP package in memory whose members are read by name, with "/" between folders whatever the file says.

    Parameters: ``archive`` as ``opened`` returns it; ``packed`` its size in bytes; ``name`` for messages.
    Raises ReadError ``too_large``.
    """

    def __init__(self, archive: zipfile.ZipFile, packed: int, name: str) -> None:
        self.name, self.zip = name, archive
        self.members = {info.filename.replace("\\", "/"): info for info in self.zip.infolist()}
        check_sizes(self.zip.infolist(), packed, name)

    def read(self, member: str) -> bytes:
        """Return one member. Raises ReadError ``damaged``, or ``encrypted`` where it has a password."""
        info = self.members[member]
        if info.flag_bits & 1:
            raise ReadError("encrypted", self.name)
        try:
            return self.zip.read(info)
        except DAMAGE as error:
            raise ReadError("damaged", self.name) from error

    def xml(self, member: str) -> object:
        """Return the root of one XML member."""
        return xml(self.read(member), self.name)

    def checked_xml(self) -> Iterator[tuple[str, bytes]]:
        """Yield each XML member and what it holds, refusing one that declares a document type or an entity."""
        for member in self.members:
            if member.lower().endswith((".xml", ".rels", ".hpf", ".rdf")):
                data = self.read(member)
                refuse_declarations(data, self.name)
                yield member, data

    def refuse_declarations(self) -> None:
        """Refuse a package in which any XML member declares a document type or an entity."""
        for _ in self.checked_xml():
            pass


def opened(data: bytes, name: str, *, encoding: str | None = None) -> zipfile.ZipFile:
    """Return a ZIP file opened in memory, of which nothing is unpacked yet. Raises ReadError ``damaged``.

    Parameters: ``encoding`` of the names that do not say they are UTF-8; without it code page 437, as the format has it.
    """
    try:
        return zipfile.ZipFile(io.BytesIO(data), metadata_encoding=encoding)
    except DAMAGE as error:
        raise ReadError("damaged", name) from error


def check_sizes(infos: list[zipfile.ZipInfo], packed: int, name: str) -> None:
    """Refuse ZIP members that would unpack beyond the limits. Raises ReadError ``too_large``.

    The sizes are those that the file declares; zipfile never returns more than that.
    """
    check_growth(sum(info.file_size for info in infos), packed, name)
    if len(infos) > MANY:
        raise ReadError("too_large", name)


def check_growth(unpacked: int, packed: int, name: str) -> None:
    """Refuse what is too large, or too many times larger than it was. Raises ReadError ``too_large``.

    >>> check_growth(10_000_000, 1_000, "작은 파일.zip")
    """
    if unpacked > LARGEST or (unpacked > SMALL and unpacked > STEEPEST * packed):
        raise ReadError("too_large", name)


def xml(data: bytes, name: str) -> object:
    """Return the root element (lxml) of an XML document without document type. Raises ReadError ``too_large`` or ``damaged``.

    >>> xml("<a>가</a>".encode(), "a.xml").text
    '가'
    """
    from lxml import etree

    refuse_declarations(data, name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError("damaged", name) from error


def refuse_declarations(data: bytes, name: str) -> None:
    """Refuse XML that declares a document type or an entity: the ground of XXE and of entity expansion."""
    narrow = b"!" in data and any(declaration in data for declaration in DECLARATIONS)
    if narrow or (b"\0" in data and WIDE_DECLARATION.search(data)):     # one byte is found much faster than a pattern
        raise ReadError("too_large", name)


def inflate(raw: bytes, name: str) -> bytes:
    """Return a raw deflate stream unpacked, as HWP 5 stores its sections.

    Raises ReadError ``too_large`` beyond the limits and ``damaged``.
    """
    limit = max(SMALL, min(LARGEST, STEEPEST * len(raw)))
    stream = zlib.decompressobj(-15)
    try:
        data = stream.decompress(raw, limit)
    except zlib.error as error:
        raise ReadError("damaged", name) from error
    if stream.unconsumed_tail:
        raise ReadError("too_large", name)
    return data


def ole(data: bytes, name: str) -> olefile.OleFileIO:
    """Return an OLE file opened in memory. Raises ReadError ``damaged``."""
    try:
        return olefile.OleFileIO(io.BytesIO(data))
    except MemoryError:
        raise
    except Exception as error:      # olefile lets IndexError, struct.error and others through on broken files
        raise ReadError("damaged", name) from error


def stream(file: olefile.OleFileIO, path: str | list[str], name: str) -> bytes:
    """Return one stream of an OLE file. Raises ReadError ``damaged``."""
    try:
        return file.openstream(path).read()
    except MemoryError:
        raise
    except Exception as error:
        raise ReadError("damaged", name) from error
