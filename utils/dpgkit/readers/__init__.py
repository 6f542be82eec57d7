"""Documents as governments write them, read by content: HWP, HWPX, PDF, DOCX, XLSX, CSV, text, Markdown, HTML and ZIP."""

from dpgkit.readers.errors import KINDS, ReadError
from dpgkit.readers.files import read, read_all, read_bytes, read_rows
from dpgkit.readers.parts import Failure, Part
from dpgkit.readers.sniffing import FORMATS, is_leftover, sniff

__all__ = ["FORMATS", "KINDS", "Failure", "Part", "ReadError", "is_leftover", "read", "read_all", "read_bytes", "read_rows", "sniff"]
