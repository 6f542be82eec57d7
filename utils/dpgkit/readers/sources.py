"""The bytes of one file, opened once for all who look into them."""

import zipfile
from functools import cached_property

import olefile

from dpgkit.readers import containers, encodings


class Source:
    """The bytes of a file and what they are when opened as an OLE file, a ZIP file, a package or a text.

    >>> Source("정부".encode("cp949"), "계획.txt").text
    ('정부', 'cp949')

    Parameters: ``data`` the whole file; ``name`` for messages. Each way of opening raises ReadError as its function in
    ``containers`` or ``encodings`` does.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.data, self.name = data, name

    @cached_property
    def ole(self) -> olefile.OleFileIO:
        """The OLE file."""
        return containers.ole(self.data, self.name)

    @cached_property
    def zip(self) -> zipfile.ZipFile:
        """The ZIP file."""
        return containers.opened(self.data, self.name)

    @cached_property
    def package(self) -> containers.Package:
        """The ZIP file as a package whose sizes were looked at."""
        return containers.Package(self.zip, len(self.data), self.name)

    @cached_property
    def text(self) -> tuple[str, str]:
        """The text and its encoding."""
        return encodings.decode(self.data, self.name)
